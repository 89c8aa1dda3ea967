//! Letters of coaching. They say that something came and where to find it, never what it says.

use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::{EntryId, ShareId, UserId};
use crate::server::Result;
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::mail::{Letter, outbox};
use crate::tl;

/// Tells a coach that a member sent something: `share`, a copy of `entry`. Of an entry that is sent, taken back and sent
/// again they hear once an hour.
pub async fn journal_came(
    conn: &mut Conn,
    config: &Config,
    coach: &UserId,
    member: &str,
    (entry, share): (&EntryId, &ShareId),
    now: Moment,
) -> Result<()> {
    let to = contact_of(conn, coach).await?;
    let letter = Letter::new(
        Some(coach.clone()),
        &to.address,
        "journal_came",
        to.locale,
        tl!(to.locale, coaching.mail_came_subject, name = member),
    )
    .paragraph(tl!(to.locale, coaching.mail_hello, name = to.name))
    .paragraph(tl!(to.locale, coaching.mail_came, name = member))
    .button(tl!(to.locale, coaching.mail_came_button), config.link(&format!("/coach/journals/{share}")))
    .note(tl!(to.locale, coaching.mail_no_content))
    .once_an_hour(&format!("journal_came {entry} {coach}"), now);
    outbox::enqueue(conn, &letter, now).await
}

/// Tells a member that their coach answered.
pub async fn answer_came(
    conn: &mut Conn,
    config: &Config,
    member: &UserId,
    coach: &str,
    entry: &EntryId,
    now: Moment,
) -> Result<()> {
    let to = contact_of(conn, member).await?;
    let letter = Letter::new(
        Some(member.clone()),
        &to.address,
        "answer_came",
        to.locale,
        tl!(to.locale, coaching.mail_answer_subject, name = coach),
    )
    .paragraph(tl!(to.locale, coaching.mail_hello, name = to.name))
    .paragraph(tl!(to.locale, coaching.mail_answer, name = coach))
    .button(tl!(to.locale, coaching.mail_answer_button), config.link(&format!("/journal/{entry}")))
    .note(tl!(to.locale, coaching.mail_no_content));
    outbox::enqueue(conn, &letter, now).await
}
