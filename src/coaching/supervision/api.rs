//! Server functions of supervision.

use leptos::prelude::*;

use super::model::{AskForm, AskPage, AuthorAsk, DecideForm, PeerPage, WordsForm};
use crate::kit::Result;
use crate::kit::id::{ShareId, SupervisionId};

#[cfg(feature = "ssr")]
use {
    super::model::{Excerpt, end},
    super::store::NewRequest,
    super::{page, store},
    crate::coaching::guard::{coach, member, open_at_desk},
    crate::coaching::mail,
    crate::coaching::sharing::check,
    crate::coaching::sharing::model::gate,
    crate::coaching::sharing::page::Typed,
    crate::coaching::sharing::pieces::Piece,
    crate::coaching::sharing::store::log_decisions,
    crate::coaching::traces,
    crate::kit::Error,
    crate::kit::id::RowId,
    crate::tl,
};

/// What is needed to ask for another coach's eyes. It opens the copy, and its author sees that.
#[server(endpoint = "coaching/supervision_page")]
pub async fn asking(share: ShareId) -> Result<AskPage> {
    let (viewer, state) = coach()?;
    let opened = open_at_desk(&viewer, &state, share).await?;
    let typed = Typed::carried("/api/coaching/supervision_ask");
    Ok(page::asking(&mut *state.db.read().await?, &viewer, opened, &typed).await?)
}

/// Asks the author, with a letter that says only that there is a question. The excerpt goes through the same check as
/// every copy.
#[server(endpoint = "coaching/supervision_ask")]
pub async fn ask(form: AskForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let share: ShareId = form.share.parse()?;
    form.must_fit(viewer.locale)?;
    let excerpt = Excerpt { excerpt: form.text("excerpt"), question: form.text("question") };
    let pieces = [("excerpt", &excerpt.excerpt), ("question", &excerpt.question)]
        .map(|(place, text)| Piece { place: place.to_owned(), text: text.clone() });
    let looked = check::look(&pieces, viewer.locale);
    let mut errors = form.validate(viewer.locale);
    let decisions = gate(&looked, &form.reasons, &form.seen, viewer.locale).unwrap_or_else(|more| {
        errors.0.extend(more.0);
        Vec::new()
    });
    errors.finish()?;
    let path = format!("/coach/journals/{share}?done=asked");
    let now = state.now();
    let new = NewRequest { id: state.new_id(), share, peer: form.peer.parse()?, excerpt, until: end(now) };
    state
        .db
        .write((state.clone(), viewer, new, decisions), move |tx, (state, viewer, new, decisions)| {
            Box::pin(async move {
                let Some(owner) = store::ask(tx, &state.vault, &viewer.id, new, now).await? else { return Ok(()) };
                let object = ("supervision", new.id.as_str());
                log_decisions(tx, &owner, &viewer.id, object, decisions, now).await?;
                let path = format!("/supervision/{}", new.id);
                // However often one coach asks about one copy, its author hears once an hour.
                let key = format!("{} {}", new.share, viewer.id);
                let about = mail::About { kind: "supervision_asked", from: &viewer.name, path, key: &key };
                mail::supervision_asked(tx, &state.config, &owner, about, now).await
            })
        })
        .await?;
    leptos_axum::redirect(&path);
    Ok(())
}

/// A request about one's own words.
#[server(endpoint = "coaching/supervision_request")]
pub async fn request(id: SupervisionId) -> Result<AuthorAsk> {
    let (viewer, state) = member()?;
    let found = store::for_author(&mut *state.db.read().await?, &state.vault, &viewer.id, &id).await?;
    Ok(page::author(&viewer, found, state.now()))
}

/// Says yes or no, or takes a yes back.
#[server(endpoint = "coaching/supervision_decide")]
pub async fn decide(form: DecideForm) -> Result<()> {
    let (viewer, state) = member()?;
    let id: SupervisionId = form.supervision.parse()?;
    let now = state.now();
    if form.then == "revoke" {
        let input = (viewer.id, id.clone());
        state.db.write(input, move |tx, (owner, id)| Box::pin(store::revoke(tx, owner, id, now))).await?;
        leptos_axum::redirect("/me/consents?done=revoked");
        return Ok(());
    }
    let accept = match form.then.as_str() {
        "accept" => true,
        "decline" => false,
        _ => return Err(Error::BadRequest),
    };
    let locale = viewer.locale;
    let path = format!("/supervision/{id}?done={}", if accept { "accepted" } else { "declined" });
    let outcome = state
        .db
        .write((state.clone(), viewer, id), move |tx, (state, viewer, id)| {
            Box::pin(async move {
                let decided = store::decide(tx, &viewer.id, id, accept, now).await?;
                let about = |kind, path: String| mail::About { kind, from: &viewer.name, path, key: id.as_str() };
                let desk = about("supervision_decided", "/coach".to_owned());
                mail::supervision_news(tx, &state.config, &decided.coach, desk, now).await?;
                if accept {
                    let from = &decided.coach_name;
                    let path = format!("/coach/supervision/{id}");
                    let open = mail::About { kind: "supervision_came", from, path, key: id.as_str() };
                    mail::supervision_news(tx, &state.config, &decided.peer, open, now).await?;
                }
                Ok(())
            })
        })
        .await;
    outcome.map_err(|failure| match Error::from(failure) {
        Error::Conflict => Error::field("", tl!(locale, desk.decided_already)),
        error => error,
    })?;
    leptos_axum::redirect(&path);
    Ok(())
}

/// Opens an excerpt for one of the two coaches; its author sees that it was opened.
#[server(endpoint = "coaching/supervision_open")]
pub async fn open(id: SupervisionId) -> Result<PeerPage> {
    let (viewer, state) = coach()?;
    let input = (state.vault.clone(), viewer.id.clone(), id, state.now());
    let found = state
        .db
        .write(input, |tx, (vault, person, id, now)| Box::pin(store::open(tx, vault, person, id, *now)))
        .await?;
    Ok(page::peer(&mut *state.db.read().await?, &state.vault, &viewer, found).await?)
}

/// Says something to the other coach that leads to nobody, with a letter that says only that something came.
#[server(endpoint = "coaching/supervision_say")]
pub async fn say(form: WordsForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let id: SupervisionId = form.supervision.parse()?;
    let text = form.checked(viewer.locale)?;
    let path = format!("/coach/supervision/{id}?done=said");
    let (row, now) = (state.new_id::<RowId>(), state.now());
    let open = store::open_now(&mut *state.db.read().await?, &viewer.id, &id, now).await?;
    let known = [open.coach_name.as_str(), open.peer_name.as_str()];
    traces::refuse(&[("text", text.as_str())], &known, viewer.locale)?;
    state
        .db
        .write((state.clone(), viewer, id, row, text), move |tx, (state, viewer, id, row, text)| {
            Box::pin(async move {
                let Some(other) = store::say(tx, &state.vault, &viewer.id, id, (row, text), now).await? else {
                    return Ok(());
                };
                let path = format!("/coach/supervision/{id}");
                let about = mail::About { kind: "supervision_words", from: &viewer.name, path, key: id.as_str() };
                mail::supervision_news(tx, &state.config, &other, about, now).await
            })
        })
        .await?;
    leptos_axum::redirect(&path);
    Ok(())
}
