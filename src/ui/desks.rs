use leptos::prelude::*;

use super::{Icon, Row};
use crate::kit::{Role, Viewer};
use crate::t;

/// The desks that a person's roles open: address, icon, word, what is there.
pub fn desks_of(viewer: &Viewer) -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    let desk = |role| match role {
        Role::Coach => ("/coach", "coach", t!(common.desk_coach), t!(common.desk_coach_note)),
        Role::Host => ("/host", "host", t!(common.desk_host), t!(common.desk_host_note)),
        Role::Admin => ("/admin", "organiser", t!(common.desk_admin), t!(common.desk_admin_note)),
    };
    Role::ALL.into_iter().filter(|role| viewer.is(*role)).map(desk).collect()
}

/// The way from わたし to one's desks; nothing for people without a role.
#[component]
pub fn Desks() -> impl IntoView {
    let desks = crate::app::viewer().map(|viewer| desks_of(&viewer)).unwrap_or_default();
    (!desks.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="desks">
                <h2 id="desks">{t!(common.desks)}</h2>
                <ul class="rows">
                    {desks
                        .into_iter()
                        .map(|(href, icon, words, note)| {
                            view! { <Row href=href title=words note=note><span class="row-lead"><Icon name=icon/></span></Row> }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
