use leptos::prelude::*;

use super::Here;
use crate::live::plan::model::BlockKind;
use crate::live::room::model::wire::ShownGroup;
use crate::live::room::view::clock::{left, on_clock, turn};
use crate::live::room::view::wire::use_now;
use crate::t;
use crate::ui::Person;

/// The group that one sits in, and whose turn it is.
#[component]
pub fn MyGroup() -> impl IntoView {
    let here = Here::current();
    let (stage, mine) = (here.stage, here.mine);
    let group = Memo::new(move |_| {
        let seat = mine.with(|mine| mine.seat);
        stage.with(|stage| {
            stage.groups.iter().find(|group| group.people.iter().any(|(other, _)| *other == seat)).cloned()
        })
    });
    let in_groups = here.part(|stage| {
        stage.now.as_ref().is_some_and(|now| matches!(now.block.kind, BlockKind::Breakout | BlockKind::Pair))
    });
    move || match (group.get(), in_groups.get()) {
        (Some(group), _) => view! { <Group group=group/> }.into_any(),
        (None, true) => view! { <p class="note centre">{t!(live_view.group_none)}</p> }.into_any(),
        (None, false) => ().into_any(),
    }
}

#[component]
fn Group(group: ShownGroup) -> impl IntoView {
    let here = Here::current();
    let (stage, now) = (here.stage, use_now());
    let own = here.mine.with_untracked(|mine| mine.seat);
    let count = group.people.len() as u32;
    let names = StoredValue::new(group.people.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>());
    let turn = Memo::new(move |_| {
        stage.with(|stage| {
            let block = stage.now.as_ref().filter(|now| now.block.turns.is_some())?;
            let left = left(stage, now.get())?;
            Some(turn(block, left, count).map(|turn| (turn.nth, on_clock(turn.left))))
        })
    });
    let words = move || match turn.get() {
        Some(Some((nth, clock))) => {
            let name = names.with_value(|names| names.get(nth as usize).cloned().unwrap_or_default());
            t!(live_view.turn, name = name, clock = clock)
        }
        Some(None) => t!(live_view.turn_open).to_owned(),
        None => String::new(),
    };
    // A block may keep the groups of the one before and have turns where that had none.
    let has_turns = Memo::new(move |_| turn.with(Option::is_some));
    let people = group.people.into_iter().zip(0_u32..).map(|((seat, name), nth)| {
        let speaks = move || turn.with(|turn| matches!(turn, Some(Some((now, _))) if *now == nth).then_some("true"));
        let name_shown = if seat == own { t!(live_view.group_you, name = name.clone()) } else { name.clone() };
        view! { <li aria-current=speaks><Person name=name/><span dir="auto">{name_shown}</span></li> }
    });
    let people = people.collect_view();
    // Only what leads out over the web is a link.
    let link = Some(group.link).filter(|link| link.starts_with("https://") || link.starts_with("http://"));
    view! {
        <section class="sheet live-group" aria-labelledby="my-group">
            <h2 id="my-group">{t!(live_view.group, n = group.number)}</h2>
            <ol class="turns" role="list">{people}</ol>
            {move || has_turns.get().then(|| view! { <p class="live-turn">{words}</p> })}
            {link.map(|link| view! {
                <p><a class="btn" href=link target="_blank" rel="noopener noreferrer">{t!(live_view.group_link)}</a></p>
            })}
        </section>
    }
}
