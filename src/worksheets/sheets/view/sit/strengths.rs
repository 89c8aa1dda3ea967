use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::t;
use crate::ui::{GroupedChoices, Select, TextAreaField};
use crate::worksheets::definition;
use crate::worksheets::scoring::w5::{Answers, Piece};
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::view::parts::{ActButton, At, KeepOrFinish, Keeping, Press, Traces, Undo};
use crate::worksheets::sheets::view::words::{choices, field, grades, or_none, thing, w};

/// Whether the strengths are being chosen: first, and when one asks for it again.
pub fn choosing(answers: &Answers) -> bool {
    answers.strengths.is_empty() || use_query_map().with_untracked(|query| query.get("choose").is_some())
}

/// W5: first up to five strengths, then a scene and two grades for each.
#[component]
pub fn Strengths(
    page: SheetPage,
    answers: Answers,
    any: bool,
    strengths: &'static definition::Strengths,
) -> impl IntoView {
    if choosing(&answers) {
        return view! { <Choose page answers any strengths/> }.into_any();
    }
    let at = At::of(&page);
    view! {
        <Keeping>
            <Press at key="pieces">
                <p class="note">{t!(sheets.story_hint)}</p>
                {answers
                    .strengths
                    .into_iter()
                    .map(|piece| view! { <About page=page.clone() piece strengths/> })
                    .collect_view()}
                <KeepOrFinish undo=any/>
                <p class="line"><ActButton act="again" kind="text">{t!(sheets.choose_again)}</ActButton></p>
            </Press>
        </Keeping>
    }
    .into_any()
}

#[component]
fn Choose(page: SheetPage, answers: Answers, any: bool, strengths: &'static definition::Strengths) -> impl IntoView {
    let at = At::of(&page);
    let groups = strengths.families.iter().map(|kin| (w(&kin.name), choices(&kin.strengths))).collect::<Vec<_>>();
    let chosen: Vec<String> = answers.strengths.into_iter().map(|piece| piece.id).collect();
    view! {
        <Press at=at.clone() key="choose" act="choose">
            <GroupedChoices
                name="many.strengths"
                legend=t!(sheets.strengths_legend)
                hint=t!(sheets.strengths_hint, most = strengths.most)
                groups
                chosen
            />
            <p class="line"><button class="btn" type="submit">{t!(sheets.go_on)}</button></p>
        </Press>
        <Undo at any/>
    }
}

#[component]
fn About(page: SheetPage, piece: Piece, strengths: &'static definition::Strengths) -> impl IntoView {
    let Piece { id, story, used_last_2w, want } = piece;
    let (scale, written) = (or_none(grades(&strengths.scale)), story.clone());
    view! {
        <fieldset class="sheet stack">
            <legend class="voice">{thing(&id, &page.names)}</legend>
            <TextAreaField name=format!("f.story_{id}") label=w(&strengths.story) value=story rows=4 optional=true/>
            <Traces text=written/>
            <Select name=format!("f.used_{id}") label=w(&strengths.used) options=scale.clone() value=field(used_last_2w)/>
            <Select name=format!("f.want_{id}") label=w(&strengths.want) options=scale value=field(want)/>
        </fieldset>
    }
}
