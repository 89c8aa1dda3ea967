//! The mail address: which it is, and how it becomes another one.

use super::*;

/// The viewer's address, and the one that waits for its proof.
#[server(endpoint = "accounts/email")]
pub async fn my_email() -> Result<EmailShown> {
    let (viewer, state) = (viewer()?, state());
    let mut conn = state.db.read().await?;
    let waiting = links::waiting_address(&mut conn, &viewer.id, state.now()).await?;
    let until = |at| time::day_and_clock(at, &viewer.zone, viewer.locale);
    Ok(EmailShown {
        address: store::contact_of(&mut conn, &viewer.id).await?.address,
        waiting: waiting.map(|waiting| (waiting.address, until(waiting.until))),
    })
}

/// Asks for another address, once the viewer has shown that they know their password. The answer is the same whether
/// or not somebody has that address.
#[server(endpoint = "accounts/change-email")]
pub async fn change_email(form: EmailForm) -> Result<()> {
    let (viewer, state) = (viewer()?, state());
    let form = form.read(viewer.locale)?;
    let account = must_know(&state, &viewer, form.present_password).await?;
    if form.email == account.email {
        return Err(Error::field("email", tl!(viewer.locale, accounts.error_email_same)));
    }
    spend_letter(&state, &form.email)?;
    let input = (state.config.clone(), account, form.email, state.now());
    let ask = state.db.write(input, |tx, (config, account, email, now)| {
        Box::pin(store::address::ask(tx, config, account, email, *now))
    });
    ask.await?;
    redirect("/me/email?done=asked");
    Ok(())
}

/// Leaves the address as it is: the one that waited for its proof does so no longer.
#[server(endpoint = "accounts/keep-email")]
pub async fn keep_email() -> Result<()> {
    let (viewer, state) = (viewer()?, state());
    let keep =
        state.db.write((viewer.id, state.now()), |tx, (user, now)| Box::pin(store::address::keep(tx, user, *now)));
    keep.await?;
    redirect("/me/email?done=kept");
    Ok(())
}

/// Takes over the address that a link proves, once; ends the viewer's other sign-ins. Only who asked for it can, signed
/// in: who merely reads letters to an address does not make it that of a stranger's account.
#[server(endpoint = "accounts/confirm-email")]
pub async fn confirm_email(form: LinkForm) -> Result<()> {
    let (viewer, device, state) = (viewer()?, extension::<Device>(), state());
    try_link(&state, &form.token)?;
    let confirm = || {
        let input = (state.config.clone(), viewer.id.clone(), form.token.clone(), device.clone(), state.now());
        state.db.write(input, |tx, (config, user, token, device, now)| {
            Box::pin(store::address::confirm(tx, config, user, token, device.as_ref(), *now))
        })
    };
    let confirmed = match confirm().await {
        // Somebody has signed up with it, or proven it, at this moment: looked at again, what nobody proved gives way.
        Err(failure) if failure.is_duplicate() => confirm().await,
        done => done,
    };
    let address = confirmed.map_err(|failure| match failure.is_duplicate() {
        true => Error::field("", tl!(viewer.locale, accounts.error_email_taken)),
        false => failure.into(),
    })?;
    let address = address.ok_or_else(|| Error::field("", tl!(viewer.locale, accounts.error_address_link)))?;
    set_cookie(remember_device(&state, &address));
    redirect("/me?done=email");
    Ok(())
}
