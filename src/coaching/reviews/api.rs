//! Server functions of reading at the desk, and of talking on afterwards.

use leptos::prelude::*;

use super::model::{AuthorPage, ClaimForm, CoachPage, CommentForm, DropForm, NoteForm, SayForm};
use crate::kit::Result;
use crate::kit::id::{EntryId, ShareId};

#[cfg(feature = "ssr")]
use {
    super::model::Lens,
    super::talk::talk,
    super::{author, store},
    crate::coaching::guard::{coach, conflict_on_page, member, open_at_desk},
    crate::kit::id::CommentId,
};

/// Opens a copy. Its author sees in their 閲覧履歴 that it was opened.
#[server(endpoint = "coaching/open")]
pub async fn open(id: ShareId) -> Result<CoachPage> {
    let (viewer, state) = coach()?;
    open_at_desk(&viewer, &state, id).await
}

/// Takes a copy on, or gives it back.
#[server(endpoint = "coaching/claim")]
pub async fn claim(form: ClaimForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let share: ShareId = form.share.parse()?;
    let release = form.then == "release";
    let done = if release { "released" } else { "claimed" };
    let path = format!("/coach/journals/{share}?done={done}");
    let locale = viewer.locale;
    let input = (viewer.id, share, form.turn, release, state.now());
    let outcome = state.db.write(input, |tx, (coach, share, turn, release, now)| {
        Box::pin(async move {
            match release {
                true => store::release(tx, coach, share, *now).await,
                false => store::claim(tx, coach, share, *turn, *now).await,
            }
        })
    });
    outcome.await.map_err(|failure| conflict_on_page(failure, locale))?;
    leptos_axum::redirect(&path);
    Ok(())
}

/// Keeps a remark on a passage; nobody else sees it until the review is returned.
#[server(endpoint = "coaching/comment")]
pub async fn comment(form: CommentForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let share: ShareId = form.share.parse()?;
    let (passage, text) = form.checked(viewer.locale)?;
    let path = format!("/coach/journals/{share}?done=commented");
    let locale = viewer.locale;
    let new = store::NewComment { id: state.new_id(), share, place: form.place, passage, text };
    let input = (state.vault.clone(), viewer.id, new, state.now());
    let outcome = state
        .db
        .write(input, |tx, (vault, coach, new, now)| Box::pin(store::comment(tx, vault, coach, new, *now)))
        .await;
    outcome.map_err(|failure| conflict_on_page(failure, locale))?;
    leptos_axum::redirect(&path);
    Ok(())
}

/// Takes a remark away that was not returned yet.
#[server(endpoint = "coaching/drop_comment")]
pub async fn drop_comment(form: DropForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let id: CommentId = form.comment.parse()?;
    let input = (viewer.id, id, state.now());
    let share =
        state.db.write(input, |tx, (coach, id, now)| Box::pin(store::drop_comment(tx, coach, id, *now))).await?;
    leptos_axum::redirect(&format!("/coach/journals/{share}?done=dropped"));
    Ok(())
}

/// Keeps the viewer's note for themselves.
#[server(endpoint = "coaching/note")]
pub async fn note(form: NoteForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let share: ShareId = form.share.parse()?;
    let (text, lens) = (form.checked(viewer.locale)?, Lens::parse(&form.lens));
    let path = format!("/coach/journals/{share}?done=noted");
    let input = (state.vault.clone(), viewer.id, share, (state.new_id(), text, lens), state.now());
    state
        .db
        .write(input, |tx, (vault, coach, share, (id, text, lens), now)| {
            Box::pin(store::set_note(tx, vault, coach, share, (id, text, *lens), *now))
        })
        .await?;
    leptos_axum::redirect(&path);
    Ok(())
}

/// Says something to the author after the review was returned, with a letter that says only that it came.
#[server(endpoint = "coaching/say")]
pub async fn say(form: SayForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let share = form.share.clone();
    talk(form, viewer, state, store::Writer::Coach).await?;
    leptos_axum::redirect(&format!("/coach/journals/{share}?done=said"));
    Ok(())
}

/// Replies to the coach who answered, with a letter that says only that something came.
#[server(endpoint = "coaching/reply")]
pub async fn reply(form: SayForm) -> Result<()> {
    let (viewer, state) = member()?;
    let share = form.share.clone();
    let entry = talk(form, viewer, state, store::Writer::Author).await?;
    leptos_axum::redirect(&format!("/journal/{entry}/reviews/{share}?done=said"));
    Ok(())
}

/// A returned review of one's own: beside the copy, or (`newest`) beside one's newest words. What the coach said
/// counts as read from now on.
#[server(endpoint = "coaching/review")]
pub async fn review(entry: EntryId, share: ShareId, newest: bool) -> Result<AuthorPage> {
    let (viewer, state) = member()?;
    let mut conn = state.db.read().await?;
    let shown = author::review(&mut conn, &state.vault, &viewer, (&entry, &share), newest, state.now()).await?;
    drop(conn);
    let input = (viewer.id, entry, share, state.now());
    state
        .db
        .write(input, |tx, (owner, entry, share, now)| {
            Box::pin(async move {
                crate::coaching::store::mark_read(tx, owner, entry, *now).await?;
                store::mark_author_read(tx, owner, share, *now).await
            })
        })
        .await?;
    Ok(shown)
}
