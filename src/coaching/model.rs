//! The rules.

use crate::kit::Moment;
use crate::kit::id::EntryId;

/// A coach's answer that its receiver has not read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadAnswer {
    /// The entry that it answers.
    pub entry: EntryId,
    /// Who answered.
    pub coach_name: String,
    /// The entry's template.
    pub template: String,
    /// When.
    pub sent_at: Moment,
}
