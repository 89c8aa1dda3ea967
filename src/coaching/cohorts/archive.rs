//! What a member takes along of their cohorts: goals with their steps, appointments, closing letters.

use serde_json::{Value, json};

use super::store::appointments::{Appointment, all_of};
use super::store::cohorts::{Cohort, ever_of};
use super::store::goals::{self, Goal};
use super::store::goodbyes::{self, Goodbye};
use super::wording::{due, span};
use crate::kit::id::UserId;
use crate::kit::{Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Failure, Result, time};
use crate::tl;

/// A cohort with what is the member's own.
struct Walked {
    cohort: Cohort,
    goals: Vec<Goal>,
    appointments: Vec<Appointment>,
    letters: Vec<Goodbye>,
}

/// A Markdown file a cohort, also of those that one has left, and all of them as data; none for who was in none.
pub async fn files(conn: &mut Conn, vault: &Vault, viewer: &Viewer, now: Moment) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    let appointments = all_of(conn, &viewer.id).await?;
    for cohort in ever_of(conn, &viewer.id).await? {
        all.push(Walked {
            goals: goals::mine(conn, vault, &viewer.id, &cohort.id).await?,
            letters: goodbyes::received(conn, vault, &cohort.id, &viewer.id).await?,
            appointments: appointments.iter().filter(|one| one.cohort == cohort.id).cloned().collect(),
            cohort,
        });
    }
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let folder = tl!(viewer.locale, receipts.file_cohorts);
    let mut files = Vec::with_capacity(all.len() + 1);
    for (n, walked) in all.iter().enumerate() {
        let safe = |c: char| if c.is_control() || r#"/\:*?"<>|."#.contains(c) { '-' } else { c };
        let name: String = walked.cohort.name.chars().map(safe).collect();
        files.push((format!("{folder}/{:02} {name}.md", n + 1), markdown(viewer, walked)));
    }
    let data = serde_json::to_string_pretty(&json!({
        "format": "assemble-cohorts",
        "version": 1,
        "made_at": time::rfc3339(now, &viewer.zone),
        "cohorts": all.iter().map(|walked| data(viewer, walked)).collect::<Vec<_>>(),
    }));
    files.push(("cohorts.json".to_owned(), data.map_err(|error| Failure::other("writing cohorts", error))?));
    Ok(files)
}

/// Whether somebody is or was a member of any.
pub async fn any(conn: &mut Conn, owner: &UserId) -> Result<bool> {
    Ok(!ever_of(conn, owner).await?.is_empty())
}

fn markdown(viewer: &Viewer, walked: &Walked) -> String {
    let locale = viewer.locale;
    let mut out = format!("# {}\n", walked.cohort.name);
    if !walked.goals.is_empty() {
        out.push_str(&format!("\n## {}\n", tl!(locale, receipts.file_goals)));
    }
    for goal in &walked.goals {
        out.push_str(&format!("\n### {}\n\n", goal.text));
        if let Some(day) = due(&goal.due, locale) {
            out.push_str(&format!("{}\n\n", tl!(locale, writing.file_due, day = day)));
        }
        for step in &goal.steps {
            let mark = if step.done_at.is_some() { 'x' } else { ' ' };
            out.push_str(&format!("- [{mark}] {}\n", step.text));
        }
    }
    if !walked.appointments.is_empty() {
        out.push_str(&format!("\n## {}\n\n", tl!(locale, receipts.file_meetings)));
    }
    for one in &walked.appointments {
        let (name, at) = (one.other(&viewer.id).to_owned(), span(viewer, one.starts_at, one.ends_at).words);
        let line = tl!(locale, receipts.file_line, name = name, at = at);
        let gone = if one.cancelled_at.is_some() { tl!(locale, receipts.file_cancelled) } else { "" };
        out.push_str(&format!("- {line}{gone}\n"));
    }
    for one in &walked.letters {
        let (name, at) = (one.coach.1.clone(), time::full_day(one.sent_at, &viewer.zone, locale));
        let line = tl!(locale, receipts.file_line, name = name, at = at);
        out.push_str(&format!("\n## {}\n\n{line}\n\n{}\n", tl!(locale, receipts.file_letter), one.words));
    }
    out
}

fn data(viewer: &Viewer, walked: &Walked) -> Value {
    let moment = |at: Moment| time::rfc3339(at, &viewer.zone);
    let goal = |goal: &Goal| {
        let steps: Vec<Value> =
            goal.steps.iter().map(|step| json!({ "text": step.text, "done_at": step.done_at.map(moment) })).collect();
        json!({
            "goal": goal.text, "due": goal.due, "done_at": goal.done_at.map(moment),
            "shown_at": goal.shared_at.map(moment), "steps": steps,
        })
    };
    let meeting = |one: &Appointment| {
        json!({
            "with": one.other(&viewer.id), "starts_at": moment(one.starts_at), "ends_at": moment(one.ends_at),
            "cancelled_at": one.cancelled_at.map(moment),
        })
    };
    let letter = |one: &Goodbye| json!({ "from": one.coach.1, "text": one.words, "at": moment(one.sent_at) });
    json!({
        "id": walked.cohort.id.as_str(),
        "name": walked.cohort.name,
        "goals": walked.goals.iter().map(goal).collect::<Vec<_>>(),
        "appointments": walked.appointments.iter().map(meeting).collect::<Vec<_>>(),
        "letters": walked.letters.iter().map(letter).collect::<Vec<_>>(),
    })
}
