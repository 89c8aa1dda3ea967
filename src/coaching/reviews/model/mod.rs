//! The rules of reading at the desk.

mod forms;
mod lens;
mod pages;
mod passages;
mod turn;

pub use forms::{ClaimForm, CommentForm, DropForm, NoteForm, SayForm};
pub use lens::Lens;
pub use pages::{AuthorPage, Closed, CoachPage, Dialogue, Note, Part, Passage, PassageLine, Remark, Said, Text};
pub use passages::{Segment, pick, segments, sentences};
pub use turn::{days_until_answer, nth};
