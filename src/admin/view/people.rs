use leptos::prelude::*;

use super::desk::Unseen;
use super::person::PersonPanel;
use super::{NameSearch, PersonLine, asked, role_words};
use crate::admin::api::{self, ChangeRoles};
use crate::admin::model::{PersonRow, people_path};
use crate::kit::Role;
use crate::kit::page::Page;
use crate::t;
use crate::ui::{Back, Flash, Icon, Load, Only, PageTitle, Pager};

/// Everybody, by name; one person opened to see and change their roles.
#[component]
pub fn AdminPeople() -> impl IntoView {
    view! { <Only role=Role::Admin><People/></Only> }
}

#[component]
fn People() -> impl IntoView {
    let (q, role, after, open) = (asked("q"), asked("role"), asked("after"), asked("person"));
    let change = ServerAction::<ChangeRoles>::new();
    let people = Resource::new(
        move || (q.get(), role.get(), after.get(), change.version().get()),
        |(q, role, after, _)| api::people(q, role, after),
    );
    let words = |done: &str| match done {
        "roles" => Some(t!(admin.done_roles)),
        "merged" => Some(t!(admin.done_merged)),
        "nothing" => Some(t!(admin.done_nothing)),
        _ => None,
    };
    view! {
        <PageTitle text=t!(admin.people_title)/>
        <div class="room" data-shape="form">
            <header class="page-head">
                <Back href="/admin" words=t!(common.nav_admin)/>
                <h1>{t!(admin.people_title)}</h1>
                <Flash words/>
            </header>
            // Before the list, so that it stands first on a phone; on a desk it stands beside.
            {move || {
                let open = open.get();
                (!open.is_empty()).then(|| view! { <PersonPanel id=open change/> })
            }}
            <div class="stack">
                {move || view! { <NameSearch action="/admin/people" q=q.get() with=vec![("role", role.get())]/> }}
                {move || view! { <RoleFilter q=q.get() role=role.get()/> }}
                <Load what=people part=true let:page>
                    {view! { <List page q=q.get_untracked() role=role.get_untracked() first=after.get_untracked().is_empty()/> }}
                </Load>
            </div>
            {move || open.with(String::is_empty).then(|| view! { <Unseen/> })}
        </div>
    }
}

#[component]
fn RoleFilter(q: String, role: String) -> impl IntoView {
    let all = [("", t!(admin.role_all))].into_iter().chain(Role::ALL.map(|one| (one.as_str(), role_words(one))));
    let chips = all
        .map(|(value, words)| {
            let here = (value == role).then_some("true");
            view! { <a class="chip" href=people_path(&q, value, "", "") aria-current=here>{words}</a> }
        })
        .collect_view();
    view! { <nav class="chips" aria-label=t!(admin.role_filter)>{chips}</nav> }
}

#[component]
fn List(page: Page<PersonRow>, q: String, role: String, first: bool) -> impl IntoView {
    if page.rows.is_empty() {
        return view! {
            <div class="empty">
                <p>{t!(admin.nobody_found)}</p>
                <p><a class="btn" data-kind="quiet" href="/admin/people">{t!(admin.show_everybody)}</a></p>
            </div>
        }
        .into_any();
    }
    let rows = page
        .rows
        .into_iter()
        .map(|person| {
            let href = format!("{}#person", people_path(&q, &role, "", person.id.as_str()));
            view! {
                <li>
                    <a class="row" href=href>
                        <PersonLine person/>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="rows" role="list">{rows}</ul>
        <Pager path=people_path(&q, &role, "", "") next=page.next later=!first/>
    }
    .into_any()
}
