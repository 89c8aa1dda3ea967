use leptos::prelude::*;

use super::Icon;
use super::desks::desks_of;
use super::layout::is_at;
use super::person::initial;
use crate::kit::Viewer;
use crate::t;

/// The five words of a member, a bar at the bottom of a phone. On a desk they stand in the head, and up to two
/// desks beside them; the others are found under わたし.
#[component]
pub fn MemberNav(
    /// Who.
    viewer: Viewer,
    /// Where they are.
    path: Memo<String>,
) -> impl IntoView {
    let words = [
        ("/today", "lamp", t!(common.nav_today)),
        ("/workshops", "gatherings", t!(common.nav_workshops)),
        ("/journal", "journal", t!(common.nav_journal)),
        ("/worksheets", "worksheets", t!(common.nav_worksheets)),
        ("/me", "me", t!(common.nav_me)),
    ];
    let here = move |page: &'static str| path.with(|path| is_at(path, page)).then_some("page");
    let ways = words
        .into_iter()
        .map(|(href, icon, word)| {
            view! { <li><a href=href aria-current=move || here(href)><Icon name=icon/>{word}</a></li> }
        })
        .collect_view();
    let desks = desks_of(&viewer)
        .into_iter()
        .take(2)
        .map(|desk| {
            let at = move || here(desk.href);
            view! { <li class="desk-word"><a href=desk.href aria-current=at><Icon name=desk.icon/>{desk.word}</a></li> }
        })
        .collect_view();
    view! {
        <nav class="site-nav" aria-label=t!(common.nav)>
            <ul>{ways} {desks}</ul>
        </nav>
        <a class="person" href="/me" aria-label=t!(common.page_of, name = viewer.name.clone())>{initial(&viewer.name)}</a>
    }
}

/// The ways of a visitor: look, come back, join.
#[component]
pub fn VisitorNav(
    /// Where they are.
    path: Memo<String>,
) -> impl IntoView {
    let at_workshops = move || path.with(|path| is_at(path, "/workshops")).then_some("page");
    view! {
        <nav class="site-end" aria-label=t!(common.nav)>
            <a class="btn" data-kind="text" href="/workshops" aria-current=at_workshops>{t!(common.nav_workshops)}</a>
            <a class="btn" data-kind="text" href="/sign-in">{t!(common.sign_in)}</a>
            <a class="btn join" data-kind="quiet" data-size="small" href="/sign-up">{t!(common.join)}</a>
        </nav>
    }
}
