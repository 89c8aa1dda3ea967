//! The organiser's pages.

mod closing;
mod cohorts;
mod desk;
mod people;
mod person;
mod roster;

pub use cohorts::AdminCohorts;
pub use desk::Admin;
pub use people::AdminPeople;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::model::PersonRow;
use crate::kit::Role;
use crate::t;
use crate::ui::{Person, Tag};

/// A field of the page's address; empty when it is not there.
fn asked(field: &'static str) -> Memo<String> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get(field).unwrap_or_default()))
}

/// A role in words.
fn role_words(role: Role) -> &'static str {
    match role {
        Role::Coach => t!(admin.role_coach),
        Role::Host => t!(admin.role_host),
        Role::Admin => t!(admin.role_admin),
    }
}

/// A person's circle, name, profession and roles, inside a row.
#[component]
fn PersonLine(
    /// Who.
    person: PersonRow,
    /// Without the roles, where they are no matter.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let tags = person.roles.iter().map(|role| view! { <Tag words=role_words(*role) tone="accent"/> }).collect_view();
    let circle = if person.roles.contains(&Role::Coach) { "coach" } else { "member" };
    view! {
        <Person name=person.name.clone() role=circle small=true/>
        <span class="row-body">
            <span class="row-title">{t!(admin.called, name = person.name)}</span>
            <span class="row-note">{person.profession}</span>
            {(!bare && !person.roles.is_empty()).then(|| view! { <span class="tags">{tags}</span> })}
        </span>
    }
}

/// A field to search for a name; it is an ordinary form that asks for the page again.
#[component]
fn NameSearch(
    /// The page.
    action: &'static str,
    /// What was searched for.
    q: String,
    /// What goes along: names and values.
    with: Vec<(&'static str, String)>,
) -> impl IntoView {
    let along = with
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form class="field" method="get" action=action role="search">
            {along}
            <label for="q">{t!(admin.search_label)}</label>
            <div class="cast">
                <input class="input" id="q" name="q" type="search" value=q maxlength="100" autocomplete="off"/>
                <button class="btn" data-kind="quiet" type="submit">{t!(admin.search)}</button>
            </div>
        </form>
    }
}
