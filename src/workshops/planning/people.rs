//! 人: the table of those who registered, what can be done with several at once, and the mix of professions.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::Ask;
use super::acts::{self, Acts};
use crate::accounts::model::Profession;
use crate::kit::Locale;
use crate::kit::id::RegistrationId;
use crate::kit::path::encode;
use crate::server::failure::Result;
use crate::server::time;
use crate::t;
use crate::ui::chart::{Bars, BarsRow};
use crate::ui::{Form, Hidden, Pager, Tabs};
use crate::workshops::api::planning::people::PeopleAct;
use crate::workshops::model::people::{PeopleFilter, Standing};
use crate::workshops::model::questions::Question;
use crate::workshops::model::seating::Mode;
use crate::workshops::store::needs::{self, Which};
use crate::workshops::store::people::{self as store, Person};
use crate::workshops::store::plan::SeatRule;
use crate::workshops::store::{plan, published, series};

/// The part.
pub async fn show(ask: &Ask<'_>) -> Result<AnyView> {
    let filter = PeopleFilter::from_pairs(ask.pairs);
    let mut conn = ask.state.db.read().await?;
    let page = store::list(&mut conn, &ask.workshop.id, &filter).await?;
    let standings = store::standings(&mut conn, &ask.workshop.id).await?;
    let mix = store::mix(&mut conn, &ask.workshop.id).await?;
    let rules = plan::rules(&mut conn, &ask.workshop.id).await?;
    let approval = plan::read(&mut conn, &ask.workshop.id).await?.entry.mode == "approval";
    let now = ask.state.now();
    let mut dates = Vec::new();
    if let Some(id) = &ask.workshop.series {
        for date in series::read(&mut conn, id).await?.dates {
            if date.id != ask.workshop.id && date.published && !date.cancelled && now < date.starts_at {
                let day = time::day_and_clock(date.starts_at, &date.zone, ask.viewer.locale);
                let there = published(&mut conn, &date.id).await?;
                let seats = match there.mode {
                    Mode::Approval | Mode::Lottery { drawn: false, .. } => t!(planning.move_open).to_owned(),
                    _ if there.seats.free() == 0 => t!(planning.move_full).to_owned(),
                    _ => t!(workshops.seats_left, n = there.seats.free()),
                };
                dates.push((date.id.to_string(), t!(planning.move_option, day = day, seats = seats)));
            }
        }
    }
    let id = ask.workshop.id.to_string();
    let path = format!("/host/{id}/plan/people");
    let here = match filter.query() {
        query if query.is_empty() => path.clone(),
        query => format!("{path}?{query}"),
    };
    if let Some(sure) = acts::sure(ask, &filter.query(), &here).await? {
        return Ok(sure);
    }
    let empty = page.rows.is_empty();
    // Answers are opened only where the host asks for them, and for those on this page.
    let asked = if filter.answers { needs::questions_of(&mut conn, &ask.workshop.id).await? } else { Vec::new() };
    drop(conn);
    let mut given: BTreeMap<RegistrationId, BTreeMap<String, String>> = BTreeMap::new();
    if !asked.is_empty() {
        let here = page.rows.iter().map(|one| one.id.clone()).collect();
        let opened = super::needs::open(ask, Which::Answers(here)).await?;
        given.extend(opened.into_iter().map(|one| (one.registration, one.answers)));
    }
    let ticked = filter.ticked;
    let shown = Columns { ticked, wish: !approval };
    // The same page of the table once more, with every box ticked or with none.
    let cursor = Some(&filter.after).filter(|after| !after.is_empty());
    let cursor = cursor.map(|after| format!("after={}", encode(after)));
    let tick = Some("ticked=1".to_owned()).filter(|_| !ticked);
    let again: Vec<String> =
        [Some(filter.query()), cursor, tick].into_iter().flatten().filter(|one| !one.is_empty()).collect();
    let again = format!("{path}?{}", again.join("&"));
    let rows = page.rows.into_iter().map(|one| {
        let answers = given.remove(&one.id).unwrap_or_default();
        row(ask, one, &asked, &answers, shown)
    });
    let rows = rows.collect_view();
    let heads = asked.iter().map(|question| view! { <th scope="col" dir="auto">{question.label.clone()}</th> });
    let heads = heads.collect_view();
    let list = format!("/host/{id}/people.csv");
    let counts = counts(&path, &filter, &standings, !ask.workshop.fee.is_empty());
    let act = ServerAction::<PeopleAct>::new();
    let later = !filter.after.is_empty();
    let query = filter.query();
    Ok(view! {
        <section class="part" data-room="wide" aria-labelledby="people">
            <h2 id="people">{t!(planning.tab_people)}</h2>
            {counts}
            <Search filter=filter locale=ask.viewer.locale path=path/>
            {empty.then(|| view! { <p class="note">{t!(planning.people_none)}</p> })}
            {(!empty).then(|| view! {
                <Form action=act reload=true>
                    <Hidden name="workshop" value=id/>
                    <Hidden name="query" value=query/>
                    <p><a href=again>{if ticked { t!(planning.tick_none) } else { t!(planning.tick_all) }}</a></p>
                    <div class="wide">
                        <table class="chart-table" data-text="">
                            <thead><tr>
                                <th scope="col"><span class="visually-hidden">{t!(planning.col_pick)}</span></th>
                                <th scope="col">{t!(planning.col_name)}</th>
                                <th scope="col">{t!(planning.col_profession)}</th>
                                <th scope="col">{t!(planning.col_standing)}</th>
                                <th scope="col">{t!(planning.col_joined)}</th>
                                {(!approval).then(|| view! { <th scope="col">{t!(planning.col_wish)}</th> })}
                                <th scope="col">{t!(planning.col_paid)}</th>
                                {heads}
                            </tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                    <Acts approval=approval dates=dates/>
                </Form>
            })}
            <Pager path=here next=page.next later=later/>
            <p class="note"><a href=list rel="external">{t!(day.csv_get)}</a> " " {t!(planning.csv_note)}</p>
        </section>
        <Mix mix=mix rules=rules capacity=ask.workshop.details.capacity/>
    }
    .into_any())
}

