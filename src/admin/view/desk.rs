use leptos::prelude::*;

use crate::admin::api;
use crate::admin::model::Desk;
use crate::t;
use crate::ui::{Load, PageTitle, Row};

/// The organiser's desk: what there is, where to go, and what stays unseen.
#[component]
pub fn Admin() -> impl IntoView {
    let desk = Resource::new(|| (), |_| api::numbers());
    view! {
        <PageTitle text=t!(common.nav_admin)/>
        <Load what=desk let:desk>
            <div class="room" data-shape="two">
                <header class="page-head">
                    <h1>{t!(common.nav_admin)}</h1>
                    <p class="lead">{t!(admin.desk_lead)}</p>
                </header>
                <Ways desk/>
                <Unseen/>
            </div>
        </Load>
    }
}

#[component]
fn Ways(desk: Desk) -> impl IntoView {
    let roles = t!(admin.desk_people_note, coaches = desk.coaches, hosts = desk.hosts);
    let cohorts = match desk.without_coach {
        0 => t!(admin.desk_cohorts_note).to_owned(),
        n => t!(admin.desk_cohorts_waiting, n = n),
    };
    let help = match desk.stale_help {
        0 => t!(selfchecks.help_desk_note).to_owned(),
        n => t!(selfchecks.help_desk_stale, n = n),
    };
    let ways = [
        ("/admin/people", desk.people, t!(admin.unit_people), t!(admin.people_title), roles),
        ("/admin/cohorts", desk.cohorts, t!(admin.unit_cohorts), t!(admin.cohorts_title), cohorts),
        (
            "/workshops",
            desk.coming,
            t!(admin.unit_workshops),
            t!(admin.desk_workshops),
            t!(admin.desk_workshops_note).to_owned(),
        ),
    ];
    let rows = ways
        .into_iter()
        .map(|(href, n, unit, title, note)| {
            view! {
                <Row href=href title=title note=note><span class="row-lead minutes">{n}<small>{unit}</small></span></Row>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="ways">
            <h2 id="ways">{t!(admin.desk_ways)}</h2>
            <ul class="rows" role="list">
                {rows}
                <Row href="/admin/programmes" title=t!(cohorts.admin_title) note=t!(cohorts.admin_note)/>
                <Row href="/admin/help" title=t!(selfchecks.help_desk) note=help/>
                <Row href="/admin/statistics" title=t!(selfchecks.statistics) note=t!(selfchecks.statistics_note)/>
                <Row href="/admin/content" title=t!(selfchecks.content_title) note=t!(selfchecks.content_note)/>
            </ul>
        </section>
    }
}

/// What organisers can never see, said on every page of theirs.
#[component]
pub fn Unseen() -> impl IntoView {
    let lines =
        [t!(admin.unseen_journal), t!(admin.unseen_worksheets), t!(admin.unseen_copies), t!(admin.unseen_readers)];
    view! {
        <aside class="part" aria-labelledby="unseen">
            <h2 id="unseen">{t!(admin.unseen_title)}</h2>
            <ul class="promises" role="list">{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <p class="note">{t!(admin.unseen_note)}</p>
        </aside>
    }
}
