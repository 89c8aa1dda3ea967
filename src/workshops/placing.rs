//! Puts into words how seats are shared out, where somebody stands, and why they wait.

use super::model::place::{DrawShown, Entry, LinkShown, PlaceShown, Seating, SeatsPart, Standing};
use super::model::seating::{Bar, Mode, Part, Room, Rule, Waiter, Wish};
use super::store::seating::{self, Held};
use super::store::{self, Workshop};
use super::wording;
use crate::accounts::model::Profession;
use crate::kit::{Locale, Moment, Viewer};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::time;
use crate::tl;

/// For whom words are made.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Their language.
    pub locale: Locale,
    /// Their zone.
    pub zone: &'a str,
}

/// What a workshop's page shows of its seats, for this viewer.
pub async fn seating(
    conn: &mut Conn,
    workshop: &Workshop,
    viewer: Option<&Viewer>,
    locale: Locale,
    now: Moment,
) -> Result<Seating> {
    let zone = viewer.map_or(workshop.details.zone.as_str(), |viewer| viewer.zone.as_str());
    let to = Reader { locale, zone };
    let room = seating::room(conn, workshop).await?;
    let held = match viewer {
        Some(viewer) => seating::held_by(conn, &workshop.id, &viewer.id).await?,
        None => None,
    };
    let class = match viewer {
        Some(viewer) if held.is_none() => seating::class_of(conn, &viewer.id).await?,
        _ => None,
    };
    let asks = Waiter { class, wish: Wish::Auto, approved: false, asks_now: true };
    // Nobody knows a visitor's profession: to them a free seat is a free seat.
    let bar = room.bar_of(&asks, now).filter(|bar| viewer.is_some() || !matches!(bar, Bar::Kept(_) | Bar::Most(..)));
    let entry = match &bar {
        None => Entry::Seat,
        Some(Bar::Approval) => Entry::Apply,
        Some(Bar::Draw(_)) => Entry::Enter,
        Some(_) => Entry::Wait(workshop.seats.waiting + 1),
    };
    let mine = match &held {
        Some(held) => Some(place(conn, &room, workshop, held, to, now).await?),
        None => None,
    };
    Ok(Seating {
        parts: parts(&room, locale, now),
        free: room.left(class, now),
        back: back(workshop, to, now),
        why: bar.filter(|_| matches!(entry, Entry::Wait(_))).map(|bar| why(&bar, to)),
        entry,
        mode: mode(workshop.mode, to),
        rules: room.rules.iter().flat_map(|rule| rule_words(rule, &room, to, now)).collect(),
        mine,
        draw: drawn(conn, workshop, viewer, to).await?,
    })
}

fn parts(room: &Room, locale: Locale, now: Moment) -> Vec<SeatsPart> {
    let words = |part: Part| SeatsPart {
        kept_for: part.class.map(|profession| profession.label(locale).to_owned()),
        taken: part.taken,
        open: part.open,
    };
    room.parts(now).into_iter().map(words).collect()
}

/// What the link of a letter shows.
pub async fn link(
    conn: &mut Conn,
    workshop: &Workshop,
    held: &Held,
    locale: Locale,
    zone: &str,
    now: Moment,
) -> Result<LinkShown> {
    let to = Reader { locale, zone };
    let room = seating::room(conn, workshop).await?;
    let details = &workshop.details;
    let mine = place(conn, &room, workshop, held, to, now).await?;
    Ok(LinkShown {
        page: workshop.page(),
        title: details.title.clone(),
        when: wording::when(details.starts_at, details.ends_at, &details.zone, zone, locale),
        mine,
    })
}

async fn place(
    conn: &mut Conn,
    room: &Room,
    workshop: &Workshop,
    held: &Held,
    to: Reader<'_>,
    now: Moment,
) -> Result<PlaceShown> {
    let bar = held.waits().then(|| room.bar_of(&held.waiter(), now));
    let standing = match &bar {
        None if held.is_offered() => Standing::Offered,
        None => Standing::Seat,
        Some(Some(Bar::Approval)) => Standing::Applied,
        Some(Some(Bar::Draw(_))) => Standing::Entered,
        Some(_) => {
            let mine = store::my_place(conn, &workshop.id, &held.user).await?;
            Standing::Waiting(mine.and_then(|mine| mine.waiting_position).unwrap_or(1))
        }
    };
    let seated = standing == Standing::Seat;
    Ok(PlaceShown {
        standing,
        back: if seated { back(workshop, to, now) } else { String::new() },
        may_leave: if seated { workshop.life.may_cancel(now) } else { workshop.life.is_coming(now) },
        why: bar.map(|bar| bar.map_or_else(|| tl!(to.locale, seats.why_next).to_owned(), |bar| why(&bar, to))),
        until: held.offered_until.filter(|_| held.is_offered()).map(|at| moment(at, to)),
        wish: held.wish,
    })
}