/// What differs between tables.
#[derive(Clone, Copy)]
struct Columns {
    /// Whether the boxes are ticked.
    ticked: bool,
    /// Whether a wish for free seats means something here.
    wish: bool,
}

fn row(ask: &Ask<'_>, one: Person, asked: &[Question], answers: &BTreeMap<String, String>, shown: Columns) -> AnyView {
    let joined = time::day_and_clock(one.joined_at, &ask.viewer.zone, ask.viewer.locale);
    let link = format!("/host/{}/plan/needs?person={}", ask.workshop.id, one.id);
    let said = asked.iter().map(|question| {
        let words = answers.get(&question.id).map(|answer| question.words(answer, ask.viewer.locale));
        view! { <td class="as-written" dir="auto">{words}</td> }
    });
    let said = said.collect_view();
    let box_id = format!("pick-{}", one.id);
    view! {
        <tr>
            <td><input type="checkbox" class="pick" id=box_id.clone() name="form[people][]" value=one.id.to_string() checked=shown.ticked/></td>
            <th scope="row">
                <label for=box_id dir="auto">{one.name.clone()}</label>
                {(one.needs || one.answered).then(|| view! { " " <a href=link>{if one.needs { t!(planning.has_needs) } else { t!(planning.has_answers) }}</a> })}
            </th>
            <td>{profession(&one.profession, ask.viewer.locale)}</td>
            <td>{standing(one.standing)} {(one.approved && one.standing == Standing::Waiting).then(|| t!(planning.approved))}</td>
            <td>{joined}</td>
            {shown.wish.then(|| view! { <td>{wish(&one)}</td> })}
            <td>{if one.paid { t!(planning.paid) } else { "" }}</td>
            {said}
        </tr>
    }
    .into_any()
}

/// How many stand where, as links to just them; and, where there is a fee, how many with a seat have yet to pay.
fn counts(path: &str, filter: &PeopleFilter, standings: &[(Standing, i64, i64)], fee: bool) -> AnyView {
    let of = |wanted: Standing| {
        let found = standings.iter().find(|(one, ..)| *one == wanted);
        found.map_or((0, 0), |(_, all, paid)| (*all, *paid))
    };
    let link = |standing: Option<Standing>, paid: &str| {
        let only = PeopleFilter { standing, paid: paid.to_owned(), ..PeopleFilter::default() };
        match only.query() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    };
    let words = |words: &'static str, n: i64| t!(planning.to_count, words = words, n = n);
    let here = filter.standing;
    let registered: i64 = Standing::ALL.into_iter().filter(|one| *one != Standing::Gone).map(|one| of(one).0).sum();
    let mut tabs = vec![(link(None, ""), words(t!(planning.registered), registered))];
    let some = Standing::ALL.into_iter().filter(|one| of(*one).0 > 0 || here == Some(*one));
    tabs.extend(some.map(|one| (link(Some(one), ""), words(standing(one), of(one).0))));
    let (seated, paid) = of(Standing::Seated);
    let owing = here == Some(Standing::Seated) && filter.paid == "no";
    if fee && (seated > paid || owing) {
        tabs.push((link(Some(Standing::Seated), "no"), words(t!(planning.seated_not_paid), seated - paid)));
    }
    let current = link(here, if fee && owing { "no" } else { "" });
    view! { <Tabs label=t!(planning.col_standing) tabs=tabs current=current/> }.into_any()
}

