use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::pad::{Handle, Pad};
use crate::t;
use crate::ui::{CheckBox, Choices, Hidden, Select, TextAreaField, TextField};
use crate::worksheets::definition::Line;
use crate::worksheets::model::play::{Draft, LinePlay};
use crate::worksheets::scoring::w6::{Point, When};
use crate::worksheets::sheets::model::SheetPage;
use crate::worksheets::sheets::moves::{new_point, point_fields};
use crate::worksheets::sheets::refused::shown;
use crate::worksheets::sheets::view::parts::{Act, ActButton, At, EnterKeeps, Keeping, Press, Traces, UndoButton};
use crate::worksheets::sheets::view::words::{and_chosen, numbers, or_none, w, when};

/// W6: the points in order, each to lift, lower, change and take away, and fields for the next one. One form: whatever is
/// pressed, a point that stands in the fields is not lost. A point that was moved is kept at once, and one that is only half
/// written as well, beside the line.
#[component]
pub fn LifeLine(page: SheetPage, play: LinePlay, line: &'static Line) -> impl IntoView {
    let asked = use_query_map().with_untracked(|query| query.get("point").and_then(|name| name.parse::<u32>().ok()));
    let asked = asked.and_then(|name| Some(point_fields(name, play.point(name)?)));
    // What somebody was writing goes before what an address asks for.
    let draft = play.draft.clone().or(asked).unwrap_or_else(new_point);
    let open = draft.word("point").parse::<u32>().ok();
    let height = draft.word("y").parse::<f64>().unwrap_or_default();
    let names = play.in_order();
    let mut spots: Vec<Spot> = names
        .iter()
        .filter_map(|name| Some((*name, play.point(*name)?)))
        .map(|(name, point)| {
            let y = if open == Some(name) { height } else { point.y };
            Spot { field: height_of(name, open), title: point.title.clone(), y }
        })
        .collect();
    let hint = match spots.is_empty() {
        true => t!(sheets.move_first_hint),
        false => t!(sheets.move_line_hint),
    };
    // Before there is a point, the one that stands in the fields can be taken hold of.
    if spots.is_empty() {
        spots.push(Spot { field: "y".to_owned(), title: t!(sheets.point_new).to_owned(), y: height });
    }
    let prompts = line.prompts.iter().map(|prompt| view! { <li>{w(prompt)}</li> }).collect_view();
    let (room, enough) = (names.len() < line.most as usize, names.len() >= line.least as usize);
    view! {
        <Keeping>
            <Press at=At::of(&page) key="line">
                <EnterKeeps/>
                <section class="part" aria-labelledby="points">
                    <h2 id="points">{t!(sheets.points_title)}</h2>
                    <Moving spots hint line/>
                    {names.is_empty().then(|| view! { <p class="note">{t!(sheets.points_none)}</p> })}
                    <ol class="rows" role="list">
                        {names
                            .iter()
                            .filter_map(|name| Some(view! { <Row name=*name point=play.point(*name)?.clone() edited=open line/> }))
                            .collect_view()}
                    </ol>
                    <p class="line"><UndoButton any=!play.history.is_empty()/></p>
                </section>
                <section class="part" aria-label=t!(sheets.point_form)>
                    <details class="fold">
                        <summary>{t!(sheets.prompts)}</summary>
                        <ul>{prompts}</ul>
                    </details>
                    {match open.is_some() || room {
                        true => view! { <PointForm page draft line/> }.into_any(),
                        false => view! { <p class="note">{t!(sheets.line_full)}</p> }.into_any(),
                    }}
                </section>
                {match enough {
                    true => view! { <p class="line"><ActButton act="finish">{t!(sheets.to_result)}</ActButton></p> }.into_any(),
                    false => view! { <p class="note">{t!(sheets.points_least, least = line.least)}</p> }.into_any(),
                }}
            </Press>
        </Keeping>
    }
}

/// How far a step of height reaches in the picture, and how far one point stands below another.
const STEP: f64 = 8.0;
const DOWN: f64 = 56.0;

/// A point of the picture: the field that holds its height, what is written on it, and how high it stands.
struct Spot {
    field: String,
    title: String,
    y: f64,
}

/// The line, one point below the other: to the right is up.
#[component]
fn Moving(spots: Vec<Spot>, hint: &'static str, line: &'static Line) -> impl IntoView {
    let edge = line.height as f64;
    let (least, most) = (16.0, 16.0 + 2.0 * edge * STEP);
    let size = (350.0, 60.0 + DOWN * spots.len() as f64);
    let handles = spots.into_iter().zip(0_u8..).map(|(spot, at)| {
        let down = 66.0 + DOWN * f64::from(at);
        Handle {
            field: format!("form[f][{}]", spot.field),
            name: spot.title,
            sign: String::new(),
            value: (Some(spot.y), t!(sheets.height, height = shown(spot.y))),
            way: [(least, down), (most, down)],
            words: (most + 26.0, down - 2.0, false),
        }
    });
    let handles = handles.collect::<Vec<_>>();
    let middle = (least + most) / 2.0;
    view! {
        <Pad
            label=t!(sheets.move_line).to_owned()
            hint=hint.to_owned()
            size
            range=(-edge, edge)
            words=t!(sheets.height, height = "#".to_owned())
            curve=true
            handles
        >
            <text class="t-soft" x="4" y="14">{format!("← {}", w(&line.ends.bottom))}</text>
            <text class="t-soft t-end" x="346" y="32">{format!("{} →", w(&line.ends.top))}</text>
            <path class="c-axis" d=format!("M{middle} 40V{}", size.1 - 8.0)/>
        </Pad>
    }
}

