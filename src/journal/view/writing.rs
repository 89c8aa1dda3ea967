use leptos::html::Div;
use leptos::prelude::*;

use super::autosave::{Autosave, SaveState};
use super::passage::Passage;
use crate::journal::api::Save;
use crate::journal::model::{EntryPage, Sheet};
use crate::t;
use crate::ui::{Form, Hidden, Icon};

/// The form that one writes in. Without JavaScript its buttons save; with it, writing does.
#[component]
pub fn Writing(page: EntryPage) -> impl IntoView {
    let save = ServerAction::<Save>::new();
    let root = NodeRef::<Div>::new();
    let done = page.sheet.steps.iter().map(|step| step.id.clone()).filter(|step| page.answers.has(step)).collect();
    let auto = Autosave::new(root, page.head, page.saved, done);
    let id = page.id.clone();
    let EntryPage { sheet, answers, writer, .. } = page;
    view! {
        <div
            node_ref=root
            on:input=move |_| auto.touched()
            on:change=move |_| auto.touched()
            on:focusout=move |_| auto.flush()
            on:compositionstart=move |_| auto.composing(true)
            on:compositionend=move |_| auto.composing(false)
            on:submit=move |event| auto.submitting(&event)
        >
            <Form action=save reload=true class="writing">
                <Hidden name="entry" value=Signal::stored(id.to_string())/>
                <Hidden name="base" value=Signal::derive(move || auto.base.get().to_string())/>
                <Hidden name="writer" value=Signal::stored(writer)/>
                <Hidden name="turn" value=Signal::derive(move || auto.turn.get().to_string())/>
                <Path sheet=sheet.clone() done=auto.done/>
                {sheet
                    .steps
                    .clone()
                    .into_iter()
                    .map(|question| {
                        let answer = answers.of(&question.id);
                        view! { <Passage question answer/> }
                    })
                    .collect_view()}
                <div class="stack" data-gap="small">
                    <p class="note">{t!(journal.may_pass)}</p>
                    {sheet.may_hold_case.then(|| view! { <p class="note">{t!(journal.duty_to_report)}</p> })}
                </div>
                <Elsewhere auto entry=id.to_string()/>
                <div class="writing-foot">
                    <SaveStateLine auto/>
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
        </div>
    }
}

/// The questions as a way; any may be passed.
#[component]
fn Path(sheet: Sheet, done: RwSignal<Vec<String>>) -> impl IntoView {
    let steps = StoredValue::new(sheet.steps.iter().map(|step| step.id.clone()).collect::<Vec<_>>());
    let next = Memo::new(move |_| {
        done.with(|done| steps.with_value(|steps| steps.iter().find(|step| !done.contains(step)).cloned()))
    });
    let links = sheet
        .steps
        .iter()
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

/// What became of the words: always true, in words.
#[component]
fn SaveStateLine(auto: Autosave) -> impl IntoView {
    let state = auto.state;
    view! {
        <p class="save-state" role="status" data-state=move || state.with(SaveState::mark)>
            {move || state.with(SaveState::words)}
        </p>
    }
}

/// Said when another screen wrote in the same entry: both versions are there, and this is where.
#[component]
fn Elsewhere(auto: Autosave, entry: String) -> impl IntoView {
    let entry = StoredValue::new(entry);
    let link = move |version: i64| entry.with_value(|entry| format!("/journal/{entry}?version={version}"));
    move || {
        auto.elsewhere.get().map(|(theirs, ours)| {
            view! {
                <div class="flash" data-tone="care" role="status">
                    <Icon name="info"/>
                    <div>
                        <p>{t!(journal.elsewhere)}</p>
                        <p class="line">
                            <a href=link(theirs)>{t!(journal.elsewhere_theirs)}</a>
                            <a href=link(ours)>{t!(journal.elsewhere_ours)}</a>
                        </p>
                    </div>
                </div>
            }
        })
    }
}
