//! A host's own list: what is drafted or to come, and what was, a page at a time.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{kind, like, mode, read_cursor, seats};
use crate::kit::id::UserId;
use crate::kit::page::Page;
use crate::kit::{Locale, Moment};
use crate::nth_of_course;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::model::{Desk, DeskRow, Life};
use crate::workshops::wording;

/// How many of those that were stand on a page.
const PAGE: usize = 20;

/// The most that are drafted, and the most that are to come: they stand on one page.
const AHEAD: i64 = 500;

/// What a host looks for on their desk.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// A part of the title; empty for all.
    pub words: String,
    /// The last one that was seen of those that were; empty for the first page.
    pub after: String,
}

/// `$1` the host, `$2` now, `$3` a part of the title, `$4` how many.
macro_rules! mine {
    ($which:literal, $order:literal) => {
        concat!(
            "select w.id, w.kind, w.title, w.starts_at, w.ends_at, w.zone, w.capacity, w.published_at, w.cancelled_at,
                    w.closed_at, w.opens_at, w.closes_at, w.mode, w.draw_at, w.drawn_at, w.series_id,
                    (select count(coalesce(r.confirmed_at, r.offered_at)) from registrations r
                     where r.workshop_id = w.id and r.cancelled_at is null) as confirmed,
                    (select count(*) from registrations r
                     where r.workshop_id = w.id and r.cancelled_at is null) as active,
                    ",
            nth_of_course!(),
            " as nth
             from workshops w
             where (w.host_id = $1 or w.id in (select workshop_id from workshop_hosts where user_id = $1))
               and ($3 = '' or lower(w.title) like $3 escape '!') and ",
            $which,
            " order by ",
            $order,
            " limit $4"
        )
    };
}

/// The workshops that a person hosts, alone or with others, as their desk shows them.
pub async fn desk(
    conn: &mut Conn,
    host: &UserId,
    sought: &Sought,
    now: Moment,
    viewer_zone: &str,
    locale: Locale,
) -> Result<Desk> {
    let title = like(&sought.words);
    let read = |row: &AnyRow| line(row, now, viewer_zone, locale);
    let later = !sought.after.is_empty();
    let (mut drafts, mut coming) = (Vec::new(), Vec::new());
    if !later {
        // What comes next stands first; a draft whose day has passed behind all that can still be published.
        let drafted = mine!(
            "w.cancelled_at is null and w.published_at is null",
            "case when w.starts_at > $2 then 0 else 1 end, w.starts_at, w.id"
        );
        let public =
            mine!("w.cancelled_at is null and w.published_at is not null and w.ends_at > $2", "w.starts_at, w.id");
        // Each with a limit of its own: drafts that lie about put out nothing that is to come.
        for (lines, sql) in [(&mut drafts, drafted), (&mut coming, public)] {
            let rows = sqlx::query(sql).bind(host.as_str()).bind(now.0).bind(title.clone()).bind(AHEAD);
            for row in rows.fetch_all(&mut *conn).await? {
                lines.push(read(&row)?.1);
            }
        }
    }
    let past = mine!(
        "(w.cancelled_at is not null or (w.published_at is not null and w.ends_at <= $2))
         and (w.starts_at, w.id) < ($5, $6)",
        "w.starts_at desc, w.id desc"
    );
    let (at, id) = read_cursor(&sought.after).unwrap_or((i64::MAX, String::new()));
    let rows = sqlx::query(past).bind(host.as_str()).bind(now.0).bind(title).bind(PAGE as i64 + 1).bind(at).bind(id);
    let rows = rows.fetch_all(conn).await?.iter().map(read).collect::<Result<Vec<_>>>()?;
    let Page { rows, next } = Page::from_rows(rows, PAGE, |(cursor, _)| cursor.clone());
    let past = Page { rows: rows.into_iter().map(|(_, line)| line).collect(), next };
    Ok(Desk { words: sought.words.clone(), later, drafts, coming, past })
}

/// A row with what to ask for to get those after it.
fn line(row: &AnyRow, now: Moment, viewer_zone: &str, locale: Locale) -> Result<(String, DeskRow)> {
    let moment = |name: &str| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment)) };
    let life = Life {
        starts_at: Moment(row.try_get("starts_at")?),
        ends_at: Moment(row.try_get("ends_at")?),
        published_at: moment("published_at")?,
        cancelled_at: moment("cancelled_at")?,
        closed_at: moment("closed_at")?,
        opens_at: moment("opens_at")?,
        closes_at: moment("closes_at")?,
        ..Life::default()
    };
    let (capacity, confirmed): (i64, i64) = (row.try_get("capacity")?, row.try_get("confirmed")?);
    let (id, zone): (String, String) = (row.try_get("id")?, row.try_get("zone")?);
    let cursor = format!("{}_{id}", life.starts_at.0);
    let line = DeskRow {
        id: id.parse()?,
        kind: kind(&row.try_get::<String, _>("kind")?)?,
        title: row.try_get("title")?,
        when: wording::when(life.starts_at, life.ends_at, &zone, viewer_zone, locale),
        seats: seats((capacity, confirmed, row.try_get("active")?), mode(row, life.starts_at)?),
        stage: life.stage(now),
        nth: row.try_get("nth")?,
        series: row.try_get::<Option<String>, _>("series_id")?.map(|id| id.parse()).transpose()?,
    };
    Ok((cursor, line))
}
