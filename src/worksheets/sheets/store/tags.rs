//! The value cards that other sheets go on from.

use super::answers::Kept;
use crate::kit::Locale;
use crate::kit::id::UserId;
use crate::server::Result;
use crate::server::crypto::Vault;
use crate::server::db::Conn;
use crate::worksheets::content::values_of;
use crate::worksheets::sheets::tags;
use crate::worksheets::store as cards;

/// The top list of the latest finished value cards: card and name.
pub async fn top(conn: &mut Conn, vault: &Vault, owner: &UserId, locale: Locale) -> Result<Vec<(String, String)>> {
    let rounds = cards::rounds(conn, owner).await?;
    let Some(latest) = rounds.into_iter().filter(|one| one.finished_at.is_some()).max_by_key(|one| one.finished_at)
    else {
        return Ok(Vec::new());
    };
    let answer = cards::open(conn, vault, owner, &latest.id).await?;
    let (values, sitting) = (values_of(answer.version)?, answer.kept.sitting);
    let named = |id: &String| (id.clone(), values.card(id, &sitting.custom, locale).name);
    Ok(sitting.top.iter().map(named).collect())
}

/// Keeps what stands on the cards of one's own that were chosen just now: the next round of the value cards numbers its own
/// anew.
pub async fn name(conn: &mut Conn, vault: &Vault, owner: &UserId, locale: Locale, kept: &mut Kept) -> Result<()> {
    let unnamed = tags::unnamed(&kept.play, &kept.names);
    if unnamed.is_empty() {
        return Ok(());
    }
    let offered = tags::offered(&kept.names, top(conn, vault, owner, locale).await?);
    kept.names.extend(offered.into_iter().filter(|(id, _)| unnamed.contains(id)));
    Ok(())
}
