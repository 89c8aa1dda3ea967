use leptos::prelude::*;

use super::Here;
use crate::kit::locale::current;
use crate::live::room::model::wire::Stage;
use crate::live::room::view::clock::{Bell, Timer};
use crate::live::room::view::connected::Connected;
use crate::live::room::view::words::title;
use crate::t;

/// A word of the host, what runs, how much time is left of it, and what comes next.
#[component]
pub fn Now() -> impl IntoView {
    let here = Here::current();
    let locale = current();
    let title = here.part(move |stage| title(stage, locale));
    let place = here.part(|stage| stage.now.as_ref().map(|now| (now.index + 1, stage.blocks)));
    let next = here.part(move |stage| stage.next.as_ref().map(|next| next.get(locale).to_owned()));
    let notice = here.part(|stage| stage.notice.clone());
    let last_minute = here.part(|stage| stage.last_minute);
    let stage = here.stage;
    let mine = here.mine;
    let people = Signal::derive(move || stage.with(|stage| mine.with(|mine| people_of(stage, mine.seat))));
    let words = move || match place.get() {
        Some((nth, of)) => t!(live_view.place, nth = nth, of = of),
        None => String::new(),
    };
    view! {
        <div class="live-head"><span>{words}</span><Connected/></div>
        // It has its place whether or not there is one: what one writes below does not move under the finger.
        <div class="live-notice">{move || {
            let notice = notice.get();
            (!notice.is_empty()).then(|| view! {
                <p class="flash" data-tone="care"><span><strong>{t!(live_view.notice)}</strong>" "{notice}</span></p>
            })
        }}</div>
        <div class="ask">
            <h2>{move || title.get()}</h2>
            <p class="note">{move || next.get().map(|next| t!(live_view.next, title = next))}</p>
        </div>
        <Timer stage=stage/>
        <p class="live-minute">{move || last_minute.get().then(|| t!(live_view.last_minute))}</p>
        <p class="centre"><Bell stage=stage people=people/></p>
    }
}

/// How many sit in the group of a seat; 0 outside groups.
fn people_of(stage: &Stage, seat: u32) -> u32 {
    let of = stage.groups.iter().find(|group| group.people.iter().any(|(other, _)| *other == seat));
    of.map_or(0, |group| group.people.len() as u32)
}

/// The one live region of the room: it says what is new and would not be seen otherwise.
#[component]
pub fn Spoken() -> impl IntoView {
    let locale = current();
    let words = Here::current().part(move |stage| match (&stage.notice, stage.last_minute) {
        (notice, _) if !notice.is_empty() => notice.clone(),
        (_, true) => t!(live_view.last_minute).to_owned(),
        _ => title(stage, locale),
    });
    view! { <p class="visually-hidden" role="status">{move || words.get()}</p> }
}