/// Until when a seat can be given back, and what to do when that has passed.
pub fn back(workshop: &Workshop, to: Reader<'_>, now: Moment) -> String {
    match workshop.life.cancel_until {
        Some(until) if now < until => tl!(to.locale, seats.back_until, at = moment(until, to)),
        Some(until) => tl!(to.locale, seats.back_over, at = moment(until, to)),
        None => tl!(to.locale, workshops.cancel_any_time).to_owned(),
    }
}

/// Why somebody waits.
pub fn why(bar: &Bar, to: Reader<'_>) -> String {
    let locale = to.locale;
    match bar {
        Bar::Full => tl!(locale, seats.why_full).to_owned(),
        Bar::Kept(kept) => {
            let who: Vec<String> = kept.iter().map(|(whose, until)| with_until(*whose, *until, to)).collect();
            tl!(locale, seats.why_kept, who = who.join(tl!(locale, seats.and)))
        }
        Bar::Most(whose, n, until) => tl!(locale, seats.why_most, what = with_until(*whose, *until, to), n = n),
        Bar::Approval => tl!(locale, seats.why_approval).to_owned(),
        Bar::Draw(at) => tl!(locale, seats.why_draw, at = moment(*at, to)),
        Bar::TooLate(hours) => tl!(locale, seats.why_too_late, n = hours),
    }
}

fn with_until(whose: Profession, until: Option<Moment>, to: Reader<'_>) -> String {
    let what = whose.label(to.locale);
    match until {
        Some(at) => {
            let until = tl!(to.locale, seats.until, at = moment(at, to));
            tl!(to.locale, seats.with_until, what = what, until = until)
        }
        None => what.to_owned(),
    }
}

fn mode(mode: Mode, to: Reader<'_>) -> Option<String> {
    match mode {
        Mode::Approval => Some(tl!(to.locale, seats.mode_approval).to_owned()),
        Mode::Lottery { draw_at, drawn: false } => Some(tl!(to.locale, seats.mode_lottery, at = moment(draw_at, to))),
        Mode::First | Mode::Lottery { .. } => None,
    }
}

/// A rule in sentences, each with what becomes of it.
fn rule_words(rule: &Rule, room: &Room, to: Reader<'_>, now: Moment) -> Vec<String> {
    let locale = to.locale;
    let what = rule.profession.label(locale);
    let taken = room.taken_by(Some(rule.profession));
    let mut words = Vec::new();
    if rule.kept > 0 {
        words.push(tl!(locale, seats.rule_kept, what = what, n = rule.kept, taken = taken));
    }
    if let Some(most) = rule.most {
        words.push(tl!(locale, seats.rule_most, what = what, n = most, taken = taken));
    }
    if let Some(part) = rule.target {
        // A part of the mix means something only beside the others.
        let all: i64 = room.rules.iter().filter_map(|rule| rule.target).sum();
        words.push(match part == all {
            true => tl!(locale, seats.rule_first, what = what, taken = taken),
            false => tl!(locale, seats.rule_target, what = what, n = part, all = all, taken = taken),
        });
    }
    let until = rule.released_at.map(|at| match rule.binds(now) {
        true => tl!(locale, seats.rule_until, at = moment(at, to)),
        false => tl!(locale, seats.rule_released).to_owned(),
    });
    match until {
        Some(until) => {
            words.into_iter().map(|what| tl!(locale, seats.with_until, what = what, until = until.as_str())).collect()
        }
        None => words,
    }
}

async fn drawn(
    conn: &mut Conn,
    workshop: &Workshop,
    viewer: Option<&Viewer>,
    to: Reader<'_>,
) -> Result<Option<DrawShown>> {
    let (Some(at), Some(seed)) = (workshop.drawn_at, &workshop.draw_seed) else { return Ok(None) };
    let order = seating::result(conn, &workshop.id, viewer.map(|viewer| &viewer.id)).await?;
    let mine = order.iter().zip(1_i64..).find(|(drawn, _)| drawn.mine).map(|(_, position)| position);
    Ok(Some(DrawShown {
        words: tl!(to.locale, seats.draw_words, at = moment(at, to), n = order.len()),
        mine,
        seed: seed.clone(),
        order: order.into_iter().map(|drawn| drawn.ticket).collect(),
    }))
}

fn moment(at: Moment, to: Reader<'_>) -> String {
    time::day_and_clock(at, to.zone, to.locale)
}
