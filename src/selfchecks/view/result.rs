use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::help::view::{HelpBox, ToHelp};
use crate::selfchecks::api::{self, Delete};
use crate::selfchecks::model::{CheckId, ResultPage, ScaleShown, Step};
use crate::selfchecks::showing::view::ShownToCoaches;
use crate::t;
use crate::ui::chart::{Bars, BarsRow, Line, LinePoint};
use crate::ui::{Back, Confirm, Flash, Form, Hidden, Load, PageTitle, Row, Tag};
use crate::worksheets::approval::view::Credit;

/// The names of the pictures; no check has more scales.
const PICTURES: [&str; 4] = ["past-1", "past-2", "past-3", "past-4"];

/// A result: numbers and plain sentences, one's own earlier numbers, one small step, and where help is to be had.
#[component]
pub fn CheckResult() -> impl IntoView {
    let id = use_params_map().get_untracked().get_str("id").unwrap_or_default().parse::<CheckId>();
    let page = Resource::new(move || id.clone(), |id| async move { api::open_result(id?).await });
    view! {
        <PageTitle text=t!(selfchecks.title)/>
        <Load what=page let:page><Shown page/></Load>
    }
}

fn done(word: &str) -> Option<&'static str> {
    match word {
        "shown" => Some(t!(selfchecks.show_done)),
        "back" => Some(t!(selfchecks.unshow_done)),
        _ => None,
    }
}

#[component]
fn Shown(page: ResultPage) -> impl IntoView {
    let id = page.id.to_string();
    let (scales, help, footer) = (page.scales.clone(), page.help.clone(), page.footer.clone());
    let pictures = PICTURES.into_iter().zip(scales).map(|(id, scale)| view! { <Course id scale/> }).collect_view();
    let alone = page.shown.is_empty();
    let again = page.scales.iter().any(|scale| scale.past.len() > 1);
    view! {
        <PageTitle text=page.name.clone()/>
        <div class="room" data-shape="two">
            <header class="page-head">
                <Back href="/checks" words=t!(selfchecks.title)/>
                <h1>{page.name.clone()}</h1>
                {page.trial.clone().map(|words| view! { <p><Tag words/></p> })}
                <p class="lead">{page.first.clone()}</p>
                <p class="note"><time datetime=page.datetime.clone()>{page.day.clone()}</time>{alone.then(|| t!(selfchecks.only_you))}</p>
                <ToHelp/>
                <Flash words=done/>
            </header>
            <div class="stack" data-gap="large">
                <Numbers scales=page.scales.clone() larger=page.larger.clone() middle=page.middle.clone() survey=page.survey.clone()/>
                {again.then(|| view! {
                    <section class="part" aria-labelledby="course">
                        <h2 id="course">{t!(selfchecks.course_title)}</h2>
                        <p class="note">{t!(selfchecks.course_note)}</p>
                        {pictures}
                    </section>
                })}
                <Next step=page.step/>
                <p>{footer}</p>
                <Credit text=page.credit/>
                <ShownToCoaches id=id.clone() shown=page.shown/>
                <Gone id/>
            </div>
            <aside class="stack" aria-label=t!(selfchecks.aside)><HelpBox help/></aside>
        </div>
    }
}

/// The numbers of one time, in words and in bars.
#[component]
pub fn Numbers(
    scales: Vec<ScaleShown>,
    /// What a large number means.
    larger: Option<String>,
    /// A mark that helps to read them, and where it is.
    middle: Option<(i64, String)>,
    /// What others answered to the same question.
    survey: Option<String>,
) -> impl IntoView {
    let words = scales
        .iter()
        .map(|scale| {
            let before = scale.before.clone().map(|before| view! { <p class="note">{before}</p> });
            view! { <h3>{scale.name.clone()}</h3><p class="voice">{scale.words.clone()}</p>{before} }
        })
        .collect_view();
    let whole = scales.iter().map(|scale| scale.range.1 - scale.range.0).max().unwrap_or(1);
    // One question is its answer: a bar would say nothing more.
    let several = scales.len() > 1;
    let (at, says) = middle.map_or((None, None), |(at, says)| (Some(at), Some(says)));
    let rows = scales
        .iter()
        .filter_map(|scale| {
            let value = scale.value?;
            let words = t!(selfchecks.of, value = value, high = scale.range.1);
            let marks = at.map(|at| at - scale.range.0).into_iter().collect();
            Some(BarsRow { name: scale.name.clone(), value: value - scale.range.0, marks, words })
        })
        .collect();
    view! {
        <section class="part" aria-labelledby="numbers">
            <h2 id="numbers">{t!(selfchecks.numbers_title)}</h2>
            {larger.map(|words| view! { <p>{words}</p> })}
            {words}
            {several.then(|| view! {
                <Bars title=t!(selfchecks.bars_title) caption=says.clone().unwrap_or_default() rows whole/>
            })}
            {survey.map(|words| view! { <p>{words}</p> })}
        </section>
    }
}

/// One's own numbers of a scale, time after time.
#[component]
fn Course(id: &'static str, scale: ScaleShown) -> impl IntoView {
    if scale.past.len() < 2 {
        return ().into_any();
    }
    let days: Vec<String> = scale.past.iter().map(|one| one.day.clone()).collect();
    let points = (0_u32..)
        .zip(&scale.past)
        .map(|(at, one)| LinePoint { at: at * 1000 + 500, value: one.value.clamp(0, 127) as i8 })
        .collect();
    let rows = scale.past.iter().map(|one| (one.day.clone(), one.words.clone())).collect();
    let caption = t!(selfchecks.course_caption, n = scale.past.len());
    let range = (scale.range.0 as i8, scale.range.1 as i8);
    let heads = [t!(selfchecks.course_day).to_owned(), t!(selfchecks.course_value).to_owned()];
    view! { <Line id title=scale.name caption weeks=days range points heads rows/> }.into_any()
}

/// One small thing.
#[component]
fn Next(step: Step) -> impl IntoView {
    let (href, title, note) = match step {
        Step::Write => ("/journal/new?template=hitokoto", t!(selfchecks.step_write), t!(selfchecks.step_write_note)),
        Step::Meet => ("/workshops", t!(selfchecks.step_meet), t!(selfchecks.step_meet_note)),
    };
    view! {
        <section class="part" aria-labelledby="next">
            <h2 id="next">{t!(selfchecks.step_title)}</h2>
            <ul class="rows" role="list"><Row href=href title=title note=note/></ul>
        </section>
    }
}

#[component]
fn Gone(id: String) -> impl IntoView {
    let delete = ServerAction::<Delete>::new();
    view! {
        <section data-print="no" aria-label=t!(selfchecks.delete)>
            <Confirm words=t!(selfchecks.delete) title=t!(selfchecks.delete_ask) loss=t!(selfchecks.delete_loss) small=true>
                <Form action=delete reload=true class="line">
                    <Hidden name="id" value=id/>
                    <button class="btn" data-kind="leave" type="submit">{t!(selfchecks.delete_do)}</button>
                </Form>
            </Confirm>
        </section>
    }
}
