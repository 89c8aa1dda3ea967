use leptos::prelude::*;

use crate::t;
use crate::ui::Hidden;
use crate::worksheets::definition;
use crate::worksheets::model::play::PairsPlay;
use crate::worksheets::scoring::pairs::pairs_wanted;
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::view::parts::{At, Press, Undo};
use crate::worksheets::sheets::view::words::{thing, w};

/// W2: one pair a page, two large buttons.
#[component]
pub fn Pairs(page: SheetPage, play: PairsPlay, pairs: &'static definition::Pairs) -> impl IntoView {
    let at = At::of(&page);
    let (passed, wanted) = (play.passed(), pairs_wanted(play.answers.items.len()));
    let body = match play.question() {
        None => view! {
            <Press at=at.clone() key="pair" act="finish">
                <p>{t!(sheets.pairs_done)}</p>
                <p class="line"><button class="btn" type="submit">{t!(sheets.to_result)}</button></p>
            </Press>
        }
        .into_any(),
        Some(now) => {
            let (a, b) = (now.a.clone(), now.b.clone());
            let side = |id: &str, value: &'static str| {
                let name = thing(id, &page.names);
                view! { <button class="btn pair-side" data-kind="quiet" type="submit" name="form[at]" value=value>{name}</button> }
            };
            let (left, right) = (side(&a, "a"), side(&b, "b"));
            view! {
                <Press at=at.clone() key="pair" act="choose">
                    <fieldset class="field">
                        <legend class="pair-question">{w(&pairs.question)}</legend>
                        <Hidden name="f.a" value=a.clone()/>
                        <Hidden name="f.b" value=b.clone()/>
                        <div class="pair-sides">{left}{right}</div>
                        <p class="line"><button class="btn" data-kind="text" type="submit" name="form[at]" value="tie">{w(&pairs.tie)}</button></p>
                    </fieldset>
                </Press>
                <Press at=at.clone() key="skip" act="skip" class="inline-form">
                    <Hidden name="f.a" value=now.a/>
                    <Hidden name="f.b" value=now.b/>
                    <button class="btn" data-kind="text" type="submit">{t!(sheets.skip_pair)}</button>
                </Press>
            }
            .into_any()
        }
    };
    view! {
        <section id="pair" class="stack" aria-label=t!(sheets.pairs_label)>
            <div class="stack" data-gap="small">
                <p class="note">{t!(sheets.pairs_progress, passed = passed, wanted = wanted.max(passed))}</p>
                <progress max=wanted.max(passed).to_string() value=passed.to_string() aria-label=t!(sheets.progress_label)></progress>
            </div>
            {body}
            <Undo at any={passed > 0}/>
        </section>
    }
}
