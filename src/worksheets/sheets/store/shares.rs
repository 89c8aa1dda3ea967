//! Copies for coaches: what `scoring::coach` lets a coach see, sealed with the author's key.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answers::{Answer, finished};
use crate::coaching;
use crate::kit::id::{AnswerId, UserId, WorksheetShareId};
use crate::kit::{Error, Moment};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::worksheets::scoring::Outcome;
use crate::worksheets::scoring::coach::{Shown, for_coach};
use crate::worksheets::store::WORKSHEET;
use crate::worksheets::store::sealed::{Handed, hand_over};

/// What a coach gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetCopy {
    /// The worksheet.
    pub worksheet: String,
    /// Its version.
    pub version: i64,
    /// The revision of the sitting that was copied.
    pub revision: i64,
    /// When the sitting was finished.
    pub finished_at: Moment,
    /// What is seen of it.
    pub view: Value,
    /// The names of cards in it that the author wrote.
    pub names: BTreeMap<String, String>,
}

impl SheetCopy {
    /// The copy of a finished sitting, with what the author shows besides.
    pub fn of(answer: &Answer, shown: &Shown) -> Result<SheetCopy> {
        let finished_at = answer.finished_at.ok_or(Error::NotFound)?;
        let outcome = answer.kept.play.outcome(answer.definition()?).map_err(|_| Error::NotFound)?;
        let ordered = matches!(outcome, Outcome::Pairs(..));
        Ok(SheetCopy {
            worksheet: answer.worksheet.clone(),
            version: answer.version,
            revision: answer.revision,
            finished_at,
            view: for_coach(&outcome, shown),
            names: if ordered { answer.kept.names.clone() } else { BTreeMap::new() },
        })
    }
}

impl Handed for SheetCopy {
    const LOGGED: &'static str = "sheet_share";

    fn is_of(worksheet: &str) -> bool {
        worksheet != WORKSHEET
    }

    fn revision(&self) -> i64 {
        self.revision
    }
}

/// Shows a finished sitting to a coach. A copy that the same coach already had of it is replaced.
pub async fn send(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    (id, share): (&AnswerId, &WorksheetShareId),
    (coach, shown): (&UserId, &Shown),
    now: Moment,
) -> Result<()> {
    // Of two at once the second waits, and replaces the copy of the first.
    lock_row(conn, "select id from worksheet_answers where id = $1 for update", id.as_str()).await?;
    let (answer, _) = finished(conn, vault, owner, id).await?;
    coaching::store::must_coach(conn, coach, owner).await?;
    let copy = SheetCopy::of(&answer, shown)?;
    hand_over(conn, vault, (owner, coach), (id, share), &copy, now).await
}
