//! Puts together what the pages show: opens the sittings, writes dates, finds what may stand beside them.

use std::collections::BTreeSet;

use super::model::{
    Copied, Earlier, GiftLine, Preview, SharePage, SheetHome, SheetPage, SheetResult, ShelfRow, ShowForm,
};
use super::store::answers::{self, Answer};
use super::store::gifts::Received;
use super::store::shares::SheetCopy;
use super::store::tags::top;
use super::store::{self, Round, gifts};
use super::{all, giving, known, looked, path, tags};
use crate::coaching;
use crate::coaching::sharing::model::Decision;
use crate::kit::id::AnswerId;
use crate::kit::{Error, Moment, Viewer};
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::server::{Result, time};
use crate::worksheets::approval::enabled;
use crate::worksheets::model::{Given, RoundRow};
use crate::worksheets::scoring::coach::Shown;
use crate::worksheets::store::{self as cards, WORKSHEET};

/// How many rounds stand beside a result.
const BESIDE: usize = 3;

fn dated(viewer: &Viewer, at: Moment) -> (String, String) {
    (time::full_day(at, &viewer.zone, viewer.locale), time::rfc3339(at, &viewer.zone))
}

fn row(viewer: &Viewer, id: &AnswerId, at: Moment) -> RoundRow {
    let (day, datetime) = dated(viewer, at);
    RoundRow { id: id.clone(), day, datetime }
}

/// Every worksheet in its order, the value cards first.
pub async fn shelf(conn: &mut Conn, viewer: &Viewer) -> Result<Vec<ShelfRow>> {
    let rounds = answers::rounds(conn, &viewer.id).await?;
    let line = |worksheet: &str, path: String, offered: bool| {
        let of = || rounds.iter().filter(|one| one.worksheet == worksheet);
        ShelfRow {
            worksheet: worksheet.to_owned(),
            path,
            unfinished: of().find(|one| one.finished_at.is_none()).map(|one| one.id.clone()),
            finished: of().filter(|one| one.finished_at.is_some()).count() as u32,
            offered,
        }
    };
    let mut shelf = vec![line(WORKSHEET, "/worksheets/values".to_owned(), true)];
    for one in all() {
        let open = enabled(conn, &one.about.id).await?;
        shelf.push(line(&one.about.id, path(&one.about.id), open));
    }
    Ok(shelf)
}

/// The home of a worksheet.
pub async fn home(conn: &mut Conn, vault: &Vault, viewer: &Viewer, name: &str) -> Result<SheetHome> {
    let about = &known(name).ok_or(Error::NotFound)?.about;
    let rounds = answers::rounds(conn, &viewer.id).await?;
    let of: Vec<&Round> = rounds.iter().filter(|one| one.worksheet == about.id).collect();
    let open = of.iter().find(|one| one.finished_at.is_none());
    Ok(SheetHome {
        worksheet: about.id.clone(),
        offered: enabled(conn, &about.id).await?,
        unfinished: open.map(|one| row(viewer, &one.id, one.updated_at)),
        finished: of.iter().filter_map(|one| Some(row(viewer, &one.id, one.finished_at?))).collect(),
        top: if about.id == "W2" { top(conn, vault, &viewer.id, viewer.locale).await? } else { Vec::new() },
        gifts: if about.id == "W5" { presents(conn, vault, viewer).await? } else { Vec::new() },
        gift_link: match about.id.as_str() {
            "W5" => giving::link_of(conn, &viewer.id).await?.map(|link| giving::path(&link)),
            _ => None,
        },
    })
}

async fn presents(conn: &mut Conn, vault: &Vault, viewer: &Viewer) -> Result<Vec<GiftLine>> {
    let found = gifts::received(conn, vault, &viewer.id).await?;
    let line = |Received { id, giver, offered_at, accepted, gift }| {
        let (day, _) = dated(viewer, offered_at);
        GiftLine { id, giver, day, accepted, gift }
    };
    Ok(found.into_iter().map(line).collect())
}

/// A sitting.
pub async fn sitting(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &AnswerId) -> Result<SheetPage> {
    let answer = answers::open(conn, vault, &viewer.id, id).await?;
    sheet(conn, vault, viewer, answer).await
}

