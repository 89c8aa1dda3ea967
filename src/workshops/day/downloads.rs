//! Files to keep: the list of people as CSV for hosts, a certificate as PDF for whom it was given to.

use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};

use super::model::{grouped, read_code};
use super::roll::Answers;
use super::store::Person;
use super::store::certificates::Given;
use super::{certificate, roll, store};
use crate::kit::id::WorkshopId;
use crate::kit::{Error, Result, Viewer, path};
use crate::server::state::AppState;
use crate::tl;
use crate::workshops::model::Editor;
use crate::workshops::model::questions::Question;
use crate::workshops::store::for_editor;
use crate::workshops::store::needs::{self, Which};

/// The routes of this room that are no pages.
pub fn routes() -> Router<AppState> {
    Router::new().route("/host/{id}/people.csv", get(people)).route("/me/certificates/{code}/pdf", get(my_certificate))
}

async fn people(State(state): State<AppState>, viewer: Option<Extension<Viewer>>, Path(id): Path<String>) -> Response {
    answer(list(&state, viewer.map(|viewer| viewer.0), &id).await, &format!("/host/{id}/people.csv"))
}

async fn my_certificate(
    State(state): State<AppState>,
    viewer: Option<Extension<Viewer>>,
    Path(code): Path<String>,
) -> Response {
    answer(paper(&state, viewer.map(|viewer| viewer.0), &code).await, &format!("/me/certificates/{code}/pdf"))
}

/// A file on its way.
pub(crate) struct File {
    /// What it is.
    pub kind: &'static str,
    /// A name of plain letters, for old programs.
    pub plain: &'static str,
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

async fn list(state: &AppState, viewer: Option<Viewer>, id: &str) -> Result<File> {
    let viewer = viewer.ok_or(Error::SignIn)?;
    let editor = Editor::of(&viewer)?;
    let id: WorkshopId = id.parse()?;
    let mut conn = state.db.read().await?;
    let workshop = for_editor(&mut conn, &editor, &id).await?;
    let people = store::people(&mut conn, &workshop, viewer.locale).await?;
    let title = workshop.details.title.as_str();
    let asked = needs::questions_of(&mut conn, &id).await?;
    drop(conn);
    let answers = answers(state, &viewer, (&editor, &id), &people, asked).await?;
    let bytes = roll::csv(title, &people, &answers, &workshop.details.zone, viewer.locale)?;
    let name = format!("{}-{title}.csv", tl!(viewer.locale, day.csv_file));
    Ok(File { kind: "text/csv; charset=utf-8", plain: "people.csv", name, bytes })
}

/// What these people answered. Opening it is noted for each of them, and only who gave the promise may.
async fn answers(
    state: &AppState,
    viewer: &Viewer,
    (editor, id): (&Editor, &WorkshopId),
    people: &[Person],
    asked: Vec<Question>,
) -> Result<Answers> {
    if asked.is_empty() || !viewer.promised {
        return Ok(Answers::default());
    }
    let which = Which::Answers(people.iter().map(|person| person.registration.clone()).collect());
    let input = (state.vault.clone(), (editor.clone(), viewer.id.clone()), id.clone(), which, state.now());
    let opening = state.db.write(input, |tx, (vault, (editor, reader), id, which, now)| {
        Box::pin(needs::open(tx, vault, (editor, reader), id, which, *now))
    });
    let given = opening.await?.into_iter().map(|one| (one.registration, one.answers)).collect();
    Ok(Answers { asked, given })
}

/// Only the one whose it is, and only while it holds.
async fn paper(state: &AppState, viewer: Option<Viewer>, code: &str) -> Result<File> {
    let viewer = viewer.ok_or(Error::SignIn)?;
    let code = read_code(code);
    let mut conn = state.db.read().await?;
    let given = store::certificates::by_code(&mut conn, &code).await?;
    let mine = |given: &Given| given.user == viewer.id && given.revoked.is_none();
    let given = given.filter(mine).ok_or(Error::NotFound)?;
    drop(conn);
    let config = state.config.clone();
    // Choosing the glyphs out of the font takes long enough to keep others waiting.
    let drawn = tokio::task::spawn_blocking(move || certificate::pdf(&config, &given)).await;
    let bytes = drawn.map_err(|error| crate::server::Failure::other("drawing a certificate", error))??;
    let name = format!("{}-{}.pdf", tl!(crate::kit::Locale::ja, day.paper_title), grouped(&code));
    Ok(File { kind: "application/pdf", plain: "certificate.pdf", name, bytes })
}

/// A file, or where to sign in, or the status of what is wrong.
pub(crate) fn answer(file: Result<File>, here: &str) -> Response {
    match file {
        Ok(file) => {
            let mut response = file.bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            headers.insert(CONTENT_DISPOSITION, disposition(file.plain, &file.name));
            response
        }
        Err(Error::SignIn) => Redirect::to(&format!("/sign-in?next={}", path::encode(here))).into_response(),
        Err(error) => StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR).into_response(),
    }
}

/// A name in any script (RFC 6266): everything but letters and digits is written as bytes, and what file systems
/// do not like is left out.
fn disposition(plain: &str, name: &str) -> HeaderValue {
    let name: String = name.chars().filter(|c| !c.is_control() && !"\\/:*?\"<>|".contains(*c)).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' | b'_' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    let text = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_of_any_letters_is_a_plain_header() {
        let header = disposition("people.csv", "名簿-会/🌱\r\n; \"x\".csv");
        let text = header.to_str().expect("plain");
        assert!(text.starts_with("attachment; filename=\"people.csv\"; filename*=UTF-8''%E5%90%8D%E7%B0%BF-%E4%BC%9A"));
        assert!(text.ends_with("%3B%20x.csv"), "{text}");
    }
}
