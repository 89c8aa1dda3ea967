//! A host opens a prompt: one that the sheet prepared, or one that they write during the event.

use super::prompts::{Opening, is_asked, open};
use crate::kit::id::{PromptId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::live::tools::model::{Asked, StartForm};
use crate::live::tools::room;
use crate::live::tools::rules::{self, Refusal};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// What became of it: open, or the field that needs another look.
type Started = std::result::Result<(), (&'static str, Refusal)>;

/// Opens the prompt of a form. The room is locked. `salt` is chance that nobody has seen.
pub async fn start(
    conn: &mut Conn,
    room: &WorkshopId,
    by: &UserId,
    form: &StartForm,
    (id, salt): (&PromptId, &str),
    now: Moment,
) -> Result<Started> {
    let asked = match form.nth.as_str() {
        "" => rules::start(form),
        nth => rules::asked(prepared(conn, room, &form.block, nth).await?),
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(wrong) => return Ok(Err(wrong)),
    };
    if !form.block.is_empty() {
        room::block(conn, room, &form.block).await?;
    }
    // Of two hosts who open what was prepared one does, and both see it.
    if !form.nth.is_empty() && is_asked(conn, room, &form.block, &asked, now).await? {
        return Ok(Ok(()));
    }
    let opening = Opening { id: id.clone(), block: form.block.clone(), asked, salt: salt.to_owned() };
    Ok(open(conn, room, by, &opening, now).await?.map_err(|why| ("", why)))
}

/// A prompt of a block of the sheet.
async fn prepared(conn: &mut Conn, room: &WorkshopId, block: &str, nth: &str) -> Result<Asked> {
    let nth: usize = nth.parse().map_err(|_| Error::NotFound)?;
    let prompts = room::block(conn, room, block).await?.prompts;
    Ok(prompts.into_iter().nth(nth).ok_or(Error::NotFound)?)
}
