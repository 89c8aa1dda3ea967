use leptos::prelude::*;

use crate::t;
use crate::ui::{Select, TextField};
use crate::worksheets::definition;
use crate::worksheets::definition::Circle;
use crate::worksheets::model::play::CirclesPlay;
use crate::worksheets::scoring::w7::Answers;
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::view::parts::{
    Act, ActButton, At, EnterKeeps, KeepOrFinish, Keeping, Press, StepFields, UndoButton,
};
use crate::worksheets::sheets::view::words::{or_none, w};

/// W7: three lists, the links between them, and words for where they meet. One form: whatever is pressed, nothing that was
/// written elsewhere on the page is lost.
#[component]
pub fn Circles(page: SheetPage, play: CirclesPlay, circles: &'static definition::Circles) -> impl IntoView {
    let CirclesPlay { answers, history, draft, .. } = play;
    let begun = move |circle: &Circle| {
        let field = format!("new_{}", circle.id);
        draft.as_ref().map(|draft| draft.word(&field).to_owned()).unwrap_or_default()
    };
    view! {
        <Keeping>
            <Press at=At::of(&page) key="circles">
                <EnterKeeps/>
                {circles
                    .circles
                    .iter()
                    .zip([&answers.will, &answers.can, &answers.must])
                    .map(|(circle, entries)| view! { <List circle entries=entries.clone() begun=begun(circle) circles/> })
                    .collect_view()}
                {(!answers.will.is_empty() && !answers.can.is_empty()).then(|| {
                    view! { <Links answers=answers.clone() circles/> }
                })}
                <p class="line"><UndoButton any=!history.is_empty()/></p>
                <Meeting answers=answers.clone() circles/>
                <KeepOrFinish/>
            </Press>
        </Keeping>
    }
}

/// Words for where the three meet, and a next step.
#[component]
fn Meeting(answers: Answers, circles: &'static definition::Circles) -> impl IntoView {
    let step = answers.step.unwrap_or_default();
    let cores = (0..circles.core_most)
        .map(|n| {
            let text = answers.core.get(n as usize).cloned().unwrap_or_default();
            view! { <TextField name=format!("f.core_{n}") label=t!(sheets.core_label, n = n + 1) value=text optional=true/> }
        })
        .collect_view();
    view! {
        <fieldset class="field stack">
            <legend>{w(&circles.core)}</legend>
            {cores}
        </fieldset>
        <p class="note">{w(&circles.footer)}</p>
        <StepFields of="" label=w(&circles.step) text=step.text due=step.due/>
    }
}

#[component]
fn List(
    circle: &'static Circle,
    entries: Vec<String>,
    /// An entry that is being written.
    begun: String,
    circles: &'static definition::Circles,
) -> impl IntoView {
    let id = circle.id.to_string();
    let full = entries.len() >= circles.most as usize;
    let rows = entries
        .into_iter()
        .zip(0_u32..)
        .map(|(entry, n)| {
            let label = t!(sheets.remove_label, title = entry.clone());
            view! {
                <li class="entry">
                    <span class="row-title">{entry}</span>
                    <Act act="remove" about=format!("{} {n}", circle.id) label>{t!(sheets.remove)}</Act>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby=format!("list-{id}")>
            <h2 id=format!("list-{id}")>{w(&circle.name)}</h2>
            <p>{w(&circle.ask)}</p>
            <ul class="rows" role="list">{rows}</ul>
            {if full {
                view! { <p class="note">{t!(sheets.list_full, most = circles.most)}</p> }.into_any()
            } else {
                view! {
                    <TextField name=format!("f.new_{id}") label=t!(sheets.entry) value=begun hint=t!(sheets.letters_most, most = circles.item_most) autocomplete="off"/>
                    <p class="line"><Act act="add" about=id.clone() label=t!(sheets.add_label, list = w(&circle.name))>{t!(sheets.add)}</Act></p>
                }
                .into_any()
            }}
        </section>
    }
}

#[component]
fn Links(answers: Answers, circles: &'static definition::Circles) -> impl IntoView {
    let options = |list: &[String]| -> Vec<(String, String)> {
        list.iter().zip(0_u32..).map(|(entry, n)| (n.to_string(), entry.clone())).collect()
    };
    let entry = |list: &[String], at: u32| list.get(at as usize).cloned().unwrap_or_default();
    let rows = answers
        .links
        .iter()
        .zip(0_u32..)
        .map(|(link, n)| {
            let mut names = vec![entry(&answers.will, link.w), entry(&answers.can, link.c)];
            names.extend(link.m.map(|must| entry(&answers.must, must)));
            let title = names.join(" — ");
            view! {
                <li class="entry">
                    <span class="row-title">{title.clone()}</span>
                    <Act act="unlink" about=n.to_string() label=t!(sheets.unlink_label, title = title)>{t!(sheets.unlink)}</Act>
                </li>
            }
        })
        .collect_view();
    let [will, can, must] = &circles.circles;
    view! {
        <section class="part" aria-labelledby="links">
            <h2 id="links">{w(&circles.link)}</h2>
            <ul class="rows" role="list">{rows}</ul>
            <Select name="f.w" label=w(&will.name) options=options(&answers.will)/>
            <Select name="f.c" label=w(&can.name) options=options(&answers.can)/>
            <Select name="f.m" label=w(&must.name) options=or_none(options(&answers.must))/>
            <p class="line"><ActButton act="link" kind="quiet">{t!(sheets.link)}</ActButton></p>
        </section>
    }
}
