use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::coaching::sharing::api::{self, Begin};
use crate::coaching::sharing::model::{ChoosePage, Span, Want};
use crate::journal::model::{Answer, Question};
use crate::journal::view::{Copies, OneAnswer, Time};
use crate::kit::id::EntryId;
use crate::t;
use crate::ui::{Art, Back, Choices, Empty, Form, FormState, Hidden, Icon, Load, PageTitle, Select};

/// The first of two steps: to whom, for what, until when, and which parts.
#[component]
pub fn ShareEntry() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let id = params.get_str("id").unwrap_or_default().parse::<EntryId>();
    let version = use_query_map().get_untracked().get_str("version").and_then(|version| version.parse().ok());
    let page =
        Resource::new(move || (id.clone(), version), |(id, version)| async move { api::choosing(id?, version).await });
    view! {
        <PageTitle text=t!(journal.share_title)/>
        <Load what=page let:page>
            <Choosing page/>
        </Load>
    }
}

#[component]
fn Choosing(page: ChoosePage) -> impl IntoView {
    let back = format!("/journal/{}", page.id);
    let (shares, draft, id) = (page.shares.clone(), page.draft.clone(), page.id.clone());
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=back words=page.sheet.title.clone()/>
                <p class="eyebrow"><Time at=page.day.clone()/></p>
                <h1>{t!(journal.share_title)}</h1>
                <p class="lead">{t!(desk.choose_lead)}</p>
                {draft.map(|draft| view! {
                    <p class="note">
                        {t!(desk.draft_there)} " "
                        <a href=format!("/journal/{id}/share/{draft}")>{t!(desk.draft_open)}</a>
                    </p>
                })}
            </header>
            {if page.coaches.is_empty() {
                view! {
                    <Empty art=Art::Seats title=t!(journal.share_no_coach_title) sentence=t!(journal.share_no_coach)>
                        <a class="btn" href="/programmes">{t!(journal.share_programmes)}</a>
                    </Empty>
                }
                .into_any()
            } else if page.answers.is_empty() {
                view! {
                    <Empty art=Art::Lamp title=t!(journal.share_empty_title) sentence=t!(journal.share_write_first)/>
                }
                .into_any()
            } else {
                view! { <ChooseForm page/> }.into_any()
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
fn ChooseForm(page: ChoosePage) -> impl IntoView {
    let begin = ServerAction::<Begin>::new();
    let ChoosePage { id, sheet, version, answers, coaches, want, .. } = page;
    let locale = crate::kit::locale::current();
    let chosen = if coaches.len() == 1 { vec![coaches[0].id.to_string()] } else { Vec::new() };
    let options: Vec<_> = coaches
        .into_iter()
        .map(|coach| {
            let words = match coach.profession.is_empty() {
                true => t!(journal.coach_name, name = coach.name),
                false => t!(journal.coach_name_profession, name = coach.name, profession = coach.profession),
            };
            (coach.id.to_string(), words)
        })
        .collect();
    let hint = if options.len() > 1 { t!(desk.to_hint) } else { t!(desk.to_hint_one) };
    let wishes = Want::ALL.map(|want| (want.as_str().to_owned(), want.words(locale).to_owned())).into();
    let spans = Span::ALL.map(|span| (span.days().to_string(), t!(desk.span, days = span.days()))).into();
    let ways =
        vec![("copy".to_owned(), t!(desk.way_copy).to_owned()), ("live".to_owned(), t!(desk.way_live).to_owned())];
    let steps = sheet.steps.iter().filter(|step| answers.has(&step.id)).cloned().collect::<Vec<_>>();
    let parts = steps.into_iter().map(|step| (answers.of(&step.id), step)).collect::<Vec<_>>();
    view! {
        <Form action=begin reload=true>
            <Hidden name="entry" value=Signal::stored(id.to_string())/>
            <Hidden name="version" value=Signal::stored(version.to_string())/>
            <Choices name="coaches" legend=t!(journal.share_to) options chosen hint=hint many=true required=true/>
            <Choices
                name="want"
                legend=t!(desk.want_title)
                options=wishes
                chosen=want
                hint=t!(desk.want_hint)
                many=true
                chips=true
                optional=true
            />
            <Parts parts/>
            <Select
                name="days"
                label=t!(desk.span_title)
                options=spans
                value=Span::default().days().to_string()
                hint=t!(desk.span_hint)
            />
            <Choices
                name="follow"
                legend=t!(desk.way_title)
                options=ways
                chosen=vec!["copy".to_owned()]
                hint=t!(desk.way_hint)
            />
            <div class="stack" data-gap="small">
                <div class="line"><button class="btn" type="submit">{t!(desk.to_copy)}</button></div>
                <p class="note">{t!(desk.to_copy_note)}</p>
            </div>
        </Form>
    }
}

/// The parts to tick, each with its words as they stand in the entry.
#[component]
fn Parts(parts: Vec<(Answer, Question)>) -> impl IntoView {
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
            <p class="hint" id=hint_id.clone()>{t!(desk.parts_hint)}</p>
            <p class="field-error" id=error_id.clone() hidden=move || message.with(Option::is_none)>
                <Icon name="alert"/>
                <span>{move || message.get().unwrap_or_default()}</span>
            </p>
            <div class="stack">{rows}</div>
        </fieldset>
    }
}
