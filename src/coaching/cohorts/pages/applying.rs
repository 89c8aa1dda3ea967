//! Programmes as everybody reads them, and applications.

use crate::coaching::cohorts::model::{ApplicationPage, CohortCard, Mine, ProgrammeId, ProgrammeLine, ProgrammePage};
use crate::coaching::cohorts::store::applications::{self, Application};
use crate::coaching::cohorts::store::cohorts::{self, Cohort};
use crate::coaching::cohorts::store::programmes::{self as store, Programme};
use crate::coaching::cohorts::wording::{dates, day, profession, until};
use crate::kit::{Locale, Moment, Role, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::markdown;
use crate::server::{AppState, Result};

/// So much of a description stands in the list, in characters.
const SUMMARY: usize = 90;

/// The programmes that everybody may read, with the mark of those that `viewer` takes part in; organisers' own list has
/// the others too.
pub async fn programmes(
    conn: &mut Conn,
    viewer: Option<&Viewer>,
    unpublished: bool,
    now: Moment,
) -> Result<Vec<ProgrammeLine>> {
    let mut lines = Vec::new();
    let mut mine = match viewer {
        Some(viewer) => cohorts::of_person(conn, &viewer.id, "member").await?,
        None => Vec::new(),
    };
    mine.retain(|cohort| cohort.life.stage(now).goes_on());
    for one in store::list(conn, unpublished).await? {
        let open = cohorts::of_programme(conn, &one.id).await?.iter().any(|cohort| cohort.life.takes_applications(now));
        lines.push(ProgrammeLine {
            summary: summary(&one.body),
            published: one.published_at.is_some(),
            inside: mine.iter().any(|cohort| cohort.programme.as_ref() == Some(&one.id)),
            id: one.id,
            name: one.name,
            open,
        });
    }
    Ok(lines)
}

/// A programme's page for `viewer`.
pub async fn programme(
    conn: &mut Conn,
    state: &AppState,
    viewer: Option<&Viewer>,
    id: &ProgrammeId,
    locale: Locale,
) -> Result<ProgrammePage> {
    let organiser = viewer.is_some_and(|viewer| viewer.is(Role::Admin));
    let found: Programme = match organiser {
        true => store::read(conn, id).await?,
        false => store::published(conn, id).await?,
    };
    let mut cards = Vec::new();
    for cohort in cohorts::of_programme(conn, id).await? {
        cards.push(card(conn, &state.vault, viewer, cohort, (locale, state.now())).await?);
    }
    Ok(ProgrammePage {
        body_html: state.rendered.html(id.as_str(), found.version, &found.body).to_string(),
        asks_html: match found.asks.is_empty() {
            true => String::new(),
            false => state.rendered.html(&format!("{id}/asks"), found.version, &found.asks).to_string(),
        },
        id: found.id,
        name: found.name,
        cohorts: cards,
        signed_in: viewer.is_some(),
    })
}

async fn card(
    conn: &mut Conn,
    vault: &Vault,
    viewer: Option<&Viewer>,
    cohort: Cohort,
    (locale, now): (Locale, Moment),
) -> Result<CohortCard> {
    let given = cohorts::members(conn, &cohort.id).await?;
    let coaches = cohorts::coaches(conn, &cohort.id).await?.into_iter().map(|(name, ..)| name).collect();
    let mine = match viewer {
        Some(viewer) => mine(conn, vault, viewer, &cohort).await?,
        None => Mine::Nothing,
    };
    Ok(CohortCard {
        stage: cohort.life.stage(now),
        dates: dates(&cohort.life, locale),
        until: until(&cohort.life, locale),
        places: cohort.places,
        full: cohort.places.is_some_and(|places| given >= places),
        coaches,
        mine,
        id: cohort.id,
        name: cohort.name,
    })
}

async fn mine(conn: &mut Conn, vault: &Vault, viewer: &Viewer, cohort: &Cohort) -> Result<Mine> {
    for part in ["member", "coach"] {
        if cohorts::since(conn, &cohort.id, &viewer.id, part).await?.is_some() {
            return Ok(Mine::Inside);
        }
    }
    // What one wrote is private, also to one's own page, until the promise is made.
    let applied = match viewer.promised {
        true => applications::of_person(conn, &cohort.id, &viewer.id).await?,
        false => None,
    };
    let Some(applied) = applied else { return Ok(Mine::Nothing) };
    let words = applications::own_words(conn, vault, &applied).await?;
    Ok(Mine::Applied(applied.id.clone(), applied.standing, day(viewer, applied.applied_at).words, words))
}

/// An application that was opened.
pub async fn application(
    conn: &mut Conn,
    viewer: &Viewer,
    (one, words): (Application, String),
) -> Result<ApplicationPage> {
    let cohort = cohorts::read(conn, &one.cohort).await?;
    Ok(ApplicationPage {
        profession: profession(&one.profession, viewer.locale),
        at: day(viewer, one.applied_at),
        places: (cohorts::members(conn, &one.cohort).await?, cohort.places),
        id: one.id,
        cohort: one.cohort,
        cohort_name: cohort.name,
        who: one.name,
        standing: one.standing,
        words,
        decides: viewer.is(Role::Admin),
    })
}

fn summary(body: &str) -> String {
    let text = markdown::to_text(body).replace('\n', " ");
    let short: String = text.chars().take(SUMMARY).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
