//! Coming in: a place, the proof of an address, the first organiser.

use super::*;

/// Asks for a place. The answer is the same whether or not the address is known already.
#[server(endpoint = "accounts/sign-up")]
pub async fn sign_up(form: SignUpForm) -> Result<()> {
    let (state, locale) = (state(), locale());
    let form = form.read(locale)?;
    state.limits.take(Deed::SignUp, &visitor())?;
    state.limits.take(Deed::LetterTo, &form.email)?;
    let zone = if time::is_zone(&form.zone) { form.zone } else { HOME_ZONE.to_owned() };
    // A second press on the button sends no second letter. Whoever chose something else is somebody else.
    let same =
        format!("sign-up\n{}\n{}\n{zone}\n{}\n{}", form.email, form.name, kit::locale::tag(locale), form.password);
    let (name, email) = (form.name.clone(), form.email.clone());
    let joining = async {
        let password_hash = state.passwords.hash(form.password).await?;
        let id = state.new_id();
        take_in(&state, NewPerson { id, email: form.email, password_hash, name: form.name, locale, zone }).await
    };
    state.lately.once(&same, state.now(), joining).await?;
    keep_typed(&state, name, email.clone()).await?;
    wait_for_letter(&state, email, "").await
}

/// Sends the letter again, whatever the address is.
#[server(endpoint = "accounts/send-again")]
pub async fn send_again(form: LetterForm) -> Result<()> {
    let sending = answer_by_letter(form, |tx, config, email, locale, now| {
        Box::pin(store::joining::send_again(tx, config, email, locale, now))
    });
    let email = sending.await?;
    wait_for_letter(&state(), email, "?done=again").await
}

/// Whether a one-time link could still be used. Looking does not use it.
#[server(endpoint = "accounts/link-is-open")]
pub async fn link_is_open(purpose: Purpose, token: String) -> Result<bool> {
    let state = state();
    let mut conn = state.db.read().await.map_err(Error::from)?;
    Ok(links::is_open(&mut conn, purpose, &token, state.now()).await?)
}

/// Proves an address, once, and signs in. It takes the password of the sign-up that the letter was written for: who
/// only reads letters to the address, and did not sign up, gets into no account whose password a stranger chose.
#[server(endpoint = "accounts/verify")]
pub async fn verify(form: VerifyForm) -> Result<()> {
    let (state, locale, arrival) = (state(), locale(), arrival());
    let no_link = Error::field("", tl!(locale, accounts.error_link));
    try_link(&state, &form.token)?;
    let sign_up = links::sign_up_of(&mut *state.db.read().await?, &form.token, state.now()).await?;
    let sign_up = sign_up.ok_or_else(|| no_link.clone())?;
    form.validate(locale)?;
    if !state.passwords.verify(form.password, Some(sign_up.password_hash)).await? {
        return Err(Error::field("password", tl!(locale, accounts.error_verify_password)));
    }
    let input = (form.token, arrival);
    let signed_in = state.db.write(input, |tx, (token, arrival)| {
        Box::pin(async move {
            let user = store::joining::prove(tx, token, arrival.now).await?;
            secrets::sign_in_by_link(tx, user, arrival).await
        })
    });
    let_in(&state, &signed_in.await?.ok_or(no_link)?, &LocalPath::default());
    Ok(())
}

/// Makes the first organiser, once, and signs them in.
#[server(endpoint = "accounts/setup")]
pub async fn setup(form: SetupForm) -> Result<()> {
    let (state, locale, arrival) = (state(), locale(), arrival());
    let (token, form) = form.read(locale)?;
    let no_link = Error::field("", tl!(locale, accounts.error_setup_link));
    must_be_open(&state, Purpose::Setup, &token, &no_link).await?;
    let password_hash = state.passwords.hash(form.password).await?;
    let zone = HOME_ZONE.to_owned();
    let person = NewPerson { id: state.new_id(), email: form.email, password_hash, name: form.name, locale, zone };
    let input = (token, state.vault.clone(), person, arrival);
    let signed_in = state.db.write(input, |tx, (token, vault, person, arrival)| {
        Box::pin(async move {
            let user = store::joining::set_up(tx, vault, token, person, arrival.now).await?;
            secrets::sign_in_by_link(tx, user, arrival).await
        })
    });
    let signed_in = signed_in.await.map_err(|failure| match failure.is_duplicate() {
        true => Error::field("email", tl!(locale, accounts.error_email_taken)),
        false => failure.into(),
    })?;
    let_in(&state, &signed_in.ok_or(no_link)?, &LocalPath::default());
    Ok(())
}
