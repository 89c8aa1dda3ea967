use leptos::prelude::*;

use crate::t;
use crate::ui::{Choices, FormState, TextAreaField, TextField};
use crate::workshops::model::seating::Wish;
use crate::workshops::model::seating::wish::{MAX_HOURS, USUAL_HOURS};

/// What one wishes when a seat becomes free.
#[component]
pub fn WishFields(wish: Wish) -> impl IntoView {
    let options = [("auto", t!(seats.wish_auto)), ("ask", t!(seats.wish_ask)), ("until", t!(seats.wish_until))];
    let options = options.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let hours = wish.hours().unwrap_or(USUAL_HOURS).to_string();
    view! {
        <Choices name="wish" legend=t!(seats.wish_legend) hint=t!(seats.wish_hint) options=options chosen=vec![wish.as_str().to_owned()]/>
        <div class="wish-hours">
            // Seen only with the wish that needs it: so it is not optional, and says something from the start.
            <TextField name="hours" label=t!(seats.hours) hint=t!(seats.hours_hint, most = MAX_HOURS) inputmode="numeric" value=hours short=true/>
        </div>
    }
}

/// 配慮してほしいこと, folded away for those who have none.
#[component]
pub fn NeedsField() -> impl IntoView {
    let form = FormState::here();
    let open = form.typed("needs").is_some_and(|typed| !typed.is_empty());
    view! {
        <details class="fold" open=open>
            <summary>{t!(seats.needs)}</summary>
            <TextAreaField name="needs" label=t!(seats.needs) hint=t!(seats.needs_hint) rows=4 optional=true/>
        </details>
    }
}
