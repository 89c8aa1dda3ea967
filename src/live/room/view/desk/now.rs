//! What runs, how much time is left of it, what to say, and what moves the run.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::press::{Look, hidden, press};
use super::{At, prompts, words, writing};
use crate::kit::locale::current;
use crate::live::room::api::host::{self, Close};
use crate::live::room::model::wire::{Phase, Stage};
use crate::live::room::view::clock::{Bell, Level, left, level, on_clock, turn};
use crate::live::room::view::wire::use_now;
use crate::t;
use crate::ui::{Confirm, carried};

/// Which of three shapes the middle of the console has.
#[derive(Clone, Copy, PartialEq)]
enum Shape {
    Waiting,
    Going,
    Over,
}

/// The middle of the console.
#[component]
pub fn Now(
    /// Whether keys press buttons.
    keys: RwSignal<bool>,
) -> impl IntoView {
    let at = At::here();
    let shape = at.part(|desk| match desk.stage.phase {
        Phase::Waiting => Shape::Waiting,
        Phase::Running { .. } | Phase::Paused { .. } => Shape::Going,
        Phase::Ended => Shape::Over,
    });
    view! {
        <section class="console-now now" aria-labelledby="now">
            {move || match shape.get() {
                Shape::Waiting => waiting(at).into_any(),
                Shape::Going => going(at).into_any(),
                Shape::Over => over(at).into_any(),
            }}
            <Keys keys=keys/>
            <Word/>
            <prompts::Prompts/>
            <writing::Writing/>
        </section>
    }
}

/// Before it begins.
fn waiting(at: At) -> impl IntoView {
    let locale = current();
    let first = at.part(move |desk| {
        let block = &desk.blocks.first()?.block;
        Some((block.title.get(locale).to_owned(), block.host_says.get(locale).to_owned()))
    });
    view! {
        <div class="stack" data-gap="small">
            <p class="eyebrow">{t!(desk_view.waiting_words)}</p>
            <h2 class="now-title" id="now">{move || first.get().map(|(title, _)| title)}</h2>
        </div>
        <div class="line">{at.tell("start", Look::FILLED.on("n"), t!(desk_view.start))}</div>
        {move || first.get().map(|(_, says)| say(says))}
    }
}

/// While it runs.
fn going(at: At) -> impl IntoView {
    let locale = current();
    let running = at.part(|desk| {
        let index = desk.stage.now.as_ref()?.index;
        Some((index, desk.stage.blocks, desk.blocks.get(index as usize)?.clone()))
    });
    let next = at.part(move |desk| {
        let row = desk.blocks.get(desk.stage.now.as_ref()?.index as usize + 1)?;
        Some((row.block.title.get(locale).to_owned(), words::minutes(row.seconds), words::seating(&row.block)))
    });
    let is_paused = at.part(|desk| matches!(desk.stage.phase, Phase::Paused { .. }));
    let may_skip = at.part(|desk| desk.stage.now.as_ref().is_some_and(|now| !now.block.check_out));
    let may_return = at.part(|desk| desk.stage.now.as_ref().is_some_and(|now| now.index > 0));
    let forth = Signal::derive(move || match next.get() {
        Some((title, ..)) => t!(desk_view.next, title = title),
        None => t!(desk_view.next_end).to_owned(),
    });
    let stop = Signal::derive(move || {
        let act = if is_paused.get() { "resume" } else { "pause" };
        act.to_owned()
    });
    let stop_words = Signal::derive(move || {
        let words = if is_paused.get() { t!(desk_view.resume) } else { t!(desk_view.pause) };
        words.to_owned()
    });
    view! {
        <div class="stack" data-gap="small">
            <p class="eyebrow">{move || running.get().map(|(index, of, row)| {
                t!(desk_view.now, n = index + 1, of = of, seating = words::seating(&row.block))
            })}</p>
            <h2 class="now-title" id="now">{move || running.get().map(|(.., row)| row.block.title.get(locale).to_owned())}</h2>
        </div>
        {clock(at)}
        <div class="line">
            {at.tell("next", Look::FILLED.on("n"), forth)}
            {at.tell_minutes("extend", 1, Look::QUIET.on("+"), t!(desk_view.more, n = 1))}
            {at.tell_minutes("extend", 5, Look::QUIET, t!(desk_view.more, n = 5))}
            {at.tell_minutes("shorten", 1, Look::QUIET.on("-"), t!(desk_view.less, n = 1))}
            {at.tell(stop, Look::QUIET.on("p"), stop_words)}
        </div>
        {move || next.get().map(|(title, n, seating)| view! {
            <p class="note">{t!(desk_view.next_words, title = title, n = n, seating = seating)}</p>
        })}
        {move || running.get().map(|(.., row)| say(row.block.host_says.get(locale).to_owned()))}
        <div class="line">
            {move || may_return.get().then(|| at.tell("back", Look::TEXT, t!(desk_view.back)))}
            {move || may_skip.get().then(|| at.tell("skip", Look::TEXT, t!(desk_view.skip)))}
            <Confirm words=t!(desk_view.end_open) title=t!(desk_view.end_question) loss=t!(desk_view.end_loss) kind="text" small=true>
                {at.tell("end", Look::LEAVE, t!(desk_view.end_verb))}
            </Confirm>
        </div>
    }
}

/// What the host says, in letters that are read from a step away.
fn say(words: String) -> Option<impl IntoView> {
    (!words.is_empty()).then(|| {
        view! {
            <div>
                <h2>{t!(desk_view.say)}</h2>
                <p class="say voice">{words}</p>
            </div>
        }
    })
}

