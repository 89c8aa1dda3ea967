use leptos::prelude::*;

use super::today_aside::Aside;
use crate::app::viewer;
use crate::home::api::today;
use crate::home::model::{self, DayPart};
use crate::t;
use crate::ui::{Icon, Load, PageTitle, Person, Row};

/// A member's first page: a greeting, an answer if one came, and one question.
#[component]
pub fn Today() -> impl IntoView {
    let what = Resource::new(|| (), |()| today());
    view! {
        <PageTitle text=t!(common.nav_today)/>
        <Load what=what let:today>
            <div class="room" data-shape="two">
                <header class="page-head">
                    <p class="eyebrow"><time datetime=today.date.clone()>{day(&today)}</time></p>
                    <h1>{greeting(today.part)}</h1>
                </header>
                <div class="stack" data-gap="large">
                    {today.coming.iter().cloned().map(|one| view! { <Held one=one/> }).collect_view()}
                    {today.answer.clone().map(|answer| view! { <Answer answer=answer/> })}
                    {today.asked.iter().cloned().map(|one| view! { <Asked one=one/> }).collect_view()}
                    {today.gift.then(|| view! { <p class="flash">{t!(home.gift)}" "<a href="/worksheets/w5#gifts">{t!(home.gift_look)}</a></p> })}
                    {today.waiting.map(|count| view! { <Waiting count=count/> })}
                    <HowMuchTime/>
                    {today.asks_check.then(|| view! { <AsksCheck/> })}
                </div>
                <Aside today=today/>
            </div>
        </Load>
    }
}

fn day(today: &model::TodayPage) -> String {
    let day = today.day.clone();
    match today.part {
        DayPart::Morning => t!(home.day_morning, day = day),
        DayPart::Day => t!(home.day_day, day = day),
        DayPart::Evening => t!(home.day_evening, day = day),
        DayPart::Night => t!(home.day_night, day = day),
    }
}

fn greeting(part: DayPart) -> String {
    let name = viewer().map(|viewer| viewer.name).unwrap_or_default();
    match part {
        DayPart::Morning => t!(home.hello_morning, name = name),
        DayPart::Day => t!(home.hello_day, name = name),
        DayPart::Evening => t!(home.hello_evening, name = name),
        DayPart::Night => t!(home.hello_night, name = name),
    }
}

/// The lamp: a coach answered.
#[component]
fn Answer(answer: model::Answer) -> impl IntoView {
    view! {
        <section class="answer" aria-labelledby="answer">
            <div class="answer-from">
                <Person name=answer.coach.clone() role="coach"/>
                <p>
                    <strong id="answer">{t!(home.answer_from, name = answer.coach)}</strong>
                    {t!(home.answer_to, template = answer.template, day = answer.day)}
                </p>
            </div>
            <p class="voice">{t!(home.answer_words)}</p>
            <p><a href=answer.href>{t!(home.answer_read)}</a></p>
        </section>
    }
}

/// A coach asks before an excerpt is shown to another one.
#[component]
fn Asked(one: model::Asked) -> impl IntoView {
    view! {
        <p class="flash">
            {t!(home.asked, name = one.coach)}
            " "
            <a href=one.href>{t!(home.asked_read)}</a>
        </p>
    }
}

/// A seat that is held until its person answers: nobody should miss that.
#[component]
fn Held(one: model::Gathering) -> impl IntoView {
    let model::Gathering { id, title, held_until, .. } = one;
    held_until.map(|until| {
        view! {
            <section class="sheet" data-tone="wash" aria-label=t!(home.held_title)>
                <p class="voice">{t!(home.held_title)}</p>
                <p>{t!(home.held_words, title = title, until = until)}</p>
                <div class="line"><a class="btn" href=format!("/workshops/{id}")>{t!(home.held_answer)}</a></div>
            </section>
        }
    })
}

/// What waits for a coach.
#[component]
fn Waiting(count: i64) -> impl IntoView {
    let (words, note) = match count {
        0 => (t!(home.waiting_none).to_owned(), t!(home.waiting_none_note)),
        _ => (t!(home.waiting, count = count), t!(home.waiting_note)),
    };
    view! {
        <section class="part" aria-labelledby="waiting">
            <h2 id="waiting">{t!(common.nav_coach)}</h2>
            <ul class="rows">
                <Row href="/coach" title=words note=note>
                    <span class="row-lead"><Icon name="coach"/></span>
                </Row>
                <Row href="/coaching/members" title=t!(cohorts.members) note=t!(cohorts.members_note)>
                    <span class="row-lead"><Icon name="people"/></span>
                </Row>
            </ul>
        </section>
    }
}

/// The templates that are offered, and their minutes, as their files have them.
const WAYS: [(&str, &str); 3] = [("hitokoto", "1"), ("ywt", "5"), ("gibbs", "20–30")];

/// The one question of the page, with three answers.
#[component]
fn HowMuchTime() -> impl IntoView {
    let words = [
        (t!(home.hitokoto), t!(home.hitokoto_note)),
        (t!(home.ywt), t!(home.ywt_note)),
        (t!(home.gibbs), t!(home.gibbs_note)),
    ];
    let rows = WAYS
        .into_iter()
        .zip(words)
        .map(|((template, minutes), (title, note))| {
            view! {
                <Row href=format!("/journal/new?template={template}") title=title note=note>
                    <span class="row-lead minutes" data-range=minutes.contains('–').then_some("")>{minutes}<small>{t!(home.minutes)}</small></span>
                </Row>
            }
        })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="write">
            <h2 id="write">{t!(home.how_much_time)}</h2>
            <ul class="rows">{rows}</ul>
            <p class="note">{t!(home.no_need)}</p>
        </section>
    }
}

/// Asks, once in a fortnight at most, whether one would like a self-check. Both answers are links: the second only
/// brings the page again, and nothing is kept of it.
#[component]
fn AsksCheck() -> impl IntoView {
    view! {
        <section class="sheet" data-tone="wash" aria-labelledby="asks-check">
            <h2 id="asks-check">{t!(selfchecks.prompt_title)}</h2>
            <p>{t!(selfchecks.prompt_words)}</p>
            <div class="line">
                <a class="btn" data-kind="quiet" href="/checks">{t!(selfchecks.prompt_yes)}</a>
                <a class="btn" data-kind="text" href="/today" rel="external">{t!(selfchecks.prompt_no)}</a>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::WAYS;
    use crate::journal::model::template;

    #[test]
    fn the_minutes_are_those_of_the_templates() {
        for (name, minutes) in WAYS {
            assert_eq!(template(name).map(|found| found.span()).as_deref(), Some(minutes), "{name}");
        }
    }
}
