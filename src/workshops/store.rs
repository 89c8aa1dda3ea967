//! SQL and row mapping. A workshop is always read together with its host and its counted seats.

pub mod audience;
mod browse;
pub mod bulk;
mod by;
pub mod calendar;
mod clash;
pub mod course;
mod desk;
pub mod history;
mod host;
pub mod needs;
pub mod people;
pub mod plan;
pub mod questions;
pub mod reminders;
pub mod search;
pub mod seating;
pub mod series;
pub mod shift;
pub mod spread;
mod standing;
pub mod team;

use sqlx::Row;
use sqlx::any::AnyRow;

pub use browse::{Next, browse, coming_for, month, next};
pub use by::By;
pub use clash::{Clash, clashes};
pub use desk::{Sought, desk};
pub use host::{Edited, call_off, create, edit, publish, publish_due, registrants, told};
pub use seating::{Asking, cancel, join, register};
pub use standing::{my_place, standing, standings};

use super::address;
pub use super::model::Mine;
use super::model::seating::Mode;
use super::model::{Editor, Kind, Life, Seats, Visibility};
use crate::accounts::model::{Profession, introduced};
use crate::kit::id::{SeriesId, UserId, WorkshopId};
use crate::kit::{Error, Locale, Moment, Viewer};
use crate::nth_of_course;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};

/// Locks a workshop, so that counting its seats and giving one away is a single step.
pub(in crate::workshops) const LOCK: &str = "select id from workshops where id = $1 for update";

/// What a host decides about a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// The kind.
    pub kind: Kind,
    /// The title.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// When it begins.
    pub starts_at: Moment,
    /// When it is over.
    pub ends_at: Moment,
    /// The IANA zone in which it was planned.
    pub zone: String,
    /// How many people fit.
    pub capacity: i64,
    /// Where people come to; may be empty.
    pub place: String,
    /// Where people meet online; may be empty.
    pub online_url: String,
}

/// A workshop as it stands in the database.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// Which.
    pub id: WorkshopId,
    /// What its host decided.
    pub details: Details,
    /// Who hosts it.
    pub host: UserId,
    /// The host's name.
    pub host_name: String,
    /// Rises with every change.
    pub version: i64,
    /// When it was published and called off.
    pub life: Life,
    /// The seats.
    pub seats: Seats,
    /// How seats are given.
    pub mode: Mode,
    /// How long an offer of a seat stands.
    pub offer_hours: i64,
    /// The seed of the draw, once it has taken place.
    pub draw_seed: Option<String>,
    /// When the draw took place.
    pub drawn_at: Option<Moment>,
    /// When the seats were last gone through for rules that are released.
    settled_at: Option<Moment>,
    /// What it costs, in the host's words; empty when they said nothing.
    pub fee: String,
    /// When it was last changed.
    pub updated_at: Moment,
    /// Who may see it once it is published.
    pub visibility: Visibility,
    /// The cohort that may see it, when it is for one.
    pub visible_cohort: Option<String>,
    /// The key in its address, when it is shown by link.
    pub visible_key: Option<String>,
    /// The course that it is a date of.
    pub series: Option<SeriesId>,
    /// The how many-th date of it that is.
    pub nth: Option<i64>,
    host_profession: (String, String),
    last_seq: i64,
}

impl Workshop {
    /// The key in its address while it is shown by link; else empty.
    pub fn key(&self) -> &str {
        self.visible_key.as_deref().filter(|_| self.visibility == Visibility::Link).unwrap_or_default()
    }

    /// The path of its page. It may hold the key: only for those who may see it, never for public lists.
    pub fn page(&self) -> String {
        address::page(&self.id, self.key())
    }

    /// The host's profession in words, if it was said.
    pub fn host_profession(&self, locale: Locale) -> Option<String> {
        let (profession, own_words) = &self.host_profession;
        introduced(Profession::parse(profession), own_words, locale)
    }

    /// `now`, but never before the seats were last gone through: what was asked a moment earlier and comes to the
    /// lock a moment later must not find a rule that was released in between.
    fn never_before(&self, now: Moment) -> Moment {
        self.settled_at.map_or(now, |settled| settled.max(now))
    }

    fn from_row(row: &AnyRow) -> Result<Workshop> {
        let capacity: i64 = row.try_get("capacity")?;
        let confirmed: i64 = row.try_get("confirmed")?;
        let active: i64 = row.try_get("active")?;
        let (starts_at, ends_at) = (Moment(row.try_get("starts_at")?), Moment(row.try_get("ends_at")?));
        let moment = |name: &str| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment)) };
        let visibility = row.try_get::<String, _>("visibility")?;
        let mode = mode(row, starts_at)?;
        Ok(Workshop {
            id: row.try_get::<String, _>("id")?.parse()?,
            details: Details {
                kind: kind(&row.try_get::<String, _>("kind")?)?,
                title: row.try_get("title")?,
                body: row.try_get("body")?,
                starts_at,
                ends_at,
                zone: row.try_get("zone")?,
                capacity,
                place: row.try_get("place")?,
                online_url: row.try_get("online_url")?,
            },
            host: row.try_get::<String, _>("host_id")?.parse()?,
            host_name: row.try_get("host_name")?,
            version: row.try_get("version")?,
            life: Life {
                starts_at,
                ends_at,
                publish_at: moment("publish_at")?,
                published_at: moment("published_at")?,
                cancelled_at: moment("cancelled_at")?,
                closed_at: moment("closed_at")?,
                opens_at: moment("opens_at")?,
                closes_at: moment("closes_at")?,
                cancel_until: moment("cancel_until")?,
            },
            seats: seats((capacity, confirmed, active), mode),
            mode,
            offer_hours: row.try_get("offer_hours")?,
            draw_seed: row.try_get("draw_seed")?,
            drawn_at: moment("drawn_at")?,
            settled_at: moment("settled_at")?,
            fee: row.try_get("fee")?,
            updated_at: Moment(row.try_get("updated_at")?),
            visibility: Visibility::parse(&visibility)
                .ok_or_else(|| Failure::refused(format!("there is no visibility called {visibility:?}")))?,
            visible_cohort: row.try_get("visible_cohort")?,
            // An empty key would be one that everybody has.
            visible_key: row.try_get::<Option<String>, _>("visible_key")?.filter(|key| !key.is_empty()),
            series: row.try_get::<Option<String>, _>("series_id")?.map(|id| id.parse()).transpose()?,
            nth: row.try_get("nth")?,
            host_profession: (row.try_get("profession")?, row.try_get("profession_other")?),
            last_seq: row.try_get("last_seq")?,
        })
    }
}

