//! Sending the words, and what becomes of them.

use std::time::Duration;

use leptos::form::FromFormData;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FormData;

use super::{AT_MOST, Autosave, Progress, SaveState};
use crate::journal::api;
use crate::journal::model::Saved;
use crate::kit::{Error, Result};
use crate::ui::drafts;

/// How long a request may take. A connection that was lost on the way may say so after minutes, or never.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long at most one waits before the next try, in seconds.
const LONGEST: u64 = 60;

impl Autosave {
    /// Sends what was not sent yet, unless something is under way; then it follows.
    pub(super) fn flush(self) {
        // A timer may come after the page has gone.
        let ready = self.progress.try_with_value(|p| p.dirty && !p.sending);
        if ready != Some(true) {
            return;
        }
        let Some(data) = self.data() else { return };
        let held = self.hold_back(&data);
        let Ok(api::Autosave { mut form }) = api::Autosave::from_form_data(&data) else { return };
        form.turn -= i64::from(held);
        self.stop_timers();
        self.progress.update_value(|progress| {
            (progress.dirty, progress.sending, progress.held) = (false, true, held);
            progress.requests += 1;
        });
        let request = self.progress.with_value(|progress| progress.requests);
        self.state.set(SaveState::Saving);
        let (base, turn) = (form.base, form.turn);
        self.done.set(form.answered());
        spawn_local(async move {
            let answer = api::autosave(form).await;
            self.ended(request, (base, turn), answer);
        });
        set_timeout(move || self.ended(request, (base, turn), Err(Error::Offline)), PATIENCE);
    }

    /// A request came to an end, or was given up: what comes first counts, and that the words arrived after all, while none
    /// were written since. On a slow way they would never be known to be there. The server knows words that are sent again.
    fn ended(self, request: u32, sent: (i64, i64), answer: Result<Saved>) {
        let first = self.progress.try_update_value(|progress| {
            let first = progress.sending && progress.requests == request;
            progress.sending &= !first;
            first
        });
        let Some(first) = first else { return };
        let late = !first && answer.is_ok() && self.turn.get_untracked() == sent.1;
        if late {
            self.stop_timers();
            // A request that is on its way with the same words is not waited for.
            self.progress.update_value(|progress| {
                (progress.dirty, progress.sending) = (false, false);
                progress.requests += 1;
            });
        }
        if first || late {
            self.answered(sent, answer);
        }
    }

    /// Puts what stood in a field before in the place of what an input method has not decided yet.
    fn hold_back(self, data: &FormData) -> bool {
        self.settled.with_value(|settled| match settled {
            Some((name, words)) if data.has(name) => data.set_with_str(name, words).is_ok(),
            _ => false,
        })
    }

    fn answered(self, (base, turn): (i64, i64), answer: Result<Saved>) {
        match answer {
            Ok(saved) => {
                self.names.with_value(|names| drafts::sent(&names.entry, &names.writer, turn as f64));
                self.elsewhere.set(saved.elsewhere.is_some());
                // Not every save is looked at: what was said of the last one stays.
                if saved.traces.is_some() {
                    self.traces.set(saved.traces);
                }
                self.progress.update_value(|progress| progress.failed = 0);
                // The hidden field follows; a form posted by hand is based on the same version.
                self.base.set(saved.seq.max(base));
                let Progress { dirty, held, going, .. } = self.progress.get_value();
                if !dirty && !held {
                    self.state.set(SaveState::Saved(saved.clock));
                }
                match (dirty, going) {
                    (true, true) => self.flush(),
                    (true, false) => self.touched(),
                    (false, true) => {
                        // Once: the link may lead to a file, and the page stays.
                        self.progress.update_value(|progress| progress.going = false);
                        drafts::go();
                    }
                    (false, false) => {}
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
                if self.progress.with_value(|progress| progress.going) {
                    self.ask();
                }
            }
        }
    }
}
