//! Puts together what screens show. Nothing of it is kept: each snapshot is read anew.

use std::collections::BTreeSet;

use sqlx::Row;

use super::people::seat;
use super::{Room, last_act, name_of, open_room, presence};
use crate::accounts::model::{Profession, introduced};
use crate::kit::id::{UserId, WorkshopId};
use crate::kit::{Locale, Moment};
use crate::live::plan::model::{Both, RunSheet};
use crate::live::room::groups;
use crate::live::room::model::Run;
use crate::live::room::model::run::Standing;
use crate::live::room::model::wire::{
    Call, Desk, DeskBlock, DeskPerson, Presence, Seat, ShownBlock, ShownGroup, Stage,
};
use crate::live::room::wording;
use crate::live::tools;
use crate::live::tools::store::Shown;
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::time;

/// A snapshot of an open room, from which each kind of screen gets its own.
pub struct Snapshot {
    room: Room,
    people: Vec<Entered>,
    here: BTreeSet<UserId>,
    counted: (u32, u32),
    shown: Shown,
    groups: Vec<ShownGroup>,
    calls: Vec<(Call, UserId)>,
    now: Moment,
    /// When somebody's presence runs out, unless something is heard.
    pub until: Option<Moment>,
}

/// Somebody who came in.
struct Entered {
    user: UserId,
    seat: Seat,
    name: String,
    profession: (String, String),
    resting: bool,
    hand: bool,
    host: bool,
}

