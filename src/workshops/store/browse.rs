//! What visitors and members look at.

use std::collections::BTreeMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::seating::Counted;
use super::standing::position;
use super::{kind, mode, read_cursor, search, seating, seats};
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::page::Page;
use crate::kit::{Locale, Moment};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::search::Words;
use crate::workshops::model::filter::MAX_QUESTION;
use crate::workshops::model::form::MAX_DAYS;
use crate::workshops::model::place::Standing;
use crate::workshops::model::{Card, DayItem, Filter, Left, Life, Mine, Seats, Stage};
use crate::workshops::{months, wording};
use crate::{listed_for, nth_of_course};

/// How many workshops stand on one page.
const PAGE: usize = 20;

/// The most workshops in a month.
const MONTH: i64 = 400;

/// `$1` now, `$2 $3` the cursor, `$4` kinds, `$5` place, `$6` only where a seat that nobody has is got at once (no host
/// and no draw decides about it; `is_meant` leaves out those whose seats are kept for others), `$7` how many, `$8` which
/// hold the words, `$9 $10` from when to when, `$11` the profession that wants a seat: one that no rule shuts out, and
/// for which the seats kept for others leave some; `$12` who looks.
macro_rules! list {
    ($when:literal, $order:literal) => {
        concat!(
            "select w.id, w.kind, w.title, w.starts_at, w.ends_at, w.zone, w.capacity, w.place,
                    case when w.online_url = '' then 0 else 1 end as online, w.published_at, w.closed_at,
                    w.opens_at, w.closes_at, w.mode, w.draw_at, w.drawn_at, u.name,
                    (select count(coalesce(r.confirmed_at, r.offered_at)) from registrations r
                     where r.workshop_id = w.id and r.cancelled_at is null) as confirmed,
                    (select count(*) from registrations r
                     where r.workshop_id = w.id and r.cancelled_at is null) as active,
                    (select count(*) from seat_rules s where s.workshop_id = w.id) as ruled,
                    ",
            nth_of_course!(),
            " as nth
             from workshops w join users u on u.id = w.host_id
             where w.published_at is not null and w.cancelled_at is null and ",
            $when,
            " and ($4 = '' or $4 like '%,' || w.kind || ',%')
              and ($5 = '' or ($5 = 'online' and w.online_url <> '') or ($5 = 'onsite' and w.place <> ''))
              and ",
            listed_for!("$12"),
            " and ($6 = 0 or ((w.mode = 'first' or (w.mode = 'lottery' and w.drawn_at is not null))
                    and w.starts_at > $1 and w.closed_at is null and coalesce(w.opens_at, 0) <= $1
                    and coalesce(w.closes_at, w.starts_at) > $1 and w.capacity > (
                    select count(coalesce(r.confirmed_at, r.offered_at)) from registrations r
                    where r.workshop_id = w.id and r.cancelled_at is null)))
              and ($8 = '' or $8 like '%,' || w.id || ',%')
              and w.starts_at >= $9 and w.starts_at < $10
              and ($11 = '' or not exists (
                    select 1 from seat_rules s where s.workshop_id = w.id and s.profession = $11 and s.most = 0
                      and (s.released_at is null or s.released_at > $1)))
              and ($11 = '' or exists (
                    select 1 from seat_rules s where s.workshop_id = w.id and s.profession = $11 and s.kept > 0)
                  or w.capacity > (select coalesce(cast(sum(s.kept) as bigint), 0) from seat_rules s
                    where s.workshop_id = w.id and s.profession <> $11
                      and (s.released_at is null or s.released_at > $1)))
             order by ",
            $order,
            " limit $7"
        )
    };
}

/// Published workshops to come, or those that are over.
pub async fn browse(
    conn: &mut Conn,
    filter: &Filter,
    user: Option<&UserId>,
    now: Moment,
    viewer_zone: &str,
    locale: Locale,
) -> Result<Page<Card>> {
    let sql = match filter.past {
        false => list!("w.ends_at > $1 and (w.starts_at, w.id) > ($2, $3)", "w.starts_at, w.id"),
        true => list!("w.ends_at <= $1 and (w.starts_at, w.id) < ($2, $3)", "w.starts_at desc, w.id desc"),
    };
    // Nothing lasts longer than MAX_DAYS, so that the index on the beginning finds all that are not over.
    let start = if filter.past { (now.0, "~".to_owned()) } else { (now.plus_days(-MAX_DAYS).0, String::new()) };
    let cursor = filter.after.as_deref().and_then(read_cursor).unwrap_or(start);
    let day = |day: &Option<String>, later| day.as_deref().and_then(|day| months::day(day, viewer_zone, later));
    let range = (day(&filter.from, 0).unwrap_or(Moment(0)), day(&filter.to, 1).unwrap_or(Moment(i64::MAX)));
    let (mut cursor, mut cards) = (cursor, Vec::with_capacity(PAGE + 1));
    loop {
        let rows = fetch(conn, sql, Wanted { filter, user, now, cursor, range, limit: PAGE as i64 + 1 }).await?;
        let left = seating::left(conn, &open(&rows, now)?, user, now).await?;
        let more = rows.len() > PAGE;
        let card = |row| card(row, &left, now, viewer_zone, locale);
        let found = rows.iter().map(card).collect::<Result<Vec<Card>>>()?;
        let last = found.last().and_then(|card| read_cursor(&card.cursor));
        cards.extend(found.into_iter().filter(|card| is_meant(filter, card.left)));
        match last {
            // Some were left out, so that the page is not full yet.
            Some(last) if more && cards.len() <= PAGE => cursor = last,
            _ => return Ok(Page::from_rows(cards, PAGE, |card| card.cursor.clone())),
        }
    }
}

