//! Letters of the organiser's room.

use super::model::Part;
use crate::accounts::store::contact_of;
use crate::kit::Moment;
use crate::kit::id::UserId;
use crate::server::Result;
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::mail::{Letter, outbox};
use crate::tl;

/// Tells a person that they are in a cohort now, and what they can do there.
pub async fn joined(
    conn: &mut Conn,
    config: &Config,
    person: &UserId,
    cohort: &str,
    part: Part,
    now: Moment,
) -> Result<()> {
    let to = contact_of(conn, person).await?;
    let (words, button, page, note) = match part {
        Part::Member => (
            tl!(to.locale, admin.mail_member, name = cohort),
            tl!(to.locale, admin.mail_member_button),
            "/today",
            tl!(to.locale, admin.mail_member_note),
        ),
        Part::Coach => (
            tl!(to.locale, admin.mail_coach, name = cohort),
            tl!(to.locale, admin.mail_coach_button),
            "/coach",
            tl!(to.locale, admin.mail_coach_note),
        ),
    };
    let subject = tl!(to.locale, admin.mail_joined_subject, name = cohort);
    let letter = Letter::new(Some(person.clone()), &to.address, "cohort_joined", to.locale, subject)
        .paragraph(tl!(to.locale, admin.called, name = to.name))
        .paragraph(words)
        .button(button, config.link(page))
        .note(note);
    outbox::enqueue(conn, &letter, now).await
}
