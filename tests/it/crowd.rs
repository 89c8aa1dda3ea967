//! Made-up people in the database, for the tests and for the benchmarks, which include this file.

use assemble::kit::Moment;
use assemble::kit::id::UserId;
use assemble::server::db::Conn;
use assemble::server::state::AppState;
use assemble::server::{Result, session};

/// A verified person, a nurse, who accepted the promise. `address` is what stands before the @.
pub async fn person(conn: &mut Conn, id: &UserId, address: &str, name: &str, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into users (id, email, password_hash, name, locale, zone, profession, profession_other,
                            experience, region, works_alone, interests, created_at, verified_at)
         values ($1, $2, '', $3, 'ja', 'Asia/Tokyo', 'nurse', '', '', '', 0, '', $4, $4)",
    )
    .bind(id.as_str())
    .bind(format!("{address}@example.jp"))
    .bind(name)
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    sqlx::query("insert into promises (user_id, version, accepted_at) values ($1, $2, $3)")
        .bind(id.as_str())
        .bind(session::PROMISE_VERSION)
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// So many people who are signed in, with the tokens of their sessions.
pub async fn signed_in(conn: &mut Conn, state: &AppState, many: usize, now: Moment) -> Result<Vec<(UserId, String)>> {
    let mut people = Vec::with_capacity(many);
    for n in 0..many {
        let id: UserId = state.new_id();
        person(conn, &id, &format!("person{n}"), &format!("人 {n}"), now).await?;
        let token = session::open(conn, &id, "crowd", now).await?;
        people.push((id, token));
    }
    Ok(people)
}
