//! What only the server knows of the site: the plain pages, and the request that it answers.

use std::path::Path;

use leptos::prelude::*;
use leptos_router::any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute};
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

use super::Program;
pub use super::whole::WholePages as Pages;
use crate::coaching::cohorts;
use crate::coaching::reviews::view as reviews;
use crate::coaching::sharing::view as sharing;
use crate::coaching::supervision::view as supervision;
use crate::kit::Viewer;
use crate::kit::form::Carried;
use crate::live::after;
use crate::live::plan::view as plan;
use crate::live::room::{groups, view as room};
use crate::selfchecks::showing::view as showing;
use crate::server::context;
use crate::worksheets::approval::view as approval;
use crate::worksheets::sheets::view as sheets;
use crate::worksheets::statistics::view as statistics;
use crate::{accounts, admin, coaching, help, journal, journey, selfchecks, workshops};

/// Plain pages whose addresses another route of the map would take.
pub use crate::journal::library::view::{JournalCalendar, JournalExport, JournalNew, JournalSearch};

/// Whether the page brings a description of its own (`ui::PageMeta`): those of single workshops.
pub fn describes_itself() -> bool {
    context::path().starts_with("/workshops/")
}

/// What the server knows of a request and the browser has to know as well.
pub fn from_request() -> (Option<Viewer>, Option<Carried>) {
    (context::maybe_viewer(), context::extension::<Carried>())
}

/// What has no route here is nowhere else either.
pub fn is_here(_: Program) -> bool {
    true
}

/// What the page loads. Where the program of rooms was not built, their pages are plain ones.
pub fn program_of(program: Program, mut options: LeptosOptions) -> Option<LeptosOptions> {
    match program {
        Program::None => None,
        Program::Daily => Some(options),
        Program::Room if cfg!(feature = "whole") => Some(options),
        Program::Room => {
            let names = std::path::absolute(Path::new(&*options.site_root).join("room.txt")).ok()?;
            let built = names.exists().then(|| names.display().to_string())?;
            (options.output_name, options.hash_file, options.hash_files) = ("room".into(), built.into(), true);
            Some(options)
        }
    }
}

