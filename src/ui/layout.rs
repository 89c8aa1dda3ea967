use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::arrival::Arrival;
use super::art::Glow;
use super::foot::SiteFoot;
use super::nav::{MemberNav, VisitorNav};
use super::wordmark::Wordmark;
use crate::app::viewer;
use crate::kit::form::Carried;
use crate::t;

/// Pages with one thing to do before anything else: they show the way in, and no other ways.
const ALONE: [&str; 6] = ["/sign-in", "/sign-up", "/verify", "/forgot", "/reset", "/setup"];

/// Head, navigation and foot around a page, and the one live region.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let location = use_location();
    // Worked out before the page is. Its parts are rendered on several threads, and a memo that another thread works out
    // at that moment counts as disposed: the part would panic, and the page wait for it until its time is over.
    location.search.with_untracked(|_| ());
    location.query.with_untracked(|_| ());
    location.pathname.with_untracked(|_| ());
    let path = location.pathname;
    let arrival = Arrival::new(path);
    provide_context(arrival);
    // What a refused form brought back is for this page alone: the next one may have a form of the same kind.
    let (carried, first) = (use_context::<StoredValue<Option<Carried>>>(), path.get_untracked());
    Effect::new(move |_| {
        let elsewhere = path.with(|path| *path != first);
        if let Some(carried) = carried.filter(|_| elsewhere) {
            carried.set_value(None);
        }
    });
    let signed_in = viewer();
    // The promise is such a page only for those who have yet to make it.
    let promising = signed_in.as_ref().is_some_and(|viewer| !viewer.promised);
    let alone = Memo::new(move |_| {
        path.with(|path| ALONE.iter().any(|page| is_at(path, page)) || (promising && is_at(path, "/promise")))
    });
    let ways = move || {
        let signed_in = signed_in.clone();
        (!alone.get()).then(|| match signed_in {
            Some(viewer) => view! { <MemberNav viewer=viewer path=path/> }.into_any(),
            None => view! { <VisitorNav path=path/> }.into_any(),
        })
    };
    view! {
        <a class="skip" href="#main" rel="external">{t!(common.skip)}</a>
        <header class="site-head">
            <Wordmark/>
            {ways}
        </header>
        <main id="main" tabindex="-1">{children()}</main>
        <SiteFoot/>
        <p class="visually-hidden" role="status" aria-live="polite">{move || arrival.said()}</p>
        <Glow/>
    }
}

/// Whether `path` is `page` or below it.
pub fn is_at(path: &str, page: &str) -> bool {
    path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_at_its_word_and_below() {
        assert!(is_at("/journal", "/journal") && is_at("/journal/1/share", "/journal"));
        assert!(!is_at("/journals", "/journal") && !is_at("/", "/journal") && !is_at("/me", "/meeting"));
    }
}
