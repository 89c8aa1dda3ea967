//! Carrying over what was decided about one date of a course to the others: all of it or nothing is written.

use super::history::note;
use super::plan::{self, Plan, SeatRule};
use super::{By, Details, Workshop, audience, bulk, course, find, for_editor, host, questions, series};
use crate::kit::id::{QuestionId, UserId, WorkshopId};
use crate::kit::{Error, Locale, Moment};
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::state::new_id;
use crate::server::time;
use crate::tl;
use crate::workshops::model::Editor;
use crate::workshops::model::questions::{Question, QuestionKind};
use crate::workshops::model::spread::Part;
use crate::workshops::store::Edited;

/// Another date of the course, and what would change there.
#[derive(Clone, Debug)]
pub struct Other {
    /// The date as it stands.
    pub workshop: Workshop,
    /// What differs, of that which is to be carried over.
    pub changes: Vec<Part>,
}

/// The other dates that this editor may change and that have not begun, the first one first.
pub async fn others(
    conn: &mut Conn,
    editor: &Editor,
    from: &Workshop,
    parts: &[Part],
    now: Moment,
) -> Result<Vec<Other>> {
    let Some(course) = &from.series else { return Ok(Vec::new()) };
    let source = Settled::of(conn, from).await?;
    let mut others = Vec::new();
    for date in series::read(conn, course).await?.dates {
        if date.id == from.id || date.cancelled || date.starts_at <= now {
            continue;
        }
        let workshop = find(conn, &date.id).await?;
        if !audience::may_change(conn, editor, &workshop).await? {
            continue;
        }
        let there = Settled::of(conn, &workshop).await?;
        let differs = |part: &Part| source.differs(from, &there, &workshop, *part);
        let changes = Part::ALL.into_iter().filter(|part| parts.contains(part)).filter(differs).collect();
        others.push(Other { workshop, changes });
    }
    Ok(others)
}

/// What stands for the state of these dates: whatever is changed there changes it.
pub fn mark(others: &[Other]) -> String {
    others.iter().map(|other| other.workshop.version.to_string()).collect::<Vec<_>>().join(".")
}

/// What a host wants carried over, and what they had read.
#[derive(Clone, Debug)]
pub struct Order {
    /// The version of the date that it comes from.
    pub version: i64,
    /// `mark` of the other dates.
    pub seen: String,
    /// What.
    pub parts: Vec<Part>,
}

/// Carries it over; says to how many dates. Whoever is registered hears of a new place as after any change. A
/// `Conflict` when something is no longer as it was read.
pub async fn spread(
    conn: &mut Conn,
    config: &Config,
    (editor, actor, locale): (&Editor, &UserId, Locale),
    id: &WorkshopId,
    order: &Order,
    now: Moment,
) -> Result<usize> {
    if let Some(series) = for_editor(conn, editor, id).await?.series {
        course::lock_all(conn, &series).await?;
    }
    let from = plan::open(conn, editor, id, order.version, false, now).await?;
    let others = others(conn, editor, &from, &order.parts, now).await?;
    if mark(&others) != order.seen {
        return Err(Error::Conflict.into());
    }
    let source = Settled::of(conn, &from).await?;
    let mut done = 0;
    for Other { workshop, changes } in others.iter().filter(|other| !other.changes.is_empty()) {
        carry(conn, config, (editor, actor, locale), (&from, &source), workshop, changes, now).await?;
        let words: Vec<&str> = changes.iter().map(|part| part.as_str()).collect();
        note(conn, &workshop.id, None, Some(actor), "spread", &words.join(" "), now).await?;
        done += 1;
    }
    if done > 0 {
        note(conn, id, None, Some(actor), "spread_to", &done.to_string(), now).await?;
    }
    Ok(done)
}

async fn carry(
    conn: &mut Conn,
    config: &Config,
    (editor, actor, locale): (&Editor, &UserId, Locale),
    (from, source): (&Workshop, &Settled),
    to: &Workshop,
    changes: &[Part],
    now: Moment,
) -> Result<()> {
    let id = &to.id;
    let details = merged(&from.details, &to.details, changes);
    let refused = |words: String| Error::field("", format!("{}: {words}", when(to, locale)));
    if changes.contains(&Part::Rules) {
        let kept: i64 = source.rules.iter().map(|rule| rule.kept).sum();
        if kept > details.capacity {
            let words = tl!(locale, planning.error_kept_too_many, kept = kept, all = details.capacity);
            return Err(refused(words).into());
        }
        let by = to.details.starts_at.0 - from.details.starts_at.0;
        let mut rules = source.rules.clone();
        rules.iter_mut().for_each(|rule| rule.released_at = rule.released_at.map(|at| Moment(at.0 + by)));
        plan::save_rules(conn, id, &rules, actor, now).await?;
    }
    if changes.contains(&Part::Questions) {
        align_questions(conn, &from.id, id, now).await?;
    }
    if changes.contains(&Part::Materials) {
        let (before, after) = &source.materials;
        sqlx::query("update workshops set materials_before = $2, materials_after = $3 where id = $1")
            .bind(id.as_str())
            .bind(before)
            .bind(after)
            .execute(&mut *conn)
            .await?;
    }
    let fee = if changes.contains(&Part::Fee) { &from.fee } else { &to.fee };
    let until = match changes.contains(&Part::Deadline) {
        true => source.deadline.map(|before| Moment(to.details.starts_at.0 - before)),
        false => to.life.cancel_until,
    };
    sqlx::query(
        "update workshops set fee = $2, cancel_until = $3, version = version + 1, updated_at = $4 where id = $1",
    )
    .bind(id.as_str())
    .bind(fee)
    .bind(until.map(|at| at.0))
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    if details == to.details {
        return bulk::settle(conn, config, id, now).await;
    }
    let version = find(conn, id).await?.version;
    match host::edit(conn, config, By { editor, actor, now }, id, version, &details).await? {
        Edited::Saved => Ok(()),
        Edited::TooFewSeats(taken) => Err(refused(tl!(locale, workshops.error_too_few_seats, taken = taken)).into()),
        Edited::InThePast => Err(Error::Conflict.into()),
    }
}

