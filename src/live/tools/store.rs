//! SQL of what is asked of a room.

use super::model::{Answer, Line, ShownPrompt, ShownQuestion};
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// What a room sees of what is asked.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// What is asked, the newest first.
    pub prompts: Vec<ShownPrompt>,
    /// Questions to the host that were let through.
    pub questions: Vec<ShownQuestion>,
    /// Lines of the chat or the board.
    pub lines: Vec<Line>,
    /// What waits for a host to read it: what it belongs to, and the line.
    pub waiting: Vec<(String, Line)>,
}

/// What is one's own of what is asked.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// One's answers: prompt, round, answer.
    pub answers: Vec<(String, u8, Answer)>,
    /// The questions that have one's voice.
    pub voices: Vec<String>,
}

/// What a room shows at this moment. `block` is the key of the block that runs, empty outside one.
pub async fn shown(_conn: &mut Conn, _id: &WorkshopId, _block: &str, _now: Moment) -> Result<Shown> {
    Ok(Shown::default())
}

/// Somebody's answers and voices.
pub async fn own(_conn: &mut Conn, _room: &WorkshopId, _user: &UserId) -> Result<Own> {
    Ok(Own::default())
}
