//! The postman: takes letters out of the outbox and hands them to the mail server, one at a time.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::outbox::{self, Claimed};
use super::schedule::{GIVE_UP_DAYS, is_final, next_try};
use crate::server::config::{Config, is_loopback};
use crate::server::failure::{Failure, Result};
use crate::server::state::AppState;

/// An attempt that takes longer is given up; well below the time that a claim holds.
const PATIENCE: Duration = Duration::from_secs(120);

/// Speaks to one mail server.
pub struct Postman {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// How a round went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Letters that the mail server took.
    pub sent: u32,
    /// The mail server was not reached, so the rest of the letters was left alone.
    pub unreachable: bool,
}

/// Why a letter was not taken.
struct Refusal {
    words: String,
    code: Option<u16>,
    /// The letter itself is impossible, whoever is asked.
    hopeless: bool,
}

impl Postman {
    /// A postman for the configured mail server; none when none is configured.
    pub fn new(config: &Config) -> Result<Option<Postman>> {
        let Some(smtp) = &config.smtp else { return Ok(None) };
        let url = with_tls(smtp)?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
            .map_err(|error| Failure::other("reading the mail server's address (ASSEMBLE_SMTP)", error))?
            .timeout(Some(Duration::from_secs(30)))
            .build();
        let from = config
            .mail_from
            .parse()
            .map_err(|error| Failure::other("reading the sender of letters (ASSEMBLE_MAIL_FROM)", error))?;
        Ok(Some(Postman { transport, from }))
    }

    /// Whether the mail server answers.
    pub async fn reach(&self) -> Result<()> {
        let answer = tokio::time::timeout(Duration::from_secs(10), self.transport.test_connection()).await;
        match answer {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => Err(Failure::refused("it hung up".to_owned())),
            Ok(Err(error)) => Err(Failure::other("asking it", error)),
            Err(_) => Err(Failure::refused("it did not answer within 10 s".to_owned())),
        }
    }

    /// Sends what is due, until nothing is.
    pub async fn send_due(&self, state: &AppState) -> Result<Round> {
        let mut round = Round::default();
        loop {
            let now = state.now();
            let due = outbox::first_due(&mut *state.db.read().await?, now).await?;
            let Some(id) = due else { return Ok(round) };
            let claim = state.db.write((id, now), |tx, (id, now)| Box::pin(outbox::claim(tx, id, *now)));
            // Someone else claimed it in between; there may be others.
            let Some(letter) = claim.await? else { continue };
            match self.deliver(state, &letter).await {
                Ok(()) => {
                    settle_sent(state, &letter).await?;
                    round.sent += 1;
                }
                Err(refusal) => {
                    round.unreachable = refusal.code.is_none() && !refusal.hopeless;
                    settle_refused(state, letter, refusal).await?;
                    if round.unreachable {
                        return Ok(round);
                    }
                }
            }
        }
    }

    async fn deliver(&self, state: &AppState, letter: &Claimed) -> std::result::Result<(), Refusal> {
        let message = self.message(state, letter).map_err(|words| Refusal { words, code: None, hopeless: true })?;
        match tokio::time::timeout(PATIENCE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(refusal(&error)),
            Err(_) => Err(Refusal { words: "no answer in time".to_owned(), code: None, hopeless: false }),
        }
    }

    fn message(&self, state: &AppState, letter: &Claimed) -> std::result::Result<Message, String> {
        let address = letter.address.parse().map_err(|error| format!("the address cannot be read: {error}"))?;
        let micros = u64::try_from(state.now().0).unwrap_or_default();
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let mut message = Message::builder();
        if let Some(url) = &letter.unsubscribe {
            for (name, value) in [
                ("List-Unsubscribe", format!("<{url}>")),
                ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
            ] {
                message = message.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
            }
        }
        message
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(letter.subject.as_str())
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .date(SystemTime::UNIX_EPOCH + Duration::from_micros(micros))
            .raw_header(automatic)
            .multipart(parts(letter)?)
            .map_err(|error| format!("the letter cannot be written: {error}"))
    }
}

