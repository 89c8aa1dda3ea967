mod fields;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use self::fields::Fields;
use super::Here;
use super::questions::Questions;
use crate::kit::Error;
use crate::kit::locale::current;
use crate::live::room::model::wire::Stage;
use crate::live::room::view::clock::on_clock;
use crate::live::room::view::tally::Tallied;
use crate::live::room::view::wire::use_now;
use crate::live::room::view::words::naming;
use crate::live::tools::api;
use crate::live::tools::model::{Answer, Asked, PromptKind, ShownPrompt};
use crate::t;
use crate::ui::{Button, Form, Hidden, Tag, carried, sentence};

/// What is asked, the newest first. A prompt keeps its place on the page, with what is being written into it, until
/// another round begins.
#[component]
pub fn Prompts() -> impl IntoView {
    let keys = Here::current()
        .part(|stage| stage.prompts.iter().map(|prompt| (prompt.id.clone(), prompt.round)).collect::<Vec<_>>());
    view! {
        <For each=move || keys.get() key=|one| one.clone() let:one>
            <Prompt id=one.0 round=one.1/>
        </For>
    }
}

#[component]
fn Prompt(id: String, round: u8) -> impl IntoView {
    let here = Here::current();
    let find = {
        let id = id.clone();
        move |stage: &Stage| stage.prompts.iter().find(|prompt| prompt.id == id).cloned()
    };
    let Some(ShownPrompt { asked, .. }) = here.stage.with_untracked(&find) else { return ().into_any() };
    let shown = here.part(find);
    let is_open = Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.open)));
    let heading = format!("prompt-{id}");
    let label = asked.label.get(current()).to_owned();
    let again = (round > 1).then(|| view! { <Tag words=t!(live_view.second_round)/> });
    let naming = naming(asked.naming);
    let body = match asked.kind {
        PromptKind::Questions => view! { <Questions prompt=id is_open=is_open/> }.into_any(),
        kind => {
            // Words that somebody is writing when it closes stay; sending them says kindly that it is late.
            let is_written = matches!(kind, PromptKind::Words | PromptKind::Open);
            let takes = Memo::new(move |before: Option<&bool>| is_open.get() || (is_written && before == Some(&true)));
            let send = ServerAction::<api::Answer>::new();
            let (sent, came_back) = (send.value(), refused(&id));
            let answering = move || {
                let (id, asked) = (id.clone(), asked.clone());
                takes.get().then(|| view! { <Answering send=send id=id round=round asked=asked/> })
            };
            // Where its form is gone, what came too late is told here.
            let late = move || {
                let words = sent.with(|sent| match sent {
                    None => came_back.as_ref().map(sentence),
                    Some(sent) => sent.as_ref().err().map(sentence),
                });
                words.filter(|_| !takes.get()).map(|words| view! { <p class="flash" data-tone="care">{words}</p> })
            };
            view! { {answering} {late} <Tallied prompt=shown/> }.into_any()
        }
    };
    view! {
        <section class="sheet live-prompt" aria-labelledby=heading.clone()>
            <p class="line">
                <Tag words=naming tone="accent"/>
                {again}
                <span class="note">{move || if is_open.get() { t!(live_view.open) } else { t!(live_view.shut) }}</span>
                <TimeLeft shown=shown/>
            </p>
            <h2 id=heading.clone()>{label}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// Why an answer to this prompt was refused, where the page came back with it.
fn refused(prompt: &str) -> Option<Error> {
    let carried = carried().filter(|carried| carried.action == api::Answer::url())?;
    let is_this = carried.values.iter().any(|(name, value)| name == "form[prompt]" && value == prompt);
    carried.error.filter(|_| is_this)
}

/// How long answers are taken, where that is limited.
#[component]
fn TimeLeft(shown: Memo<Option<ShownPrompt>>) -> impl IntoView {
    let (stage, now) = (Here::current().stage, use_now());
    let words = Memo::new(move |_| {
        let left = shown.with(|shown| shown.as_ref().filter(|shown| shown.open).and_then(|shown| shown.left_ms))?;
        let gone = (now.get() - stage.with(|stage| stage.at)).max(0);
        Some(t!(live_view.prompt_left, clock = on_clock((left - gone).max(0))))
    });
    view! { <span class="note live-clock">{move || words.get()}</span> }
}

/// The form of an answer. The last answer counts, until the prompt closes.
#[component]
fn Answering(send: ServerAction<api::Answer>, id: String, round: u8, asked: Asked) -> impl IntoView {
    let here = Here::current();
    let mine = here.mine;
    let own = {
        let id = id.clone();
        Memo::new(move |_| {
            mine.with(|mine| {
                let own = mine.answers.iter().find(|(prompt, of, _)| *prompt == id && *of == round);
                own.map(|(_, _, answer)| answer.clone())
            })
        })
    };
    let first = own.get_untracked();
    let words = move || {
        own.with(|own| match own {
            None => t!(live_view.answer_none),
            Some(Answer::Pass) => t!(live_view.answer_passed),
            Some(_) => t!(live_view.answer_kept),
        })
    };
    view! {
        <Form action=send key=id.clone()>
            <Hidden name="workshop" value=here.id()/>
            <Hidden name="prompt" value=id/>
            <Hidden name="round" value=round.to_string()/>
            <Fields asked=asked own=first/>
            <div class="line">
                <Button>{t!(live_view.send)}</Button>
                <Button kind="quiet" name="form[pass]" value="on">{t!(live_view.pass)}</Button>
            </div>
            <p class="note">{words}</p>
        </Form>
    }
}
