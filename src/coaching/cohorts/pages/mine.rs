//! A cohort as its member sees it.

use super::meeting;
use crate::coaching::cohorts::model::{
    CohortPage, GoalShown, LetterShown, MyCohort, OPEN_GOALS, PathLine, PendingLine, Stage, StepShown, walk,
};
use crate::coaching::cohorts::path;
use crate::coaching::cohorts::store::goals::{self, Goal};
use crate::coaching::cohorts::store::goodbyes::{self, Goodbye};
use crate::coaching::cohorts::store::{applications, appointments, cohorts, programmes, slots, walked};
use crate::coaching::cohorts::wording::{dates, day, due, profession};
use crate::kit::id::CohortId;
use crate::kit::{Error, Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Result, time};
use crate::worksheets::sheets::store::answers;

/// The cohorts that `viewer` is in, and one of them.
pub async fn cohort(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    asked: Option<&CohortId>,
    now: Moment,
) -> Result<CohortPage> {
    let mine = cohorts::of_person(conn, &viewer.id, "member").await?;
    let all = mine.iter().map(|one| (one.id.clone(), one.name.clone())).collect();
    let found = match asked {
        Some(asked) => Some(mine.into_iter().find(|one| one.id == *asked).ok_or(Error::NotFound)?),
        None => mine.into_iter().next(),
    };
    let here = match found {
        Some(found) => Some(shown(conn, vault, viewer, found, now).await?),
        None => None,
    };
    Ok(CohortPage { all, here, pending: pending(conn, viewer, now).await? })
}

async fn pending(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Result<Vec<PendingLine>> {
    let mut lines = Vec::new();
    for one in applications::pending_of(conn, &viewer.id).await? {
        let cohort = cohorts::read(conn, &one.cohort).await?;
        // Nobody answers any more for a cohort that is closed.
        let Some(programme) = cohort.programme.filter(|_| cohort.life.stage(now) != Stage::Closed) else { continue };
        let programme = programmes::read(conn, &programme).await?;
        lines.push(PendingLine {
            programme: programme.id,
            programme_name: programme.name,
            cohort_name: cohort.name,
            standing: one.standing,
            day: day(viewer, one.applied_at).words,
        });
    }
    Ok(lines)
}

async fn shown(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    found: cohorts::Cohort,
    now: Moment,
) -> Result<MyCohort> {
    let (me, locale) = (&viewer.id, viewer.locale);
    let joined = cohorts::must_be(conn, &found.id, me, "member").await?;
    let programme = match &found.programme {
        Some(id) => Some(programmes::read(conn, id).await?).filter(|one| one.published_at.is_some()),
        None => None,
    };
    let coaches = cohorts::coaches(conn, &found.id).await?;
    let ahead = appointments::ahead_of(conn, me, now).await?;
    let mut lines = Vec::new();
    for one in ahead.iter().filter(|one| one.cohort == found.id && one.member.0 == *me) {
        lines.push(meeting::line(conn, vault, viewer, one, now).await?);
    }
    let free = slots::free_for(conn, me, now).await?.into_iter().filter(|slot| slot.cohort == found.id).count() as i64;
    let facts = walked::facts(conn, me, &found.id, joined, now).await?;
    let places = path::offered(conn).await?;
    let rounds = answers::rounds(conn, me).await?;
    let at = walk(&places, &facts);
    let path = places.into_iter().zip(at).map(|(place, at)| PathLine {
        kind: place.kind,
        title: place.title(locale).to_owned(),
        note: path::note(place, locale),
        href: path::href(place),
        compare: path::compare(place, &rounds),
        done: at.done.map(|at| time::day(at, &viewer.zone, locale)),
        next: at.next,
    });
    let goals = goals::mine(conn, vault, me, &found.id).await?;
    let open = goals.iter().filter(|goal| goal.done_at.is_none()).count() as i64;
    let letters = goodbyes::received(conn, vault, &found.id, me).await?;
    Ok(MyCohort {
        stage: found.life.stage(now),
        dates: dates(&found.life, locale),
        programme: programme.map(|one| (one.id, one.name)),
        coaches: coaches.into_iter().map(|(name, known, own)| (name, profession(&(known, own), locale))).collect(),
        path: path.collect(),
        goals: goals.into_iter().map(|one| goal(viewer, one)).collect(),
        may_set: open < OPEN_GOALS,
        appointments: lines,
        free,
        letters: letters.into_iter().map(|one| letter(viewer, one)).collect(),
        id: found.id,
        name: found.name,
    })
}

/// A goal that was opened.
pub fn goal(viewer: &Viewer, one: Goal) -> GoalShown {
    GoalShown {
        id: one.id,
        goal: one.text,
        due: due(&one.due, viewer.locale),
        done: one.done_at.map(|at| day(viewer, at).words),
        shared: one.shared_at.is_some(),
        steps: one
            .steps
            .into_iter()
            .map(|step| StepShown { id: step.id, step: step.text, done: step.done_at.is_some() })
            .collect(),
    }
}

/// A closing letter that was opened.
pub fn letter(viewer: &Viewer, one: Goodbye) -> LetterShown {
    LetterShown { who: one.coach.1, words: one.words, at: day(viewer, one.sent_at) }
}
