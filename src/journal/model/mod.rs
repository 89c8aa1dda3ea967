//! The rules of the journal: what a template asks, what an answer may hold, which versions are worth listing.

mod answers;
mod forms;
mod pages;
mod template;
mod versions;

#[cfg(feature = "ssr")]
mod content;

pub use answers::{Answer, Answers, MAX_TEXT, SentCopy};
pub use forms::{EntryForm, RestoreForm, SaveForm, ShareForm, StartForm, WithdrawForm};
pub use pages::{EntryLine, EntryList, EntryPage, ReaderLine, Reply, Saved, ShareDraft, SharedLine, VersionLine, When};
pub use template::{Ask, CaseDetail, Choice, Depth, Emotion, Question, Sheet, Step, StepKind, Template};
pub use versions::{Version, worth_listing};

#[cfg(feature = "ssr")]
pub use content::{emotions, sheet, template, templates};
