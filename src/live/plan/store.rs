//! SQL of run sheets.

use super::model::RunSheet;
use crate::kit::id::WorkshopId;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// The run sheet of a workshop, if it has one.
pub async fn sheet_of(_conn: &mut Conn, _id: &WorkshopId) -> Result<Option<RunSheet>> {
    Ok(None)
}
