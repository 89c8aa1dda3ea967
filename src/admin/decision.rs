//! What every change of an organiser has in common.

use std::sync::Arc;

use futures::future::BoxFuture;

use super::store::roles::must_still_be_admin;
use crate::kit::id::UserId;
use crate::kit::{self, Moment, Role, Viewer};
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::{Result, state, viewer};

/// Who decides, and when.
pub struct Decision {
    /// The organiser.
    pub actor: UserId,
    /// What letters about it need to know of the house.
    pub config: Arc<Config>,
    /// Now.
    pub now: Moment,
}

/// The organiser who asks.
pub fn organiser() -> kit::Result<Viewer> {
    let viewer = viewer()?;
    viewer.must_be(Role::Admin)?;
    Ok(viewer)
}

/// Runs a change in one write, if `viewer` is still an organiser by then.
pub async fn decide<I, T, F>(viewer: Viewer, input: I, op: F) -> kit::Result<T>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'c> Fn(&'c mut Conn, &'c Decision, &'c I) -> BoxFuture<'c, Result<T>> + Copy + Send + Sync + 'static,
{
    let state = state();
    let decision = Decision { actor: viewer.id, config: state.config.clone(), now: state.now() };
    let done = state.db.write((decision, input), move |tx, (decision, input)| {
        Box::pin(async move {
            must_still_be_admin(tx, &decision.actor).await?;
            op(tx, decision, input).await
        })
    });
    Ok(done.await?)
}
