//! Server functions of the plan and of the host's table. Whoever may not change a workshop learns nothing of it here.

use leptos::prelude::*;

use crate::kit::Result;
use crate::kit::id::WorkshopId;
use crate::workshops::model::people::{CopyForm, HostForm, LetterForm, PeopleForm, StepForm};
use crate::workshops::model::plan::{DayForm, EntryForm, RulesForm};
use crate::workshops::model::planned::{CourseForm, Planned};
use crate::workshops::model::questions::{QuestionAct, QuestionForm};

#[cfg(feature = "ssr")]
use {
    crate::kit::Error,
    crate::kit::id::{QuestionId, RegistrationId, SeriesId, UserId},
    crate::server::context::{state, viewer},
    crate::server::crypto::new_token,
    crate::tl,
    crate::workshops::guard::{back, opened},
    crate::workshops::model::plan::{MAX_DATES, number},
    crate::workshops::planning::{self, intake},
    crate::workshops::store::bulk::{self, Act},
    crate::workshops::store::series::{self, Course},
    crate::workshops::store::{self, By, people, plan, questions, seating, team},
    leptos_axum::redirect,
};

/// Registers the viewer for every date of a course.
#[server(endpoint = "workshops/register_course")]
pub async fn register_course(form: CourseForm) -> Result<()> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    store::visible(&mut *state.db.read().await?, Some(&viewer), &id, &form.key).await?;
    let locale = viewer.locale;
    let input = (state.config.clone(), state.vault.clone(), id.clone(), viewer.id, form, state.now());
    let registering = state.db.write(input, move |tx, (config, vault, id, user, form, now)| {
        let said = (&form.answers, form.key.as_str(), locale);
        Box::pin(series::register(tx, config, vault, id, user, said, *now))
    });
    if registering.await? == 0 {
        return Err(Error::field("", tl!(locale, workshops.error_closed)));
    }
    redirect(&format!("/workshops/{id}?done=registered"));
    Ok(())
}

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

/// Does something with the people that were ticked.
#[server(endpoint = "workshops/people_act")]
pub async fn people_act(form: PeopleForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let chosen = form.people.iter().map(|one| one.parse()).collect::<Result<Vec<RegistrationId>>>()?;
    if chosen.is_empty() || chosen.len() > people::PAGE {
        return Err(Error::field("", tl!(viewer.locale, planning.error_nobody)));
    }
    if form.act == "letter" {
        redirect(&format!("/host/{id}/plan/letter?people={}", form.people.join(".")));
        return Ok(());
    }
    let act = Act::parse(&form.act, &form.to).ok_or(Error::BadRequest)?;
    if form.sure.is_empty() && planning::asks_first(&form.act) {
        // Somebody loses their place by it: the page names them before it happens.
        redirect(&format!("/host/{id}/plan/people?{}&sure={}&who={}", form.query, form.act, form.people.join(".")));
        return Ok(());
    }
    let count = chosen.len();
    let input = (state.config.clone(), editor, viewer.id, id.clone(), chosen, act, state.now());
    let acting = state.db.write(input, |tx, (config, editor, actor, id, chosen, act, now)| {
        Box::pin(bulk::act(tx, config, By { editor, actor, now: *now }, id, chosen, act))
    });
    let done = acting.await?;
    let who: Vec<&str> = done.iter().map(RegistrationId::as_str).collect();
    let (word, rest) = if done.is_empty() { ("none", 0) } else { (form.act.as_str(), count - done.len()) };
    redirect(&format!("/host/{id}/plan/people?{}&done={word}&who={}&rest={rest}", form.query, who.join(".")));
    Ok(())
}

/// Sends a letter, once it was read over.
#[server(endpoint = "workshops/letter_send")]
pub async fn letter_send(form: LetterForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    viewer.must_have_promised()?;
    let (subject, text) = planning::read_letter(&form, viewer.locale)?;
    let letter: crate::kit::id::RowId = form.letter.parse()?;
    let chosen: Vec<String> = form.people.split('.').map(str::to_owned).collect();
    let count = people::receivers(&mut *state.db.read().await?, &id, &form.to, &chosen).await?.len();
    if count == 0 {
        return Err(Error::field("to", tl!(viewer.locale, planning.error_no_receivers)));
    }
    if form.seen != count.to_string() {
        return Err(Error::field("seen", tl!(viewer.locale, planning.look_first, n = count)));
    }
    let post = bulk::Post { letter, to: form.to, chosen, subject, text, host: viewer.name };
    let input = (state.config.clone(), editor, viewer.id, id.clone(), post, state.now());
    let sending = state.db.write(input, |tx, (config, editor, actor, id, post, now)| {
        Box::pin(bulk::send(tx, config, editor, actor, id, post, *now))
    });
    sending.await?;
    back(&id, "letter", "sent");
    Ok(())
}

/// Lets another host change it too.
#[server(endpoint = "workshops/host_add")]
pub async fn host_add(form: HostForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let user: UserId = form.user.parse()?;
    let input = (editor, viewer.id, id.clone(), user, state.now());
    let adding = state.db.write(input, |tx, (editor, actor, id, user, now)| {
        Box::pin(team::add(tx, By { editor, actor, now: *now }, id, user))
    });
    adding.await?;
    back(&id, "course", "team");
    Ok(())
}

/// Takes that away again.
#[server(endpoint = "workshops/host_remove")]
pub async fn host_remove(form: HostForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let user: UserId = form.user.parse()?;
    let input = (editor, viewer.id, id.clone(), user, state.now());
    let removing = state.db.write(input, |tx, (editor, actor, id, user, now)| {
        Box::pin(team::remove(tx, By { editor, actor, now: *now }, id, user))
    });
    removing.await?;
    back(&id, "course", "team");
    Ok(())
}

/// Makes a draft like it, a week later.
#[server(endpoint = "workshops/duplicate")]
pub async fn duplicate(form: CopyForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let copy: WorkshopId = form.copy.parse()?;
    let input = (editor, viewer.id, id, copy.clone(), state.now());
    let copying = state.db.write(input, |tx, (editor, actor, id, copy, now)| {
        Box::pin(series::duplicate(tx, editor, actor, id, copy, *now))
    });
    copying.await?;
    redirect(&format!("/host/{copy}?done=drafted"));
    Ok(())
}

/// Makes a draft the first date of a course.
#[server(endpoint = "workshops/course_make")]
pub async fn course_make(form: CopyForm) -> Result<()> {
    let id: WorkshopId = form.workshop.parse()?;
    let (state, viewer, editor, _) = opened(&id).await?;
    let course: SeriesId = form.copy.parse()?;
    let Ok(Some(dates)) = number(&form.dates, 2, MAX_DATES) else {
        let words = tl!(viewer.locale, planning.error_number, least = 2, most = MAX_DATES);
        return Err(Error::field("dates", words));
    };
    let weeks = if form.weeks == "2" { 2 } else { 1 };
    if !["whole", "single", "both"].contains(&form.joining.as_str()) {
        return Err(Error::field("joining", tl!(viewer.locale, planning.error_choose)));
    }
    let copies: Vec<WorkshopId> = (1..dates).map(|_| state.new_id()).collect();
    let course = Course { id: course, joining: form.joining, copies, weeks };
    let input = (editor, viewer.id, id.clone(), course, state.now());
    let making = state.db.write(input, |tx, (editor, actor, id, course, now)| {
        Box::pin(series::make(tx, By { editor, actor, now: *now }, id, course))
    });
    making.await?;
    back(&id, "course", "course");
    Ok(())
}
