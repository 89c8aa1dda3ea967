use leptos::prelude::*;

use super::drafts;
use crate::t;

/// The switch that keeps this browser from keeping anything: for computers that others use too. It shows where scripts
/// run; where none do, nothing is ever kept.
#[component]
pub fn SharedComputer() -> impl IntoView {
    let (awake, set_awake) = signal(false);
    let (on, set_on) = signal(false);
    Effect::new(move |_| {
        set_on.set(drafts::shared());
        set_awake.set(true);
    });
    let choose = move |event| {
        let now = event_target_checked(&event);
        drafts::share(now);
        set_on.set(now);
    };
    view! {
        <div class="stack" data-gap="small" hidden=move || !awake.get()>
            <label class="choice" data-plain="">
                <input type="checkbox" prop:checked=on on:change=choose/>
                <span>{t!(keeping.shared)}</span>
            </label>
            <p class="note">{t!(keeping.shared_note)}</p>
        </div>
    }
}
