use leptos::prelude::*;

use super::{Icon, Row};
use crate::kit::{Role, Viewer};
use crate::t;

/// A desk that a role opens.
pub struct Desk {
    /// Where it stands.
    pub href: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Its word in the head.
    pub word: &'static str,
    name: &'static str,
    note: &'static str,
}

/// The desks that a person's roles open.
pub fn desks_of(viewer: &Viewer) -> Vec<Desk> {
    Role::ALL.into_iter().filter(|role| viewer.is(*role)).map(desk).collect()
}

fn desk(role: Role) -> Desk {
    match role {
        Role::Coach => Desk {
            href: "/coach",
            icon: "coach",
            word: t!(common.nav_coach),
            name: t!(common.desk_coach),
            note: t!(common.desk_coach_note),
        },
        Role::Host => Desk {
            href: "/host",
            icon: "host",
            word: t!(common.nav_host),
            name: t!(common.desk_host),
            note: t!(common.desk_host_note),
        },
        Role::Admin => Desk {
            href: "/admin",
            icon: "organiser",
            word: t!(common.nav_admin),
            name: t!(common.desk_admin),
            note: t!(common.desk_admin_note),
        },
    }
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
                        .map(|desk| {
                            view! {
                                <Row href=desk.href title=desk.name note=desk.note>
                                    <span class="row-lead"><Icon name=desk.icon/></span>
                                </Row>
                            }
                        })
                        .collect_view()}
                </ul>
            </section>
        }
    })
}
