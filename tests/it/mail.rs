//! The outbox against a mail server of our own, which defers, hangs up or goes silent when told to.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;

use assemble::kit::{Locale, Moment};
use assemble::server::mail::postman::Postman;
use assemble::server::mail::{Letter, outbox};
use sqlx::Row;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::both;
use crate::support::{NOW, TestApp};

/// What the mail server does with the next letter that comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mood {
    /// Takes it.
    Takes,
    /// Answers the recipient with this code.
    Says(u16),
    /// Hangs up in the middle of the letter.
    HangsUp,
    /// Takes the letter, keeps it, and never says so.
    GoesSilent,
}

/// A mail server.
pub struct Sink {
    port: u16,
    /// Moods for the letters to come, first one first; `Takes` after that.
    moods: Mutex<Vec<Mood>>,
    /// What arrived whole.
    taken: Mutex<Vec<String>>,
    arrived: tokio::sync::Notify,
}

impl Sink {
    pub async fn open(moods: &[Mood]) -> Arc<Sink> {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let sink = Arc::new(Sink {
            port,
            moods: Mutex::new(moods.to_vec()),
            taken: Mutex::default(),
            arrived: tokio::sync::Notify::new(),
        });
        let server = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move {
                    let _ = server.talk(stream).await;
                });
            }
        });
        sink
    }

    fn next_mood(&self) -> Mood {
        let mut moods = self.moods.lock().expect("no panic");
        if moods.is_empty() { Mood::Takes } else { moods.remove(0) }
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 sink\r\n").await?;
        let mut mood = Mood::Takes;
        while let Some(line) = lines.next_line().await? {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            let reply = match verb.as_str() {
                "EHLO" => "250-sink\r\n250 8BITMIME\r\n".to_owned(),
                "MAIL" => {
                    mood = self.next_mood();
                    "250 fine\r\n".to_owned()
                }
                "RCPT" => match mood {
                    Mood::Says(code) => format!("{code} not now\r\n"),
                    _ => "250 fine\r\n".to_owned(),
                },
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut letter = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if mood == Mood::HangsUp {
                            return Ok(());
                        }
                        if line == "." {
                            break;
                        }
                        letter.push_str(&line);
                        letter.push('\n');
                    }
                    self.taken.lock().expect("no panic").push(letter);
                    self.arrived.notify_one();
                    if mood == Mood::GoesSilent {
                        std::future::pending::<()>().await;
                    }
                    "250 taken\r\n".to_owned()
                }
                "QUIT" => return write.write_all(b"221 bye\r\n").await,
                _ => "250 fine\r\n".to_owned(),
            };
            write.write_all(reply.as_bytes()).await?;
        }
        Ok(())
    }

    pub fn postman(&self, app: &TestApp) -> Postman {
        let mut config = (*app.state.config).clone();
        config.smtp = Some(format!("smtp://127.0.0.1:{}", self.port));
        config.mail_from = "Assemble <assemble@example.jp>".to_owned();
        Postman::new(&config).expect("the address is fine").expect("there is one")
    }

    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().expect("no panic").clone()
    }

    /// How often each Message-ID arrived.
    fn ids(&self) -> HashMap<String, usize> {
        let mut ids = HashMap::new();
        for letter in self.taken() {
            let id = letter.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a Message-ID");
            *ids.entry(id.to_owned()).or_default() += 1;
        }
        ids
    }
}

async fn write_letters(app: &TestApp, count: usize) {
    let input = (count, app.state.now());
    let written = app.state.db.write(input, |tx, (count, now)| {
        Box::pin(async move {
            for n in 0..*count {
                let letter = Letter::new(None, &format!("minato{n}@example.jp"), "verify", Locale::ja, "確認のお願い")
                    .paragraph("こんにちは。")
                    .button("開く", "http://localhost:3000/verify?token=SECRET-TOKEN");
                outbox::enqueue(tx, &letter, *now).await?;
            }
            Ok(())
        })
    });
    written.await.expect("letters");
}

struct Kept {
    sent: bool,
    failed: bool,
    attempts: i64,
    due_at: i64,
    error: Option<String>,
    bodies: String,
}

async fn rows(app: &TestApp) -> Vec<Kept> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(
        "select sent_at, failed_at, attempts, due_at, last_error, text_body, html_body from letters order by id",
    )
    .fetch_all(&mut *conn)
    .await
    .expect("rows");
    rows.iter()
        .map(|row| Kept {
            sent: row.get::<Option<i64>, _>(0).is_some(),
            failed: row.get::<Option<i64>, _>(1).is_some(),
            attempts: row.get(2),
            due_at: row.get(3),
            error: row.get(4),
            bodies: format!("{}{}", row.get::<String, _>(5), row.get::<String, _>(6)),
        })
        .collect()
}

