//! SQL of run sheets.

use super::model::RunSheet;
use crate::kit::id::WorkshopId;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// A run sheet as it is kept.
pub struct Kept {
    /// The run sheet.
    pub draft: Draft,
}

/// What is drafted.
pub struct Draft {
    /// The run sheet.
    pub sheet: RunSheet,
}

/// The run sheet of a workshop, if there is one.
pub async fn read(_conn: &mut Conn, _id: &WorkshopId) -> Result<Option<Kept>> {
    Ok(None)
}
