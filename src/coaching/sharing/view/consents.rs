use leptos::prelude::*;

use crate::coaching::cohorts::api::goals::ChangeGoal;
use crate::coaching::sharing::api;
use crate::coaching::sharing::model::{ConsentKind, ConsentLine, ConsentPage};
use crate::coaching::supervision::api::Decide;
use crate::journal::api::Withdraw;
use crate::journal::view::{Time, query};
use crate::kit::page::Page;
use crate::selfchecks::showing::api::TakeBack as TakeBackCheck;
use crate::t;
use crate::ui::{Art, Back, Confirm, Empty, Flash, Form, Hidden, Load, PageTitle};
use crate::worksheets::sheets::api::{SwitchSheet, TakeBackSheet};

/// Consent receipts: who may read what, for what, until when; each can be taken back here.
#[component]
pub fn Consents() -> impl IntoView {
    let after = query("after");
    let page = Resource::new(move || after.get(), api::consents);
    view! {
        <PageTitle text=t!(desk.consents_title)/>
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/me" words=t!(journal.readers_back)/>
                <h1>{t!(desk.consents_title)}</h1>
                <p class="lead">{t!(desk.consents_lead)}</p>
                <p class="note"><a href="/me/readers">{t!(journal.share_readers)}</a></p>
            </header>
            <Flash words=|done| (done == "revoked").then(|| t!(desk.done_revoked))/>
            <Load what=page part=true let:page>
                <Lines page/>
            </Load>
        </div>
    }
}

#[component]
fn Lines(page: ConsentPage) -> impl IntoView {
    let ConsentPage { current, over: Page { rows: over, next }, begins } = page;
    if begins && current.is_empty() && over.is_empty() {
        return view! { <Empty art=Art::Lamp title=t!(desk.consents_empty_title) sentence=t!(receipts.empty)/> }
            .into_any();
    }
    view! {
        {(!current.is_empty()).then(|| view! {
            <section class="part" aria-labelledby="now">
                <h2 id="now">{t!(desk.consents_now)}</h2>
                {current.into_iter().map(|line| view! { <Receipt line/> }).collect_view()}
            </section>
        })}
        {(!over.is_empty()).then(|| view! {
            <section class="part" aria-labelledby="over">
                <h2 id="over">{t!(desk.consents_over)}</h2>
                {over.into_iter().map(|line| view! { <Receipt line/> }).collect_view()}
                {next.map(|next| view! {
                    <p><a class="btn" data-kind="quiet" href=format!("/me/consents?after={next}")>{t!(journal.readers_older)}</a></p>
                })}
            </section>
        })}
    }
    .into_any()
}

#[component]
fn Receipt(line: ConsentLine) -> impl IntoView {
    let ConsentLine { kind, id, also, title, what, href, purpose, given, until, ended, loss } = line;
    let open = ended.is_empty();
    let row = |name: &'static str, value: AnyView| view! { <dt>{name}</dt><dd>{value}</dd> };
    let what = match href {
        Some(href) => view! { <a href=href>{what}</a> }.into_any(),
        None => what.into_any(),
    };
    view! {
        <article class="sheet" data-tone="plain">
            <h3>{title}</h3>
            <dl class="facts">
                {row(t!(desk.receipt_what), what)}
                {(!purpose.is_empty()).then(|| row(t!(desk.receipt_purpose), purpose.into_any()))}
                {row(t!(desk.receipt_given), view! { <Time at=given/> }.into_any())}
                {until.map(|until| row(t!(desk.receipt_until), view! { <Time at=until/> }.into_any()))}
                {(!open).then(|| row(t!(desk.receipt_ended), ended.into_any()))}
            </dl>
            {open.then(|| view! {
                <Confirm words=t!(journal.withdraw) title=t!(desk.withdraw_ask) loss=loss small=true>
                    <TakeBack kind id also/>
                </Confirm>
            })}
        </article>
    }
}

/// The form that takes it back, to the server function of its own room.
#[component]
fn TakeBack(kind: ConsentKind, id: String, also: String) -> impl IntoView {
    let key = format!("{id}{also}");
    let from = ("from", "consents".to_owned());
    match kind {
        ConsentKind::Journal => {
            let action = ServerAction::<Withdraw>::new();
            let fields = vec![("share", id), from];
            view! { <Form action reload=true class="line" key><Fields fields/></Form> }.into_any()
        }
        ConsentKind::Supervision => {
            let action = ServerAction::<Decide>::new();
            let fields = vec![("supervision", id), ("then", "revoke".to_owned())];
            view! { <Form action reload=true class="line" key><Fields fields/></Form> }.into_any()
        }
        ConsentKind::Worksheet => {
            let action = ServerAction::<TakeBackSheet>::new();
            let fields = vec![("id", id), from];
            view! { <Form action reload=true class="line" key><Fields fields/></Form> }.into_any()
        }
        ConsentKind::SelfCheck => {
            let action = ServerAction::<TakeBackCheck>::new();
            let fields = vec![("id", id), from];
            view! { <Form action reload=true class="line" key><Fields fields/></Form> }.into_any()
        }
        ConsentKind::Goal => {
            let action = ServerAction::<ChangeGoal>::new();
            let fields = vec![("goal", id), ("cohort", also), ("act", "hide".to_owned()), from];
            view! { <Form action reload=true class="line" key><Fields fields/></Form> }.into_any()
        }
        ConsentKind::Counted => {
            let action = ServerAction::<SwitchSheet>::new();
            let fields = vec![("id", id), ("kind", also), ("to", "off".to_owned()), from];
            view! { <Form action reload=true class="line" key><Fields fields/></Form> }.into_any()
        }
    }
}

/// What goes along unseen, and the button.
#[component]
fn Fields(fields: Vec<(&'static str, String)>) -> impl IntoView {
    view! {
        {fields
            .into_iter()
            .map(|(name, value)| view! { <Hidden name=name value=Signal::stored(value)/> })
            .collect_view()}
        <button class="btn" data-kind="leave" type="submit">{t!(desk.withdraw_do)}</button>
    }
}
