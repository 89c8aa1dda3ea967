use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::kit::id::AnswerId;
use crate::t;
use crate::ui::{Back, Flash, Form, Hidden, Load, PageTitle};
use crate::worksheets::statistics::api::{self, Count};
use crate::worksheets::statistics::model::SwitchPage;

/// Whether one finished sheet is counted in the anonymous statistics.
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
        "live_on" => Some(t!(tools.live_done)),
        "live_off" => Some(t!(tools.live_undone)),
        _ => None,
    }
}

#[component]
fn Switch(page: SwitchPage) -> impl IntoView {
    let count = ServerAction::<Count>::new();
    let SwitchPage { id, name, on, live } = page;
    let rooms = live.map(|live| view! { <Rooms id=id.clone() live/> });
    let (words, act, verb) = match on {
        true => (t!(selfchecks.counted_now), "off", t!(selfchecks.count_stop)),
        false => (t!(selfchecks.not_counted_now), "on", t!(selfchecks.count_start)),
    };
    view! {
        <div class="room" data-shape="one">
            <header class="page-head">
                <Back href="/worksheets" words=t!(selfchecks.back)/>
                <h1>{t!(selfchecks.counted_title)}</h1>
                <p class="lead">{t!(selfchecks.counted_lead, name = name)}</p>
                <Flash words=done/>
            </header>
            <p>{t!(selfchecks.counted_what)}</p>
            <p>{words}</p>
            <Form action=count reload=true class="line">
                <Hidden name="id" value=id/>
                <Hidden name="act" value=act.to_owned()/>
                <button class="btn" data-kind="quiet" type="submit">{verb}</button>
            </Form>
            {rooms}
        </div>
    }
}

/// The same for the map of values in a room.
#[component]
fn Rooms(id: String, live: bool) -> impl IntoView {
    let count = ServerAction::<Count>::new();
    let (words, act, verb) = match live {
        true => (t!(tools.live_now), "off", t!(tools.live_stop)),
        false => (t!(tools.live_not_now), "on", t!(tools.live_start)),
    };
    view! {
        <section aria-labelledby="live-title">
            <h2 id="live-title">{t!(sheets.to_live)}</h2>
            <p>{t!(tools.live_what)}</p>
            <p>{words}</p>
            <Form action=count key="live" reload=true class="line">
                <Hidden name="id" value=id/>
                <Hidden name="kind" value="live".to_owned()/>
                <Hidden name="act" value=act.to_owned()/>
                <button class="btn" data-kind="quiet" type="submit">{verb}</button>
            </Form>
        </section>
    }
}
