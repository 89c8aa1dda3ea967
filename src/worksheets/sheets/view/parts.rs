//! What every sitting is made of.

use std::collections::BTreeMap;

use leptos::nonce::use_nonce;
use leptos::prelude::*;

use crate::deid;
use crate::kit::locale;
use crate::t;
use crate::ui::{Form, FormState, Hidden, Icon, TextField};
use crate::worksheets::sheets::api::PlaySheet;
use crate::worksheets::sheets::model::SheetPage;

/// Which state of which sitting a press belongs to.
#[derive(Clone, Debug)]
pub struct At {
    id: String,
    revision: i64,
    version: i64,
}

impl At {
    /// That of a page.
    pub fn of(page: &SheetPage) -> At {
        At { id: page.id.to_string(), revision: page.revision, version: page.version }
    }
}

/// A form of a sitting. `act` is what it does, unless its buttons say so (`ActButton`).
#[component]
pub fn Press(
    /// Where it belongs.
    at: At,
    /// Tells it apart from the other forms of the page.
    #[prop(into)]
    key: String,
    /// What it does.
    #[prop(optional, into)]
    act: Option<String>,
    /// `form` unless said otherwise.
    #[prop(default = "form")]
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let play = ServerAction::<PlaySheet>::new();
    view! {
        <Form action=play key=key class=class reload=true>
            <Hidden name="id" value=at.id.clone()/>
            <Hidden name="revision" value=at.revision.to_string()/>
            <Hidden name="version" value=at.version.to_string()/>
            {act.map(|act| view! { <Hidden name="act" value=act/> })}
            <Unkept revision=at.revision/>
            {children()}
        </Form>
    }
}

/// Tells the script of the page that the words of a refused press stand here and are kept nowhere yet. Where the sheet has
/// moved on since that press, only another press may put them in the place of what was saved then.
#[component]
fn Unkept(revision: i64) -> impl IntoView {
    let sent = FormState::here().typed("revision");
    (sent == Some(revision.to_string())).then(|| view! { <span data-unkept="" hidden></span> })
}

/// A button that says what its form does.
#[component]
pub fn ActButton(
    /// `keep`, `finish` …
    act: &'static str,
    /// `quiet`, `text` or `leave`; without it the filled one.
    #[prop(optional)]
    kind: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let name = FormState::here().full_name("act");
    view! { <button class="btn" type="submit" name=name value=act data-kind=kind>{children()}</button> }
}

/// A small button of a form that holds a whole page: what it does and what that is about stand in its value, and whatever
/// is written anywhere on the page goes along.
#[component]
pub fn Act(
    /// What it does.
    act: &'static str,
    /// What it is about.
    #[prop(into)]
    about: String,
    /// The whole of what it does, for those who hear it.
    #[prop(into)]
    label: String,
    children: Children,
) -> impl IntoView {
    let name = FormState::here().full_name("act");
    view! {
        <button class="btn" data-kind="quiet" data-size="small" type="submit" name=name value=format!("{act} {about}") aria-label=label>
            {children()}
        </button>
    }
}

/// What the Enter key presses in a form that holds a whole page: its first button, which only keeps what is written.
#[component]
pub fn EnterKeeps() -> impl IntoView {
    let name = FormState::here().full_name("act");
    view! {
        <button class="visually-hidden" type="submit" name=name value="keep" tabindex="-1" aria-hidden="true">
            {t!(sheets.keep)}
        </button>
    }
}

/// Takes back the latest step, where nothing is written that would have to go along.
#[component]
pub fn Undo(
    at: At,
    /// Whether there is one.
    any: bool,
) -> impl IntoView {
    any.then(|| {
        view! {
            <Press at key="undo" act="undo" class="inline-form">
                <button class="btn" data-kind="text" type="submit">{t!(sheets.undo)}</button>
            </Press>
        }
    })
}

/// A long form that is kept while somebody writes in it. Without the script every press keeps it.
#[component]
pub fn Keeping(children: Children) -> impl IntoView {
    view! {
        <div
            data-autosave="/api/sheets/keep"
            data-saving=t!(sheets.saving)
            data-saved=t!(sheets.saved)
            data-unsent=t!(sheets.unsent)
            data-behind=t!(sheets.refused_behind)
        >
            {children()}
            <p class="save-room" role="status"><span class="save-state" data-save></span></p>
            <script type="module" src="/sheet.js" nonce=use_nonce()></script>
        </div>
    }
}

/// The buttons below a long form. The one that only keeps comes first: it is what the Enter key presses.
#[component]
pub fn KeepOrFinish(
    /// Whether there is a step to take back, where that stands here too.
    #[prop(optional)]
    undo: Option<bool>,
) -> impl IntoView {
    view! {
        <div class="line">
            <ActButton act="keep" kind="quiet">{t!(sheets.keep)}</ActButton>
            <ActButton act="finish">{t!(sheets.to_result)}</ActButton>
            {undo.map(|any| view! { <UndoButton any/> })}
        </div>
    }
}

/// Takes back the latest step, in a form that holds a whole page. It stands there from the beginning, so that nothing moves
/// when there is a step to take back.
#[component]
pub fn UndoButton(
    /// Whether there is one.
    any: bool,
) -> impl IntoView {
    let name = FormState::here().full_name("act");
    view! {
        <button class="btn" data-kind="text" type="submit" name=name value="undo" data-undo="" disabled=!any>
            {t!(sheets.undo)}
        </button>
    }
}

/// A next step, with a day when one likes.
#[component]
pub fn StepFields(
    /// What comes after the names of the fields.
    #[prop(into)]
    of: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What was written.
    text: String,
    /// The day that was set.
    due: String,
) -> impl IntoView {
    view! {
        <TextField name=format!("f.step{of}") label=label value=text optional=true/>
        <TextField name=format!("f.due{of}") label=t!(sheets.due) value=due kind="date" short=true optional=true/>
    }
}

/// What in a text could lead to a person, as far as the check finds it: for its author alone, once it was kept.
#[component]
pub fn Traces(text: String) -> impl IntoView {
    let locale = locale::current();
    let found = deid::check(&text, locale).into_iter().filter(|one| one.level != deid::Level::Info);
    let found: BTreeMap<String, &str> = found.map(|one| (one.text, deid::name(one.kind, locale))).collect();
    (!found.is_empty()).then(|| {
        let lines = found.into_iter().map(|(words, kind)| view! { <li><b>{words}</b>" "{kind}</li> }).collect_view();
        view! {
            <div class="flash" data-tone="care">
                <Icon name="alert"/>
                <div>
                    <p>{t!(sheets.traces_here)}</p>
                    <ul>{lines}</ul>
                </div>
            </div>
        }
    })
}
