//! Saving while one writes: on this device at once, on the server a second after the last key, five seconds at most, and
//! whenever the words might be left behind. It reads the form and never touches it, and it waits while Japanese is being composed.

use std::time::Duration;

use leptos::form::FromFormData;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::reactive::send_wrapper_ext::SendOption;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

use crate::journal::api;
use crate::journal::model::EntryPage;
use crate::kit::Error;
use crate::ui::{carried, drafts};

const IDLE: Duration = Duration::from_secs(1);
const AT_MOST: Duration = Duration::from_secs(5);
/// What a closing page can hand to the browser, in bytes: browsers take 64 KiB.
const BEACON: usize = 60_000;
/// How long at most one waits before the next try, in seconds.
const LONGEST: u64 = 60;

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

/// The saving of one form.
#[derive(Clone, Copy)]
pub struct Autosave {
    /// What became of the words.
    pub state: RwSignal<SaveState>,
    /// The version that the form's words were written on.
    pub base: RwSignal<i64>,
    /// How often the words changed here. The form carries it, so that what is sent now and arrives late is known to be
    /// the older.
    pub turn: RwSignal<i64>,
    /// Whether the entry holds words of other screens besides these.
    pub elsewhere: RwSignal<bool>,
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
    // Bound to its thread only once there is a form: on the server, where there never is, any thread may drop it.
    form: StoredValue<SendOption<HtmlFormElement>>,
    progress: StoredValue<Progress>,
    names: StoredValue<Names>,
}

/// What this page is to the server and to this device.
#[derive(Clone, Default)]
struct Names {
    entry: String,
    writer: String,
    owner: String,
    head: i64,
}

#[derive(Clone, Copy, Default)]
struct Progress {
    /// There are words that no request carries.
    dirty: bool,
    /// A request is under way.
    sending: bool,
    /// An input method holds text that is not decided yet.
    composing: bool,
    /// How many requests in a row came to nothing.
    failed: u32,
    idle: Option<TimeoutHandle>,
    at_most: Option<TimeoutHandle>,
}

impl Autosave {
    /// Watches over the form inside `root`.
    pub fn new(root: NodeRef<Div>, page: &EntryPage) -> Autosave {
        let steps = page.sheet.steps.iter().map(|step| step.id.clone());
        let names = Names {
            entry: page.id.to_string(),
            writer: page.writer.clone(),
            owner: page.owner.clone(),
            head: page.head,
        };
        let auto = Autosave {
            state: RwSignal::new(page.saved.clone().map_or(SaveState::NotYet, SaveState::Saved)),
            base: RwSignal::new(page.head),
            turn: RwSignal::new(0),
            elsewhere: RwSignal::new(false),
            kept: RwSignal::new(0),
            waiting: RwSignal::new(0),
            why: RwSignal::new(String::new()),
            done: RwSignal::new(steps.filter(|step| page.answers.has(step)).collect()),
            awake: RwSignal::new(false),
            form: StoredValue::new(SendOption::new_local(None)),
            progress: StoredValue::new(Progress::default()),
            names: StoredValue::new(names),
        };
        let here = ("form[entry]".to_owned(), page.id.to_string());
        let refused = carried()
            .is_some_and(|carried| carried.action == <api::Save as ServerFn>::url() && carried.values.contains(&here));
        Effect::new(move |_| {
            let Some(root) = root.get() else { return };
            let form = root.query_selector("form").ok().flatten().and_then(|form| form.dyn_into().ok());
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
            drafts::on_change(move || auto.on_device());
            on_cleanup(move || {
                hidden.remove();
                leaving.remove();
                online.remove();
                closing.remove();
                auto.leave();
            });
        });
        auto
    }