/// The field that holds the height of a point: that of the point that is open stands among its other fields.
fn height_of(name: u32, edited: Option<u32>) -> String {
    if edited == Some(name) { "y".to_owned() } else { format!("y_{name}") }
}

#[component]
fn Row(name: u32, point: Point, edited: Option<u32>, line: &'static Line) -> impl IntoView {
    let field = height_of(name, edited);
    let says = format!("form[f][{field}]");
    let (height, about, title) = (shown(point.y), name.to_string(), point.title.clone());
    let share = point.share.then(|| view! { <span class="tag">{w(&line.fields.share)}</span> });
    // Only what has no date has a place that one can choose.
    let free = matches!(point.when, When::Free(_)).then(|| {
        view! {
            <Act act="earlier" about=about.clone() label=t!(sheets.earlier_label, title = title.clone())>{t!(sheets.earlier)}</Act>
            <Act act="later" about=about.clone() label=t!(sheets.later_label, title = title.clone())>{t!(sheets.later)}</Act>
        }
    });
    view! {
        <li class="point">
            <div>
                <span class="row-title">{title.clone()}" "{share}</span>
                <span class="row-note">{when(point.when)}</span>
                <span class="row-note" data-says=says.clone()>{t!(sheets.height, height = height.clone())}</span>
                {(edited != Some(name)).then(|| view! { <Hidden name=format!("f.{field}") value=height/> })}
                <Traces text=point.story.clone()/>
                // The height stands above in words: nobody has to hear it twice.
                <meter min=format!("-{}", line.height) max=line.height.to_string() value=point.y.to_string() data-says=says aria-hidden="true"></meter>
            </div>
            <div class="line">
                <Act act="up" about=about.clone() label=t!(sheets.up_label, title = title.clone())>{t!(sheets.up)}</Act>
                <Act act="down" about=about.clone() label=t!(sheets.down_label, title = title.clone())>{t!(sheets.down)}</Act>
                {free}
                <Act act="change" about=about.clone() label=t!(sheets.change_label, title = title.clone())>{t!(sheets.change)}</Act>
                <Act act="remove" about label=t!(sheets.remove_label, title = title)>{t!(sheets.remove)}</Act>
            </div>
        </li>
    }
}

#[component]
fn PointForm(page: SheetPage, draft: Draft, line: &'static Line) -> impl IntoView {
    let new = draft.word("point").is_empty();
    let word = |name: &str| draft.word(name).to_owned();
    let heights: Vec<(String, String)> = (-line.height..=line.height)
        .rev()
        .map(|height| {
            let words = match height {
                height if height == line.height => format!("+{height} {}", w(&line.ends.top)),
                0 => format!("0 {}", w(&line.ends.middle)),
                height if height == -line.height => format!("{height} {}", w(&line.ends.bottom)),
                height if height > 0 => format!("+{height}"),
                height => height.to_string(),
            };
            (height.to_string(), words)
        })
        .collect();
    let ways = vec![
        ("year".to_owned(), w(&line.when.year)),
        ("age".to_owned(), w(&line.when.age)),
        ("free".to_owned(), w(&line.when.free)),
    ];
    let chosen = draft.ticked("tags").to_vec();
    let tags = and_chosen(page.top, &chosen, &page.names);
    let share = draft.word("share") == "true";
    let act = if new { "add" } else { "put" };
    let words = if new { t!(sheets.point_add) } else { t!(sheets.point_put) };
    view! {
        <div id="point" class="sheet stack">
            <h2>{if new { t!(sheets.point_new) } else { t!(sheets.point_change) }}</h2>
            <Hidden name="f.point" value=word("point")/>
            <TextField name="f.title" label=w(&line.fields.title) value=word("title") hint=t!(sheets.letters_most, most = line.title_most)/>
            <Choices name="f.when" legend=w(&line.fields.when) options=ways chosen=vec![word("when")] chips=true/>
            // Only the fields of the chosen way are shown (`sheets.css`).
            <div class="line" data-way="year">
                <TextField name="f.year" label=t!(sheets.year) value=word("year") inputmode="numeric" short=true/>
                <Select name="f.month" label=t!(sheets.month) options=or_none(numbers(1..=12)) value=word("month")/>
            </div>
            <div class="line" data-way="age">
                <TextField name="f.age" label=w(&line.when.age) value=word("age") inputmode="numeric" short=true/>
            </div>
            <Select name="f.y" label=w(&line.fields.y) options=heights value=word("y")/>
            <TextAreaField name="f.story" label=w(&line.fields.story) hint=t!(sheets.story_hint) value=word("story") rows=3 optional=true/>
            <TextAreaField name="f.lesson" label=w(&line.fields.lesson) value=word("lesson") rows=2 optional=true/>
            {(!tags.is_empty()).then(|| view! {
                <Choices name="many.tags" legend=w(&line.fields.tags) options=tags chosen=chosen many=true chips=true optional=true/>
            })}
            <CheckBox name="f.share" label=w(&line.fields.share) hint=t!(sheets.share_point_hint) checked=share/>
            <p class="line"><ActButton act=act kind="quiet">{words}</ActButton></p>
        </div>
    }
}
