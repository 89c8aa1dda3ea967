//! For those who run the program: is it up, can it work, how does it do.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use sqlx::Row;
use subtle::ConstantTimeEq;

use super::client;
use crate::server::failure::{Failure, Result};
use crate::server::mail::outbox;
use crate::server::state::AppState;
use crate::server::telemetry;

/// `/healthz`: the process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// `/readyz`: the database answers and takes writes.
pub async fn readyz(State(state): State<AppState>) -> Response {
    match tokio::time::timeout(Duration::from_secs(5), try_database(&state)).await {
        Ok(Ok(())) => "ready\n".into_response(),
        Ok(Err(error)) => {
            tracing::error!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not work\n").into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

/// `/metrics` for Prometheus: with the configured token, or from this machine. A proxy on this machine that adds no
/// header of its own looks the same, so where one stands in front and is not known by its header the token is needed.
pub async fn metrics(State(state): State<AppState>, request: Request) -> Response {
    if !may_read(&state, &request) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let collected = telemetry::metrics();
    if let Err(error) = measure(&state).await {
        tracing::error!(%error, "could not measure");
    }
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], collected.render()).into_response()
}

fn may_read(state: &AppState, request: &Request) -> bool {
    let told = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    match (&state.config.metrics_token, told) {
        (Some(token), Some(told)) => token.as_bytes().ct_eq(told.as_bytes()).into(),
        _ => client::is_local(request) && knows_proxy(state, request),
    }
}

/// Whether it can be told that no proxy passed a request on.
fn knows_proxy(state: &AppState, request: &Request) -> bool {
    match &state.config.client_ip_header {
        Some(name) => !request.headers().contains_key(name),
        None => state.config.is_local(),
    }
}

async fn try_database(state: &AppState) -> Result<()> {
    let mut conn = state.db.read().await?;
    sqlx::query("select 1").fetch_one(&mut *conn).await.map_err(Failure::from)?;
    drop(conn);
    state.db.write((), |_, ()| Box::pin(async { Ok(()) })).await
}

/// Numbers that are looked up when somebody asks.
async fn measure(state: &AppState) -> Result<()> {
    let mut conn = state.db.read().await?;
    metrics::gauge!("outbox_depth").set(outbox::depth(&mut conn).await? as f64);
    let sessions: i64 = sqlx::query("select count(*) from sessions where expires_at > $1")
        .bind(state.now().0)
        .fetch_one(&mut *conn)
        .await?
        .try_get(0)?;
    metrics::gauge!("sessions").set(sessions as f64);
    metrics::gauge!("db_commits").set(state.db.commits() as f64);
    Ok(())
}
