//! An open room with people in it, made before a program serves it.

use std::net::SocketAddr;
use std::path::Path;

use assemble::kit::id::{PromptId, RegistrationId, RowId, UserId, WorkshopId};
use assemble::live::plan::model::{Block, Both, RunSheet};
use assemble::live::room::model::Command;
use assemble::live::room::store::hosting::{self, Moved, Opened};
use assemble::live::tools::model::StartForm;
use assemble::live::tools::store as tools;
use assemble::server::boot;
use assemble::server::config::Config;
use assemble::server::db::Conn;
use assemble::server::session;
use assemble::server::state::AppState;
use assemble::workshops::model::Editor;
use assemble::workshops::store::By;
use sqlx::Row;

use crate::registrations::prepare;

/// The room, and the tokens of the sessions of who is in it.
pub struct Hall {
    pub id: WorkshopId,
    pub host: String,
    pub people: Vec<String>,
    /// What is asked of them.
    pub prompt: PromptId,
}

impl Hall {
    /// Opens a room in which a block runs, and lets so many people in.
    pub async fn open(data: &Path, database: Option<String>, many: usize) -> Hall {
        let (people, workshops) = prepare(data, database.clone(), (many, 1, many as i64)).await;
        let state = parts(data, database).await;
        let id = workshops[0].clone();
        let (users, tokens): (Vec<UserId>, Vec<String>) = people.into_iter().unzip();
        let made = state
            .db
            .write((state.clone(), id.clone(), users), |tx, (state, id, users)| Box::pin(fill(tx, state, id, users)));
        let (host, prompt) = made.await.expect("a room with people in it");
        state.db.close().await;
        Hall { id, host, people: tokens, prompt }
    }

    /// Where phones connect.
    pub fn socket(&self) -> String {
        format!("/live/{}/socket?face=stage", self.id)
    }

    /// What the host says to all, as the program in their browser posts it. `number` is found again in the frames.
    pub fn notice(&self, to: SocketAddr, number: usize) -> String {
        post(to, "notice", &self.host, &format!("form%5Bworkshop%5D={}&form%5Bnotice%5D=no.{number:06}", self.id))
    }

    /// Somebody's answer to what is asked.
    pub fn vote(&self, to: SocketAddr, who: usize, choice: usize) -> String {
        let (id, prompt) = (&self.id, &self.prompt);
        let form =
            format!("form%5Bworkshop%5D={id}&form%5Bprompt%5D={prompt}&form%5Bround%5D=1&form%5Bone%5D={choice}");
        post(to, "answer", &self.people[who], &form)
    }
}

/// The parts of a program over that data.
pub async fn parts(data: &Path, database: Option<String>) -> AppState {
    let config = Config { database_url: database, ..Config::for_tests(data.to_owned()) };
    boot::open(config).await.expect("the program's parts")
}

fn post(host: SocketAddr, what: &str, token: &str, form: &str) -> String {
    format!(
        "POST /api/live/{what} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAccept: application/json\r\n\
         Cookie: session={token}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )
}

async fn fill(
    tx: &mut Conn,
    state: &AppState,
    id: &WorkshopId,
    users: &[UserId],
) -> assemble::server::Result<(String, PromptId)> {
    let now = state.now();
    let row = sqlx::query("select host_id from workshops where id = $1").bind(id.as_str()).fetch_one(&mut *tx).await?;
    let host: UserId = row.try_get::<String, _>(0)?.parse()?;
    sqlx::query("insert into user_roles (user_id, role, granted_at) values ($1, 'host', $2)")
        .bind(host.as_str())
        .bind(now.0)
        .execute(&mut *tx)
        .await?;
    let (editor, chance) = (Editor::Host(host.clone()), state.new_id::<RowId>());
    let by = By { editor: &editor, actor: &host, now };
    assert_eq!(hosting::open(tx, by, id, &sheet(), &chance).await?, Opened::Done);
    assert_eq!(hosting::command(tx, by, id, 1, Command::Start).await?, Moved::Done);
    for (seat, user) in (1_i64..).zip(users) {
        come_in(tx, state, id, user, seat).await?;
    }
    let prompt: PromptId = state.new_id();
    let form = StartForm {
        kind: "choice".to_owned(),
        naming: "anonymous".to_owned(),
        label: "いまの気持ちに近いのはどれですか".to_owned(),
        choices: "あ\r\nい\r\nう".to_owned(),
        ..StartForm::default()
    };
    let started = tools::start(tx, id, &host, &form, (&prompt, "chance"), now).await?;
    assert!(started.is_ok(), "{started:?}");
    Ok((session::open(tx, &host, "bench", now).await?, prompt))
}

/// Gives somebody a seat and lets them in, without what the program does for one who comes alone.
async fn come_in(
    tx: &mut Conn,
    state: &AppState,
    id: &WorkshopId,
    user: &UserId,
    seat: i64,
) -> assemble::server::Result<()> {
    let now = state.now();
    sqlx::query(
        "insert into registrations (id, workshop_id, user_id, seq, joined_at, confirmed_at)
         values ($1, $2, $3, $4, $5, $5)",
    )
    .bind(state.new_id::<RegistrationId>().as_str())
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(seat)
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    sqlx::query("insert into live_people (workshop_id, user_id, seat, name, entered_at) values ($1, $2, $3, $4, $5)")
        .bind(id.as_str())
        .bind(user.as_str())
        .bind(seat)
        .bind(format!("人 {seat}"))
        .bind(now.0)
        .execute(tx)
        .await?;
    Ok(())
}

fn sheet() -> RunSheet {
    let both = |text: &str| Both { ja: text.to_owned(), en: String::new() };
    let block = Block { key: "b1".to_owned(), min: 120, title: both("はじまりの輪"), ..Block::default() };
    RunSheet { title: both("はじめての多職種交流会"), size: (4, 32), blocks: vec![block] }
}
