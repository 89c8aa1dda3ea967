//! Leaving the page while words are not on the server: by a link, by closing the window, or by going back.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use wasm_bindgen::JsCast;
use web_sys::UrlSearchParams;

use super::{Autosave, Progress, SaveState};
use crate::journal::api;
use crate::ui::drafts;

/// What a closing page can hand to the browser, in bytes: browsers take 64 KiB.
const BEACON: usize = 60_000;

impl Autosave {
    /// The window is closing. Asks only where words would be lost.
    pub(super) fn closing(self, event: &web_sys::Event) {
        let progress = self.progress.get_value();
        if progress.let_go || self.safe_here() {
            return;
        }
        let unsent = matches!(self.state.get_untracked(), SaveState::Unsent(_));
        let too_much = || self.fields().is_some_and(|fields| String::from(fields.to_string()).len() > BEACON);
        if unsent || progress.open() && too_much() {
            event.prevent_default();
        }
    }

    /// A link is followed. Words that are on this screen only are sent first; then one gets there.
    pub(super) fn leaving(self, event: &web_sys::Event) {
        let progress = self.progress.get_value();
        if progress.let_go || self.safe_here() || !progress.open() {
            return;
        }
        event.prevent_default();
        if progress.going {
            // Nothing has come of it so far, and the person would not wait.
            return self.ask();
        }
        self.progress.update_value(|progress| progress.going = true);
        self.settle();
        self.flush();
    }

    /// The words could not be sent. Whoever goes all the same leaves them behind.
    pub(super) fn ask(self) {
        let question = self.names.with_value(|names| names.leave.clone());
        let go = window().confirm_with_message(&question).unwrap_or(true);
        self.progress.update_value(|progress| (progress.going, progress.let_go) = (false, go));
        if go {
            drafts::go();
        }
    }

    /// Whether this device keeps the words as they are now, wherever the page goes.
    fn safe_here(self) -> bool {
        self.kept.get_untracked() >= self.turn.get_untracked()
    }

    /// The page goes: what no answer has confirmed is handed to the browser, which sends it after the page is gone.
    pub(super) fn leave(self) {
        let waiting = self.progress.try_with_value(Progress::open);
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
}
