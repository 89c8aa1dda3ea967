mod fields;

use leptos::prelude::*;

use self::fields::Fields;
use super::Here;
use super::questions::Questions;
use crate::kit::locale::current;
use crate::live::room::model::wire::Stage;
use crate::live::room::view::clock::on_clock;
use crate::live::room::view::tally::Tallied;
use crate::live::room::view::wire::use_now;
use crate::live::room::view::words::naming;
use crate::live::tools::api;
use crate::live::tools::model::{Answer, Asked, PromptKind, ShownPrompt};
use crate::t;
use crate::ui::{Button, Form, Hidden, Tag};

/// What is asked, the newest first. A prompt keeps its place on the page, with what is being written into it, until
/// another round begins or it closes.
#[component]
pub fn Prompts() -> impl IntoView {
    let keys = Here::here().part(|stage| {
        stage.prompts.iter().map(|prompt| (prompt.id.clone(), prompt.round, prompt.open)).collect::<Vec<_>>()
    });
    view! {
        <For each=move || keys.get() key=|one| one.clone() let:one>
            <Prompt id=one.0 round=one.1 is_open=one.2/>
        </For>
    }
}

#[component]
fn Prompt(id: String, round: u8, is_open: bool) -> impl IntoView {
    let here = Here::here();
    let find = {
        let id = id.clone();
        move |stage: &Stage| stage.prompts.iter().find(|prompt| prompt.id == id).cloned()
    };
    let Some(ShownPrompt { asked, .. }) = here.stage.with_untracked(&find) else { return ().into_any() };
    let shown = here.part(find);
    let heading = format!("prompt-{id}");
    let label = asked.label.get(current()).to_owned();
    let again = (round > 1).then(|| view! { <Tag words=t!(live_view.second_round)/> });
    let words = if is_open { t!(live_view.open) } else { t!(live_view.shut) };
    let (is_question, naming) = (asked.kind == PromptKind::Questions, naming(asked.naming));
    let answering = (is_open && !is_question).then(|| view! { <Answering id=id.clone() round=round asked=asked/> });
    let below = match is_question {
        true => view! { <Questions prompt=id is_open=is_open/> }.into_any(),
        false => view! { <Tallied prompt=shown/> }.into_any(),
    };
    view! {
        <section class="sheet live-prompt" aria-labelledby=heading.clone()>
            <p class="line"><Tag words=naming tone="accent"/>{again}<span class="note">{words}</span><TimeLeft shown=shown/></p>
            <h2 id=heading>{label}</h2>
            {answering}
            {below}
        </section>
    }
    .into_any()
}

/// How long answers are taken, where that is limited.
#[component]
fn TimeLeft(shown: Memo<Option<ShownPrompt>>) -> impl IntoView {
    let (stage, now) = (Here::here().stage, use_now());
    let words = Memo::new(move |_| {
        let left = shown.with(|shown| shown.as_ref().filter(|shown| shown.open).and_then(|shown| shown.left_ms))?;
        let gone = (now.get() - stage.with(|stage| stage.at)).max(0);
        Some(t!(live_view.prompt_left, clock = on_clock((left - gone).max(0))))
    });
    view! { <span class="note live-clock">{move || words.get()}</span> }
}

/// The form of an answer. The last answer counts, until the prompt closes.
#[component]
fn Answering(id: String, round: u8, asked: Asked) -> impl IntoView {
    let here = Here::here();
    let send = ServerAction::<api::Answer>::new();
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
