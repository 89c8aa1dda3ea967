use leptos::html::Div;
use leptos::prelude::*;

use super::autosave::Autosave;
use super::guide::Guides;
use super::passage::Passage;
use super::saving::{Elsewhere, SaveStateLine};
use crate::journal::api::Save;
use crate::journal::model::{Answers, EntryPage, Sheet};
use crate::t;
use crate::ui::{Form, Hidden};

/// The form that one writes in. Without JavaScript its buttons save; with it, writing does.
#[component]
pub fn Writing(page: EntryPage, traces: RwSignal<Option<i64>>) -> impl IntoView {
    let save = ServerAction::<Save>::new();
    let root = NodeRef::<Div>::new();
    let auto = Autosave::new(root, &page, traces);
    let id = page.id.clone();
    let EntryPage { sheet, answers, writer, .. } = page;
    view! {
        <div
            node_ref=root
            on:input=move |_| auto.touched()
            on:focusout=move |_| auto.left_field()
            on:compositionstart=move |event| auto.composing(&event)
            on:compositionend=move |_| auto.composed()
            on:submit=move |event| auto.submitting(&event)
        >
            <Form action=save reload=true class="writing">
                <Hidden name="entry" value=Signal::stored(id.to_string())/>
                <Hidden name="base" value=Signal::derive(move || auto.base.get().to_string())/>
                <Hidden name="writer" value=Signal::stored(writer)/>
                <Hidden name="turn" value=Signal::derive(move || auto.turn.get().to_string())/>
                <Guides guide=sheet.guide.clone()/>
                <Path sheet=sheet.clone() done=auto.done/>
                {sheet
                    .own_steps()
                    .cloned()
                    .map(|question| {
                        let answer = answers.of(&question.id);
                        view! { <Passage question answer/> }
                    })
                    .collect_view()}
                <Tags sheet=sheet.clone() answers=answers.clone()/>
                <div class="stack" data-gap="small">
                    <p class="note">{t!(journal.may_pass)}</p>
                    {sheet.may_hold_case.then(|| view! { <p class="note">{t!(journal.duty_to_report)}</p> })}
                </div>
                <Elsewhere auto entry=id.to_string()/>
                <div class="writing-foot">
                    <SaveStateLine auto entry=id.to_string()/>
                    <div class="line">
                        // The first button is the one that Enter presses; a script saves by itself.
                        <button class="btn" data-kind="quiet" data-size="small" type="submit" name="form[then]" value="stay" hidden=move || auto.awake.get()>
                            {t!(journal.save)}
                        </button>
                        <button class="btn" data-size="small" type="submit" name="form[then]" value="finish">
                            {t!(journal.save_and_finish)}
                        </button>
                    </div>
                </div>
            </Form>
            <details class="fold" on:toggle=move |event| auto.counting(&event)>
                <summary>{t!(writing.length_title)}</summary>
                <p class="note">{move || t!(writing.length_words, n = auto.length.get())}</p>
            </details>
        </div>
    }
}

/// The questions as a way; any may be passed.
#[component]
fn Path(sheet: Sheet, done: RwSignal<Vec<String>>) -> impl IntoView {
    let steps = StoredValue::new(sheet.own_steps().map(|step| step.id.clone()).collect::<Vec<_>>());
    let next = Memo::new(move |_| {
        done.with(|done| steps.with_value(|steps| steps.iter().find(|step| !done.contains(step)).cloned()))
    });
    let links = sheet
        .own_steps()
        .map(|step| {
            // On the way there is room for the first words only.
            let label = step.plain_label().split('・').next().unwrap_or_default().to_owned();
            let href = format!("#q-{}", step.id);
            let (id, same) = (step.id.clone(), step.id.clone());
            view! {
                <li>
                    <a
                        href=href
                        rel="external"
                        data-done=move || done.with(|done| done.contains(&id)).then_some("")
                        aria-current=move || next.with(|next| next.as_ref() == Some(&same)).then_some("step")
                    >
                        {label}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav aria-label=t!(journal.path_label)><ol class="path" role="list">{links}</ol></nav> }
}

/// Values and strengths to mark, for whoever would like to: folded away until then.
#[component]
fn Tags(sheet: Sheet, answers: Answers) -> impl IntoView {
    let marked = sheet.tag_steps().any(|step| answers.has(&step.id));
    let passages = sheet
        .tag_steps()
        .cloned()
        .map(|question| {
            let answer = answers.of(&question.id);
            view! { <Passage question answer/> }
        })
        .collect_view();
    view! {
        <details class="fold" open=marked>
            <summary>{t!(writing.tags_title)}<span class="note">{t!(common.optional)}</span></summary>
            <div class="stack" data-gap="large">{passages}</div>
        </details>
    }
}
