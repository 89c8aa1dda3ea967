//! Server functions of the day for hosts. Each goes through `for_editor`: whoever may not change the workshop learns
//! nothing of it here.

use leptos::prelude::*;

use crate::kit::Result;
use crate::kit::id::WorkshopId;
use crate::workshops::day::model::{
    After, CertifyForm, CheckIn, CodeForm, PresenceForm, RevokeForm, RoomForm, ShareForm, Sheet, TermsForm, WalkInForm,
};

#[cfg(feature = "ssr")]
use {
    crate::kit::Error,
    crate::kit::id::{RegistrationId, RowId, UserId},
    crate::kit::path::encode,
    crate::server::context::state,
    crate::server::http::headers,
    crate::workshops::day::guard::{done, editor, may, one},
    crate::workshops::day::model::{Counts, Presence, doors_are_open, read_code},
    crate::workshops::day::store::certificates::{self, Rules},
    crate::workshops::day::store::{self, Marked, Person, feedback},
    crate::workshops::day::{roll, wording},
    crate::workshops::store::for_editor,
};

/// Who is there: the three numbers, and the people whom `q` finds.
#[server(endpoint = "workshops/check_in")]
pub async fn who_is_there(id: WorkshopId, q: String) -> Result<CheckIn> {
    let (viewer, editor) = editor()?;
    headers::allow_camera();
    let state = state();
    let mut conn = state.db.read().await?;
    let workshop = for_editor(&mut conn, &editor, &id).await?;
    let room_code = store::room_code(&mut conn, &id).await?;
    let people = store::people(&mut conn, &workshop, viewer.locale).await?;
    let (seated, waiting): (Vec<Person>, Vec<Person>) =
        people.into_iter().partition(|person| person.confirmed_at.is_some());
    let over = workshop.details.ends_at <= state.now();
    let open = doors_are_open(workshop.details.starts_at, state.now());
    let newcomers = match open {
        true => store::newcomers(&mut conn, &workshop, &q, viewer.locale).await?,
        false => Vec::new(),
    };
    let found = |person: &&Person| roll::matches(&person.name, &q);
    let zone = &workshop.details.zone;
    Ok(CheckIn {
        counts: Counts::of(seated.iter().map(Person::presence), over),
        guests: seated.iter().filter(found).map(|person| wording::guest(person, zone, viewer.locale)).collect(),
        waiting: waiting.iter().filter(found).map(|person| person.name.clone()).collect(),
        newcomers,
        open,
        room_code,
        workshop: wording::invited(&workshop, &viewer, state.now()),
    })
}

/// Says where one person is.
#[server(endpoint = "workshops/mark")]
pub async fn mark(form: PresenceForm) -> Result<()> {
    let (viewer, editor) = editor()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let registration: RegistrationId = form.registration.parse()?;
    let to = Presence::parse(&form.presence).ok_or(Error::BadRequest)?;
    let input = (editor, viewer.id, id.clone(), registration.clone(), to, state.now());
    let marking = state.db.write(input, |tx, (editor, actor, id, registration, to, now)| {
        Box::pin(store::mark(tx, (editor, actor), id, registration, *to, *now))
    });
    wording::marked(marking.await?, "", viewer.locale)?;
    let q = encode(&form.q);
    leptos_axum::redirect(&format!("/host/{id}/check-in?q={q}&who={registration}#g-{registration}"));
    Ok(())
}

/// Lets a member in who is not on the list, if there is a seat for them.
#[server(endpoint = "workshops/walk_in")]
pub async fn walk_in(form: WalkInForm) -> Result<()> {
    let (viewer, editor) = editor()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let user: UserId = form.user.parse()?;
    let input = (state.config.clone(), editor, viewer.id.clone(), id.clone(), user, state.now());
    let walking = state.db.write(input, |tx, (config, editor, actor, id, user, now)| {
        Box::pin(store::walk_in(tx, config, (editor, actor), id, user, *now))
    });
    let who = wording::walked_in(walking.await?, &viewer)?;
    leptos_axum::redirect(&format!("/host/{id}/check-in?who={who}#g-{who}"));
    Ok(())
}

/// Checks in whoever has this code.
#[server(endpoint = "workshops/mark_code")]
pub async fn mark_code(form: CodeForm) -> Result<()> {
    let (viewer, editor) = editor()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let input = (editor, viewer.id, id.clone(), form.code, state.now());
    let marking = state.db.write(input, |tx, (editor, actor, id, code, now)| {
        Box::pin(store::mark_by_code(tx, (editor, actor), id, code, *now))
    });
    let (marked, who) = marking.await?;
    let again = if marked == Marked::Already { "&again=1" } else { "" };
    wording::marked(marked, "code", viewer.locale)?;
    let who = who.map(String::from).unwrap_or_default();
    leptos_axum::redirect(&format!("/host/{id}/check-in?who={who}{again}"));
    Ok(())
}