/// Whether it belongs on a list for which somebody asked, as its tag says: who looks for free seats means those that
/// they would get.
fn is_meant(filter: &Filter, left: Left) -> bool {
    !filter.free || left != Left::Exactly(0)
}

fn life(row: &AnyRow) -> Result<Life> {
    let moment = |name: &str| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment)) };
    Ok(Life {
        starts_at: Moment(row.try_get("starts_at")?),
        ends_at: Moment(row.try_get("ends_at")?),
        published_at: moment("published_at")?,
        closed_at: moment("closed_at")?,
        opens_at: moment("opens_at")?,
        closes_at: moment("closes_at")?,
        ..Life::default()
    })
}

fn counted(row: &AnyRow) -> Result<Counted> {
    let starts_at = Moment(row.try_get("starts_at")?);
    let mode = mode(row, starts_at)?;
    let counts = (row.try_get("capacity")?, row.try_get("confirmed")?, row.try_get("active")?);
    Ok(Counted { id: row.try_get::<String, _>("id")?.parse()?, seats: seats(counts, mode), mode, starts_at })
}

/// Those of which the count does not say it all: it does without rules and without a line.
fn open(rows: &[AnyRow], now: Moment) -> Result<Vec<Counted>> {
    let mut open = Vec::new();
    for row in rows {
        let one = counted(row)?;
        let ruled = one.seats.waiting > 0 || row.try_get::<i64, _>("ruled")? > 0;
        if ruled && life(row)?.stage(now) == Stage::Open {
            open.push(one);
        }
    }
    Ok(open)
}

fn card(
    row: &AnyRow,
    left: &BTreeMap<WorkshopId, Left>,
    now: Moment,
    viewer_zone: &str,
    locale: Locale,
) -> Result<Card> {
    let (life, Counted { id, seats, .. }) = (life(row)?, counted(row)?);
    let zone: String = row.try_get("zone")?;
    let date = wording::card(life.starts_at, life.ends_at, &zone, viewer_zone, locale);
    Ok(Card {
        kind: kind(&row.try_get::<String, _>("kind")?)?,
        title: row.try_get("title")?,
        day: date.day,
        month: date.month,
        time: date.time,
        starts: date.starts,
        host: row.try_get("name")?,
        online: row.try_get::<i64, _>("online")? != 0,
        place: row.try_get("place")?,
        seats,
        left: left.get(&id).copied().unwrap_or_default(),
        stage: life.stage(now),
        nth: row.try_get("nth")?,
        cursor: format!("{}_{id}", life.starts_at.0),
        id,
    })
}

/// What begins between two moments, over or not, the first one first.
pub async fn month(
    conn: &mut Conn,
    filter: &Filter,
    user: Option<&UserId>,
    now: Moment,
    (from, to): (Moment, Moment),
) -> Result<Vec<(DayItem, Moment)>> {
    let sql = list!("(w.starts_at, w.id) > ($2, $3)", "w.starts_at, w.id");
    let wanted = Wanted { filter, user, now, cursor: (0, String::new()), range: (from, to), limit: MONTH };
    let rows = fetch(conn, sql, wanted).await?;
    // Only those who look for a free seat have to be told what is left for them.
    let open = if filter.free { open(&rows, now)? } else { Vec::new() };
    let left = seating::left(conn, &open, user, now).await?;
    let item = |row: &AnyRow| -> Result<(DayItem, Moment)> {
        let starts_at = Moment(row.try_get("starts_at")?);
        let ends_at = Moment(row.try_get("ends_at")?);
        let life = Life { starts_at, ends_at, published_at: Some(starts_at), ..Life::default() };
        let id = row.try_get::<String, _>("id")?.parse()?;
        let item = DayItem { id, title: row.try_get("title")?, time: String::new(), stage: life.stage(now) };
        Ok((item, starts_at))
    };
    let items = rows.iter().map(item).collect::<Result<Vec<_>>>()?;
    let meant = |item: &DayItem| is_meant(filter, left.get(&item.id).copied().unwrap_or_default());
    Ok(items.into_iter().filter(|(item, _)| meant(item)).collect())
}

/// A public workshop that is to come, with what a visitor would get there.
#[derive(Clone, Debug)]
pub struct Next {
    /// Which.
    pub id: WorkshopId,
    /// The title.
    pub title: String,
    /// When it begins.
    pub starts_at: Moment,
    /// When it is over.
    pub ends_at: Moment,
    /// Whether one can take part online.
    pub online: bool,
    /// Whether people come to a place.
    pub onsite: bool,
    /// The seats.
    pub seats: Seats,
    /// The stage.
    pub stage: Stage,
    /// What of the seats a visitor would get at once.
    pub left: Left,
}

