//! What people wrote, what they sent to their coaches, and what came back.

use super::content::{Entry, Share};
use super::stage::{Stage, later};
use crate::accounts::store::contact_of;
use crate::coaching::{answer_came, journal_came, store as coaching};
use crate::journal::model::template;
use crate::journal::store::{self as journal, NewShare, Save, Writer};
use crate::kit::Moment;
use crate::kit::id::{EntryId, RowId, ShareId, UserId};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};

/// All journals.
pub async fn fill(conn: &mut Conn, stage: &mut Stage<'_>) -> Result<()> {
    let content = stage.content;
    for entry in &content.journals {
        write(conn, stage, entry).await?;
    }
    Ok(())
}

async fn write(conn: &mut Conn, stage: &mut Stage<'_>, entry: &Entry) -> Result<()> {
    let begun = stage.calendar.days_ago(entry.days_ago, &entry.at)?;
    let owner = stage.person(&entry.owner)?;
    let template = template(&entry.template)
        .ok_or_else(|| Failure::refused(format!("there is no template {}", entry.template)))?;
    let fresh: EntryId = stage.id(begun);
    let id = journal::create_entry(conn, &owner, &fresh, &template.id, template.version, begun).await?;
    let saved = begun.plus_minutes(i64::from(template.minutes));
    let revision: RowId = stage.id(saved);
    let save = Save {
        entry: id.clone(),
        revision,
        base: 0,
        answers: entry.answers.clone(),
        finish: !entry.draft,
        from: Writer::default(),
    };
    let outcome = journal::save(conn, stage.vault, &owner, &save, saved).await?;
    match &entry.share {
        Some(share) => send(conn, stage, share, (&owner, &id, outcome.seq), later(saved, share.after_hours)).await,
        None => Ok(()),
    }
}

async fn send(
    conn: &mut Conn,
    stage: &mut Stage<'_>,
    share: &Share,
    (owner, entry, version): (&UserId, &EntryId, i64),
    sent: Moment,
) -> Result<()> {
    let coach = stage.person(&share.coach)?;
    let id: ShareId = stage.id(sent);
    let new = NewShare {
        id: id.clone(),
        entry: entry.clone(),
        version,
        coach: coach.clone(),
        steps: share.steps.clone(),
        ask: share.ask.clone(),
    };
    journal::share(conn, stage.vault, owner, &new, sent).await?;
    let name = contact_of(conn, owner).await?.name;
    journal_came(conn, stage.config, &coach, &name, (entry, &id), sent).await?;
    if let Some(hours) = share.opened_after_hours {
        journal::open_share(conn, stage.vault, &coach, &id, later(sent, hours)).await?;
    }
    let Some(answer) = &share.answer else { return Ok(()) };
    let answered = later(sent, answer.after_hours);
    let row: RowId = stage.id(answered);
    coaching::answer(conn, stage.vault, &coach, &id, &row, &answer.text, answered).await?;
    let name = contact_of(conn, &coach).await?.name;
    answer_came(conn, stage.config, owner, &name, entry, answered).await?;
    if let Some(hours) = answer.read_after_hours {
        coaching::mark_read(conn, owner, entry, later(answered, hours)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::demo::content;
    use crate::journal::model::template;

    #[test]
    fn every_answer_belongs_to_a_step_of_its_template() {
        let content = content::read().expect("the files are right");
        for entry in &content.journals {
            let template = template(&entry.template).expect("a template of ours");
            let answered = template.steps.iter().filter(|step| entry.answers.has(&step.id)).count();
            let written = serde_json::to_value(&entry.answers).expect("plain data");
            assert_eq!(written.as_object().map(|steps| steps.len()), Some(answered), "{} {}", entry.owner, entry.at);
            if let Some(share) = &entry.share {
                assert!(share.steps.iter().all(|step| entry.answers.has(step)), "{} {}", entry.owner, entry.at);
            }
        }
    }

    #[test]
    fn nothing_happens_in_the_future() {
        let content = content::read().expect("the files are right");
        for entry in &content.journals {
            let Some(share) = &entry.share else { continue };
            let answer = share.answer.as_ref();
            let hours = share.after_hours
                + answer.map_or(share.opened_after_hours.unwrap_or(0.0), |answer| {
                    answer.after_hours + answer.read_after_hours.unwrap_or(0.0)
                });
            let (hour, minute) = entry.at.split_once(':').expect("a time");
            let at = hour.parse::<f64>().expect("an hour") + minute.parse::<f64>().expect("a minute") / 60.0;
            // Half an hour for writing; now may be the first minute of today.
            assert!(at + 0.5 + hours < entry.days_ago as f64 * 24.0, "{} {}", entry.owner, entry.at);
        }
    }
}
