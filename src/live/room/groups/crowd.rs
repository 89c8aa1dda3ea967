//! The people of a room as the mixing knows them: by numbers, with what counts about them, whom they met, and what the
//! host wishes.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{rounds, store};
use crate::accounts::model::Experience;
use crate::kit::Moment;
use crate::kit::id::{UserId, WorkshopId};
use crate::live::groups::{Event, Person, Round};
use crate::server::db::Conn;
use crate::server::failure::Result;

/// The people, and what is known of them.
pub struct Crowd {
    /// Who the numbers are, in the order of their seats.
    pub people: Vec<UserId>,
    /// Those who came in and are to sit in groups.
    pub entered: BTreeSet<UserId>,
    /// Those of them who are not known to be away: a seat that they have stays theirs, and they get no other.
    pub present: BTreeSet<UserId>,
    /// The event with its fixed rounds: those that took place.
    pub event: Event,
}

impl Crowd {
    /// The number of somebody.
    pub fn number(&self, user: &UserId) -> Option<usize> {
        self.people.iter().position(|other| other == user)
    }

    /// Groups of numbers; whoever is not in the crowd is passed over.
    pub fn round(&self, groups: &[Vec<UserId>]) -> Round {
        groups.iter().map(|group| group.iter().filter_map(|user| self.number(user)).collect()).collect()
    }
}

/// Whoever was not heard of for so long is away, in seconds. Who reads the page without a program is never heard of.
const AWAY: i64 = 60;

/// Reads it. Rounds in `open` do not count as such that took place.
pub async fn read(conn: &mut Conn, id: &WorkshopId, open: &[&str], now: Moment) -> Result<Crowd> {
    let rows = sqlx::query(
        "select p.user_id, p.left_at, u.profession, u.profession_other, u.experience, l.seated,
                cast(case when w.host_id = p.user_id or h.user_id is not null then 1 else 0 end as bigint) as host,
                (select cast(max(e.until) as bigint) from live_presence e
                 where e.workshop_id = p.workshop_id and e.user_id = p.user_id) as here_until,
                (select count(*) from registrations r where r.user_id = p.user_id and r.workshop_id <> p.workshop_id
                        and r.checked_in_at is not null and r.cancelled_at is null) as attended,
                (select count(*) from live_people o
                 where o.user_id = p.user_id and o.workshop_id <> p.workshop_id) as entered
         from live_people p join users u on u.id = p.user_id join workshops w on w.id = p.workshop_id
         left join workshop_hosts h on h.workshop_id = p.workshop_id and h.user_id = p.user_id
         left join live_placing l on l.workshop_id = p.workshop_id and l.user_id = p.user_id
         where p.workshop_id = $1 order by p.seat, p.user_id",
    )
    .bind(id.as_str())
    .fetch_all(&mut *conn)
    .await?;
    let (mut people, mut facts) = (Vec::new(), Vec::new());
    let (mut entered, mut present) = (BTreeSet::new(), BTreeSet::new());
    let mut professions = BTreeMap::new();
    for row in &rows {
        let user: UserId = row.try_get::<String, _>("user_id")?.parse()?;
        let is_host = row.try_get::<i64, _>("host")? == 1;
        let seated = row.try_get::<Option<i64>, _>("seated")?.map_or(!is_host, |seated| seated == 1);
        let away = row.try_get::<Option<i64>, _>("here_until")?.is_some_and(|until| until < now.plus_seconds(-AWAY).0);
        if seated && row.try_get::<Option<i64>, _>("left_at")?.is_none() {
            entered.insert(user.clone());
            if !away {
                present.insert(user.clone());
            }
        }
        facts.push(person(row, &mut professions)?);
        people.push(user);
    }
    // Where all are new nobody can be put beside somebody who is not.
    if facts.iter().all(|person| person.first_timer) {
        facts.iter_mut().for_each(|person| person.first_timer = false);
    }
    // Nor can professions be mixed where there is one.
    if professions.len() < 2 {
        facts.iter_mut().for_each(|person| person.profession = None);
    }
    let mut crowd = Crowd { people, entered, present, event: Event { people: facts, ..Event::default() } };
    remember(conn, id, open, &mut crowd).await?;
    Ok(crowd)
}

fn person(row: &AnyRow, professions: &mut BTreeMap<String, u16>) -> Result<Person> {
    let (profession, own_words): (String, String) = (row.try_get("profession")?, row.try_get("profession_other")?);
    let word = if own_words.is_empty() { profession } else { own_words };
    let next = u16::try_from(professions.len()).unwrap_or(u16::MAX);
    Ok(Person {
        profession: (!word.is_empty()).then(|| *professions.entry(word).or_insert(next)),
        // Profiles do not say where somebody works.
        organisation: None,
        years: Experience::parse(&row.try_get::<String, _>("experience")?).map(band),
        first_timer: row.try_get::<i64, _>("attended")? == 0 && row.try_get::<i64, _>("entered")? == 0,
    })
}

fn band(experience: Experience) -> u8 {
    match experience {
        Experience::Student | Experience::UpToThree => 0,
        Experience::UpToNine => 1,
        Experience::UpToNineteen | Experience::TwentyAndMore => 2,
    }
}

/// Whom they met, and what the host wishes.
async fn remember(conn: &mut Conn, id: &WorkshopId, open: &[&str], crowd: &mut Crowd) -> Result<()> {
    let mut fixed = Vec::new();
    for kept in rounds::all(conn, id).await?.iter().filter(|kept| kept.took_place()) {
        if !open.contains(&kept.block.as_str()) {
            let groups = store::sits(conn, id, &kept.block).await?;
            fixed.push(crowd.round(&groups.into_values().collect::<Vec<_>>()));
        }
    }
    let pairs = |pairs: &[(UserId, UserId)]| -> Vec<(usize, usize)> {
        pairs.iter().filter_map(|(a, b)| crowd.number(a).zip(crowd.number(b))).collect()
    };
    let met = match store::mixing(conn, id).await?.series {
        true => pairs(&store::met_before(conn, id).await?),
        false => Vec::new(),
    };
    let wishes = store::pairs(conn, id).await?;
    let wished = |wanted: bool| -> Vec<(UserId, UserId)> {
        let these = wishes.iter().filter(|(_, _, together)| *together == wanted);
        these.map(|(a, b, _)| (a.clone(), b.clone())).collect()
    };
    let (together, apart) = (pairs(&wished(true)), pairs(&wished(false)));
    crowd.event = Event { fixed, met, together, apart, ..std::mem::take(&mut crowd.event) };
    Ok(())
}
