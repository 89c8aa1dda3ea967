//! The worksheets W2 to W10, filled as a browser without JavaScript fills them, on both databases.

mod adding;
mod begun;
mod filling;
mod keeping;
mod refusing;
mod sharing;
mod shelf;
mod taking;
mod undoing;
mod written;

use assemble::kit::Role;
use assemble::kit::id::UserId;
use assemble::worksheets::approval::approve;
use assemble::worksheets::definition::library::all;
use http::StatusCode;

use crate::support::{NOW, On, TestApp, shown};

/// The same as `both!`, in a program where every worksheet is offered.
#[macro_export]
macro_rules! demo {
    ($name:ident, |$app:ident| $body:expr) => {
        mod $name {
            #[allow(unused_imports, reason = "a test may use nothing of its module")]
            use super::*;

            async fn body($app: $crate::support::TestApp) {
                $body.await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                body($crate::sheets::offering($crate::support::On::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                body($crate::sheets::offering($crate::support::On::Postgres).await).await;
            }
        }
    };
}

/// A program whose organiser has confirmed every licence that nobody else has.
pub async fn offering(on: On) -> TestApp {
    let app = TestApp::with(on, |config| config.demo = true).await;
    confirm_all(&app).await;
    app
}

/// An organiser confirms every licence that nobody else has.
pub async fn confirm_all(app: &TestApp) {
    let organiser = app.person("the organiser", &[Role::Admin]).await;
    let opening = app.state.db.write(organiser, |tx, by| {
        Box::pin(async move {
            for about in all().iter().map(|one| &one.about).filter(|about| !about.licence_confirmed) {
                approve(tx, by, (about.id.as_str(), about.version), ("the source", ""), NOW).await?;
            }
            Ok(())
        })
    });
    opening.await.expect("confirmed");
}

/// Somebody in front of a sheet.
pub struct Sitter<'a> {
    pub app: &'a TestApp,
    pub user: UserId,
    pub cookie: String,
    /// `/worksheets/w4/ID`.
    pub path: String,
}

/// What came of a press: where it led, or the page with the form again.
pub struct Pressed {
    pub location: String,
    /// The place on that page, where it leads to one.
    pub place: String,
    /// The page that is shown then, with what was carried to it.
    pub page: String,
}

impl<'a> Sitter<'a> {
    /// A newcomer who begins a sheet.
    pub async fn begins(app: &'a TestApp, name: &str, sheet: &str) -> Sitter<'a> {
        let user = app.person(name, &[]).await;
        let cookie = app.sign_in(&user).await;
        Sitter::again(app, user, cookie, sheet).await
    }

    /// Somebody who begins a sheet.
    pub async fn again(app: &'a TestApp, user: UserId, cookie: String, sheet: &str) -> Sitter<'a> {
        let home = format!("/worksheets/{sheet}");
        let fields = [("form[worksheet]", sheet)];
        let (status, headers, body) = app.post_form_from(&home, "/api/sheets/begin", &fields, Some(&cookie)).await;
        assert!(status.is_redirection(), "{sheet}: {status} {body}");
        let path = headers["location"].to_str().expect("an address").to_owned();
        assert!(path.starts_with(&home), "{path}");
        Sitter { app, user, cookie, path }
    }

    pub fn id(&self) -> &str {
        self.path.rsplit('/').next().expect("an id")
    }

    pub async fn page(&self, below: &str) -> String {
        let (status, _, body) = self.app.get(&format!("{}{below}", self.path), Some(&self.cookie)).await;
        assert_eq!(status, StatusCode::OK, "{}{below}: {body}", self.path);
        shown(&body)
    }

    /// The revision that the page shows.
    pub async fn revision(&self) -> String {
        let page = self.page("").await;
        let (_, rest) = page.split_once("name=\"form[revision]\" value=\"").expect("a revision");
        rest.split('"').next().expect("a number").to_owned()
    }

    /// Presses what the page offers.
    pub async fn press(&self, fields: &[(&str, &str)]) -> Pressed {
        let revision = self.revision().await;
        self.press_at(&revision, fields).await
    }

    /// The same from a page that showed that revision.
    pub async fn press_at(&self, revision: &str, fields: &[(&str, &str)]) -> Pressed {
        let key = self.key(fields);
        let mut all = vec![("form[id]", self.id()), ("form[revision]", revision), ("form[version]", "1")];
        all.push(("form_key", &key));
        let of = |name: &str| fields.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| *value);
        let both = format!("{} {}", of("form[act]"), of("form[at]"));
        if matches!(self.sheet(), "w6" | "w7" | "w10") && !of("form[at]").is_empty() {
            // These pages are one form each: a button says in one value what it does and what that is about.
            all.push(("form[act]", &both));
            all.extend(fields.iter().filter(|(name, _)| !matches!(*name, "form[act]" | "form[at]")));
        } else {
            all.extend_from_slice(fields);
        }
        self.send("play", &all).await
    }

    /// The worksheet, as it stands in addresses.
    fn sheet(&self) -> &str {
        self.path.split('/').nth(2).unwrap_or_default()
    }

    /// Which form of the page that is.
    fn key(&self, fields: &[(&str, &str)]) -> String {
        let of = |name: &str| fields.iter().find(|(field, _)| *field == name).map_or("", |(_, value)| *value);
        match (of("form[act]"), self.sheet()) {
            ("choose" | "finish", "w2") => "pair".to_owned(),
            ("keep" | "undo" | "finish", "w3") => "columns".to_owned(),
            ("keep" | "undo" | "finish", "w4") => "questions".to_owned(),
            ("keep" | "undo" | "finish", "w5") => "pieces".to_owned(),
            (_, "w6") => "line".to_owned(),
            (_, "w7") => "circles".to_owned(),
            (_, "w10") => "rings".to_owned(),
            ("keep" | "undo" | "finish", "w8") => "target".to_owned(),
            ("keep" | "undo" | "finish", "w9") => "blocks".to_owned(),
            (act @ ("choose" | "add" | "link" | "undo" | "skip" | "finish"), _) => act.to_owned(),
            (act, _) => format!("{act}-{}", of("form[at]").replace(' ', "-")),
        }
    }

    /// Posts a form as it is, and opens the page that is shown then.
    pub async fn send(&self, to: &str, fields: &[(&str, &str)]) -> Pressed {
        let to = format!("/api/sheets/{to}");
        let (_, headers, body) = self.app.post_form_from(&self.path, &to, fields, Some(&self.cookie)).await;
        let location = headers.get("location").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let mut cookie = self.cookie.clone();
        for set in headers.get_all("set-cookie") {
            let set = set.to_str().expect("a cookie").split(';').next().unwrap_or_default();
            cookie = format!("{cookie}; {set}");
        }
        let page = if location.is_empty() { body } else { self.app.get(&location, Some(&cookie)).await.2 };
        let page = shown(&page);
        let (location, place) = location.split_once('#').unwrap_or((location.as_str(), ""));
        Pressed { location: location.to_owned(), place: place.to_owned(), page }
    }

    /// Finishes, and reads the result.
    pub async fn finish(&self, fields: &[(&str, &str)]) -> String {
        let mut all = vec![("form[act]", "finish")];
        all.extend_from_slice(fields);
        let pressed = self.press(&all).await;
        assert_eq!(pressed.location, format!("{}/result?done=finished", self.path), "{}", pressed.page);
        self.page("/result").await
    }
}

/// W4 with b low: its author is alone.
pub const ALONE: [(&str, &str); 18] = [
    ("form[f][a1]", "4"),
    ("form[f][a2]", "5"),
    ("form[f][a3]", "3"),
    ("form[f][a4]", ""),
    ("form[f][b1]", "2"),
    ("form[f][b2]", "2"),
    ("form[f][b3]", "4"),
    ("form[f][b4]", "1"),
    ("form[f][c1]", "5"),
    ("form[f][c2]", "4"),
    ("form[f][c3]", "4"),
    ("form[f][c4]", "2"),
    ("form[f][e1]", "4"),
    ("form[f][e2]", "4"),
    ("form[f][e3]", "4"),
    ("form[f][e4]", "4"),
    ("form[f][talk]", "夜勤明けの引きつぎのこと"),
    ("form[f][d1]", "3"),
];

/// The placements of the domain page.
pub const PLACED: [u8; 20] = [5, 4, 5, 4, 3, 2, 1, 2, 5, 5, 4, 3, 3, 4, 2, 3, 1, 2, 1, 1];
