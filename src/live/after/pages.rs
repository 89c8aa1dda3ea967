//! The pages of afterwards, made into HTML on the server.

use leptos::prelude::*;

use super::api::{HandOverShares, Wish};
use super::recap::Recap;
use super::report::Report;
use super::said::Said;
use super::wishes::Met;
use crate::kit::Locale;
use crate::kit::id::WorkshopId;
use crate::tl;
use crate::ui::{Back, Button, CheckBox, Form, Hidden, Icon};
use crate::workshops::model::planned::Planned;

/// The head of a page: the way back, what it is, of which workshop, and what was done.
fn head(back: (String, &'static str), eyebrow: &'static str, title: &str, done: Option<&'static str>) -> AnyView {
    let done = done.map(|words| view! { <p class="flash" role="status"><Icon name="check"/><span>{words}</span></p> });
    view! {
        <header class="page-head">
            <Back href=back.0 words=back.1/>
            <p class="eyebrow">{eyebrow}</p>
            <h1 dir="auto">{title.to_owned()}</h1>
            {done}
        </header>
    }
    .into_any()
}

/// What somebody keeps.
pub fn recap(id: &WorkshopId, recap: Recap, locale: Locale, done: &str) -> Planned {
    let said = match done {
        "wished" => Some(tl!(locale, after.done_wished)),
        "unwished" => Some(tl!(locale, after.done_unwished)),
        _ => None,
    };
    let back = (format!("/workshops/{id}"), tl!(locale, after.to_workshop));
    let head = head(back, tl!(locale, after.recap), &recap.title, said);
    let blocks = recap.blocks.into_iter().map(|(title, took)| {
        let took = took.map_or_else(String::new, |n| tl!(locale, after.minutes, n = n));
        view! { <tr><th scope="row" dir="auto">{title}</th><td>{took}</td></tr> }
    });
    let blocks = blocks.collect_view();
    let groups = recap.groups.into_iter().map(|(title, names)| {
        view! { <li class="row"><span class="row-body"><span class="row-title" dir="auto">{title}</span><span class="row-note" dir="auto">{names.join(", ")}</span></span></li> }
    });
    let groups = groups.collect_view();
    let answers = recap.answers.into_iter().map(|(label, answer)| {
        view! { <dt dir="auto">{label}</dt><dd class="prewrap" dir="auto">{answer}</dd> }
    });
    let answers = answers.collect_view();
    let wishes = wishes(id, recap.met, recap.may_wish, locale);
    let page = view! {
        {head}
        <div class="stack" data-gap="large">
            <section class="part" aria-labelledby="blocks">
                <h2 id="blocks">{tl!(locale, after.blocks)}</h2>
                <table class="chart-table" data-text=""><tbody>{blocks}</tbody></table>
            </section>
            <section class="part" aria-labelledby="groups">
                <h2 id="groups">{tl!(locale, after.sat_with)}</h2>
                <ul class="rows" role="list">{groups}</ul>
            </section>
            <section class="part" aria-labelledby="answers">
                <h2 id="answers">{tl!(locale, after.answers)}</h2>
                <dl>{answers}</dl>
                <p class="note">{tl!(locale, after.answers_words)}</p>
            </section>
            {wishes}
            <section class="part" aria-labelledby="diary" data-print="no">
                <h2 id="diary">{tl!(locale, after.diary)}</h2>
                <p>{tl!(locale, after.diary_words)}</p>
                <p><a class="btn" data-kind="quiet" href="/journal/new?template=ywt" rel="external">{tl!(locale, after.diary_verb)}</a></p>
            </section>
        </div>
    };
    Planned { title: format!("{}: {}", tl!(locale, after.recap), recap.title), html: page.into_any().to_html() }
}

/// つながり希望.
fn wishes(id: &WorkshopId, met: Vec<Met>, may_wish: bool, locale: Locale) -> AnyView {
    let nobody = met.is_empty();
    let people = met.into_iter().map(|met| one(id, met, may_wish, locale)).collect_view();
    view! {
        <section class="part" aria-labelledby="wishes" data-print="no">
            <h2 id="wishes">{tl!(locale, after.connect)}</h2>
            <p>{tl!(locale, after.connect_words)}</p>
            {nobody.then(|| view! { <p class="note">{tl!(locale, after.connect_nobody)}</p> })}
            <ul class="rows" role="list">{people}</ul>
        </section>
    }
    .into_any()
}

fn one(id: &WorkshopId, met: Met, may_wish: bool, locale: Locale) -> AnyView {
    let Met { seat, name, wished, address, introduced } = met;
    let state = match (introduced, wished) {
        (true, _) => Some(tl!(locale, after.introduced)),
        (false, true) => Some(tl!(locale, after.wish_kept)),
        _ => None,
    };
    let fields = |to: &'static str| (id.to_string(), seat.to_string(), to.to_owned(), format!("{seat}-{to}"));
    // Whoever was told of each other may still tell their address.
    let on = (may_wish && !(wished && address)).then(|| {
        let wish = ServerAction::<Wish>::new();
        let (workshop, seat, to, key) = fields("on");
        let verb = if wished { tl!(locale, after.address_verb) } else { tl!(locale, after.wish_verb) };
        view! {
            <Form action=wish reload=true key=key>
                <Hidden name="workshop" value=workshop/><Hidden name="seat" value=seat/><Hidden name="to" value=to/>
                <CheckBox name="address" label=tl!(locale, after.address) checked=address/>
                <Button kind="quiet" small=true>{verb}</Button>
            </Form>
        }
    });
    let off = (may_wish && wished && !introduced).then(|| {
        let wish = ServerAction::<Wish>::new();
        let (workshop, seat, to, key) = fields("off");
        view! {
            <Form action=wish reload=true key=key>
                <Hidden name="workshop" value=workshop/><Hidden name="seat" value=seat/><Hidden name="to" value=to/>
                <Button kind="text" small=true>{tl!(locale, after.unwish_verb)}</Button>
            </Form>
        }
    });
    view! {
        <li class="row offer">
            <span class="row-body"><span class="row-title" dir="auto">{name}</span>
                {state.map(|words| view! { <span class="row-note">{words}</span> })}</span>
            {on}
            {off}
        </li>
    }
    .into_any()
}

/// How a workshop went.
pub fn report((id, title): (&WorkshopId, &str), report: Report, locale: Locale, done: &str) -> Planned {
    let said = (done == "shares").then(|| tl!(locale, after.done_shares));
    let head = head((format!("/host/{id}"), tl!(locale, after.to_workshop)), tl!(locale, after.report), title, said);
    let inside = match report.held {
        true => inside(id, report, locale),
        false => view! { <p class="note">{tl!(locale, after.no_room)}</p> }.into_any(),
    };
    let page = view! { {head} <div class="stack" data-gap="large">{inside}</div> };
    Planned { title: format!("{}: {title}", tl!(locale, after.report)), html: page.into_any().to_html() }
}

fn inside(id: &WorkshopId, report: Report, locale: Locale) -> AnyView {
    let minutes = |n: u32| tl!(locale, after.minutes, n = n);
    let lines = report.lines.into_iter().map(|line| {
        let took = line.took.map_or_else(|| tl!(locale, after.did_not_run).to_owned(), minutes);
        view! { <tr><th scope="row" dir="auto">{line.title}</th><td>{minutes(line.planned)}</td><td>{took}</td></tr> }
    });
    let lines = lines.collect_view();
    let answers = report.said.into_iter().map(counted).collect_view();
    let spoken = (!report.spoken.is_empty()).then(|| {
        let blocks = report.spoken.into_iter().map(counted).collect_view();
        view! {
            <section class="part" aria-labelledby="spoken" data-print="no">
                <h2 id="spoken">{tl!(locale, after.spoken)}</h2>
                <p class="note">{tl!(locale, after.spoken_words)}</p>
                {blocks}
            </section>
        }
    });
    let people = report.guests.into_iter().map(|guest| {
        view! { <tr><th scope="row" dir="auto">{guest.name}</th><td>{tl!(locale, after.percent, n = guest.share)}</td></tr> }
    });
    let people = people.collect_view();
    let hand_over = report.over.then(|| {
        let hand_over = ServerAction::<HandOverShares>::new();
        let id = id.to_string();
        view! {
            <Form action=hand_over reload=true><Hidden name="workshop" value=id/><Button kind="quiet">{tl!(locale, after.shares_verb)}</Button></Form>
        }
    });
    view! {
        <p data-print="no"><a class="btn" data-kind="quiet" href=format!("/live/{id}/report.csv") rel="external" download="">{tl!(locale, after.csv_verb)}</a></p>
        <section class="part" aria-labelledby="plan">
            <h2 id="plan">{tl!(locale, after.plan)}</h2>
            <table class="chart-table" data-text="">
                <thead><tr><th scope="col">{tl!(locale, after.block)}</th><th scope="col">{tl!(locale, after.planned)}</th><th scope="col">{tl!(locale, after.took)}</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
            {report.mixing.map(|words| view! { <p class="note">{words}</p> })}
        </section>
        <section class="part" aria-labelledby="said">
            <h2 id="said">{tl!(locale, after.counted)}</h2>
            <p class="note">{tl!(locale, after.counted_words)}</p>
            {answers}
        </section>
        {spoken}
        <section class="part" aria-labelledby="shares">
            <h2 id="shares">{tl!(locale, after.shares)}</h2>
            <p class="note">{tl!(locale, after.shares_words)}</p>
            <table class="chart-table" data-text=""><tbody>{people}</tbody></table>
            {hand_over}
        </section>
    }
    .into_any()
}

fn counted(said: Said) -> AnyView {
    let rows = said.rows.into_iter().map(|(what, value)| {
        view! { <tr><th scope="row" dir="auto">{what}</th><td dir="auto">{value}</td></tr> }
    });
    let rows = rows.collect_view();
    view! {
        <h3 dir="auto">{said.label}</h3>
        <p class="note">{said.counted}</p>
        <table class="chart-table" data-text=""><tbody>{rows}</tbody></table>
    }
    .into_any()
}
