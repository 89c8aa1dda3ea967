//! The pages on which a host plans a workshop and looks after those who registered: plain forms and links, made
//! into HTML on the server, so that the browser's program does not grow with what only hosts use.

mod acts;
mod course;
mod dates;
mod day;
mod entry;
mod extras;
mod history;
pub mod intake;
mod letter;
mod needs;
mod people;
mod preview;
mod questions;
mod rules;
mod spread;
mod team;

use leptos::prelude::*;

use super::model::planned::Planned;
use super::store::Workshop;
use crate::kit::{Error, Viewer};
use crate::server::failure::Result;
use crate::server::state::AppState;
use crate::t;
use crate::ui::{Back, Icon, Tabs};

pub use acts::asks_first;
pub use extras::extras;
pub use letter::{read as read_letter, seen, written};

/// The parts of a plan, as addresses name them.
const PARTS: [&str; 8] = ["entry", "seats", "questions", "day", "people", "letter", "course", "history"];

/// What a part needs.
struct Ask<'a> {
    state: &'a AppState,
    viewer: &'a Viewer,
    workshop: &'a Workshop,
    pairs: &'a [(String, String)],
}

impl Ask<'_> {
    /// A value of the address; empty when there is none.
    fn of(&self, name: &str) -> &str {
        self.pairs.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// One part of the plan of a workshop that the viewer may change.
pub async fn page(
    state: &AppState,
    viewer: &Viewer,
    workshop: &Workshop,
    part: &str,
    pairs: &[(String, String)],
) -> Result<Planned> {
    let ask = Ask { state, viewer, workshop, pairs };
    let inside = match part {
        "entry" => entry::show(&ask).await?,
        "seats" => rules::show(&ask).await?,
        "questions" => questions::show(&ask).await?,
        "day" => day::show(&ask).await?,
        "people" => people::show(&ask).await?,
        "needs" => needs::show(&ask).await?,
        "letter" => letter::show(&ask).await?,
        "course" => course::show(&ask).await?,
        "history" => history::show(&ask).await?,
        "preview" => preview::show(&ask).await?,
        _ => return Err(Error::NotFound.into()),
    };
    let title = format!("{}: {}", words(part), workshop.details.title);
    let done = match part {
        "people" => acts::done(&ask).await?,
        _ => done(ask.of("done")).map(str::to_owned),
    };
    Ok(Planned { title, html: frame(&ask, part, done, inside).to_html() })
}

fn words(part: &str) -> &'static str {
    match part {
        "entry" => t!(planning.tab_entry),
        "seats" => t!(planning.tab_seats),
        "questions" => t!(planning.tab_questions),
        "day" => t!(planning.tab_day),
        "letter" => t!(planning.tab_letter),
        "course" => t!(planning.tab_course),
        "history" => t!(planning.tab_history),
        "preview" => t!(planning.tab_preview),
        "needs" => t!(planning.needs),
        _ => t!(planning.tab_people),
    }
}

fn frame(ask: &Ask<'_>, part: &str, done: Option<String>, inside: AnyView) -> AnyView {
    let id = &ask.workshop.id;
    let tabs = PARTS.iter().map(|part| (format!("/host/{id}/plan/{part}"), words(part).to_owned())).collect();
    view! {
        <header class="page-head">
            <Back href=format!("/host/{id}") words=t!(planning.back)/>
            <p class="eyebrow">{words(part)}</p>
            <h1 dir="auto">{ask.workshop.details.title.clone()}</h1>
            {done.map(|words| view! { <p class="flash" role="status"><Icon name="check"/><span>{words}</span></p> })}
        </header>
        <Tabs label=t!(planning.tabs) tabs=tabs current=format!("/host/{id}/plan/{part}")/>
        <div class="stack" data-gap="large">{inside}</div>
    }
    .into_any()
}

fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "drafted" => t!(planning.done_drafted),
        "saved" => t!(planning.done_saved),
        "closed" => t!(planning.done_closed),
        "reopened" => t!(planning.done_reopened),
        "question" => t!(planning.done_question),
        "removed" => t!(planning.done_removed),
        "sent" => t!(planning.done_sent),
        "team" => t!(planning.done_team),
        "course" => t!(planning.done_course),
        "copied" => t!(planning.done_copied),
        "published" => t!(planning.done_published),
        "spread" => t!(planning.done_spread),
        "same" => t!(planning.spread_same),
        _ => return None,
    })
}
