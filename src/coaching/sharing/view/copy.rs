use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{Checklist, PieceField};
use crate::coaching::sharing::api::{self, Share};
use crate::coaching::sharing::model::{CopyPage, PartToSend};
use crate::journal::view::OneAnswer;
use crate::kit::id::DraftId;
use crate::t;
use crate::ui::{Back, Flash, Form, FormState, Hidden, Icon, Load, PageTitle};

/// The second step: the copy, which can be changed without touching the original, with what the check found in it.
#[component]
pub fn ShareCopy() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let id = params.get_str("draft").unwrap_or_default().parse::<DraftId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::looking(id?).await });
    view! {
        <PageTitle text=t!(desk.copy_title)/>
        <Load what=page let:page>
            <Looking page/>
        </Load>
    }
}

#[component]
fn Looking(page: CopyPage) -> impl IntoView {
    let share = ServerAction::<Share>::new();
    let CopyPage { draft, entry, title, coaches, terms, parts, ask, found, checklist, checks, last_look, live, .. } =
        page;
    let (block, warn) = found;
    let summary = match (block, warn) {
        (0, 0) => t!(desk.found_none).to_owned(),
        (block, warn) => t!(desk.found_some, block = block, warn = warn),
    };
    let (icon, tone) = if block > 0 { ("info", Some("care")) } else { ("check", None) };
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href=format!("/journal/{entry}/share") words=t!(desk.copy_back)/>
                <p class="eyebrow">{title}</p>
                <h1>{t!(desk.copy_title)}</h1>
                <p class="lead">{if live { t!(desk.copy_lead_live) } else { t!(desk.copy_lead) }}</p>
            </header>
            <Flash words=|done| match done {
                "checked" => Some(t!(desk.done_checked)),
                "applied" => Some(t!(desk.done_applied)),
                _ => None,
            }/>
            <section class="sheet" data-tone="plain" aria-labelledby="terms">
                <h2 id="terms">{t!(desk.terms_title, coaches = coaches)}</h2>
                <ul>{terms.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            </section>
            <p class="flash" data-tone=tone>
                <Icon name=icon/>
                <span>{summary}</span>
            </p>
            <Form action=share reload=true>
                <Hidden name="draft" value=Signal::stored(draft.to_string())/>
                {parts.into_iter().map(|part| view! { <PartField part/> }).collect_view()}
                <section class="part" aria-label=t!(journal.share_ask)>
                    <PieceField
                        piece=crate::coaching::sharing::model::PieceShown {
                            label: t!(journal.share_ask).to_owned(),
                            ..ask
                        }
                        hint=t!(journal.share_ask_hint)
                        rows=3
                        apply=true
                        optional=true
                    />
                </section>
                <Checklist lines=checklist checks last_look/>
                {page.may_hold_case.then(|| view! { <p class="note">{t!(journal.duty_to_report)}</p> })}
                <Buttons/>
            </Form>
        </div>
    }
}

#[component]
fn PartField(part: PartToSend) -> impl IntoView {
    let PartToSend { step, fixed, pieces } = part;
    let (label, heading) = (step.plain_label().to_owned(), step.plain_label().to_owned());
    let chosen = !fixed.is_empty();
    view! {
        <section class="part" aria-label=label>
            {chosen.then(|| view! {
                <div class="sheet" data-tone="plain">
                    <h3>{heading}</h3>
                    <OneAnswer step=step.clone() answer=fixed/>
                </div>
            })}
            {pieces.into_iter().map(|piece| view! { <PieceField piece apply=true/> }).collect_view()}
        </section>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let then = FormState::here().full_name("then");
    view! {
        <div class="stack" data-gap="small">
            <div class="line">
                <button class="btn" data-kind="quiet" type="submit" name=then.clone() value="check">
                    {t!(desk.check_again)}
                </button>
                <button class="btn" type="submit" name=then value="send"><Icon name="send"/>{t!(desk.send)}</button>
            </div>
            <p class="note">{t!(journal.share_after)}</p>
        </div>
    }
}
