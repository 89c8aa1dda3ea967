//! The door: in, out, and what to do when the key is lost.

use super::*;

/// Signs in. Somebody with the right password whose address is not proven yet gets the letter again.
#[server(endpoint = "accounts/sign-in")]
pub async fn sign_in(form: SignInForm) -> Result<()> {
    let (state, locale, arrival) = (state(), locale(), arrival());
    let form = form.read(locale)?;
    spend_try(&state, &form.email)?;
    let account = secrets::by_email(&mut *state.db.read().await?, &form.email).await?;
    let hash = account.as_ref().and_then(|account| account.password_hash.clone());
    let fits = state.passwords.verify(form.password, hash).await?;
    let Some(account) = account.filter(|_| fits) else {
        return Err(Error::field("", tl!(locale, accounts.error_sign_in)));
    };
    if !account.verified {
        state.limits.take(Deed::LetterTo, &account.email)?;
        let email = account.email.clone();
        let input = (state.config.clone(), account, state.now());
        let send = state.db.write(input, |tx, (config, account, now)| {
            Box::pin(store::joining::send_to_owner(tx, config, account, *now))
        });
        send.await?;
        return wait_for_letter(&state, email, "").await;
    }
    let input = (account.id, arrival);
    let signed_in = state.db.write(input, |tx, (user, arrival)| Box::pin(secrets::sign_in(tx, user, arrival)));
    let_in(&state, &signed_in.await?, &form.next);
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
    redirect("/sign-in?done=out");
    Ok(())
}

/// Asks for a link that sets a new password. The answer is the same whether or not the address is known.
#[server(endpoint = "accounts/forgot")]
pub async fn forgot(form: LetterForm) -> Result<()> {
    let sending = answer_by_letter(form, |tx, config, email, locale, now| {
        Box::pin(secrets::forgot(tx, config, email, locale, now))
    });
    sending.await?;
    redirect("/forgot?done=sent");
    Ok(())
}

/// Sets a new password on the way of a link, once; ends every sign-in, and signs this browser in.
#[server(endpoint = "accounts/reset")]
pub async fn reset(form: ResetForm) -> Result<()> {
    let (state, locale, arrival) = (state(), locale(), arrival());
    form.validate(locale)?;
    let no_link = Error::field("", tl!(locale, accounts.error_link));
    must_be_open(&state, Purpose::Reset, &form.token, &no_link).await?;
    let hash = state.passwords.hash(form.password).await?;
    let input = (state.config.clone(), form.token, hash, arrival);
    let signed_in = state.db.write(input, |tx, (config, token, hash, arrival)| {
        Box::pin(async move {
            let user = secrets::reset(tx, config, token, hash, arrival.now).await?;
            secrets::sign_in_by_link(tx, user, arrival).await
        })
    });
    let signed_in = signed_in.await?.ok_or(no_link)?;
    let_in(&state, &signed_in, &LocalPath::new("/me?done=password"));
    Ok(())
}

/// Changes the password of somebody who knows the present one; ends their other sign-ins.
#[server(endpoint = "accounts/password")]
pub async fn change_password(form: PasswordForm) -> Result<()> {
    let (viewer, device, state) = (viewer()?, extension::<Device>(), state());
    form.validate(viewer.locale)?;
    must_know(&state, &viewer, form.present_password).await?;
    let hash = state.passwords.hash(form.password).await?;
    let input = (state.config.clone(), viewer.id, hash, device, state.now());
    let change = state.db.write(input, |tx, (config, user, hash, device, now)| {
        Box::pin(secrets::change(tx, config, user, hash, device.as_ref(), *now))
    });
    change.await?;
    redirect("/me?done=password");
    Ok(())
}
