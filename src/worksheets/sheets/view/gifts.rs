use std::collections::BTreeMap;

use leptos::prelude::*;

use super::words::{thing, w};
use crate::t;
use crate::ui::{Form, Hidden};
use crate::worksheets::definition::Family;
use crate::worksheets::sheets::api::AnswerGift;
use crate::worksheets::sheets::known;
use crate::worksheets::sheets::model::GiftLine;

/// Strengths that others have seen. They stand in the result only after one said yes.
#[component]
pub fn Gifts(gifts: Vec<GiftLine>) -> impl IntoView {
    let title = known("W5").and_then(|one| match &one.family {
        Family::Strengths(strengths) => Some(w(&strengths.gift.title)),
        _ => None,
    });
    let lines = gifts.into_iter().map(|gift| view! { <One gift/> }).collect_view();
    view! {
        <section class="part" aria-labelledby="gifts">
            <h2 id="gifts">{title}</h2>
            <div class="stack">{lines}</div>
        </section>
    }
}

#[component]
fn One(gift: GiftLine) -> impl IntoView {
    let id = gift.id.to_string();
    let answers = match gift.accepted {
        true => view! { <Answer id answer="no" words=t!(sheets.gift_away)/> }.into_any(),
        false => view! {
            <div class="line">
                <Answer id=id.clone() answer="yes" words=t!(sheets.gift_take)/>
                <Answer id answer="no" words=t!(sheets.gift_away)/>
            </div>
        }
        .into_any(),
    };
    view! {
        <section class="sheet">
            <GiftWords gift/>
            {answers}
        </section>
    }
}

/// A gift as it reads.
#[component]
pub fn GiftWords(gift: GiftLine) -> impl IntoView {
    view! {
        <p><b>{thing(&gift.gift.strength, &BTreeMap::new())}</b></p>
        <blockquote class="prewrap">{gift.gift.line}</blockquote>
        <p class="note">{t!(sheets.gift_from, who = gift.giver, day = gift.day)}</p>
    }
}

#[component]
fn Answer(id: String, answer: &'static str, words: &'static str) -> impl IntoView {
    let decide = ServerAction::<AnswerGift>::new();
    let kind = (answer == "no").then_some("text");
    view! {
        <Form action=decide key=format!("{id}-{answer}") reload=true class="inline-form">
            <Hidden name="id" value=id.clone()/>
            <Hidden name="answer" value=answer.to_owned()/>
            <button class="btn" data-kind=kind data-size="small" type="submit">{words}</button>
        </Form>
    }
}
