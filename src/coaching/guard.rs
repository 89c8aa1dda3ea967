//! What server functions of coaching begin with.

use super::desk;
use super::model::DeskPage;
use super::reviews::model::{Closed, CoachPage};
use super::reviews::page::{self, Opened};
use super::reviews::store as reviews;
use super::sharing::{check, pieces};
use super::store::named;
use crate::deid::Level;
use crate::journal::model::SentCopy;
use crate::journal::store::{follow, held_by, log_action, newer, open_share, queue_of};
use crate::kit::id::ShareId;
use crate::kit::{Error, Locale, Moment, Result, Role, Viewer};
use crate::selfchecks::showing::store::for_coach;
use crate::server::{AppState, Failure, state, viewer};
use crate::tl;
use crate::worksheets::store::shares_for;

/// A viewer who may read what was sent to them.
pub fn coach() -> Result<(Viewer, AppState)> {
    let viewer = viewer()?;
    viewer.must_be(Role::Coach)?;
    viewer.must_have_promised()?;
    Ok((viewer, state()))
}

/// A viewer who may write, and show what they wrote.
pub fn member() -> Result<(Viewer, AppState)> {
    let viewer = viewer()?;
    viewer.must_have_promised()?;
    Ok((viewer, state()))
}

/// What lies on a coach's desk.
pub async fn desk_of(viewer: &Viewer, state: &AppState) -> Result<DeskPage> {
    let mut conn = state.db.read().await?;
    let now = state.now();
    let found = queue_of(&mut conn, &viewer.id, now).await?;
    let values = shares_for(&mut conn, &viewer.id).await?;
    let checks = for_coach(&mut conn, &viewer.id).await?;
    let supervision = super::supervision::page::rows(&mut conn, viewer, now).await?;
    Ok(desk::queue(viewer, found, (values, checks), supervision, now))
}

/// Says in the form that another coach was faster, where that is the cause.
pub fn conflict_on_page(failure: Failure, locale: Locale) -> Error {
    match failure {
        Failure::Known(Error::Conflict) => Error::field("", tl!(locale, desk.conflict)),
        failure => failure.into(),
    }
}

/// Opens a copy at the desk of `viewer`, with all that belongs to it; what another coach holds stays closed. A copy that
/// follows its entry shows the newest words that the check finds nothing in.
pub async fn open_at_desk(viewer: &Viewer, state: &AppState, share: ShareId) -> Result<CoachPage> {
    let now = state.now();
    let newer = newer_and_clean(viewer, state, &share, now).await?;
    let input = (state.vault.clone(), viewer.clone(), share.clone(), newer);
    let opened = state
        .db
        .write(input, move |tx, (vault, viewer, share, newer)| {
            Box::pin(async move {
                let held = held_by(tx, &viewer.id, share, now).await?;
                if let Some(claim) = held.claim.filter(|claim| claim.bars(&viewer.id, now)) {
                    let closed = Closed { until: page::moment(viewer, claim.until()), by: claim.name };
                    return Ok((held.member, Err(closed)));
                }
                if let Some(newer) = newer {
                    follow(tx, vault, &held.owner, share, newer).await?;
                }
                let shared = open_share(tx, vault, &viewer.id, share, now).await?;
                let key = vault.key_of(tx, &shared.owner).await?;
                let comments = reviews::pending(reviews::comments_of(tx, &key, share).await?, &viewer.id);
                let messages = reviews::messages_of(tx, &key, share).await?;
                if reviews::mark_coach_read(tx, share, now).await? {
                    let object = ("journal", share.as_str(), shared.version);
                    log_action(tx, &shared.owner, &viewer.id, "replies", object, now).await?;
                }
                let note = reviews::note(tx, vault, &viewer.id, share).await?;
                let shared_with_others = named(tx, share).await?.len() > 1;
                Ok((held.member, Ok(Opened { shared, comments, messages, note, shared_with_others })))
            })
        })
        .await?;
    let queue = desk_of(viewer, state).await?;
    match opened {
        (_, Ok(opened)) => Ok(page::coach(viewer, opened, queue, now)?),
        (member, Err(closed)) => Ok(CoachPage { share, member, queue, text: Err(closed) }),
    }
}

/// Newer words of what a copy follows, when there are some and nothing in them has to be looked at.
async fn newer_and_clean(
    viewer: &Viewer,
    state: &AppState,
    share: &ShareId,
    now: Moment,
) -> Result<Option<(i64, SentCopy)>> {
    let mut conn = state.db.read().await?;
    if !held_by(&mut conn, &viewer.id, share, now).await?.live {
        return Ok(None);
    }
    let newer = newer(&mut conn, &state.vault, share, now).await?;
    drop(conn);
    let Some((seq, copy)) = newer else { return Ok(None) };
    let looked = check::look(&pieces::of(&copy)?, viewer.locale);
    Ok(looked.iter().all(|one| one.finding.level == Level::Info).then_some((seq, copy)))
}
