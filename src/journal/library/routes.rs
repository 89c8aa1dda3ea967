//! What is no page that one opens: the search, whose words come in the body of a request, and the archive.
//!
//! The words of a search are private: in an address they would stand in the browser's history and in logs. So the
//! search is a POST whose answer is the page itself, and nothing of it is kept anywhere.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode};

use super::archive;
use super::model::SearchForm;
use super::pack::Packer;
use crate::coaching::cohorts;
use crate::coaching::sharing::receipts;
use crate::kit::{Error, Result, Viewer};
use crate::server::Failure;
use crate::server::limits::Deed;
use crate::server::state::AppState;
use crate::worksheets;

/// The most bytes of a question.
const MAX_QUESTION: usize = 16 * 1024;

/// The routes of this room that are no pages.
pub fn routes() -> Router<AppState> {
    Router::new().route("/journal/export", post(export))
}

/// The request for the page of a search, with what is looked for taken out of the body.
async fn asking(request: Request) -> Request {
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_QUESTION).await.unwrap_or_default();
    let fields = url::form_urlencoded::parse(&body).map(|(name, value)| (name.into_owned(), value.into_owned()));
    parts.extensions.insert(SearchForm::read(fields));
    parts.method = Method::GET;
    Request::from_parts(parts, Body::empty())
}

/// The archive. Only a form asks for it: nothing that loads pages ahead gets a copy of somebody's journal.
async fn export(State(state): State<AppState>, viewer: Option<Extension<Viewer>>) -> Response {
    match pack(&state, viewer.map(|viewer| viewer.0)).await {
        Ok(bytes) => {
            let mut response = bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/zip"));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            let name = HeaderValue::from_static("attachment; filename=\"assemble-journal.zip\"");
            headers.insert(CONTENT_DISPOSITION, name);
            response
        }
        Err(Error::SignIn) => Redirect::to("/sign-in?next=/journal/export").into_response(),
        Err(Error::Promise) => Redirect::to("/promise").into_response(),
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}

async fn pack(state: &AppState, viewer: Option<Viewer>) -> Result<Vec<u8>> {
    let viewer = viewer.ok_or(Error::SignIn)?;
    viewer.must_have_promised()?;
    state.limits.take(Deed::Export, viewer.id.as_str())?;
    let packer = Packer::start().await?;
    // It is read more than once: what is begun or deleted meanwhile must not be in one file and missing in another.
    let mut conn = state.db.snapshot().await?;
    let now = state.now();
    archive::pack(&packer, &mut conn, &state.vault, &viewer, now).await?;
    let mut besides = worksheets::archive::files(&mut conn, &state.vault, &viewer, now).await?;
    besides.extend(cohorts::archive::files(&mut conn, &state.vault, &viewer, now).await?);
    besides.extend(receipts::files(&mut conn, &state.vault, &viewer, now).await?);
    conn.rollback().await.map_err(Failure::from)?;
    for (name, words) in besides {
        packer.whole(&name, words).await;
    }
    Ok(packer.finish().await?)
}

/// The page of a search for `POST /journal/search`; `render` makes pages.
pub fn searching<F, R>(render: F) -> Router<AppState>
where
    F: Fn(Request) -> R + Clone + Send + Sync + 'static,
    R: Future<Output = Response> + Send + 'static,
{
    let answer = move |request: Request| {
        let render = render.clone();
        async move { render(asking(request).await).await }
    };
    Router::new().route("/journal/search", post(answer))
}
