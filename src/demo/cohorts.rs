//! Programmes, and what happens in their cohorts: applications, times with coaches, goals with small steps.

use sqlx::Row;

use super::calendar::ZONE;
use super::content::{Application, Goal, Plan, Programme, Slot};
use super::stage::Stage;
use crate::coaching::cohorts::mail::{self, News};
use crate::coaching::cohorts::model::{
    Act, ApplicationId, AppointmentId, GoalAct, Life, ProgrammeForm, ProgrammeId, SlotId, StepAct, StepId,
};
use crate::coaching::cohorts::store::appointments::Outcome;
use crate::coaching::cohorts::store::{applications, appointments, cohorts, goals, programmes, slots, steps};
use crate::kit::Moment;
use crate::kit::id::CohortId;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::server::time;

/// Who decides on applications.
const ORGANISER: &str = "satomi";

/// How long before its beginning a time was offered, when nobody booked it.
const OFFERED_DAYS: i64 = 14;

/// All programmes.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let content = stage.content;
    for programme in &content.programmes {
        write(conn, stage, programme).await?;
    }
    Ok(())
}

async fn write(conn: &mut Conn, stage: &mut Stage<'_>, one: &Programme) -> Result<()> {
    let written = stage.calendar.days_ago(one.days_ago, "14:00")?;
    let id: ProgrammeId = stage.id(written);
    let form = ProgrammeForm {
        name: one.name.clone(),
        body: one.body.clone(),
        asks: one.asks.clone(),
        ..ProgrammeForm::default()
    };
    programmes::create(conn, &id, &form, written).await?;
    programmes::publish(conn, &id, true, written.plus_hours(1)).await?;
    for cohort in &one.cohorts {
        plan(conn, stage, &id, cohort).await?;
    }
    Ok(())
}

async fn plan(conn: &mut Conn, stage: &mut Stage<'_>, programme: &ProgrammeId, plan: &Plan) -> Result<()> {
    let row = sqlx::query("select id from cohorts where name = $1").bind(&plan.name).fetch_one(&mut *conn).await?;
    let id: CohortId = row.try_get::<String, _>(0)?.parse()?;
    let day = |days: i64| stage.calendar.days_ago(-days, "00:00");
    let (apply_from, apply_until) = match plan.apply {
        Some((from, until)) => (Some(day(from)?), Some(day(until + 1)?)),
        None => (None, None),
    };
    let life = Life {
        starts_at: Some(day(plan.starts)?),
        ends_at: Some(day(plan.ends + 1)?),
        apply_from,
        apply_until,
        closed_at: None,
    };
    let wanted = cohorts::Plan { programme: Some(programme.clone()), places: Some(plan.places), life };
    cohorts::plan(conn, &id, &wanted).await?;
    for one in &plan.applications {
        apply(conn, stage, &id, one).await?;
    }
    for slot in &plan.slots {
        offer(conn, stage, &id, slot).await?;
    }
    for goal in &plan.goals {
        set(conn, stage, &id, goal).await?;
    }
    Ok(())
}

async fn apply(conn: &mut Conn, stage: &mut Stage<'_>, cohort: &CohortId, one: &Application) -> Result<()> {
    let at = stage.calendar.days_ago(one.days_ago, &one.at)?;
    let (owner, organiser) = (stage.person(&one.owner)?, stage.person(ORGANISER)?);
    let id: ApplicationId = stage.id(at);
    applications::apply(conn, stage.vault, &owner, (cohort, &id), &one.words, at).await?;
    let name = cohorts::read(conn, cohort).await?.name;
    mail::applied(conn, stage.config, std::slice::from_ref(&organiser), (&id, &owner), (cohort, &name), at).await?;
    let Some(act) = Act::ALL.into_iter().find(|act| one.decision.as_deref() == Some(act.as_str())) else {
        return Ok(());
    };
    let decided = at.plus_hours(20);
    let (application, _) = applications::decide(conn, &organiser, &id, act, decided).await?;
    mail::decided(conn, stage.config, &application, (&name, act), decided).await
}

async fn offer(conn: &mut Conn, stage: &mut Stage<'_>, cohort: &CohortId, one: &Slot) -> Result<()> {
    let coach = stage.person(&one.coach)?;
    let starts_at = stage.calendar.days_ago(-one.days, &one.at)?;
    let offered = starts_at.plus_days(-OFFERED_DAYS);
    let id: SlotId = stage.id(offered);
    let link = if one.link { format!("https://meet.example.jp/{}", one.coach) } else { String::new() };
    let times = vec![(id.clone(), starts_at, starts_at.plus_minutes(one.minutes))];
    let new = slots::Offer { cohort: cohort.clone(), times, zone: ZONE.to_owned(), link };
    if !slots::offer(conn, stage.vault, &coach, &new, offered).await? {
        return Err(Failure::refused(format!("{} offers two times at once", one.coach)));
    }
    let (Some(member), Some(days_ago)) = (&one.member, one.booked_days_ago) else { return Ok(()) };
    let (member, booked) = (stage.person(member)?, stage.calendar.days_ago(days_ago, "12:30")?);
    let fresh: AppointmentId = stage.id(booked);
    match appointments::book(conn, &member, &id, &fresh, booked).await? {
        (Outcome::Done, Some(made)) => mail::appointment(conn, stage.config, &made, News::Booked, booked).await,
        (outcome, _) => Err(Failure::refused(format!("{} on day {}: {outcome:?}", one.coach, one.days))),
    }
}

async fn set(conn: &mut Conn, stage: &mut Stage<'_>, cohort: &CohortId, one: &Goal) -> Result<()> {
    let at = stage.calendar.days_ago(one.days_ago, "20:40")?;
    let owner = stage.person(&one.owner)?;
    let due = match one.due_days {
        Some(days) => time::at(stage.calendar.days_ago(-days, "12:00")?, ZONE).date().to_string(),
        None => String::new(),
    };
    let new = goals::NewGoal {
        id: stage.id(at),
        cohort: cohort.clone(),
        text: one.goal.clone(),
        step: (stage.id(at), String::new()),
        due,
        shared: one.shared,
    };
    goals::set(conn, stage.vault, &owner, &new, at).await?;
    for (minutes, (text, done)) in (1..).zip(&one.steps) {
        let written: Moment = at.plus_minutes(minutes);
        let step: StepId = stage.id(written);
        steps::add(conn, stage.vault, &owner, (&new.id, &step), text, written).await?;
        if let Some(days_ago) = done {
            steps::act(conn, &owner, &step, StepAct::Done, stage.calendar.days_ago(*days_ago, "18:20")?).await?;
        }
    }
    if let Some(days_ago) = one.done_days_ago {
        goals::act(conn, &owner, &new.id, GoalAct::Done, stage.calendar.days_ago(days_ago, "18:25")?).await?;
    }
    Ok(())
}
