//! SQL and row mapping.

use sqlx::Row;

use crate::kit::id::UserId;
use crate::kit::{Error, Locale, locale};
use crate::server::Result;
use crate::server::db::Conn;

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
