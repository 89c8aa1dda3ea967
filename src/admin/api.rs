//! Server functions. Each asks for the organiser's role, and those that change something ask again inside.

use leptos::prelude::*;

use super::model::{
    CohortForm, CohortSheet, Desk, JoinForm, LeaveForm, MergeForm, PersonRow, PersonSheet, RolesForm, WhichForm,
};
use crate::kit::id::UserId;
use crate::kit::page::Page;
use crate::kit::{self};

#[cfg(feature = "ssr")]
use {
    super::decision::{decide, organiser},
    super::mail,
    super::model::{Part, cohort_path, people_path},
    super::store,
    super::store::lists::{PAGE, Wanted},
    super::store::roles::{Change, Outcome, make_coach, set_roles},
    crate::accounts::store::secrets::{by_email, by_id},
    crate::coaching::cohorts::leaving::leave,
    crate::coaching::cohorts::store::cohorts::has_place,
    crate::help,
    crate::kit::form::one_line,
    crate::kit::id::CohortId,
    crate::kit::{Error, Role},
    crate::server::context::state,
    crate::tl,
    crate::workshops::store::seating,
};

/// The numbers on the desk.
#[server(endpoint = "admin/desk")]
pub async fn numbers() -> kit::Result<Desk> {
    organiser()?;
    let state = state();
    let mut conn = state.db.read().await?;
    let desk = store::lists::desk(&mut conn, state.now()).await?;
    Ok(Desk { stale_help: help::pages::stale(&mut conn, state.now()).await?, ..desk })
}

/// People by name: those whose name holds `q`, with `role` when it names one, after the person `after`.
#[server(endpoint = "admin/people")]
pub async fn people(q: String, role: String, after: String) -> kit::Result<Page<PersonRow>> {
    let viewer = organiser()?;
    // An address that somebody cut short still shows the list from its start.
    let wanted =
        Wanted { name: one_line(&q).chars().take(100).collect(), role: Role::parse(&role), after: after.parse().ok() };
    let mut conn = state().db.read().await?;
    Ok(store::lists::people(&mut conn, viewer.locale, &wanted, PAGE).await?)
}

/// One person's roles and cohorts.
#[server(endpoint = "admin/person")]
pub async fn person(id: UserId) -> kit::Result<PersonSheet> {
    let viewer = organiser()?;
    let mut conn = state().db.read().await?;
    Ok(store::lists::sheet(&mut conn, &viewer, &id).await?)
}

/// Gives and takes roles.
#[server(endpoint = "admin/set_roles")]
pub async fn change_roles(form: RolesForm) -> kit::Result<()> {
    let viewer = organiser()?;
    form.validate(viewer.locale)?;
    let person: UserId = form.person.parse()?;
    let change = Change { actor: viewer.id, person: person.clone(), had: form.had(), wanted: form.wanted()? };
    let state = state();
    let outcome =
        state.db.write((change, state.now()), |tx, (change, now)| Box::pin(set_roles(tx, change, *now))).await?;
    if outcome == Outcome::LastAdmin {
        return Err(Error::field("roles", tl!(viewer.locale, admin.last_admin)));
    }
    leptos_axum::redirect(&format!("{}&done=roles", people_path("", "", "", person.as_str())));
    Ok(())
}

/// Makes what a doubled account is registered for the registrations of this one.
#[server(endpoint = "admin/merge")]
pub async fn merge(form: MergeForm) -> kit::Result<()> {
    let viewer = organiser()?;
    let locale = viewer.locale;
    let (into, email) = form.validate(locale)?;
    let state = state();
    let mut conn = state.db.read().await?;
    by_id(&mut conn, &into).await?.ok_or(Error::NotFound)?;
    let from = by_email(&mut conn, &email).await?.filter(|found| found.id != into);
    let from = from.ok_or_else(|| Error::field("email", tl!(locale, admin.merge_nobody)))?.id;
    drop(conn);
    let input = (state.vault.clone(), from, into.clone());
    let merging = decide(viewer, input, |tx, by, (vault, from, into)| {
        Box::pin(seating::merge(tx, &by.config, vault, (from, into), &by.actor, by.now))
    });
    let done = if merging.await? > 0 { "merged" } else { "nothing" };
    leptos_axum::redirect(&format!("{}&done={done}", people_path("", "", "", into.as_str())));
    Ok(())
}

