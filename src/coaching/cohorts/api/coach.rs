//! What coaches see of the members of their cohorts, and the closing letters.

use leptos::prelude::*;

use crate::coaching::cohorts::model::{LetterForm, MemberGoals, MemberLine, MemberPage};
use crate::kit::Result;
use crate::kit::id::UserId;

#[cfg(feature = "ssr")]
use {
    crate::accounts::store::contact_of,
    crate::coaching::cohorts::guard::coach,
    crate::coaching::cohorts::store::goodbyes::Sent,
    crate::coaching::cohorts::store::{goals, goodbyes, members as store},
    crate::coaching::cohorts::{mail, pages},
    crate::coaching::traces,
    crate::kit::Error,
    crate::kit::id::RowId,
    crate::tl,
};

/// The members of the cohorts that one coaches; nothing is opened.
#[server(endpoint = "cohorts/members")]
pub async fn members() -> Result<Vec<MemberLine>> {
    let (viewer, state) = coach()?;
    let mut conn = state.db.read().await?;
    let all = store::all(&mut conn, &viewer.id, state.now()).await?;
    Ok(all.iter().map(|one| pages::member_line(&viewer, one)).collect())
}

/// One member: what waits, what may be opened, when one meets.
#[server(endpoint = "cohorts/member")]
pub async fn member(id: UserId) -> Result<MemberPage> {
    let (viewer, state) = coach()?;
    let mut conn = state.db.read().await?;
    let one = store::one(&mut conn, &viewer.id, &id, state.now()).await?;
    Ok(pages::member_page(&mut conn, &state.vault, &viewer, one, state.now()).await?)
}

/// Opens the goals that a member shows. The member sees in their 閲覧履歴 that they were opened.
#[server(endpoint = "cohorts/member_goals")]
pub async fn goals_of_member(id: UserId) -> Result<MemberGoals> {
    let (viewer, state) = coach()?;
    let member = store::one(&mut *state.db.read().await?, &viewer.id, &id, state.now()).await?;
    let input = (state.vault.clone(), viewer.id.clone(), id.clone(), state.now());
    let open =
        state.db.write(input, |tx, (vault, me, member, now)| Box::pin(goals::open_shared(tx, vault, me, member, *now)));
    Ok(pages::member_goals(&viewer, (&id, member.name), open.await?))
}

/// Sends a closing letter, once, when it leads to nobody else, with a mail that says only that it came.
#[server(endpoint = "cohorts/send_letter")]
pub async fn send_letter(form: LetterForm) -> Result<()> {
    let (viewer, state) = coach()?;
    let locale = viewer.locale;
    let (cohort, member, words) = form.checked(locale)?;
    let page = format!("/coaching/members/{member}?done=letter");
    let input = (state.clone(), viewer, (cohort, member, state.new_id::<RowId>()), words, state.now());
    let sent = state.db.write(input, |tx, (state, me, (cohort, member, id), words, now)| {
        Box::pin(async move {
            let sent = goodbyes::send(tx, &state.vault, &me.id, (cohort, member, id), words, *now).await?;
            if sent == Sent::Now {
                // After the question whether this is a member of theirs: what is refused is not kept.
                let name = contact_of(tx, member).await?.name;
                traces::refuse(&[("words", words.as_str())], &[name.as_str(), me.name.as_str()], me.locale)?;
                mail::goodbye_came(tx, &state.config, member, (cohort, &me.name), *now).await?;
            }
            Ok(sent)
        })
    });
    if sent.await? == Sent::Already {
        return Err(Error::field("words", tl!(locale, cohorts.letter_already)));
    }
    leptos_axum::redirect(&page);
    Ok(())
}
