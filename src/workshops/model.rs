//! The rules: what kinds there are, when one may register, how seats are counted, and who may change what.

pub mod filter;
pub mod form;
pub mod letters;
pub mod life;
pub mod month;
pub mod people;
pub mod place;
pub mod plan;
pub mod planned;
pub mod questions;
pub mod remind;
pub mod seating;
pub mod shown;
pub mod spread;

use serde::{Deserialize, Serialize};

pub use filter::{Filter, Where};
pub use form::{PlaceForm, WorkshopForm};
pub use letters::{CalendarForm, LetterChoices, LettersForm, MyCalendar, Stopping, Topic};
pub use life::Life;
pub use month::{Day, DayItem, Listing, Month, MonthPage};
pub use place::RegisterForm;
pub use plan::Visibility;
pub use shown::{Blank, Card, Desk, DeskRow, HostView, Mine, MyPlace, Registrant, Shown, When, by_course};

use crate::kit::id::UserId;
use crate::kit::{Error, Locale, Result, Role, Viewer};
use crate::tl;

/// What kind of gathering it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 交流会
    Exchange,
    /// 研修会
    Training,
    /// ワークショップ
    Workshop,
    /// 説明会
    Briefing,
    /// 対話会
    Dialogue,
}

impl Kind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Kind; 5] = [Kind::Exchange, Kind::Training, Kind::Workshop, Kind::Briefing, Kind::Dialogue];

    /// The kind's name in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Exchange => "exchange",
            Kind::Training => "training",
            Kind::Workshop => "workshop",
            Kind::Briefing => "briefing",
            Kind::Dialogue => "dialogue",
        }
    }

    /// The kind of that name.
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The kind in words.
    pub fn label(self, locale: Locale) -> &'static str {
        match self {
            Kind::Exchange => tl!(locale, workshops.kind_exchange),
            Kind::Training => tl!(locale, workshops.kind_training),
            Kind::Workshop => tl!(locale, workshops.kind_workshop),
            Kind::Briefing => tl!(locale, workshops.kind_briefing),
            Kind::Dialogue => tl!(locale, workshops.kind_dialogue),
        }
    }
}

/// Where a workshop stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Only its host sees it.
    Draft,
    /// Published, not begun, and one may register.
    Open,
    /// Published, not begun, and one may not register: not yet, or no more.
    Closed,
    /// It has begun and is not over.
    Running,
    /// It is over.
    Past,
    /// It will not take place.
    Cancelled,
}

/// How many seats there are and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    /// How many people fit.
    pub capacity: i64,
    /// How many have a seat, or one that is held for them until they answer.
    pub confirmed: i64,
    /// How many wait for one.
    pub waiting: i64,
    /// Whether they wait for the host's word.
    pub approval: bool,
    /// Whether they wait for a draw that is still to come.
    pub draw: bool,
}

impl Seats {
    /// Seats that the next person to register gets at once: none while anybody waits.
    pub fn free(&self) -> i64 {
        if self.waiting > 0 { 0 } else { (self.capacity - self.confirmed).max(0) }
    }
}

/// What of the seats somebody would get at once who registers now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Left {
    /// As many as are counted.
    #[default]
    Counted,
    /// So many, by the rules for their profession.
    Exactly(i64),
    /// Some that are kept for a profession: nobody knows a visitor's.
    ForSome,
}

/// What became of a registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// There is a seat.
    Confirmed,
    /// In the line, at this position from 1.
    Waiting(i64),
    /// The host will say yes or no.
    Applied,
    /// In the draw.
    Entered,
    /// A seat is held for them already, until they answer.
    Offered,
    /// It is not open: it has begun, is over, or was called off.
    Closed,
}

/// Who changes a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Editor {
    /// A host, who may change their own.
    Host(UserId),
    /// An organiser, who may change each.
    Organiser,
}

impl Editor {
    /// What the viewer may be here; for everybody else there are no drafts and no desk: `NotFound`.
    pub fn of(viewer: &Viewer) -> Result<Editor> {
        match (viewer.is(Role::Admin), viewer.is(Role::Host)) {
            (true, _) => Ok(Editor::Organiser),
            (false, true) => Ok(Editor::Host(viewer.id.clone())),
            (false, false) => Err(Error::NotFound),
        }
    }

    /// Whether this editor may change a workshop of `host` without being asked to host it too.
    pub fn may_change(&self, host: &UserId) -> bool {
        match self {
            Editor::Host(id) => id == host,
            Editor::Organiser => true,
        }
    }
}

#[cfg(test)]
mod tests;
