//! What became of the gatherings that are over: who came, what they say of it, and certificates.

use super::content::Gathering;
use super::stage::Stage;
use crate::kit::id::{RowId, UserId, WorkshopId};
use crate::kit::{Locale, Moment};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::day::model::Presence;
use crate::workshops::day::store::{self as day, certificates, feedback};
use crate::workshops::model::{Editor, Kind};
use crate::workshops::store::for_editor;

/// Everything about one gathering that is over.
pub async fn fill(
    conn: &mut Conn,
    stage: &mut Stage<'_>,
    gathering: &Gathering,
    id: &WorkshopId,
    host: &UserId,
    (starts, ends): (Moment, Moment),
) -> Result<()> {
    let by = (&Editor::Host(host.clone()), host);
    let workshop = for_editor(conn, by.0, id).await?;
    let mut came = Vec::new();
    let minato = stage.person("minato")?;
    for (at, person) in (0_i64..).zip(day::seated(conn, &workshop, Locale::ja).await?) {
        // Now and then somebody cannot come after all.
        if at % 7 == 5 && person.user != minato {
            continue;
        }
        let arrived = starts.plus_minutes(at % 9 - 8);
        day::mark(conn, by, id, &person.registration, Presence::Here, arrived).await?;
        if at % 8 == 6 && person.user != minato {
            day::set_share(conn, by, id, Some(&person.registration), 60, ends.plus_minutes(20)).await?;
        }
        came.push(person);
    }
    let opinions = stage.content.feedback.get(&gathering.key);
    for (person, opinion) in came.iter().zip(opinions.into_iter().flatten()) {
        // The same moment for all: an id must not tell who wrote first.
        let row: RowId = stage.id(ends);
        feedback::give(conn, id, &person.user, &row, opinion, ends.plus_hours(2)).await?;
    }
    // Certificates are for trainings, and for the first evening.
    if workshop.details.kind == Kind::Training || gathering.key == "first-exchange-spring" {
        certificates::issue(conn, stage.config, by, id, None, ends.plus_hours(20)).await?;
    }
    Ok(())
}
