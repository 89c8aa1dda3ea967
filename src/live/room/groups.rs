//! Who sits with whom while a workshop runs. A round is asked for (by a host, or by the run that reaches its block) and
//! kept with its seed; then groups are looked for beside the requests, and kept. Whoever comes late or goes is seated by
//! the same rules. What has begun stays; only later rounds are made anew.

pub mod api;
mod crowd;
pub mod fill;
pub mod forms;
mod page;
pub mod plan;
mod rounds;
mod seating;
pub mod store;
pub mod view;
mod wording;

use sqlx::Row;

use super::model::Run;
use super::model::wire::ShownGroup;
use super::store::people::seat;
use crate::kit::Locale;
use crate::kit::id::WorkshopId;
use crate::live::plan::model::RunSheet;
use crate::server::db::Conn;
use crate::server::failure::Result;

pub use rounds::{ask_next, begin};
pub use seating::{heard_of, settle};

/// The groups, while a block in groups runs.
pub async fn shown(conn: &mut Conn, id: &WorkshopId, sheet: &RunSheet, run: &Run) -> Result<Vec<ShownGroup>> {
    let Some(block) = plan::round_now(sheet, run) else { return Ok(Vec::new()) };
    groups_of(conn, id, &block.key).await
}

/// The groups of a round, once they are made.
pub async fn groups_of(conn: &mut Conn, id: &WorkshopId, block: &str) -> Result<Vec<ShownGroup>> {
    let rows = sqlx::query(
        "select s.number, p.seat, p.name from live_sits s
         join live_rounds r on r.workshop_id = s.workshop_id and r.block = s.block
         join live_people p on p.workshop_id = s.workshop_id and p.user_id = s.user_id
         where s.workshop_id = $1 and s.block = $2 and r.made_at is not null and s.left_at is null
           and p.left_at is null order by s.number, p.seat, s.user_id",
    )
    .bind(id.as_str())
    .bind(block.to_owned())
    .fetch_all(&mut *conn)
    .await?;
    let links = store::mixing(conn, id).await?.links;
    let mut groups: Vec<ShownGroup> = Vec::new();
    for row in rows {
        let number = seat(row.try_get(0)?)?;
        let person = (seat(row.try_get(1)?)?, row.try_get(2)?);
        match groups.last_mut().filter(|group| group.number == number) {
            Some(group) => group.people.push(person),
            None => {
                let link = links.get((number as usize).saturating_sub(1)).cloned().unwrap_or_default();
                groups.push(ShownGroup { number, people: vec![person], link });
            }
        }
    }
    Ok(groups)
}

/// How well the groups mix that run now or come next, worded; none before they are made.
pub async fn mixing(
    conn: &mut Conn,
    id: &WorkshopId,
    (sheet, run): (&RunSheet, &Run),
    locale: Locale,
) -> Result<Option<String>> {
    let next = plan::next_round(sheet, run).map(|(block, _)| block);
    for block in plan::round_now(sheet, run).into_iter().chain(next) {
        let score = rounds::round(conn, id, &block.key).await?.and_then(|round| round.score);
        if let Some(score) = score {
            return Ok(Some(wording::mixing(&score, locale)));
        }
    }
    Ok(None)
}

/// How well the groups of the round mixed that began last, worded.
pub async fn mixing_last(conn: &mut Conn, id: &WorkshopId, locale: Locale) -> Result<Option<String>> {
    let rounds = rounds::all(conn, id).await?;
    let last = rounds.iter().rev().find(|round| round.took_place());
    Ok(last.and_then(|round| round.score.as_ref()).map(|score| wording::mixing(score, locale)))
}
