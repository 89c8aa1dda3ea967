//! Who hosts it too: found by name among people with the role of a host.

use leptos::prelude::*;

use super::Ask;
use crate::kit::form::one_line;
use crate::kit::id::UserId;
use crate::server::failure::Result;
use crate::t;
use crate::ui::{Button, Form, Hidden};
use crate::workshops::api::planning::course::{HostAdd, HostRemove};
use crate::workshops::store::team;

/// The section.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let mut conn = ask.state.db.read().await?;
    let hosts = team::list(&mut conn, &ask.workshop.id).await?;
    let part = one_line(ask.of("host"));
    let found = match part.is_empty() || part.len() > 200 {
        true => Vec::new(),
        false => team::search(&mut conn, &ask.workshop.id, &part).await?,
    };
    let searched = !part.is_empty();
    let nobody = searched && found.is_empty();
    let id = ask.workshop.id.to_string();
    let hosts = hosts.into_iter().map(|(user, name)| {
        let remove = ServerAction::<HostRemove>::new();
        let id = id.clone();
        view! {
            <li class="row"><span class="row-body" dir="auto">{name}</span>
                <Form action=remove reload=true key=user.to_string()>{ids(id, user)}<Button kind="text" small=true>{t!(planning.host_remove)}</Button></Form></li>
        }
    });
    let hosts = hosts.collect_view();
    let found = found.into_iter().map(|(user, name)| {
        let add = ServerAction::<HostAdd>::new();
        let id = id.clone();
        view! {
            <li class="row"><span class="row-body" dir="auto">{name}</span>
                <Form action=add reload=true key=user.to_string()>{ids(id, user)}<Button kind="quiet" small=true>{t!(planning.host_add)}</Button></Form></li>
        }
    });
    let found = found.collect_view();
    Ok(view! {
        <section class="part" aria-labelledby="team">
            <h2 id="team">{t!(planning.team)}</h2>
            <p>{t!(planning.team_words)}</p>
            <p><strong>{t!(workshops.san, name = ask.workshop.host_name.as_str())}</strong></p>
            <ul class="rows" role="list">{hosts}</ul>
            <form method="get" action=format!("/host/{id}/plan/course") class="form line" role="search">
                <label class="field"><span>{t!(planning.host_search)}</span><input class="input" type="search" name="host" value=part/></label>
                <button class="btn" type="submit" data-kind="quiet">{t!(planning.find)}</button>
            </form>
            {nobody.then(|| view! { <p class="note">{t!(planning.host_none)}</p> })}
            <ul class="rows" role="list">{found}</ul>
        </section>
    }
    .into_any())
}

/// The fields of a button; to be called inside of its form.
fn ids(workshop: String, user: UserId) -> AnyView {
    view! { <Hidden name="workshop" value=workshop/><Hidden name="user" value=user.to_string()/> }.into_any()
}
