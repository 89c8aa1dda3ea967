//! What 今日 and the first page ask of the database and of the other rooms. Reads only.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::model::{Answer, Asked, DayPart, Draft, Gathering, Meeting, Sorting, TodayPage};
use crate::coaching::cohorts::store::appointments;
use crate::coaching::supervision::model::Stand;
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Locale, Moment, Role, Viewer};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::time;
use crate::workshops::model::{Left, Seats, Stage};
use crate::workshops::store::Next;
use crate::{coaching, journal, worksheets, workshops};

/// How many workshops the first page names.
const COMING: i64 = 3;

/// A workshop in a line, before its times are put in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    id: WorkshopId,
    title: String,
    starts_at: Moment,
    ends_at: Moment,
    online: bool,
    onsite: bool,
    seats: Option<(Seats, Stage, Left)>,
    waiting_position: Option<i64>,
    held_until: Option<Moment>,
    draw_at: Option<Moment>,
    asked: bool,
}

impl Coming {
    /// The same in words, on the clock of `zone`.
    pub fn told(self, locale: Locale, zone: &str) -> Gathering {
        let at = time::at(self.starts_at, zone);
        let weekday = time::weekday(&at, locale);
        let month = match locale {
            Locale::ja => format!("{}月・{weekday}", at.month()),
            Locale::en => format!("{} {weekday}", at.strftime("%b")),
        };
        Gathering {
            id: self.id,
            title: self.title,
            when: time::day_and_clock(self.starts_at, zone, locale),
            datetime: time::rfc3339(self.starts_at, zone),
            day: at.day().to_string(),
            month,
            clock: time::clock(self.starts_at, zone),
            minutes: self.ends_at.seconds_since(self.starts_at) / 60,
            online: self.online,
            onsite: self.onsite,
            seats: self.seats,
            waiting_position: self.waiting_position,
            held_until: self.held_until.map(|until| time::day_and_clock(until, zone, locale)),
            draw: self.draw_at.map(|at| time::day_and_clock(at, zone, locale)),
            asked: self.asked,
        }
    }
}

impl From<workshops::model::Mine> for Coming {
    fn from(mine: workshops::model::Mine) -> Coming {
        Coming {
            id: mine.id,
            title: mine.title,
            starts_at: mine.starts_at,
            ends_at: mine.ends_at,
            online: mine.online,
            onsite: !mine.place.is_empty(),
            seats: None,
            waiting_position: mine.waiting_position,
            held_until: mine.held_until,
            draw_at: mine.draw_at,
            asked: mine.asked,
        }
    }
}

impl From<Next> for Coming {
    fn from(next: Next) -> Coming {
        Coming {
            id: next.id,
            title: next.title,
            starts_at: next.starts_at,
            ends_at: next.ends_at,
            online: next.online,
            onsite: next.onsite,
            seats: Some((next.seats, next.stage, next.left)),
            waiting_position: None,
            held_until: None,
            draw_at: None,
            asked: false,
        }
    }
}

/// Everything that stands on 今日.
pub async fn today(conn: &mut Conn, vault: &Vault, viewer: &Viewer, now: Moment) -> Result<TodayPage> {
    let (me, locale, zone) = (&viewer.id, viewer.locale, viewer.zone.as_str());
    let name_of = |template: &str| journal::model::template(template).map(|one| one.title(locale).to_owned());
    let answer = coaching::store::unread_answer(conn, me).await?.map(|answer| Answer {
        href: format!("/journal/{}", answer.entry),
        coach: answer.coach_name,
        template: name_of(&answer.template).unwrap_or_default(),
        day: time::day(answer.written_at, zone, locale),
    });
    let asked = coaching::supervision::store::undecided(conn, me).await?;
    let asked = asked.into_iter().filter(|one| one.moments.stand(now) == Stand::Asked);
    let asked = asked.map(|one| Asked { href: format!("/supervision/{}", one.id), coach: one.coach_name }).collect();
    let draft = journal::store::unfinished(conn, me).await?.map(|entry| Draft {
        href: format!("/journal/{}", entry.entry),
        template: name_of(&entry.template).unwrap_or_default(),
        day: time::day(entry.updated_at, zone, locale),
    });
    let coming = workshops::store::coming_for(conn, me, now).await?;
    let coming = coming.into_iter().map(|mine| Coming::from(mine).told(locale, zone)).collect();
    let hosting = match viewer.is(Role::Host) {
        true => next_hosted(conn, me, now).await?.map(|one| one.told(locale, zone)),
        false => None,
    };
    let meeting = meeting(conn, viewer, now).await?;
    let waiting = match viewer.is(Role::Coach) {
        true => Some(coaching::store::waiting_for(conn, me, now).await?),
        false => None,
    };
    let at = time::at(now, zone);
    Ok(TodayPage {
        part: DayPart::of(at.hour()),
        day: time::day(now, zone, locale),
        date: at.date().to_string(),
        answer,
        asked,
        coming,
        meeting,
        hosting,
        waiting,
        draft,
        sorting: sorting(conn, vault, me).await?,
        sheets: begun(conn, viewer).await?,
        gift: worksheets::sheets::store::gifts::any_waits(conn, me).await?,
        knows_values: knows_values(conn, me).await?,
        asks_check: false,
    })
}

