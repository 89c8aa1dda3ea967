//! Whether an open page may still show what it shows. Asked every few seconds by `public/watch.js`; it answers with no
//! words at all, opens nothing, and counts as no use of the sign-in.

use axum::Router;
use axum::extract::{Extension, Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;

use crate::coaching::cohorts::model::GoalId;
use crate::coaching::cohorts::store::goals::still_shown;
use crate::coaching::supervision::store::open_now;
use crate::journal::store::{ahead, is_open};
use crate::kit::id::{ShareId, SupervisionId, UserId, WorksheetShareId};
use crate::kit::{Error, Role, Viewer};
use crate::selfchecks::showing::model::CheckShareId;
use crate::selfchecks::showing::store::still_given as check_given;
use crate::server::AppState;
use crate::server::failure::{Failure, Result};
use crate::worksheets::store::still_given;

/// Says which version an open copy would show if it were opened anew.
const AHEAD: &str = "x-version-ahead";

/// The addresses. Their end says to the log and to the sign-in that nobody does anything here.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/coach/journals/{id}/still", get(copy))
        .route("/coach/supervision/{id}/still", get(excerpt))
        .route("/coach/values/{id}/still", get(worksheet))
        .route("/coach/sheets/{id}/still", get(worksheet))
        .route("/coach/checks/{id}/still", get(check))
        .route("/coaching/members/{id}/goals/still", get(goals))
}

async fn copy(State(state): State<AppState>, Path(id): Path<String>, viewer: Option<Extension<Viewer>>) -> Response {
    let look = async {
        let viewer = coach(viewer.as_ref())?;
        let id: ShareId = id.parse()?;
        let mut conn = state.db.read().await?;
        allowed(is_open(&mut conn, &viewer.id, &id, state.now()).await?)?;
        ahead(&mut conn, &id, state.now()).await
    };
    match look.await {
        // A copy that goes on may have more by now: the page offers to open it anew.
        Ok(Some(version)) => ([(AHEAD, version.to_string())], said(Ok(()))).into_response(),
        outcome => said(outcome.map(drop)),
    }
}

async fn excerpt(State(state): State<AppState>, Path(id): Path<String>, viewer: Option<Extension<Viewer>>) -> Response {
    let look = async {
        let viewer = coach(viewer.as_ref())?;
        let id: SupervisionId = id.parse()?;
        open_now(&mut *state.db.read().await?, &viewer.id, &id, state.now()).await.map(drop)
    };
    said(look.await)
}

/// Whether a shown worksheet is still shown, whichever worksheet it is.
async fn worksheet(
    State(state): State<AppState>,
    Path(id): Path<String>,
    viewer: Option<Extension<Viewer>>,
) -> Response {
    let look = async {
        let viewer = coach(viewer.as_ref())?;
        let id: WorksheetShareId = id.parse()?;
        allowed(still_given(&mut *state.db.read().await?, &viewer.id, &id).await?)
    };
    said(look.await)
}

/// Whether a shown result of a self-check is still shown.
async fn check(State(state): State<AppState>, Path(id): Path<String>, viewer: Option<Extension<Viewer>>) -> Response {
    let look = async {
        let viewer = coach(viewer.as_ref())?;
        let id: CheckShareId = id.parse()?;
        allowed(check_given(&mut *state.db.read().await?, &viewer.id, &id).await?)
    };
    said(look.await)
}

/// Whether each of the goals that stand on a page is still shown: `?goals=ID.ID`.
async fn goals(
    State(state): State<AppState>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    viewer: Option<Extension<Viewer>>,
) -> Response {
    let look = async {
        let viewer = coach(viewer.as_ref())?;
        let member: UserId = id.parse()?;
        let shown = still_shown(&mut *state.db.read().await?, &viewer.id, &member).await?;
        allowed(named(query.as_deref())?.iter().all(|goal| shown.contains(goal)))
    };
    said(look.await)
}

fn named(query: Option<&str>) -> Result<Vec<GoalId>> {
    let query = query.unwrap_or_default().as_bytes();
    let goals = url::form_urlencoded::parse(query).find(|(name, _)| name == "goals").ok_or(Error::NotFound)?;
    goals.1.split('.').map(|id| Ok(id.parse()?)).collect()
}

fn allowed(still: bool) -> Result<()> {
    if still { Ok(()) } else { Err(Error::NotFound.into()) }
}

fn coach(viewer: Option<&Extension<Viewer>>) -> Result<&Viewer> {
    let Extension(viewer) = viewer.ok_or(Error::SignIn)?;
    viewer.must_be(Role::Coach)?;
    viewer.must_have_promised()?;
    Ok(viewer)
}

/// Nothing to say but whether; what is not theirs is like what never was.
fn said(outcome: Result<()>) -> Response {
    match outcome {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(Failure::Known(error)) => {
            StatusCode::from_u16(error.status()).unwrap_or(StatusCode::NOT_FOUND).into_response()
        }
        Err(failure) => {
            tracing::error!(%failure, "could not tell whether a page is still open");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}
