//! Journals of the demo, and what coaches answered.

use serde::Deserialize;

use crate::coaching::sharing::model::Want;
use crate::journal::model::Answers;

/// A journal entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub owner: String,
    pub template: String,
    pub days_ago: i64,
    pub at: String,
    pub draft: bool,
    /// What stood there a few minutes in, kept by the button.
    #[serde(default)]
    pub earlier: Option<Answers>,
    pub answers: Answers,
    pub share: Option<Share>,
    /// A copy that was begun and not sent.
    #[serde(default)]
    pub begun_copy: Option<BegunCopy>,
}

/// A copy that its author still looks over.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BegunCopy {
    pub coach: String,
    pub steps: Vec<String>,
    pub ask: String,
}

/// What goes to a coach, so many hours after it was written; the other hours count from then.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    pub coach: String,
    pub steps: Vec<String>,
    pub ask: String,
    pub after_hours: f64,
    pub opened_after_hours: Option<f64>,
    pub answer: Option<Answer>,
    /// Other coaches who get it, too.
    #[serde(default)]
    pub with: Vec<String>,
    /// For what.
    #[serde(default)]
    pub want: Vec<Want>,
    /// When the coach took it on; none: nobody did.
    #[serde(default)]
    pub claimed_after_hours: Option<f64>,
    /// Remarks; they go along with the answer, or wait.
    #[serde(default)]
    pub remarks: Vec<Remark>,
    /// What the author replied to the first remark.
    #[serde(default)]
    pub reply: Option<Reply>,
    /// What the author wrote instead afterwards: a step's words in another form.
    #[serde(default)]
    pub rewritten: Option<Rewritten>,
    /// What the coach brings to another one.
    #[serde(default)]
    pub supervision: Option<Supervision>,
}

/// An excerpt for another coach, which the author agreed to so many hours after they were asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supervision {
    pub peer: String,
    pub excerpt: String,
    pub question: String,
    pub after_hours: f64,
    pub agreed_after_hours: f64,
    /// What the coach who asked said first.
    pub said: String,
}

/// A coach's remark on words of a step.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    pub step: String,
    pub words: String,
    pub text: String,
}

/// A reply, so many hours after the answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    pub text: String,
    pub after_hours: f64,
}

/// A step that was written anew, so many hours after the answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rewritten {
    pub step: String,
    pub old: String,
    pub new: String,
    pub after_hours: f64,
}

/// What a coach answered, and when the member read it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub text: String,
    pub after_hours: f64,
    pub read_after_hours: Option<f64>,
}
