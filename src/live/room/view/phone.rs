//! The inside of a room, on the screen of somebody who came in.

mod group;
mod jot;
pub(super) mod lines;
mod now;
mod own;
mod prompts;
mod questions;
mod writing;

use leptos::prelude::*;

use self::group::MyGroup;
use self::jot::Jot;
use self::lines::Lines;
use self::now::{Now, Spoken};
use self::own::Own;
use self::prompts::Prompts;
use super::wire::{Connection, use_connection, use_mine, use_stage};
use crate::kit::id::WorkshopId;
use crate::live::plan::model::Tool;
use crate::live::room::model::Inside;
use crate::live::room::model::wire::{Mine, Phase, ShownBlock, Stage};
use crate::t;

/// What all parts of the page share.
#[derive(Clone, Copy)]
struct Here {
    id: StoredValue<String>,
    /// What everybody sees.
    stage: Signal<Stage>,
    /// What is one's own.
    mine: Signal<Mine>,
}

impl Here {
    /// The room around the present component.
    fn current() -> Here {
        expect_context::<Here>()
    }

    /// The workshop, as forms send it.
    fn id(&self) -> String {
        self.id.get_value()
    }

    /// A part of what everybody sees, which changes only when it does.
    fn part<T: PartialEq + Send + Sync + 'static>(
        &self,
        read: impl Fn(&Stage) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let stage = self.stage;
        Memo::new(move |_| stage.with(&read))
    }
}

/// What the button of a switch sends.
fn switch(is_on: bool) -> String {
    let to = if is_on { "off" } else { "on" };
    to.to_owned()
}

/// What somebody sees and does in a room.
#[component]
pub fn Phone(
    /// The workshop.
    id: WorkshopId,
    /// What the page came with.
    inside: Inside,
) -> impl IntoView {
    let Inside { stage, mine } = inside;
    let stage = use_stage(&id, stage);
    let mine = use_mine(mine);
    let here = Here { id: StoredValue::new(id.to_string()), stage, mine };
    provide_context(here);
    let tool = here.part(|stage| stage.now.as_ref().map(|now| (now.block.tool, now.block.key.clone())));
    let writes = here.part(|stage| stage.now.as_ref().is_some_and(|now| now.block.tool == Tool::Journal));
    // While the last block runs the host speaks of it.
    let closes = here.part(|stage| {
        let is_last = |now: &ShownBlock| now.index + 1 == stage.blocks;
        stage.phase == Phase::Ended || stage.now.as_ref().is_some_and(is_last)
    });
    let beside = move || match tool.get() {
        Some((tool @ (Tool::Chat | Tool::Board), block)) => view! { <Lines tool=tool block=block/> }.into_any(),
        Some((Tool::Cards, _)) => view! { <Cards/> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <Gone/>
        <Now/>
        <MyGroup/>
        <Prompts/>
        {beside}
        {move || closes.get().then(|| view! { <After/> })}
        <Jot open=writes/>
        <Own/>
        <Spoken/>
    }
}

/// What there is to do when one may not be here any longer.
#[component]
fn Gone() -> impl IntoView {
    let connection = use_connection();
    let room = format!("/live/{}", Here::current().id());
    move || {
        let room = room.clone();
        (connection.get() == Connection::Gone).then(|| {
            view! {
                <p class="flash" data-tone="care">
                    <span>{t!(live_view.gone_words)} <a href=room rel="external">{t!(live_view.look_again)}</a></span>
                </p>
            }
        })
    }
}

/// The value cards, while they are what stands beside the words.
#[component]
fn Cards() -> impl IntoView {
    view! {
        <section class="sheet" aria-labelledby="cards">
            <h2 id="cards">{t!(live_view.cards)}</h2>
            <p>{t!(live_view.cards_words)}</p>
            <p><a class="btn" href="/worksheets/values" target="_blank">{t!(live_view.cards_open)}</a></p>
        </section>
    }
}

/// At the end: what one takes home, with whom one wishes to stay in touch, and who can see what. While it still runs one
/// stays in the room.
#[component]
fn After() -> impl IntoView {
    let here = Here::current();
    let recap = format!("/live/{}/recap", here.id());
    let is_over = here.part(|stage| stage.phase == Phase::Ended);
    let beside = move || (!is_over.get()).then_some("_blank");
    view! {
        <section class="sheet" data-tone="wash" aria-labelledby="after">
            <h2 id="after">{t!(live_view.after)}</h2>
            <p>{t!(live_view.after_words)}</p>
            <p><a class="btn" href=recap rel="external" target=beside>{t!(live_view.after_open)}</a></p>
            <p><a href="/me/consents" rel="external" target=beside>{t!(live_view.after_sharing)}</a></p>
        </section>
    }
}
