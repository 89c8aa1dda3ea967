//! 記録: who did what, and when.

use leptos::prelude::*;

use super::{Ask, PARTS, spread};
use crate::server::failure::Result;
use crate::server::time;
use crate::t;
use crate::ui::Pager;
use crate::workshops::model::spread::Part;
use crate::workshops::store::history;

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
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

/// What happened, in words.
fn happened(action: &str) -> String {
    let words = match action {
        "registered" => t!(planning.did_registered),
        "confirmed" => t!(planning.did_confirmed),
        "offered" => t!(planning.did_offered),
        "approved" => t!(planning.did_approved),
        "left" => t!(planning.did_left),
        "drafted" => t!(planning.did_drafted),
        "edited" => t!(planning.did_edited),
        "capacity" => t!(planning.did_capacity),
        "published" => t!(planning.did_published),
        "called_off" => t!(planning.did_called_off),
        "planned" => t!(planning.did_planned),
        "mode" => t!(planning.did_mode),
        "closed" => t!(planning.did_closed),
        "reopened" => t!(planning.did_reopened),
        "question_saved" => t!(planning.did_question),
        "question_moved" => t!(planning.did_question_moved),
        "question_removed" => t!(planning.did_question_removed),
        "paid" => t!(planning.did_paid),
        "unpaid" => t!(planning.did_unpaid),
        "host_added" => t!(planning.did_host),
        "host_removed" => t!(planning.did_host_removed),
        "course" => t!(planning.did_course),
        "copied" => t!(planning.did_copied),
        "letter" => t!(planning.did_letter),
        "moved" => t!(planning.did_moved),
        "merged" => t!(planning.did_merged),
        "accepted" => t!(planning.did_accepted),
        "wish" => t!(planning.did_wish),
        "profession" => t!(planning.did_profession),
        "drawn" => t!(planning.did_drawn),
        "checked_in" => t!(planning.did_checked_in),
        "checked_out" => t!(planning.did_checked_out),
        "came_back" => t!(planning.did_came_back),
        "check_in_undone" => t!(planning.did_undone),
        "room_opened" => t!(planning.did_room_opened),
        "room_closed" => t!(planning.did_room_closed),
        "attended" => t!(planning.did_attended),
        "certificate_rules" => t!(planning.did_terms),
        "certified" => t!(planning.did_certified),
        "certificate_revoked" => t!(planning.did_revoked),
        "spread" => t!(planning.did_spread),
        "spread_to" => t!(planning.did_spread_to),
        other => return other.to_owned(),
    };
    words.to_owned()
}

fn detail(action: &str, detail: &str) -> String {
    match (action, detail) {
        ("planned", part) if PARTS.contains(&part) => super::words(part).to_owned(),
        ("letter" | "course" | "spread_to" | "attended" | "capacity", said) => said.to_owned(),
        ("edited", fields) => fields.split(' ').filter_map(field).collect::<Vec<_>>().join(t!(planning.joint)),
        ("spread", parts) => {
            let parts = parts.split(' ').filter_map(Part::parse).map(spread::words);
            parts.collect::<Vec<_>>().join(t!(planning.joint))
        }
        ("mode", "first") => t!(planning.mode_first).to_owned(),
        ("mode", "approval") => t!(planning.mode_approval).to_owned(),
        ("mode", "lottery") => t!(planning.mode_lottery).to_owned(),
        ("registered", "moved") => t!(planning.was_moved).to_owned(),
        ("registered" | "confirmed", "door") => t!(planning.at_door).to_owned(),
        ("left", "self") => t!(planning.left_self).to_owned(),
        ("left", "host") => t!(planning.left_host).to_owned(),
        ("left", "declined") => t!(planning.left_declined).to_owned(),
        ("left", "expired") => t!(planning.left_expired).to_owned(),
        ("left", "merged") => t!(planning.left_merged).to_owned(),
        ("left", "refused") => t!(planning.left_refused).to_owned(),
        _ => String::new(),
    }
}

/// A detail of the workshop, as the form calls it.
fn field(name: &str) -> Option<&'static str> {
    Some(match name {
        "kind" => t!(workshops.field_kind),
        "title" => t!(workshops.field_title),
        "body" => t!(workshops.field_body),
        "when" => t!(workshops.when),
        "place" => t!(workshops.field_place),
        "link" => t!(workshops.field_link),
        _ => return None,
    })
}
