//! The page of the groups, made into HTML on the server: only hosts use it.

use leptos::prelude::*;
use sqlx::Row;

use super::api::{GroupsMake, GroupsMixing, GroupsPair, GroupsPlace};
use super::{groups_of, plan, rounds, store, wording};
use crate::kit::Locale;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::room::model::wire::{Seat, ShownGroup};
use crate::live::room::store::people::seat;
use crate::live::room::store::{Room, find};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::tl;
use crate::ui::{Back, Button, CheckBox, Form, Hidden, Icon, Select, TextAreaField};
use crate::workshops::model::planned::Planned;

/// Somebody who is in the room.
struct Person {
    user: UserId,
    seat: Seat,
    name: String,
    seated: bool,
}

/// A round with its groups.
struct Shown {
    title: String,
    mixing: Option<String>,
    asked: bool,
    begun: bool,
    groups: Vec<ShownGroup>,
}

/// The page of a workshop that the viewer may change.
pub async fn cards(conn: &mut Conn, (id, title): (&WorkshopId, &str), locale: Locale, done: &str) -> Result<Planned> {
    let inside = match find(conn, id).await? {
        Some(room) => inside(conn, id, &room, locale).await?,
        None => view! { <p class="note">{tl!(locale, after.no_room)}</p> }.into_any(),
    };
    let said = said(done, locale);
    let said = said.map(|words| view! { <p class="flash" role="status"><Icon name="check"/><span>{words}</span></p> });
    let page = view! {
        <header class="page-head">
            <Back href=format!("/live/{id}/host") words=tl!(locale, after.to_host)/>
            <p class="eyebrow">{tl!(locale, after.cards)}</p>
            <h1 dir="auto">{title.to_owned()}</h1>
            {said}
        </header>
        <div class="stack" data-gap="large">{inside}</div>
    };
    Ok(Planned { title: format!("{}: {title}", tl!(locale, after.cards)), html: page.into_any().to_html() })
}

fn said(done: &str, locale: Locale) -> Option<&'static str> {
    Some(match done {
        "made" => tl!(locale, after.done_made),
        "wished" => tl!(locale, after.done_pair),
        "placed" => tl!(locale, after.done_placed),
        "saved" => tl!(locale, after.done_saved),
        _ => return None,
    })
}

async fn inside(conn: &mut Conn, id: &WorkshopId, room: &Room, locale: Locale) -> Result<AnyView> {
    let shown = all(conn, id, room, locale).await?;
    let none = shown.is_empty();
    let shown = shown.into_iter().map(|round| one(round, locale)).collect_view();
    let forms = match room.closed_at {
        Some(_) => ().into_any(),
        None => forms(conn, id, room, locale).await?,
    };
    Ok(view! {
        {none.then(|| view! { <p class="note">{tl!(locale, after.no_rounds)}</p> })}
        {shown}
        {forms}
    }
    .into_any())
}

async fn all(conn: &mut Conn, id: &WorkshopId, room: &Room, locale: Locale) -> Result<Vec<Shown>> {
    let mut all = Vec::new();
    for (block, _) in plan::rounds(&room.sheet) {
        let kept = rounds::round(conn, id, &block.key).await?;
        let score = kept.as_ref().and_then(|kept| kept.score.as_ref());
        all.push(Shown {
            title: block.title.get(locale).to_owned(),
            mixing: score.map(|score| wording::mixing(score, locale)),
            asked: kept.as_ref().is_some_and(|kept| kept.made_at.is_none()),
            begun: kept.as_ref().is_some_and(|kept| kept.begun_at.is_some()),
            groups: groups_of(conn, id, &block.key).await?,
        });
    }
    Ok(all)
}

fn one(round: Shown, locale: Locale) -> AnyView {
    let Shown { title, mixing, asked, begun, groups } = round;
    let state = match (asked, groups.is_empty(), begun) {
        (true, ..) => Some(tl!(locale, after.round_asked)),
        (_, true, _) => Some(tl!(locale, after.round_none)),
        (.., true) => Some(tl!(locale, after.round_begun)),
        _ => None,
    };
    let cards = groups.into_iter().map(|group| {
        let names = group.people.into_iter().map(|(_, name)| view! { <li dir="auto">{name}</li> }).collect_view();
        let link = (!group.link.is_empty()).then(|| view! { <p class="note">{group.link}</p> });
        view! {
            <li class="group-card"><h3>{tl!(locale, after.group, n = group.number)}</h3><ul>{names}</ul>{link}</li>
        }
    });
    let cards = cards.collect_view();
    view! {
        <section class="part">
            <h2 dir="auto">{title}</h2>
            {state.map(|words| view! { <p class="note">{words}</p> })}
            {mixing.map(|words| view! { <p class="note" data-print="no">{words}</p> })}
            <ul class="group-cards" role="list">{cards}</ul>
        </section>
    }
    .into_any()
}

