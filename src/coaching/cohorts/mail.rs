//! Letters of this room. They say that something came or changed and where to find it; never what somebody wrote, and
//! never the link where two people meet.

use super::calendar::invitation;
use super::model::{Act, ApplicationId};
use super::store::applications::Application;
use super::store::appointments::Appointment;
use super::wording::hours;
use crate::accounts::store::{Contact, contact_of};
use crate::kit::Moment;
use crate::kit::id::{CohortId, UserId};
use crate::server::Result;
use crate::server::config::Config;
use crate::server::db::Conn;
use crate::server::mail::{Letter, outbox};
use crate::tl;

/// What happened to an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It was booked.
    Booked,
    /// It is at another time.
    Moved,
    /// It was cancelled.
    Cancelled,
}

fn start(kind: &'static str, user: &UserId, to: &Contact, subject: String) -> Letter {
    Letter::new(Some(user.clone()), &to.address, kind, to.locale, subject).paragraph(tl!(
        to.locale,
        cohorts.mail_hello,
        name = to.name.as_str()
    ))
}

/// Tells the organisers that somebody applied. Of who applies, takes it back and applies again they hear once an hour.
pub async fn applied(
    conn: &mut Conn,
    config: &Config,
    organisers: &[UserId],
    (id, owner): (&ApplicationId, &UserId),
    (cohort, name): (&CohortId, &str),
    now: Moment,
) -> Result<()> {
    for organiser in organisers {
        let to = contact_of(conn, organiser).await?;
        let subject = tl!(to.locale, cohorts.mail_applied_subject, name = name);
        let letter = start("application_came", organiser, &to, subject)
            .paragraph(tl!(to.locale, cohorts.mail_applied, name = name))
            .button(tl!(to.locale, cohorts.mail_applied_button), config.link(&format!("/coaching/applications/{id}")))
            .note(tl!(to.locale, cohorts.mail_no_content))
            .once_an_hour(&format!("application_came {cohort} {owner} {organiser}"), now);
        outbox::enqueue(conn, &letter, now).await?;
    }
    Ok(())
}

/// Tells who applied what was decided.
pub async fn decided(
    conn: &mut Conn,
    config: &Config,
    application: &Application,
    (cohort, act): (&str, Act),
    now: Moment,
) -> Result<()> {
    let to = contact_of(conn, &application.owner).await?;
    let locale = to.locale;
    let (kind, subject, words, next) = match act {
        Act::Accept => (
            "application_accepted",
            tl!(locale, cohorts.mail_accept_subject, name = cohort),
            tl!(locale, cohorts.mail_accept, name = cohort),
            (tl!(locale, cohorts.mail_accept_button), "/cohort".to_owned()),
        ),
        Act::Wait => (
            "application_waiting",
            tl!(locale, cohorts.mail_wait_subject, name = cohort),
            tl!(locale, cohorts.mail_wait, name = cohort),
            (tl!(locale, cohorts.mail_programmes_button), "/programmes".to_owned()),
        ),
        Act::Decline => (
            "application_declined",
            tl!(locale, cohorts.mail_decline_subject, name = cohort),
            tl!(locale, cohorts.mail_decline, name = cohort),
            (tl!(locale, cohorts.mail_programmes_button), "/programmes".to_owned()),
        ),
    };
    let letter = start(kind, &application.owner, &to, subject).paragraph(words).button(next.0, config.link(&next.1));
    outbox::enqueue(conn, &letter, now).await
}

/// Tells both what happened to their appointment, with the entry for their calendars. Of one time that is booked and
/// cancelled again and again they hear once an hour; where an appointment moved to is told each time, for nobody should
/// wait at the wrong hour.
pub async fn appointment(conn: &mut Conn, config: &Config, one: &Appointment, news: News, now: Moment) -> Result<()> {
    for who in [&one.coach.0, &one.member.0] {
        let to = contact_of(conn, who).await?;
        let (locale, name) = (to.locale, one.other(who));
        let when = hours(one.starts_at, one.ends_at, &to.zone, locale);
        let (kind, subject, words) = match news {
            News::Booked => (
                "appointment_booked",
                tl!(locale, cohorts.mail_booked_subject, name = name),
                tl!(locale, cohorts.mail_booked, name = name),
            ),
            News::Moved => (
                "appointment_moved",
                tl!(locale, cohorts.mail_moved_subject, name = name),
                tl!(locale, cohorts.mail_moved, name = name),
            ),
            News::Cancelled => (
                "appointment_cancelled",
                tl!(locale, cohorts.mail_cancelled_subject, name = name),
                tl!(locale, cohorts.mail_cancelled, name = name),
            ),
        };
        let letter = start(kind, who, &to, subject)
            .paragraph(words)
            .paragraph(tl!(locale, cohorts.mail_when, when = when.as_str()))
            .button(tl!(locale, cohorts.mail_appointment_button), config.link(page(one, who)))
            .calendar(invitation(config, one, who, &to.address, locale));
        let letter = match news {
            News::Moved => letter.once(format!("appointment {} {} {who}", one.id, one.sequence)),
            News::Booked | News::Cancelled => {
                let pair = format!("{} {} {}", one.coach.0, one.member.0, one.starts_at.0);
                letter.once_an_hour(&format!("{kind} {pair} {who}"), now)
            }
        };
        outbox::enqueue(conn, &letter, now).await?;
    }
    Ok(())
}

/// The day before an appointment.
pub fn reminder(config: &Config, one: &Appointment, who: &UserId, to: &Contact) -> Letter {
    let name = one.other(who);
    let when = hours(one.starts_at, one.ends_at, &to.zone, to.locale);
    start("appointment_reminder", who, to, tl!(to.locale, cohorts.mail_reminder_subject, name = name))
        .paragraph(tl!(to.locale, cohorts.mail_reminder, name = name))
        .paragraph(tl!(to.locale, cohorts.mail_when, when = when.as_str()))
        .button(tl!(to.locale, cohorts.mail_appointment_button), config.link(page(one, who)))
}

/// Tells a member that a closing letter came.
pub async fn goodbye_came(
    conn: &mut Conn,
    config: &Config,
    member: &UserId,
    (cohort, coach): (&CohortId, &str),
    now: Moment,
) -> Result<()> {
    let to = contact_of(conn, member).await?;
    let letter = start("closing_letter", member, &to, tl!(to.locale, cohorts.mail_goodbye_subject, name = coach))
        .paragraph(tl!(to.locale, cohorts.mail_goodbye, name = coach))
        .button(tl!(to.locale, cohorts.mail_goodbye_button), config.link(&format!("/cohort?id={cohort}#letters")))
        .note(tl!(to.locale, cohorts.mail_no_content));
    outbox::enqueue(conn, &letter, now).await
}

fn page(one: &Appointment, who: &UserId) -> &'static str {
    if one.coach.0 == *who { "/coaching/appointments" } else { "/cohort/appointments" }
}
