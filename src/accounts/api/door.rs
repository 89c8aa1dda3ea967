//! The door: in, out, and what to do when the key is lost.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::accounts::door::{arrival, let_in, set_cookie, visitor},
    crate::accounts::model::{Purpose, landing},
    crate::accounts::store::{joining, links, secrets},
    crate::kit::{Error, LocalPath},
    crate::server::context::extension,
    crate::server::limits::Deed,
    crate::server::session::{self, Device},
    crate::server::{locale, state, viewer},
    crate::tl,
};

use crate::accounts::model::{LetterForm, PasswordForm, ResetForm, SignInForm};
use crate::kit::Result;

/// Signs in. Somebody with the right password whose address is not proven yet gets the letter again.
#[server(endpoint = "accounts/sign-in")]
pub async fn sign_in(form: SignInForm) -> Result<()> {
    let (state, locale, arrival) = (state(), locale(), arrival());
    let form = form.read(locale)?;
    state.limits.take(Deed::SignIn, &visitor())?;
    state.limits.take(Deed::SignIn, &form.email)?;
    let account = secrets::by_email(&mut *state.db.read().await?, &form.email).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let fits = state.passwords.verify(form.password, hash).await?;
    let Some(account) = account.filter(|_| fits) else {
        return Err(Error::field("", tl!(locale, accounts.error_sign_in)));
    };
    if !account.verified {
        state.limits.take(Deed::Letter, &account.email)?;
        let input = (state.config.clone(), account, state.now());
        let send = state
            .db
            .write(input, |tx, (config, account, now)| Box::pin(joining::send_to_owner(tx, config, account, *now)));
        send.await?;
        leptos_axum::redirect("/sign-up/sent");
        return Ok(());
    }
    let input = (account.id, arrival);
    let signed_in = state.db.write(input, |tx, (user, arrival)| Box::pin(secrets::sign_in(tx, user, arrival)));
    let (token, promised) = signed_in.await?;
    let_in(&state, &token, &landing(promised, &form.next));
    Ok(())
}

/// Signs this browser out; one that is out already stays so.
#[server(endpoint = "accounts/sign-out")]
pub async fn sign_out() -> Result<()> {
    let state = state();
    if let (Ok(viewer), Some(device)) = (viewer(), extension::<Device>()) {
        let close = state
            .db
            .write((viewer.id, device), |tx, (user, Device(session))| Box::pin(session::close(tx, user, session)));
        close.await?;
    }
    set_cookie(session::clear_cookie(&state.config));
    leptos_axum::redirect("/sign-in?done=out");
    Ok(())
}

/// Asks for a link that sets a new password. The answer is the same whether or not the address is known.
#[server(endpoint = "accounts/forgot")]
pub async fn forgot(form: LetterForm) -> Result<()> {
    let (state, locale) = (state(), locale());
    let email = form.read(locale)?;
    state.limits.take(Deed::Letter, &visitor())?;
    state.limits.take(Deed::Letter, &email)?;
    state
        .db
        .write((state.config.clone(), email, locale, state.now()), |tx, (config, email, locale, now)| {
            Box::pin(secrets::forgot(tx, config, email, *locale, *now))
        })
        .await?;
    leptos_axum::redirect("/forgot?done=sent");
    Ok(())
}

/// Sets a new password on the way of a link, once; ends every sign-in, and signs this browser in.
#[server(endpoint = "accounts/reset")]
pub async fn reset(form: ResetForm) -> Result<()> {
    let (state, locale, arrival) = (state(), locale(), arrival());
    form.validate(locale)?;
    let no_link = || Error::field("", tl!(locale, accounts.error_link));
    state.limits.take(Deed::SignIn, &visitor())?;
    let open = links::is_open(&mut *state.db.read().await?, Purpose::Reset, &form.token, state.now()).await?;
    if !open {
        return Err(no_link());
    }
    let hash = state.passwords.hash(form.password).await?;
    let input = (state.config.clone(), form.token, hash, arrival);
    let signed_in = state
        .db
        .write(input, |tx, (config, token, hash, arrival)| {
            Box::pin(async move {
                let Some(user) = secrets::reset(tx, config, token, hash, arrival.now).await? else { return Ok(None) };
                secrets::sign_in(tx, &user, arrival).await.map(Some)
            })
        })
        .await?;
    let (token, promised) = signed_in.ok_or_else(no_link)?;
    let_in(&state, &token, &landing(promised, &LocalPath::new("/me?done=password")));
    Ok(())
}

/// Changes the password of somebody who knows the present one; ends their other sign-ins.
#[server(endpoint = "accounts/password")]
pub async fn change_password(form: PasswordForm) -> Result<()> {
    let (viewer, device, state) = (viewer()?, extension::<Device>(), state());
    form.validate(viewer.locale)?;
    state.limits.take(Deed::SignIn, viewer.id.as_str())?;
    let account = secrets::by_id(&mut *state.db.read().await?, &viewer.id).await?.ok_or(Error::SignIn)?;
    if !state.passwords.verify(form.present_password, account.password_hash).await? {
        return Err(Error::field("present_password", tl!(viewer.locale, accounts.error_present_password)));
    }
    let hash = state.passwords.hash(form.password).await?;
    let input = (state.config.clone(), viewer.id, hash, device, state.now());
    let change = state.db.write(input, |tx, (config, user, hash, device, now)| {
        Box::pin(secrets::change(tx, config, user, hash, device.as_ref(), *now))
    });
    change.await?;
    leptos_axum::redirect("/me?done=password");
    Ok(())
}
