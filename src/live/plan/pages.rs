//! Puts together what the pages show.

use serde::{Deserialize, Serialize};

use super::content;
use super::model::RunSheet;
use super::store::{self, Kept, Proposal};
use super::sums::{begins, slack, total};
use crate::kit::Viewer;
use crate::server::db::Conn;
use crate::server::{Result, time};
use crate::workshops::store::Workshop;

/// The run sheet of a workshop, and what it can begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetPage {
    /// The workshop's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it begins.
    pub when: String,
    /// How many minutes it takes by its announcement.
    pub lasts: i64,
    /// The run sheet, if there is one.
    pub plan: Option<Plan>,
    /// What the program brings.
    pub shipped: Vec<Offer>,
    /// What the viewer kept.
    pub own: Vec<Offer>,
}

/// A run sheet with its times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Which state of it this is.
    pub revision: i64,
    /// The run sheet.
    pub sheet: RunSheet,
    /// When each block begins, and last when all is over: `19:30`.
    pub clocks: Vec<String>,
    /// What each block took in earlier runs, where there were any.
    pub proposals: Vec<Option<Proposal>>,
    /// How long it takes.
    pub total: u32,
    /// How many minutes its blocks can give.
    pub slack: u32,
    /// What was taken out last.
    pub removed: Option<String>,
    /// Who changed it last, and when.
    pub edited: (String, String),
}

/// Something to begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Its name in forms.
    pub source: String,
    /// What it is called.
    pub title: String,
    /// How long it takes.
    pub minutes: u32,
    /// How many people it is made for.
    pub size: (u32, u32),
}

impl Offer {
    fn of(source: &str, title: &str, sheet: &RunSheet) -> Offer {
        Offer { source: source.to_owned(), title: title.to_owned(), minutes: total(sheet), size: sheet.size }
    }
}

/// The page of a workshop that the viewer may change.
pub async fn sheet(conn: &mut Conn, viewer: &Viewer, workshop: &Workshop) -> Result<SheetPage> {
    let details = &workshop.details;
    let plan = match store::read(conn, &workshop.id).await? {
        Some(kept) => {
            let proposals = store::proposals(conn, workshop, &kept.draft.sheet).await?;
            Some(Plan { proposals, ..plan(kept, viewer, workshop) })
        }
        None => None,
    };
    let own = store::templates(conn, &viewer.id).await?;
    let shipped = content::templates();
    Ok(SheetPage {
        id: workshop.id.to_string(),
        title: details.title.clone(),
        when: time::day_and_clock(details.starts_at, &details.zone, viewer.locale),
        lasts: details.ends_at.seconds_since(details.starts_at) / 60,
        plan,
        shipped: shipped.iter().map(|one| Offer::of(&one.id, one.sheet.title.get(viewer.locale), &one.sheet)).collect(),
        own: own.iter().map(|one| Offer::of(one.id.as_str(), &one.title, &one.sheet)).collect(),
    })
}

fn plan(kept: Kept, viewer: &Viewer, workshop: &Workshop) -> Plan {
    let Kept { draft, revision, edited_by, edited_at } = kept;
    let details = &workshop.details;
    let clock = |minutes: u32| time::clock(details.starts_at.plus_minutes(i64::from(minutes)), &details.zone);
    Plan {
        revision,
        clocks: begins(&draft.sheet).into_iter().map(clock).collect(),
        proposals: Vec::new(),
        total: total(&draft.sheet),
        slack: slack(&draft.sheet),
        removed: draft.removed.map(|removed| removed.block.title.get(viewer.locale).to_owned()),
        edited: (edited_by, time::day_and_clock(edited_at, &viewer.zone, viewer.locale)),
        sheet: draft.sheet,
    }
}
