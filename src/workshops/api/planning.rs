//! Server functions of the plan. Whoever may not change a workshop learns nothing of it here, nor in the rooms beneath:
//! its people, and what reaches beyond one date.

pub mod course;
pub mod people;

use leptos::prelude::*;

use crate::kit::Result;
use crate::kit::id::WorkshopId;
use crate::workshops::model::people::StepForm;
use crate::workshops::model::plan::{DayForm, EntryForm, RulesForm};
use crate::workshops::model::planned::Planned;
use crate::workshops::model::questions::{QuestionAct, QuestionForm};

#[cfg(feature = "ssr")]
use {
    crate::kit::Error,
    crate::kit::id::QuestionId,
    crate::server::crypto::new_token,
    crate::workshops::guard::{back, opened},
    crate::workshops::planning::{self, intake},
    crate::workshops::store::{bulk, plan, questions, seating, series},
};

/// A part of the plan as a page.
#[server(endpoint = "workshops/plan_page")]
pub async fn plan_page(id: WorkshopId, part: String, #[server(default)] query: String) -> Result<Planned> {
    let (state, viewer, _, workshop) = opened(&id).await?;
    let pairs: Vec<(String, String)> =
        url::form_urlencoded::parse(query.trim_start_matches('?').as_bytes()).into_owned().collect();
    Ok(planning::page(&state, &viewer, &workshop, &part, &pairs).await?)
}

/// Saves how one registers.
#[server(endpoint = "workshops/plan_entry")]
pub async fn plan_entry(form: EntryForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, workshop) = opened(&id).await?;
    let cohorts = plan::cohorts(&mut *state.db.read().await?).await?;
    let entry = intake::entry(&form, &workshop, &cohorts, viewer.locale)?;
    let input = (state.config.clone(), editor, id.clone(), form.version, (entry, new_token()), viewer.id, state.now());
    let saving = state.db.write(input, |tx, (config, editor, id, version, (entry, key), actor, now)| {
        Box::pin(async move {
            let before = plan::open(tx, editor, id, *version, false, *now).await?;
            plan::save_entry(tx, id, entry, key, actor, *now).await?;
            seating::mode_changed(tx, config, id, before.mode, actor, *now).await
        })
    });
    saving.await?;
    back(&id, "entry", "saved");
    Ok(())
}

/// Saves the rules for seats; what they free goes to those who wait.
#[server(endpoint = "workshops/plan_seats")]
pub async fn plan_seats(form: RulesForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, workshop) = opened(&id).await?;
    let rules = intake::rules(&form, &workshop, viewer.locale)?;
    let input = (state.config.clone(), editor, id.clone(), form.version, rules, viewer.id, state.now());
    let saving = state.db.write(input, |tx, (config, editor, id, version, rules, actor, now)| {
        Box::pin(async move {
            plan::open(tx, editor, id, *version, false, *now).await?;
            plan::save_rules(tx, id, rules, actor, *now).await?;
            bulk::settle(tx, config, id, *now).await
        })
    });
    saving.await?;
    back(&id, "seats", "saved");
    Ok(())
}

/// Saves the day.
#[server(endpoint = "workshops/plan_day")]
pub async fn plan_day(form: DayForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let day = intake::day(&form, viewer.locale)?;
    let input = (editor, id.clone(), form.version, day, viewer.id, state.now());
    let saving = state.db.write(input, |tx, (editor, id, version, day, actor, now)| {
        Box::pin(async move {
            plan::open(tx, editor, id, *version, true, *now).await?;
            plan::save_day(tx, id, day, actor, *now).await
        })
    });
    saving.await?;
    back(&id, "day", "saved");
    Ok(())
}

/// Stops taking registrations, takes them again, or publishes a whole course.
#[server(endpoint = "workshops/plan_step")]
pub async fn plan_step(form: StepForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let input = (editor, viewer.id, id.clone(), state.now());
    match form.act.as_str() {
        act @ ("close" | "reopen") => {
            let closed = act == "close";
            let step = state.db.write(input, move |tx, (editor, actor, id, now)| {
                Box::pin(plan::close(tx, editor, id, closed, actor, *now))
            });
            step.await?;
            back(&id, "entry", if closed { "closed" } else { "reopened" });
        }
        "publish_course" => {
            let step = state
                .db
                .write(input, |tx, (editor, actor, id, now)| Box::pin(series::publish(tx, editor, actor, id, *now)));
            step.await?;
            back(&id, "course", "published");
        }
        _ => return Err(Error::BadRequest),
    }
    Ok(())
}

/// Keeps a question.
#[server(endpoint = "workshops/question_save")]
pub async fn question_save(form: QuestionForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let input = (editor, viewer, id.clone(), form, state.now());
    let saving = state.db.write(input, |tx, (editor, viewer, id, form, now)| {
        Box::pin(questions::save(tx, editor, &viewer.id, id, form, viewer.locale, *now))
    });
    saving.await?;
    back(&id, "questions", "question");
    Ok(())
}

/// Moves a question, or removes it.
#[server(endpoint = "workshops/question_move")]
pub async fn question_move(form: QuestionAct) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let question: QuestionId = form.question.parse()?;
    let done = if form.act == "remove" { "removed" } else { "question" };
    let input = (editor, viewer.id, id.clone(), question, form.act, state.now());
    let moving = state.db.write(input, |tx, (editor, actor, id, question, act, now)| {
        Box::pin(questions::act(tx, editor, actor, id, question, act, *now))
    });
    moving.await?;
    back(&id, "questions", done);
    Ok(())
}
