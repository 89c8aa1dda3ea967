//! Who is to be told what when, and who does not want to be told.

use sqlx::Row;

use crate::accounts::store::Contact;
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Moment, locale};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::model::Topic;

/// How far ahead reminders are looked for: no rule lies further before the beginning.
pub const HORIZON_DAYS: i64 = 31;
/// How long after the end thanks are still sent, should the program have stood still.
const THANKS_DAYS: i64 = 3;

/// A workshop that is about to begin, with its reminders in minutes before; none when its host said none.
pub struct Ahead {
    /// Which.
    pub id: WorkshopId,
    /// When it begins.
    pub starts_at: Moment,
    /// Its reminders.
    pub rules: Vec<i64>,
}

/// Somebody with a seat.
pub struct Guest {
    /// Who.
    pub user: UserId,
    /// What letters need to know.
    pub contact: Contact,
    /// Since when there is a seat.
    pub since: Moment,
}

/// Sets the reminders of a workshop, in minutes before; without any the usual ones go out. Each round reckons anew
/// what is due, so nothing else has to follow.
pub async fn set_rules(conn: &mut Conn, id: &WorkshopId, rules: &[i64]) -> Result<()> {
    sqlx::query("delete from reminder_rules where workshop_id = $1").bind(id.as_str()).execute(&mut *conn).await?;
    for rule in rules {
        sqlx::query("insert into reminder_rules (workshop_id, minutes_before) values ($1, $2) on conflict do nothing")
            .bind(id.as_str())
            .bind(*rule)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Published workshops that begin within the horizon.
pub async fn ahead(conn: &mut Conn, now: Moment) -> Result<Vec<Ahead>> {
    let rows = sqlx::query(
        "select w.id, w.starts_at, r.minutes_before from workshops w
         left join reminder_rules r on r.workshop_id = w.id
         where w.published_at is not null and w.cancelled_at is null and w.starts_at > $1 and w.starts_at <= $2
         order by w.starts_at, w.id, r.minutes_before",
    )
    .bind(now.0)
    .bind(now.plus_days(HORIZON_DAYS).0)
    .fetch_all(conn)
    .await?;
    let mut all: Vec<Ahead> = Vec::new();
    for row in rows {
        let id: WorkshopId = row.try_get::<String, _>(0)?.parse()?;
        let rule: Option<i64> = row.try_get(2)?;
        match all.last_mut() {
            Some(last) if last.id == id => last.rules.extend(rule),
            _ => all.push(Ahead { id, starts_at: Moment(row.try_get(1)?), rules: rule.into_iter().collect() }),
        }
    }
    Ok(all)
}

/// Published workshops that took place and ended not long ago.
pub async fn over(conn: &mut Conn, now: Moment) -> Result<Vec<WorkshopId>> {
    let rows = sqlx::query(
        "select id from workshops
         where published_at is not null and cancelled_at is null and ends_at <= $1 and ends_at > $2
         order by ends_at, id",
    )
    .bind(now.0)
    .bind(now.plus_days(-THANKS_DAYS).0)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok(row.try_get::<String, _>(0)?.parse()?)).collect()
}

/// Those with a seat who want letters on `topic` and have none yet whose key is `key` with their id behind it.
/// Thanks go to those who were there, once anybody was checked in.
pub async fn untold(conn: &mut Conn, id: &WorkshopId, topic: Topic, key: &str) -> Result<Vec<Guest>> {
    let rows = sqlx::query(
        "select r.user_id, u.name, u.email, u.locale, u.zone, r.confirmed_at
         from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.cancelled_at is null and r.confirmed_at is not null and u.closed_at is null
           and not exists (select 1 from letter_refusals f where f.user_id = r.user_id and f.topic = $2)
           and not exists (select 1 from letters l where l.once_key = $3 || r.user_id)
           and ($2 <> 'thanks' or r.checked_in_at is not null or not exists (
                 select 1 from registrations x where x.workshop_id = $1 and x.checked_in_at is not null))
         order by r.seq, r.id",
    )
    .bind(id.as_str())
    .bind(topic.as_str())
    .bind(key.to_owned())
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Guest {
                user: row.try_get::<String, _>(0)?.parse()?,
                contact: Contact {
                    name: row.try_get(1)?,
                    address: row.try_get(2)?,
                    locale: locale::parse(&row.try_get::<String, _>(3)?),
                    zone: row.try_get(4)?,
                },
                since: Moment(row.try_get(5)?),
            })
        })
        .collect()
}

/// The kinds of letter that a person does not want.
pub async fn refused(conn: &mut Conn, user: &UserId) -> Result<Vec<Topic>> {
    let rows = sqlx::query("select topic from letter_refusals where user_id = $1 order by topic")
        .bind(user.as_str())
        .fetch_all(conn)
        .await?;
    let mut topics = Vec::new();
    for row in rows {
        topics.extend(Topic::parse(&row.try_get::<String, _>(0)?));
    }
    Ok(topics)
}

/// No more letters of this kind; a second time changes nothing.
pub async fn refuse(conn: &mut Conn, user: &UserId, topic: Topic, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into letter_refusals (user_id, topic, refused_at) values ($1, $2, $3)
         on conflict (user_id, topic) do nothing",
    )
    .bind(user.as_str())
    .bind(topic.as_str())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Letters of this kind again.
pub async fn want(conn: &mut Conn, user: &UserId, topic: Topic) -> Result<()> {
    sqlx::query("delete from letter_refusals where user_id = $1 and topic = $2")
        .bind(user.as_str())
        .bind(topic.as_str())
        .execute(conn)
        .await?;
    Ok(())
}
