//! Refused forms on the way back to their page: sealed with a key that only goes into a cookie, and kept for half an
//! hour. The cookie is of that page alone: a page in another tab neither takes the words nor puts its own in their
//! place. There is room for so many of each member's, and for so much of all visitors'; the oldest goes first. What the
//! next pages are to say once of a form that was taken (the address that a letter went to; the form itself, should that
//! address be wrong) goes the same way, and has room of its own: whoever signs up without end puts nobody's refused form
//! out.

use axum::extract::Request;
use http::Method;
use http::header::{ACCEPT, HeaderValue};
use sqlx::Row;

use crate::kit::form::Carried;
use crate::kit::id::UserId;
use crate::kit::{LocalPath, Viewer};
use crate::server::crypto::{Vault, hash_token, new_token};
use crate::server::failure::{Failure, Result};
use crate::server::session::{read_cookie, set_cookie};
use crate::server::state::AppState;

/// Longer than anybody has to wait after too many tries.
const MINUTES: i64 = 30;

/// How many bytes of a visitor's form are kept: all forms that visitors are shown are far smaller.
const OF_A_VISITOR: usize = 64 * 1024;

/// What a field costs beside its letters.
const OF_A_FIELD: usize = 16;

/// How many forms are kept of all visitors together.
pub const OF_ALL_VISITORS: i64 = 500;

/// How many sentences about forms that were taken are kept: a sign-up leaves two.
pub const OF_ALL_SAID: i64 = 1_000;

/// Whose a row is that holds such a sentence; all others belong to nobody or to a member's id.
const SAID: &str = "said";

/// How many forms are kept of a member. Each may be as long as a form can be.
pub const OF_A_MEMBER: i64 = 8;

/// The name of the cookie for the page at `path`.
fn cookie_name(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    format!("form-{}", &hash_token(path)[..12])
}

/// Keeps a form of `owner`, or of a visitor, for `page`; the `Set-Cookie` value by which it is found again.
pub async fn keep(
    state: &AppState,
    owner: Option<&UserId>,
    page: &LocalPath,
    mut carried: Carried,
) -> Result<HeaderValue> {
    if owner.is_none() {
        carried.values = within(carried.values, OF_A_VISITOR);
    }
    match owner {
        Some(owner) => put(state, owner.as_str(), OF_A_MEMBER, page, &carried).await,
        None => put(state, "", OF_ALL_VISITORS, page, &carried).await,
    }
}

/// Keeps what `page` is to say once of a form that was taken; the `Set-Cookie` value by which it is found again.
pub async fn say(state: &AppState, page: &LocalPath, carried: &Carried) -> Result<HeaderValue> {
    put(state, SAID, OF_ALL_SAID, page, carried).await
}

/// The `Set-Cookie` value by which a browser forgets what waits for the page at `path`. What was kept goes in its time.
pub fn forget(state: &AppState, path: &str) -> HeaderValue {
    set_cookie(&state.config, &cookie_name(path), "", 0, true)
}

async fn put(state: &AppState, owner: &str, most: i64, page: &LocalPath, carried: &Carried) -> Result<HeaderValue> {
    let token = new_token();
    let plain = serde_json::to_vec(carried).map_err(|error| Failure::other("writing a form", error))?;
    let sealed = Vault::seal_with_token(token.as_bytes(), &plain)?;
    let row = (hash_token(&token), sealed, state.now().plus_minutes(MINUTES), owner.to_owned(), most);
    state
        .db
        .write(row, |tx, (id, sealed, expires_at, owner, most)| {
            Box::pin(async move {
                sqlx::query("insert into form_stashes (id_hash, sealed, expires_at, owner) values ($1, $2, $3, $4)")
                    .bind(id)
                    .bind(sealed)
                    .bind(expires_at.0)
                    .bind(owner)
                    .execute(&mut *tx)
                    .await?;
                sqlx::query(
                    "delete from form_stashes where id_hash in (
                         select id_hash from form_stashes where owner = $1
                         order by expires_at desc, id_hash limit $2 offset $3)",
                )
                .bind(owner)
                .bind(i64::from(i32::MAX))
                .bind(most)
                .execute(tx)
                .await?;
                Ok(())
            })
        })
        .await?;
    Ok(set_cookie(&state.config, &cookie_name(page.as_str()), &token, MINUTES * 60, true))
}

