//! What is kept on this device until the server has it. The work is done by `drafts.js`; nothing of it runs on the
//! server.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/ui/drafts.js")]
extern "C" {
    /// An account's page is open; `writer` is its name, if one can write on it.
    pub fn begin(account: &str, writer: &str);
    /// Keeps the words of a form, in a moment.
    pub fn keep(form: &web_sys::HtmlFormElement);
    /// The server has the words of a turn.
    pub fn sent(entry: &str, writer: &str, turn: f64);
    /// Follows the link that the event `leaving` held up.
    pub fn go();
    /// Somebody signed out: the key goes of every account that left no words on this device.
    pub fn leave();
    /// How many drafts of this account wait.
    pub fn waiting() -> u32;
    /// The turn of this page whose words are on this device.
    #[wasm_bindgen(js_name = keptTurn)]
    pub fn kept_turn() -> f64;
    /// Why nothing is kept: `shared`, `full` or `broken`; empty when it is.
    pub fn why() -> String;
    /// The version that holds what was left behind of an entry, after it was sent.
    pub fn arrived(entry: &str) -> f64;
    /// Whether nobody wrote in a form.
    pub fn untouched(form: &web_sys::HtmlFormElement) -> bool;
    /// Whether this is a shared computer.
    pub fn shared() -> bool;
    /// Says whether it is one.
    pub fn share(on: bool);
}

/// Runs `tell` whenever something changed, as long as the present component is there. In the browser only.
pub fn on_change(tell: impl Fn() + 'static) {
    let heard = window_event_listener_untyped("drafts", move |_| tell());
    on_cleanup(move || heard.remove());
}