/// The details of a date after the change.
fn merged(from: &Details, to: &Details, changes: &[Part]) -> Details {
    let mut details = to.clone();
    for part in changes {
        match part {
            Part::Title => details.title.clone_from(&from.title),
            Part::Body => details.body.clone_from(&from.body),
            Part::Place => {
                details.place.clone_from(&from.place);
                details.online_url.clone_from(&from.online_url);
            }
            Part::Capacity => details.capacity = from.capacity,
            Part::Rules | Part::Questions | Part::Fee | Part::Deadline | Part::Materials => {}
        }
    }
    details
}

fn when(workshop: &Workshop, locale: Locale) -> String {
    time::day_and_clock(workshop.details.starts_at, &workshop.details.zone, locale)
}

/// A question without its ids: what makes two dates ask the same. The condition names the place of the other one.
type Asked = (QuestionKind, String, String, Vec<String>, bool, Option<(usize, String)>);

/// What is settled about a date beside its details, told relative to its start.
struct Settled {
    rules: Vec<SeatRule>,
    /// Each rule's release, in microseconds before the start.
    released: Vec<Option<i64>>,
    asked: Vec<Asked>,
    /// Microseconds before the start.
    deadline: Option<i64>,
    /// What is read before, and afterwards.
    materials: (String, String),
}

impl Settled {
    async fn of(conn: &mut Conn, workshop: &Workshop) -> Result<Settled> {
        let starts = workshop.details.starts_at.0;
        let Plan { rules, day, .. } = plan::read(conn, &workshop.id).await?;
        let all = questions::list(conn, &workshop.id).await?;
        Ok(Settled {
            released: rules.iter().map(|rule| rule.released_at.map(|at| starts - at.0)).collect(),
            rules,
            asked: all.iter().map(|question| asked(question, &all)).collect(),
            deadline: workshop.life.cancel_until.map(|at| starts - at.0),
            materials: (day.materials_before, day.materials_after),
        })
    }

    fn differs(&self, here: &Workshop, there: &Settled, other: &Workshop, part: Part) -> bool {
        let (mine, theirs) = (&here.details, &other.details);
        let plain = |rules: &[SeatRule]| -> Vec<SeatRule> {
            rules.iter().map(|rule| SeatRule { released_at: None, ..rule.clone() }).collect()
        };
        match part {
            Part::Title => mine.title != theirs.title,
            Part::Body => mine.body != theirs.body,
            Part::Place => (&mine.place, &mine.online_url) != (&theirs.place, &theirs.online_url),
            Part::Capacity => mine.capacity != theirs.capacity,
            Part::Rules => plain(&self.rules) != plain(&there.rules) || self.released != there.released,
            Part::Questions => self.asked != there.asked,
            Part::Fee => here.fee != other.fee,
            Part::Deadline => self.deadline != there.deadline,
            Part::Materials => self.materials != there.materials,
        }
    }
}

fn asked(question: &Question, all: &[Question]) -> Asked {
    let condition = question.shown_if.clone().and_then(|(on, answer)| {
        let place = all.iter().position(|one| one.id == on)?;
        Some((place, answer))
    });
    let Question { kind, label, help, choices, required, .. } = question.clone();
    (kind, label, help, choices, required, condition)
}

/// Makes `to` ask what `from` asks. A question of the same words keeps its answers; what is asked no more is removed
/// as by hand, and its answers stay until they are purged.
pub(super) async fn align_questions(conn: &mut Conn, from: &WorkshopId, to: &WorkshopId, now: Moment) -> Result<()> {
    let mut theirs = questions::list(conn, to).await?;
    let mut ids: Vec<(String, String)> = Vec::new();
    for (position, question) in (1_i64..).zip(questions::list(conn, from).await?) {
        let same = theirs.iter().position(|one| one.label == question.label && one.kind == question.kind);
        let id = match same {
            Some(at) => theirs.remove(at).id,
            None => new_id::<QuestionId>(now).into(),
        };
        let on = question.shown_if.as_ref().and_then(|(on, _)| ids.iter().find(|(old, _)| old == on));
        sqlx::query(
            "insert into questions (id, workshop_id, position, kind, label, help, choices, required,
                                    shown_if_question, shown_if_answer, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             on conflict (id) do update set position = excluded.position, help = excluded.help,
                 choices = excluded.choices, required = excluded.required,
                 shown_if_question = excluded.shown_if_question, shown_if_answer = excluded.shown_if_answer",
        )
        .bind(&id)
        .bind(to.as_str())
        .bind(position)
        .bind(question.kind.as_str())
        .bind(&question.label)
        .bind(&question.help)
        .bind(question.choices.join("\n"))
        .bind(i64::from(question.required))
        .bind(on.map(|(_, id)| id.clone()))
        .bind(on.and(question.shown_if.clone()).map(|(_, answer)| answer))
        .bind(now.0)
        .execute(&mut *conn)
        .await?;
        ids.push((question.id, id));
    }
    for gone in theirs {
        sqlx::query("update questions set removed_at = $2 where id = $1")
            .bind(gone.id)
            .bind(now.0)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
