//! わたし: the profile, the language, the devices, the promise.

use super::*;

/// What わたし shows at a glance.
#[server(endpoint = "accounts/glance")]
pub async fn at_a_glance() -> Result<Glance> {
    let (viewer, state) = (viewer()?, state());
    let mut conn = state.db.read().await?;
    let profile = store::profile(&mut conn, &viewer.id).await?;
    let promised_at = store::promised_at(&mut conn, &viewer.id, PROMISE_VERSION).await?;
    Ok(Glance {
        email: store::contact_of(&mut conn, &viewer.id).await?.address,
        profession: profile.profession_words(viewer.locale),
        devices: session::list(&mut conn, &viewer.id, state.now()).await?.len() as i64,
        promised_on: promised_at.map(|at| time::full_day(at, &viewer.zone, viewer.locale)),
    })
}

/// The viewer's own profile.
#[server(endpoint = "accounts/my-profile")]
pub async fn my_profile() -> Result<Profile> {
    let (viewer, state) = (viewer()?, state());
    Ok(store::profile(&mut *state.db.read().await?, &viewer.id).await?)
}

/// Keeps the viewer's profile.
#[server(endpoint = "accounts/profile")]
pub async fn save_profile(form: ProfileForm) -> Result<()> {
    let (viewer, state) = (viewer()?, state());
    let profile = form.read(viewer.locale, time::is_zone(&form.zone))?;
    set_cookie(language_cookie(&state, profile.locale));
    let save =
        state.db.write((state.config.clone(), viewer.id, profile, state.now()), |tx, (config, user, profile, now)| {
            Box::pin(async move {
                store::set_profile(tx, user, profile).await?;
                // What somebody hosts is found by their name.
                search::index_of(tx, user).await?;
                // Seats are shared out by profession: what this frees goes on in the same write.
                seating::profession_changed(tx, config, user, *now).await
            })
        });
    save.await?;
    redirect("/me/profile?done=saved");
    Ok(())
}

/// Changes the language of the pages; for members it is kept with them.
#[server(endpoint = "accounts/language")]
pub async fn set_language(form: LanguageForm) -> Result<()> {
    let state = state();
    let known = [Locale::ja, Locale::en].into_iter().find(|known| kit::locale::tag(*known) == form.locale);
    let to = known.ok_or(Error::BadRequest)?;
    if let Some(viewer) = maybe_viewer() {
        state.db.write((viewer.id, to), |tx, (user, to)| Box::pin(store::set_language(tx, user, *to))).await?;
    }
    set_cookie(language_cookie(&state, to));
    redirect(form.next.as_str());
    Ok(())
}

/// The viewer's sign-ins, the present one first.
#[server(endpoint = "accounts/devices")]
pub async fn devices() -> Result<Vec<SignedInDevice>> {
    let (viewer, here, state) = (viewer()?, extension::<Device>(), state());
    let sessions = session::list(&mut *state.db.read().await?, &viewer.id, state.now()).await?;
    let mut devices: Vec<SignedInDevice> = sessions
        .into_iter()
        .map(|(id, line, seen)| SignedInDevice {
            here: here.as_ref().is_some_and(|Device(here)| *here == id),
            id,
            agent: agent::describe(&line, viewer.locale),
            seen: time::day_and_clock(seen, &viewer.zone, viewer.locale),
            seen_at: time::rfc3339(seen, &viewer.zone),
        })
        .collect();
    devices.sort_by_key(|device| !device.here);
    Ok(devices)
}

/// Ends one of the viewer's sign-ins. Somebody else's is not there.
#[server(endpoint = "accounts/end-device")]
pub async fn end_device(form: DeviceForm) -> Result<()> {
    let (viewer, here, state) = (viewer()?, extension::<Device>(), state());
    let session = form.id.parse()?;
    let is_here = here.is_some_and(|Device(here)| here == session);
    let close = state.db.write((viewer.id, session), |tx, (user, session)| Box::pin(session::close(tx, user, session)));
    if !close.await? {
        return Err(Error::NotFound);
    }
    if is_here {
        set_cookie(session::clear_cookie(&state.config));
    }
    redirect(if is_here { "/sign-in?done=out" } else { "/me/devices?done=ended" });
    Ok(())
}

/// Ends all of the viewer's sign-ins but the present one.
#[server(endpoint = "accounts/end-other-devices")]
pub async fn end_other_devices() -> Result<()> {
    let (viewer, here, state) = (viewer()?, extension::<Device>(), state());
    let close = state.db.write((viewer.id, here), |tx, (user, here)| {
        Box::pin(session::close_others(tx, user, here.as_ref().map(|Device(here)| here)))
    });
    close.await?;
    redirect("/me/devices?done=others");
    Ok(())
}

/// The promise as it stands for whoever reads it, member or not.
#[server(endpoint = "accounts/promise")]
pub async fn promise() -> Result<PromiseState> {
    let state = state();
    let Some(viewer) = maybe_viewer() else {
        return Ok(PromiseState { version: PROMISE_VERSION, accepted_on: None });
    };
    let at = store::promised_at(&mut *state.db.read().await?, &viewer.id, PROMISE_VERSION).await?;
    let accepted_on = at.map(|at| time::full_day(at, &viewer.zone, viewer.locale));
    Ok(PromiseState { version: PROMISE_VERSION, accepted_on })
}

/// Gives the promise, in the version that was read.
#[server(endpoint = "accounts/accept-promise")]
pub async fn accept_promise(form: PromiseForm) -> Result<()> {
    let (viewer, state) = (viewer()?, state());
    if form.version != PROMISE_VERSION {
        return Err(Error::Conflict);
    }
    let input = (viewer.id, form.version, state.now());
    let accept =
        state.db.write(input, |tx, (user, version, now)| Box::pin(store::accept_promise(tx, user, *version, *now)));
    accept.await?;
    redirect(&landing(true, &form.next));
    Ok(())
}
