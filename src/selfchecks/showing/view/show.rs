use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::coach::OneTime;
use crate::selfchecks::model::CheckId;
use crate::selfchecks::showing::api::{self, Show};
use crate::selfchecks::showing::model::{Copied, ShowPage};
use crate::t;
use crate::ui::{Back, Form, Hidden, Load, PageTitle};

/// Showing one result to a coach: choose, look at exactly what goes, show.
#[component]
pub fn ShowCheck() -> impl IntoView {
    let id = use_params_map().get_untracked().get_str("id").unwrap_or_default().parse::<CheckId>();
    let coach = use_query_map().get_untracked().get_str("coach").unwrap_or_default().to_owned();
    let page =
        Resource::new(move || (id.clone(), coach.clone()), |(id, coach)| async move { api::showing(id?, coach).await });
    view! {
        <PageTitle text=t!(selfchecks.show_title)/>
        <div class="room" data-shape="one"><Load what=page let:page><Showing page/></Load></div>
    }
}

#[component]
fn Showing(page: ShowPage) -> impl IntoView {
    let ShowPage { id, coaches, preview } = page;
    let id = id.to_string();
    let body = match preview {
        Some((coach, name, copy)) => view! { <Look id=id.clone() coach name copy/> }.into_any(),
        None if coaches.is_empty() => view! { <p>{t!(selfchecks.show_no_coach)}</p> }.into_any(),
        None => view! { <Choose coaches/> }.into_any(),
    };
    view! {
        <header class="page-head">
            <Back href=format!("/checks/results/{id}") words=t!(selfchecks.show_back)/>
            <h1>{t!(selfchecks.show_title)}</h1>
            <p class="lead">{t!(selfchecks.show_lead)}</p>
        </header>
        {body}
    }
}

/// Chosen by an address, since nothing changes by it.
#[component]
fn Choose(coaches: Vec<(String, String)>) -> impl IntoView {
    let only = coaches.len() == 1;
    let choices = coaches
        .into_iter()
        .map(|(id, name)| {
            view! {
                <label class="choice">
                    <input type="radio" name="coach" value=id checked=only required=true/>
                    <span>{t!(worksheets.coach_name, name = name)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <form class="form" method="get">
            <fieldset class="field">
                <legend>{t!(worksheets.share_coach)}</legend>
                <div class="choices">{choices}</div>
            </fieldset>
            <p class="line"><button class="btn" type="submit">{t!(worksheets.share_preview)}</button></p>
        </form>
    }
}

/// Exactly what goes.
#[component]
fn Look(id: String, coach: String, name: String, copy: Copied) -> impl IntoView {
    let show = ServerAction::<Show>::new();
    let here = format!("/checks/results/{id}/share");
    view! {
        <div class="stack">
            <p>{t!(worksheets.share_exactly, name = name)}</p>
            <div class="sheet stack"><OneTime copy/></div>
            <Form action=show reload=true>
                <Hidden name="id" value=id/>
                <Hidden name="coach" value=coach/>
                <div class="line">
                    <button class="btn" type="submit">{t!(selfchecks.show_do)}</button>
                    <a class="btn" data-kind="text" href=here>{t!(worksheets.share_change)}</a>
                </div>
            </Form>
        </div>
    }
}