/// Shows the room's code, or hides it.
#[server(endpoint = "workshops/room")]
pub async fn room(form: RoomForm) -> Result<()> {
    let (viewer, editor) = editor()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let fresh = (form.room == "open").then(|| state.new_id::<RowId>());
    let input = (editor, viewer.id, id.clone(), fresh, state.now());
    let setting = state.db.write(input, |tx, (editor, actor, id, fresh, now)| {
        Box::pin(store::set_room(tx, (editor, actor), id, fresh.as_ref(), *now))
    });
    wording::marked(setting.await?, "", viewer.locale)?;
    leptos_axum::redirect(&format!("/host/{id}/check-in#room"));
    Ok(())
}

/// Afterwards: who was there, what they say, who may have a certificate.
#[server(endpoint = "workshops/after")]
pub async fn afterwards(id: WorkshopId) -> Result<After> {
    let (viewer, editor) = editor()?;
    let state = state();
    let mut conn = state.db.read().await?;
    let workshop = for_editor(&mut conn, &editor, &id).await?;
    let seated = store::seated(&mut conn, &workshop, viewer.locale).await?;
    let rules = certificates::rules(&mut conn, &workshop).await?;
    let given = certificates::of_workshop(&mut conn, &workshop).await?;
    Ok(After {
        counts: Counts::of(seated.iter().map(Person::presence), workshop.details.ends_at <= state.now()),
        people: wording::candidates(&seated, &rules, &given, &viewer),
        feedback: feedback::read(&mut conn, &workshop).await?,
        terms: wording::terms(&workshop, rules, viewer.locale),
        workshop: wording::invited(&workshop, &viewer, state.now()),
    })
}

/// Says how much of it people were there for.
#[server(endpoint = "workshops/share")]
pub async fn share(form: ShareForm) -> Result<()> {
    let (viewer, editor) = editor()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let only = one(&form.registration)?;
    may(&editor, &id).await?;
    let input = (editor, viewer.id, id.clone(), only, form.read(viewer.locale)?, state.now());
    let setting = state.db.write(input, |tx, (editor, actor, id, only, share, now)| {
        Box::pin(store::set_share(tx, (editor, actor), id, only.as_ref(), *share, *now))
    });
    setting.await?;
    done(&id, "share");
    Ok(())
}

/// Decides what certificates say and ask for from now on.
#[server(endpoint = "workshops/terms")]
pub async fn terms(form: TermsForm) -> Result<()> {
    let (viewer, editor) = editor()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    may(&editor, &id).await?;
    let (minutes, share) = form.read(viewer.locale)?;
    let line = |(profession, points): (String, String)| (profession, crate::kit::form::one_line(&points));
    let rules = Rules { minutes, share, points: form.points.into_iter().map(line).collect() };
    let input = (editor, viewer.id, id.clone(), rules, state.now());
    let setting = state.db.write(input, |tx, (editor, actor, id, rules, now)| {
        Box::pin(certificates::set_rules(tx, (editor, actor), id, rules, *now))
    });
    setting.await?;
    done(&id, "terms");
    Ok(())
}

/// Gives certificates: to one person, or to all who may have one.
#[server(endpoint = "workshops/certify")]
pub async fn certify(form: CertifyForm) -> Result<()> {
    let (viewer, editor) = editor()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    let input = (state.config.clone(), editor, viewer.id, id.clone(), one(&form.registration)?, state.now());
    let issuing = state.db.write(input, |tx, (config, editor, actor, id, only, now)| {
        Box::pin(async move {
            let issued = certificates::issue(tx, config, (editor, actor), id, only.as_ref(), *now).await?;
            // A second press finds nobody left, and is told what the first one did.
            Ok(issued > 0 || certificates::just_issued(tx, actor, id, only.as_ref(), *now).await?)
        })
    });
    done(&id, if issuing.await? { "certified" } else { "nobody" });
    Ok(())
}

/// Takes a certificate back.
#[server(endpoint = "workshops/revoke")]
pub async fn revoke(form: RevokeForm) -> Result<()> {
    let (viewer, editor) = editor()?;
    let state = state();
    let id: WorkshopId = form.workshop.parse()?;
    may(&editor, &id).await?;
    let input = (editor, viewer.id, id.clone(), read_code(&form.code), form.read(viewer.locale)?, state.now());
    let revoking = state.db.write(input, |tx, (editor, actor, id, code, reason, now)| {
        Box::pin(certificates::revoke(tx, (editor, actor), id, code, reason, *now))
    });
    revoking.await?;
    done(&id, "revoked");
    Ok(())
}

/// The sheet that people sign.
#[server(endpoint = "workshops/sheet")]
pub async fn to_sign(id: WorkshopId) -> Result<Sheet> {
    let (viewer, editor) = editor()?;
    let state = state();
    let mut conn = state.db.read().await?;
    let workshop = for_editor(&mut conn, &editor, &id).await?;
    let people = store::seated(&mut conn, &workshop, viewer.locale).await?;
    Ok(Sheet {
        place: workshop.details.place.clone(),
        people: people.into_iter().map(|person| (person.name, person.profession_words)).collect(),
        workshop: wording::invited(&workshop, &viewer, state.now()),
    })
}
