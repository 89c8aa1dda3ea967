use leptos::prelude::*;

use super::writing::{Writing, arrivals};
use super::{Here, switch};
use crate::live::tools::api;
use crate::t;
use crate::ui::{Button, CheckBox, Form, Hidden, Tag};

/// Questions to the host: one's own, and a voice for those of others.
#[component]
pub fn Questions(
    /// The prompt that takes them.
    prompt: String,
    /// Whether it takes any now.
    is_open: Memo<bool>,
) -> impl IntoView {
    let here = Here::current();
    let asking = move || {
        let prompt = prompt.clone();
        is_open.get().then(|| view! { <Asking prompt=prompt/> })
    };
    let ids = here.part(|stage| stage.questions.iter().map(|question| question.id.clone()).collect::<Vec<_>>());
    view! {
        {asking}
        <ul class="live-questions" role="list">
            <For each=move || ids.get() key=|id| id.clone() let:id>
                <Question id=id is_open=is_open/>
            </For>
        </ul>
    }
}

#[component]
fn Asking(prompt: String) -> impl IntoView {
    let ask = ServerAction::<api::Ask>::new();
    let arrived = arrivals(ask);
    view! {
        <Form action=ask key=prompt.clone()>
            <Hidden name="workshop" value=Here::current().id()/>
            <Hidden name="prompt" value=prompt/>
            <Writing name="text" label=t!(live_view.question) arrived=arrived/>
            <CheckBox name="named" label=t!(live_view.with_name)/>
            <div class="line"><Button>{t!(live_view.question_send)}</Button></div>
        </Form>
    }
}

#[component]
fn Question(id: String, is_open: Memo<bool>) -> impl IntoView {
    let here = Here::current();
    let shown = {
        let id = id.clone();
        here.part(move |stage| stage.questions.iter().find(|question| question.id == id).cloned())
    };
    let mine = here.mine;
    let has_voice = {
        let id = id.clone();
        Memo::new(move |_| mine.with(|mine| mine.voices.contains(&id)))
    };
    let text = move || shown.with(|shown| shown.as_ref().map(|shown| shown.text.clone()));
    let name = move || shown.with(|shown| shown.as_ref().and_then(|shown| shown.name.clone()));
    let voices = move || shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.voices));
    let is_answered = move || shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.answered));
    let giving = move || {
        let id = id.clone();
        is_open.get().then(|| view! { <Giving question=id has_voice=has_voice/> })
    };
    view! {
        <li>
            <p dir="auto">{text}</p>
            <p class="line note">
                <span dir="auto">{name}</span>
                <span>{move || t!(live_view.voices, n = voices())}</span>
                {move || is_answered().then(|| view! { <Tag words=t!(live_view.question_answered)/> })}
            </p>
            {giving}
        </li>
    }
}

#[component]
fn Giving(question: String, has_voice: Memo<bool>) -> impl IntoView {
    let give = ServerAction::<api::Voice>::new();
    let to = Signal::derive(move || switch(has_voice.get()));
    view! {
        <Form action=give key=question.clone() class="line">
            <Hidden name="workshop" value=Here::current().id()/>
            <Hidden name="question" value=question/>
            <Hidden name="to" value=to/>
            <Button kind="quiet" small=true>
                {move || if has_voice.get() { t!(live_view.voice_back) } else { t!(live_view.voice) }}
            </Button>
        </Form>
    }
}