/// Reads a room; one that is closed is `NotFound`.
pub async fn snapshot(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<Snapshot> {
    let room = open_room(conn, id).await?;
    let (here, until) = presence::here(conn, id, now).await?;
    Ok(Snapshot {
        people: people(conn, id).await?,
        here,
        until,
        counted: counted(conn, id).await?,
        shown: tools::store::shown(conn, id, room.run.current_key().unwrap_or_default(), now).await?,
        groups: groups::shown(conn, id, &room.sheet, &room.run).await?,
        calls: calls(conn, id).await?,
        room,
        now,
    })
}

/// What everybody in the room may see.
pub async fn stage(conn: &mut Conn, id: &WorkshopId, now: Moment) -> Result<Stage> {
    Ok(snapshot(conn, id, now).await?.stage())
}

/// What hosts see, in their language.
pub async fn desk(conn: &mut Conn, id: &WorkshopId, now: Moment, locale: Locale) -> Result<Desk> {
    let snapshot = snapshot(conn, id, now).await?;
    snapshot.desk(conn, id, locale).await
}

impl Snapshot {
    /// What everybody in the room may see. What hosts say is left out of it.
    pub fn stage(&self) -> Stage {
        let Snapshot { room, shown, now, .. } = self;
        let current = room.run.current();
        Stage {
            seq: room.seq,
            at: now.0 / 1000,
            title: room.title.clone(),
            phase: room.run.phase(*now),
            now: current.and_then(|index| block(&room.sheet, &room.run, index)),
            next: next(&room.sheet, &room.run),
            blocks: room.sheet.blocks.len() as u32,
            presence: self.presence(),
            prompts: shown.prompts.clone(),
            questions: shown.questions.clone(),
            lines: shown.lines.clone(),
            groups: self.groups.clone(),
            notice: room.notice.clone(),
            last_minute: room.run.last_minute(*now),
        }
    }

    /// What hosts see, in their language.
    pub async fn desk(&self, conn: &mut Conn, id: &WorkshopId, locale: Locale) -> Result<Desk> {
        let Snapshot { room, here, now, .. } = self;
        let run = &room.run;
        let blocks = room.sheet.blocks.iter().zip(&run.blocks).enumerate();
        let blocks = blocks.map(|(index, (block, stretch))| DeskBlock {
            block: block.clone(),
            seconds: stretch.seconds,
            took: run.took(index),
        });
        let leader = match &room.leader {
            Some(leader) => Some(name_of(conn, id, leader).await?),
            None => None,
        };
        let last_act = match last_act(conn, id).await? {
            Some((deed, Some(actor))) => Some((wording::deed(deed, locale), name_of(conn, id, &actor).await?)),
            Some((deed, None)) => Some((wording::deed(deed, locale), String::new())),
            None => None,
        };
        Ok(Desk {
            stage: self.stage(),
            turn: room.turn,
            blocks: blocks.collect(),
            drift: run.drift(*now),
            starts: room.starts.0.0 / 1000,
            offset: time::at(room.starts.0, &room.starts.1).offset().seconds(),
            leader,
            leader_here: room.leader.as_ref().is_some_and(|leader| here.contains(leader)),
            last_act,
            people: self.people.iter().map(|person| self.person(person, locale)).collect(),
            calls: self.calls(),
            waiting: self.shown.waiting.clone(),
            taken: tools::store::taken(conn, id).await?,
            code: room.code.clone(),
            mixing: groups::mixing(conn, id, (&room.sheet, run), locale).await?,
        })
    }

    /// Who is here.
    pub fn here(&self) -> &BTreeSet<UserId> {
        &self.here
    }

    /// When the run does something by itself.
    pub fn wakes_at(&self) -> Option<Moment> {
        self.room.run.wakes_at(self.now)
    }

    /// When the next prompt has all its answers.
    pub fn settles_at(&self) -> Option<Moment> {
        self.shown.settles_at
    }

    fn presence(&self) -> Presence {
        let here = self.people.iter().filter(|person| self.here.contains(&person.user)).count() as u32;
        // Also those who put their phone away: a count that fell as somebody goes would tell hosts who rests.
        let resting = self.people.iter().filter(|person| person.resting).count() as u32;
        let (registered, checked_in) = self.counted;
        Presence { registered, checked_in, here, resting }
    }

    fn person(&self, person: &Entered, locale: Locale) -> DeskPerson {
        let (profession, own_words) = &person.profession;
        DeskPerson {
            seat: person.seat,
            name: person.name.clone(),
            profession: introduced(Profession::parse(profession), own_words, locale).unwrap_or_default(),
            here: self.here.contains(&person.user),
            hand: person.hand,
            group: self.group_of(person.seat),
            host: person.host,
        }
    }

    fn group_of(&self, seat: Seat) -> Option<u32> {
        let of = self.groups.iter().find(|group| group.people.iter().any(|(other, _)| *other == seat));
        of.map(|group| group.number)
    }

    /// The calls, each group's first only: who called is not said.
    fn calls(&self) -> Vec<Call> {
        let mut calls: Vec<Call> = Vec::new();
        for (call, user) in &self.calls {
            let caller = self.people.iter().find(|person| person.user == *user);
            let group = caller.and_then(|caller| self.group_of(caller.seat));
            if group.is_none() || calls.iter().all(|other| other.group != group) {
                calls.push(Call { group, ..call.clone() });
            }
        }
        calls
    }
}

/// A block as participants see it.
fn block(sheet: &RunSheet, run: &Run, index: usize) -> Option<ShownBlock> {
    let (block, stretch) = (sheet.blocks.get(index)?, run.blocks.get(index)?);
    let mut block = block.clone();
    block.host_says = Both::default();
    // What is prepared is shown when it is asked.
    block.prompts = Vec::new();
    Some(ShownBlock { block, index: index as u32, seconds: stretch.seconds })
}

/// The name of what comes next; before it begins, that of the first block.
fn next(sheet: &RunSheet, run: &Run) -> Option<Both> {
    let index = match run.standing {
        Standing::Waiting => 0,
        Standing::Ended { .. } => return None,
        Standing::Running { block, .. } | Standing::Paused { block, .. } => block as usize + 1,
    };
    sheet.blocks.get(index).map(|block| block.title.clone())
}

/// How many have a seat, and how many of them came: checked in, or into this room.
async fn counted(conn: &mut Conn, id: &WorkshopId) -> Result<(u32, u32)> {
    let row = sqlx::query(
        "select count(*) as seats, count(coalesce(r.checked_in_at, p.entered_at)) as came from registrations r
         left join live_people p on p.workshop_id = r.workshop_id and p.user_id = r.user_id
         where r.workshop_id = $1 and r.cancelled_at is null and r.confirmed_at is not null",
    )
    .bind(id.as_str())
    .fetch_one(conn)
    .await?;
    let number = |name: &str| -> Result<u32> { seat(row.try_get::<i64, _>(name)?) };
    Ok((number("seats")?, number("came")?))
}

async fn people(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<Entered>> {
    let rows = sqlx::query(
        "select p.user_id, p.seat, p.name, p.resting_at, p.hand_at, u.profession, u.profession_other,
                cast(case when w.host_id = p.user_id or h.user_id is not null then 1 else 0 end as bigint) as host
         from live_people p join users u on u.id = p.user_id join workshops w on w.id = p.workshop_id
         left join workshop_hosts h on h.workshop_id = p.workshop_id and h.user_id = p.user_id
         where p.workshop_id = $1 and p.left_at is null order by p.seat, p.user_id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in rows {
        people.push(Entered {
            user: row.try_get::<String, _>("user_id")?.parse()?,
            seat: seat(row.try_get("seat")?)?,
            name: row.try_get("name")?,
            profession: (row.try_get("profession")?, row.try_get("profession_other")?),
            resting: row.try_get::<Option<i64>, _>("resting_at")?.is_some(),
            hand: row.try_get::<Option<i64>, _>("hand_at")?.is_some(),
            host: row.try_get::<i64, _>("host")? == 1,
        });
    }
    Ok(people)
}

async fn calls(conn: &mut Conn, id: &WorkshopId) -> Result<Vec<(Call, UserId)>> {
    let rows = sqlx::query(
        "select id, user_id, called_at from live_calls
         where workshop_id = $1 and answered_at is null order by called_at, id",
    )
    .bind(id.as_str())
    .fetch_all(conn)
    .await?;
    let mut calls = Vec::with_capacity(rows.len());
    for row in rows {
        let call = Call { id: row.try_get(0)?, group: None, at: row.try_get::<i64, _>(2)? / 1000 };
        calls.push((call, row.try_get::<String, _>(1)?.parse()?));
    }
    Ok(calls)
}
