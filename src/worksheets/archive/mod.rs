//! What one takes along of the worksheets and self-checks: every finished round as a Markdown file, and all of them,
//! begun ones too, as data.

mod plain;

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::{Value, json};
use sqlx::Row;

use super::definition::{Definition, library};
use super::results::ResultOf;
use super::scoring::Outcome;
use super::sheets::store::answers;
use super::sheets::store::gifts::{Received, received};
use super::store as cards;
use crate::kit::id::UserId;
use crate::kit::{Locale, Moment, Viewer};
use crate::selfchecks;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Failure, Result, time};
use crate::tl;

/// A file: where it lies in the archive, and its text.
pub type File = (String, String);

/// A round, opened.
struct Opened {
    definition: &'static Definition,
    touched: Moment,
    finished: Option<Moment>,
    answers: Value,
    /// What is half written and no answer yet.
    begun: Value,
    names: BTreeMap<String, String>,
}

/// The files of the worksheets and self-checks of `viewer`; none when there is nothing.
pub async fn files(conn: &mut Conn, vault: &Vault, viewer: &Viewer, now: Moment) -> Result<Vec<File>> {
    let rounds = rounds(conn, vault, viewer).await?;
    let checks = selfchecks::pages::kept(conn, vault, viewer).await?;
    let mut files = Vec::new();
    let gifts = received(conn, vault, &viewer.id).await?;
    if rounds.is_empty() && checks.is_empty() && gifts.is_empty() {
        return Ok(files);
    }
    let folder = tl!(viewer.locale, sheets.file_folder);
    let name = |at: Moment, title: &str, n: usize| {
        let day = time::at(at, &viewer.zone).date();
        // Two of one day have a number.
        format!("{folder}/{day} {:02} {}.md", n + 1, title.replace(['/', '\\', ':'], "-"))
    };
    for (n, round) in rounds.iter().enumerate() {
        if let Some(text) = round.finished.and_then(|at| markdown(viewer, round, at)) {
            let title = round.definition.about.name.of(viewer.locale);
            files.push((name(round.touched, &title, n), text));
        }
    }
    for (n, (at, title, text, _)) in checks.iter().enumerate() {
        files.push((name(*at, title, rounds.len() + n), text.clone()));
    }
    let data = json!({
        "format": "assemble-worksheets",
        "version": 1,
        "made_at": time::rfc3339(now, &viewer.zone),
        "rounds": rounds.iter().map(|round| data(viewer, round)).collect::<Vec<_>>(),
        "selfchecks": checks.into_iter().map(|(_, _, _, data)| data).collect::<Vec<_>>(),
        "gifts": gifts.iter().map(|gift| given(viewer, gift)).collect::<Vec<_>>(),
    });
    let data = serde_json::to_string_pretty(&data);
    files.push(("worksheets.json".to_owned(), data.map_err(|error| Failure::other("writing worksheets", error))?));
    Ok(files)
}

/// Whether there is anything to take along.
pub async fn any(conn: &mut Conn, owner: &UserId) -> Result<bool> {
    let row = sqlx::query(
        "select (select count(*) from worksheet_answers a where a.owner_id = $1 and a.deleted_at is null)
              + (select count(*) from selfchecks c where c.owner_id = $1)
              + (select count(*) from strength_gifts g where g.owner_id = $1 and g.declined_at is null)",
    )
    .bind(owner.as_str())
    .fetch_one(conn)
    .await?;
    Ok(row.try_get::<i64, _>(0)? > 0)
}

/// Every round, the earliest first.
async fn rounds(conn: &mut Conn, vault: &Vault, viewer: &Viewer) -> Result<Vec<Opened>> {
    let mut rounds = Vec::new();
    for round in answers::rounds(conn, &viewer.id).await?.into_iter().rev() {
        let (version, answers, begun, names) = if round.worksheet == cards::WORKSHEET {
            let answer = cards::open(conn, vault, &viewer.id, &round.id).await?;
            let sitting = answer.kept.sitting;
            let names = sitting.custom.iter().map(|own| (own.id.clone(), own.name.clone())).collect();
            let mut answers = serde_json::to_value(&sitting).unwrap_or_default();
            // How one came to it is no answer.
            answers
                .as_object_mut()
                .into_iter()
                .for_each(|parts| drop((parts.remove("history"), parts.remove("stage"))));
            (answer.version, answers, Value::Null, names)
        } else {
            let answer = answers::open(conn, vault, &viewer.id, &round.id).await?;
            let play = answer.kept.play;
            (answer.version, play.answers(), json!(play.draft()), answer.kept.names)
        };
        let Some(definition) = library::version_of(&round.worksheet, version) else { continue };
        rounds.push(Opened {
            definition,
            touched: round.updated_at,
            finished: round.finished_at,
            answers,
            begun,
            names,
        });
    }
    Ok(rounds)
}

/// The result as it stands on its page.
fn markdown(viewer: &Viewer, round: &Opened, at: Moment) -> Option<String> {
    let (definition, locale) = (round.definition, viewer.locale);
    let outcome = Outcome::of(definition, round.answers.clone()).ok()?;
    let names = round.names.clone();
    let html = Owner::new().with(|| {
        provide_context::<Locale>(locale);
        view! { <ResultOf definition outcome names locale/> }.into_view().to_html()
    });
    let day = time::full_day(at, &viewer.zone, locale);
    Some(format!("# {}\n\n{day}\n\n{}", definition.about.name.of(locale), plain::markdown(&html.replace("<!>", ""))))
}

/// A strength that somebody has seen in the viewer.
fn given(viewer: &Viewer, one: &Received) -> Value {
    json!({
        "from": one.giver,
        "strength": one.gift.strength,
        "line": one.gift.line,
        "offered_at": time::rfc3339(one.offered_at, &viewer.zone),
        "accepted": one.accepted,
    })
}

fn data(viewer: &Viewer, round: &Opened) -> Value {
    let about = &round.definition.about;
    let result = round.finished.and_then(|_| Outcome::of(round.definition, round.answers.clone()).ok());
    json!({
        "worksheet": about.id,
        "version": about.version,
        "name": about.name.of(viewer.locale),
        "last_touched_at": time::rfc3339(round.touched, &viewer.zone),
        "finished_at": round.finished.map(|at| time::rfc3339(at, &viewer.zone)),
        "answers": round.answers,
        "half_written": round.begun,
        "own_cards": round.names,
        "result": result.map(|outcome| outcome.result()),
    })
}
