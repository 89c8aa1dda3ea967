//! Who may see a published workshop. Lists, pages, feeds and registration all ask here.

use sqlx::Row;

use super::Workshop;
use crate::kit::Viewer;
use crate::kit::id::{UserId, WorkshopId};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::workshops::address;
use crate::workshops::model::{Editor, Visibility};

/// The condition on a row `w` of `workshops` under which the person with the given parameter (`''`: a visitor)
/// finds it in lists and feeds. What is shown by link is in no list, save for those who have a place there.
#[macro_export]
macro_rules! listed_for {
    ($user:literal) => {
        concat!(
            "(w.visibility = 'public' or (w.visibility = 'members' and ",
            $user,
            " <> '')
              or (w.visibility = 'cohort' and exists (
                    select 1 from cohort_people c
                    where c.cohort_id = w.visible_cohort and c.user_id = ",
            $user,
            " and c.left_at is null))
              or exists (
                    select 1 from registrations p
                    where p.workshop_id = w.id and p.cancelled_at is null and p.user_id = ",
            $user,
            "))"
        )
    };
}

/// Whether a person (or a visitor) may see a published workshop: as the lists say, or with the key of its address.
pub async fn admits(conn: &mut Conn, workshop: &Workshop, user: Option<&UserId>, key: &str) -> Result<bool> {
    match workshop.visibility {
        Visibility::Public => return Ok(true),
        Visibility::Link if workshop.visible_key.as_deref().is_some_and(|right| right == key) => return Ok(true),
        _ => {}
    }
    let row = sqlx::query(concat!("select 1 from workshops w where w.id = $1 and ", listed_for!("$2")))
        .bind(workshop.id.as_str())
        .bind(user.map_or("", |user| user.as_str()).to_owned())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// The page of a workshop for somebody who has a place there or had one: with the key, which their letters hold too.
pub async fn page_for(conn: &mut Conn, id: &WorkshopId, user: &UserId) -> Result<String> {
    let row = sqlx::query(
        "select w.visible_key from workshops w
         where w.id = $1 and w.visibility = 'link' and w.visible_key is not null
           and exists (select 1 from registrations r where r.workshop_id = w.id and r.user_id = $2)",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    let key: String = row.map_or(Ok(String::new()), |row| row.try_get(0))?;
    Ok(address::page(id, &key))
}

/// Whether this editor may change the workshop: its host, those it asked to host it too, and organisers.
pub async fn may_change(conn: &mut Conn, editor: &Editor, workshop: &Workshop) -> Result<bool> {
    match editor {
        editor if editor.may_change(&workshop.host) => Ok(true),
        Editor::Host(id) => is_cohost(conn, workshop, id).await,
        Editor::Organiser => Ok(true),
    }
}

/// Whether the viewer may change the workshop.
pub async fn viewer_may_change(conn: &mut Conn, viewer: Option<&Viewer>, workshop: &Workshop) -> Result<bool> {
    match viewer.and_then(|viewer| Editor::of(viewer).ok()) {
        Some(editor) => may_change(conn, &editor, workshop).await,
        None => Ok(false),
    }
}

/// Whether the person was asked to host it too.
pub async fn is_cohost(conn: &mut Conn, workshop: &Workshop, user: &UserId) -> Result<bool> {
    let row = sqlx::query("select 1 from workshop_hosts where workshop_id = $1 and user_id = $2")
        .bind(workshop.id.as_str())
        .bind(user.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}
