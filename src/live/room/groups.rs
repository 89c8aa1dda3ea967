//! The groups of the round that runs.

use super::model::Run;
use super::model::wire::ShownGroup;
use crate::kit::id::WorkshopId;
use crate::server::db::Conn;
use crate::server::failure::Result;

/// The groups, while a block in groups runs.
pub async fn shown(_conn: &mut Conn, _id: &WorkshopId, _run: &Run) -> Result<Vec<ShownGroup>> {
    Ok(Vec::new())
}
