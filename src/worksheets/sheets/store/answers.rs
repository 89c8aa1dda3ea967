//! Sittings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::Row;

use super::{consents, tags};
use crate::kit::id::{AnswerId, UserId};
use crate::kit::{Error, Locale, Moment, Turn};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::{Conn, lock_row};
use crate::tl;
use crate::worksheets::definition::{Definition, library};
use crate::worksheets::model::play::Refused;
use crate::worksheets::sheets::form::{PlayForm, WRITING};
use crate::worksheets::sheets::play::Play;
use crate::worksheets::sheets::refused::Why;
use crate::worksheets::sheets::tags::forget_names;
use crate::worksheets::sheets::{known, moves};
use crate::worksheets::store::sealed::{self, Save, cell, read, write};
use crate::worksheets::store::withdraw_all;

/// The most bytes of a sitting that are kept: a line full of long stories and all that can be undone of it, many times
/// over.
const MOST: usize = 4 << 20;

/// What is sealed: the sheet, and what is remembered around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The state.
    pub play: Play,
    /// The names of cards that the person wrote themselves.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// The latest save, to know it when it is sent again.
    #[serde(default)]
    last: Option<Save>,
    /// The page that it came from, when that was kept while somebody wrote in it, and its turn.
    #[serde(default)]
    by: Option<Turn>,
}

impl Kept {
    /// A new sheet.
    pub fn new(play: Play, names: BTreeMap<String, String>) -> Kept {
        Kept { play, names, last: None, by: None }
    }

    /// Forgets how somebody came to a finished sheet, and names that only stood there.
    pub fn forget(&mut self) {
        self.play.forget();
        forget_names(&self.play, &mut self.names);
    }

    /// Whether a form comes late, when the same page sent the latest save too and cannot know what came of it.
    fn unheard(&self, form: &PlayForm) -> Option<bool> {
        self.last.as_ref().filter(|last| last.from == form.revision)?;
        let (latest, this) = (self.by.as_ref()?, Turn::of(&form.page, form.turn)?);
        this.is_beside(latest).then(|| this.is_late(latest))
    }
}

/// A sitting with its row.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The sitting's id.
    pub id: AnswerId,
    /// The worksheet.
    pub worksheet: String,
    /// Which version of it.
    pub version: i64,
    /// Grows with every save.
    pub revision: i64,
    /// When it was last changed.
    pub updated_at: Moment,
    /// When it was finished.
    pub finished_at: Option<Moment>,
    /// What was sealed.
    pub kept: Kept,
}

impl Answer {
    /// The definition that was answered.
    pub fn definition(&self) -> Result<&'static Definition> {
        Ok(library::version_of(&self.worksheet, self.version).ok_or(Error::NotFound)?)
    }
}

/// A sitting in a list: nothing is opened for it.
#[derive(Clone, Debug)]
pub struct Round {
    /// The sitting's id.
    pub id: AnswerId,
    /// The worksheet.
    pub worksheet: String,
    /// When it was last changed.
    pub updated_at: Moment,
    /// When it was finished.
    pub finished_at: Option<Moment>,
}

/// Begins a round. There is at most one unfinished round of a worksheet: when one is under way it is returned instead,
/// so a form that is sent twice begins one round.
pub async fn start(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &AnswerId,
    (worksheet, version): (&str, i64),
    kept: &Kept,
    now: Moment,
) -> Result<AnswerId> {
    lock_row(conn, "select id from users where id = $1 for update", owner.as_str()).await?;
    let open =
        rounds(conn, owner).await?.into_iter().find(|one| one.worksheet == worksheet && one.finished_at.is_none());
    if let Some(open) = open {
        return Ok(open.id);
    }
    sealed::begin(conn, vault, (owner, id), (worksheet, version), &write(kept)?, now).await?;
    Ok(id.clone())
}

/// All rounds of `owner`, those of the value cards too, latest first.
pub async fn rounds(conn: &mut Conn, owner: &UserId) -> Result<Vec<Round>> {
    let rows = sqlx::query(
        "select id, worksheet, updated_at, finished_at from worksheet_answers
         where owner_id = $1 and deleted_at is null order by started_at desc, id desc",
    )
    .bind(owner.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Round {
                id: row.try_get::<String, _>(0)?.parse()?,
                worksheet: row.try_get(1)?,
                updated_at: Moment(row.try_get(2)?),
                finished_at: row.try_get::<Option<i64>, _>(3)?.map(Moment),
            })
        })
        .collect()
}

/// A sitting of `owner`; `NotFound` when it is not theirs, or one of the value cards.
pub async fn open(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &AnswerId) -> Result<Answer> {
    let row = sqlx::query(
        "select worksheet, version, revision, updated_at, finished_at, body from worksheet_answers
         where id = $1 and owner_id = $2 and deleted_at is null",
    )
    .bind(id.as_str())
    .bind(owner.as_str())
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let worksheet: String = row.try_get(0)?;
    known(&worksheet).ok_or(Error::NotFound)?;
    let text = vault.key_of(conn, owner).await?.open(cell(id), &row.try_get::<Vec<u8>, _>(5)?)?;
    Ok(Answer {
        id: id.clone(),
        worksheet,
        version: row.try_get(1)?,
        revision: row.try_get(2)?,
        updated_at: Moment(row.try_get(3)?),
        finished_at: row.try_get::<Option<i64>, _>(4)?.map(Moment),
        kept: read(&text)?,
    })
}

