//! HTTP: the router with its layers. From the outside in: id and log line, headers, who connects, panics, time,
//! size, origin, files, compression, sessions, forms; then the application.

pub mod client;
mod connection;
mod document;
mod files;
pub mod forms;
mod guard;
pub mod headers;
mod health;
mod letters;
mod notice;
pub mod origin;
mod request_id;
pub mod serve;
pub mod sessions;
pub mod stash;
mod trace;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use futures::future::{Either, ready};
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list, render_app_async_with_context};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

pub use notice::{Asker, Notice};

pub use files::{hash_file, needed as needed_files};

use super::state::AppState;
use crate::app::{App, shell};
use crate::coaching::{self, cohorts};
use crate::{journal, live, workshops};

/// The whole site.
pub fn router(state: AppState) -> Router {
    let layered = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .merge(application(&state))
        .layer(from_fn_with_state(state.clone(), files::serve))
        .layer(from_fn_with_state(state.clone(), origin::check))
        .layer(from_fn_with_state(state.clone(), guard::limit_body))
        .layer(from_fn_with_state(state.clone(), guard::limit_time))
        .layer(from_fn_with_state(state.clone(), guard::catch_panics))
        .layer(from_fn_with_state(state.clone(), client::attach))
        .layer(from_fn_with_state(state.clone(), headers::secure))
        .layer(from_fn(trace::record))
        .layer(from_fn(request_id::attach));
    layered.with_state(state)
}

/// The pages and server functions, with the page for addresses that lead nowhere.
fn application(state: &AppState) -> Router<AppState> {
    let options = state.leptos.clone();
    let page = move || shell(options.clone());
    let context = {
        let state = state.clone();
        move || {
            provide_context(state.clone());
            provide_context(super::context::locale());
            provide_context(super::context::Described::default());
            headers::allow_scripts_of_this_page();
        }
    };
    let nowhere = {
        let render = render_app_async_with_context(
            {
                let context = context.clone();
                move || {
                    provide_context(leptos_router::Method::Get);
                    context();
                }
            },
            page.clone(),
        );
        let state = state.clone();
        move |request: Request| {
            if request.uri().path().starts_with("/api/") {
                // Only programs come here, and they want no page.
                Either::Left(ready(Asker::of(&state, &request).answer(Notice::Missing)))
            } else {
                Either::Right(render(request))
            }
        }
    };
    let (searching, search_page) = (context.clone(), page.clone());
    let mut routes = Router::new().leptos_routes_with_context(state, generate_route_list(App), context, page);
    if state.config.demo && state.config.smtp.is_none() {
        routes = routes.route("/demo/letters", get(letters::page));
    }
    let search = {
        let render = render_app_async_with_context(
            move || {
                provide_context(leptos_router::Method::Get);
                searching();
            },
            search_page,
        );
        journal::library::routes::searching(render)
    };
    routes
        .merge(search)
        .merge(journal::library::routes::routes())
        .merge(workshops::day::downloads::routes())
        .merge(workshops::feeds::routes())
        .merge(coaching::reviews::still::routes())
        .merge(cohorts::feeds::routes())
        .merge(live::room::socket::routes())
        .merge(live::after::downloads::routes())
        .fallback(nowhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(state.clone(), forms::carry_refused))
        .layer(from_fn_with_state(state.clone(), sessions::attach))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
}

async fn wrong_method(State(state): State<AppState>, request: Request) -> Response {
    Asker::of(&state, &request).answer(Notice::WrongMethod)
}
