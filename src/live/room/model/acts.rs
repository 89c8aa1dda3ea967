//! What was done in a room, as it is kept: what the list of acts, the last act and later plans read.

use serde::{Deserialize, Serialize};

use super::run::Command;

/// What somebody did, or the run by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// The room was opened.
    Opened,
    /// A host told the run something.
    Ran(Command),
    /// The run went on by itself.
    Went,
    /// Somebody else leads.
    Led,
    /// A word to all.
    Notice,
    /// The word to all was taken back.
    Unsaid,
    /// A call of a group was answered.
    Answered,
    /// A text or a word was taken from the screens.
    Took,
    /// What was taken from the screens was brought back.
    Brought,
    /// The room was closed.
    Closed,
}

impl Deed {
    /// Whether it moved the run: a host who did not see it has to look once more.
    pub fn moves(self) -> bool {
        matches!(self, Deed::Opened | Deed::Ran(_) | Deed::Went | Deed::Closed)
    }
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// What.
    pub deed: Deed,
    /// The key of the block that it was done in; empty outside one.
    #[serde(default)]
    pub block: String,
    /// What that block took, in seconds, where the act left it.
    #[serde(default)]
    pub took: Option<u32>,
    /// The id of the text that it is about, or of the prompt of a word; never what it says, since that is deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Act {
    /// An act that left no block.
    pub fn of(deed: Deed, block: Option<&str>) -> Act {
        Act { deed, block: block.unwrap_or_default().to_owned(), took: None, text: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_read_back_as_it_was_kept() {
        for deed in [Deed::Opened, Deed::Ran(Command::Extend(5)), Deed::Ran(Command::Next), Deed::Went, Deed::Took] {
            let act = Act { deed, block: "b3".to_owned(), took: Some(430), text: None };
            let kept = serde_json::to_string(&act).expect("it can be kept");
            assert_eq!(serde_json::from_str::<Act>(&kept).expect("it can be read"), act);
        }
        assert_eq!(Act::of(Deed::Closed, None).block, "");
    }
}
