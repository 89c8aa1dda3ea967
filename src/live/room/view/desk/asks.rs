//! What people ask of the hosts: a hand for a group, and their words, which a host reads before the room does.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::At;
use super::press::{Field, Look, press};
use crate::kit::locale::current;
use crate::live::plan::model::Tool;
use crate::live::room::api::host::AnswerCall;
use crate::live::room::model::wire::Call;
use crate::live::room::view::phone::lines::columns;
use crate::live::tools::api::{Mark, Moderate, TakeWord};
use crate::live::tools::model::Line;
use crate::t;

impl At {
    /// The fields that let a text through (`show`), or take it from the screens (`hide`).
    pub fn moderate(self, id: &str, act: &'static str) -> Vec<Field> {
        vec![self.workshop(), ("id", id.to_owned().into()), ("act", act.into())]
    }

    /// The same for a word, which has no id.
    pub fn word(self, prompt: &str, word: String, act: &'static str) -> Vec<Field> {
        vec![self.workshop(), ("prompt", prompt.to_owned().into()), ("word", word.into()), ("act", act.into())]
    }
}

/// Groups that ask for a hand, the oldest first, and who has their hand up.
#[component]
pub fn Calls() -> impl IntoView {
    let at = At::here();
    let calls = at.part(|desk| desk.calls.clone());
    let hands = at.part(|desk| {
        let up = desk.people.iter().filter(|person| person.hand).map(|person| person.name.as_str());
        up.collect::<Vec<_>>().join(t!(desk_view.and))
    });
    let none = move || calls.with(Vec::is_empty) && hands.with(String::is_empty);
    view! {
        <section id="calls" aria-labelledby="calls-title" hidden=none>
            <h2 id="calls-title">{t!(desk_view.calls)}</h2>
            <ul role="list">
                <For each=move || calls.get() key=|call| (call.id.clone(), call.group) let:call>
                    <Called call=call/>
                </For>
            </ul>
            <p class="note" hidden=move || hands.with(String::is_empty)>{move || t!(desk_view.hands, names = hands.get())}</p>
        </section>
    }
}

#[component]
fn Called(call: Call) -> impl IntoView {
    let at = At::here();
    let Call { id, group, .. } = call;
    let words = group.map_or_else(|| t!(desk_view.call_outside).to_owned(), |n| t!(desk_view.call_of, n = n));
    let link = at.part(move |desk| {
        let of = desk.stage.groups.iter().find(|one| Some(one.number) == group)?;
        (!of.link.is_empty()).then(|| of.link.clone())
    });
    view! {
        <li class="group" data-state="calls">
            <p><b>{words}</b></p>
            <div class="line">
                {move || link.get().map(|link| view! {
                    <a class="btn" data-size="small" href=link target="_blank" rel="noopener noreferrer">{t!(desk_view.go_there)}</a>
                })}
                {press(AnswerCall::url(), vec![at.workshop(), ("call", id.into())], Look::SMALL, t!(desk_view.call_answered))}
            </div>
        </li>
    }
}

/// Lines, words and questions that wait for a host to read them.
#[component]
pub fn Waiting() -> impl IntoView {
    let at = At::here();
    let waiting = at.part(|desk| desk.waiting.clone());
    view! {
        <section aria-labelledby="waiting" hidden=move || waiting.with(Vec::is_empty)>
            <h2 id="waiting">{move || t!(desk_view.waiting, n = waiting.with(Vec::len))}</h2>
            <ul class="asked" role="list">
                <For
                    each=move || waiting.get()
                    key=|(_, line)| line.id.clone()
                    children=move |(of, line)| view! { <Waits of=of line=line/> }
                />
            </ul>
        </section>
    }
}

#[component]
fn Waits(of: String, line: Line) -> impl IntoView {
    let at = At::here();
    let locale = current();
    let label = at.desk.with_untracked(|desk| {
        let prompt = desk.stage.prompts.iter().find(|prompt| prompt.id == of);
        prompt.map(|prompt| prompt.asked.label.get(locale).to_owned())
    });
    view! {
        <li>
            {label.map(|label| view! { <p class="note">{label}</p> })}
            <p dir="auto">{line.text}</p>
            <div class="line">
                {press(Moderate::url(), at.moderate(&line.id, "show"), Look::SMALL, t!(desk_view.let_through))}
                {press(Moderate::url(), at.moderate(&line.id, "hide"), Look::TEXT, t!(desk_view.leave_out))}
            </div>
        </li>
    }
}

