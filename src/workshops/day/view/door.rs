use leptos::prelude::*;

use crate::t;
use crate::ui::{Button, Form, Hidden};
use crate::workshops::day::api::host::WalkIn;
use crate::workshops::day::model::Newcomer;

/// Members who are not on the list, each with a button that lets them in.
#[component]
pub fn AtTheDoor(
    /// The workshop's id.
    id: String,
    /// Whom the search found.
    newcomers: Vec<Newcomer>,
    /// Whether somebody was searched for.
    searched: bool,
) -> impl IntoView {
    let words = match (searched, newcomers.is_empty()) {
        (false, _) => t!(day.door_words),
        (true, true) => t!(day.door_none),
        (true, false) => t!(day.door_found),
    };
    let rows = newcomers.into_iter().map(|one| view! { <One id=id.clone() one=one/> }).collect_view();
    view! {
        <section class="part" aria-labelledby="door">
            <h3 id="door">{t!(day.door)}</h3>
            <p class="note">{words}</p>
            <ul class="rows" role="list">{rows}</ul>
        </section>
    }
}

#[component]
fn One(id: String, one: Newcomer) -> impl IntoView {
    let walk_in = ServerAction::<WalkIn>::new();
    let Newcomer { user, name, profession, waits } = one;
    let waits = waits.then(|| t!(day.door_waits).to_owned());
    let note = [Some(profession), waits].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let user = user.to_string();
    view! {
        <li class="guest">
            <span class="row-body">
                <span class="row-title" dir="auto">{name}</span>
                <span class="row-note">{note.join("・")}</span>
            </span>
            <Form action=walk_in key=user.clone() class="line">
                <Hidden name="workshop" value=id/>
                <Hidden name="user" value=user/>
                <Button kind="quiet">{t!(day.door_verb)}</Button>
            </Form>
        </li>
    }
}
