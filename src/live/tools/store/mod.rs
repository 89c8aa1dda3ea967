//! SQL of the tools. Each change locks the room first, so that an answer and the close of its prompt come one after the
//! other. Nothing that is kept of an anonymous answer says when it was given or, once its prompt is sealed, by whom.

mod answers;
mod expiry;
mod lines;
mod moderation;
mod prompts;
mod questions;
mod starting;

use crate::kit::Moment;
use crate::kit::id::WorkshopId;
use crate::live::tools::model::{Line, ShownPrompt, ShownQuestion};
use crate::live::tools::rules::Refusal;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};

pub use answers::{Own, answer, own};
pub use expiry::forget_old;
pub use lines::say;
pub use moderation::{moderate, taken, word};
pub use prompts::{Opening, close, open_counted, seal, second, told, unsealed};
pub use questions::{ask, mark, voice};
pub use starting::start;

/// What became of it: done, or why not.
pub type Taken = std::result::Result<(), Refusal>;

/// What screens show of the tools.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// What is asked, the newest first.
    pub prompts: Vec<ShownPrompt>,
    /// When the next of them that is closed, or closes by itself, has all its answers: then all of them are told.
    pub settles_at: Option<Moment>,
    /// Questions to the host that were let through, the most wished first.
    pub questions: Vec<ShownQuestion>,
    /// Lines of the block, the newest last.
    pub lines: Vec<Line>,
    /// For hosts only: what waits to be read, with the prompt that it belongs to.
    pub waiting: Vec<(String, Line)>,
}

/// What a room shows at this moment. `block` is the key of the block that runs, empty outside one.
pub async fn shown(conn: &mut Conn, id: &WorkshopId, block: &str, now: Moment) -> Result<Shown> {
    let (prompts, settles_at) = prompts::shown(conn, id, now).await?;
    Ok(Shown {
        prompts,
        settles_at,
        questions: questions::shown(conn, id).await?,
        lines: lines::shown(conn, id, block).await?,
        waiting: moderation::waiting(conn, id).await?,
    })
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Failure::other("reading what a room keeps", error))
}

fn written<T: serde::Serialize>(what: &T) -> Result<String> {
    serde_json::to_string(what).map_err(|error| Failure::other("writing what a room keeps", error))
}
