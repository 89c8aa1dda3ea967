//! The socket of a screen. It carries whole snapshots to the screen and nothing but a ping from it: whatever changes
//! something is an ordinary request. Opened only from pages of ours and by those who may be in the room, which is looked
//! at again and again while it is open.

use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::extract::{FromRequestParts, Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;

use super::guard;
use super::hub::{Face, News, Visit, encoded};
use super::model::wire::{Frame, Say};
use super::store::people;
use crate::kit::id::WorkshopId;
use crate::kit::{Error, Viewer};
use crate::server::failure::{Failure, Result};
use crate::server::http::origin;
use crate::server::session;
use crate::server::state::AppState;

/// The buffers of a socket, in bytes: five thousand of them have to fit.
const BUFFER: usize = 4096;
/// The longest that a screen may say, in bytes.
const INBOUND: usize = 1024;
/// How long a screen may take to take a frame.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a screen is asked whether it is there.
const PING: Duration = Duration::from_secs(10);
/// A screen that was not heard of for so long is gone.
const SILENCE: Duration = Duration::from_secs(15);
/// How often it is looked at whether somebody may still be here.
const LOOK: Duration = Duration::from_secs(30);
/// The most that a screen may say between two pings.
const SAYINGS: u32 = 50;

/// The address of the socket.
pub fn routes() -> Router<AppState> {
    Router::new().route("/live/{id}/socket", get(open))
}

/// Which kind of screen asks.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    face: String,
}

/// Who holds a socket, as what.
struct Holder {
    viewer: Viewer,
    token: String,
    id: WorkshopId,
    face: Face,
}

async fn open(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    if !origin::opens_from_us(&state.config, &request) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let viewer = request.extensions().get::<Viewer>().cloned();
    let (mut parts, _) = request.into_parts();
    let upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection> =
        WebSocketUpgrade::from_request_parts(&mut parts, &state).await;
    let holder = match let_in(&state, viewer, &parts.headers, &id, &asked.face).await {
        Ok(holder) => holder,
        Err(failure) => return refused(failure),
    };
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade,
        Err(rejection) => return rejection.into_response(),
    };
    let visit = match state.live.visit(&state, &holder.id, &holder.viewer.id).await {
        Ok(Some(visit)) => visit,
        Ok(None) => return StatusCode::TOO_MANY_REQUESTS.into_response(),
        Err(failure) => return refused(failure),
    };
    upgrade
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_message_size(INBOUND)
        .max_frame_size(INBOUND)
        .on_upgrade(move |socket| talk(state, holder, visit, socket))
}

