//! SQL of the day. Each change locks the workshop, so that two hosts at once do what one after the other would, and
//! notes itself in the workshop's history. Whoever asks for names has to come with a workshop from `for_editor`.

mod attendance;
pub mod certificates;
pub mod feedback;
mod newcomers;
mod people;

use sqlx::Row;

pub use attendance::{Marked, WalkedIn, enter_room, mark, mark_by_code, room_code, set_room, set_share, walk_in};
pub use newcomers::newcomers;
pub use people::{Person, people, seated};

use super::codes::{self, SHORT};
use crate::kit::id::{RegistrationId, UserId, WorkshopId};
use crate::kit::{Error, Moment};
use crate::server::db::{Conn, lock_row};
use crate::server::failure::Result;
use crate::workshops::store::{LOCK, Workshop, published};

/// A member's own seat, on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The registration.
    pub registration: RegistrationId,
    /// The code, once there is one.
    pub code: Option<String>,
    /// When they were checked in and out.
    pub checked: (Option<Moment>, Option<Moment>),
}

/// The workshop and the seat that `user` has there; without a seat there is no such page: `NotFound`.
pub async fn my_seat(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<(Workshop, Seat)> {
    let workshop = published(conn, id).await?;
    let row = sqlx::query(
        "select id, check_code, checked_in_at, checked_out_at from registrations
         where workshop_id = $1 and user_id = $2 and cancelled_at is null and confirmed_at is not null",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    let moment = |name| -> Result<Option<Moment>> { Ok(row.try_get::<Option<i64>, _>(name)?.map(Moment)) };
    let seat = Seat {
        registration: row.try_get::<String, _>("id")?.parse()?,
        code: row.try_get("check_code")?,
        checked: (moment("checked_in_at")?, moment("checked_out_at")?),
    };
    Ok((workshop, seat))
}

/// Gives a code to everybody with a seat who has none; one that somebody of this workshop had is never given again.
pub async fn give_codes(conn: &mut Conn, id: &WorkshopId) -> Result<()> {
    lock_row(conn, LOCK, id.as_str()).await?;
    let rows = sqlx::query(
        "select id from registrations
         where workshop_id = $1 and check_code is null and confirmed_at is not null and cancelled_at is null
         order by seq, id",
    )
    .bind(id.as_str())
    .fetch_all(&mut *conn)
    .await?;
    for row in rows {
        let registration: String = row.try_get(0)?;
        for attempt in 0.. {
            let given = sqlx::query(
                "update registrations set check_code = $2
                 where id = $1 and not exists
                       (select 1 from registrations r where r.workshop_id = $3 and r.check_code = $2)",
            )
            .bind(&registration)
            .bind(codes::of(&registration, attempt, SHORT))
            .bind(id.as_str())
            .execute(&mut *conn)
            .await?;
            if given.rows_affected() == 1 {
                break;
            }
        }
    }
    Ok(())
}
