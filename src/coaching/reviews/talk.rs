//! Author and coach talk on, with letters that say only that something came. What the author says leads to nobody.

use super::model::SayForm;
use super::store::{self, NewMessage, Writer};
use crate::accounts::store::contact_of;
use crate::coaching::{mail, traces};
use crate::kit::id::EntryId;
use crate::kit::{Error, Result, Viewer};
use crate::server::AppState;

/// Says something as `writer`; gives the entry that it is about.
pub async fn talk(form: SayForm, viewer: Viewer, state: AppState, writer: Writer) -> Result<EntryId> {
    let text = form.checked(viewer.locale)?;
    let comment = if form.comment.is_empty() { None } else { Some(form.comment.parse()?) };
    let new = NewMessage { id: state.new_id(), share: form.share.parse()?, comment, text };
    let now = state.now();
    if writer == Writer::Author {
        let mut conn = state.db.read().await?;
        let (coach, _) = store::listener(&mut conn, &viewer.id, &new.share, now).await?.ok_or(Error::NotFound)?;
        let coach = contact_of(&mut conn, &coach).await?.name;
        drop(conn);
        traces::refuse(&[("text", new.text.as_str())], &[viewer.name.as_str(), coach.as_str()], viewer.locale)?;
    }
    let told = state
        .db
        .write((state.clone(), viewer, new), move |tx, (state, viewer, new)| {
            Box::pin(async move {
                let told = store::say(tx, &state.vault, &viewer.id, writer, new, now).await?;
                if told.new {
                    let (to, path) = match writer {
                        Writer::Author => (&told.coach, format!("/coach/journals/{}", new.share)),
                        Writer::Coach => (&told.owner, format!("/journal/{}/reviews/{}", told.entry, new.share)),
                    };
                    let about = mail::About { kind: "words_came", from: &viewer.name, path, key: new.share.as_str() };
                    mail::words_came(tx, &state.config, to, about, now).await?;
                }
                Ok(told)
            })
        })
        .await?;
    Ok(told.entry)
}