/// Every cohort with its people, the open ones first.
#[server(endpoint = "admin/cohorts")]
pub async fn cohorts() -> kit::Result<Vec<CohortSheet>> {
    let viewer = organiser()?;
    let mut conn = state().db.read().await?;
    Ok(store::lists::cohorts(&mut conn, &viewer).await?)
}

/// Opens a cohort.
#[server(endpoint = "admin/create_cohort")]
pub async fn create_cohort(form: CohortForm) -> kit::Result<()> {
    let viewer = organiser()?;
    let name = form.validate(viewer.locale)?;
    let id: CohortId = state().new_id();
    let input = (id.clone(), name);
    decide(viewer, input, |tx, by, (id, name)| Box::pin(store::create_cohort(tx, id, name, by.now))).await?;
    leptos_axum::redirect(&format!("{}&done=created", cohort_path(id.as_str(), "")));
    Ok(())
}

/// Closes a cohort.
#[server(endpoint = "admin/close_cohort")]
pub async fn close_cohort(form: WhichForm) -> kit::Result<()> {
    let viewer = organiser()?;
    let cohort: CohortId = form.cohort.parse()?;
    decide(viewer, cohort, |tx, by, cohort| Box::pin(store::close_cohort(tx, cohort, by.now))).await?;
    leptos_axum::redirect(&format!("{}?done=closed", cohort_path("", "")));
    Ok(())
}

/// Opens a closed cohort again.
#[server(endpoint = "admin/reopen_cohort")]
pub async fn reopen_cohort(form: WhichForm) -> kit::Result<()> {
    let viewer = organiser()?;
    let cohort: CohortId = form.cohort.parse()?;
    decide(viewer, cohort.clone(), |tx, _, cohort| Box::pin(store::reopen_cohort(tx, cohort))).await?;
    leptos_axum::redirect(&format!("{}&done=reopened", cohort_path(cohort.as_str(), "")));
    Ok(())
}

/// Adds a person to a cohort, with a letter to them; whoever comes as a coach gets the role of coach with it.
#[server(endpoint = "admin/join_cohort")]
pub async fn join_cohort(form: JoinForm) -> kit::Result<()> {
    let viewer = organiser()?;
    let (cohort, person, part) = form.validate(viewer.locale)?;
    let input = (cohort.clone(), person, part, viewer.locale);
    let joining = decide(viewer, input, |tx, by, (cohort, person, part, locale)| {
        Box::pin(async move {
            if *part == Part::Member && !has_place(tx, cohort, person).await? {
                return Err(Error::field("person", tl!(*locale, cohorts.full_field)).into());
            }
            let joined = store::join_cohort(tx, cohort, person, part.as_str(), by.now).await?;
            if *part == Part::Coach {
                make_coach(tx, &by.actor, person, by.now).await?;
            }
            match joined {
                Some(name) => mail::joined(tx, &by.config, person, &name, *part, by.now).await,
                None => Ok(()),
            }
        })
    });
    joining.await?;
    leptos_axum::redirect(&format!("{}&done=joined", cohort_path(cohort.as_str(), "")));
    Ok(())
}

/// Takes a person out of a cohort.
#[server(endpoint = "admin/leave_cohort")]
pub async fn leave_cohort(form: LeaveForm) -> kit::Result<()> {
    let viewer = organiser()?;
    let (cohort, person) = form.validate(viewer.locale)?;
    let leaving = decide(viewer, (cohort.clone(), person), |tx, by, (cohort, person)| {
        Box::pin(leave(tx, &by.config, cohort, person, by.now))
    });
    leaving.await?;
    leptos_axum::redirect(&format!("{}&done=left", cohort_path(cohort.as_str(), "")));
    Ok(())
}
