//! SQL and row mapping: who holds a copy, remarks, the answer, what is said after it, notes.

mod answer;
mod claim;
mod comments;
mod line;
mod messages;
mod notes;

pub use answer::{Answered, answer, returned};
pub use claim::{claim, release, take};
pub use comments::{Comment, Document, NewComment, comment, comments_of, drop_comment, pending, returned_comments};
pub use line::{Place, place_in_line};
pub use messages::{Message, NewMessage, Told, Writer, listener, mark_author_read, mark_coach_read, messages_of, say};
pub use notes::{NoteText, note, set_note, set_unfinished};
