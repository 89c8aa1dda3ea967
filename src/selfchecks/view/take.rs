use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::help::view::{HelpBox, ToHelp};
use crate::selfchecks::api::{self, Keep};
use crate::selfchecks::model::{Question, TakePage};
use crate::t;
use crate::ui::{Back, Choices, Form, Hidden, Load, PageTitle, Tag};
use crate::worksheets::approval::view::Credit;

/// A check to be taken. It can be left at any point, and then nothing was kept.
#[component]
pub fn CheckTaken() -> impl IntoView {
    let sheet = use_params_map().get_untracked().get_str("sheet").unwrap_or_default().to_owned();
    let page = Resource::new(move || sheet.clone(), api::take);
    view! {
        <PageTitle text=t!(selfchecks.title)/>
        <Load what=page let:page><Take page/></Load>
    }
}

#[component]
fn Take(page: TakePage) -> impl IntoView {
    let notes = [
        page.foreign.then(|| match page.language.as_str() {
            "en" => t!(selfchecks.only_english),
            _ => t!(selfchecks.only_japanese),
        }),
        Some(if page.all { t!(selfchecks.needs_all) } else { t!(selfchecks.may_pass) }),
        Some(t!(selfchecks.may_leave)),
    ];
    let notes = notes.into_iter().flatten().map(|note| view! { <p class="note">{note}</p> }).collect_view();
    let (name, opening, help) = (page.name.clone(), page.opening.clone(), page.help.clone());
    let (credit, licence) = (page.credit.clone(), page.licence.clone());
    let trial = page.trial.clone().map(|words| view! { <p><Tag words/></p> });
    view! {
        <PageTitle text=name.clone()/>
        <div class="room" data-shape="two">
            <header class="page-head">
                <Back href="/checks" words=t!(selfchecks.title)/>
                <h1>{name}</h1>
                {trial}
                <p class="lead">{opening}</p>
                {notes}
                <ToHelp/>
            </header>
            <div class="stack" data-gap="large">
                <Questions page/>
                <div class="stack" data-gap="small"><Credit text=credit/><p class="note">{licence}</p></div>
            </div>
            <aside class="stack" aria-label=t!(selfchecks.aside)><HelpBox help/></aside>
        </div>
    }
}

#[component]
fn Questions(page: TakePage) -> impl IntoView {
    let keep = ServerAction::<Keep>::new();
    let order = page.order();
    let TakePage { id, sheet, version, language, questions, not_today, .. } = page;
    // Made inside the form: its fields ask it for their names.
    let ask = |question: Question| {
        let name = format!("items.{}", question.id);
        view! { <Choices name legend=question.text options=question.options chips=true/> }
    };
    view! {
        <Form action=keep reload=true>
            <Hidden name="id" value=id.to_string()/>
            <Hidden name="sheet" value=sheet/>
            <Hidden name="version" value=version.to_string()/>
            <Hidden name="order" value=order/>
            <div class="form" lang=language>{questions.into_iter().map(ask).collect_view()}</div>
            <div class="stack" data-gap="small">
                <div class="line">
                    <button class="btn" type="submit">{t!(selfchecks.see_result)}</button>
                    <a class="btn" data-kind="text" href="/today">{not_today}</a>
                </div>
                <p class="note">{t!(selfchecks.kept_for_you)}</p>
            </div>
        </Form>
    }
}
