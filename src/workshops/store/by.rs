//! Who changes a workshop.

use super::{LOCK, Workshop, for_editor};
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::model::Editor;

/// Who changes it, as what, and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// What they may change.
    pub editor: &'a Editor,
    /// The person.
    pub actor: &'a UserId,
    /// Now.
    pub now: Moment,
}

impl By<'_> {
    /// The workshop, locked, if they may change it.
    pub(in crate::workshops) async fn locked(self, conn: &mut Conn, id: &WorkshopId) -> Result<Workshop> {
        lock_row(conn, LOCK, id.as_str()).await?;
        for_editor(conn, self.editor, id).await
    }
}