async fn forms(conn: &mut Conn, id: &WorkshopId, room: &Room, locale: Locale) -> Result<AnyView> {
    let people = people(conn, id).await?;
    let pairs = store::pairs(conn, id).await?;
    let mixing = store::mixing(conn, id).await?;
    let next = plan::next_round(&room.sheet, &room.run).map(|(block, _)| block.title.get(locale).to_owned());
    let make = next.map(|title| {
        let make = ServerAction::<GroupsMake>::new();
        let id = id.to_string();
        view! {
            <section class="part" data-print="no">
                <h2>{tl!(locale, after.make)}</h2>
                <p>{tl!(locale, after.make_words, title = title)}</p>
                <Form action=make reload=true><Hidden name="workshop" value=id/><Button>{tl!(locale, after.make_verb)}</Button></Form>
            </section>
        }
    });
    let set = ServerAction::<GroupsMixing>::new();
    let workshop = id.to_string();
    Ok(view! {
        {make}
        {wishes(id, &people, &pairs, locale)}
        {places(id, &people, locale)}
        <section class="part" data-print="no">
            <h2>{tl!(locale, after.links)}</h2>
            <Form action=set reload=true>
                <Hidden name="workshop" value=workshop/>
                <TextAreaField name="links" label=tl!(locale, after.links_label) hint=tl!(locale, after.links_hint) value=mixing.links.join("\n") optional=true/>
                <CheckBox name="series" label=tl!(locale, after.series) hint=tl!(locale, after.series_hint) checked=mixing.series/>
                <Button kind="quiet">{tl!(locale, after.save)}</Button>
            </Form>
        </section>
    }
    .into_any())
}

/// Who is to sit together, and who is not.
fn wishes(id: &WorkshopId, people: &[Person], pairs: &[(UserId, UserId, bool)], locale: Locale) -> AnyView {
    let find = |user: &UserId| people.iter().find(|person| person.user == *user);
    let kept = pairs.iter().filter_map(|(a, b, together)| Some((find(a)?, find(b)?, *together)));
    let kept = kept.map(|(a, b, together)| {
        let drop = ServerAction::<GroupsPair>::new();
        let (id, one, other) = (id.to_string(), a.seat.to_string(), b.seat.to_string());
        let key = format!("{one}-{other}");
        let words = if together { tl!(locale, after.together) } else { tl!(locale, after.apart) };
        let names = tl!(locale, after.pair_names, one = a.name.as_str(), other = b.name.as_str());
        view! {
            <li class="row"><span class="row-body"><span class="row-title" dir="auto">{names}</span><span class="row-note">{words}</span></span>
                <Form action=drop reload=true key=key>
                    <Hidden name="workshop" value=id/><Hidden name="one" value=one/><Hidden name="other" value=other/>
                    <Button kind="text" small=true>{tl!(locale, after.unpair)}</Button>
                </Form></li>
        }
    });
    let kept = kept.collect_view();
    let set = ServerAction::<GroupsPair>::new();
    let options = || people.iter().map(|person| (person.seat.to_string(), person.name.clone())).collect::<Vec<_>>();
    let (one, other) = (options(), options());
    let wish = vec![
        ("apart".to_owned(), tl!(locale, after.apart).to_owned()),
        ("together".to_owned(), tl!(locale, after.together).to_owned()),
    ];
    let workshop = id.to_string();
    view! {
        <section class="part" data-print="no">
            <h2>{tl!(locale, after.wishes)}</h2>
            <p>{tl!(locale, after.wishes_words)}</p>
            <ul class="rows" role="list">{kept}</ul>
            <Form action=set reload=true>
                <Hidden name="workshop" value=workshop/>
                <Select name="one" label=tl!(locale, after.person_a) options=one/>
                <Select name="other" label=tl!(locale, after.person_b) options=other/>
                <Select name="wish" label=tl!(locale, after.wish) options=wish/>
                <Button kind="quiet">{tl!(locale, after.save)}</Button>
            </Form>
        </section>
    }
    .into_any()
}

/// Who sits in groups.
fn places(id: &WorkshopId, people: &[Person], locale: Locale) -> AnyView {
    let rows = people.iter().map(|person| {
        let place = ServerAction::<GroupsPlace>::new();
        let (id, seat, name) = (id.to_string(), person.seat.to_string(), person.name.clone());
        let (to, words) = match person.seated {
            true => ("out", tl!(locale, after.leave_out)),
            false => ("in", tl!(locale, after.put_in)),
        };
        view! {
            <li class="row"><span class="row-body" dir="auto">{name}</span>
                <Form action=place reload=true key=seat.clone()>
                    <Hidden name="workshop" value=id/><Hidden name="seat" value=seat/><Hidden name="to" value=to.to_owned()/>
                    <Button kind="text" small=true>{words}</Button>
                </Form></li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="part" data-print="no">
            <h2>{tl!(locale, after.places)}</h2>
            <p>{tl!(locale, after.places_words)}</p>
            <ul class="rows" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

async fn people(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<Person>> {
    let rows = sqlx::query(
        "select p.user_id, p.seat, p.name, l.seated,
                cast(case when w.host_id = p.user_id or h.user_id is not null then 1 else 0 end as bigint) as host
         from live_people p join workshops w on w.id = p.workshop_id
         left join workshop_hosts h on h.workshop_id = p.workshop_id and h.user_id = p.user_id
         left join live_placing l on l.workshop_id = p.workshop_id and l.user_id = p.user_id
         where p.workshop_id = $1 and p.left_at is null order by p.seat, p.user_id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in rows {
        let is_host = row.try_get::<i64, _>("host")? == 1;
        people.push(Person {
            user: row.try_get::<String, _>("user_id")?.parse()?,
            seat: seat(row.try_get("seat")?)?,
            name: row.try_get("name")?,
            seated: row.try_get::<Option<i64>, _>("seated")?.map_or(!is_host, |seated| seated == 1),
        });
    }
    Ok(people)
}
