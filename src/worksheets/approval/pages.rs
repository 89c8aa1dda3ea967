//! Puts together what the pages show.

use super::model::{Confirmed, ContentRow, CreditRow, Kind};
use super::store::{self, Approval, enabled};
use crate::journal::model::{Template, templates};
use crate::kit::{Locale, Viewer};
use crate::server::Result;
use crate::server::db::Conn;
use crate::server::time;
use crate::tl;
use crate::worksheets::definition::library::{SELFCHECKS, all, battery, definition};
use crate::worksheets::definition::{About, Definition};

fn kind(id: &str) -> Kind {
    if SELFCHECKS.contains(&id) { Kind::Check } else { Kind::Worksheet }
}

/// Everything there is, for organisers.
pub async fn content(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<ContentRow>> {
    let history = store::history(conn).await?;
    let mut rows = Vec::new();
    for one in present() {
        let enabled = enabled(conn, &one.about.id).await?;
        let of_it = history.iter().filter(|row| row.content == one.about.id);
        rows.push(row(one, enabled, of_it.map(|row| confirmed(row, viewer)).collect(), viewer.locale));
    }
    rows.extend(templates().iter().map(|one| template(one, viewer.locale)));
    Ok(rows)
}

/// The present versions.
fn present() -> impl Iterator<Item = &'static Definition> {
    let is_present = |one: &&Definition| definition(&one.about.id).is_some_and(|last| last.about == one.about);
    all().iter().filter(is_present)
}

/// Under which terms members use it. The file of a self-check says what nobody had confirmed when it was shipped; members
/// see it only once an organiser has read the terms at their source.
pub fn terms(about: &About, locale: Locale) -> String {
    match about.licence_confirmed || kind(&about.id) != Kind::Check {
        true => about.licence.of(locale),
        false => tl!(locale, selfchecks.terms_read).to_owned(),
    }
}

fn row(one: &Definition, enabled: bool, history: Vec<Confirmed>, locale: Locale) -> ContentRow {
    let about = &one.about;
    ContentRow {
        id: about.id.clone(),
        kind: kind(&about.id),
        name: about.name.of(locale),
        version: about.version,
        credit: about.credit.of(locale),
        licence: about.licence.of(locale),
        shipped: about.licence_confirmed,
        to_confirm: about.to_confirm.iter().flatten().map(|words| words.of(locale)).collect(),
        enabled,
        history,
    }
}

fn confirmed(row: &Approval, viewer: &Viewer) -> Confirmed {
    let day = |at| time::full_day(at, &viewer.zone, viewer.locale);
    Confirmed {
        version: row.version,
        source: row.source.clone(),
        note: row.note.clone(),
        by: row.by.0.clone(),
        day: day(row.by.1),
        back: row.back.as_ref().map(|(name, at)| (name.clone(), day(*at))),
    }
}

fn template(one: &Template, locale: Locale) -> ContentRow {
    ContentRow {
        id: one.id.clone(),
        kind: Kind::Template,
        name: one.title(locale).to_owned(),
        version: one.version,
        credit: match locale {
            Locale::ja => one.credit_ja.clone(),
            Locale::en => one.credit_en.clone(),
        },
        licence: one.licence.clone(),
        shipped: true,
        to_confirm: Vec::new(),
        enabled: true,
        history: Vec::new(),
    }
}

/// Whose work stands behind what members see.
pub async fn credits(conn: &mut Conn, locale: Locale) -> Result<Vec<CreditRow>> {
    let mut rows = Vec::new();
    for one in present() {
        if enabled(conn, &one.about.id).await? {
            let row = row(one, true, Vec::new(), locale);
            rows.push(credited(ContentRow { licence: terms(&one.about, locale), ..row }));
        }
    }
    let frame = battery();
    rows.push(CreditRow {
        kind: Kind::Check,
        name: frame.name.of(locale),
        credit: frame.credit.of(locale),
        licence: frame.licence.of(locale),
    });
    rows.extend(templates().iter().map(|one| credited(template(one, locale))));
    Ok(rows)
}

fn credited(row: ContentRow) -> CreditRow {
    CreditRow { kind: row.kind, name: row.name, credit: row.credit, licence: row.licence }
}
