//! SQL and row mapping of this room, a noun a file.

pub mod applications;
mod appointment;
pub mod appointments;
pub mod cohorts;
pub mod counts;
pub mod goals;
pub mod goodbyes;
pub mod members;
pub mod programmes;
pub mod shown;
pub mod slots;
pub mod steps;
pub mod walked;

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::kit::Moment;
use crate::server::Result;

/// What locks a cohort: places, times and dates of one cohort change one after the other.
pub const LOCK: &str = "select id from cohorts where id = $1 for update";

/// A moment that may not be there.
fn moment(row: &AnyRow, name: &str) -> Result<Option<Moment>> {
    Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment))
}
