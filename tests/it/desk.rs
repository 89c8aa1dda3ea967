//! Showing an entry, reading it at the desk, talking on: on both databases.

mod claims;
mod reviews;
mod sharing;
pub mod supervision;

use assemble::coaching::reviews::store::{self, NewComment};
use assemble::kit::id::{CommentId, RowId, ShareId, UserId};
use assemble::server::Result;

use crate::support::{Answer, TestApp};

/// A remark on characters of the step `y`.
pub async fn comment(
    app: &TestApp,
    coach: &UserId,
    share: &ShareId,
    passage: (usize, usize),
    text: &str,
) -> Result<CommentId> {
    let new = NewComment {
        id: app.state.new_id(),
        share: share.clone(),
        place: "y/text".to_owned(),
        passage,
        text: text.to_owned(),
    };
    let id = new.id.clone();
    let input = (app.state.vault.clone(), coach.clone(), new, app.state.now());
    app.state
        .db
        .write(input, |tx, (vault, coach, new, now)| Box::pin(store::comment(tx, vault, coach, new, *now)))
        .await?;
    Ok(id)
}

/// Returns a review.
pub async fn answer(app: &TestApp, coach: &UserId, share: &ShareId, text: &str) -> Result<store::Answered> {
    let id: RowId = app.state.new_id();
    let input = (app.state.vault.clone(), coach.clone(), share.clone(), (id, text.to_owned()), app.state.now());
    app.state
        .db
        .write(input, |tx, (vault, coach, share, (id, text), now)| {
            Box::pin(store::answer(tx, vault, coach, share, id, text, *now))
        })
        .await
}

/// The status of a request to `path` as the program in a browser makes it.
pub async fn post(app: &TestApp, path: &str, fields: &[(&str, &str)], cookie: &str) -> Answer {
    app.post_json_client(path, fields, Some(cookie)).await
}
