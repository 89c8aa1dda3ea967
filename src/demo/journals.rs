//! What people wrote, what they sent to their coaches, and what came back.

use super::asking;
use super::content::{Entry, Remark, Rewritten, Share};
use super::stage::{Stage, later};
use crate::accounts::store::contact_of;
use crate::coaching::reviews::store::{self as reviews, NewComment, NewMessage};
use crate::coaching::sharing::model::{Span, Terms};
use crate::coaching::{answer_came, journal_came, store as coaching};
use crate::journal::model::{Answer, SentCopy, template};
use crate::journal::store::{self as journal, NewShare, Save, Writer};
use crate::kit::Moment;
use crate::kit::id::{EntryId, RowId, ShareId, UserId};
use crate::server::db::Conn;
use crate::server::failure::{Failure, Result};

/// How long after its beginning somebody presses the button for the first time, in minutes.
const FIRST_LOOK: i64 = 4;

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
    let mut base = 0;
    if let Some(answers) = &entry.earlier {
        let at = begun.plus_minutes(FIRST_LOOK);
        let (entry, revision, answers) = (id.clone(), stage.id(at), answers.clone());
        let from = Writer { pressed: true, ..Writer::default() };
        let save = Save { entry, revision, base, answers, finish: false, from };
        base = journal::save(conn, stage.vault, &owner, &save, at).await?.seq;
    }
    let saved = begun.plus_minutes(i64::from(template.minutes));
    let revision: RowId = stage.id(saved);
    let save = Save {
        entry: id.clone(),
        revision,
        base,
        answers: entry.answers.clone(),
        finish: !entry.draft,
        from: Writer::default(),
    };
    let outcome = journal::save(conn, stage.vault, &owner, &save, saved).await?;
    if let Some(begun) = &entry.begun_copy {
        asking::begin(conn, stage, begun, (&owner, &id, outcome.seq), saved).await?;
    }
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
    let mut coaches = vec![coach.clone()];
    for other in &share.with {
        coaches.push(stage.person(other)?);
    }
    let answers = journal::answers(conn, stage.vault, owner, entry, version).await?.only(&share.steps);
    let terms = Terms { want: share.want.clone(), expires_at: Some(Span::default().end(sent)), live: false };
    let copy = SentCopy { answers, ask: share.ask.clone() };
    let new = NewShare { id: id.clone(), entry: entry.clone(), version, coaches, copy, terms };
    journal::share(conn, stage.vault, owner, &new, sent).await?;
    let name = contact_of(conn, owner).await?.name;
    for one in &new.coaches {
        journal_came(conn, stage.config, one, &name, (entry, &id), sent).await?;
    }
    if let Some(hours) = share.opened_after_hours {
        journal::open_share(conn, stage.vault, &coach, &id, later(sent, hours)).await?;
    }
    if let Some(hours) = share.claimed_after_hours {
        reviews::claim(conn, &coach, &id, 0, later(sent, hours)).await?;
    }
    let noted = later(sent, share.claimed_after_hours.or(share.opened_after_hours).unwrap_or_default());
    for remark in &share.remarks {
        remark_on(conn, stage, remark, (&coach, &id, &new.copy), noted).await?;
    }
    let Some(answer) = &share.answer else { return Ok(()) };
    let answered = later(sent, answer.after_hours);
    let row: RowId = stage.id(answered);
    reviews::answer(conn, stage.vault, &coach, &id, &row, &answer.text, answered).await?;
    let name = contact_of(conn, &coach).await?.name;
    answer_came(conn, stage.config, owner, &name, entry, answered).await?;
    if let Some(hours) = answer.read_after_hours {
        coaching::mark_read(conn, owner, entry, later(answered, hours)).await?;
    }
    if let Some(one) = &share.supervision {
        asking::bring(conn, stage, one, (owner, &coach, &id), sent).await?;
    }
    go_on(conn, stage, share, (owner, entry, &id), answered).await
}

async fn remark_on(
    conn: &mut Conn,
    stage: &mut Stage<'_>,
    remark: &Remark,
    (coach, share, copy): (&UserId, &ShareId, &SentCopy),
    at: Moment,
) -> Result<()> {
    let text = copy.answers.of(&remark.step).text;
    let found = text.find(&remark.words);
    let start = found.ok_or_else(|| Failure::refused(format!("{} does not say {}", remark.step, remark.words)))?;
    let start = text[..start].chars().count();
    let new = NewComment {
        id: stage.id(at),
        share: share.clone(),
        place: format!("{}/text", remark.step),
        passage: (start, start + remark.words.chars().count()),
        text: remark.text.clone(),
    };
    reviews::comment(conn, stage.vault, coach, &new, at).await
}

/// What came after the answer: a reply, and words that were written anew.
async fn go_on(
    conn: &mut Conn,
    stage: &mut Stage<'_>,
    share: &Share,
    (owner, entry, id): (&UserId, &EntryId, &ShareId),
    answered: Moment,
) -> Result<()> {
    if let Some(reply) = &share.reply {
        let at = later(answered, reply.after_hours);
        let key = stage.vault.key_of(conn, owner).await?;
        let comment = reviews::comments_of(conn, &key, id).await?.into_iter().next().map(|one| one.id);
        let new = NewMessage { id: stage.id(at), share: id.clone(), comment, text: reply.text.clone() };
        reviews::say(conn, stage.vault, owner, reviews::Writer::Author, &new, at).await?;
    }
    let Some(Rewritten { step, old, new, after_hours }) = &share.rewritten else { return Ok(()) };
    let at = later(answered, *after_hours);
    let head = journal::entry(conn, owner, entry).await?.head;
    let mut answers = journal::answers(conn, stage.vault, owner, entry, head).await?;
    let before = answers.of(step);
    answers.put(step, Answer { text: before.text.replace(old, new), ..before });
    let revision: RowId = stage.id(at);
    let save = Save { entry: entry.clone(), revision, base: head, answers, finish: false, from: Writer::default() };
    journal::save(conn, stage.vault, owner, &save, at).await.map(drop)
}

#[cfg(test)]
mod tests {
    use crate::demo::content;
    use crate::journal::model::sheet;

    #[test]
    fn every_answer_belongs_to_a_step_of_its_template() {
        let content = content::read().expect("the files are right");
        for entry in &content.journals {
            let sheet = sheet(&entry.template, crate::kit::Locale::ja);
            let answered = sheet.steps.iter().filter(|step| entry.answers.has(&step.id)).count();
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
            let after = share.reply.as_ref().map_or(0.0, |reply| reply.after_hours);
            let after = after.max(share.rewritten.as_ref().map_or(0.0, |one| one.after_hours));
            let begun = share.opened_after_hours.unwrap_or(0.0).max(share.claimed_after_hours.unwrap_or(0.0));
            let hours = share.after_hours
                + answer.map_or(begun, |answer| answer.after_hours + answer.read_after_hours.unwrap_or(0.0).max(after));
            let (hour, minute) = entry.at.split_once(':').expect("a time");
            let at = hour.parse::<f64>().expect("an hour") + minute.parse::<f64>().expect("a minute") / 60.0;
            // Half an hour for writing; now may be the first minute of today.
            assert!(at + 0.5 + hours < entry.days_ago as f64 * 24.0, "{} {}", entry.owner, entry.at);
        }
    }
}
