//! Server functions of the tools. Each is an ordinary form, and leads back to where it was sent from. Whoever is not in
//! the room, or may not change the workshop, learns nothing of it here.

use leptos::prelude::*;

use super::model::{
    AnswerForm, AskForm, LineForm, MarkForm, ModerateForm, PromptForm, StartForm, ValuesForm, VoiceForm, WordForm,
};
use crate::kit::Result;

#[cfg(feature = "ssr")]
use {
    super::guard::{back, desk, host, is_on, is_shown, speaker, writer},
    super::rules::Refusal,
    super::values::{self, By},
    super::{room, store, wording},
    crate::kit::id::{PromptId, RowId, WorkshopId},
    crate::server::crypto::new_token,
    crate::server::state::chance_id,
};

/// Answers a prompt, or passes; the last answer counts.
#[server(endpoint = "live/answer")]
pub async fn answer(form: AnswerForm) -> Result<()> {
    let (state, viewer) = writer()?;
    let id: WorkshopId = form.workshop.parse()?;
    let input = (id.clone(), viewer.id.clone(), form, chance_id::<RowId>(), state.now());
    let answering = state
        .db
        .write(input, |tx, (id, user, form, row, now)| Box::pin(store::answer(tx, (id, user), form, row, *now)));
    let taken = answering.await?;
    room::tell(&state, &id, &viewer.id);
    back(taken, &viewer)
}

/// Asks the host something.
#[server(endpoint = "live/ask")]
pub async fn ask(form: AskForm) -> Result<()> {
    let (state, viewer) = speaker()?;
    let id: WorkshopId = form.workshop.parse()?;
    let input = (id.clone(), viewer.id.clone(), form, chance_id::<RowId>(), state.now());
    let asking =
        state.db.write(input, |tx, (id, user, form, row, now)| Box::pin(store::ask(tx, (id, user), form, row, *now)));
    let taken = asking.await?;
    room::tell(&state, &id, &viewer.id);
    back(taken, &viewer)
}

/// Gives one's voice to a question, or takes it back.
#[server(endpoint = "live/voice")]
pub async fn voice(form: VoiceForm) -> Result<()> {
    let (state, viewer) = writer()?;
    let id: WorkshopId = form.workshop.parse()?;
    let (question, on) = (form.question.parse::<RowId>()?, is_on(&form.to)?);
    let input = (id.clone(), viewer.id.clone(), question, on, state.now());
    let giving = state
        .db
        .write(input, |tx, (id, user, question, on, now)| Box::pin(store::voice(tx, (id, user), question, *on, *now)));
    let taken = giving.await?;
    room::tell(&state, &id, &viewer.id);
    back(taken, &viewer)
}

/// Says a line in the chat or on the board.
#[server(endpoint = "live/line")]
pub async fn line(form: LineForm) -> Result<()> {
    let (state, viewer) = speaker()?;
    let id: WorkshopId = form.workshop.parse()?;
    let input = (id.clone(), viewer.id.clone(), form, chance_id::<RowId>());
    let saying = state.db.write(input, |tx, (id, user, form, row)| Box::pin(store::say(tx, (id, user), form, row)));
    let taken = saying.await?;
    room::tell(&state, &id, &viewer.id);
    back(taken, &viewer)
}

/// Opens a prompt.
#[server(endpoint = "live/start")]
pub async fn start(form: StartForm) -> Result<()> {
    let (state, viewer, editor) = host()?;
    let id: WorkshopId = form.workshop.parse()?;
    let fresh = (state.new_id::<PromptId>(), new_token());
    let input = (editor, viewer.id, id.clone(), form, fresh, state.now());
    let starting = state.db.write(input, |tx, (editor, actor, id, form, (prompt, salt), now)| {
        Box::pin(async move {
            room::locked_by(tx, editor, id).await?;
            store::start(tx, id, actor, form, (prompt, salt.as_str()), *now).await
        })
    });
    starting.await?.map_err(|(field, why)| wording::refused(field, why, viewer.locale))?;
    room::ring(&state, &id);
    desk(&id);
    Ok(())
}

