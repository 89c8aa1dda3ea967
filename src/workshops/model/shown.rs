//! What pages show: ready words in the viewer's language and zone, made on the server.

use serde::{Deserialize, Serialize};

use super::place::Seating;
use super::{Kind, Left, Seats, Stage, WorkshopForm};
use crate::kit::Moment;
use crate::kit::id::{SeriesId, WorkshopId};
use crate::kit::page::Page;
use crate::ui::About;

/// When it takes place, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// 2026年11月27日（金）20:00〜21:30（日本時間）
    pub words: String,
    /// The same on the viewer's own clock, when that differs.
    pub yours: Option<String>,
    /// The beginning for machines.
    pub starts: String,
}

/// A workshop in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Which.
    pub id: WorkshopId,
    /// The kind.
    pub kind: Kind,
    /// The title.
    pub title: String,
    /// 27
    pub day: String,
    /// 11月・金
    pub month: String,
    /// 20:00から90分
    pub time: String,
    /// The beginning for machines.
    pub starts: String,
    /// The host's name.
    pub host: String,
    /// Whether one can take part online.
    pub online: bool,
    /// Where else.
    pub place: String,
    /// The seats.
    pub seats: Seats,
    /// What of them the viewer would get at once.
    pub left: Left,
    /// The stage.
    pub stage: Stage,
    /// The how many-th date of its course it is.
    pub nth: Option<i64>,
    /// What to ask for to get those after this one.
    pub cursor: String,
}

/// The viewer's own registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyPlace {
    /// The position in the line, 0 while a seat is held until they answer; none when there is a seat.
    pub waiting_position: Option<i64>,
}

/// A workshop's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Which.
    pub id: WorkshopId,
    /// The kind.
    pub kind: Kind,
    /// The title.
    pub title: String,
    /// Safe HTML of the text.
    pub body_html: String,
    /// When.
    pub when: When,
    /// Where people come to; empty when it is only online.
    pub place: String,
    /// Whether one can take part online.
    pub online: bool,
    /// Where people meet online: only for those with a seat, and for the host.
    pub link: Option<String>,
    /// The host's name.
    pub host: String,
    /// The host's profession in words, if it was said.
    pub host_profession: Option<String>,
    /// The seats.
    pub seats: Seats,
    /// The stage.
    pub stage: Stage,
    /// From when on one may register, in words, where that has yet to come.
    pub opens: Option<String>,
    /// The viewer's registration, if there is one.
    pub mine: Option<MyPlace>,
    /// How seats are shared out, and the viewer's place in words.
    pub seating: Seating,
    /// Whether the viewer is the host.
    pub hosting: bool,
    /// Whether the viewer may change it.
    pub may_edit: bool,
    /// The fee, materials, the course, what is asked.
    pub extras: super::planned::Extras,
    /// What machines read at the page's head: only on the server, which writes it.
    #[serde(skip)]
    pub about: About,
}

/// A workshop that a member is registered for, for 今日.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mine {
    /// Which.
    pub id: WorkshopId,
    /// The title.
    pub title: String,
    /// The kind.
    pub kind: Kind,
    /// When it begins.
    pub starts_at: Moment,
    /// When it is over.
    pub ends_at: Moment,
    /// Its time zone.
    pub zone: String,
    /// Whether one can take part online.
    pub online: bool,
    /// Where else.
    pub place: String,
    /// The position in the line, 0 while a seat is held until they answer; none when there is a seat.
    pub waiting_position: Option<i64>,
    /// Until when a seat is held that they have not answered to yet.
    pub held_until: Option<Moment>,
    /// When the draw is that they wait for.
    pub draw_at: Option<Moment>,
    /// Whether they wait for the host's word.
    pub asked: bool,
}

/// One of a host's workshops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskRow {
    /// Which.
    pub id: WorkshopId,
    /// The kind.
    pub kind: Kind,
    /// The title.
    pub title: String,
    /// When.
    pub when: When,
    /// The seats.
    pub seats: Seats,
    /// The stage.
    pub stage: Stage,
    /// The how many-th date of its course it is.
    pub nth: Option<i64>,
    /// The course that it is a date of.
    pub series: Option<SeriesId>,
}

/// A host's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// The part of a title that was looked for; empty for all.
    pub words: String,
    /// Whether it is a later page, with nothing but what was.
    pub later: bool,
    /// Not published yet, the next one first.
    pub drafts: Vec<DeskRow>,
    /// Published and not over, the next one first.
    pub coming: Vec<DeskRow>,
    /// Over or called off, the latest first.
    pub past: Page<DeskRow>,
}

/// Rows in their order, and with the first one of a course all of its others.
pub fn by_course(rows: Vec<DeskRow>) -> Vec<(DeskRow, Vec<DeskRow>)> {
    let mut units: Vec<(DeskRow, Vec<DeskRow>)> = Vec::new();
    for row in rows {
        let same = units.iter().position(|(first, _)| first.series.is_some() && first.series == row.series);
        match same {
            Some(at) => units[at].1.push(row),
            None => units.push((row, Vec::new())),
        }
    }
    units
}

/// An empty form and what it offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blank {
    /// The form.
    pub form: WorkshopForm,
    /// The time zones to choose from.
    pub zones: Vec<(String, String)>,
}

/// A person who registered, as the host sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registrant {
    /// The name they want to be called.
    pub name: String,
    /// Their profession in words.
    pub profession: String,
    /// When they registered, in words.
    pub since: String,
}

/// A workshop on its host's desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostView {
    /// The form with what is stored.
    pub form: WorkshopForm,
    /// The time zones to choose from, with their names.
    pub zones: Vec<(String, String)>,
    /// How many drafts of its course lie ahead, this one included; 0 when it belongs to none.
    pub drafts: i64,
    /// When.
    pub when: When,
    /// The seats.
    pub seats: Seats,
    /// The stage.
    pub stage: Stage,
    /// Whether its beginning lies ahead.
    pub ahead: bool,
    /// Those with a seat, in the order in which they registered.
    pub confirmed: Vec<Registrant>,
    /// Those who wait, in order.
    pub waiting: Vec<Registrant>,
}