/// When `viewer` meets a coach or a member next.
async fn meeting(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Result<Option<Meeting>> {
    let ahead = appointments::ahead_of(conn, &viewer.id, now).await?;
    Ok(ahead.first().map(|one| Meeting {
        who: one.other(&viewer.id).to_owned(),
        when: time::day_and_clock(one.starts_at, &viewer.zone, viewer.locale),
        datetime: time::rfc3339(one.starts_at, &viewer.zone),
        href: if one.coach.0 == viewer.id { "/coaching/appointments" } else { "/cohort/appointments" }.to_owned(),
    }))
}

/// How far `owner` has come with the value cards that lie on the table.
async fn sorting(conn: &mut Conn, vault: &Vault, owner: &UserId) -> Result<Option<Sorting>> {
    let Some(id) = worksheets::store::unfinished(conn, owner).await? else { return Ok(None) };
    let sitting = worksheets::store::open(conn, vault, owner, &id).await?.kept.sitting;
    let (sorted, total) = (sitting.piles.len() as u32, sitting.total() as u32);
    Ok(Some(Sorting { href: format!("/worksheets/values/{id}"), sorted, total }))
}

/// The worksheets that `viewer` has begun and not finished, the one touched last first; nothing is opened for it. The
/// value cards say how far they are, and stand by themselves.
async fn begun(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<Draft>> {
    let mut rounds = worksheets::sheets::store::answers::rounds(conn, &viewer.id).await?;
    rounds.retain(|one| one.finished_at.is_none());
    rounds.sort_by_key(|one| std::cmp::Reverse(one.updated_at));
    let line = |one: worksheets::sheets::store::Round| {
        let about = &worksheets::sheets::known(&one.worksheet)?.about;
        Some(Draft {
            href: format!("{}/{}", worksheets::sheets::path(&about.id), one.id),
            template: about.name.of(viewer.locale),
            day: time::day(one.updated_at, &viewer.zone, viewer.locale),
        })
    };
    Ok(rounds.into_iter().filter_map(line).collect())
}

/// The public workshops that begin next.
pub async fn coming(conn: &mut Conn, now: Moment) -> Result<Vec<Coming>> {
    let next = workshops::store::next(conn, now, COMING).await?;
    Ok(next.into_iter().map(Coming::from).collect())
}

/// The workshop that `host` runs next.
async fn next_hosted(conn: &mut Conn, host: &UserId, now: Moment) -> Result<Option<Coming>> {
    let row = sqlx::query(
        "select id, title, starts_at, ends_at, case when online_url <> '' then 1 else 0 end,
                case when place <> '' then 1 else 0 end
         from workshops
         where host_id = $1 and published_at is not null and cancelled_at is null and ends_at > $2
         order by starts_at, id limit 1",
    )
    .bind(host.as_str())
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(from_row).transpose()
}

/// Whether `owner` ever laid value cards to the end, or has begun to.
async fn knows_values(conn: &mut Conn, owner: &UserId) -> Result<bool> {
    let row = sqlx::query(
        "select count(*) from worksheet_answers where owner_id = $1 and worksheet = $2 and deleted_at is null",
    )
    .bind(owner.as_str())
    .bind(worksheets::store::WORKSHEET)
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

fn from_row(row: &AnyRow) -> Result<Coming> {
    Ok(Coming {
        id: row.try_get::<String, _>(0)?.parse()?,
        title: row.try_get(1)?,
        starts_at: Moment(row.try_get(2)?),
        ends_at: Moment(row.try_get(3)?),
        online: row.try_get::<i64, _>(4)? != 0,
        onsite: row.try_get::<i64, _>(5)? != 0,
        seats: None,
        waiting_position: None,
        held_until: None,
        draw_at: None,
        asked: false,
    })
}
