//! Saving while one writes: on this device at once, on the server a second after the last key, five seconds at most, and
//! whenever the words might be left behind. It reads the form and never touches it. While Japanese is being composed in
//! a field, what stood in that field before is saved with all the others.

mod leaving;
mod sending;

use std::time::Duration;

use leptos::form::FromFormData;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::reactive::send_wrapper_ext::SendOption;
use leptos::server_fn::ServerFn;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, HtmlInputElement};

use crate::journal::api;
use crate::journal::model::EntryPage;
use crate::kit::Error;
use crate::kit::form::Carried;
use crate::t;
use crate::ui::{carried, drafts};

const IDLE: Duration = Duration::from_secs(1);
const AT_MOST: Duration = Duration::from_secs(5);

/// What became of the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was saved yet.
    NotYet,
    /// They are on their way, or will be in a moment.
    Saving,
    /// They are kept, since that time on the person's clock.
    Saved(String),
    /// The server has them not, and why.
    Unsent(Error),
}

/// The version that the words of an entry were written on, when they came back because they were refused. By now the
/// entry may hold another one.
fn refused_on(entry: &str) -> Option<i64> {
    let Carried { action, values, .. } = carried()?;
    let sent = |name: &str| values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let here = action == <api::Save as ServerFn>::url() && sent("form[entry]") == Some(entry);
    here.then(|| sent("form[base]").and_then(|base| base.parse().ok()).unwrap_or_default())
}

/// The saving of one form.
#[derive(Clone, Copy)]
pub struct Autosave {
    /// What became of the words.
    pub state: RwSignal<SaveState>,
    /// The version that the form's words were written on.
    pub base: RwSignal<i64>,
    /// Grows by two whenever the words change here. The form carries it, so that what is sent now and arrives late is
    /// known to be the older. The odd number before is the same without what was being composed.
    pub turn: RwSignal<i64>,
    /// Whether the entry holds words of other screens besides these.
    pub elsewhere: RwSignal<bool>,
    /// How many words may lead to a person, as the last save found.
    pub traces: RwSignal<Option<i64>>,
    /// The turn whose words are kept on this device.
    pub kept: RwSignal<i64>,
    /// How many drafts of this account wait on this device.
    pub waiting: RwSignal<u32>,
    /// Why this device keeps nothing.
    pub why: RwSignal<String>,
    /// The answered steps.
    pub done: RwSignal<Vec<String>>,
    /// Whether scripts run here.
    pub awake: RwSignal<bool>,
    /// How many characters there are; it follows the writing while somebody looks at it.
    pub length: RwSignal<usize>,
    // Bound to its thread only once there is a form: on the server, where there never is, any thread may drop it.
    form: StoredValue<SendOption<HtmlFormElement>>,
    progress: StoredValue<Progress>,
    /// The field that an input method composes in: its name, and what it held before.
    settled: StoredValue<Option<(String, String)>>,
    names: StoredValue<Names>,
}

/// What this page is to the server and to this device.
#[derive(Clone, Default)]
struct Names {
    entry: String,
    writer: String,
    owner: String,
    head: i64,
    /// What is asked of whoever leaves words behind.
    leave: String,
}

#[derive(Clone, Copy, Default)]
struct Progress {
    /// There are words that no request carries.
    dirty: bool,
    /// A request is under way.
    sending: bool,
    /// How many there were.
    requests: u32,
    /// What was sent last lacks what was being composed.
    held: bool,
    /// Somebody looks at the number of characters.
    counting: bool,
    /// A link waits for the words to be sent.
    going: bool,
    /// The person leaves the words behind.
    let_go: bool,
    /// How many requests in a row came to nothing.
    failed: u32,
    idle: Option<TimeoutHandle>,
    at_most: Option<TimeoutHandle>,
}

impl Progress {
    /// Whether there are words that no answer has confirmed.
    fn open(&self) -> bool {
        self.dirty || self.sending || self.held
    }
}

impl Autosave {
    /// Watches over the form inside `root`.
    pub fn new(root: NodeRef<Div>, page: &EntryPage, traces: RwSignal<Option<i64>>) -> Autosave {
        let steps = page.sheet.steps.iter().map(|step| step.id.clone());
        let names = Names {
            entry: page.id.to_string(),
            writer: page.writer.clone(),
            owner: page.owner.clone(),
            head: page.head,
            leave: t!(keeping.leave_unsent).to_owned(),
        };
        let written_on = refused_on(&page.id.to_string());
        let auto = Autosave {
            state: RwSignal::new(page.saved.clone().map_or(SaveState::NotYet, SaveState::Saved)),
            base: RwSignal::new(written_on.unwrap_or(page.head)),
            turn: RwSignal::new(0),
            elsewhere: RwSignal::new(false),
            traces,
            kept: RwSignal::new(0),
            waiting: RwSignal::new(0),
            why: RwSignal::new(String::new()),
            done: RwSignal::new(steps.filter(|step| page.answers.has(step)).collect()),
            awake: RwSignal::new(false),
            length: RwSignal::new(page.answers.length()),
            form: StoredValue::new(SendOption::new_local(None)),
            progress: StoredValue::new(Progress::default()),
            settled: StoredValue::new(None),
            names: StoredValue::new(names),
        };
        let refused = written_on.is_some();
        Effect::new(move |_| {
            let Some(root) = root.get() else { return };
            let form: Option<HtmlFormElement> =
                root.query_selector("form").ok().flatten().and_then(|form| form.dyn_into().ok());
            if let Some(form) = &form {
                // From here on the words are on the server or in a draft. What a browser puts back into a form that is
                // loaded anew are those that it left with, and the entry may hold newer ones.
                form.set_autocomplete("off");
            }
            auto.form.set_value(SendOption::new_local(form));
            auto.awake.set(true);
            auto.names.with_value(|names| drafts::begin(&names.owner, &names.writer));
            // One task later this device knows whose page it is.
            set_timeout(move || auto.catch_up(refused), Duration::ZERO);
        });
        Effect::new(move |_| {
            let hidden = window_event_listener_untyped("visibilitychange", move |_| auto.flush());
            let leaving = window_event_listener_untyped("pagehide", move |_| auto.leave());
            let online = window_event_listener_untyped("online", move |_| auto.flush());
            let closing = window_event_listener_untyped("beforeunload", move |event| auto.closing(&event));
            let link = window_event_listener_untyped("leaving", move |event| auto.leaving(&event));
            drafts::on_change(move || auto.on_device());
            on_cleanup(move || {
                hidden.remove();
                leaving.remove();
                online.remove();
                closing.remove();
                link.remove();
                auto.leave();
            });
        });
        auto
    }