/// Search and filters: a form that only changes the address.
#[component]
fn Search(filter: PeopleFilter, locale: Locale, path: String) -> impl IntoView {
    let option = |value: &'static str, words: &'static str, chosen: &str| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    };
    // Which of the counts above was chosen stays so.
    let standing = filter.standing.map(|one| view! { <input type="hidden" name="standing" value=one.as_str()/> });
    let professions = Profession::ALL.map(|one| option(one.as_str(), one.label(locale), &filter.profession));
    // What is used seldom stays folded, unless it narrows the table already.
    let narrowed = !filter.profession.is_empty() || !filter.paid.is_empty() || !filter.sort.is_empty();
    let narrowed = narrowed || filter.needs || filter.answers;
    view! {
        <form method="get" action=path class="form" role="search">
            {standing}
            <label class="field"><span>{t!(planning.search)}</span><input class="input" type="search" name="q" value=filter.name/></label>
            <details class="fold" open=narrowed>
                <summary>{t!(planning.find_more)}</summary>
                <div class="fields-row">
                    <label class="field"><span>{t!(planning.col_profession)}</span><select class="input" name="profession">{option("", t!(planning.all), &filter.profession)}{professions}</select></label>
                    <label class="field"><span>{t!(planning.col_paid)}</span><select class="input" name="paid">
                        {option("", t!(planning.all), &filter.paid)}{option("yes", t!(planning.paid), &filter.paid)}{option("no", t!(planning.not_paid), &filter.paid)}
                    </select></label>
                    <label class="field"><span>{t!(planning.sort)}</span><select class="input" name="sort">
                        {option("", t!(planning.col_joined), &filter.sort)}{option("name", t!(planning.col_name), &filter.sort)}{option("profession", t!(planning.col_profession), &filter.sort)}
                    </select></label>
                </div>
                <div class="line">
                    <label class="choice" data-plain=""><input type="checkbox" name="needs" value="1" checked=filter.needs/><span>{t!(planning.only_needs)}</span></label>
                    <label class="choice" data-plain=""><input type="checkbox" name="answers" value="1" checked=filter.answers/><span>{t!(planning.with_answers)}</span></label>
                </div>
            </details>
            <div><button class="btn" type="submit" data-kind="quiet">{t!(planning.find)}</button></div>
        </form>
    }
}

/// The mix of professions: who has a seat, against what is kept, allowed and wished for.
#[component]
pub fn Mix(mix: Vec<(String, i64)>, rules: Vec<SeatRule>, capacity: i64) -> impl IntoView {
    let locale = crate::kit::locale::current();
    // A part of the mix, in seats.
    let parts: i64 = rules.iter().filter_map(|rule| rule.target).sum();
    let aim = |rule: &SeatRule| rule.target.map(|part| (part * capacity + parts / 2) / parts.max(1));
    let rows = Profession::ALL.into_iter().filter_map(|one| {
        let count = mix.iter().find(|(name, _)| name == one.as_str()).map_or(0, |(_, count)| *count);
        let rule = rules.iter().find(|rule| rule.profession == one.as_str());
        (count > 0 || rule.is_some()).then(|| {
            let mut words = vec![t!(planning.mix_count, n = count)];
            if let Some(rule) = rule {
                words.extend((rule.kept > 0).then(|| t!(planning.mix_kept, n = rule.kept)));
                words.extend(rule.most.map(|n| t!(planning.mix_most, n = n)));
                words.extend(aim(rule).map(|n| t!(planning.mix_target, n = n)));
            }
            BarsRow {
                name: one.label(locale).to_owned(),
                value: count,
                marks: rule
                    .map(|rule| {
                        [Some(rule.kept).filter(|kept| *kept > 0), rule.most, aim(rule)].into_iter().flatten().collect()
                    })
                    .unwrap_or_default(),
                words: words.join(t!(planning.joint)),
            }
        })
    });
    let rows: Vec<BarsRow> = rows.collect();
    let shown = !rows.is_empty();
    let seated: i64 = mix.iter().map(|(_, count)| count).sum();
    shown.then(|| view! { <Bars title=t!(planning.mix_title) caption=t!(planning.mix_caption, n = seated, all = capacity) rows=rows whole=capacity/> })
}

fn profession((name, other): &(String, String), locale: Locale) -> String {
    match Profession::parse(name) {
        Some(Profession::Other) if !other.is_empty() => other.clone(),
        known => known.map(|known| known.label(locale).to_owned()).unwrap_or_default(),
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Seated => t!(planning.seated),
        Standing::Offered => t!(planning.offered),
        Standing::Waiting => t!(planning.waiting),
        Standing::Gone => t!(planning.gone),
    }
}

fn wish(one: &Person) -> String {
    match (one.wish.as_str(), one.wish_hours) {
        ("until", Some(hours)) => t!(planning.wish_until, n = hours),
        ("ask", _) => t!(planning.wish_ask).to_owned(),
        _ => t!(planning.wish_auto).to_owned(),
    }
}
