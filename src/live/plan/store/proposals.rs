//! What blocks took before: the next plan of the same course, or of the same host, proposes it beside its minutes.

use serde::{Deserialize, Serialize};
use sqlx::Row;

use super::parsed;
use crate::live::plan::judge::MINUTES;
use crate::live::plan::model::RunSheet;
use crate::live::room::model::Run;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::store::Workshop;

/// How many earlier runs are looked at: the latest.
const RUNS: i64 = 5;

/// What a block took before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Minutes: the middle one of its runs.
    pub min: u32,
    /// How often it ran.
    pub runs: usize,
}

/// For each block of the sheet what blocks of its name took in earlier runs. Call `for_editor` first.
pub async fn proposals(conn: &mut Conn, workshop: &Workshop, sheet: &RunSheet) -> Result<Vec<Option<Proposal>>> {
    let rows = sqlx::query(
        "select r.sheet, r.run from live_rooms r join workshops w on w.id = r.workshop_id
         where w.id <> $1 and (w.host_id = $2 or w.series_id = $3) order by w.starts_at desc, w.id desc limit $4",
    )
    .bind(workshop.id.as_str())
    .bind(workshop.host.as_str())
    .bind(workshop.series.as_ref().map(|series| series.as_str().to_owned()))
    .bind(RUNS)
    .fetch_all(conn)
    .await?;
    let mut took = Vec::new();
    for row in rows {
        let ran: RunSheet = parsed(&row.try_get::<String, _>(0)?)?;
        let run: Run = parsed(&row.try_get::<String, _>(1)?)?;
        let blocks = ran.blocks.into_iter().enumerate();
        took.extend(blocks.filter_map(|(at, block)| Some((block.title.ja, run.took(at)?))));
    }
    Ok(sheet.blocks.iter().map(|block| middle(&took, &block.title.ja)).collect())
}

fn middle(took: &[(String, u32)], title: &str) -> Option<Proposal> {
    let mut seconds: Vec<u32> = took.iter().filter(|(of, _)| of == title).map(|(_, seconds)| *seconds).collect();
    seconds.sort_unstable();
    let middle = *seconds.get(seconds.len().saturating_sub(1) / 2)?;
    Some(Proposal { min: (middle.saturating_add(30) / 60).clamp(MINUTES.0, MINUTES.1), runs: seconds.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_run_is_proposed_in_minutes_that_a_plan_may_have() {
        let took = [("対話", 1_210), ("対話", 600), ("対話", 1_300), ("休憩", 9), ("夜", 99_999)];
        let took = took.map(|(title, seconds)| (title.to_owned(), seconds));
        assert_eq!(middle(&took, "対話"), Some(Proposal { min: 20, runs: 3 }));
        assert_eq!(middle(&took, "休憩"), Some(Proposal { min: 1, runs: 1 }));
        assert_eq!(middle(&took, "夜"), Some(Proposal { min: MINUTES.1, runs: 1 }));
        assert_eq!(middle(&took, "はじめて"), None);
    }
}