/// The public workshops that begin next, `most` of them; those where every seat is taken come last.
pub async fn next(conn: &mut Conn, now: Moment, most: i64) -> Result<Vec<Next>> {
    let sql = list!(
        "w.starts_at > $1 and (w.starts_at, w.id) > ($2, $3)",
        "case when w.capacity > (
             select count(coalesce(r.confirmed_at, r.offered_at)) from registrations r
             where r.workshop_id = w.id and r.cancelled_at is null) then 0 else 1 end, w.starts_at, w.id"
    );
    let (filter, range) = (Filter::default(), (now, Moment(i64::MAX)));
    let wanted = Wanted { filter: &filter, user: None, now, cursor: (0, String::new()), range, limit: most };
    let rows = fetch(conn, sql, wanted).await?;
    let left = seating::left(conn, &open(&rows, now)?, None, now).await?;
    let next = |row: &AnyRow| -> Result<Next> {
        let (life, Counted { id, seats, .. }) = (life(row)?, counted(row)?);
        Ok(Next {
            title: row.try_get("title")?,
            starts_at: life.starts_at,
            ends_at: life.ends_at,
            online: row.try_get::<i64, _>("online")? != 0,
            onsite: !row.try_get::<String, _>("place")?.is_empty(),
            seats,
            stage: life.stage(now),
            left: left.get(&id).copied().unwrap_or_default(),
            id,
        })
    };
    rows.iter().map(next).collect()
}

/// What a list asks for, in one place for all lists.
struct Wanted<'a> {
    /// What somebody looks for.
    filter: &'a Filter,
    /// Who looks.
    user: Option<&'a UserId>,
    /// Now.
    now: Moment,
    /// What stands last on the page before.
    cursor: (i64, String),
    /// Between which moments it begins.
    range: (Moment, Moment),
    /// How many at most.
    limit: i64,
}

async fn fetch(conn: &mut Conn, sql: &'static str, wanted: Wanted<'_>) -> Result<Vec<AnyRow>> {
    let Wanted { filter, user, now, cursor: (after, after_id), range: (from, to), limit } = wanted;
    let words: String = filter.words.chars().take(MAX_QUESTION).collect();
    let having = match Words::of(&words) {
        Some(words) => search::having(conn, &words).await?,
        None => String::new(),
    };
    let kinds: String = filter.kinds.iter().map(|kind| format!(",{},", kind.as_str())).collect();
    let rows = sqlx::query(sql)
        .bind(now.0)
        .bind(after)
        .bind(after_id)
        .bind(kinds)
        .bind(filter.place.map_or("", |place| place.as_str()).to_owned())
        .bind(i64::from(filter.free))
        .bind(limit)
        .bind(having)
        .bind(from.0)
        .bind(to.0)
        .bind(filter.profession.map_or("", |profession| profession.as_str()).to_owned())
        .bind(user.map_or("", |user| user.as_str()).to_owned())
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// The most workshops that 今日 names.
const MINE: i64 = 20;

/// The workshops of a person that are not over, with a seat or in the line, the next one first.
pub async fn coming_for(conn: &mut Conn, user: &UserId, now: Moment) -> Result<Vec<Mine>> {
    let rows = sqlx::query(concat!(
        "select w.id, w.title, w.kind, w.starts_at, w.ends_at, w.zone, w.place,
                case when w.online_url = '' then 0 else 1 end as online, r.confirmed_at, r.approved_at,
                w.mode, w.draw_at, w.drawn_at, w.closes_at,
                case when r.offered_at is not null then r.offer_expires_at end as held, cast(",
        position!(),
        " as bigint) as position
         from registrations r join workshops w on w.id = r.workshop_id
         where r.user_id = $1 and r.cancelled_at is null and w.published_at is not null
           and w.cancelled_at is null and w.ends_at > $2
         order by w.starts_at, w.id limit $3"
    ))
    .bind(user.as_str())
    .bind(now.0)
    .bind(MINE)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let waits = row.try_get::<Option<i64>, _>("confirmed_at")?.is_none();
            let starts_at = Moment(row.try_get("starts_at")?);
            let (mode, position) = (mode(row, starts_at)?, row.try_get::<i64, _>("position")?);
            let approved = row.try_get::<Option<i64>, _>("approved_at")?.is_some();
            Ok(Mine {
                id: row.try_get::<String, _>("id")?.parse()?,
                title: row.try_get("title")?,
                kind: kind(&row.try_get::<String, _>("kind")?)?,
                starts_at,
                ends_at: Moment(row.try_get("ends_at")?),
                zone: row.try_get("zone")?,
                online: row.try_get::<i64, _>("online")? != 0,
                place: row.try_get("place")?,
                waiting_position: waits.then_some(position),
                held_until: row.try_get::<Option<i64>, _>("held")?.filter(|_| waits).map(Moment),
                draw_at: mode.draw_ahead().filter(|_| waits),
                asked: waits && Standing::waiting(mode, approved, position) == Standing::Applied,
            })
        })
        .collect()
}
