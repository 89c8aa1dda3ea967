//! What programs fetch: calendars to keep and to subscribe to, and the Atom feed. Each says what it is as new as,
//! so that a program that has it already is answered in one line.

use axum::Router;
use axum::extract::{Extension, Path, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::StatusCode;
use http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH,
};
use sha2::{Digest, Sha256};

use super::calendar;
use super::model::{Filter, Topic};
use super::{atom, signed, store};
use crate::accounts::model::HOME_ZONE;
use crate::accounts::store::contact_of;
use crate::coaching::cohorts;
use crate::kit::id::WorkshopId;
use crate::kit::{self, Locale, Viewer};
use crate::server::failure::{Failure, Result};
use crate::server::http::{Asker, Notice};
use crate::server::state::AppState;

const ICS: &str = "text/calendar; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// The addresses.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/workshops/feed.atom", get(news))
        .route("/workshops/{id}/calendar.ics", get(one))
        .route("/calendar/{file}", get(mine))
        .route("/letters/stop/{token}", post(stop))
}

/// One workshop: for whoever may see it; with their own place for those who have one.
async fn one(
    State(state): State<AppState>,
    Path(id): Path<String>,
    viewer: Option<Extension<Viewer>>,
    Extension(locale): Extension<Locale>,
    request: Request,
) -> Response {
    let viewer = viewer.map(|Extension(viewer)| viewer);
    let caller = Caller::of(&state, &request);
    drop(request);
    answer(&caller, ICS, Some("attachment; filename=\"workshop.ics\""), async {
        let id: WorkshopId = id.parse()?;
        let mut conn = state.db.read().await?;
        let workshop = store::visible(&mut conn, viewer.as_ref(), &id, &caller.key).await?;
        if workshop.life.published_at.is_none() {
            return Err(kit::Error::NotFound.into());
        }
        let own = match &viewer {
            Some(viewer) => store::calendar::entry(&mut conn, &id, &viewer.id).await?,
            None => None,
        };
        let entry = match own {
            Some(own) => own,
            None => store::calendar::public(&mut conn, &workshop).await?,
        };
        Ok(calendar::single(&state.config, locale, &entry))
    })
    .await
}

/// A person's calendar. The address is the key: whoever knows the present one reads it.
async fn mine(State(state): State<AppState>, Path(file): Path<String>, request: Request) -> Response {
    let caller = Caller::of(&state, &request);
    drop(request);
    answer(&caller, ICS, Some("inline; filename=\"assemble.ics\""), async {
        let word = file.strip_suffix(".ics").ok_or(kit::Error::NotFound)?;
        let (user, generation) = signed::read_calendar(&state.vault, word).ok_or(kit::Error::NotFound)?;
        let mut conn = state.db.read().await?;
        let present = store::calendar::generation(&mut conn, &user).await? == generation;
        if !present || !store::calendar::is_member(&mut conn, &user).await? {
            return Err(kit::Error::NotFound.into());
        }
        let locale = contact_of(&mut conn, &user).await?.locale;
        let entries = store::calendar::entries(&mut conn, &user, state.now()).await?;
        drop(conn);
        let meetings = cohorts::feeds::events(&state, (&user, locale)).await?;
        Ok(calendar::feed(&state.config, locale, &entries, &meetings))
    })
    .await
}

/// What is to come, for feed readers: only what everybody may see.
async fn news(State(state): State<AppState>, Extension(locale): Extension<Locale>, request: Request) -> Response {
    let caller = Caller::of(&state, &request);
    drop(request);
    answer(&caller, ATOM, None, async {
        let mut conn = state.db.read().await?;
        let ids = store::browse(&mut conn, &Filter::default(), None, state.now(), HOME_ZONE, locale).await?;
        let mut entries = Vec::new();
        for card in ids.rows {
            entries.push(store::visible(&mut conn, None, &card.id, "").await?);
        }
        Ok(atom::feed(&state.config, locale, &entries))
    })
    .await
}

/// Ends letters of a kind: by the button on the page, or by a mail program's own. The latter wants no redirect.
async fn stop(State(state): State<AppState>, Path(token): Path<String>, request: Request) -> Response {
    let caller = Caller::of(&state, &request);
    drop(request);
    let Some((user, topic)) = signed::read_stop(&state.vault, &token) else {
        return caller.asker.answer(Notice::Missing);
    };
    let wants_page = caller.headers.get(ACCEPT).is_some_and(|it| it.to_str().unwrap_or("").contains("text/html"));
    let input = (user, topic, state.now());
    let stopping = state.db.write(input, |tx, (user, topic, now): &(_, Topic, _)| {
        Box::pin(store::reminders::refuse(tx, user, *topic, *now))
    });
    match stopping.await {
        Ok(()) if wants_page => axum::response::Redirect::to(&format!("/letters/stop/{token}")).into_response(),
        Ok(()) => "ok\n".into_response(),
        Err(failure) => caller.refused(failure),
    }
}

/// The body with its mark, or only that it is still the same.
async fn answer(
    caller: &Caller,
    kind: &'static str,
    disposition: Option<&'static str>,
    body: impl Future<Output = Result<String>>,
) -> Response {
    let body = match body.await {
        Ok(body) => body,
        Err(failure) => return caller.refused(failure),
    };
    let digest: String = Sha256::digest(body.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    // Weak: the same calendar goes out compressed and plain.
    let mark = format!("W/\"{digest}\"");
    let mut response = match has_it(&caller.headers, &digest) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(CONTENT_TYPE, HeaderValue::from_static(kind))], body).into_response(),
    };
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(&mark).ok().map(|mark| (ETAG, mark)));
    headers.extend(disposition.map(|it| (CONTENT_DISPOSITION, HeaderValue::from_static(it))));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// What is asked, without the body of the question.
struct Caller {
    asker: Asker,
    headers: HeaderMap,
    /// The `?key=` of workshops that are shown by link.
    key: String,
}

impl Caller {
    fn of(state: &AppState, request: &Request) -> Caller {
        let query = request.uri().query().unwrap_or_default();
        let key = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "key");
        Caller {
            asker: Asker::of(state, request),
            headers: request.headers().clone(),
            key: key.map(|(_, key)| key.into_owned()).unwrap_or_default(),
        }
    }

    fn refused(&self, failure: Failure) -> Response {
        match kit::Error::from(failure) {
            kit::Error::NotFound => self.asker.answer(Notice::Missing),
            _ => self.asker.answer(Notice::Broken),
        }
    }
}

fn has_it(headers: &HeaderMap, digest: &str) -> bool {
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|mark| {
        let mark = mark.trim();
        mark == "*" || mark.trim_start_matches("W/").trim_matches('"') == digest
    })
}
