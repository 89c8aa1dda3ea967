//! What pages of the day show: ready words in the viewer's language and zone, made on the server.

use serde::{Deserialize, Serialize};

use super::{Counts, Presence, TermsForm};
use crate::kit::id::{RegistrationId, UserId, WorkshopId};

/// What every page of the day says of its workshop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Which.
    pub id: WorkshopId,
    /// The title.
    pub title: String,
    /// When, in words.
    pub when: String,
    /// Whether it is over.
    pub over: bool,
}

/// Somebody on the host's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Their registration.
    pub registration: RegistrationId,
    /// Their name.
    pub name: String,
    /// Their profession in words; may be empty.
    pub profession: String,
    /// Where they are.
    pub presence: Presence,
    /// When they came and left, in words; empty before.
    pub since: String,
}

/// A member at the door who is not on the host's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newcomer {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their profession in words; may be empty.
    pub profession: String,
    /// Whether they wait for a seat, or have been offered one.
    pub waits: bool,
}

/// The host's check-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    /// The workshop.
    pub workshop: Invited,
    /// The three numbers, of everybody.
    pub counts: Counts,
    /// Those with a seat whom the search finds.
    pub guests: Vec<Guest>,
    /// Those without a seat whom the search finds.
    pub waiting: Vec<String>,
    /// Members who are not on the list whom the search finds.
    pub newcomers: Vec<Newcomer>,
    /// Whether people can be checked in by now.
    pub open: bool,
    /// The room's code, while it is shown.
    pub room_code: Option<String>,
}

/// A member's own ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// The workshop.
    pub workshop: Invited,
    /// The code.
    pub code: String,
    /// The QR code as SVG.
    pub qr: String,
    /// Where one is.
    pub presence: Presence,
    /// Whether there is a door at which one shows it; else all of them meet online.
    pub door: bool,
    /// Whether the room's code can be entered now.
    pub room: bool,
}

/// The feedback form's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedbackPage {
    /// The workshop.
    pub workshop: Invited,
    /// Whether the viewer gave theirs.
    pub given: bool,
}

/// What somebody thinks; nobody knows who.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    /// 1 to 5.
    pub helpful: i64,
    /// 1 to 5.
    pub safe: i64,
    /// 持ち帰るもの
    pub kept: String,
    /// 次に望むこと
    pub wished: String,
}

/// The feedback of a workshop.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feedback {
    /// How many gave it.
    pub count: i64,
    /// Theirs, from `FEEDBACK_FROM` on, in an order that tells nothing.
    pub opinions: Vec<Opinion>,
}

/// What a certificate says and asks for, and what of it was never decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The form with what is stored.
    pub form: TermsForm,
    /// Professions by name and in words, to write points for.
    pub professions: Vec<(String, String)>,
}

/// A certificate that was given to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its code, in groups.
    pub code: String,
    /// The day on which it was given, in words.
    pub issued_on: String,
}

/// Somebody who came, and their certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Their registration.
    pub registration: RegistrationId,
    /// Their name.
    pub name: String,
    /// How much of it they were there for, in percent.
    pub attended: i64,
    /// Whether that is enough.
    pub eligible: bool,
    /// The certificate that holds.
    pub certificate: Option<Certificate>,
}

/// The host's page for afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// The workshop.
    pub workshop: Invited,
    /// The three numbers.
    pub counts: Counts,
    /// Those who came.
    pub people: Vec<Candidate>,
    /// The feedback.
    pub feedback: Feedback,
    /// What a certificate says and asks for.
    pub terms: Terms,
}

/// The sign-in sheet: names and professions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The workshop.
    pub workshop: Invited,
    /// Where it takes place; may be empty.
    pub place: String,
    /// Names and professions of those with a seat.
    pub people: Vec<(String, String)>,
}

/// One of the viewer's certificates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyCertificate {
    /// Its code, in groups.
    pub code: String,
    /// The title of the workshop.
    pub title: String,
    /// The day of the workshop, in words.
    pub held_on: String,
    /// Since when it does not hold any more, in words.
    pub revoked_on: Option<String>,
}

/// What the public page says of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// The code, in groups.
    pub code: String,
    /// The name it was given to.
    pub name: String,
    /// The title of the workshop.
    pub title: String,
    /// The name of its host.
    pub host: String,
    /// The day of the workshop, in words.
    pub held_on: String,
    /// How long, in words.
    pub length: String,
    /// The points, if there were any.
    pub points: String,
    /// The day on which it was given, in words.
    pub issued_on: String,
    /// Since when it does not hold any more, and why.
    pub revoked: Option<(String, String)>,
    /// Where its owner gets it as a file, if they are who looks.
    pub file: Option<String>,
}
