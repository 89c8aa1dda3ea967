//! Goals and their steps. Each is its owner's alone.

use leptos::prelude::*;

use crate::coaching::cohorts::model::{GoalActForm, GoalForm, StepActForm, StepForm};
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    crate::accounts::model::HOME_ZONE,
    crate::coaching::cohorts::guard::{clean_for_coaches, member, to_goals},
    crate::coaching::cohorts::intake::day_start,
    crate::coaching::cohorts::model::{GoalAct, GoalId, MAX_STEPS, OPEN_GOALS, StepAct, StepId},
    crate::coaching::cohorts::store::{goals, steps},
    crate::kit::Error,
    crate::kit::id::CohortId,
    crate::tl,
};

/// Sets a goal. What the coaches see at once leads to nobody.
#[server(endpoint = "cohorts/set_goal")]
pub async fn set_goal(form: GoalForm) -> Result<()> {
    let (viewer, state) = member()?;
    let locale = viewer.locale;
    let (text, step) = form.checked(locale)?;
    let due = form.due.trim().to_owned();
    if !due.is_empty() && day_start(&due, HOME_ZONE).is_none() {
        return Err(Error::field("due", tl!(locale, cohorts.day_wrong)));
    }
    if form.shared {
        let texts = [("goal", text.as_str()), ("step", step.as_str())];
        clean_for_coaches(&mut *state.db.read().await?, &viewer, &texts).await?;
    }
    let cohort: CohortId = form.cohort.parse()?;
    let step = (state.new_id(), step);
    let new = goals::NewGoal { id: state.new_id(), cohort: cohort.clone(), text, step, due, shared: form.shared };
    let input = (state.vault.clone(), viewer.id, new, state.now());
    let set = state.db.write(input, |tx, (vault, me, new, now)| Box::pin(goals::set(tx, vault, me, new, *now)));
    if !set.await? {
        return Err(Error::field("goal", tl!(locale, cohorts.goals_full, n = OPEN_GOALS)));
    }
    to_goals(cohort.as_str(), "goal");
    Ok(())
}

/// Reaches a goal, or not after all; shows it to one's coaches when it leads to nobody, or not any more; lets it go.
#[server(endpoint = "cohorts/goal")]
pub async fn change_goal(form: GoalActForm) -> Result<()> {
    let (viewer, state) = member()?;
    let locale = viewer.locale;
    let (id, act): (GoalId, GoalAct) = (form.goal.parse()?, GoalAct::parse(&form.act)?);
    let input = (state.vault.clone(), viewer, id, act, state.now());
    let done = state.db.write(input, |tx, (vault, me, id, act, now)| {
        Box::pin(async move {
            if *act == GoalAct::Share {
                let goal = goals::held(tx, vault, &me.id, id).await?;
                clean_for_coaches(tx, me, &goal.texts()).await?;
            }
            goals::act(tx, &me.id, id, *act, *now).await
        })
    });
    if !done.await? {
        return Err(Error::field("", tl!(locale, cohorts.goals_full, n = OPEN_GOALS)));
    }
    match form.from.as_str() {
        "consents" => leptos_axum::redirect("/me/consents?done=revoked"),
        _ => to_goals(&form.cohort, act.as_str()),
    }
    Ok(())
}

/// Adds a step to a goal. A goal that the coaches see gets none that leads to somebody.
#[server(endpoint = "cohorts/add_step")]
pub async fn add_step(form: StepForm) -> Result<()> {
    let (viewer, state) = member()?;
    let locale = viewer.locale;
    let text = form.checked(locale)?;
    let (goal, id): (GoalId, StepId) = (form.goal.parse()?, state.new_id());
    let input = (state.vault.clone(), viewer, (goal, id), text, state.now());
    let added = state.db.write(input, |tx, (vault, me, (goal, id), text, now)| {
        Box::pin(async move {
            if goals::held(tx, vault, &me.id, goal).await?.shared_at.is_some() {
                clean_for_coaches(tx, me, &[("step", text.as_str())]).await?;
            }
            steps::add(tx, vault, &me.id, (goal, id), text, *now).await
        })
    });
    if !added.await? {
        return Err(Error::field("step", tl!(locale, cohorts.steps_full, n = MAX_STEPS)));
    }
    to_goals(&form.cohort, "step");
    Ok(())
}

/// A step is done, or not after all, or goes.
#[server(endpoint = "cohorts/step")]
pub async fn change_step(form: StepActForm) -> Result<()> {
    let (viewer, state) = member()?;
    let (id, act): (StepId, StepAct) = (form.step.parse()?, StepAct::parse(&form.act)?);
    let input = (viewer.id, id, act, state.now());
    let done = state.db.write(input, |tx, (me, id, act, now)| Box::pin(steps::act(tx, me, id, *act, *now)));
    done.await?;
    to_goals(&form.cohort, "");
    Ok(())
}
