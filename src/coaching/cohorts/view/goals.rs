use leptos::prelude::*;

use crate::coaching::cohorts::api::goals::{AddStep, ChangeGoal, ChangeStep, SetGoal};
use crate::coaching::cohorts::model::{GoalAct, GoalShown, MAX_STEPS, OPEN_GOALS, StepAct, StepShown};
use crate::kit::id::CohortId;
use crate::t;
use crate::ui::{Button, CheckBox, Confirm, Flash, Form, Hidden, Icon, TextField};

/// One's goals with their small steps, and a form for another.
#[component]
pub fn Goals(cohort: CohortId, goals: Vec<GoalShown>, may_set: bool) -> impl IntoView {
    let first = goals.is_empty();
    let (reached, open): (Vec<_>, Vec<_>) = goals.into_iter().partition(|goal| goal.done.is_some());
    let sheets = |goals: Vec<GoalShown>| {
        let cohort = cohort.clone();
        goals.into_iter().map(move |goal| view! { <Goal cohort=cohort.clone() goal/> }).collect_view()
    };
    view! {
        <section class="part" aria-labelledby="goals">
            <h2 id="goals">{t!(cohorts.goals)}</h2>
            <p class="note">{t!(cohorts.goals_words, n = OPEN_GOALS)}</p>
            <Flash words=done/>
            {sheets(open)}
            {may_set.then(|| view! { <NewGoal cohort=cohort.clone() open=first/> })}
            {(!reached.is_empty()).then(|| view! {
                <details class="fold">
                    <summary>{t!(cohorts.goals_reached, n = reached.len())}</summary>
                    <div class="stack">{sheets(reached)}</div>
                </details>
            })}
        </section>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "goal" => Some(t!(cohorts.done_goal)),
        "done" => Some(t!(cohorts.done_reached)),
        "undo" => Some(t!(cohorts.done_undone)),
        "share" => Some(t!(cohorts.done_shared)),
        "hide" => Some(t!(cohorts.done_hidden)),
        "delete" => Some(t!(cohorts.done_deleted)),
        "step" => Some(t!(cohorts.done_step)),
        _ => None,
    }
}

