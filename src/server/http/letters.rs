//! `/demo/letters`: a newcomer who tries the program without a mail server reads the letters here. Only those to
//! example addresses, which nobody owns.

use axum::extract::{Extension, State};
use axum::response::{Html, IntoResponse, Response};
use http::header::{CACHE_CONTROL, HeaderValue};
use sqlx::Row;

use super::document::{document, stylesheet};
use crate::kit::{Locale, Moment};
use crate::server::failure::Result;
use crate::server::mail::escape;
use crate::server::state::AppState;
use crate::server::time;
use crate::{kit, tl};

struct Shown {
    address: String,
    subject: String,
    text: String,
    at: Moment,
}

/// The page.
pub async fn page(State(state): State<AppState>, Extension(locale): Extension<Locale>) -> Response {
    match recent(&state).await {
        Ok(letters) => {
            let mut response = Html(render(&state, locale, &letters)).into_response();
            response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
        Err(error) => {
            let status = kit::Error::from(error).status();
            http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR).into_response()
        }
    }
}

async fn recent(state: &AppState) -> Result<Vec<Shown>> {
    let mut conn = state.db.read().await?;
    let rows = sqlx::query(
        "select address, subject, text_body, created_at from letters order by created_at desc, id desc limit 200",
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut letters = Vec::new();
    for row in rows {
        let address: String = row.try_get(0)?;
        if is_example(&address) {
            let at = Moment(row.try_get(3)?);
            letters.push(Shown { address, subject: row.try_get(1)?, text: row.try_get(2)?, at });
        }
    }
    Ok(letters)
}

fn render(state: &AppState, locale: Locale, letters: &[Shown]) -> String {
    let title = tl!(locale, mail.letters_title);
    let mut inside = format!(
        "<header class=\"page-head\">\
         <a class=\"back\" href=\"/\"><svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">\
         <use href=\"/icons.svg#back\"></use></svg>{}</a><h1>{title}</h1><p class=\"lead\">{}</p></header>",
        escape(tl!(locale, server.to_start)),
        escape(tl!(locale, mail.letters_lead))
    );
    for letter in letters {
        inside.push_str(&format!(
            "<article class=\"sheet\"><h2>{subject}</h2>\
             <p class=\"note\">{to}: {address} · <time datetime=\"{machine}\">{people}</time></p>{text}</article>",
            subject = escape(&letter.subject),
            to = escape(tl!(locale, mail.letters_to)),
            address = escape(&letter.address),
            machine = time::rfc3339(letter.at, "Asia/Tokyo"),
            people = escape(&time::day_and_clock(letter.at, "Asia/Tokyo", locale)),
            text = paragraphs(&letter.text),
        ));
    }
    if letters.is_empty() {
        inside.push_str(&format!(
            "<section class=\"empty\"><h2>{}</h2><p>{}</p><p><a class=\"btn\" href=\"/sign-up\">{}</a></p></section>",
            escape(tl!(locale, mail.letters_empty_title)),
            escape(tl!(locale, mail.letters_empty)),
            escape(tl!(locale, mail.letters_sign_up)),
        ));
    }
    document(locale, &stylesheet(&state.leptos), title, &inside)
}

/// Text as paragraphs, with its addresses as links.
fn paragraphs(text: &str) -> String {
    let paragraph = |text: &str| {
        let lines: Vec<String> =
            text.lines().map(|line| line.split(' ').map(linked).collect::<Vec<_>>().join(" ")).collect();
        format!("<p>{}</p>", lines.join("<br>"))
    };
    text.split("\n\n").map(paragraph).collect()
}

fn linked(word: &str) -> String {
    let safe = escape(word);
    if word.starts_with("http://") || word.starts_with("https://") {
        format!("<a href=\"{safe}\">{safe}</a>")
    } else {
        safe
    }
}

/// Whether an address is in a domain that is kept free for examples, so that its letters are nobody's.
fn is_example(address: &str) -> bool {
    let domain = address.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
    let labels: Vec<&str> = domain.rsplit('.').collect();
    matches!(
        labels.as_slice(),
        ["example" | "test" | "invalid" | "localhost", ..]
            | ["com" | "net" | "org" | "jp", "example", ..]
            | ["jp", "co" | "or" | "ne" | "ac" | "go", "example", ..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_nobody_owns_are_shown() {
        for ours in ["a@example.jp", "b@minato.example", "c@mail.example.com", "d@x.test", "e@example.co.jp"] {
            assert!(is_example(ours), "{ours}");
        }
        for theirs in ["a@gmail.com", "b@example.com.evil.org", "c@notexample.jp", "example.jp@evil.net", ""] {
            assert!(!is_example(theirs), "{theirs}");
        }
    }

    #[test]
    fn links_work_and_nothing_runs() {
        let html =
            paragraphs("開く:\nhttp://localhost:3000/verify?token=a&b\n\n<script>alert(1)</script> javascript:x");
        assert!(html.contains("<a href=\"http://localhost:3000/verify?token=a&amp;b\">"), "{html}");
        assert!(!html.contains("<script") && !html.contains("href=\"javascript"), "{html}");
    }
}
