//! What takes place, and who comes: through the same doors as everybody, each at a moment of their own.

use super::calendar::ZONE;
use super::content::{Gathering, State};
use super::day;
use super::stage::Stage;
use crate::accounts::model::Profession;
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::plan::content;
use crate::live::plan::draft::Change;
use crate::live::plan::store as run_sheets;
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};
use crate::workshops::model::seating::{Mode, Wish};
use crate::workshops::model::{Editor, Kind};
use crate::workshops::reminders;
use crate::workshops::store::plan::SeatRule;
use crate::workshops::store::{self as workshops, Asking, By, Details, seating};

/// The member whose next gathering is the one that the content names, so chance sends her to none.
const NOT_BY_CHANCE: [&str; 2] = ["minato", "satomi"];

/// The gathering that people are reminded of four days before as well, so that there is a reminder to look at.
const REMINDED_EARLY: &str = "first-exchange";
/// Its reminders, in minutes before.
const REMINDERS: [i64; 3] = [4 * 24 * 60, 24 * 60, 60];

/// The gatherings whose run sheet is prepared, and the templates of these.
const PREPARED: [(&str, &str); 5] = [
    ("first-exchange", "t1"),
    ("case-circle", "t2"),
    ("value-cards-autumn", "t3"),
    ("value-cards", "t3"),
    ("dialogue-architects", "t4"),
];

/// All gatherings with their registrations.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let content = stage.content;
    for gathering in &content.gatherings {
        hold(conn, stage, gathering).await?;
    }
    reminders::write_due(conn, stage.config, stage.vault, stage.calendar.now()).await
}

async fn hold(conn: &mut Conn, stage: &mut Stage<'_>, gathering: &Gathering) -> Result<()> {
    let now = stage.calendar.now();
    let details = details(stage, gathering)?;
    let planned = match gathering.state {
        State::Draft => now.plus_days(-2),
        _ => details.starts_at.plus_days(-40).min(now.plus_days(-12)),
    };
    let host = stage.person(&gathering.host)?;
    let id: WorkshopId = stage.id(planned);
    workshops::create(conn, &id, &host, &details, planned).await?;
    if gathering.key == REMINDED_EARLY {
        workshops::reminders::set_rules(conn, &id, &REMINDERS).await?;
    }
    let editor = Editor::Host(host.clone());
    prepare(conn, gathering, By { editor: &editor, actor: &host, now: planned }, &id).await?;
    if gathering.state == State::Draft {
        return Ok(());
    }
    share_out(conn, gathering, &id, details.starts_at).await?;
    let published = planned.plus_hours(20);
    if !workshops::publish(conn, By { editor: &editor, actor: &host, now: published }, &id).await? {
        return Err(Failure::refused(format!("the gathering {} cannot be published", gathering.key)));
    }
    // Registrations end before it begins, before it was called off, and before now.
    let called_off = (gathering.state == State::Cancelled).then(|| now.plus_days(-1));
    let last = called_off.unwrap_or(now).min(details.starts_at).plus_hours(-3);
    for (guest, at) in guests(stage, gathering, published, last)? {
        let asking = Asking { wish: wish(stage, gathering, &guest)?, ..Asking::default() };
        seating::register_with(conn, stage.config, &id, &guest, &asking, at).await?;
    }
    for key in &gathering.gives_back {
        let person = stage.person(key)?;
        workshops::cancel(conn, stage.config, &id, &person, last.plus_minutes(30)).await?;
    }
    if let Some(at) = called_off {
        workshops::call_off(conn, stage.config, By { editor: &editor, actor: &host, now: at }, &id).await?;
    }
    // Long enough ago that everything of afterwards is past, too.
    if details.ends_at < now.plus_days(-1) {
        day::fill(conn, stage, gathering, &id, &host, (details.starts_at, details.ends_at)).await?;
    }
    Ok(())
}

