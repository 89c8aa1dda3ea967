//! Members as their coach sees them.

use super::{meeting, mine};
use crate::coaching::cohorts::model::{MemberGoals, MemberLine, MemberPage};
use crate::coaching::cohorts::store::goals::Goal;
use crate::coaching::cohorts::store::members::{self, Member};
use crate::coaching::cohorts::store::{appointments, cohorts, goodbyes};
use crate::coaching::cohorts::wording::{day, profession};
use crate::journal::model::template;
use crate::kit::id::UserId;
use crate::kit::{Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Result, time};
use crate::worksheets::model::coach_path;

/// A member in the list.
pub fn member_line(viewer: &Viewer, one: &Member) -> MemberLine {
    let (zone, locale) = (viewer.zone.as_str(), viewer.locale);
    MemberLine {
        id: one.id.clone(),
        name: one.name.clone(),
        profession: profession(&one.profession, locale),
        cohort: one.cohort.1.clone(),
        contact: one.contact.map(|at| time::day(at, zone, locale)),
        waiting: one.waiting,
        results: one.results,
        goals: one.goals,
        next: one.next.map(|at| time::day_and_clock(at, zone, locale)),
    }
}

/// A member opened; nothing of what they wrote is.
pub async fn member_page(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    one: Member,
    now: Moment,
) -> Result<MemberPage> {
    let (coach, cohort) = (&viewer.id, one.cohort.0.clone());
    let title = |id: &str| template(id).map(|one| one.title(viewer.locale)).unwrap_or("—").to_owned();
    let waiting = members::waiting(conn, coach, &one.id, now).await?;
    let results = members::results(conn, coach, &one.id).await?;
    let mut lines = Vec::new();
    for meeting in appointments::ahead_of(conn, coach, now).await?.iter().filter(|ahead| ahead.member.0 == one.id) {
        lines.push(meeting::line(conn, vault, viewer, meeting, now).await?);
    }
    let letter = goodbyes::of_pair(conn, vault, &cohort, (coach, &one.id)).await?;
    let life = cohorts::read(conn, &cohort).await?.life;
    Ok(MemberPage {
        line: member_line(viewer, &one),
        waiting: waiting
            .into_iter()
            .map(|(id, known, at)| (format!("/coach/journals/{id}"), title(&known), day(viewer, at)))
            .collect(),
        results: results.into_iter().map(|(id, sheet, at)| (coach_path(&sheet, &id), day(viewer, at))).collect(),
        appointments: lines,
        goodbye: letter.is_none() && life.says_goodbye(now),
        letter: letter.map(|letter| mine::letter(viewer, letter)),
        cohort,
    })
}

/// The goals that a member shows, opened.
pub fn member_goals(viewer: &Viewer, (id, member): (&UserId, String), goals: Vec<Goal>) -> MemberGoals {
    let ids: Vec<&str> = goals.iter().map(|one| one.id.as_str()).collect();
    let still = format!("/coaching/members/{id}/goals/still?goals={}", ids.join("."));
    MemberGoals { member, still, goals: goals.into_iter().map(|one| mine::goal(viewer, one)).collect() }
}
