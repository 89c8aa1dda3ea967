//! What is asked of a room and what people say to it, over the real router and the real store, on both databases.

mod map;
mod moderated;
mod pages;
mod said;
mod secret;
mod steps;
mod votes;

use assemble::kit::id::{UserId, WorkshopId};
use assemble::live::plan::model::{Block, Both, RunSheet, Tool};
use assemble::live::room::store::hosting::Opened;
use assemble::live::room::store::people;
use assemble::live::tools::model::{Asked, PromptKind, ShownPrompt};
use assemble::live::tools::store::{self, Own, Shown};
use sqlx::Row;

use crate::support::TestApp;

/// A room with people in it.
pub struct Room {
    pub host: UserId,
    pub id: WorkshopId,
    pub people: Vec<UserId>,
    cookie: String,
    cookies: Vec<String>,
}

fn both(text: &str) -> Both {
    Both { ja: text.to_owned(), en: String::new() }
}

/// A chat, a board, and a block with a prompt that was prepared.
fn sheet() -> RunSheet {
    let block = |key: &str, tool| Block { key: key.to_owned(), min: 10, title: both(key), tool, ..Block::default() };
    let prepared = Asked {
        kind: PromptKind::Choice,
        label: both("どれですか"),
        choices: ["あ", "い", "う"].map(both).to_vec(),
        ..Asked::default()
    };
    let poll = Block { prompts: vec![prepared], ..block("b3", Tool::Poll) };
    let blocks = vec![block("b1", Tool::Chat), block("b2", Tool::Board), poll];
    RunSheet { title: both("はじめての多職種交流会"), size: (2, 32), blocks }
}

impl Room {
    /// An open room with so many people in it.
    pub async fn open(app: &TestApp, count: usize) -> Room {
        let (host, id, people) = app.gathering(count as i64, count).await;
        assert_eq!(app.open_room(&host, &id, sheet()).await, Opened::Done);
        let input = (id.clone(), people.clone(), app.state.now());
        let entering = app.state.db.write(input, |tx, (id, people, now)| {
            Box::pin(async move {
                for (n, user) in (1..).zip(people) {
                    people::enter(tx, id, user, &format!("呼び名{n}"), *now).await?;
                }
                Ok(())
            })
        });
        entering.await.expect("they are in the room");
        let cookie = app.sign_in(&host).await;
        let mut cookies = Vec::new();
        for user in &people {
            cookies.push(app.sign_in(user).await);
        }
        Room { host, id, people, cookie, cookies }
    }

    /// Sends a form of the tools; the status and what was said.
    async fn send(&self, app: &TestApp, cookie: &str, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let mut all = vec![("form[workshop]", self.id.as_str())];
        all.extend_from_slice(fields);
        let (status, _, body) = app.post_json_client(&format!("/api/live/{path}"), &all, Some(cookie)).await;
        (status.as_u16(), body)
    }

    /// Somebody in the room sends it.
    async fn by(&self, app: &TestApp, who: usize, path: &str, fields: &[(&str, &str)]) -> u16 {
        self.send(app, &self.cookies[who], path, fields).await.0
    }

    /// The host sends it.
    async fn host(&self, app: &TestApp, path: &str, fields: &[(&str, &str)]) -> u16 {
        self.send(app, &self.cookie, path, fields).await.0
    }

    /// Opens a prompt that the host writes, and says its id.
    async fn ask(&self, app: &TestApp, kind: &str, naming: &str, more: &[(&str, &str)]) -> String {
        let mut fields = vec![
            ("form[kind]", kind),
            ("form[naming]", naming),
            ("form[label]", "どう思いますか"),
            ("form[choices]", "あ\r\nい\r\nう"),
        ];
        fields.extend_from_slice(more);
        let before = texts(app, "select id from live_prompts order by id").await;
        let (status, body) = self.send(app, &self.cookie, "start", &fields).await;
        assert_eq!(status, 200, "{body}");
        let after = texts(app, "select id from live_prompts order by id").await;
        after.into_iter().find(|id| !before.contains(id)).expect("a prompt")
    }

    async fn answer(&self, app: &TestApp, who: usize, prompt: &str, field: (&str, &str)) -> u16 {
        self.by(app, who, "answer", &[("form[prompt]", prompt), ("form[round]", "1"), field]).await
    }

    async fn shown(&self, app: &TestApp, block: &str) -> Shown {
        let mut conn = app.state.db.read().await.expect("a connection");
        store::shown(&mut conn, &self.id, block, app.state.now()).await.expect("what is shown")
    }

    async fn prompt(&self, app: &TestApp, id: &str) -> ShownPrompt {
        let prompts = self.shown(app, "").await.prompts;
        prompts.into_iter().find(|prompt| prompt.id == id).expect("it is shown")
    }

    async fn own(&self, app: &TestApp, who: usize) -> Own {
        let mut conn = app.state.db.read().await.expect("a connection");
        store::own(&mut conn, &self.id, &self.people[who]).await.expect("what is one's own")
    }
}

/// The first column of all rows, as text.
async fn texts(app: &TestApp, sql: &'static str) -> Vec<String> {
    let mut conn = app.state.db.read().await.expect("a connection");
    let rows = sqlx::query(sql).fetch_all(&mut *conn).await.expect("rows");
    rows.iter().map(|row| row.get(0)).collect()
}
