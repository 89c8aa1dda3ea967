//! SQL and row mapping: copies that are still looked over, what was decided about them, and receipts.

mod consents;
mod decisions;
mod drafts;

pub use consents::{Consent, consents};
pub use decisions::log_decisions;
pub use drafts::{Draft, begin, draft, draft_of, drop_drafts, keep, sent};