/// What is left, in numbers, as a line, and by a word when it gets little.
fn clock(at: At) -> impl IntoView {
    let now = use_now();
    let stage: Signal<Stage> = at.part(|desk| desk.stage.clone()).into();
    // Whole seconds: nothing is drawn oftener.
    let shown = Memo::new(move |_| {
        stage.with(|stage| {
            let left = left(stage, now.get())?;
            let whole = stage.now.as_ref()?.seconds;
            let gone = (i64::from(whole) - (left.max(0) + 999) / 1_000).max(0);
            Some((on_clock(left), level(stage, left), gone, whole))
        })
    });
    let most =
        at.part(|desk| desk.stage.groups.iter().map(|group| group.people.len() as u32).max().unwrap_or_default());
    let turns = Memo::new(move |_| {
        stage.with(|stage| {
            let turn = turn(stage.now.as_ref()?, left(stage, now.get())?, most.get())?;
            Some((turn.nth + 1, on_clock(turn.left)))
        })
    });
    let is_paused = at.part(|desk| matches!(desk.stage.phase, Phase::Paused { .. }));
    let level = Memo::new(move |_| shown.with(|shown| shown.as_ref().map_or(Level::Plenty, |(_, level, ..)| *level)));
    let words = move || match (is_paused.get(), level.get()) {
        (true, _) => t!(desk_view.paused),
        (_, Level::Plenty) => t!(desk_view.left),
        (_, Level::Soon) => t!(desk_view.left_soon),
        (_, Level::Last) => t!(desk_view.left_last),
        (_, Level::Over) => t!(desk_view.left_over),
    };
    let whole = move || shown.with(|shown| shown.as_ref().map_or(0, |(.., whole)| *whole));
    let gone = move || shown.with(|shown| shown.as_ref().map_or(0, |(_, _, gone, _)| *gone));
    view! {
        <div class="console-clock" data-left=move || level.get().name()>
            <p class="now-clock">
                <b role="timer">{move || shown.get().map(|(clock, ..)| clock)}</b>
                <span class="note">
                    <span role="status">{words}</span>
                    <span>{move || t!(desk_view.of_minutes, n = words::minutes(whole()))}</span>
                    {move || turns.get().map(|(n, left)| view! { <span>{t!(desk_view.turn, n = n, left = left)}</span> })}
                </span>
                <Bell stage=stage people=most/>
            </p>
            <progress max=move || whole().to_string() value=move || gone().to_string() aria-label=t!(desk_view.progress)></progress>
        </div>
    }
}

/// After the end.
fn over(at: At) -> impl IntoView {
    let id = at.id();
    view! {
        <div class="stack" data-gap="small">
            <p class="eyebrow">{t!(desk_view.over)}</p>
            <h2 class="now-title" id="now">{t!(desk_view.over_title)}</h2>
            <p>{t!(desk_view.over_words)}</p>
        </div>
        <div class="line">
            <a class="btn" href=format!("/live/{id}/report") rel="external">{t!(desk_view.to_report)}</a>
            {at.tell("back", Look::QUIET, t!(desk_view.reopen))}
            <Confirm words=t!(desk_view.close_open) title=t!(desk_view.close_question) loss=t!(desk_view.close_loss)>
                // Sent by the browser itself: there is no room to show any more.
                <form method="post" action=Close::url() class="act" data-page="">
                    {hidden(vec![at.workshop()])}
                    <button class="btn" type="submit" data-kind="leave">{t!(desk_view.close_verb)}</button>
                </form>
            </Confirm>
        </div>
    }
}

/// The keys, and whether they are listened to.
#[component]
fn Keys(keys: RwSignal<bool>) -> impl IntoView {
    view! {
        <p class="console-keys only-live">
            <label class="choice" data-plain="">
                <input type="checkbox" checked=true on:change=move |event| keys.set(event_target_checked(&event))/>
                <span>{t!(desk_view.keys)}</span>
            </label>
            <span class="note"><kbd>"N"</kbd>" "{t!(desk_view.key_next)}" "<kbd>"P"</kbd>" "{t!(desk_view.key_pause)}" "<kbd>"+"</kbd>" "{t!(desk_view.key_more)}" "<kbd>"-"</kbd>" "{t!(desk_view.key_less)}</span>
        </p>
    }
}

/// A word to all, into groups too.
#[component]
fn Word() -> impl IntoView {
    let at = At::here();
    let said = at.part(|desk| desk.stage.notice.clone());
    let typed = carried().filter(|carried| carried.action == host::Notice::url()).and_then(|carried| {
        carried.values.into_iter().find(|(name, _)| name == "form[notice]").map(|(_, typed)| typed)
    });
    view! {
        <section class="stack" data-gap="small">
            <form method="post" action=host::Notice::url() class="field">
                {hidden(vec![at.workshop()])}
                <label for="notice">{t!(desk_view.notice)}</label>
                <div class="cast">
                    <input class="input" id="notice" name="form[notice]" autocomplete="off" placeholder=t!(desk_view.notice_such) value=typed/>
                    <button class="btn" type="submit" data-kind="quiet">{t!(desk_view.notice_verb)}</button>
                </div>
            </form>
            // It has its place before another host says something: what one presses or writes below does not move.
            <div class="line console-said" role="status">
                {move || (!said.with(String::is_empty)).then(|| view! {
                    <span class="note" dir="auto">{t!(desk_view.notice_now, words = said.get())}</span>
                    {press(host::Notice::url(), vec![at.workshop(), ("notice", "".into())], Look::TEXT, t!(desk_view.notice_off))}
                })}
            </div>
        </section>
    }
}
