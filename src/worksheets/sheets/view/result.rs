use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::gifts::GiftWords;
use super::home::Discard;
use super::share::Switches;
use super::words::w;
use crate::kit::locale;
use crate::t;
use crate::ui::{Back, Flash, Load, PageTitle};
use crate::worksheets::definition::{Definition, Family, library};
use crate::worksheets::results::{CompareOf, ResultOf, Round};
use crate::worksheets::scoring::Outcome;
use crate::worksheets::sheets::model::{Earlier, GiftLine, SheetResult};
use crate::worksheets::sheets::{api, path};

/// The result of a finished sheet.
#[component]
pub fn SheetResultPage() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    let result = Resource::new(id, |id| async move { api::open_result(id.parse()?).await });
    view! { <div class="room" data-shape="two"><Load what=result let:page><Shown page/></Load></div> }
}

fn flash(done: &str) -> Option<&'static str> {
    match done {
        "finished" => Some(t!(worksheets.done_finished)),
        "shared" => Some(t!(worksheets.done_shared)),
        "withdrawn" => Some(t!(worksheets.done_withdrawn)),
        "switched" => Some(t!(sheets.done_switched)),
        _ => None,
    }
}

#[component]
fn Shown(page: SheetResult) -> impl IntoView {
    let definition = library::version_of(&page.sheet.worksheet, page.sheet.version);
    let found = definition.and_then(|one| Some((one, page.sheet.play.outcome(one).ok()?)));
    found.map(|(definition, outcome)| view! { <Whole page definition outcome/> })
}

#[component]
fn Whole(page: SheetResult, definition: &'static Definition, outcome: Outcome) -> impl IntoView {
    let SheetResult { sheet, day, datetime, earlier, beside, given, allowed, gifts } = page;
    let about = &definition.about;
    let (name, home) = (w(&about.name), path(&about.id));
    let seen = if given.is_empty() { t!(worksheets.only_you) } else { t!(worksheets.you_and_coach) };
    let id = sheet.id.to_string();
    view! {
        <PageTitle text=format!("{name} {day}")/>
        <header class="page-head">
            <Back href=home.clone() words=name.clone()/>
            <h1>{t!(worksheets.result_title, worksheet = name)}</h1>
            <p class="note"><time datetime=datetime>{day.clone()}</time>{t!(worksheets.record)}{seen}</p>
            <Flash words=flash/>
        </header>
        <div class="stack" data-gap="large">
            <ReachOut definition outcome=outcome.clone()/>
            <ResultOf definition outcome=outcome.clone() names=sheet.names.clone() locale=locale::current()/>
            <p class="note">{w(&about.licence)}</p>
            <Before beside now=Round { definition, day: day.clone(), outcome, names: sheet.names }/>
            {(!gifts.is_empty()).then(|| view! { <Received gifts/> })}
        </div>
        <aside class="stack" data-gap="large" data-print="no" aria-label=t!(worksheets.aside_label)>
            <Switches id=id.clone() home=home.clone() about given allowed/>
            {(!earlier.is_empty()).then(|| {
                let rows = earlier.into_iter().map(|round| {
                    view! { <li><a href=format!("{home}/{}/result", round.id)><time datetime=round.datetime>{round.day}</time></a></li> }
                });
                view! {
                    <section class="part" aria-labelledby="earlier">
                        <h2 id="earlier">{t!(worksheets.rounds_title)}</h2>
                        <ul>{rows.collect_view()}</ul>
                    </section>
                }
            })}
            <section aria-label=t!(worksheets.delete_title)><Discard id lost=t!(sheets.discard_finished)/></section>
        </aside>
    }
}

/// The rounds before, and this one beside them.
#[component]
fn Before(beside: Vec<Earlier>, now: Round) -> impl IntoView {
    let round = |earlier: Earlier| {
        let definition = library::version_of(&now.definition.about.id, earlier.version)?;
        let outcome = earlier.play.outcome(definition).ok()?;
        Some(Round { definition, day: earlier.day, outcome, names: earlier.names })
    };
    let mut rounds: Vec<Round> = beside.into_iter().filter_map(round).collect();
    (!rounds.is_empty()).then(|| {
        rounds.push(now);
        view! {
            <section class="part" aria-labelledby="before">
                <h2 id="before">{t!(worksheets.before_title)}</h2>
                <CompareOf rounds locale=locale::current()/>
            </section>
        }
    })
}

/// For the author alone: who feels alone is shown where people meet.
#[component]
fn ReachOut(definition: &'static Definition, outcome: Outcome) -> impl IntoView {
    let alone = matches!(&outcome, Outcome::Questionnaire(_, scored) if scored.reach_out == Some(true));
    let says = match &definition.family {
        Family::Questionnaire(questions) => questions.reach_out.as_ref().map(|hook| w(&hook.says)),
        _ => None,
    };
    alone.then(|| {
        view! {
            <section class="sheet" data-tone="wash" data-print="no" aria-label=t!(sheets.reach_label)>
                <p class="voice">{says}</p>
                <p class="line">
                    <a class="btn" data-kind="quiet" href="/workshops">{t!(sheets.reach_meet)}</a>
                    <a class="btn" data-kind="quiet" href="/cohort">{t!(sheets.reach_peers)}</a>
                </p>
            </section>
        }
    })
}

/// Strengths that others have seen, and that the author took.
#[component]
fn Received(gifts: Vec<GiftLine>) -> impl IntoView {
    let lines = gifts.into_iter().map(|gift| view! { <div><GiftWords gift/></div> }).collect_view();
    view! {
        <section class="part" aria-labelledby="gifts">
            <h2 id="gifts">{t!(sheets.gifts_title)}</h2>
            <div class="stack">{lines}</div>
        </section>
    }
}