/// The goal itself and its steps, without anything to press.
#[component]
pub fn GoalRead(goal: GoalShown) -> impl IntoView {
    let steps = goal
        .steps
        .into_iter()
        .map(|step| {
            view! {
                <li class="small-step" data-done=step.done.then_some("")>
                    <span>{step.step}</span>
                    {step.done.then(|| view! { <span class="tag"><Icon name="check"/>{t!(cohorts.step_done)}</span> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <article class="sheet">
            <h3 class="voice">{goal.goal}</h3>
            {goal.due.map(|day| view! { <p class="note">{t!(cohorts.due_on, day = day)}</p> })}
            {goal.done.map(|day| view! { <p class="note">{t!(cohorts.reached_on, day = day)}</p> })}
            <ul class="small-steps" role="list">{steps}</ul>
        </article>
    }
}

#[component]
fn Goal(cohort: CohortId, goal: GoalShown) -> impl IntoView {
    let GoalShown { id, goal, due, done, shared, steps } = goal;
    let (id, reached) = (id.to_string(), done.is_some());
    let room = (steps.len() as i64) < MAX_STEPS && !reached;
    let steps = steps.into_iter().map(|step| view! { <Step cohort=cohort.clone() step/> }).collect_view();
    let seen = if shared { t!(cohorts.goal_shared) } else { t!(cohorts.goal_private) };
    let (cohort_of, goal_of) = (cohort.clone(), id.clone());
    let button = move |act: GoalAct, words: &'static str, kind: &'static str| {
        view! { <GoalButton cohort=cohort_of.clone() goal=goal_of.clone() act words kind/> }
    };
    view! {
        <article class="sheet">
            <h3 class="voice">{goal}</h3>
            {due.filter(|_| !reached).map(|day| view! { <p class="note">{t!(cohorts.due_on, day = day)}</p> })}
            {done.map(|day| view! { <p class="note">{t!(cohorts.reached_on, day = day)}</p> })}
            <ul class="small-steps" role="list">{steps}</ul>
            {room.then(|| view! { <NewStep cohort=cohort.clone() goal=id.clone()/> })}
            <p class="note"><Icon name=if shared { "eye" } else { "lock" }/>" "{seen}</p>
            <div class="line">
                {if reached { button(GoalAct::Undo, t!(cohorts.undo), "quiet") } else { button(GoalAct::Done, t!(cohorts.reach), "quiet") }}
                {if shared { button(GoalAct::Hide, t!(cohorts.hide), "text") } else { button(GoalAct::Share, t!(cohorts.share), "text") }}
                <Confirm words=t!(cohorts.delete) title=t!(cohorts.delete_question) loss=t!(cohorts.delete_loss) kind="text" small=true>
                    {button(GoalAct::Delete, t!(cohorts.delete_do), "leave")}
                </Confirm>
            </div>
        </article>
    }
}

/// One button that does one thing with a goal.
#[component]
fn GoalButton(cohort: CohortId, goal: String, act: GoalAct, words: &'static str, kind: &'static str) -> impl IntoView {
    let change = ServerAction::<ChangeGoal>::new();
    view! {
        <Form action=change reload=true key=format!("{goal}-{}", act.as_str()) class="line">
            <Hidden name="cohort" value=cohort.to_string()/>
            <Hidden name="goal" value=goal/>
            <Hidden name="act" value=act.as_str().to_owned()/>
            <Button kind=kind small=true>{words}</Button>
        </Form>
    }
}

#[component]
fn Step(cohort: CohortId, step: StepShown) -> impl IntoView {
    let StepShown { id, step, done } = step;
    let (act, words) = if done { (StepAct::Undo, t!(cohorts.undo)) } else { (StepAct::Done, t!(cohorts.step_do)) };
    view! {
        <li class="small-step" data-done=done.then_some("")>
            <span>{done.then(|| view! { <Icon name="check"/> })}{step.clone()}</span>
            <span class="line">
                <StepButton cohort=cohort.clone() step=id.to_string() act label=t!(cohorts.step_of, words = words, step = step.clone()) words/>
                <StepButton cohort step=id.to_string() act=StepAct::Delete label=t!(cohorts.step_of, words = t!(cohorts.step_delete), step = step) words=t!(cohorts.step_delete)/>
            </span>
        </li>
    }
}

#[component]
fn StepButton(cohort: CohortId, step: String, act: StepAct, label: String, words: &'static str) -> impl IntoView {
    let change = ServerAction::<ChangeStep>::new();
    view! {
        <Form action=change reload=true key=format!("{step}-{}", act.as_str()) label=label class="line">
            <Hidden name="cohort" value=cohort.to_string()/>
            <Hidden name="step" value=step/>
            <Hidden name="act" value=act.as_str().to_owned()/>
            <Button kind="text" small=true>{words}</Button>
        </Form>
    }
}

#[component]
fn NewStep(cohort: CohortId, goal: String) -> impl IntoView {
    let add = ServerAction::<AddStep>::new();
    view! {
        <Form action=add reload=true key=goal.clone() class="form">
            <Hidden name="cohort" value=cohort.to_string()/>
            <Hidden name="goal" value=goal/>
            <TextField name="step" label=t!(cohorts.step_new) autocomplete="off"/>
            <div class="line"><Button kind="quiet" small=true>{t!(cohorts.step_add)}</Button></div>
        </Form>
    }
}

#[component]
fn NewGoal(cohort: CohortId, open: bool) -> impl IntoView {
    let set = ServerAction::<SetGoal>::new();
    view! {
        <details class="fold" open=open>
            <summary><h3>{t!(cohorts.goal_new)}</h3></summary>
            <Form action=set reload=true>
                <Hidden name="cohort" value=cohort.to_string()/>
                <TextField name="goal" label=t!(cohorts.goal) hint=t!(cohorts.goal_hint) autocomplete="off" required=true/>
                <TextField name="step" label=t!(cohorts.step_first) hint=t!(cohorts.step_hint) autocomplete="off" optional=true/>
                <TextField name="due" kind="date" label=t!(cohorts.due) short=true optional=true/>
                <CheckBox name="shared" label=t!(cohorts.share_box) hint=t!(cohorts.share_hint)/>
                <Button>{t!(cohorts.goal_set)}</Button>
            </Form>
        </details>
    }
}
