//! Who has a seat, who waits, and who came.

use sqlx::Row;

use crate::accounts::model::{Profession, introduced};
use crate::kit::id::{RegistrationId, UserId};
use crate::kit::{Locale, Moment};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::day::model::Presence;
use crate::workshops::store::Workshop;

/// Somebody who registered, as the hosts know them on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The registration.
    pub registration: RegistrationId,
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their profession's name; may be empty.
    pub profession: String,
    /// Their profession in words; may be empty.
    pub profession_words: String,
    /// When they registered.
    pub joined_at: Moment,
    /// When they got their seat; none while they wait.
    pub confirmed_at: Option<Moment>,
    /// When they were checked in.
    pub checked_in_at: Option<Moment>,
    /// When they left.
    pub checked_out_at: Option<Moment>,
    /// How much of it they were there for, in percent, when somebody said so.
    pub attended: Option<i64>,
    /// Whether the host confirmed their payment.
    pub paid: bool,
}

impl Person {
    /// Where they are.
    pub fn presence(&self) -> Presence {
        Presence::of(self.checked_in_at, self.checked_out_at)
    }

    /// How much of it they were there for: all of it, unless somebody says otherwise; nothing, if they did not come.
    pub fn share(&self) -> i64 {
        match self.presence() {
            Presence::Expected => 0,
            Presence::Here | Presence::Left => self.attended.unwrap_or(100),
        }
    }
}

/// Everybody who registered and did not leave the list, in the order in which they registered.
pub async fn people(conn: &mut Conn, workshop: &Workshop, locale: Locale) -> Result<Vec<Person>> {
    let rows = sqlx::query(
        "select r.id, r.user_id, u.name, u.profession, u.profession_other, r.joined_at, r.confirmed_at,
                r.checked_in_at, r.checked_out_at, r.attended, r.paid_at
         from registrations r join users u on u.id = r.user_id
         where r.workshop_id = $1 and r.cancelled_at is null order by r.seq, r.id",
    )
    .bind(workshop.id.as_str())
    .fetch_all(conn)
    .await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in rows {
        let (profession, other): (String, String) = (row.try_get(3)?, row.try_get(4)?);
        let moment = |at| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(at)?.map(Moment)) };
        people.push(Person {
            registration: row.try_get::<String, _>(0)?.parse()?,
            user: row.try_get::<String, _>(1)?.parse()?,
            name: row.try_get(2)?,
            profession_words: introduced(Profession::parse(&profession), &other, locale).unwrap_or_default(),
            profession,
            joined_at: Moment(row.try_get(5)?),
            confirmed_at: moment(6)?,
            checked_in_at: moment(7)?,
            checked_out_at: moment(8)?,
            attended: row.try_get(9)?,
            paid: row.try_get::<Option<i64>, _>(10)?.is_some(),
        });
    }
    Ok(people)
}

/// Those of them with a seat.
pub async fn seated(conn: &mut Conn, workshop: &Workshop, locale: Locale) -> Result<Vec<Person>> {
    let mut people = people(conn, workshop, locale).await?;
    people.retain(|person| person.confirmed_at.is_some());
    Ok(people)
}
