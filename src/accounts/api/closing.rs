//! Closing one's account.

use super::*;

/// Closes the viewer's account, once they have shown that they know its password.
#[server(endpoint = "accounts/close")]
pub async fn close_account(form: CloseForm) -> Result<()> {
    let (viewer, state) = (viewer()?, state());
    must_know(&state, &viewer, form.present_password).await?;
    let input = (state.config.clone(), viewer.id, state.now());
    let close =
        state.db.write(input, |tx, (config, user, now)| Box::pin(store::closing::close(tx, config, user, *now)));
    match close.await? {
        store::closing::Closed::Done => {}
        store::closing::Closed::IsHost => return Err(Error::field("", tl!(viewer.locale, keeping.close_host))),
        store::closing::Closed::IsLastAdmin => {
            return Err(Error::field("", tl!(viewer.locale, keeping.close_last_admin)));
        }
    }
    set_cookie(session::clear_cookie(&state.config));
    redirect("/sign-in?done=closed");
    Ok(())
}