/// The ways to read a letter, the richest last: mail programs with a calendar take that one.
fn parts(letter: &Claimed) -> std::result::Result<MultiPart, String> {
    let parts = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    let Some(calendar) = &letter.calendar else { return Ok(parts) };
    let says = |method: &&str| calendar.contains(&format!("\r\nMETHOD:{method}\r\n"));
    let method = ["CANCEL", "PUBLISH"].into_iter().find(says).unwrap_or("REQUEST");
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"))
        .map_err(|error| format!("the calendar cannot be written: {error}"))?;
    Ok(parts.singlepart(SinglePart::builder().header(kind).body(calendar.clone())))
}

/// Nothing matters more than this note: without it the letter would be sent twice.
async fn settle_sent(state: &AppState, letter: &Claimed) -> Result<()> {
    metrics::counter!("letters_total", "outcome" => "sent").increment(1);
    let mut tries = 0;
    loop {
        let input = (letter.id.clone(), state.now());
        match state.db.write(input, |tx, (id, now)| Box::pin(outbox::sent(tx, id, *now))).await {
            Err(error) if tries < 5 => {
                tries += 1;
                tracing::error!(letter = %letter.id, %error, "a letter was sent, but that could not be noted; trying again");
                tokio::time::sleep(Duration::from_secs(tries)).await;
            }
            outcome => return outcome,
        }
    }
}

async fn settle_refused(state: &AppState, letter: Claimed, refusal: Refusal) -> Result<()> {
    let now = state.now();
    let words: String = refusal.words.chars().take(300).collect();
    let too_old = now >= letter.created_at.plus_days(GIVE_UP_DAYS);
    let id = letter.id.clone();
    if refusal.hopeless || refusal.code.is_some_and(is_final) || too_old {
        metrics::counter!("letters_total", "outcome" => "failed").increment(1);
        tracing::warn!(letter = %id, code = refusal.code, "a letter cannot be sent");
        let input = (letter, now, words);
        return state.db.write(input, |tx, (letter, now, why)| Box::pin(outbox::failed(tx, letter, *now, why))).await;
    }
    metrics::counter!("letters_total", "outcome" => "postponed").increment(1);
    let due_at = next_try(&letter.id, letter.attempt, now);
    tracing::info!(letter = %id, code = refusal.code, attempt = letter.attempt, "a letter was not taken, trying later");
    let input = (letter, due_at, words);
    state.db.write(input, |tx, (letter, due_at, why)| Box::pin(outbox::postpone(tx, letter, *due_at, why))).await
}

fn refusal(error: &SmtpError) -> Refusal {
    Refusal { words: error.to_string(), code: error.status().map(u16::from), hopeless: false }
}

/// `smtp://` takes STARTTLS: always when a password goes to another machine, otherwise when it is offered.
/// `?tls=…` in the address says otherwise.
fn with_tls(smtp: &str) -> Result<String> {
    let mut url = url::Url::parse(smtp)
        .map_err(|error| Failure::other("reading the mail server's address (ASSEMBLE_SMTP)", error))?;
    if url.scheme() == "smtp" && !url.query_pairs().any(|(key, _)| key == "tls") {
        let far = !url.host_str().is_some_and(is_loopback);
        let tls = if far && url.password().is_some() { "required" } else { "opportunistic" };
        url.query_pairs_mut().append_pair("tls", tls);
    }
    Ok(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_travels_in_the_clear() {
        assert!(with_tls("smtp://u:p@mail.example:587").expect("a URL").ends_with("tls=required"));
        assert!(with_tls("smtp://mail.example").expect("a URL").ends_with("tls=opportunistic"));
        assert!(with_tls("smtp://u:p@localhost:25").expect("a URL").ends_with("tls=opportunistic"));
        assert_eq!(with_tls("smtps://u:p@mail.example").expect("a URL"), "smtps://u:p@mail.example");
        assert!(with_tls("not an address").is_err());
    }
}
