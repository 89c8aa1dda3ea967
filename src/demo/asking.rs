//! Copies that are still looked over, and what coaches bring to each other.

use super::content::{BegunCopy, Supervision};
use super::stage::{Stage, later};
use crate::accounts::store::contact_of;
use crate::coaching::sharing::model::Span;
use crate::coaching::sharing::store::{self as sharing, Draft};
use crate::coaching::supervision::model::{Excerpt, end};
use crate::coaching::supervision::store::{self as supervision, NewRequest};
use crate::coaching::{About, supervision_asked};
use crate::journal::model::SentCopy;
use crate::journal::store as journal;
use crate::kit::Moment;
use crate::kit::id::{DraftId, EntryId, RowId, ShareId, UserId};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// A copy that its author began and has not sent.
pub async fn begin(
    conn: &mut Conn,
    stage: &mut Stage<'_>,
    begun: &BegunCopy,
    (owner, entry, version): (&UserId, &EntryId, i64),
    at: Moment,
) -> Result<()> {
    let answers = journal::answers(conn, stage.vault, owner, entry, version).await?.only(&begun.steps);
    let draft = Draft {
        entry: entry.clone(),
        version,
        coaches: vec![stage.person(&begun.coach)?],
        want: Vec::new(),
        span: Span::default(),
        live: false,
        copy: SentCopy { answers, ask: begun.ask.clone() },
        reasons: Default::default(),
        seen: Vec::new(),
        checks: Vec::new(),
    };
    let id: DraftId = stage.id(at);
    sharing::begin(conn, stage.vault, owner, &id, &draft, at).await
}

/// A coach asks the author whether another coach may see an excerpt; the author says yes, and the two begin to talk.
pub async fn bring(
    conn: &mut Conn,
    stage: &mut Stage<'_>,
    one: &Supervision,
    (owner, coach, share): (&UserId, &UserId, &ShareId),
    sent: Moment,
) -> Result<()> {
    let asked = later(sent, one.after_hours);
    let new = NewRequest {
        id: stage.id(asked),
        share: share.clone(),
        peer: stage.person(&one.peer)?,
        excerpt: Excerpt { excerpt: one.excerpt.clone(), question: one.question.clone() },
        until: end(asked),
    };
    supervision::ask(conn, stage.vault, coach, &new, asked).await?;
    let (from, key) = (contact_of(conn, coach).await?.name, format!("{share} {coach}"));
    let path = format!("/supervision/{}", new.id);
    let about = About { kind: "supervision_asked", from: &from, path, key: &key };
    supervision_asked(conn, stage.config, owner, about, asked).await?;
    let agreed = later(asked, one.agreed_after_hours);
    supervision::decide(conn, owner, &new.id, true, agreed).await?;
    let said = agreed.plus_minutes(30);
    let row: RowId = stage.id(said);
    supervision::say(conn, stage.vault, coach, &new.id, (&row, &one.said), said).await.map(drop)
}
