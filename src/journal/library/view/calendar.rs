use leptos::prelude::*;

use crate::journal::library::api;
use crate::journal::library::model::{CalendarPage, Day, Picture};
use crate::journal::view::query;
use crate::t;
use crate::ui::chart::{Dots, DotsRow, Line, LinePoint};
use crate::ui::{Back, Icon, Load, PageTitle};

/// The days one wrote, and how battery and feelings went: for nobody else.
#[component]
pub fn JournalCalendar() -> impl IntoView {
    let month = query("month");
    let page = Resource::new(move || month.get(), api::calendar);
    view! {
        <PageTitle text=t!(writing.calendar_title)/>
        <div class="room">
            <header class="page-head">
                <Back href="/journal" words=t!(journal.title)/>
                <h1>{t!(writing.calendar_title)}</h1>
                <p class="lead">{t!(writing.calendar_lead)}</p>
            </header>
            <Load what=page part=true let:page>
                <Calendar page/>
            </Load>
        </div>
    }
}

#[component]
fn Calendar(page: CalendarPage) -> impl IntoView {
    let CalendarPage { title, previous, next, weekdays, weeks, picture } = page;
    let at = |month: &str| format!("/journal/calendar?month={month}");
    let empty = weeks.iter().flatten().all(|day| day.outside || day.entries.is_empty());
    let head = weekdays.into_iter().map(|day| view! { <th scope="col">{day}</th> }).collect_view();
    let rows = weeks
        .into_iter()
        .map(|week| view! { <tr>{week.into_iter().map(|day| view! { <DayCell day/> }).collect_view()}</tr> })
        .collect_view();
    view! {
        <section class="part">
            <nav class="month-nav line" aria-label=t!(calendar.months)>
                <a class="btn" data-kind="quiet" data-size="small" rel="prev" href=at(&previous)>
                    <Icon name="back"/>{t!(writing.calendar_previous)}
                </a>
                <a class="btn" data-kind="quiet" data-size="small" rel="next" href=at(&next)>
                    {t!(writing.calendar_next)}<Icon name="forward"/>
                </a>
            </nav>
            {empty.then(|| view! { <p class="note">{t!(writing.calendar_empty)}</p> })}
            <table class="month">
                <caption>{title}</caption>
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
        <Battery picture=picture.clone()/>
        <Feelings picture/>
    }
}

#[component]
fn DayCell(day: Day) -> impl IntoView {
    let Day { number, words, date, today, outside, entries } = day;
    let quiet = entries.is_empty().then_some("");
    let links = entries
        .into_iter()
        .map(|entry| view! { <li><a href=format!("/journal/{}/read", entry.id)>{entry.title}</a></li> })
        .collect_view();
    view! {
        <td data-outside=outside.then_some("") data-quiet=quiet aria-current=today.then_some("date")>
            <time datetime=date>
                <span class="month-number" aria-hidden="true">{number}</span>
                <span class="month-words">{words}</span>
            </time>
            {quiet.is_none().then(|| view! { <ul role="list">{links}</ul> })}
        </td>
    }
}

#[component]
fn Battery(picture: Picture) -> impl IntoView {
    if picture.battery.is_empty() {
        return view! {
            <section class="part"><h2>{t!(writing.battery_title)}</h2><p class="note">{t!(writing.battery_none)}</p></section>
        }
        .into_any();
    }
    let points = picture.battery.iter().map(|(at, value)| LinePoint { at: *at, value: *value }).collect();
    let of_week = |week: usize| {
        let in_week = picture.battery.iter().filter(|(at, _)| *at as usize / 1000 == week);
        in_week.map(|(_, value)| value.to_string()).collect::<Vec<_>>().join(t!(journal.dot))
    };
    let rows =
        picture.weeks.iter().enumerate().map(|(week, day)| (t!(writing.week_of, day = day.clone()), of_week(week)));
    let rows = rows.filter(|(_, values)| !values.is_empty()).collect();
    view! {
        <Line
            id="battery"
            title=t!(writing.battery_title)
            caption=t!(writing.battery_caption)
            weeks=picture.weeks.clone()
            range=(0, 10)
            points
            heads=[t!(writing.week_head).to_owned(), t!(writing.week_battery).to_owned()]
            rows
        />
    }
    .into_any()
}

#[component]
fn Feelings(picture: Picture) -> impl IntoView {
    if picture.feelings.is_empty() {
        return view! {
            <section class="part"><h2>{t!(writing.feelings_title)}</h2><p class="note">{t!(writing.feelings_none)}</p></section>
        }
        .into_any();
    }
    let rows = picture.feelings.into_iter().map(|(name, counts)| DotsRow { name, counts }).collect();
    view! {
        <Dots
            id="feelings"
            title=t!(writing.feelings_title)
            caption=t!(writing.feelings_caption)
            weeks=picture.weeks
            heads=[t!(writing.feeling_head).to_owned(), t!(writing.feeling_times).to_owned()]
            rows
        />
    }
    .into_any()
}
