//! The pages on which a host plans a workshop and looks after those who registered: plain forms and links, made
//! into HTML on the server, so that the browser's program does not grow with what only hosts use.

mod course;
mod day;
mod entry;
mod extras;
pub mod intake;
mod letter;
mod people;
mod preview;
mod questions;
mod rules;
mod team;

use leptos::prelude::*;

use super::model::planned::Planned;
use super::store::{Workshop, history};
use crate::kit::{Error, Viewer};
use crate::server::failure::Result;
use crate::server::state::AppState;
use crate::server::time;
use crate::t;
use crate::ui::{Back, Icon, Pager, Tabs};

pub use extras::extras;
pub use letter::{read as read_letter, written};

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
        "person" => people::show_one(&ask).await?,
        "letter" => letter::show(&ask).await?,
        "course" => course::show(&ask).await?,
        "history" => past(&ask).await?,
        "preview" => preview::show(&ask).await?,
        _ => return Err(Error::NotFound.into()),
    };
    let title = format!("{}: {}", words(part), workshop.details.title);
    Ok(Planned { title, html: frame(&ask, part, inside).to_html() })
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
        _ => t!(planning.tab_people),
    }
}

fn frame(ask: &Ask<'_>, part: &str, inside: AnyView) -> AnyView {
    let id = &ask.workshop.id;
    let tabs = PARTS.iter().map(|part| (format!("/host/{id}/plan/{part}"), words(part).to_owned())).collect();
    let done = done(ask.of("done"));
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
        "saved" => t!(planning.done_saved),
        "closed" => t!(planning.done_closed),
        "reopened" => t!(planning.done_reopened),
        "question" => t!(planning.done_question),
        "removed" => t!(planning.done_removed),
        "people" => t!(planning.done_people),
        "some" => t!(planning.done_some),
        "none" => t!(planning.done_none),
        "sent" => t!(planning.done_sent),
        "team" => t!(planning.done_team),
        "course" => t!(planning.done_course),
        "copied" => t!(planning.done_copied),
        "published" => t!(planning.done_published),
        _ => return None,
    })
}

/// History: who did what, and when.
async fn past(ask: &Ask<'_>) -> Result<AnyView> {
    let mut conn = ask.state.db.read().await?;
    let after = Some(ask.of("after")).filter(|after| !after.is_empty());
    let page = history::read(&mut conn, &ask.workshop.id, after).await?;
    let rows = page.rows.into_iter().map(|one| {
        let at = time::day_and_clock(one.at, &ask.viewer.zone, ask.viewer.locale);
        let actor = one.actor.unwrap_or_else(|| t!(planning.program).to_owned());
        view! {
            <tr>
                <td><time datetime=time::rfc3339(one.at, &ask.viewer.zone)>{at}</time></td>
                <td dir="auto">{actor}</td>
                <td>{happened(&one.action)} " " <span class="note">{detail(&one.action, &one.detail)}</span></td>
                <td dir="auto">{one.person}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    Ok(view! {
        <section class="part" aria-labelledby="history">
            <h2 id="history">{t!(planning.tab_history)}</h2>
            <p class="note">{t!(planning.history_words)}</p>
            <div class="wide">
                <table class="chart-table" data-text="">
                    <thead><tr>
                        <th scope="col">{t!(planning.col_when)}</th>
                        <th scope="col">{t!(planning.col_who)}</th>
                        <th scope="col">{t!(planning.col_what)}</th>
                        <th scope="col">{t!(planning.col_about)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Pager path=format!("/host/{}/plan/history", ask.workshop.id) next=page.next later=after.is_some()/>
        </section>
    }
    .into_any())
}

/// What happened, in words; a word of another room stands as it is.
fn happened(action: &str) -> String {
    let words = match action {
        "registered" => t!(planning.did_registered),
        "confirmed" => t!(planning.did_confirmed),
        "offered" => t!(planning.did_offered),
        "approved" => t!(planning.did_approved),
        "left" => t!(planning.did_left),
        "published" => t!(planning.did_published),
        "planned" => t!(planning.did_planned),
        "closed" => t!(planning.did_closed),
        "reopened" => t!(planning.did_reopened),
        "question_saved" => t!(planning.did_question),
        "question_removed" => t!(planning.did_question_removed),
        "paid" => t!(planning.did_paid),
        "unpaid" => t!(planning.did_unpaid),
        "host_added" => t!(planning.did_host),
        "host_removed" => t!(planning.did_host_removed),
        "course" => t!(planning.did_course),
        "copied" => t!(planning.did_copied),
        "letter" => t!(planning.did_letter),
        "moved" => t!(planning.did_moved),
        other => return other.to_owned(),
    };
    words.to_owned()
}

fn detail(action: &str, detail: &str) -> String {
    match (action, detail) {
        ("planned", part) if PARTS.contains(&part) => words(part).to_owned(),
        ("letter" | "course", n) => n.to_owned(),
        ("left", "self") => t!(planning.left_self).to_owned(),
        ("left", "host") => t!(planning.left_host).to_owned(),
        ("left", "declined") => t!(planning.left_declined).to_owned(),
        ("left", "expired") => t!(planning.left_expired).to_owned(),
        ("left", "refused") => t!(planning.left_refused).to_owned(),
        _ => String::new(),
    }
}
