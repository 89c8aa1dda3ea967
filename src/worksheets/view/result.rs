use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::compare::Beside;
use super::fold::Fold;
use super::home::Delete;
use super::share::Share;
use crate::t;
use crate::ui::chart::{Strip, StripPart};
use crate::ui::{Back, Flash, Load, PageTitle};
use crate::worksheets::api::{self, DeleteValues};
use crate::worksheets::model::{Noted, PileCount, ResultPage};

/// How many cards stand on the podium.
const PODIUM: usize = 5;

/// The result of a round.
#[component]
pub fn ValuesResult() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").unwrap_or_default());
    let result = Resource::new(id, |id| async move { api::values_result(id.parse()?).await });
    view! {
        <div class="room" data-shape="two">
            <Load what=result let:page><Shown page/></Load>
        </div>
    }
}

fn flash(done: &str) -> Option<&'static str> {
    match done {
        "finished" => Some(t!(worksheets.done_finished)),
        "shared" => Some(t!(worksheets.done_shared)),
        "withdrawn" => Some(t!(worksheets.done_withdrawn)),
        _ => None,
    }
}

#[component]
fn Shown(page: ResultPage) -> impl IntoView {
    let delete = ServerAction::<DeleteValues>::new();
    let seen = if page.sharing.given.is_empty() { t!(worksheets.only_you) } else { t!(worksheets.you_and_coach) };
    let id = page.id.to_string();
    let beside = page.before.map(|both| {
        view! {
            <section class="part" aria-labelledby="before">
                <h2 id="before">{t!(worksheets.before_title)}</h2>
                <Beside both/>
            </section>
        }
    });
    view! {
        <PageTitle text=format!("{} {}", page.name, page.day)/>
        <header class="page-head">
            <Back href="/worksheets/values" words=page.name.clone()/>
            <h1>{t!(worksheets.result_title, worksheet = page.name)}</h1>
            <p class="lead">{t!(worksheets.no_right_answer)}</p>
            <p class="note"><time datetime=page.datetime>{page.day}</time>{t!(worksheets.record)}{seen}</p>
            <Flash words=flash/>
        </header>
        <div class="stack" data-gap="large">
            <Podium top=page.top.clone()/>
            <Piles piles=page.piles/>
            {beside}
            <p class="note">{page.credit}</p>
        </div>
        <aside class="stack" data-gap="large" data-print="no" aria-label=t!(worksheets.aside_label)>
            <Share id=id.clone() sharing=page.sharing top=page.top/>
            <section aria-label=t!(worksheets.delete_title)>
                <Delete id delete lost=t!(worksheets.delete_words)/>
            </section>
        </aside>
    }
}

#[component]
fn Podium(top: Vec<Noted>) -> impl IntoView {
    let row = |noted: &Noted| {
        let notes = noted
            .notes
            .iter()
            .map(|note| {
                view! { <div><p class="note">{note.asked.clone()}</p><blockquote class="prewrap">{note.text.clone()}</blockquote></div> }
            })
            .collect_view();
        view! { <li><div><b>{noted.card.name.clone()}</b><p>{noted.card.says.clone()}</p>{notes}</div></li> }
    };
    let (first, rest) = top.split_at(PODIUM.min(top.len()));
    let podium = first.iter().map(row).collect_view();
    let more = (!rest.is_empty()).then(|| {
        let rest = rest.iter().map(row).collect_view();
        view! {
            <h3>{t!(worksheets.top_rest)}</h3>
            <ol class="ranking" role="list" data-from="6">{rest}</ol>
        }
    });
    view! {
        <section class="part" aria-labelledby="top">
            <h2 id="top">{t!(worksheets.top_title)}</h2>
            <ol class="ranking" role="list">{podium}</ol>
            {more}
        </section>
    }
}

#[component]
fn Piles(piles: Vec<PileCount>) -> impl IntoView {
    let total: usize = piles.iter().map(|pile| pile.cards.len()).sum();
    let size = |at: usize| piles.get(at).map_or(0, |pile| pile.cards.len());
    let caption = t!(worksheets.strip_caption, total = total, first = size(0), second = size(1));
    let parts = piles
        .iter()
        .map(|pile| StripPart {
            mark: pile.pile.to_string(),
            name: format!("{} {}", pile.pile, pile.name),
            count: pile.cards.len() as u32,
            words: t!(worksheets.cards, n = pile.cards.len()),
        })
        .collect();
    let lists = piles
        .into_iter()
        .filter(|pile| !pile.cards.is_empty())
        .map(|pile| (pile.name, pile.cards.join(t!(worksheets.separator))))
        .collect::<Vec<_>>();
    view! {
        <section class="part" aria-labelledby="piles">
            <h2 id="piles">{t!(worksheets.piles_title)}</h2>
            <Strip
                id="strip"
                title=t!(worksheets.strip_title)
                caption
                heads=[t!(worksheets.strip_head).to_owned(), t!(worksheets.strip_size).to_owned()]
                parts
            />
            <Fold words=t!(worksheets.piles_cards)>
                <dl>
                    {lists.iter().map(|(pile, cards)| view! { <dt>{pile.clone()}</dt><dd>{cards.clone()}</dd> }).collect_view()}
                </dl>
            </Fold>
        </section>
    }
}
