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
}

/// The desks that a person's roles open, in the order of the roles.
pub fn desks_of(viewer: &Viewer) -> Vec<Desk> {
    Role::ALL.into_iter().filter(|role| viewer.is(*role)).map(desk).collect()
}

fn desk(role: Role) -> Desk {
    match role {
        Role::Coach => Desk { href: "/coach", icon: "coach", word: t!(common.nav_coach) },
        Role::Host => Desk { href: "/host", icon: "host", word: t!(common.nav_host) },
        Role::Admin => Desk { href: "/admin", icon: "organiser", word: t!(common.nav_admin) },
    }
}
