//! One appointment as a file for a calendar, for the two who meet.

use axum::Router;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};

use super::calendar::{Way, event};
use super::model::AppointmentId;
use super::store::appointments;
use crate::kit::{self, Viewer};
use crate::server::failure::Result;
use crate::server::http::{Asker, Notice};
use crate::server::ics::{self, Event};
use crate::server::state::AppState;

/// The addresses.
pub fn routes() -> Router<AppState> {
    Router::new().route("/appointments/{id}/calendar.ics", get(one))
}

async fn one(
    State(state): State<AppState>,
    Path(id): Path<String>,
    viewer: Option<Extension<Viewer>>,
    request: Request,
) -> Response {
    let asker = Asker::of(&state, &request);
    drop(request);
    match file(&state, viewer.map(|Extension(viewer)| viewer), &id).await {
        Ok(body) => {
            let headers = [
                (CONTENT_TYPE, "text/calendar; charset=utf-8"),
                (CONTENT_DISPOSITION, "attachment; filename=\"appointment.ics\""),
                (CACHE_CONTROL, "no-store"),
            ];
            (headers, body).into_response()
        }
        Err(failure) => match kit::Error::from(failure) {
            kit::Error::Internal { .. } => asker.answer(Notice::Broken),
            _ => asker.answer(Notice::Missing),
        },
    }
}

async fn file(state: &AppState, viewer: Option<Viewer>, id: &str) -> Result<String> {
    let viewer = viewer.ok_or(kit::Error::SignIn)?;
    viewer.must_have_promised()?;
    let id: AppointmentId = id.parse()?;
    let mut conn = state.db.read().await?;
    let found = appointments::read(&mut conn, &viewer.id, &id).await?;
    let link = appointments::link(&mut conn, &state.vault, &found).await?;
    let event = event(&state.config, &found, &viewer.id, viewer.locale, Way::Own(link.as_deref()));
    Ok(ics::of_events(&[], &[event]))
}

/// Everything of this room that stands in somebody's own calendar. Its address is known to programs and their makers:
/// the link where two people meet stays away, and the entry leads to the page that has it.
pub async fn events(state: &AppState, viewer: (&kit::id::UserId, kit::Locale)) -> Result<Vec<Event>> {
    let (user, locale) = viewer;
    let mut conn = state.db.read().await?;
    let all = appointments::calendar_of(&mut conn, user, state.now()).await?;
    Ok(all.iter().map(|one| event(&state.config, one, user, locale, Way::Own(None))).collect())
}
