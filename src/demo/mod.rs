//! The demo community: made up, believable, the same each time for the same clock. No real people.
//! The texts are data in `content/demo`; everything goes through the rooms' own stores, so that a demo
//! keeps every rule that the real thing keeps. It is written in one piece: a database is filled or empty.

mod asking;
mod calendar;
mod checks;
mod cohorts;
mod content;
mod counted;
mod course;
mod day;
mod gatherings;
mod journals;
mod letters;
mod people;
mod sheets;
mod stage;
mod tonight;
mod values;

use sqlx::Row;

use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::state::AppState;

use stage::Stage;

/// The password of everybody in the demo.
pub const PASSWORD: &str = "demo-assemble";

/// People to try the program as: what they are, and the address they sign in with.
pub const SIGN_INS: &[(&str, &str)] = &[
    ("member みなと", "minato@demo.example"),
    ("member Mika (English)", "mika@demo.example"),
    ("coach 北川", "kitagawa@demo.example"),
    ("host 水野さと", "mizuno@demo.example"),
    ("organiser 里見", "satomi@demo.example"),
];

/// Fills an empty database with the demo community; a database that holds anybody is left as it is.
pub async fn fill(state: &AppState) -> Result<()> {
    if !is_empty(&mut *state.db.read().await?).await? {
        return Ok(());
    }
    // One hash for all: hashing is slow on purpose, and never happens inside a write.
    let hash = state.passwords.hash(PASSWORD.to_owned()).await?;
    let content = content::read()?;
    state
        .db
        .write((state.clone(), content, hash, state.now()), |tx, (state, content, hash, now)| {
            Box::pin(async move {
                if !is_empty(tx).await? {
                    return Ok(());
                }
                let mut stage = Stage::new(state, content, *now);
                people::fill(tx, &mut stage, hash).await?;
                cohorts::fill(tx, &mut stage).await?;
                gatherings::fill(tx, &mut stage).await?;
                course::fill(tx, &mut stage).await?;
                journals::fill(tx, &mut stage).await?;
                values::fill(tx, &mut stage).await?;
                checks::fill(tx, &mut stage).await?;
                sheets::fill(tx, &mut stage).await?;
                counted::fill(tx, &mut stage).await?;
                tonight::fill(tx, &mut stage).await?;
                letters::tidy(tx, &stage).await
            })
        })
        .await
}

async fn is_empty(conn: &mut Conn) -> Result<bool> {
    let row = sqlx::query("select count(*) from users").fetch_one(conn).await?;
    Ok(row.try_get::<i64, _>(0)? == 0)
}
