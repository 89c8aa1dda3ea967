//! The rules of the journal: what a template asks, what an answer may hold, which versions are worth listing.

mod answers;
mod chooser;
mod clauses;
mod forms;
mod history;
mod measure;
mod merge;
mod pages;
mod rows;
mod sheet;
mod template;
mod versions;

#[cfg(feature = "ssr")]
mod content;

pub use answers::{Answer, Answers, MAX_TEXT, SentCopy, is_day};
pub use chooser::{About, FIRST, Says, Time, Want, choose};
pub use clauses::{Marks, clauses, clauses_and_marked, without_marks};
pub use forms::{EntryForm, JotForm, RestoreForm, SaveForm, StartForm, WithdrawForm};
pub use history::{Change, Changes, Compared, History, HistoryLine, changes};
pub use measure::{chars, cut};
pub use merge::{Later, Merged, Piece, merge, merge_answers, merge_list, merge_one, merge_set};
pub use pages::{Card, EntryLine, EntryList, EntryPage, ReaderLine, Reply, Saved, SharedLine, VersionLine, When};
pub use rows::{MAX_ROWS, Row, RowChange, RowMove, SentRows, is_blank, row_name, trimmed};
pub use sheet::{Ask, Choice, Column, Group, Guide, GuideLine, Question, Sheet};
pub use template::{CaseDetail, Col, Depth, Emotion, GuideText, GuideTextLine, Item, Step, StepKind, TagSet, Template};
pub use versions::{Kind, Version, Why, lasting, may_go};

#[cfg(feature = "ssr")]
pub use content::{card, emotions, sheet, tag_steps, template, templates};