/// Closes a prompt, or asks it a second time.
#[server(endpoint = "live/prompt")]
pub async fn prompt(form: PromptForm) -> Result<()> {
    let (state, viewer, editor) = host()?;
    let (id, prompt): (WorkshopId, PromptId) = (form.workshop.parse()?, form.prompt.parse()?);
    let input = (editor, id.clone(), prompt, form.act, new_token(), state.now());
    let moving = state.db.write(input, |tx, (editor, id, prompt, act, salt, now)| {
        Box::pin(async move {
            room::locked_by(tx, editor, id).await?;
            match act.as_str() {
                "close" => store::close(tx, id, prompt, *now).await.map(Ok),
                "second" => store::second(tx, id, prompt, salt, *now).await,
                _ => Ok(Err(Refusal::Foreign)),
            }
        })
    });
    moving.await?.map_err(|why| wording::refused("", why, viewer.locale))?;
    room::ring(&state, &id);
    desk(&id);
    Ok(())
}

/// Lets a text through, takes it from the screens, or brings it back.
#[server(endpoint = "live/moderate")]
pub async fn moderate(form: ModerateForm) -> Result<()> {
    let (state, viewer, editor) = host()?;
    let (id, text): (WorkshopId, RowId) = (form.workshop.parse()?, form.id.parse()?);
    let input = ((editor, viewer.id), id.clone(), text, is_shown(&form.act)?, state.now());
    let moderating = state.db.write(input, |tx, ((editor, actor), id, text, show, now)| {
        Box::pin(async move {
            room::locked_by(tx, editor, id).await?;
            store::moderate(tx, (id, actor), text, *show, *now).await
        })
    });
    moderating.await?;
    room::ring(&state, &id);
    desk(&id);
    Ok(())
}

/// Takes a word of a cloud from the screens, or brings it back.
#[server(endpoint = "live/word")]
pub async fn take_word(form: WordForm) -> Result<()> {
    let (state, viewer, editor) = host()?;
    let (id, prompt): (WorkshopId, PromptId) = (form.workshop.parse()?, form.prompt.parse()?);
    let word = (form.word, is_shown(&form.act)?);
    let input = ((editor, viewer.id), id.clone(), prompt, word, state.now());
    let taking = state.db.write(input, |tx, ((editor, actor), id, prompt, (word, show), now)| {
        Box::pin(async move {
            room::locked_by(tx, editor, id).await?;
            store::word(tx, (id, actor), prompt, (word.as_str(), *show), *now).await
        })
    });
    taking.await?;
    room::ring(&state, &id);
    desk(&id);
    Ok(())
}

/// Marks a question as answered, or as not answered.
#[server(endpoint = "live/mark")]
pub async fn mark(form: MarkForm) -> Result<()> {
    let (state, _, editor) = host()?;
    let (id, question): (WorkshopId, RowId) = (form.workshop.parse()?, form.question.parse()?);
    let input = (editor, id.clone(), question, is_on(&form.to)?, state.now());
    let marking = state.db.write(input, |tx, (editor, id, question, on, now)| {
        Box::pin(async move {
            room::locked_by(tx, editor, id).await?;
            store::mark(tx, id, question, *on, *now).await
        })
    });
    marking.await?;
    room::ring(&state, &id);
    desk(&id);
    Ok(())
}

/// Shows the map of what the room values.
#[server(endpoint = "live/values")]
pub async fn values_map(form: ValuesForm) -> Result<()> {
    let (state, viewer, editor) = host()?;
    let id: WorkshopId = form.workshop.parse()?;
    let by = By { editor, actor: viewer.id.clone(), locale: viewer.locale };
    let shown = values::show(&state, by, &id, &form.block).await?;
    shown.map_err(|why| wording::refused("", why, viewer.locale))?;
    room::ring(&state, &id);
    desk(&id);
    Ok(())
}
