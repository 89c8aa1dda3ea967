use leptos::prelude::*;

use crate::t;
use crate::ui::{Back, CheckBox, Flash, Form, Hidden, Icon, Load, PageTitle};
use crate::worksheets::api::{self, DeleteValues, StartValues};
use crate::worksheets::model::{RoundRow, ValuesHome};

/// The home of the value cards: begin, go on, look back.
#[component]
pub fn Values() -> impl IntoView {
    let delete = ServerAction::<DeleteValues>::new();
    let home = Resource::new(move || delete.version().get(), |_| api::open_values());
    let words = |done: &str| (done == "deleted").then(|| t!(worksheets.done_deleted));
    view! {
        <div class="room" data-shape="two">
            <Load what=home let:home><Home home delete words/></Load>
        </div>
    }
}

#[component]
fn Home(
    home: ValuesHome,
    delete: ServerAction<DeleteValues>,
    words: fn(&str) -> Option<&'static str>,
) -> impl IntoView {
    let begin = match home.unfinished.clone() {
        Some(round) => view! { <Resume round delete/> }.into_any(),
        None => view! { <Start home=home.clone()/> }.into_any(),
    };
    view! {
        <PageTitle text=home.name.clone()/>
        <header class="page-head">
            <Back href="/worksheets" words=t!(worksheets.title)/>
            <h1>{home.name.clone()}</h1>
            <p class="lead">{t!(worksheets.values_lead, n = home.cards)}</p>
            <Flash words/>
        </header>
        <div class="stack" data-gap="large">
            {begin}
            <Rounds rounds=home.finished/>
        </div>
        <aside class="part" aria-label=t!(worksheets.about_label)>
            <h2>{t!(worksheets.about_label)}</h2>
            <p class="note">{t!(worksheets.private_words)}</p>
            <p class="note">{home.credit}</p>
            <p class="note">{home.licence}</p>
        </aside>
    }
}

#[component]
fn Start(home: ValuesHome) -> impl IntoView {
    let start = ServerAction::<StartValues>::new();
    let names = home.private_names.join(t!(worksheets.separator));
    view! {
        <section class="part" aria-labelledby="start">
            <h2 id="start">{if home.finished.is_empty() { t!(worksheets.start_first) } else { t!(worksheets.start_again) }}</h2>
            <p>{t!(worksheets.start_words, n = home.minutes)}</p>
            <Form action=start>
                <Hidden name="worksheet" value="W1".to_owned()/>
                <CheckBox
                    name="private_cards"
                    label=t!(worksheets.private_cards, n = home.private_cards)
                    hint=t!(worksheets.private_cards_hint, names = names)
                />
                <p class="line"><button class="btn" type="submit">{t!(worksheets.start)}</button></p>
            </Form>
        </section>
    }
}

#[component]
fn Resume(round: RoundRow, delete: ServerAction<DeleteValues>) -> impl IntoView {
    let id = round.id.to_string();
    view! {
        <section class="sheet" data-tone="wash" aria-labelledby="resume">
            <h2 id="resume">{t!(worksheets.unfinished_title)}</h2>
            <p>{t!(worksheets.last_touched)}<time datetime=round.datetime>{round.day}</time></p>
            <p class="line"><a class="btn" href=format!("/worksheets/values/{id}")>{t!(worksheets.resume)}</a></p>
            <Delete id delete lost=t!(worksheets.delete_unfinished_words)/>
        </section>
    }
}

/// Asks before a round is deleted, and says what is lost.
#[component]
pub fn Delete(
    /// The sitting.
    id: String,
    delete: ServerAction<DeleteValues>,
    /// What is lost.
    lost: &'static str,
) -> impl IntoView {
    view! {
        <details class="fold">
            <summary>{t!(worksheets.delete_ask)}</summary>
            <Form action=delete class="stack">
                <Hidden name="id" value=id.clone()/>
                <p>{lost}</p>
                <p class="line"><button class="btn" data-kind="leave" type="submit"><Icon name="trash"/>{t!(worksheets.delete_do)}</button></p>
            </Form>
        </details>
    }
}

#[component]
fn Rounds(rounds: Vec<RoundRow>) -> impl IntoView {
    if rounds.is_empty() {
        return view! { <p class="note">{t!(worksheets.rounds_empty)}</p> }.into_any();
    }
    let list = rounds
        .iter()
        .map(|round| {
            view! {
                <li>
                    <a class="row" href=format!("/worksheets/values/{}/result", round.id)>
                        <span class="row-title"><time datetime=round.datetime.clone()>{round.day.clone()}</time></span>
                        <span class="row-end"><Icon name="forward"/></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let compare = (rounds.len() > 1).then(|| view! { <ChooseTwo rounds=rounds.clone()/> });
    view! {
        <section class="part" aria-labelledby="rounds">
            <h2 id="rounds">{t!(worksheets.rounds_title)}</h2>
            <ul class="rows" role="list">{list}</ul>
        </section>
        {compare}
    }
    .into_any()
}

#[component]
fn ChooseTwo(rounds: Vec<RoundRow>) -> impl IntoView {
    let select = |name: &'static str, label: &'static str, chosen: usize| {
        let options = rounds
            .iter()
            .enumerate()
            .map(|(at, round)| view! { <option value=round.id.to_string() selected=at == chosen>{round.day.clone()}</option> })
            .collect_view();
        let id = format!("compare-{name}");
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <select class="input" id=id name=name>{options}</select>
            </div>
        }
    };
    view! {
        <section class="part" aria-labelledby="compare">
            <h2 id="compare">{t!(worksheets.compare_title)}</h2>
            <form class="form" method="get" action="/worksheets/values/compare">
                {select("a", t!(worksheets.compare_a), 1)}
                {select("b", t!(worksheets.compare_b), 0)}
                <p class="line"><button class="btn" data-kind="quiet" type="submit">{t!(worksheets.compare_do)}</button></p>
            </form>
        </section>
    }
}
