use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::accounts::api::SetLanguage;
use crate::kit::{Locale, locale};
use crate::ui::{Form, Hidden};

/// One button that turns the page to the other language and stays where one is. For the foot of every page.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let action = ServerAction::<SetLanguage>::new();
    let location = use_location();
    let here = Signal::derive(move || {
        let search = location.search.get();
        let path = location.pathname.get();
        // What just happened must not be said again in the other language.
        if search.is_empty() || search.contains("done=") {
            path
        } else {
            format!("{path}?{}", search.trim_start_matches('?'))
        }
    });
    let (other, words) = match locale::current() {
        Locale::ja => (Locale::en, "English"),
        Locale::en => (Locale::ja, "日本語"),
    };
    let tag = locale::tag(other);
    view! {
        <Form action=action reload=true class="language">
            <Hidden name="next" value=here/>
            <Hidden name="locale" value=tag.to_owned()/>
            <button class="btn" data-kind="text" data-size="small" type="submit" lang=tag>{words}</button>
        </Form>
    }
}
