use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::kit::id::AnswerId;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, Load, PageTitle};
use crate::worksheets::statistics::api::{self, Count};
use crate::worksheets::statistics::model::SwitchPage;

/// What one finished sheet is counted for: the anonymous statistics, a live session. Both are off in the beginning.
#[component]
pub fn Counted() -> impl IntoView {
    let id = use_params_map().get_untracked().get_str("id").unwrap_or_default().parse::<AnswerId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::counted(id?).await });
    view! {
        <PageTitle text=t!(selfchecks.counted_title)/>
        <Load what=page let:page><Switch page/></Load>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "on" => Some(t!(selfchecks.done_counted)),
        "off" => Some(t!(selfchecks.done_not_counted)),
        _ => None,
    }
}

#[component]
fn Switch(page: SwitchPage) -> impl IntoView {
    let SwitchPage { id, name, on, live } = page;
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/worksheets" words=t!(selfchecks.back)/>
                <h1>{t!(selfchecks.counted_title)}</h1>
                <p class="lead">{t!(selfchecks.counted_lead, name = name)}</p>
                <Flash words=done/>
            </header>
            <section class="part" aria-labelledby="statistics">
                <h2 id="statistics">{t!(sheets.to_statistics)}</h2>
                <p>{t!(selfchecks.counted_what)}</p>
                <p>{if on { t!(selfchecks.counted_now) } else { t!(selfchecks.not_counted_now) }}</p>
                <Turn id=id.clone() kind="statistics" title=t!(sheets.to_statistics) on/>
            </section>
            <section class="part" aria-labelledby="live">
                <h2 id="live">{t!(sheets.to_live)}</h2>
                <p>{t!(tools.live_what)}</p>
                <p>{if live { t!(selfchecks.counted_now) } else { t!(selfchecks.not_counted_now) }}</p>
                <Turn id kind="live" title=t!(sheets.to_live) on=live/>
            </section>
        </div>
    }
}

/// The button that turns one of them.
#[component]
fn Turn(id: String, kind: &'static str, title: &'static str, on: bool) -> impl IntoView {
    let count = ServerAction::<Count>::new();
    let (act, verb) = if on { ("off", t!(selfchecks.count_stop)) } else { ("on", t!(selfchecks.count_start)) };
    view! {
        <Form action=count key=kind reload=true class="line">
            <Hidden name="id" value=id/>
            <Hidden name="kind" value=kind.to_owned()/>
            <Hidden name="act" value=act.to_owned()/>
            <button class="btn" data-kind="quiet" type="submit" aria-label=format!("{title} {verb}")>{verb}</button>
        </Form>
    }
}
