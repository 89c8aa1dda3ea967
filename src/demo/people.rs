//! Who there is: accounts, roles, cohorts.

use super::content::Person;
use super::stage::Stage;
use crate::accounts::model::{Experience, Interest, Profession, Profile};
use crate::accounts::store::{self as accounts, NewPerson};
use crate::admin::model::Part;
use crate::admin::store as admin;
use crate::kit::id::{CohortId, UserId};
use crate::kit::{Moment, Role, locale};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::session::PROMISE_VERSION;

/// The organiser, who gives everybody else their roles.
const ORGANISER: &str = "satomi";

/// Everybody with a profile and roles, then the cohorts.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>, hash: &str) -> Result<()> {
    let content = stage.content;
    for person in &content.people {
        let joined = stage.calendar.days_ago(person.joined_days_ago, "12:40")?;
        let id: UserId = stage.id(joined);
        join(conn, stage, person, &id, hash, joined).await?;
        stage.enter(&person.key, id.clone(), joined);
        let organiser = if person.key == ORGANISER { None } else { Some(stage.person(ORGANISER)?) };
        for role in person.roles.iter().filter_map(|role| Role::parse(role)) {
            accounts::grant(conn, &id, role, organiser.as_ref(), joined.plus_days(1)).await?;
        }
    }
    for cohort in &content.cohorts {
        let opened = stage.calendar.days_ago(cohort.days_ago, "10:15")?;
        let id: CohortId = stage.id(opened);
        admin::create_cohort(conn, &id, &cohort.name, opened).await?;
        let parts = [(Part::Coach, &cohort.coaches), (Part::Member, &cohort.members)];
        for (part, keys) in parts {
            for key in keys {
                let person = stage.person(key)?;
                admin::join_cohort(conn, &id, &person, part.as_str(), opened.plus_minutes(5)).await?;
            }
        }
    }
    Ok(())
}

async fn join(
    conn: &mut Conn,
    stage: &Stage<'_>,
    person: &Person,
    id: &UserId,
    hash: &str,
    joined: Moment,
) -> Result<()> {
    let new = NewPerson {
        id: id.clone(),
        email: format!("{}@demo.example", person.key),
        password_hash: hash.to_owned(),
        name: person.name.clone(),
        locale: locale::parse(&person.locale),
        zone: person.zone.clone(),
    };
    accounts::create(conn, &new, joined, stage.vault).await?;
    accounts::verify(conn, id, joined.plus_minutes(4)).await?;
    accounts::accept_promise(conn, id, PROMISE_VERSION, joined.plus_minutes(7)).await?;
    let profile = Profile {
        name: new.name,
        profession: Profession::parse(&person.profession),
        profession_other: person.profession_other.clone(),
        experience: Experience::parse(&person.experience),
        region: person.region.clone(),
        works_alone: person.works_alone,
        interests: person.interests.iter().filter_map(|interest| Interest::parse(interest)).collect(),
        locale: new.locale,
        zone: new.zone,
    };
    accounts::set_profile(conn, id, &profile).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::model::region;
    use crate::demo::content;
    use crate::server::time;

    #[test]
    fn every_word_of_a_profile_is_one_of_ours() {
        let content = content::read().expect("the files are right");
        for person in &content.people {
            assert!(Profession::parse(&person.profession).is_some(), "{}", person.key);
            assert!(Experience::parse(&person.experience).is_some(), "{}", person.key);
            assert!(person.interests.iter().all(|one| Interest::parse(one).is_some()), "{}", person.key);
            assert!(person.roles.iter().all(|one| Role::parse(one).is_some()), "{}", person.key);
            assert!(region::is_known(&person.region) && time::is_zone(&person.zone), "{}", person.key);
        }
        for profession in Profession::ALL {
            let name = profession.as_str();
            assert!(content.people.iter().any(|person| person.profession == name), "nobody is a {name}");
        }
    }
}
