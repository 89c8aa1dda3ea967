//! What can be pressed: forms of one button. They are sent by the browser as they are, or by `send`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::At;
use crate::live::room::api::host::TellRun;

/// The name of a field and what it holds.
pub type Field = (&'static str, Signal<String>);

/// How a button looks, and the key that presses it.
#[derive(Clone, Copy, Default)]
pub struct Look {
    kind: Option<&'static str>,
    small: bool,
    key: Option<&'static str>,
}

impl Look {
    /// The one filled button.
    pub const FILLED: Look = Look { kind: None, small: false, key: None };
    /// Beside the filled one.
    pub const QUIET: Look = Look { kind: Some("quiet"), small: false, key: None };
    /// In rows.
    pub const SMALL: Look = Look { kind: Some("quiet"), small: true, key: None };
    /// In rows, for what is seldom wanted.
    pub const TEXT: Look = Look { kind: Some("text"), small: true, key: None };
    /// For a loss.
    pub const LEAVE: Look = Look { kind: Some("leave"), small: false, key: None };

    /// With a key.
    pub fn on(self, key: &'static str) -> Look {
        Look { key: Some(key), ..self }
    }
}

impl At {
    /// The workshop, which every form names.
    pub fn workshop(self) -> Field {
        ("workshop", self.id().into())
    }

    /// Tells the run something, at the turn that this screen shows: of two hosts who press at once one does it.
    pub fn tell(self, act: impl Into<Signal<String>>, look: Look, words: impl Into<Signal<String>>) -> AnyView {
        self.tell_minutes(act, 0, look, words)
    }

    /// The same with minutes.
    pub fn tell_minutes(
        self,
        act: impl Into<Signal<String>>,
        minutes: u32,
        look: Look,
        words: impl Into<Signal<String>>,
    ) -> AnyView {
        let turn = self.part(|desk| desk.turn);
        let turn = Signal::derive(move || turn.get().to_string());
        let mut fields = vec![self.workshop(), ("turn", turn), ("act", act.into())];
        if minutes > 0 {
            fields.push(("minutes", minutes.to_string().into()));
        }
        press(TellRun::url(), fields, look, words)
    }
}

/// A form of one button.
pub fn press(to: &'static str, fields: Vec<Field>, look: Look, words: impl Into<Signal<String>>) -> AnyView {
    button(to, fields, look, words.into())
}

fn button(to: &'static str, fields: Vec<Field>, look: Look, words: Signal<String>) -> AnyView {
    // Its name in the attribute: a plus sign would part two keys.
    let shortcut = look.key.map(|key| if key == "+" { "Plus" } else { key });
    view! {
        <form method="post" action=to class="act">
            {hidden(fields)}
            <button
                class="btn"
                type="submit"
                data-kind=look.kind
                data-size=look.small.then_some("small")
                data-key=look.key
                aria-keyshortcuts=shortcut
            >
                <span>{move || words.get()}</span>
                {look.key.map(|key| view! { <kbd aria-hidden="true">{key.to_uppercase()}</kbd> })}
            </button>
        </form>
    }
    .into_any()
}

/// Fields that go along unseen.
pub fn hidden(fields: Vec<Field>) -> impl IntoView {
    fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=format!("form[{name}]") value=move || value.get()/> })
        .collect_view()
}
