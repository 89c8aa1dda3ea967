//! The words of workshops, for search: title, text, host and place.

use sqlx::Row;

use crate::kit::id::{UserId, WorkshopId};
use crate::server::db::Conn;
use crate::server::failure::Result;
use crate::server::markdown;
use crate::server::search::{self, Words};

/// What search knows workshops by.
const KIND: &str = "workshop";

/// Those whose words were never put in.
const MISSING: &str = "select w.id from workshops w
     where not exists (select 1 from search_pairs p
                       where p.kind = 'workshop' and p.object_id = w.id and p.pair = $1)
     order by w.id limit 200";

/// Puts the words of a workshop in; part of the write that makes or changes it.
pub async fn index(conn: &mut Conn, id: &WorkshopId) -> Result<()> {
    if let Some(text) = text(conn, id.as_str()).await? {
        search::put(conn, KIND, id.as_str(), &text).await?;
    }
    Ok(())
}

/// Puts the words of all workshops of a host in anew, whose name has changed.
pub async fn index_of(conn: &mut Conn, host: &UserId) -> Result<()> {
    let rows = sqlx::query("select id from workshops where host_id = $1 order by id")
        .bind(host.as_str())
        .fetch_all(&mut *conn)
        .await?;
    for row in rows {
        index(conn, &row.try_get::<String, _>(0)?.parse()?).await?;
    }
    Ok(())
}

/// Some workshops whose words were never put in: those from before there was a search.
pub async fn not_indexed(conn: &mut Conn) -> Result<Vec<WorkshopId>> {
    let ids = search::missing(conn, MISSING).await?;
    ids.iter().map(|id| Ok(id.parse()?)).collect()
}

/// The workshops that hold all the words, as `,id,id,`. Words too short for pairs are looked for in titles.
pub async fn having(conn: &mut Conn, words: &Words) -> Result<String> {
    let mut found = String::from(",");
    match search::candidates(conn, KIND, words).await? {
        Some(ids) => {
            for id in ids {
                let holds = text(conn, &id).await?.is_some_and(|text| words.all_in(&search::fold(&text)));
                if holds {
                    found.push_str(&id);
                    found.push(',');
                }
            }
        }
        None => {
            let titles = sqlx::query(
                "select id, title from workshops where published_at is not null order by starts_at desc, id desc
                 limit 2000",
            );
            for row in titles.fetch_all(conn).await? {
                if words.all_in(&search::fold(&row.try_get::<String, _>(1)?)) {
                    found.push_str(&row.try_get::<String, _>(0)?);
                    found.push(',');
                }
            }
        }
    }
    Ok(found)
}

/// What can be found of a workshop.
async fn text(conn: &mut Conn, id: &str) -> Result<Option<String>> {
    let row = sqlx::query(
        "select w.title, w.body, u.name, w.place from workshops w join users u on u.id = w.host_id where w.id = $1",
    )
    .bind(id.to_owned())
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (title, body): (String, String) = (row.try_get(0)?, row.try_get(1)?);
    let (host, place): (String, String) = (row.try_get(2)?, row.try_get(3)?);
    Ok(Some(format!("{title}\n{}\n{host}\n{place}", markdown::to_text(&body))))
}
