//! HTTP: the router with its layers.

pub mod client;
pub mod forms;
pub mod sessions;

use axum::Router;
use axum::middleware::from_fn_with_state;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};

use super::state::AppState;
use crate::app::{App, shell};

/// The whole site.
pub fn router(state: AppState) -> Router {
    let routes = generate_route_list(App);
    let options = state.leptos.clone();
    let context = {
        let state = state.clone();
        move || {
            provide_context(state.clone());
            provide_context(super::context::locale());
        }
    };
    Router::new()
        .leptos_routes_with_context(&state, routes, context, move || shell(options.clone()))
        .layer(from_fn_with_state(state.clone(), forms::carry_refused))
        .layer(from_fn_with_state(state.clone(), sessions::attach))
        .with_state(state)
}
