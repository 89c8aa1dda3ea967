//! Server functions of the coach's desk. Only coaches, and each only what was sent to them.

use leptos::prelude::*;

use super::model::{AnswerForm, DeskPage};
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    super::guard::{coach, conflict_on_page, desk_of},
    super::mail,
    super::reviews::store,
    crate::kit::Error,
    crate::kit::id::ShareId,
    crate::tl,
};

/// What lies on the viewer's desk; nothing is opened.
#[server(endpoint = "coaching/queue")]
pub async fn queue() -> Result<DeskPage> {
    let (viewer, state) = coach()?;
    desk_of(&viewer, &state).await
}

/// Keeps an answer that is not finished, for its coach alone.
#[server(endpoint = "coaching/keep")]
pub async fn keep(form: AnswerForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let share: ShareId = form.share.parse()?;
    let kept = (form.unfinished(viewer.locale)?, form.sent());
    let path = format!("/coach/journals/{share}?done=kept");
    let input = (state.vault.clone(), viewer.id, share, (state.new_id(), kept), state.now());
    state
        .db
        .write(input, |tx, (vault, coach, share, (id, (text, sent)), now)| {
            Box::pin(store::set_unfinished(tx, vault, coach, share, (id, text, sent.as_ref()), *now))
        })
        .await?;
    leptos_axum::redirect(&path);
    Ok(())
}

/// Returns a review: the answer to a copy and every remark that waited, once, with a letter that says only that it came.
#[server(endpoint = "coaching/answer")]
pub async fn answer(form: AnswerForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let share: ShareId = form.share.parse()?;
    let text = form.checked(viewer.locale)?;
    let path = format!("/coach/journals/{share}?done=answered");
    let locale = viewer.locale;
    let input = (state.clone(), viewer, share, state.new_id(), text, state.now());
    let answered = state
        .db
        .write(input, |tx, (state, viewer, share, id, text, now)| {
            Box::pin(async move {
                let answered = store::answer(tx, &state.vault, &viewer.id, share, id, text, *now).await?;
                if let store::Answered::Sent(member, entry) = &answered {
                    mail::answer_came(tx, &state.config, member, &viewer.name, entry, *now).await?;
                }
                Ok(answered)
            })
        })
        .await
        .map_err(|failure| conflict_on_page(failure, locale))?;
    if answered == store::Answered::Already {
        return Err(Error::field("text", tl!(locale, coaching.answer_already)));
    }
    leptos_axum::redirect(&path);
    Ok(())
}
