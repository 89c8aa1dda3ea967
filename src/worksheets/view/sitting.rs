use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::choose::Choose;
use super::keeper::Saving;
use super::notes::Notes;
use super::rank::Rank;
use super::sort::Sort;
use super::table::{Table, action, focus_soon};
use crate::kit::Error;
use crate::t;
use crate::ui::{Back, Load, PageTitle, carried, sentence};
use crate::worksheets::api;
use crate::worksheets::model::{SittingPage, Step};

/// A sitting under way, at the step where the person is.
#[component]
pub fn ValuesSort() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    let sitting = Resource::new(id, |id| async move { api::open_sitting(id.parse()?).await });
    view! { <Load what=sitting let:page><Play page/></Load> }
}

#[component]
fn Play(page: SittingPage) -> impl IntoView {
    let (id, name) = (page.id.to_string(), page.name.clone());
    let table = Table::new(page);
    provide_context(table);
    let step = Memo::new(move |_| table.sitting.with(|sitting| sitting.step()));
    let saving = RwSignal::from(table.keeper().saving);
    let loaded = RwSignal::from(table.keeper().loaded);
    leave_when_done(format!("/worksheets/values/{id}/result?done=finished"), step, saving);
    hold_while_unsent(saving);
    arrive(step);
    let body = move || {
        loaded.track();
        match step.get() {
            Step::Sort => view! { <Sort/> }.into_any(),
            Step::Promote | Step::Demote | Step::Ready => view! { <Choose step/> }.into_any(),
            Step::Rank => view! { <Rank/> }.into_any(),
            Step::Notes => view! { <Notes/> }.into_any(),
            Step::Done => view! { <Done id=id.clone()/> }.into_any(),
        }
    };
    view! {
        <PageTitle text=name.clone()/>
        <div class="room" data-shape="cards">
            <header class="page-head">
                <Back href="/worksheets/values" words=t!(worksheets.close_for_now)/>
                <h1>{name}</h1>
                <p class="note" id="step" tabindex="-1">{move || line(table, step.get())}</p>
            </header>
            <Word/>
            {body}
            <SaveState saving/>
        </div>
    }
}

/// The sentence above a step.
fn line(table: Table, step: Step) -> String {
    table.of_page(|page| match step {
        Step::Sort => page.lines.sort.clone(),
        Step::Promote => page.lines.promote.clone(),
        Step::Demote => page.lines.demote.clone(),
        Step::Ready => t!(worksheets.ready_line).to_owned(),
        Step::Rank => page.lines.rank.clone(),
        Step::Notes => t!(worksheets.notes_line).to_owned(),
        Step::Done => String::new(),
    })
}

/// What the person should know: why a step was refused, or that another screen went on.
#[component]
fn Word() -> impl IntoView {
    let word = RwSignal::from(Table::here().keeper().word);
    let refused = carried().filter(|carried| carried.action == action()).and_then(|carried| carried.error);
    let first = match refused {
        Some(Error::Conflict) => t!(worksheets.conflict).to_owned(),
        Some(error) => sentence(&error),
        None => String::new(),
    };
    // Shown until the first move says something else.
    let shown = move || Some(word.get()).filter(|word| !word.is_empty()).unwrap_or_else(|| first.clone());
    view! { <div role="status">{move || { let words = shown(); (!words.is_empty()).then(|| view! { <p class="flash" data-tone="care">{words}</p> }) }}</div> }
}

/// Whether everything is saved, in words.
#[component]
fn SaveState(saving: RwSignal<Saving>) -> impl IntoView {
    let state = move || match saving.get() {
        Saving::Saved(_) => "saved",
        Saving::Busy => "saving",
        Saving::Unsent(_) => "unsent",
    };
    let words = move || match saving.get() {
        Saving::Saved(at) => t!(worksheets.saved, at = at),
        Saving::Busy => t!(worksheets.saving).to_owned(),
        Saving::Unsent(n) => t!(worksheets.unsent, n = n),
    };
    view! { <p><span class="save-state" data-state=state>{words}</span></p> }
}

#[component]
fn Done(id: String) -> impl IntoView {
    view! {
        <section class="empty">
            <h2>{t!(worksheets.finished_title)}</h2>
            <a class="btn" href=format!("/worksheets/values/{id}/result")>{t!(worksheets.to_result)}</a>
        </section>
    }
}

/// Takes the focus to the sentence of the next step: the button that led there is gone. While the top pile is chosen the
/// cards do so themselves.
fn arrive(step: Memo<Step>) {
    let screen = Memo::new(move |_| match step.get() {
        Step::Promote | Step::Demote => Step::Ready,
        step => step,
    });
    Effect::new(move |before: Option<Step>| {
        let now = screen.get();
        if before.is_some_and(|before| before != now) {
            focus_soon("step".to_owned());
        }
        now
    });
}

/// Opens the result once the last step is saved.
fn leave_when_done(result: String, step: Memo<Step>, saving: RwSignal<Saving>) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        if step.get() == Step::Done && matches!(saving.get(), Saving::Saved(_)) {
            navigate(&result, NavigateOptions { replace: true, ..NavigateOptions::default() });
        }
    });
}

/// Lets the browser ask before it closes a page that is not saved yet.
fn hold_while_unsent(saving: RwSignal<Saving>) {
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
            if !matches!(saving.get_untracked(), Saving::Saved(_)) {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    });
}
