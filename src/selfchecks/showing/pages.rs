//! Puts together what the pages show.

use super::model::{Copied, ShowPage, ShownTo};
use super::store::{self, CheckCopy, Shared};
use crate::coaching::store::coaches_of;
use crate::kit::{Error, Viewer};
use crate::selfchecks::model::CheckId;
use crate::selfchecks::pages::{larger, told, trial};
use crate::selfchecks::store as checks;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Result, time};
use crate::worksheets::definition::library::{battery, version_of};

/// Copies of a result, with their days in words.
pub async fn shown_to(conn: &mut Conn, viewer: &Viewer, id: &CheckId) -> Result<Vec<ShownTo>> {
    let line = |one: Shared| ShownTo {
        id: one.id,
        coach: one.name,
        day: time::full_day(one.shared_at, &viewer.zone, viewer.locale),
        datetime: time::rfc3339(one.shared_at, &viewer.zone),
    };
    Ok(store::shown_to(conn, &viewer.id, id).await?.into_iter().map(line).collect())
}

/// Showing a result to a coach; with one chosen, exactly what goes. Nothing is sent.
pub async fn showing(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &CheckId, coach: &str) -> Result<ShowPage> {
    let record = checks::one(conn, vault, &viewer.id, id).await?;
    let coaches = coaches_of(conn, &viewer.id).await?;
    let coaches: Vec<(String, String)> = coaches.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let preview = match coaches.iter().find(|(id, _)| id == coach) {
        Some((id, name)) => {
            let copy = copied(CheckCopy::of(&record)?, viewer.name.clone(), viewer)?;
            Some((id.clone(), name.clone(), copy))
        }
        None => None,
    };
    Ok(ShowPage { id: id.clone(), coaches, preview })
}

/// A copy as its reader sees it.
pub fn copied(copy: CheckCopy, member: String, reader: &Viewer) -> Result<Copied> {
    let locale = reader.locale;
    let one = version_of(&copy.sheet, copy.version).ok_or(Error::NotFound)?;
    let sheet = one.questionnaire().ok_or(Error::NotFound)?;
    let number = |id: &str| {
        let found = copy.scales.iter().find(|(scale, ..)| scale == id);
        found.and_then(|(_, value, band)| Some(((*value)?, band.clone())))
    };
    let scales = sheet.scales.iter().map(|scale| told(sheet, scale, number(&scale.id), Vec::new(), locale));
    Ok(Copied {
        member,
        name: one.about.name.of(locale),
        day: time::full_day(copy.taken_at, &reader.zone, locale),
        datetime: time::rfc3339(copy.taken_at, &reader.zone),
        first: one.about.result.of(locale),
        trial: trial(sheet, &copy.lang),
        scales: scales.collect(),
        larger: larger(&one.about.id, locale),
        middle: sheet.middle.as_ref().map(|middle| (middle.at.round() as i64, middle.says.of(locale))),
        footer: battery().footer.of(locale),
        credit: one.about.credit.of(locale),
    })
}