/// As many of the fields, in their order, as there is room for.
fn within(values: Vec<(String, String)>, most: usize) -> Vec<(String, String)> {
    let mut left = most;
    let fits = |(name, value): &(String, String)| {
        let rest = left.checked_sub(name.len() + value.len() + OF_A_FIELD);
        left = rest.unwrap_or(left);
        rest.is_some()
    };
    values.into_iter().filter(fits).collect()
}

/// Puts what a refused form carried into the request for its page; the `Set-Cookie` value that forgets the form, when
/// it was asked for.
pub async fn take_carried(state: &AppState, request: &mut Request) -> Option<HeaderValue> {
    let html =
        request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|it| it.contains("text/html"));
    if request.method() != Method::GET || !html {
        return None;
    }
    let name = cookie_name(request.uri().path());
    let token = read_cookie(request.headers(), &name)?.to_owned();
    let viewer = request.extensions().get::<Viewer>().map(|viewer| viewer.id.clone());
    match take(state, &token, viewer).await {
        Ok(Some(carried)) => {
            request.extensions_mut().insert(carried);
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "could not take a refused form"),
    }
    Some(forget(state, request.uri().path()))
}

/// Somebody else who uses the same browser does not see what a member typed.
async fn take(state: &AppState, token: &str, viewer: Option<UserId>) -> Result<Option<Carried>> {
    let viewer = viewer.map(|viewer| viewer.as_str().to_owned()).unwrap_or_default();
    let taken = state
        .db
        .write((hash_token(token), viewer, state.now()), |tx, (id, viewer, now)| {
            Box::pin(async move {
                let row = sqlx::query(
                    "delete from form_stashes where id_hash = $1 and owner in ('', $2, $3)
                     returning sealed, expires_at",
                )
                .bind(id)
                .bind(viewer)
                .bind(SAID)
                .fetch_optional(tx)
                .await?;
                let Some(row) = row else { return Ok(None) };
                let fresh = row.try_get::<i64, _>(1)? > now.0;
                Ok(if fresh { Some(row.try_get::<Vec<u8>, _>(0)?) } else { None })
            })
        })
        .await?;
    let Some(sealed) = taken else { return Ok(None) };
    let plain = Vault::open_with_token(token.as_bytes(), &sealed)?;
    Ok(Some(serde_json::from_slice(&plain).map_err(|error| Failure::other("reading a form", error))?))
}

/// Deletes what nobody came back for.
pub async fn sweep(state: &AppState) -> Result<()> {
    state
        .db
        .write(state.now(), |tx, now| {
            Box::pin(async move {
                sqlx::query("delete from form_stashes where expires_at < $1").bind(now.0).execute(tx).await?;
                Ok(())
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_kept_as_long_as_there_is_room() {
        let field = |name: &str, length: usize| (name.to_owned(), "a".repeat(length));
        let kept = within(vec![field("a", 40), field("b", 100), field("c", 20)], 100);
        assert_eq!(kept, [field("a", 40), field("c", 20)]);
        assert_eq!(within(vec![field("a", 0); 1000], OF_A_VISITOR).len(), 1000);
        assert!(within(vec![field("a", 0); 1_000_000], OF_A_VISITOR).len() < 4000, "nothing costs nothing");
    }

    #[test]
    fn a_cookie_is_of_one_page() {
        assert_eq!(cookie_name("/journal/1?done=x#top"), cookie_name("/journal/1"));
        assert_ne!(cookie_name("/journal/1"), cookie_name("/journal/2"));
    }
}
