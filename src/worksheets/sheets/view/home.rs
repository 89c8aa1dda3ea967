use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::LinkBox;
use super::gifts::Gifts;
use super::words::w;
use crate::t;
use crate::ui::{Back, Choices, Confirm, Flash, Form, Hidden, Icon, Load, PageTitle};
use crate::worksheets::definition::{About, Definition, Family};
use crate::worksheets::model::RoundRow;
use crate::worksheets::sheets::api::{self, BeginSheet, DeleteSheet};
use crate::worksheets::sheets::model::SheetHome;
use crate::worksheets::sheets::{known, path};

/// The fewest items that W2 compares.
const PAIRS_LEAST: usize = 4;

/// The home of a worksheet: what it is, begin, go on, look back.
#[component]
pub fn SheetHomePage() -> impl IntoView {
    let params = use_params_map();
    let name = move || params.with(|params| params.get("sheet").unwrap_or_default());
    let home = Resource::new(name, api::open_home);
    view! { <div class="room" data-shape="two"><Load what=home let:home><Home home/></Load></div> }
}

fn flash(done: &str) -> Option<&'static str> {
    match done {
        "deleted" => Some(t!(worksheets.done_deleted)),
        "gift_yes" => Some(t!(sheets.done_gift_yes)),
        "gift_link" => Some(t!(sheets.done_gift_link)),
        "gift_closed" => Some(t!(sheets.done_gift_closed)),
        "gift_no" => Some(t!(sheets.done_gift_no)),
        _ => None,
    }
}

#[component]
fn Home(home: SheetHome) -> impl IntoView {
    let definition = known(&home.worksheet).expect("the home was found by this name");
    let about = &definition.about;
    let begin = match (&home.unfinished, home.offered) {
        (Some(round), _) => view! { <Resume round=round.clone() home=path(&about.id)/> }.into_any(),
        (None, true) => view! { <Begin definition again=!home.finished.is_empty() top=home.top/> }.into_any(),
        (None, false) => view! { <p class="note">{t!(sheets.not_offered)}</p> }.into_any(),
    };
    view! {
        <PageTitle text=w(&about.name)/>
        <header class="page-head">
            <Back href="/worksheets" words=t!(worksheets.title)/>
            <h1>{w(&about.name)}</h1>
            <p class="lead">{w(&about.opening)}</p>
            <Flash words=flash/>
        </header>
        <div class="stack" data-gap="large">
            {begin}
            {(!home.gifts.is_empty()).then(|| view! { <Gifts gifts=home.gifts/> })}
            {(about.id == "W5").then(|| view! { <LinkBox link=home.gift_link/> })}
            <Rounds rounds=home.finished home=path(&about.id)/>
        </div>
        <Facts about/>
    }
}

#[component]
fn Facts(about: &'static About) -> impl IntoView {
    view! {
        <aside class="part" aria-label=t!(worksheets.about_label)>
            <h2>{t!(worksheets.about_label)}</h2>
            <p class="note">{t!(sheets.minutes, n = about.minutes)}</p>
            {about.notice.as_ref().map(|notice| view! { <p class="note">{w(notice)}</p> })}
            <p class="note">{t!(sheets.private_words, what = w(&about.coach_sees))}</p>
            <p class="note">{w(&about.credit)}</p>
            <p class="note">{w(&about.licence)}</p>
        </aside>
    }
}

#[component]
fn Begin(definition: &'static Definition, again: bool, top: Vec<(String, String)>) -> impl IntoView {
    let begin = ServerAction::<BeginSheet>::new();
    let from = match &definition.family {
        Family::Pairs(pairs) if top.len() >= PAIRS_LEAST => {
            let names: Vec<String> = top.into_iter().map(|(_, name)| name).collect();
            let cards = format!(
                "{}{}",
                w(&pairs.from_cards),
                t!(sheets.in_brackets, words = names.join(t!(worksheets.separator)))
            );
            Some(vec![("cards".to_owned(), cards), ("values".to_owned(), w(&pairs.from_values))])
        }
        _ => None,
    };
    view! {
        <section class="part" aria-labelledby="start">
            <h2 id="start">{if again { t!(worksheets.start_again) } else { t!(worksheets.start_first) }}</h2>
            <p>{t!(sheets.start_words)}</p>
            <Form action=begin reload=true>
                <Hidden name="worksheet" value=definition.about.id.clone()/>
                {from.map(|options| {
                    view! { <Choices name="from" legend=t!(sheets.pairs_from) options chosen=vec!["cards".to_owned()]/> }
                })}
                <p class="line"><button class="btn" type="submit">{t!(sheets.begin)}</button></p>
            </Form>
        </section>
    }
}

#[component]
fn Resume(round: RoundRow, home: String) -> impl IntoView {
    let id = round.id.to_string();
    view! {
        <section class="sheet" data-tone="wash" aria-labelledby="resume">
            <h2 id="resume">{t!(sheets.begun_title)}</h2>
            <p>{t!(worksheets.last_touched)}<time datetime=round.datetime>{round.day}</time></p>
            <p class="line"><a class="btn" href=format!("{home}/{id}")>{t!(worksheets.resume)}</a></p>
            <Discard id lost=t!(sheets.discard_unfinished)/>
        </section>
    }
}

/// Asks before a round is deleted, and says what is lost.
#[component]
pub fn Discard(
    /// The sitting.
    id: String,
    /// What is lost.
    lost: &'static str,
) -> impl IntoView {
    let delete = ServerAction::<DeleteSheet>::new();
    view! {
        <Confirm words=t!(worksheets.delete_ask) title=t!(sheets.discard_title) loss=lost small=true>
            <Form action=delete reload=true class="inline-form">
                <Hidden name="id" value=id.clone()/>
                <button class="btn" data-kind="leave" type="submit"><Icon name="trash"/>{t!(worksheets.delete_do)}</button>
            </Form>
        </Confirm>
    }
}

#[component]
fn Rounds(rounds: Vec<RoundRow>, home: String) -> impl IntoView {
    if rounds.is_empty() {
        return view! { <p class="note">{t!(sheets.rounds_empty)}</p> }.into_any();
    }
    let list = rounds
        .into_iter()
        .map(|round| {
            view! {
                <li>
                    <a class="row" href=format!("{home}/{}/result", round.id)>
                        <span class="row-title"><time datetime=round.datetime>{round.day}</time></span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="rounds">
            <h2 id="rounds">{t!(worksheets.rounds_title)}</h2>
            <ul class="rows" role="list">{list}</ul>
        </section>
    }
    .into_any()
}