/// Begins its run sheet with a template.
async fn prepare(conn: &mut Conn, gathering: &Gathering, by: By<'_>, id: &WorkshopId) -> Result<()> {
    let template = PREPARED.iter().find(|(key, _)| *key == gathering.key);
    let Some(template) = template.and_then(|(_, template)| content::template(template)) else { return Ok(()) };
    let begun = run_sheets::change(conn, by, id, 0, &Change::Start(template.sheet.clone())).await?;
    begun.map(drop).map_err(|_| Failure::refused(format!("{} has no run sheet", gathering.key)))
}

/// How seats are shared out: by the content, released three days before, drawn a week before.
async fn share_out(conn: &mut Conn, gathering: &Gathering, id: &WorkshopId, starts_at: Moment) -> Result<()> {
    let mode = match gathering.mode.as_str() {
        "lottery" => Mode::Lottery { draw_at: starts_at.plus_days(-7), drawn: false },
        "approval" => Mode::Approval,
        _ => Mode::First,
    };
    let released_at = Some(starts_at.plus_days(-3));
    let rule = |(name, kept): (&String, &i64)| {
        let known = Profession::parse(name);
        known.ok_or_else(|| Failure::refused(format!("{name} is no profession that seats can be kept for")))?;
        Ok(SeatRule { profession: name.clone(), kept: *kept, most: None, target: None, released_at })
    };
    let rules = gathering.kept.iter().map(rule).collect::<Result<Vec<_>>>()?;
    seating::share_out(conn, id, mode, &rules).await
}

/// What a guest wishes when a seat becomes free later.
fn wish(stage: &Stage<'_>, gathering: &Gathering, guest: &UserId) -> Result<Wish> {
    for (key, wish) in &gathering.wishes {
        if stage.person(key)? == *guest {
            return Wish::parse(wish, Some(24)).ok_or_else(|| Failure::refused(format!("{wish} is no wish")));
        }
    }
    Ok(Wish::Auto)
}

fn details(stage: &Stage<'_>, gathering: &Gathering) -> Result<Details> {
    let starts_at = stage.calendar.weekday(gathering.days, &gathering.weekday, &gathering.at)?;
    let kind = Kind::parse(&gathering.kind)
        .ok_or_else(|| Failure::refused(format!("{} is no kind of gathering", gathering.kind)))?;
    let online_url =
        if gathering.online { format!("https://meet.demo.example/{}", gathering.key) } else { String::new() };
    Ok(Details {
        kind,
        title: gathering.title.clone(),
        body: gathering.body.clone(),
        starts_at,
        ends_at: starts_at.plus_minutes(gathering.minutes),
        zone: ZONE.to_owned(),
        capacity: gathering.capacity,
        place: gathering.place.clone(),
        online_url,
    })
}

/// Who registers when: those who will give their place back, those whom the content names, and others by chance.
fn guests(stage: &mut Stage<'_>, gathering: &Gathering, from: Moment, to: Moment) -> Result<Vec<(UserId, Moment)>> {
    let named: Vec<&String> = gathering.gives_back.iter().chain(&gathering.who).collect();
    let mut others = Vec::new();
    for person in &stage.content.people {
        let free = !named.contains(&&person.key)
            && person.key != gathering.host
            && !NOT_BY_CHANCE.contains(&person.key.as_str());
        if free && stage.joined(&person.key)?.1 < to.plus_days(-1) {
            others.push(&person.key);
        }
    }
    stage.shuffle(&mut others);
    others.truncate(gathering.people - gathering.who.len());
    let keys: Vec<&String> = named.into_iter().chain(others).collect();
    let step = (to.0 - from.0) / (keys.len() as i64 + 1);
    let mut guests = Vec::with_capacity(keys.len());
    for (at, key) in (1_i64..).zip(keys) {
        let (id, joined) = stage.joined(key)?;
        guests.push((id, Moment(from.0 + step * at).max(joined.plus_hours(1))));
    }
    guests.sort_by_key(|(_, at)| *at);
    Ok(guests)
}