both!(a_letter_arrives_whole_and_leaves_nothing_behind, |app| async move {
    let sink = Sink::open(&[]).await;
    write_letters(&app, 1).await;
    let round = sink.postman(&app).send_due(&app.state).await.expect("a round");
    assert_eq!((round.sent, round.unreachable), (1, false));
    let letter = sink.taken().remove(0);
    for part in [
        "From: Assemble <assemble@example.jp>",
        "To: minato0@example.jp",
        "Subject: =?utf-8?b?",
        "Auto-Submitted: auto-generated",
        "Date: Tue, 24 Nov 2026 10:30:00 +0000",
        "multipart/alternative",
        "text/plain; charset=utf-8",
        "text/html; charset=utf-8",
    ] {
        assert!(letter.contains(part), "{part} in {letter}");
    }
    let row = rows(&app).await.remove(0);
    assert!(row.sent && !row.failed && row.attempts == 1);
    assert_eq!(row.bodies, "", "a link that opens an account must not stay");
    let again = sink.postman(&app).send_due(&app.state).await.expect("a round");
    assert_eq!(again.sent, 0);
});

both!(a_deferred_letter_waits_longer_each_time_and_is_not_lost, |app| async move {
    let sink = Sink::open(&[Mood::Says(451), Mood::HangsUp, Mood::Says(450)]).await;
    let postman = sink.postman(&app);
    write_letters(&app, 1).await;
    let mut last_wait = 0;
    for attempt in 1..=3 {
        postman.send_due(&app.state).await.expect("a round");
        let row = rows(&app).await.remove(0);
        assert!(!row.sent && !row.failed && row.attempts == attempt, "attempt {attempt}");
        assert!(row.error.is_some() && row.bodies.contains("SECRET-TOKEN"));
        let now = app.state.now();
        let wait = Moment(row.due_at).seconds_since(now);
        assert!(wait > last_wait, "{wait} after {last_wait}");
        last_wait = wait;
        // Not before it is due.
        app.state.clock.set(Moment(row.due_at - 1));
        postman.send_due(&app.state).await.expect("a round");
        assert_eq!(rows(&app).await[0].attempts, attempt);
        app.state.clock.set(Moment(row.due_at));
    }
    postman.send_due(&app.state).await.expect("a round");
    assert!(rows(&app).await[0].sent);
    assert_eq!(sink.ids().into_values().collect::<Vec<_>>(), [1]);
});

both!(a_refused_letter_is_given_up_and_the_others_go_on, |app| async move {
    let sink = Sink::open(&[Mood::Says(550)]).await;
    write_letters(&app, 3).await;
    let round = sink.postman(&app).send_due(&app.state).await.expect("a round");
    assert_eq!(round.sent, 2);
    let rows = rows(&app).await;
    assert_eq!(rows.iter().filter(|row| row.sent).count(), 2);
    let failed: Vec<_> = rows.iter().filter(|row| row.failed).collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].error.as_deref().is_some_and(|error| error.contains("550")), "{:?}", failed[0].error);
    assert_eq!(failed[0].bodies, "");
});

both!(a_wrong_password_is_not_the_letters_fault, |app| async move {
    let sink = Sink::open(&[Mood::Says(535), Mood::Says(530)]).await;
    write_letters(&app, 1).await;
    let postman = sink.postman(&app);
    for _ in 0..2 {
        postman.send_due(&app.state).await.expect("a round");
        app.state.clock.set(app.state.now().plus_hours(1));
    }
    postman.send_due(&app.state).await.expect("a round");
    assert!(rows(&app).await[0].sent);
});

both!(nobody_is_written_to_for_ever, |app| async move {
    let sink = Sink::open(&[Mood::Says(451), Mood::Says(451)]).await;
    write_letters(&app, 1).await;
    let postman = sink.postman(&app);
    postman.send_due(&app.state).await.expect("a round");
    assert!(!rows(&app).await[0].failed);
    app.state.clock.set(NOW.plus_days(6));
    postman.send_due(&app.state).await.expect("a round");
    assert!(rows(&app).await[0].failed);
});

both!(a_mail_server_that_is_away_costs_one_try_a_round, |app| async move {
    let sink = Sink::open(&[Mood::HangsUp]).await;
    write_letters(&app, 3).await;
    let round = sink.postman(&app).send_due(&app.state).await.expect("a round");
    assert_eq!((round.sent, round.unreachable), (0, true));
    assert_eq!(rows(&app).await.iter().map(|row| row.attempts).sum::<i64>(), 1);
});

both!(two_postmen_never_carry_the_same_letter, |app| async move {
    let sink = Sink::open(&[]).await;
    write_letters(&app, 40).await;
    let (one, two) = (sink.postman(&app), sink.postman(&app));
    let (a, b) = tokio::join!(one.send_due(&app.state), two.send_due(&app.state));
    assert_eq!(a.expect("a round").sent + b.expect("a round").sent, 40);
    let ids = sink.ids();
    assert_eq!(ids.len(), 40);
    assert!(ids.values().all(|times| *times == 1));
});

