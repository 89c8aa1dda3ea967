//! Server functions about what reaches beyond one date: courses, copies, and who hosts with whom.

use leptos::prelude::*;

use crate::kit::Result;
use crate::workshops::model::people::{CopyForm, HostForm};

#[cfg(feature = "ssr")]
use {
    crate::kit::Error,
    crate::kit::id::{SeriesId, UserId, WorkshopId},
    crate::tl,
    crate::workshops::guard::{back, opened},
    crate::workshops::model::plan::{MAX_DATES, number},
    crate::workshops::store::series::{self, Course},
    crate::workshops::store::{By, team},
    leptos_axum::redirect,
};

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
