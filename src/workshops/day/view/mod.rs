//! Pages of the day: check-in, ticket, feedback, what comes after, the sign-in sheet, certificates.

mod after;
mod certificates;
mod certify;
mod check_in;
mod door;
mod feedback;
mod guest;
mod opinions;
mod sheet;
mod ticket;

use leptos::prelude::*;

use super::model::{Counts, Invited};
use crate::t;
use crate::ui::{Back, Hours, PageTitle};

pub use after::HostAfter;
pub use certificates::{CertificatePage, MyCertificates};
pub use check_in::HostCheckIn;
pub use feedback::FeedbackGiving;
pub use sheet::HostSheet;
pub use ticket::TicketPage;

/// The head of a page of the day: the way back, what it is, of which workshop.
#[component]
fn DayHead(workshop: Invited, words: &'static str, back: String, children: Children) -> impl IntoView {
    view! {
        <PageTitle text=format!("{words} — {}", workshop.title)/>
        <header class="page-head">
            <Back href=back words=workshop.title/>
            <h1>{words}</h1>
            <p class="note"><Hours words=workshop.when/></p>
            {children()}
        </header>
    }
}

/// The three numbers.
#[component]
fn Numbers(counts: Counts) -> impl IntoView {
    let number = |words, n| view! { <div><dt>{words}</dt><dd>{n}</dd></div> };
    view! {
        <dl class="numbers" data-print="no">
            {number(t!(day.registered), counts.registered)}
            {number(t!(day.checked_in), counts.checked_in)}
            {number(t!(day.here_now), counts.here)}
        </dl>
    }
}

/// The ways of the day from a workshop's desk.
#[component]
pub fn DayLinks(
    /// The workshop's id.
    id: String,
) -> impl IntoView {
    view! {
        <nav class="day-links" aria-label=t!(day.links)>
            <a class="btn" data-kind="quiet" data-size="small" href=format!("/live/{id}/host")>{t!(desk_view.entry)}</a>
            <a class="btn" data-kind="quiet" data-size="small" rel="external" href=format!("/host/{id}/check-in")>{t!(day.check_in)}</a>
            <a class="btn" data-kind="quiet" data-size="small" href=format!("/host/{id}/sheet")>{t!(day.sheet)}</a>
            <a class="btn" data-kind="quiet" data-size="small" href=format!("/host/{id}/after")>{t!(day.after)}</a>
            <a class="btn" data-kind="quiet" data-size="small" href=format!("/live/{id}/screen")>{t!(live_view.screen)}</a>
            <a class="btn" data-kind="quiet" data-size="small" rel="external" href=format!("/host/{id}/people.csv")>{t!(day.csv_get)}</a>
        </nav>
    }
}