/// A published workshop; a draft is `NotFound`.
pub async fn published(conn: &mut Conn, id: &WorkshopId) -> Result<Workshop> {
    let workshop = find(conn, id).await?;
    if workshop.life.published_at.is_some() { Ok(workshop) } else { Err(Error::NotFound.into()) }
}

/// A workshop that this viewer may look at: a published one that is for them, or one they may change. `key` stands
/// in the address of those that are shown by link.
pub async fn visible(conn: &mut Conn, viewer: Option<&Viewer>, id: &WorkshopId, key: &str) -> Result<Workshop> {
    let workshop = find(conn, id).await?;
    let user = viewer.map(|viewer| &viewer.id);
    let seen = (workshop.life.published_at.is_some() && audience::admits(conn, &workshop, user, key).await?)
        || audience::viewer_may_change(conn, viewer, &workshop).await?;
    if seen { Ok(workshop) } else { Err(Error::NotFound.into()) }
}

/// A workshop that this editor may change; anybody else's is `NotFound`.
pub async fn for_editor(conn: &mut Conn, editor: &Editor, id: &WorkshopId) -> Result<Workshop> {
    let workshop = find(conn, id).await?;
    if audience::may_change(conn, editor, &workshop).await? { Ok(workshop) } else { Err(Error::NotFound.into()) }
}

/// A workshop with its host and its seats, in one query. What its page asks besides is in `page`.
/// Kept to this room: who may see it is decided by the functions above.
async fn find(conn: &mut Conn, id: &WorkshopId) -> Result<Workshop> {
    let row = sqlx::query(concat!(
        "select w.id, w.kind, w.title, w.body, w.starts_at, w.ends_at, w.zone, w.capacity, w.place, w.online_url,
                w.host_id, w.version, w.publish_at, w.published_at, w.cancelled_at, w.closed_at, w.opens_at,
                w.closes_at, w.cancel_until, w.mode, w.draw_at, w.draw_seed, w.drawn_at, w.offer_hours, w.settled_at,
                w.visibility, w.visible_cohort, w.visible_key, w.series_id,
                w.fee, w.updated_at, ",
        nth_of_course!(),
        " as nth,
                u.name as host_name, u.profession, u.profession_other,
                coalesce(r.confirmed, 0) as confirmed, coalesce(r.active, 0) as active,
                coalesce(r.last_seq, 0) as last_seq
         from workshops w
         join users u on u.id = w.host_id
         left join (select workshop_id, max(seq) as last_seq,
                           count(case when cancelled_at is null then coalesce(confirmed_at, offered_at) end) as confirmed,
                           count(case when cancelled_at is null then 1 end) as active
                    from registrations where workshop_id = $1 group by workshop_id) r on r.workshop_id = w.id
         where w.id = $1",
    ))
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    Workshop::from_row(&row.ok_or(Error::NotFound)?)
}

/// Those who have a seat or wait for one, in the order in which they registered.
async fn active_people(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<UserId>> {
    let rows = sqlx::query(
        "select user_id from registrations where workshop_id = $1 and cancelled_at is null order by seq, id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}

/// A pattern for `like … escape '!'` that finds `part` anywhere, in small letters; empty when nothing is looked for.
fn like(part: &str) -> String {
    if part.is_empty() {
        return String::new();
    }
    let part = part.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{part}%")
}

/// Reads where a list by the beginning goes on: `{beginning}_{id}`.
fn read_cursor(text: &str) -> Option<(i64, String)> {
    let (at, id) = text.split_once('_')?;
    Some((at.parse().ok()?, id.parse::<WorkshopId>().ok()?.into()))
}

/// The seats of a workshop: how many fit, how many have one, and how many stand in all.
fn seats((capacity, confirmed, active): (i64, i64, i64), mode: Mode) -> Seats {
    let (approval, draw) = (mode == Mode::Approval, mode.draw_ahead().is_some());
    Seats { capacity, confirmed, waiting: active - confirmed, approval, draw }
}

/// How seats are given. A draw without a moment of its own takes place when registration closes, or a day before.
fn mode(row: &AnyRow, starts_at: Moment) -> Result<Mode> {
    Ok(match row.try_get::<String, _>("mode")?.as_str() {
        "first" => Mode::First,
        "approval" => Mode::Approval,
        "lottery" => {
            let draw_at = row.try_get::<Option<i64>, _>("draw_at")?.or(row.try_get("closes_at")?);
            Mode::Lottery {
                draw_at: draw_at.map_or(starts_at.plus_days(-1), Moment),
                drawn: row.try_get::<Option<i64>, _>("drawn_at")?.is_some(),
            }
        }
        other => return Err(Failure::refused(format!("there is no way of giving seats called {other:?}"))),
    })
}

fn kind(text: &str) -> Result<Kind> {
    Kind::parse(text).ok_or_else(|| Failure::refused(format!("there is no kind of workshop called {text:?}")))
}
