use leptos::prelude::*;

use super::aside::Copies;
use super::reading::OneAnswer;
use super::{Time, entry_id, version};
use crate::journal::api::{self, Share};
use crate::journal::model::{Question, ShareDraft, Sheet};
use crate::t;
use crate::ui::{Art, Back, Choices, Empty, Form, FormState, Hidden, Icon, Load, PageTitle, TextAreaField};

/// Sending a copy to a coach: to whom, which parts, and exactly what they will read.
#[component]
pub fn ShareEntry() -> impl IntoView {
    let id = Memo::new(|_| entry_id());
    let version = Memo::new(|_| version());
    let page = Resource::new(
        move || (id.get(), version.get()),
        |(id, version)| async move { api::share_page(id?, version).await },
    );
    view! {
        <PageTitle text=t!(journal.share_title)/>
        <Load what=page let:page>
            <Sending page/>
        </Load>
    }
}

#[component]
fn Sending(page: ShareDraft) -> impl IntoView {
    let back = format!("/journal/{}", page.id);
    let shares = page.shares.clone();
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=back words=page.sheet.title.clone()/>
                <p class="eyebrow"><Time at=page.day.clone()/></p>
                <h1>{t!(journal.share_title)}</h1>
                <p class="lead">{t!(journal.share_copy_only)}</p>
            </header>
            {if page.coaches.is_empty() {
                view! {
                    <Empty art=Art::Seats title=t!(journal.share_no_coach_title) sentence=t!(journal.share_no_coach)/>
                }
                .into_any()
            } else if page.answers.is_empty() {
                view! {
                    <Empty art=Art::Lamp title=t!(journal.share_empty_title) sentence=t!(journal.share_write_first)/>
                }
                .into_any()
            } else {
                view! { <SendForm page/> }.into_any()
            }}
            {(!shares.is_empty()).then(|| view! {
                <section class="part" aria-labelledby="copies">
                    <h2 id="copies">{t!(journal.share_now)}</h2>
                    <Copies shares/>
                </section>
            })}
        </div>
    }
}

#[component]
fn SendForm(page: ShareDraft) -> impl IntoView {
    let share = ServerAction::<Share>::new();
    let ShareDraft { id, sheet, version, answers, coaches, .. } = page;
    let chosen = if coaches.len() == 1 { vec![coaches[0].id.to_string()] } else { Vec::new() };
    let options = coaches
        .into_iter()
        .map(|coach| {
            let words = match coach.profession.is_empty() {
                true => t!(journal.coach_name, name = coach.name),
                false => t!(journal.coach_name_profession, name = coach.name, profession = coach.profession),
            };
            (coach.id.to_string(), words)
        })
        .collect();
    let steps = sheet.steps.iter().filter(|step| answers.has(&step.id)).cloned().collect::<Vec<_>>();
    let parts = steps.into_iter().map(|step| (answers.of(&step.id), step)).collect::<Vec<_>>();
    view! {
        <Form action=share>
            <Hidden name="entry" value=Signal::stored(id.to_string())/>
            <Hidden name="version" value=Signal::stored(version.to_string())/>
            <Choices name="coach" legend=t!(journal.share_to) options chosen required=true/>
            <Parts parts/>
            <TextAreaField name="ask" label=t!(journal.share_ask) hint=t!(journal.share_ask_hint) rows=3 optional=true/>
            <Care sheet/>
            <div class="stack" data-gap="small">
                <div class="line"><button class="btn" type="submit"><Icon name="send"/>{t!(journal.share_do)}</button></div>
                <p class="note">{t!(journal.share_after)}</p>
            </div>
        </Form>
    }
}

/// The parts to tick, each with its words as the coach will read them.
#[component]
fn Parts(parts: Vec<(crate::journal::model::Answer, Question)>) -> impl IntoView {
    let form = FormState::here();
    let message = form.message("steps");
    let back = form.chosen("steps");
    let name = format!("{}[]", form.full_name("steps"));
    let rows = parts
        .into_iter()
        .enumerate()
        .map(|(at, (answer, step))| {
            let checked = match &back {
                Some(chosen) => chosen.contains(&step.id),
                None => step.to_coach,
            };
            let id = if at == 0 { form.id("steps") } else { format!("{}-{at}", form.id("steps")) };
            view! {
                <div class="stack" data-gap="small">
                    <label class="choice" data-plain="">
                        <input type="checkbox" id=id name=name.clone() value=step.id.clone() checked=checked/>
                        <span>
                            {step.plain_label().to_owned()}
                            {(!step.to_coach).then(|| view! { <span class="note">{t!(journal.share_stays)}</span> })}
                        </span>
                    </label>
                    <div class="sheet" data-tone="plain"><OneAnswer step answer/></div>
                </div>
            }
        })
        .collect_view();
    let (hint_id, error_id) = (format!("{}-hint", form.id("steps")), format!("{}-error", form.id("steps")));
    view! {
        <fieldset class="field" aria-describedby=format!("{hint_id} {error_id}")>
            <legend>{t!(journal.share_parts)} <span class="must">{t!(common.required)}</span></legend>
            <p class="hint" id=hint_id.clone()>{t!(journal.share_parts_hint)}</p>
            <p class="field-error" id=error_id.clone() hidden=move || message.with(Option::is_none)>
                <Icon name="alert"/>
                <span>{move || message.get().unwrap_or_default()}</span>
            </p>
            <div class="stack">{rows}</div>
        </fieldset>
    }
}

/// The last look before it leaves, which is the author's.
#[component]
fn Care(sheet: Sheet) -> impl IntoView {
    view! {
        <section class="sheet" data-tone="wash" aria-labelledby="care">
            <h2 id="care">{t!(journal.care_title)}</h2>
            <ol class="prose">
                <li>{t!(journal.care_self)}</li>
                <li>{t!(journal.care_family)}</li>
                <li>{t!(journal.care_news)}</li>
                <li>{t!(journal.care_rare)}</li>
                <li>{t!(journal.care_blur)}</li>
            </ol>
            <p class="note">{t!(journal.care_words)}</p>
            {sheet.may_hold_case.then(|| view! { <p class="note">{t!(journal.duty_to_report)}</p> })}
        </section>
    }
}
