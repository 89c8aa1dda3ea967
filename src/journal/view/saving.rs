use leptos::prelude::*;

use super::autosave::{Autosave, SaveState};
use crate::kit::Error;
use crate::t;
use crate::ui::{Icon, sentence};

/// What became of the words: always true, in words.
#[component]
pub fn SaveStateLine(auto: Autosave, entry: String) -> impl IntoView {
    let mark = move || match auto.state.get() {
        SaveState::NotYet => "new",
        SaveState::Saving if auto.is_kept() => "kept",
        SaveState::Saving => "saving",
        SaveState::Saved(_) => "saved",
        SaveState::Unsent(_) => "unsent",
    };
    // Pressing the link leaves the text, which tries to save once more: the link must not go from under the finger.
    let signed_out = Memo::new(move |before: Option<&bool>| {
        auto.state.with(|state| match state {
            SaveState::Unsent(Error::SignIn) => true,
            SaveState::Saving => before.copied().unwrap_or_default(),
            _ => false,
        })
    });
    let sign_in = format!("/sign-in?next=/journal/{entry}");
    view! {
        <p class="save-state" role="status" data-state=mark>{move || words(auto)}</p>
        <a class="note" rel="external" href=sign_in hidden=move || !signed_out.get()>{t!(keeping.sign_in)}</a>
    }
}

fn words(auto: Autosave) -> String {
    match auto.state.get() {
        SaveState::NotYet => t!(journal.state_not_yet).to_owned(),
        SaveState::Saving if auto.is_kept() => t!(keeping.on_device).to_owned(),
        SaveState::Saving => t!(journal.state_saving).to_owned(),
        SaveState::Saved(clock) => t!(keeping.on_server, clock = clock),
        SaveState::Unsent(error) => {
            let where_to = match (auto.is_kept(), auto.why.get().as_str()) {
                (true, _) => t!(keeping.kept_here),
                (false, "full") => t!(keeping.full),
                (false, "shared") => t!(keeping.only_screen_shared),
                (false, _) => t!(keeping.only_screen),
            };
            let then = match error {
                Error::Offline | Error::Internal { .. } => t!(keeping.when_back).to_owned(),
                Error::SignIn => t!(keeping.when_signed_in).to_owned(),
                other => sentence(&other),
            };
            t!(keeping.unsent, n = auto.waiting.get().max(1), place = where_to, then = then)
        }
    }
}

/// Said when other screens wrote in the same entry: everything is there, together, and this is where.
#[component]
pub fn Elsewhere(auto: Autosave, entry: String) -> impl IntoView {
    let whole = format!("/journal/{entry}");
    view! {
        <div class="flash" data-tone="care" role="status" hidden=move || !auto.elsewhere.get()>
            <Icon name="info"/>
            <p>
                {move || auto.elsewhere.get().then(|| t!(keeping.together))}
                " "
                <a rel="external" href=whole>{t!(keeping.together_show)}</a>
            </p>
        </div>
    }
}
