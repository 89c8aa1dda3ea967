//! Workshops over the store and the router: seats, letters, who may do what, and what pages never show.

mod access;
mod audience;
pub mod calendar;
pub mod course;
mod course_page;
mod day;
mod deadlines;
mod desk;
mod door;
mod finding;
mod history;
mod in_time;
mod input;
mod letter;
mod list;
mod locks;
mod merge;
mod modes;
mod pages;
mod papers;
mod people;
mod planned_course;
mod planning;
mod questions;
mod rush;
mod seating;
mod seats;
mod sequence;
mod spread;
mod storm;

use assemble::kit::id::{UserId, WorkshopId};
use assemble::kit::{Moment, Role};
use assemble::server::Failure;
use assemble::workshops::model::{Editor, Kind, Outcome};
use assemble::workshops::store::{self, By, Details, Edited};
use sqlx::Row;

use crate::support::{NOW, TestApp};

/// Stands in pages only for those with a seat.
pub const LINK: &str = "https://meet.example.jp/kokodake-no-iriguchi";

/// What a test workshop is like: tomorrow, online and at a place.
pub fn details(capacity: i64) -> Details {
    Details {
        kind: Kind::Exchange,
        title: "はじめての多職種交流会".to_owned(),
        body: "職種のちがう4人の部屋で、**3分ずつ**話します。".to_owned(),
        starts_at: NOW.plus_days(1),
        ends_at: NOW.plus_days(1).plus_minutes(90),
        zone: "Asia/Tokyo".to_owned(),
        capacity,
        place: "神戸 元町".to_owned(),
        online_url: LINK.to_owned(),
    }
}

/// A person's registration, as the database has it.
#[derive(Clone, Debug)]
pub struct Registered {
    pub user: UserId,
    pub seq: i64,
    pub confirmed: bool,
    pub cancelled: bool,
}

impl TestApp {
    /// A draft of `host`.
    pub async fn draft(&self, host: &UserId, details: Details) -> WorkshopId {
        let id: WorkshopId = self.state.new_id();
        let input = (id.clone(), host.clone(), details, self.state.now());
        let made = self
            .state
            .db
            .write(input, |tx, (id, host, details, now)| Box::pin(store::create(tx, id, host, details, *now)));
        made.await.expect("a draft");
        id
    }

    /// A published workshop of `host`.
    pub async fn workshop(&self, host: &UserId, details: Details) -> WorkshopId {
        let id = self.draft(host, details).await;
        let input = (host.clone(), id.clone(), self.state.now());
        let published = self.state.db.write(input, |tx, (host, id, now)| {
            Box::pin(store::publish(tx, By { editor: &Editor::Organiser, actor: host, now: *now }, id))
        });
        assert!(published.await.expect("it is published"));
        id
    }

    pub async fn try_register(&self, id: &WorkshopId, user: &UserId) -> Result<Outcome, Failure> {
        let input = (self.state.config.clone(), id.clone(), user.clone(), self.state.now());
        let write = self
            .state
            .db
            .write(input, |tx, (config, id, user, now)| Box::pin(store::register(tx, config, id, user, *now)));
        write.await
    }

    pub async fn register(&self, id: &WorkshopId, user: &UserId) -> Outcome {
        self.try_register(id, user).await.expect("an outcome")
    }

    pub async fn give_back(&self, id: &WorkshopId, user: &UserId) -> bool {
        let input = (self.state.config.clone(), id.clone(), user.clone(), self.state.now());
        let write = self
            .state
            .db
            .write(input, |tx, (config, id, user, now)| Box::pin(store::cancel(tx, config, id, user, *now)));
        write.await.expect("an answer")
    }

    /// Changes a workshop from the version that is stored.
    pub async fn change(&self, id: &WorkshopId, change: impl FnOnce(&mut Details)) -> Edited {
        let mut conn = self.state.db.read().await.expect("a connection");
        let before = store::for_editor(&mut conn, &Editor::Organiser, id).await.expect("a workshop");
        drop(conn);
        let mut details = before.details;
        change(&mut details);
        let input = (self.state.config.clone(), id.clone(), before.version, (details, before.host), self.state.now());
        let write = self.state.db.write(input, |tx, (config, id, version, (details, host), now)| {
            let by = By { editor: &Editor::Organiser, actor: host, now: *now };
            Box::pin(store::edit(tx, config, by, id, *version, details))
        });
        write.await.expect("an answer")
    }

    /// Calls a workshop off, as its host.
    pub async fn call_off(&self, id: &WorkshopId) -> bool {
        let input = (self.state.config.clone(), id.clone(), self.state.now());
        let write = self.state.db.write(input, |tx, (config, id, now)| {
            Box::pin(async move {
                let host = store::for_editor(tx, &Editor::Organiser, id).await?.host;
                store::call_off(tx, config, By { editor: &Editor::Organiser, actor: &host, now: *now }, id).await
            })
        });
        write.await.expect("an answer")
    }

    /// All registrations of a workshop in the order of joining.
    pub async fn registrations(&self, id: &WorkshopId) -> Vec<Registered> {
        let mut conn = self.state.db.read().await.expect("a connection");
        let rows = sqlx::query(
            "select user_id, seq, confirmed_at, cancelled_at from registrations where workshop_id = $1 order by seq, id",
        )
        .bind(id.as_str())
        .fetch_all(&mut *conn)
        .await
        .expect("rows");
        rows.iter()
            .map(|row| Registered {
                user: row.get::<String, _>(0).parse().expect("an id"),
                seq: row.get(1),
                confirmed: row.get::<Option<i64>, _>(2).is_some(),
                cancelled: row.get::<Option<i64>, _>(3).is_some(),
            })
            .collect()
    }

    /// How many letters of a kind wait, of any age.
    pub async fn letters(&self, kind: &str) -> i64 {
        let mut conn = self.state.db.read().await.expect("a connection");
        let count = sqlx::query("select count(*) from letters where kind = $1").bind(kind.to_owned());
        count.fetch_one(&mut *conn).await.expect("a count").get(0)
    }

    /// Everything that letters say.
    pub async fn letter_texts(&self) -> String {
        let mut conn = self.state.db.read().await.expect("a connection");
        let rows = sqlx::query("select subject, text_body, html_body from letters").fetch_all(&mut *conn).await;
        let text = |row: &sqlx::any::AnyRow| (0..3).map(|at| row.get::<String, _>(at)).collect::<String>();
        rows.expect("letters").iter().map(text).collect()
    }

    pub async fn host(&self) -> UserId {
        self.person("host", &[Role::Host]).await
    }

    pub async fn members(&self, count: usize) -> Vec<UserId> {
        self.members_called("member", count).await
    }

    /// Members whose names begin alike.
    pub async fn members_called(&self, name: &str, count: usize) -> Vec<UserId> {
        let mut members = Vec::new();
        for n in 0..count {
            members.push(self.person(&format!("{name}{n}"), &[]).await);
        }
        members
    }

    pub fn travel_to(&self, moment: Moment) {
        self.state.clock.set(moment);
    }
}
