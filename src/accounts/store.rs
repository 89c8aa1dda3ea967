//! SQL and row mapping: people, their roles and their promises. Links and sign-ins have files of their own.

pub mod address;
pub mod closing;
pub mod joining;
pub mod links;
pub mod secrets;

use sqlx::Row;

use super::model::{Experience, Interest, Profession, Profile, Purpose};
use crate::kit::id::UserId;
use crate::kit::{Error, Locale, Moment, Role, locale};
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;

pub use joining::{create_admin, setup_link};

/// A person to be.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Who.
    pub id: UserId,
    /// The mail address, trimmed and in lower case.
    pub email: String,
    /// The PHC string of the password; empty when none was chosen yet, which fits nothing.
    pub password_hash: String,
    /// The name they want to be called.
    pub name: String,
    /// The language of their pages and letters.
    pub locale: Locale,
    /// Their IANA time zone.
    pub zone: String,
}

impl NewPerson {
    /// What the person chose themselves.
    pub fn sign_up(&self) -> links::SignUp {
        links::SignUp {
            password_hash: self.password_hash.clone(),
            name: self.name.clone(),
            locale: self.locale,
            zone: self.zone.clone(),
        }
    }
}

/// What a letter needs to know of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The name they want to be called.
    pub name: String,
    /// The mail address.
    pub address: String,
    /// The language of their letters.
    pub locale: Locale,
    /// Their IANA time zone.
    pub zone: String,
}

/// Adds a person and their key. Their address is not verified yet, so they cannot sign in.
pub async fn create(conn: &mut Conn, person: &NewPerson, now: Moment, vault: &Vault) -> Result<()> {
    sqlx::query(
        "insert into users (id, email, password_hash, name, locale, zone, profession, profession_other, experience,
                            region, works_alone, interests, created_at)
         values ($1, $2, $3, $4, $5, $6, '', '', '', '', 0, '', $7)",
    )
    .bind(person.id.as_str())
    .bind(&person.email)
    .bind(&person.password_hash)
    .bind(&person.name)
    .bind(locale::tag(person.locale))
    .bind(&person.zone)
    .bind(now.0)
    .execute(&mut *conn)
    .await?;
    vault.create_key(conn, &person.id, now).await
}

/// Notes that the address is the person's own, and voids the links that could have proven it; a second time changes
/// nothing.
pub async fn verify(conn: &mut Conn, user: &UserId, now: Moment) -> Result<()> {
    sqlx::query("update users set verified_at = $1 where id = $2 and verified_at is null")
        .bind(now.0)
        .bind(user.as_str())
        .execute(&mut *conn)
        .await?;
    links::void(conn, Purpose::Verify, Some(user), now).await
}

/// What letters to a person need.
pub async fn contact_of(conn: &mut Conn, user: &UserId) -> Result<Contact> {
    let row = sqlx::query("select name, email, locale, zone from users where id = $1")
        .bind(user.as_str())
        .fetch_optional(conn)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(Contact {
        name: row.try_get(0)?,
        address: row.try_get(1)?,
        locale: locale::parse(&row.try_get::<String, _>(2)?),
        zone: row.try_get(3)?,
    })
}

/// What a person says about themselves.
pub async fn profile(conn: &mut Conn, user: &UserId) -> Result<Profile> {
    let row = sqlx::query(
        "select name, profession, profession_other, experience, region, works_alone, interests, locale, zone
         from users where id = $1",
    )
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Profile {
        name: row.try_get(0)?,
        profession: Profession::parse(&row.try_get::<String, _>(1)?),
        profession_other: row.try_get(2)?,
        experience: Experience::parse(&row.try_get::<String, _>(3)?),
        region: row.try_get(4)?,
        works_alone: row.try_get::<i64, _>(5)? != 0,
        interests: row.try_get::<String, _>(6)?.split(' ').filter_map(Interest::parse).collect(),
        locale: locale::parse(&row.try_get::<String, _>(7)?),
        zone: row.try_get(8)?,
    })
}

/// Keeps what a person says about themselves.
pub async fn set_profile(conn: &mut Conn, user: &UserId, profile: &Profile) -> Result<()> {
    let interests: Vec<&str> = profile.interests.iter().map(|interest| interest.as_str()).collect();
    sqlx::query(
        "update users set name = $1, profession = $2, profession_other = $3, experience = $4, region = $5,
                          works_alone = $6, interests = $7, locale = $8, zone = $9
         where id = $10",
    )
    .bind(&profile.name)
    .bind(profile.profession.map_or("", Profession::as_str))
    .bind(&profile.profession_other)
    .bind(profile.experience.map_or("", Experience::as_str))
    .bind(&profile.region)
    .bind(i64::from(profile.works_alone))
    .bind(interests.join(" "))
    .bind(locale::tag(profile.locale))
    .bind(&profile.zone)
    .bind(user.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// Changes the language of a person's pages and letters.
pub async fn set_language(conn: &mut Conn, user: &UserId, to: Locale) -> Result<()> {
    sqlx::query("update users set locale = $1 where id = $2")
        .bind(locale::tag(to))
        .bind(user.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives a role; giving it again changes nothing.
pub async fn grant(conn: &mut Conn, user: &UserId, role: Role, by: Option<&UserId>, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into user_roles (user_id, role, granted_at, granted_by) values ($1, $2, $3, $4)
         on conflict (user_id, role) do nothing",
    )
    .bind(user.as_str())
    .bind(role.as_str())
    .bind(now.0)
    .bind(by.map(|by| by.as_str().to_owned()))
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a role back.
pub async fn revoke(conn: &mut Conn, user: &UserId, role: Role) -> Result<()> {
    sqlx::query("delete from user_roles where user_id = $1 and role = $2")
        .bind(user.as_str())
        .bind(role.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that a person gave the promise; giving it again keeps the first date.
pub async fn accept_promise(conn: &mut Conn, user: &UserId, version: i64, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into promises (user_id, version, accepted_at) values ($1, $2, $3)
         on conflict (user_id, version) do nothing",
    )
    .bind(user.as_str())
    .bind(version)
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// When a person gave that version of the promise.
pub async fn promised_at(conn: &mut Conn, user: &UserId, version: i64) -> Result<Option<Moment>> {
    let row = sqlx::query("select accepted_at from promises where user_id = $1 and version = $2")
        .bind(user.as_str())
        .bind(version)
        .fetch_optional(conn)
        .await?;
    row.map(|row| Ok(Moment(row.try_get(0)?))).transpose()
}
