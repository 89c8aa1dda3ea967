use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::role_words;
use crate::admin::api::{self, ChangeRoles, Merge};
use crate::admin::model::{Part, PersonSheet, RoleChange, joined};
use crate::kit::id::UserId;
use crate::kit::{Error, Role};
use crate::t;
use crate::ui::{CheckBox, Choices, Form, Hidden, Load, TextField, carried};

/// One person beside the list, above it on a phone: their roles to change, their cohorts, and how they came by their roles.
#[component]
pub fn PersonPanel(id: String, change: ServerAction<ChangeRoles>) -> impl IntoView {
    let sheet = Resource::new(
        move || (id.clone(), change.version().get()),
        |(id, _)| async move {
            let id: UserId = id.parse().map_err(|_: Error| Error::NotFound)?;
            api::person(id).await
        },
    );
    view! {
        <section class="sheet beside" id="person" aria-live="polite">
            <Load what=sheet part=true let:sheet>
                <Sheet sheet change/>
            </Load>
        </section>
    }
}

#[component]
fn Sheet(sheet: PersonSheet, change: ServerAction<ChangeRoles>) -> impl IntoView {
    let PersonSheet { row, is_me, cohorts, changes } = sheet;
    let options = Role::ALL.map(|role| (role.as_str().to_owned(), role_explained(role))).to_vec();
    let chosen: Vec<String> = row.roles.iter().map(|role| role.as_str().to_owned()).collect();
    let id = row.id.to_string();
    let whose = id.clone();
    let sure_hint = if is_me { t!(admin.sure_hint_me) } else { t!(admin.sure_hint) };
    view! {
        <h2>{t!(admin.called, name = row.name.clone())}</h2>
        <p class="note">{row.profession.clone()}</p>
        {cohorts
            .into_iter()
            .map(|(name, part)| {
                let words = if part == Part::Coach { t!(admin.coach_of, name = name) } else { t!(admin.member_of, name = name) };
                view! { <p class="note">{words}</p> }
            })
            .collect_view()}
        <Form action=change>
            <Hidden name="person" value=id/>
            <Hidden name="had" value=joined(&row.roles)/>
            <Choices name="roles" legend=t!(admin.roles) options chosen many=true hint=t!(admin.roles_hint)/>
            <CheckBox name="sure" label=t!(admin.sure) hint=sure_hint/>
            <button class="btn" type="submit">{t!(admin.save_roles)}</button>
        </Form>
        <History changes/>
        <Doubled id=whose/>
    }
}

/// Another account of the same person, whose registrations come to this one.
#[component]
fn Doubled(id: String) -> impl IntoView {
    let merge = ServerAction::<Merge>::new();
    let open = carried().is_some_and(|carried| carried.action == Merge::url());
    view! {
        <details class="fold" open=open>
            <summary><h3>{t!(admin.merge)}</h3></summary>
            <p class="note">{t!(admin.merge_words)}</p>
            <Form action=merge>
                <Hidden name="person" value=id/>
                <TextField name="email" kind="email" label=t!(admin.merge_email) required=true/>
                <CheckBox name="sure" label=t!(admin.merge_sure)/>
                <button class="btn" data-kind="quiet" type="submit">{t!(admin.merge_verb)}</button>
            </Form>
        </details>
    }
}

#[component]
fn History(changes: Vec<RoleChange>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p class="note">{t!(admin.no_changes)}</p> }.into_any();
    }
    let lines = changes
        .into_iter()
        .map(|change| {
            let role = role_words(change.role);
            let words = match (change.given, change.by) {
                (true, Some(by)) => t!(admin.given_by, role = role, name = by),
                (true, None) => t!(admin.given, role = role),
                (false, by) => t!(admin.taken_by, role = role, name = by.unwrap_or_default()),
            };
            view! { <li class="note"><time datetime=change.at>{change.day}</time>" "{words}</li> }
        })
        .collect_view();
    view! {
        <h3>{t!(admin.history)}</h3>
        <ul class="stack" data-gap="small" role="list">{lines}</ul>
    }
    .into_any()
}

fn role_explained(role: Role) -> String {
    let what = match role {
        Role::Coach => t!(admin.role_coach_what),
        Role::Host => t!(admin.role_host_what),
        Role::Admin => t!(admin.role_admin_what),
    };
    t!(admin.role_and_what, role = role_words(role), what = what)
}
