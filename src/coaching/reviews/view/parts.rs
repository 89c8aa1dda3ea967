use leptos::prelude::*;

use crate::coaching::reviews::model::{Part, Passage, Remark};
use crate::journal::view::{Lines, OneAnswer};
use crate::t;

/// One step: what was chosen, the words with their marked passages, and beside them the remarks. `beside` draws what
/// stands under a remark, `below` what stands under the words.
#[component]
pub fn PartView<B, W>(part: Part, beside: B, below: W) -> impl IntoView
where
    B: Fn(&Remark) -> AnyView + Copy + Send + 'static,
    W: FnOnce(&Part) -> AnyView + Send + 'static,
{
    let under = below(&part);
    let Part { step, fixed, texts, remarks } = part;
    let chosen = !fixed.is_empty();
    view! {
        <section class="reading-part">
            <div>
                <h3>{step.plain_label().to_owned()}</h3>
                {chosen.then(|| view! { <OneAnswer step=step.clone() answer=fixed/> })}
                {texts.into_iter().map(|text| view! { <Words text/> }).collect_view()}
                {under}
            </div>
            {(!remarks.is_empty()).then(|| view! {
                <div class="remarks">
                    {remarks.into_iter().map(|remark| view! { <RemarkView remark beside/> }).collect_view()}
                </div>
            })}
        </section>
    }
}

/// A text with its marked passages, each with the numbers of its remarks.
#[component]
fn Words(text: Passage) -> impl IntoView {
    let Passage { place, pieces, formed, .. } = text;
    if pieces.is_empty() {
        return ().into_any();
    }
    let pieces = pieces
        .into_iter()
        .map(|(words, marked, ends)| {
            let numbers = ends
                .into_iter()
                .map(|n| view! { <sup><a href=format!("#remark-{n}") id=format!("passage-{n}")>{n}</a></sup> })
                .collect_view();
            if marked { view! { <mark class="anchor">{words}{numbers}</mark> }.into_any() } else { words.into_any() }
        })
        .collect_view();
    view! {
        <p class="voice marked-text" data-place=place>{pieces}</p>
        {formed.map(|html| view! {
            <details class="fold">
                <summary>{t!(desk.formed)}</summary>
                <div class="long-text" inner_html=html></div>
            </details>
        })}
    }
    .into_any()
}

/// A remark: its number, the words, and what stands under it.
#[component]
pub fn RemarkView<B>(remark: Remark, beside: B) -> impl IntoView
where
    B: Fn(&Remark) -> AnyView + Copy + Send + 'static,
{
    let under = beside(&remark);
    let Remark { n, quote, text, pending, .. } = remark;
    view! {
        <div class="remark" id=format!("remark-{n}")>
            <b><a href=format!("#passage-{n}")>{n}</a></b>
            <div class="stack" data-gap="small">
                <p class="note quote">{t!(desk.quote, words = quote)}</p>
                <p><Lines text/></p>
                {pending.then(|| view! { <p class="tags"><span class="tag">{t!(desk.pending_tag)}</span></p> })}
                {under}
            </div>
        </div>
    }
}

/// Remarks whose passage is not there any more, with the old words: never put beside another one.
#[component]
pub fn Lost<B>(remarks: Vec<Remark>, beside: B) -> impl IntoView
where
    B: Fn(&Remark) -> AnyView + Copy + Send + 'static,
{
    (!remarks.is_empty()).then(|| {
        view! {
            <section class="part" aria-labelledby="lost">
                <h2 id="lost">{t!(desk.lost_title)}</h2>
                <p class="note">{t!(desk.lost_words)}</p>
                <div class="remarks">
                    {remarks.into_iter().map(|remark| view! { <RemarkView remark beside/> }).collect_view()}
                </div>
            </section>
        }
    })
}
