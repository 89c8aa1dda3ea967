//! The files of the site: what cargo-leptos built, and what stands in `public/`. Compressed copies beside them
//! are sent as they are.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, HeaderValue};
use http::{Method, StatusCode};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::notice::{Asker, Notice};
use crate::server::state::AppState;

/// Files whose name changes with their content are never asked for again.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
const ASK: HeaderValue = HeaderValue::from_static("no-cache");

/// The layer: answers with a file when there is one. It stands before the sessions, which files do not need.
pub async fn serve(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if !matches!(*request.method(), Method::GET | Method::HEAD) || !looks_like_file(&path) {
        return next.run(request).await;
    }
    let asker = Asker::of(&state, &request);
    let mut look =
        Request::builder().method(request.method()).uri(request.uri()).body(Body::empty()).unwrap_or_default();
    *look.headers_mut() = request.headers().clone();
    let files = ServeDir::new(&state.config.site)
        .append_index_html_on_directories(false)
        .redirect_to_trailing_slash(false)
        .precompressed_br()
        .precompressed_gzip();
    let found = match files.oneshot(look).await {
        Ok(found) => found.map(Body::new).into_response(),
        Err(never) => match never {},
    };
    match found.status() {
        StatusCode::NOT_FOUND if path.starts_with("/pkg/") => asker.answer(Notice::Missing),
        StatusCode::NOT_FOUND => next.run(request).await,
        _ => with_caching(found, &path),
    }
}

/// The list of hashes in the names of this build's files: beside the site, or where cargo-leptos leaves it, beside
/// the executable. One that names files of another build counts for nothing.
pub fn hash_file(site: &Path) -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join("hash.txt")));
    let found = [Some(site.join("hash.txt")), beside].into_iter().flatten();
    let fitting = |file: &PathBuf| {
        std::fs::read_to_string(file).is_ok_and(|hashes| named(site, &hashes).iter().all(|file| file.exists()))
    };
    found.into_iter().find(fitting).and_then(|file| std::path::absolute(file).ok())
}

/// What a browser needs of the build: stylesheet, script, program.
pub fn needed(site: &Path) -> Vec<PathBuf> {
    let hashes = hash_file(site).and_then(|file| std::fs::read_to_string(file).ok());
    named(site, &hashes.unwrap_or_default())
}

fn named(site: &Path, hashes: &str) -> Vec<PathBuf> {
    ["css", "js", "wasm"]
        .into_iter()
        .map(|kind| {
            let hash = hashes.lines().find_map(|line| line.trim().strip_prefix(kind)?.strip_prefix(':').map(str::trim));
            let middle = hash.map(|hash| format!(".{hash}")).unwrap_or_default();
            site.join("pkg").join(format!("assemble{middle}.{kind}"))
        })
        .collect()
}

/// Whether a path names a file. No page of ours has a dot in the last part of its address.
pub fn looks_like_file(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

fn with_caching(mut found: Response, path: &str) -> Response {
    let policy = match path {
        // The service worker decides about all others, and must not outlive them.
        "/sw.js" => ASK,
        _ if is_hashed(path) => FOREVER,
        // Script and program have to be of the same build.
        _ if path.starts_with("/pkg/") => ASK,
        _ => AN_HOUR,
    };
    if found.status().is_success() || found.status() == StatusCode::NOT_MODIFIED {
        found.headers_mut().insert(CACHE_CONTROL, policy);
    }
    found
}

/// `/pkg/assemble.AbC123.js`, as cargo-leptos names files with `hash-files`.
fn is_hashed(path: &str) -> bool {
    let Some(name) = path.strip_prefix("/pkg/") else { return false };
    let parts: Vec<&str> = name.split('.').collect();
    matches!(parts.as_slice(), [_, hash, _] if hash.len() >= 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_change_with_their_content_stay_forever() {
        assert!(is_hashed("/pkg/assemble.pZ0G-DWwz3VLl7ihoHgU2g.wasm"));
        assert!(!is_hashed("/pkg/assemble.wasm"));
        assert!(!is_hashed("/favicon.pZ0G-DWwz3VLl7ihoHgU2g.svg"));
        assert!(looks_like_file("/robots.txt") && !looks_like_file("/workshops/1"));
    }
}
