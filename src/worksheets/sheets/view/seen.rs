use leptos::prelude::*;

use super::words::w;
use crate::kit::locale;
use crate::t;
use crate::worksheets::definition::library;
use crate::worksheets::results::CoachResultOf;
use crate::worksheets::sheets::model::Copied;

/// A copy of a sheet as a coach sees it, and its author before it goes: exactly this.
#[component]
pub fn Seen(copy: Copied) -> impl IntoView {
    let definition = library::version_of(&copy.worksheet, copy.version);
    definition.map(|definition| {
        let about = &definition.about;
        view! {
            <section class="part" aria-label=w(&about.name)>
                <p class="note">{t!(worksheets.shared_of, name = copy.member, worksheet = w(&about.name))} " " <time datetime=copy.datetime>{copy.day}</time></p>
                <CoachResultOf definition seen=copy.view names=copy.names locale=locale::current()/>
            </section>
        }
    })
}