both!(a_claim_goes_to_one_of_many, |app| async move {
    write_letters(&app, 1).await;
    let mut conn = app.state.db.read().await.expect("a connection");
    let id = outbox::first_due(&mut conn, NOW).await.expect("asks").expect("a letter");
    drop(conn);
    let claims = futures::future::join_all((0..20).map(|_| {
        let input = id.clone();
        app.state.db.write(input, |tx, id| Box::pin(outbox::claim(tx, id, NOW)))
    }));
    let won = claims.await.into_iter().filter(|claim| claim.as_ref().is_ok_and(Option::is_some)).count();
    assert_eq!(won, 1);
});

both!(killed_between_acceptance_and_note_it_is_sent_again_under_the_same_id, |app| async move {
    let sink = Sink::open(&[Mood::GoesSilent]).await;
    write_letters(&app, 2).await;
    let (postman, state) = (sink.postman(&app), app.state.clone());
    let sending = tokio::spawn(async move { postman.send_due(&state).await.map(|round| round.sent) });
    // The mail server has the letter, and we do not know it: now the program dies.
    sink.arrived.notified().await;
    sending.abort();
    assert!(sending.await.expect_err("aborted").is_cancelled());
    assert_eq!(sink.ids().len(), 1);

    // The next start sends the other one at once, and this one when its claim has run out.
    let postman = sink.postman(&app);
    assert_eq!(postman.send_due(&app.state).await.expect("a round").sent, 1);
    app.state.clock.set(NOW.plus_minutes(outbox::CLAIM_MINUTES));
    assert_eq!(postman.send_due(&app.state).await.expect("a round").sent, 1);
    let mut times: Vec<_> = sink.ids().into_values().collect();
    times.sort_unstable();
    assert_eq!(times, [1, 2], "only the letter in flight came twice, under one id");
    assert!(rows(&app).await.iter().all(|row| row.sent && row.bodies.is_empty()));
});

both!(an_impossible_address_is_given_up, |app| async move {
    let sink = Sink::open(&[]).await;
    let written = app.state.db.write((), |tx, ()| {
        Box::pin(async move {
            let letter = Letter::new(None, "not an address", "verify", Locale::en, "a\r\nBcc: evil@example.com");
            outbox::enqueue(tx, &letter, NOW).await
        })
    });
    written.await.expect("a letter");
    write_letters(&app, 1).await;
    let round = sink.postman(&app).send_due(&app.state).await.expect("a round");
    assert_eq!((round.sent, round.unreachable), (1, false));
    assert_eq!(rows(&app).await.iter().filter(|row| row.failed).count(), 1);
});

both!(a_letter_with_everything_is_read_by_a_mail_program, |app| async move {
    use assemble::workshops::invitation;
    let sink = Sink::open(&[]).await;
    let host = app.host().await;
    let member = app.person("minato", &[]).await;
    let mut details = crate::workshops::details(2);
    details.title = crate::clients::TITLE.to_owned();
    let id = app.workshop(&host, details).await;
    app.register(&id, &member).await;
    let stop = "http://localhost:3000/letters/stop/WORD";
    let write = app.state.db.write((app.state.config.clone(), id, member), move |tx, (config, id, user)| {
        Box::pin(async move {
            let letter = Letter::new(Some(user.clone()), "minato@example.jp", "x", Locale::ja, crate::clients::TITLE)
                .paragraph("こんにちは。")
                .unsubscribe(stop)
                .once("x");
            invitation::send(tx, config, id, letter.clone(), NOW).await?;
            // The same once more is left out.
            outbox::enqueue(tx, &letter, NOW).await
        })
    });
    write.await.expect("written");
    let round = sink.postman(&app).send_due(&app.state).await.expect("a round");
    assert_eq!(round.sent, 2, "the confirmation, and this one once");
    for raw in sink.taken() {
        let letter = crate::clients::python("letter", &raw.replace('\n', "\r\n"));
        assert_eq!(letter["defects"], serde_json::json!([]), "{raw}");
        assert_eq!((&letter["parts"], &letter["part_method"]), (&1.into(), &"REQUEST".into()), "{raw}");
        assert_eq!(letter["events"][0]["summary"], crate::clients::TITLE.replace('\r', "\n"));
        assert_eq!(letter["events"][0]["status"], "CONFIRMED");
        assert!(
            letter["subject"]
                .as_str()
                .is_some_and(|subject| subject.contains("内省の夜🕯️, 交流; \\n \"と\" 対話: ふたり で")),
            "{letter}"
        );
        if raw.contains("List-Unsubscribe") {
            assert_eq!(
                (&letter["unsubscribe"], &letter["post"]),
                (&format!("<{stop}>").into(), &"List-Unsubscribe=One-Click".into())
            );
        }
    }
    assert_eq!(sink.taken().iter().filter(|raw| raw.contains("List-Unsubscribe-Post")).count(), 1);
    let mut conn = app.state.db.read().await.expect("a connection");
    let left = sqlx::query("select count(*) from letters where calendar is not null or unsubscribe is not null");
    assert_eq!(left.fetch_one(&mut *conn).await.expect("a count").get::<i64, _>(0), 0, "nothing stays behind");
});
