//! Saving while one writes: a second after the last key, five seconds at most, and whenever the words might be
//! left behind. It reads the form and never touches it, and it waits while Japanese is being composed.

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
use crate::kit::Error;
use crate::t;
use crate::ui::sentence;

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
    /// They are on this screen only, and why.
    Unsent(Error),
}

impl SaveState {
    /// The mark that the style knows.
    pub fn mark(&self) -> &'static str {
        match self {
            SaveState::NotYet => "new",
            SaveState::Saving => "saving",
            SaveState::Saved(_) => "saved",
            SaveState::Unsent(_) => "unsent",
        }
    }

    /// In words.
    pub fn words(&self) -> String {
        match self {
            SaveState::NotYet => t!(journal.state_not_yet).to_owned(),
            SaveState::Saving => t!(journal.state_saving).to_owned(),
            SaveState::Saved(clock) => t!(journal.state_saved, clock = clock.clone()),
            SaveState::Unsent(error) => t!(journal.state_unsent, why = sentence(error)),
        }
    }
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
    /// The version that another screen wrote meanwhile, and the one that this screen wrote after it.
    pub elsewhere: RwSignal<Option<(i64, i64)>>,
    /// The answered steps.
    pub done: RwSignal<Vec<String>>,
    /// Whether scripts run here.
    pub awake: RwSignal<bool>,
    // Bound to its thread only once there is a form: on the server, where there never is, any thread may drop it.
    form: StoredValue<SendOption<HtmlFormElement>>,
    progress: StoredValue<Progress>,
}

#[derive(Clone, Copy, Default)]
struct Progress {
    /// There are words that no request carries.
    dirty: bool,
    /// A request is under way.
    sending: bool,
    /// An input method holds text that is not decided yet.
    composing: bool,
    idle: Option<TimeoutHandle>,
    at_most: Option<TimeoutHandle>,
}

impl Autosave {
    /// Watches over the form inside `root`.
    pub fn new(root: NodeRef<Div>, head: i64, saved: Option<String>, done: Vec<String>) -> Autosave {
        let auto = Autosave {
            state: RwSignal::new(saved.map_or(SaveState::NotYet, SaveState::Saved)),
            base: RwSignal::new(head),
            turn: RwSignal::new(0),
            elsewhere: RwSignal::new(None),
            done: RwSignal::new(done),
            awake: RwSignal::new(false),
            form: StoredValue::new(SendOption::new_local(None)),
            progress: StoredValue::new(Progress::default()),
        };
        Effect::new(move |_| {
            let Some(root) = root.get() else { return };
            let form = root.query_selector("form").ok().flatten().and_then(|form| form.dyn_into().ok());
            auto.form.set_value(SendOption::new_local(form));
            auto.awake.set(true);
        });
        Effect::new(move |_| {
            let hidden = window_event_listener_untyped("visibilitychange", move |_| auto.flush());
            let leaving = window_event_listener_untyped("pagehide", move |_| auto.leave());
            let online = window_event_listener_untyped("online", move |_| auto.flush());
            on_cleanup(move || {
                hidden.remove();
                leaving.remove();
                online.remove();
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
    }

    /// An input method began to compose, or came to an end.
    pub fn composing(self, now: bool) {
        self.progress.update_value(|progress| progress.composing = now);
        if !now {
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
        let base = request.form.base;
        self.done.set(request.form.answered());
        spawn_local(async move {
            let answer = api::autosave(request.form).await;
            if self.progress.try_update_value(|progress| progress.sending = false).is_some() {
                self.answered(base, answer);
            }
        });
    }

    fn answered(self, base: i64, answer: crate::kit::Result<crate::journal::model::Saved>) {
        match answer {
            Ok(saved) => {
                if let Some(theirs) = saved.elsewhere {
                    self.elsewhere.set(Some((theirs, saved.seq)));
                }
                // The hidden field follows; a form posted by hand is based on the same version.
                self.base.set(saved.seq.max(base));
                if self.progress.with_value(|progress| progress.dirty) {
                    self.touched();
                } else {
                    self.state.set(SaveState::Saved(saved.clock));
                }
            }
            Err(error) => {
                let again = matches!(error, Error::Offline | Error::Internal { .. } | Error::TooMany { .. });
                self.state.set(SaveState::Unsent(error));
                self.progress.update_value(|progress| {
                    progress.dirty = true;
                    if again && progress.at_most.is_none() {
                        progress.at_most = set_timeout_with_handle(move || self.flush(), AT_MOST).ok();
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
        let Some(data) = self.data() else { return };
        if let Ok(fields) = UrlSearchParams::new_with_str_sequence_sequence(data.unchecked_ref()) {
            let url = <api::Autosave as ServerFn>::url();
            let _ = window().navigator().send_beacon_with_opt_url_search_params(url, Some(&fields));
        }
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
