//! Leaving a cohort, by oneself or by an organiser's hand: the place is free, the application ends, and what was
//! ahead is cancelled with a letter to both. What was written stays where it is; copies of results that its coach may not
//! read any more are taken back.

use super::mail::{self, News};
use super::store::{LOCK, applications, appointments};
use crate::admin::store::leave_cohort;
use crate::coaching::store::end_shown;
use crate::kit::id::{CohortId, UserId};
use crate::kit::{Error, Moment};
use crate::server::config::Config;
use crate::server::db::{Conn, lock_row};
use crate::server::{Failure, Result};

/// Takes a person out of a cohort; `NotFound` when they are not in it.
pub async fn leave(conn: &mut Conn, config: &Config, cohort: &CohortId, person: &UserId, now: Moment) -> Result<()> {
    lock_row(conn, LOCK, cohort.as_str()).await?;
    leave_cohort(conn, cohort, person, now).await?;
    finish(conn, config, cohort, person, now).await
}

/// The same for somebody who closes their account, and who may be out of the cohort already while something of theirs
/// is ahead there.
pub async fn leave_for_good(
    conn: &mut Conn,
    config: &Config,
    cohort: &CohortId,
    person: &UserId,
    now: Moment,
) -> Result<()> {
    lock_row(conn, LOCK, cohort.as_str()).await?;
    match leave_cohort(conn, cohort, person, now).await {
        Err(Failure::Known(Error::NotFound)) => {}
        left => left?,
    }
    finish(conn, config, cohort, person, now).await
}

async fn finish(conn: &mut Conn, config: &Config, cohort: &CohortId, person: &UserId, now: Moment) -> Result<()> {
    end_shown(conn, person, now).await?;
    applications::end(conn, cohort, person, now).await?;
    for one in appointments::cancel_all(conn, cohort, person, now).await? {
        mail::appointment(conn, config, &one, News::Cancelled, now).await?;
    }
    Ok(())
}
