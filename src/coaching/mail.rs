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

/// What a short letter is about: its kind, from whom, where it leads, and what is not to be told twice within an hour.
pub struct About<'a> {
    /// The letter's kind.
    pub kind: &'static str,
    /// From whom.
    pub from: &'a str,
    /// Where it leads.
    pub path: String,
    /// What it is about.
    pub key: &'a str,
}

/// Tells somebody that the other one of a review wrote something.
pub async fn words_came(conn: &mut Conn, config: &Config, to: &UserId, about: About<'_>, now: Moment) -> Result<()> {
    let locale = contact_of(conn, to).await?.locale;
    let words = [
        tl!(locale, desk.mail_words_subject, name = about.from),
        tl!(locale, desk.mail_words, name = about.from),
        tl!(locale, desk.mail_words_button).to_owned(),
    ];
    short(conn, config, to, about, words, now).await
}

/// Asks an author whether another coach may see an excerpt.
pub async fn supervision_asked(
    conn: &mut Conn,
    config: &Config,
    to: &UserId,
    about: About<'_>,
    now: Moment,
) -> Result<()> {
    let locale = contact_of(conn, to).await?.locale;
    let words = [
        tl!(locale, desk.mail_asked_subject, name = about.from),
        tl!(locale, desk.mail_asked, name = about.from),
        tl!(locale, desk.mail_asked_button).to_owned(),
    ];
    short(conn, config, to, about, words, now).await
}

/// Tells a coach that something happened with an excerpt.
pub async fn supervision_news(
    conn: &mut Conn,
    config: &Config,
    to: &UserId,
    about: About<'_>,
    now: Moment,
) -> Result<()> {
    let locale = contact_of(conn, to).await?.locale;
    let words = [
        tl!(locale, desk.mail_peer_subject, name = about.from),
        tl!(locale, desk.mail_peer, name = about.from),
        tl!(locale, desk.mail_peer_button).to_owned(),
    ];
    short(conn, config, to, about, words, now).await
}

/// A letter of one sentence and one button.
async fn short(
    conn: &mut Conn,
    config: &Config,
    to: &UserId,
    about: About<'_>,
    [subject, sentence, button]: [String; 3],
    now: Moment,
) -> Result<()> {
    let person = contact_of(conn, to).await?;
    let letter = Letter::new(Some(to.clone()), &person.address, about.kind, person.locale, subject)
        .paragraph(tl!(person.locale, coaching.mail_hello, name = person.name))
        .paragraph(sentence)
        .button(button, config.link(&about.path))
        .note(tl!(person.locale, coaching.mail_no_content))
        .once_an_hour(&format!("{} {} {to}", about.kind, about.key), now);
    outbox::enqueue(conn, &letter, now).await
}