fn refused(failure: Failure) -> Response {
    let status = match failure {
        Failure::Known(error) => error.status(),
        cause => {
            tracing::error!(error = %cause, "could not open a socket");
            500
        }
    };
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

/// Who may hold a socket of this kind: hosts any, and who came in those of participants.
async fn let_in(state: &AppState, viewer: Option<Viewer>, headers: &HeaderMap, id: &str, face: &str) -> Result<Holder> {
    let viewer = viewer.ok_or(Error::SignIn)?;
    viewer.must_have_promised()?;
    let id: WorkshopId = id.parse()?;
    let face = match face {
        "desk" => Face::Desk(viewer.locale),
        "" | "stage" => Face::Stage,
        _ => return Err(Error::BadRequest.into()),
    };
    let token = session::read_cookie(headers, session::cookie_name(&state.config)).unwrap_or_default().to_owned();
    let holder = Holder { viewer, token, id, face };
    may_stay(state, &holder).await?;
    Ok(holder)
}

/// Refuses those who may not see this kind of screen, or not any longer.
async fn may_stay(state: &AppState, holder: &Holder) -> Result<()> {
    let mut conn = state.db.read().await?;
    let Some((viewer, _, _)) = session::find(&mut conn, &holder.token, state.now()).await? else {
        return Err(Error::SignIn.into());
    };
    let host = guard::place(&mut conn, &viewer, &holder.id).await?.is_some();
    super::store::open_room(&mut conn, &holder.id).await?;
    match (host, holder.face) {
        (true, _) => Ok(()),
        (false, Face::Stage) => people::inside(&mut conn, &holder.id, &viewer.id).await.map(drop),
        (false, Face::Desk(_)) => Err(Error::NotFound.into()),
    }
}

/// Talks with a screen until one of both ends it.
async fn talk(state: AppState, holder: Holder, mut visit: Visit, mut socket: WebSocket) {
    let mut frames = visit.frames(holder.face);
    // What was made before this screen came is new to it.
    frames.mark_changed();
    let own = visit.own();
    let mut own = own.unwrap_or_else(|| watch::channel(0).1);
    own.mark_changed();
    let mut ending = state.live.ending();
    let mut ping = tokio::time::interval(PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut heard, mut looked, mut sayings) = (Instant::now(), Instant::now(), 0);
    loop {
        tokio::select! {
            changed = frames.changed() => {
                let news = frames.borrow_and_update().clone();
                let going_on = match (changed, news) {
                    (Err(_), _) => false,
                    (Ok(()), News::None) => true,
                    (Ok(()), News::Frame(frame)) => sent(&mut socket, Message::Text(frame)).await,
                    (Ok(()), News::Gone) => {
                        say_gone(&mut socket).await;
                        false
                    }
                };
                if !going_on {
                    return;
                }
            }
            Ok(()) = own.changed() => {
                if !tell_own(&state, &holder, &mut socket).await {
                    return;
                }
            }
            Ok(()) = ending.changed() => {
                let _ = sent(&mut socket, Message::Close(None)).await;
                return;
            }
            said = socket.recv() => {
                let Some(Ok(said)) = said else { return };
                heard = Instant::now();
                sayings += 1;
                if sayings > SAYINGS || !answer(&state, said, &mut socket).await {
                    return;
                }
            }
            _ = ping.tick() => {
                sayings = 0;
                if heard.elapsed() > SILENCE {
                    visit.fell_silent();
                    return;
                }
                if looked.elapsed() >= LOOK {
                    looked = Instant::now();
                    if let Err(Failure::Known(_)) = may_stay(&state, &holder).await {
                        say_gone(&mut socket).await;
                        return;
                    }
                }
                if !sent(&mut socket, Message::Ping(Bytes::new())).await {
                    return;
                }
            }
        }
    }
}

/// Sends within patience; false when the socket is of no use any more.
async fn sent(socket: &mut WebSocket, message: Message) -> bool {
    matches!(tokio::time::timeout(PATIENCE, socket.send(message)).await, Ok(Ok(())))
}

async fn send_frame(socket: &mut WebSocket, frame: &Frame) -> bool {
    match encoded(frame) {
        Ok(text) => sent(socket, Message::Text(text)).await,
        Err(error) => {
            tracing::error!(%error, "a frame cannot be encoded");
            false
        }
    }
}

async fn say_gone(socket: &mut WebSocket) {
    if send_frame(socket, &Frame::Gone).await {
        let _ = sent(socket, Message::Close(None)).await;
    }
}

/// Sends what is their own to somebody who came in; a host who only looks has nothing of their own here.
async fn tell_own(state: &AppState, holder: &Holder, socket: &mut WebSocket) -> bool {
    let reading = async {
        let mut conn = state.db.read().await?;
        people::mine(&mut conn, &holder.id, &holder.viewer.id).await
    };
    match reading.await {
        Ok(mine) => send_frame(socket, &Frame::Mine(Box::new(mine))).await,
        Err(Failure::Known(Error::NotFound)) => match holder.face {
            Face::Desk(_) => true,
            // A host's projector may stay; whoever left the room has left it on all their screens.
            Face::Stage if matches!(may_stay(state, holder).await, Err(Failure::Known(_))) => {
                say_gone(socket).await;
                false
            }
            Face::Stage => true,
        },
        Err(error) => {
            tracing::warn!(%error, "could not read what is somebody's own in a room");
            true
        }
    }
}

/// Answers what a screen says; false ends the talk.
async fn answer(state: &AppState, said: Message, socket: &mut WebSocket) -> bool {
    match said {
        Message::Text(text) => match heard(&text) {
            Some(Say::Ping { sent }) => {
                let at = state.now().0 / 1000;
                send_frame(socket, &Frame::Pong { sent, at }).await
            }
            None => false,
        },
        // Pings of the protocol are answered by the library.
        Message::Ping(_) | Message::Pong(_) => true,
        Message::Binary(_) | Message::Close(_) => false,
    }
}

fn heard(text: &Utf8Bytes) -> Option<Say> {
    serde_json::from_str(text).ok()
}