    /// The person wrote or chose something.
    pub fn touched(self) {
        self.state.set(SaveState::Saving);
        self.turn.update(|turn| *turn += 2);
        self.count();
        self.progress.update_value(|progress| {
            progress.dirty = true;
            // Whoever writes on has stayed: what they said about leaving was about other words.
            progress.let_go = false;
            if let Some(timer) = progress.idle.take() {
                timer.clear();
            }
            progress.idle = set_timeout_with_handle(move || self.flush(), IDLE).ok();
            if progress.at_most.is_none() {
                progress.at_most = set_timeout_with_handle(move || self.flush(), AT_MOST).ok();
            }
        });
        self.form.with_value(|form| {
            if let Some(form) = form.as_ref() {
                drafts::keep(form);
            }
        });
    }

    /// What was written before the program arrived, or came back because it was refused, is kept like the rest.
    fn catch_up(self, refused: bool) {
        let written =
            |form: &SendOption<HtmlFormElement>| form.as_ref().is_some_and(|form| refused || !drafts::untouched(form));
        if self.form.try_with_value(written) == Some(true) && self.turn.get_untracked() == 0 {
            self.touched();
        }
    }

    /// Somebody looks at the number of characters, or not any more.
    pub fn counting(self, event: &web_sys::Event) {
        let fold = event.target().map(|fold| fold.unchecked_into::<web_sys::Element>());
        let open = fold.is_some_and(|fold| fold.has_attribute("open"));
        self.progress.update_value(|progress| progress.counting = open);
        self.count();
    }

    fn count(self) {
        if !self.progress.with_value(|progress| progress.counting) {
            return;
        }
        if let Some(Ok(request)) = self.data().map(|data| api::Autosave::from_form_data(&data)) {
            self.length.set(request.form.length());
        }
    }

    /// Whether the words as they are now are kept on this device.
    pub fn is_kept(self) -> bool {
        self.turn.get() > 0 && self.kept.get() >= self.turn.get()
    }

    /// Something changed in what this device keeps.
    fn on_device(self) {
        if self.progress.try_with_value(|_| ()).is_none() {
            return;
        }
        self.kept.set(drafts::kept_turn() as i64);
        self.waiting.set(drafts::waiting());
        self.why.set(drafts::why());
        let newer = self.names.with_value(|names| drafts::arrived(&names.entry) as i64 > names.head);
        // Words that came back because they were refused stand in the form as if it had been sent with them.
        let untouched =
            self.turn.get_untracked() == 0 && self.form.with_value(|form| form.as_ref().is_some_and(drafts::untouched));
        if newer && untouched && !self.elsewhere.get_untracked() {
            // Nothing was written here yet: what another page had left behind is shown at once.
            self.elsewhere.set(true);
            let _ = window().location().reload();
        } else if newer {
            self.elsewhere.set(true);
        }
    }

    /// An input method begins to compose in a field.
    pub fn composing(self, event: &web_sys::Event) {
        // A text area answers to the same two questions.
        let field = event.target().map(|field| field.unchecked_into::<HtmlInputElement>());
        self.settled.set_value(field.map(|field| (field.name(), field.value())));
    }

    /// The input method is done.
    pub fn composed(self) {
        self.settle();
        self.flush();
    }

    /// What was held back counts from now on.
    fn settle(self) {
        self.settled.set_value(None);
        self.progress.update_value(|progress| {
            progress.dirty |= progress.held;
            progress.held = false;
        });
    }

    /// A field was left. While the sign-in has run out nothing is tried: what is said about it, and the link beside it,
    /// would move from under the finger that is on its way to it.
    pub fn left_field(self) {
        self.settle();
        if !matches!(self.state.get_untracked(), SaveState::Unsent(Error::SignIn)) {
            self.flush();
        }
    }

    /// The form is being posted by its button: the browser carries the words from here.
    pub fn submitting(self, event: &web_sys::SubmitEvent) {
        if !window().navigator().on_line() {
            // The browser would leave the page, and show its own where the words had been.
            event.prevent_default();
            self.state.set(SaveState::Unsent(Error::Offline));
            return;
        }
        self.stop_timers();
        self.progress.update_value(|progress| {
            (progress.dirty, progress.sending, progress.held) = (false, false, false);
            progress.let_go = true;
        });
    }

    fn data(self) -> Option<FormData> {
        self.form.try_with_value(|form| form.as_ref().and_then(|form| FormData::new_with_form(form).ok())).flatten()
    }

    fn stop_timers(self) {
        self.progress.update_value(|progress| {
            for timer in [progress.idle.take(), progress.at_most.take()].into_iter().flatten() {
                timer.clear();
            }
        });
    }
}
