use leptos::prelude::*;

use crate::t;
use crate::ui::Icon;
use crate::workshops::model::{Day, Filter, MonthPage, Stage};

/// A month: a table with a week a row; on a phone the days with something on them, one below the other.
#[component]
pub fn MonthView(page: MonthPage, filter: Filter) -> impl IntoView {
    let MonthPage { title, previous, next, weekdays, weeks } = page;
    let at = |month: &str| filter.by_month(Some(month)).path();
    let empty = weeks.iter().flatten().all(|day| day.outside || day.items.is_empty());
    let head = weekdays.into_iter().map(|day| view! { <th scope="col">{day}</th> }).collect_view();
    let rows = weeks
        .into_iter()
        .map(|week| view! { <tr>{week.into_iter().map(|day| view! { <DayCell day=day/> }).collect_view()}</tr> })
        .collect_view();
    view! {
        <nav class="month-nav line" aria-label=t!(calendar.months)>
            <a class="btn" data-kind="quiet" data-size="small" rel="prev" href=at(&previous)><Icon name="back"/>{t!(calendar.month_before)}</a>
            <a class="btn" data-kind="text" data-size="small" href=at("now")>{t!(calendar.month_now)}</a>
            <a class="btn" data-kind="quiet" data-size="small" rel="next" href=at(&next)>{t!(calendar.month_after)}<Icon name="forward"/></a>
        </nav>
        {empty.then(|| view! { <p class="note">{t!(calendar.month_empty)}</p> })}
        <table class="month">
            <caption>{title}</caption>
            <thead><tr>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn DayCell(day: Day) -> impl IntoView {
    let Day { number, words, date, today, outside, items } = day;
    let quiet = items.is_empty().then_some("");
    let items = items
        .into_iter()
        .map(|item| {
            let over = (item.stage == Stage::Past).then_some("");
            view! {
                <li>
                    <a href=format!("/workshops/{}", item.id) data-over=over>
                        <span class="note">{item.time}</span>" "{item.title}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <td data-outside=outside.then_some("") data-quiet=quiet aria-current=today.then_some("date")>
            <time datetime=date>
                <span class="month-number" aria-hidden="true">{number}</span>
                <span class="month-words">{words}</span>
            </time>
            {quiet.is_none().then(|| view! { <ul role="list">{items}</ul> })}
        </td>
    }
}
