//! A workshop's public page through the whole program, against a bare axum handler that asks the database the
//! same and answers with the same bytes.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use assemble::kit::id::WorkshopId;
use assemble::kit::{Locale, Moment};
use assemble::workshops::page;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sqlx::AnyPool;
use tokio::net::TcpListener;

use crate::Table;
use crate::load::{Connection, header, requests_per_second};
use crate::program::Program;

const CONNECTIONS: usize = 32;
const ROUNDS: usize = 3;
const TIME: Duration = Duration::from_secs(4);

/// Measures both in turn, and adds the medians to the table.
pub async fn measure(table: &mut Table) {
    let data = crate::scratch();
    let program = Program::serve(data.path(), None, true).await;
    let path = a_workshop(&program).await;
    let page = fetch(&program, &path, "identity").await;
    let kept = data.path().join("page.html");
    std::fs::write(&kept, &page).expect("the page is kept");
    let id = path.rsplit('/').next().expect("a path has a last part");
    let bare = Program::bare(&[url(data.path()), id.to_owned(), kept.display().to_string()]).await;
    assert!(fetch(&bare, "/", "identity").await == page, "both send the same bytes");

    let (mut whole, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        plain.push(requests_per_second(bare.address, "/", CONNECTIONS, TIME).await.expect("the bare handler answers"));
        whole.push(requests_per_second(program.address, &path, CONNECTIONS, TIME).await.expect("the program answers"));
    }
    let (whole, plain) = (crate::median(whole), crate::median(plain));
    table.row("workshop page/s, bare axum + sqlx, same SQL and bytes", format!("{plain:.0}"), "");
    table.row("workshop page/s, the program", format!("{whole:.0}"), format!("{:.2} × (aim ≥ 0.5)", whole / plain));
    let small = fetch(&program, &path, "br").await;
    table.row("workshop page, bytes", page.len().to_string(), format!("{} with brotli", small.len()));
}

/// The bare server: `bare-server ADDRESS DATABASE WORKSHOP FILE`.
pub async fn bare_server(args: Vec<String>) {
    let [address, database, workshop, page] = args.try_into().expect("four arguments");
    sqlx::any::install_default_drivers();
    let pool = sqlx::any::AnyPoolOptions::new().max_connections(8).connect(&database).await.expect("the database");
    let id: WorkshopId = workshop.parse().expect("a workshop's id");
    let html = std::fs::read(page).expect("the page that was kept");
    let app = Router::new().route("/", get(bare_page)).with_state(Arc::new((pool, id, html)));
    let listener = TcpListener::bind(address).await.expect("a free port");
    use axum::serve::ListenerExt;
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    axum::serve(listener, app).await.expect("it serves");
}

async fn bare_page(State(state): State<Arc<(AnyPool, WorkshopId, Vec<u8>)>>) -> Response {
    let (pool, id, html) = &*state;
    let mut conn = pool.acquire().await.expect("a connection");
    let now = Moment(jiff::Timestamp::now().as_microsecond());
    // All that the program asks the database for a visitor's view of this page.
    page::ask(&mut conn, None, id, "", Locale::ja, now).await.expect("the workshop");
    ([("content-type", "text/html; charset=utf-8")], html.clone()).into_response()
}

fn url(data: &Path) -> String {
    format!("sqlite:{}", data.join("assemble.db").display())
}

async fn a_workshop(program: &Program) -> String {
    let list = String::from_utf8(fetch(program, "/workshops", "identity").await).expect("pages are UTF-8");
    // The head of every page links to the feed, which stands at /workshops/ too.
    let links = list.split("href=\"/workshops/").skip(1).filter_map(|rest| rest.split(['"', '?']).next());
    let id = links.into_iter().find(|id| id.parse::<WorkshopId>().is_ok()).expect("the demo has workshops");
    format!("/workshops/{id}")
}

async fn fetch(program: &Program, path: &str, encoding: &str) -> Vec<u8> {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nAccept-Language: ja\r\nAccept-Encoding: {encoding}\r\n\r\n",
        program.address
    );
    let mut connection = Connection::open(program.address).await.expect("the program listens");
    let answer = connection.ask(request.as_bytes()).await.expect("the program answers");
    assert_eq!(answer.status, 200, "{path}");
    assert!(encoding == "identity" || header(&answer.head, "content-encoding") == Some(encoding), "{}", answer.head);
    answer.body
}
