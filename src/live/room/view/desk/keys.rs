//! Keys that press the buttons that name them, unless somebody is typing.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Where letters are letters, and where a question waits for its answer.
const ELSEWHERE: &str = "input, textarea, select, [contenteditable], dialog[open]";

/// Listens while `on`.
pub fn listen(on: RwSignal<bool>) {
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
            // A key that is held down presses once.
            let meant = on.get_untracked() && !event.repeat() && !event.is_composing() && !is_elsewhere(&event);
            if !meant || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            if let Some(button) = selector(&event.key()).and_then(button) {
                event.prevent_default();
                button.click();
            }
        });
        on_cleanup(move || handle.remove());
    });
}

/// The button of a key.
fn selector(key: &str) -> Option<&'static str> {
    Some(match key {
        "n" | "N" => "[data-key='n']",
        "p" | "P" => "[data-key='p']",
        "+" => "[data-key='+']",
        "-" => "[data-key='-']",
        _ => return None,
    })
}

fn button(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

fn is_elsewhere(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(ELSEWHERE).ok().flatten().is_some())
}