    /// The person wrote or chose something.
    pub fn touched(self) {
        self.state.set(SaveState::Saving);
        self.turn.update(|turn| *turn += 1);
        self.progress.update_value(|progress| {
            progress.dirty = true;
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
        let untouched = self.form.with_value(|form| form.as_ref().is_some_and(drafts::untouched));
        if newer && untouched && !self.elsewhere.get_untracked() {
            // Nothing was written here yet: what another page had left behind is shown at once.
            self.elsewhere.set(true);
            let _ = window().location().reload();
        } else if newer {
            self.elsewhere.set(true);
        }
    }

    /// The window is closing. Asks only where words would be lost.
    fn closing(self, event: &web_sys::Event) {
        if self.kept.get_untracked() >= self.turn.get_untracked() {
            return;
        }
        let unsent = matches!(self.state.get_untracked(), SaveState::Unsent(_));
        let open = self.progress.with_value(|progress| progress.dirty || progress.sending);
        let too_much = || self.fields().is_some_and(|fields| String::from(fields.to_string()).len() > BEACON);
        if unsent || open && too_much() {
            event.prevent_default();
        }
    }

    /// An input method began to compose, or came to an end.
    pub fn composing(self, now: bool) {
        self.progress.update_value(|progress| progress.composing = now);
        if !now {
            self.flush();
        }
    }

    /// A field was left. While the sign-in has run out nothing is tried: what is said about it, and the link beside it,
    /// would move from under the finger that is on its way to it.
    pub fn left_field(self) {
        if !matches!(self.state.get_untracked(), SaveState::Unsent(Error::SignIn)) {
            self.flush();
        }
    }

    /// Sends what was not sent yet, unless something is being composed or is under way; then it follows.
    pub fn flush(self) {
        // A timer may come after the page has gone.
        let ready = self.progress.try_with_value(|p| p.dirty && !p.sending && !p.composing);
        if ready != Some(true) {
            return;
        }
        let Some(data) = self.data() else { return };
        let Ok(request) = api::Autosave::from_form_data(&data) else { return };
        self.stop_timers();
        self.progress.update_value(|progress| (progress.dirty, progress.sending) = (false, true));
        self.state.set(SaveState::Saving);
        let (base, turn) = (request.form.base, request.form.turn);
        self.done.set(request.form.answered());
        spawn_local(async move {
            let answer = api::autosave(request.form).await;
            if self.progress.try_update_value(|progress| progress.sending = false).is_some() {
                self.answered((base, turn), answer);
            }
        });
    }

    fn answered(self, (base, turn): (i64, i64), answer: crate::kit::Result<crate::journal::model::Saved>) {
        match answer {
            Ok(saved) => {
                self.names.with_value(|names| drafts::sent(&names.entry, &names.writer, turn as f64));
                self.elsewhere.set(saved.elsewhere.is_some());
                self.progress.update_value(|progress| progress.failed = 0);
                // The hidden field follows; a form posted by hand is based on the same version.
                self.base.set(saved.seq.max(base));
                if self.progress.with_value(|progress| progress.dirty) {
                    self.touched();
                } else {
                    self.state.set(SaveState::Saved(saved.clock));
                }
            }
            Err(error) => {
                let again = !matches!(error, Error::Invalid(_) | Error::BadRequest | Error::NotFound);
                self.state.set(SaveState::Unsent(error));
                self.progress.update_value(|progress| {
                    progress.dirty = true;
                    let wait = Duration::from_secs((AT_MOST.as_secs() << progress.failed.min(4)).min(LONGEST));
                    progress.failed += 1;
                    if again && progress.at_most.is_none() {
                        progress.at_most = set_timeout_with_handle(move || self.flush(), wait).ok();
                    }
                });
            }
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
        self.progress.update_value(|progress| (progress.dirty, progress.sending) = (false, false));
    }

    /// The page goes: what no answer has confirmed is handed to the browser, which sends it after the page is gone.
    fn leave(self) {
        let waiting = self.progress.try_with_value(|progress| progress.dirty || progress.sending);
        if waiting != Some(true) {
            return;
        }
        if let Some(fields) = self.fields() {
            let url = <api::Autosave as ServerFn>::url();
            let _ = window().navigator().send_beacon_with_opt_url_search_params(url, Some(&fields));
        }
    }

    fn fields(self) -> Option<UrlSearchParams> {
        UrlSearchParams::new_with_str_sequence_sequence(self.data()?.unchecked_ref()).ok()
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