/// The routes of the plain pages.
#[component(transparent)]
pub fn PlainPages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/me/calendar") view=workshops::view::MyCalendarPage ssr=SsrMode::Async/>
        <Route path=path!("/sign-up/sent") view=accounts::view::SignUpSent ssr=SsrMode::Async/>
        <Route path=path!("/setup") view=accounts::view::Setup ssr=SsrMode::Async/>
        <Route path=path!("/verify") view=accounts::view::Verify ssr=SsrMode::Async/>
        <Route path=path!("/forgot") view=accounts::view::Forgot ssr=SsrMode::Async/>
        <Route path=path!("/reset") view=accounts::view::Reset ssr=SsrMode::Async/>
        <Route path=path!("/me/readers") view=journal::view::Readers ssr=SsrMode::Async/>
        <Route path=path!("/me/email") view=accounts::view::EmailPage ssr=SsrMode::Async/>
        <Route path=path!("/me/email/confirm") view=accounts::view::EmailConfirm ssr=SsrMode::Async/>
        <Route path=path!("/me/close") view=accounts::view::ClosePage ssr=SsrMode::Async/>
        <Route path=path!("/me/letters") view=workshops::view::MyLetters ssr=SsrMode::Async/>
        <Route path=path!("/letters/stop/:token") view=workshops::view::StopLetters ssr=SsrMode::Async/>
        <Route path=path!("/journal/export/all") view=journal::library::view::JournalAll ssr=SsrMode::Async/>
        <Route path=path!("/journal/:id/read") view=journal::library::view::ReadEntry ssr=SsrMode::Async/>
        <Route path=path!("/place") view=workshops::view::PlaceByLink ssr=SsrMode::Async/>
        <Route path=path!("/workshops/:id/ticket") view=workshops::day::view::TicketPage ssr=SsrMode::Async/>
        <Route path=path!("/workshops/:id/feedback") view=workshops::day::view::FeedbackGiving ssr=SsrMode::Async/>
        <Route path=path!("/certificates") view=workshops::day::view::CertificatePage ssr=SsrMode::Async/>
        <Route path=path!("/certificates/:code") view=workshops::day::view::CertificatePage ssr=SsrMode::Async/>
        <Route path=path!("/me/path") view=journey::view::MyPath ssr=SsrMode::Async/>
        <Route path=path!("/me/certificates") view=workshops::day::view::MyCertificates ssr=SsrMode::Async/>
        <Route path=path!("/journal/:id/history") view=journal::view::HistoryPage ssr=SsrMode::Async/>
        <Route path=path!("/journal/:id/history/:version") view=journal::view::ComparedPage ssr=SsrMode::Async/>

        <Route path=path!("/me/consents") view=sharing::Consents ssr=SsrMode::Async/>
        <Route path=path!("/journal/:id/share") view=sharing::ShareEntry ssr=SsrMode::Async/>
        <Route path=path!("/journal/:id/share/:draft") view=sharing::ShareCopy ssr=SsrMode::Async/>
        <Route path=path!("/journal/:id/look") view=sharing::LookAtEntry ssr=SsrMode::Async/>
        <Route path=path!("/journal/:id/reviews/:share") view=reviews::ReviewPage ssr=SsrMode::Async/>
        <Route path=path!("/supervision/:id") view=supervision::SupervisionRequest ssr=SsrMode::Async/>
        <Route path=path!("/coach") view=coaching::view::CoachDesk ssr=SsrMode::Async/>
        <Route path=path!("/coach/journals/:id") view=reviews::CoachJournal ssr=SsrMode::Async/>
        <Route path=path!("/coach/journals/:id/supervision") view=supervision::SupervisionAsk ssr=SsrMode::Async/>
        <Route path=path!("/coach/supervision/:id") view=supervision::PeerExcerpt ssr=SsrMode::Async/>
        <Route path=path!("/coach/values/:id") view=coaching::view::CoachValues ssr=SsrMode::Async/>
        <Route path=path!("/coach/sheets/:id") view=sheets::CoachSheet ssr=SsrMode::Async/>

        <Route path=path!("/worksheets") view=sheets::Worksheets ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/:sheet") view=sheets::SheetHomePage ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/gifts/:id") view=sheets::GiveStrength ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/counted/:id") view=statistics::Counted ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/:sheet/:id") view=sheets::SheetSitting ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/:sheet/:id/result") view=sheets::SheetResultPage ssr=SsrMode::Async/>
        <Route path=path!("/worksheets/:sheet/:id/share") view=sheets::SheetSharePage ssr=SsrMode::Async/>

        <Route path=path!("/host") view=workshops::view::HostDesk ssr=SsrMode::Async/>
        <Route path=path!("/host/new") view=workshops::view::HostNew ssr=SsrMode::Async/>
        <Route path=path!("/host/:id") view=workshops::view::HostWorkshop ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/plan/:part") view=workshops::view::HostPlan ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/check-in") view=workshops::day::view::HostCheckIn ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/after") view=workshops::day::view::HostAfter ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/sheet") view=workshops::day::view::HostSheet ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/run") view=plan::RunSheetPage ssr=SsrMode::Async/>
        <Route path=path!("/host/:id/run/print") view=plan::RunPaper ssr=SsrMode::Async/>
        <Route path=path!("/admin") view=admin::view::Admin ssr=SsrMode::Async/>
        <Route path=path!("/admin/people") view=admin::view::AdminPeople ssr=SsrMode::Async/>
        <Route path=path!("/admin/cohorts") view=admin::view::AdminCohorts ssr=SsrMode::Async/>
        <Route path=path!("/admin/cohorts/:id") view=cohorts::view::AdminCohort ssr=SsrMode::Async/>
        <Route path=path!("/admin/programmes") view=cohorts::view::AdminProgrammes ssr=SsrMode::Async/>
        <Route path=path!("/admin/programmes/:id") view=cohorts::view::AdminProgramme ssr=SsrMode::Async/>

        <Route path=path!("/programmes") view=cohorts::view::Programmes ssr=SsrMode::Async/>
        <Route path=path!("/programmes/:id") view=cohorts::view::ProgrammeHome ssr=SsrMode::Async/>
        <Route path=path!("/cohort") view=cohorts::view::CohortHome ssr=SsrMode::Async/>
        <Route path=path!("/cohort/appointments") view=cohorts::view::Booking ssr=SsrMode::Async/>
        <Route path=path!("/coaching/members") view=cohorts::view::CoachMembers ssr=SsrMode::Async/>
        <Route path=path!("/coaching/members/:id") view=cohorts::view::CoachMember ssr=SsrMode::Async/>
        <Route path=path!("/coaching/members/:id/goals") view=cohorts::view::CoachMemberGoals ssr=SsrMode::Async/>
        <Route path=path!("/coaching/appointments") view=cohorts::view::Offers ssr=SsrMode::Async/>
        <Route path=path!("/coaching/applications/:id") view=cohorts::view::ApplicationOpened ssr=SsrMode::Async/>
        <CheckPages/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The routes of the self-checks, of rooms, of the numbers for help, and of what stands behind the content.
#[component(transparent)]
fn CheckPages() -> AnyNestedRoute {
    view! {
        <Route path=path!("/checks") view=selfchecks::view::Checks ssr=SsrMode::Async/>
        <Route path=path!("/checks/:sheet") view=selfchecks::view::CheckTaken ssr=SsrMode::Async/>
        <Route path=path!("/checks/results/:id") view=selfchecks::view::CheckResult ssr=SsrMode::Async/>
        <Route path=path!("/checks/results/:id/share") view=showing::ShowCheck ssr=SsrMode::Async/>
        <Route path=path!("/coach/checks/:id") view=showing::CoachCheck ssr=SsrMode::Async/>
        <Route path=path!("/live") view=room::LiveCode ssr=SsrMode::Async/>
        <Route path=path!("/live/:id/cards") view=groups::view::LiveCards ssr=SsrMode::Async/>
        <Route path=path!("/live/:id/recap") view=after::view::LiveRecap ssr=SsrMode::Async/>
        <Route path=path!("/live/:id/report") view=after::view::LiveReport ssr=SsrMode::Async/>
        <Route path=path!("/help") view=help::view::Help ssr=SsrMode::Async/>
        <Route path=path!("/about/credits") view=approval::CreditsPage ssr=SsrMode::Async/>
        <Route path=path!("/admin/help") view=help::view::AdminHelp ssr=SsrMode::Async/>
        <Route path=path!("/admin/statistics") view=statistics::AdminStatistics ssr=SsrMode::Async/>
        <Route path=path!("/admin/content") view=approval::AdminContent ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}
