//! The report of a run as a file.

use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use axum::routing::get;

use super::report;
use crate::kit::id::WorkshopId;
use crate::kit::{Error, Result, Viewer};
use crate::server::state::AppState;
use crate::tl;
use crate::workshops::day::downloads::{File, answer};
use crate::workshops::model::Editor;
use crate::workshops::store::for_editor;

/// The routes of afterwards that are no pages.
pub fn routes() -> Router<AppState> {
    Router::new().route("/live/{id}/report.csv", get(csv))
}

async fn csv(State(state): State<AppState>, viewer: Option<Extension<Viewer>>, Path(id): Path<String>) -> Response {
    answer(file(&state, viewer.map(|viewer| viewer.0), &id).await, &format!("/live/{id}/report.csv"))
}

async fn file(state: &AppState, viewer: Option<Viewer>, id: &str) -> Result<File> {
    let viewer = viewer.ok_or(Error::SignIn)?;
    let editor = Editor::of(&viewer)?;
    viewer.must_have_promised()?;
    let id: WorkshopId = id.parse()?;
    let mut conn = state.db.read().await?;
    let title = for_editor(&mut conn, &editor, &id).await?.details.title;
    let report = report::read(&mut conn, &id, viewer.locale, state.now()).await?;
    let name = format!("{}-{title}.csv", tl!(viewer.locale, after.csv_file));
    Ok(File { kind: "text/csv; charset=utf-8", plain: "report.csv", name, bytes: report.csv(viewer.locale)? })
}