/// Questions that the room sees, the most wished first.
#[component]
pub fn Questions() -> impl IntoView {
    let at = At::here();
    let ids = at.part(|desk| desk.stage.questions.iter().map(|question| question.id.clone()).collect::<Vec<_>>());
    view! {
        <section aria-labelledby="questions" hidden=move || ids.with(Vec::is_empty)>
            <h2 id="questions">{t!(desk_view.questions)}</h2>
            <ul class="asked" role="list">
                <For each=move || ids.get() key=String::clone let:id>
                    <Question id=id/>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Question(id: String) -> impl IntoView {
    let at = At::here();
    let own = id.clone();
    let shown = at.part(move |desk| desk.stage.questions.iter().find(|question| question.id == own).cloned());
    let answered = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|question| question.answered)));
    let to = Signal::derive(move || {
        let to = if answered.get() { "off" } else { "on" };
        to.to_owned()
    });
    let verb = Signal::derive(move || {
        let verb = if answered.get() { t!(desk_view.not_answered) } else { t!(desk_view.answered) };
        verb.to_owned()
    });
    let fields = vec![at.workshop(), ("question", id.clone().into()), ("to", to)];
    view! {
        <li data-state=move || answered.get().then_some("done")>
            {move || shown.get().map(|question| view! {
                <p dir="auto">{question.text}</p>
                <p class="note">
                    {t!(desk_view.voices, n = question.voices)}
                    {question.name.map(|name| view! { " · " <span dir="auto">{name}</span> })}
                </p>
            })}
            <div class="line">
                {press(Mark::url(), fields, Look::SMALL, verb)}
                {press(Moderate::url(), at.moderate(&id, "hide"), Look::TEXT, t!(desk_view.take_away))}
            </div>
        </li>
    }
}

/// What was said in the chat or on the board of this block; what does not belong there is taken away.
#[component]
pub fn Lines() -> impl IntoView {
    let at = At::here();
    let lines = at.part(|desk| desk.stage.lines.clone());
    let is_board = at.part(|desk| desk.stage.now.as_ref().is_some_and(|now| now.block.tool == Tool::Board));
    view! {
        <details class="fold" hidden=move || lines.with(Vec::is_empty)>
            <summary><h2>{move || t!(desk_view.lines, n = lines.with(Vec::len))}</h2></summary>
            <ul class="asked" role="list">
                <For each=move || lines.get() key=|line| line.id.clone() let:line>
                    <li>
                        {column(&line, is_board)}
                        <p dir="auto">{line.text}</p>
                        {line.name.map(|name| view! { <p class="note" dir="auto">{name}</p> })}
                        {press(Moderate::url(), at.moderate(&line.id, "hide"), Look::TEXT, t!(desk_view.take_away))}
                    </li>
                </For>
            </ul>
        </details>
    }
}

/// What was taken from the screens; one press brings it back.
#[component]
pub fn Taken() -> impl IntoView {
    let at = At::here();
    let taken = at.part(|desk| desk.taken.clone());
    view! {
        <details class="fold" hidden=move || taken.with(Vec::is_empty)>
            <summary><h2>{move || t!(desk_view.taken, n = taken.with(Vec::len))}</h2></summary>
            <ul class="asked" role="list">
                <For
                    each=move || taken.get()
                    key=|(of, line)| (of.clone(), line.id.clone(), line.text.clone())
                    children=move |(of, line)| {
                        let (to, fields) = match line.id.is_empty() {
                            true => (TakeWord::url(), at.word(&of, line.text.clone(), "show")),
                            false => (Moderate::url(), at.moderate(&line.id, "show")),
                        };
                        view! {
                            <li>
                                <p dir="auto">{line.text}</p>
                                {press(to, fields, Look::TEXT, t!(desk_view.bring_back))}
                            </li>
                        }
                    }
                />
            </ul>
        </details>
    }
}

/// The column of the board that a line stands in.
fn column(line: &Line, is_board: Memo<bool>) -> impl IntoView + use<> {
    let name = columns().get(usize::from(line.column)).copied();
    move || name.filter(|_| is_board.get()).map(|name| view! { <p class="note">{name}</p> })
}