async fn sheet(conn: &mut Conn, vault: &Vault, viewer: &Viewer, answer: Answer) -> Result<SheetPage> {
    let tagged = matches!(answer.worksheet.as_str(), "W6" | "W9");
    let top = if tagged { top(conn, vault, &viewer.id, viewer.locale).await? } else { Vec::new() };
    Ok(SheetPage {
        id: answer.id,
        worksheet: answer.worksheet,
        version: answer.version,
        revision: answer.revision,
        saved_at: time::clock(answer.updated_at, &viewer.zone),
        play: answer.kept.play,
        top: tags::offered(&answer.kept.names, top),
        names: answer.kept.names,
    })
}

/// The result of a finished sheet.
pub async fn result(conn: &mut Conn, vault: &Vault, viewer: &Viewer, id: &AnswerId) -> Result<SheetResult> {
    let (answer, at) = answers::finished(conn, vault, &viewer.id, id).await?;
    let (day, datetime) = dated(viewer, at);
    let rounds = answers::rounds(conn, &viewer.id).await?;
    let earlier = rounds.iter().filter(|one| one.worksheet == answer.worksheet);
    let earlier = earlier.filter_map(|one| Some((one, one.finished_at.filter(|other| *other < at)?)));
    let earlier: Vec<RoundRow> = earlier.map(|(one, at)| row(viewer, &one.id, at)).collect();
    let mut rows: Vec<&RoundRow> = earlier.iter().take(BESIDE).collect();
    // What one began with stays there, whatever came between.
    if let (Some(row), Some(first)) = (rows.last_mut(), earlier.last()) {
        *row = first;
    }
    let mut beside = Vec::new();
    for round in rows.into_iter().rev() {
        let (before, _) = answers::finished(conn, vault, &viewer.id, &round.id).await?;
        let Answer { version, kept, .. } = before;
        beside.push(Earlier { day: round.day.clone(), version, play: kept.play, names: kept.names });
    }
    let given = cards::given(conn, &viewer.id, id).await?.into_iter().map(|given| {
        let (day, datetime) = dated(viewer, given.shared_at);
        Given { id: given.id, coach: given.coach, day, datetime }
    });
    let given = given.collect();
    let allowed = store::consents::allowed(conn, &viewer.id, id).await?;
    let gifts = if answer.worksheet == "W5" { presents(conn, vault, viewer).await? } else { Vec::new() };
    let gifts = gifts.into_iter().filter(|gift| gift.accepted).collect();
    let sheet = sheet(conn, vault, viewer, answer).await?;
    Ok(SheetResult { sheet, day, datetime, earlier, beside, given, allowed, gifts })
}

/// What the author ticked besides.
pub fn shown(extras: &[String]) -> Shown {
    let aliases = extras.iter().any(|one| one == "aliases");
    let barriers: BTreeSet<String> = extras.iter().filter(|one| *one != "aliases").cloned().collect();
    Shown { barriers, aliases, ..Shown::default() }
}

/// Showing a result to a coach; with a coach chosen, exactly what goes. Nothing is sent.
pub async fn sharing(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    id: &AnswerId,
    (coach, extras): (&str, Vec<String>),
) -> Result<SharePage> {
    let (answer, _) = answers::finished(conn, vault, &viewer.id, id).await?;
    let coaches = coaching::store::coaches_of(conn, &viewer.id).await?;
    let coaches: Vec<(String, String)> = coaches.into_iter().map(|one| (one.id.to_string(), one.name)).collect();
    let chosen = coaches.iter().find(|(id, _)| id == coach).cloned();
    let preview = match chosen {
        Some(coach) => {
            let copy = SheetCopy::of(&answer, &shown(&extras))?;
            let traces = looked::shown(&looked::look(&copy, viewer.locale), viewer.locale);
            Some(Preview { coach, extras, copy: copied(viewer.name.clone(), copy, viewer), traces })
        }
        None => None,
    };
    Ok(SharePage { sheet: sheet(conn, vault, viewer, answer).await?, coaches, preview })
}

/// What the author decided about the traces of people in what goes; refuses what may not go like this.
pub async fn looked_over(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    id: &AnswerId,
    form: &ShowForm,
) -> Result<Vec<Decision>> {
    let (answer, _) = answers::finished(conn, vault, &viewer.id, id).await?;
    let copy = SheetCopy::of(&answer, &shown(&form.extras))?;
    Ok(looked::decided(&looked::look(&copy, viewer.locale), form, viewer.locale)?)
}

/// A copy as its reader sees it.
pub fn copied(member: String, copy: SheetCopy, reader: &Viewer) -> Copied {
    let (day, datetime) = dated(reader, copy.finished_at);
    let SheetCopy { worksheet, version, view, names, .. } = copy;
    Copied { member, worksheet, version, day, datetime, view, names }
}
