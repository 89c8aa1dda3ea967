//! A returned review as its author sees it: beside the copy, or beside their newest words.

use super::model::{AuthorPage, Dialogue, Remark, Said};
use super::page::{moment, parts, remarks, said, title};
use super::store::{comments_of, listener, messages_of, returned, returned_comments};
use crate::journal::store as journal;
use crate::kit::id::{EntryId, ShareId};
use crate::kit::{Moment, Viewer};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;

/// The review of a copy of one's own entry.
pub async fn review(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    (entry, share): (&EntryId, &ShareId),
    newest: bool,
    now: Moment,
) -> Result<AuthorPage> {
    let found = journal::entry(conn, &viewer.id, entry).await?;
    let (copy, _) = journal::copy_of(conn, vault, &viewer.id, entry, share).await?;
    let (coach, text, at, open) = returned(conn, vault, &viewer.id, share, now).await?;
    let open = open && listener(conn, &viewer.id, share, now).await?.is_some();
    let key = vault.key_of(conn, &viewer.id).await?;
    let comments = returned_comments(comments_of(conn, &key, share).await?);
    let messages = messages_of(conn, &key, share).await?;
    let now_there = journal::answers(conn, vault, &viewer.id, entry, found.head).await?;
    let changed = now_there.only(&copy.answers.steps()) != copy.answers;
    let answers = if newest { &now_there } else { &copy.answers };
    let (parts, lost) = parts(&found.template, answers, &comments, &messages, viewer)?;
    Ok(AuthorPage {
        share: share.clone(),
        entry: entry.clone(),
        title: title(&found.template, viewer.locale),
        dialogue: Dialogue { coach, text, at: moment(viewer, at), said: said(&messages, None, viewer) },
        parts,
        lost,
        newest,
        changed,
        open,
    })
}

/// What came with an answer to one's own copy: the remarks that were returned, each with what was said about it, and
/// what was said about the answer.
pub async fn received(
    conn: &mut Conn,
    vault: &Vault,
    viewer: &Viewer,
    share: &ShareId,
) -> Result<(Vec<Remark>, Vec<Said>)> {
    let key = vault.key_of(conn, &viewer.id).await?;
    let comments = returned_comments(comments_of(conn, &key, share).await?);
    let messages = messages_of(conn, &key, share).await?;
    Ok((remarks(&comments, &messages, viewer), said(&messages, None, viewer)))
}
