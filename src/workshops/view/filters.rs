use leptos::prelude::*;

use crate::accounts::model::Profession;
use crate::kit::locale;
use crate::t;
use crate::workshops::model::{Filter, Kind, Where};

/// What to look for: a plain form that asks by the address, so that it works, and can be kept, without JavaScript.
#[component]
pub fn Filters(filter: Filter) -> impl IntoView {
    let kinds = Kind::ALL
        .into_iter()
        .map(|kind| {
            let chosen = filter.kinds.contains(&kind);
            view! { <Chip kind="checkbox" name="kind" value=kind.as_str() chosen=chosen words=kind.label(locale::current())/> }
        })
        .collect_view();
    let place = filter.place;
    let more = filter.past || filter.free || place.is_some() || filter.from.is_some() || filter.to.is_some();
    let more = more || filter.profession.is_some();
    let by_month = filter.month.is_some();
    let professions = Profession::ALL
        .into_iter()
        .map(|profession| {
            let chosen = filter.profession == Some(profession);
            view! { <option value=profession.as_str() selected=chosen>{profession.label(locale::current())}</option> }
        })
        .collect_view();
    let narrowed = more || !filter.words.is_empty() || !filter.kinds.is_empty();
    view! {
        <details class="fold find" open=narrowed>
        <summary>{t!(workshops.find)}</summary>
        <form class="filters" method="get" action="/workshops" aria-label=t!(workshops.filter)>
            {filter.month.map(|month| view! { <input type="hidden" name="month" value=month/> })}
            <div class="field">
                <label for="filter-q">{t!(calendar.filter_words)}</label>
                <input class="input" type="search" id="filter-q" name="q" value=filter.words maxlength="60" enterkeyhint="search"/>
            </div>
            <fieldset class="field">
                <legend>{t!(workshops.filter_kind)}</legend>
                <div class="chips">{kinds}</div>
            </fieldset>
            <details class="fold" open=more>
                <summary>{t!(workshops.filter_more)}</summary>
                <div class="stack">
                    {(!by_month).then(|| view! {
                    <fieldset class="field">
                        <legend>{t!(workshops.filter_when)}</legend>
                        <div class="chips">
                            <Chip kind="radio" name="when" value="" chosen=!filter.past words=t!(workshops.filter_coming)/>
                            <Chip kind="radio" name="when" value="past" chosen=filter.past words=t!(workshops.filter_past)/>
                        </div>
                    </fieldset>
                    <div class="field">
                        <label for="filter-from">{t!(calendar.filter_from)}</label>
                        <input class="input" type="date" id="filter-from" name="from" value=filter.from/>
                    </div>
                    <div class="field">
                        <label for="filter-to">{t!(calendar.filter_to)}</label>
                        <input class="input" type="date" id="filter-to" name="to" value=filter.to/>
                    </div>
                    })}
                    <div class="field">
                        <label for="filter-for">{t!(calendar.filter_for)}</label>
                        <select class="input" id="filter-for" name="for">
                            <option value="">{t!(calendar.filter_anybody)}</option>
                            {professions}
                        </select>
                    </div>
                    <fieldset class="field">
                        <legend>{t!(workshops.filter_place)}</legend>
                        <div class="chips">
                            <Chip kind="radio" name="place" value="" chosen=place.is_none() words=t!(workshops.filter_anywhere)/>
                            <Chip kind="radio" name="place" value="online" chosen=place == Some(Where::Online) words=t!(workshops.online)/>
                            <Chip kind="radio" name="place" value="onsite" chosen=place == Some(Where::OnSite) words=t!(workshops.onsite)/>
                        </div>
                    </fieldset>
                    <fieldset class="field">
                        <legend>{t!(workshops.filter_seats)}</legend>
                        <div class="chips">
                            <Chip kind="checkbox" name="free" value="1" chosen=filter.free words=t!(workshops.filter_free)/>
                        </div>
                    </fieldset>
                </div>
            </details>
            <button class="btn" data-kind="quiet" data-size="small" type="submit">{t!(workshops.filter_go)}</button>
        </form>
        </details>
    }
}

#[component]
fn Chip(
    kind: &'static str,
    name: &'static str,
    value: &'static str,
    chosen: bool,
    words: &'static str,
) -> impl IntoView {
    view! {
        <label class="chip">
            <input type=kind name=name value=value checked=chosen/>
            <span>{words}</span>
        </label>
    }
}
