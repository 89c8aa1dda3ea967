use leptos::prelude::*;

use crate::help::view::{HelpBox, ToHelp};
use crate::selfchecks::api::{self, Delete, Quiet};
use crate::selfchecks::model::{CheckRow, ChecksHome, PastRow};
use crate::t;
use crate::ui::{Back, Confirm, Flash, Form, Hidden, Load, PageTitle, Row};

/// The home of the self-checks: what can be taken, one's results, whether 今日 asks.
#[component]
pub fn Checks() -> impl IntoView {
    let home = Resource::new(|| (), |()| api::home());
    view! {
        <PageTitle text=t!(selfchecks.title)/>
        <Load what=home let:home><Home home/></Load>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "deleted" => Some(t!(selfchecks.done_deleted)),
        "quiet" => Some(t!(selfchecks.done_quiet)),
        "asks" => Some(t!(selfchecks.done_asks)),
        _ => None,
    }
}

#[component]
fn Home(home: ChecksHome) -> impl IntoView {
    let ChecksHome { name, checks, past, quiet, help } = home;
    let rows = checks.into_iter().map(|row| view! { <Check row/> }).collect_view();
    view! {
        <div class="room" data-shape="two">
            <header class="page-head">
                <Back href="/worksheets" words=t!(selfchecks.back)/>
                <h1>{name}</h1>
                <p class="lead">{t!(selfchecks.lead)}</p>
                <ToHelp/>
                <Flash words=done/>
            </header>
            <div class="stack" data-gap="large">
                <section class="part" aria-labelledby="checks">
                    <h2 id="checks">{t!(selfchecks.choose)}</h2>
                    <ul class="rows" role="list">{rows}</ul>
                </section>
                <Results past/>
                <Asking quiet/>
            </div>
            <aside class="stack" data-gap="large" aria-label=t!(selfchecks.aside)>
                <section class="part" aria-labelledby="private">
                    <h2 id="private">{t!(selfchecks.private_title)}</h2>
                    <p>{t!(selfchecks.private_words)}</p>
                    <p class="note">{t!(selfchecks.private_note)}</p>
                </section>
                <HelpBox help/>
            </aside>
        </div>
    }
}

#[component]
fn Check(row: CheckRow) -> impl IntoView {
    let note = match row.last {
        Some(day) => t!(selfchecks.row_last, opening = row.opening, day = day),
        None => row.opening,
    };
    view! {
        <Row href=format!("/checks/{}", row.sheet) title=row.name note=note>
            <span class="row-lead minutes">{row.minutes}<small>{t!(selfchecks.minutes)}</small></span>
        </Row>
    }
}

#[component]
fn Results(past: Vec<PastRow>) -> impl IntoView {
    if past.is_empty() {
        return view! { <p class="note">{t!(selfchecks.none_yet)}</p> }.into_any();
    }
    let delete = ServerAction::<Delete>::new();
    let rows = past
        .into_iter()
        .map(|one| view! { <Row href=format!("/checks/results/{}", one.id) title=one.name note=one.day/> })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="past">
            <h2 id="past">{t!(selfchecks.past_title)}</h2>
            <ul class="rows" role="list">{rows}</ul>
            <Confirm words=t!(selfchecks.delete_all) title=t!(selfchecks.delete_all_ask) loss=t!(selfchecks.delete_all_loss) small=true>
                <Form action=delete reload=true class="line">
                    <Hidden name="id" value="all".to_owned()/>
                    <button class="btn" data-kind="leave" type="submit">{t!(selfchecks.delete_all_do)}</button>
                </Form>
            </Confirm>
        </section>
    }
    .into_any()
}

/// Whether 今日 asks once in a fortnight.
#[component]
fn Asking(quiet: bool) -> impl IntoView {
    let change = ServerAction::<Quiet>::new();
    let (words, act, verb) = match quiet {
        true => (t!(selfchecks.quiet_now), "ask", t!(selfchecks.ask_again)),
        false => (t!(selfchecks.asks_now), "quiet", t!(selfchecks.be_quiet)),
    };
    view! {
        <section class="part" aria-labelledby="asking">
            <h2 id="asking">{t!(selfchecks.asking_title)}</h2>
            <p>{words}</p>
            <Form action=change reload=true class="line">
                <Hidden name="act" value=act.to_owned()/>
                <button class="btn" data-kind="quiet" data-size="small" type="submit">{verb}</button>
            </Form>
        </section>
    }
}