/// A finished sitting of `owner`, and when it was finished.
pub async fn finished(conn: &mut Conn, vault: &Vault, owner: &UserId, id: &AnswerId) -> Result<(Answer, Moment)> {
    let answer = open(conn, vault, owner, id).await?;
    let at = answer.finished_at.filter(|_| answer.kept.play.done()).ok_or(Error::NotFound)?;
    Ok((answer, at))
}

/// What came of a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Played {
    /// The worksheet.
    pub worksheet: String,
    /// The revision after it.
    pub revision: i64,
    /// Whether there is a step to take back.
    pub undo: bool,
}

impl Played {
    fn of(answer: Answer, revision: i64) -> Played {
        Played { undo: answer.kept.play.undoable(), worksheet: answer.worksheet, revision }
    }
}

/// Follows a press, or keeps a form. What was sent from a page that is behind is refused, unless exactly this was sent
/// before: an answer that was lost on its way is simply given again. Nor is a page behind itself: when it kept something
/// and never heard of it, what it sends next holds all of that and goes on from there, and what comes late changes nothing.
pub async fn play(
    conn: &mut Conn,
    vault: &Vault,
    owner: &UserId,
    id: &AnswerId,
    form: &PlayForm,
    locale: Locale,
    now: Moment,
) -> Result<Played> {
    // Of two at once the second waits, and sees what the first has kept.
    lock_row(conn, "select id from worksheet_answers where id = $1 for update", id.as_str()).await?;
    let mut answer = open(conn, vault, owner, id).await?;
    let this = Save::of(form.revision, form)?;
    if form.version != answer.version {
        return Err(Error::field("", tl!(locale, sheets.refused_version)).into());
    }
    if answer.kept.play.done() && form.act == "finish" {
        let revision = answer.revision;
        return Ok(Played::of(answer, revision));
    }
    if answer.revision != form.revision {
        let late = answer.kept.unheard(form);
        // A form that finished the sheet is kept first, and may come twice as well.
        let end = PlayForm { revision: answer.revision - 1, ..form.acting("finish") };
        let ended = answer.kept.play.done() && answer.kept.last == Some(Save::of(end.revision, &end)?);
        if ended || answer.kept.last.as_ref() == Some(&this) || late == Some(true) {
            let revision = answer.revision;
            return Ok(Played::of(answer, revision));
        }
        if late.is_none() {
            return Err(Why::from(Refused::Behind).error(locale).into());
        }
    }
    let definition = answer.definition()?;
    moves::apply(&mut answer.kept.play, definition, form).map_err(|why| why.error(locale))?;
    tags::name(conn, vault, owner, locale, &mut answer.kept).await?;
    let writing = form.act == "keep" && form.at == WRITING;
    if !writing {
        // The page comes anew. One that somebody goes on writing in keeps the numbers that it shows.
        forget_names(&answer.kept.play, &mut answer.kept.names);
    }
    if answer.kept.play.done() {
        // A sheet that cannot be scored is not finished.
        answer.kept.play.outcome(definition).map_err(|error| Why::from(error).error(locale))?;
    }
    answer.kept.last = Some(this);
    // A press is no such page's: what is sent from there once more may hold other words in the same turn.
    answer.kept.by = if writing { Turn::of(&form.page, form.turn) } else { None };
    let text = write(&answer.kept)?;
    if text.len() > MOST {
        return Err(Why::from(Refused::Full).error(locale).into());
    }
    let finished_at = answer.finished_at.or(answer.kept.play.done().then_some(now));
    sealed::keep(conn, vault, (owner, id), (answer.revision, &text), finished_at, now).await?;
    let revision = answer.revision + 1;
    Ok(Played::of(answer, revision))
}

/// The worksheet of a sitting of `owner`.
pub async fn worksheet_of(conn: &mut Conn, owner: &UserId, id: &AnswerId) -> Result<String> {
    let row =
        sqlx::query("select worksheet from worksheet_answers where id = $1 and owner_id = $2 and deleted_at is null")
            .bind(id.as_str())
            .bind(owner.as_str())
            .fetch_optional(conn)
            .await?;
    let worksheet: String = row.ok_or(Error::NotFound)?.try_get(0)?;
    known(&worksheet).ok_or(Error::NotFound)?;
    Ok(worksheet)
}

/// Deletes a sitting, every copy of it that coaches could see, and what it was allowed for: the words go at once, a row
/// without them stays. The worksheet it was.
pub async fn delete(conn: &mut Conn, owner: &UserId, id: &AnswerId, now: Moment) -> Result<String> {
    let worksheet = worksheet_of(conn, owner, id).await?;
    sqlx::query(
        "update worksheet_answers set deleted_at = $1, updated_at = $1, body = $2
         where id = $3 and owner_id = $4 and deleted_at is null",
    )
    .bind(now.0)
    .bind(Vec::<u8>::new())
    .bind(id.as_str())
    .bind(owner.as_str())
    .execute(&mut *conn)
    .await?;
    consents::forget(conn, owner, id).await?;
    withdraw_all(conn, owner, id, now).await?;
    Ok(worksheet)
}
