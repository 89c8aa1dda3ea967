//! What the picture of a result costs on its page, and how long W2 takes to fit ten items.

use std::hint::black_box;
use std::time::Instant;

use assemble::kit::Locale;
use assemble::worksheets::definition::{Definition, library};
use assemble::worksheets::results::ResultOf;
use assemble::worksheets::scoring::Outcome;
use assemble::worksheets::scoring::pairs::{fit_with_ghost, nothing};
use leptos::prelude::*;
use serde_json::json;

use crate::Table;
use crate::load::{Connection, header};
use crate::program::Program;

const ROUNDS: usize = 60;

/// A radar of six with its table.
const SHEET: &str = "w3";

/// Measures both, and adds them to the table.
pub async fn measure(table: &mut Table) {
    let fit = milliseconds(fit);
    table.row("W2, ten items, one fit", format!("{fit:.2} ms"), "aim < 5 ms");
    let page = page().await;
    let drawn = milliseconds(draw);
    let ratio = page / (page - drawn).max(0.001);
    table.row("result page with its picture", format!("{page:.2} ms"), format!("{ratio:.2} × without (aim ≤ 2)"));
}

/// The middle time of some rounds.
fn milliseconds(work: impl Fn()) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let started = Instant::now();
        work();
        started.elapsed().as_secs_f64() * 1000.0
    });
    crate::median(times.collect())
}

/// Nearly all choices the same way: the set that takes the most rounds.
fn fit() {
    let mut wins = nothing(10);
    for i in 0..10_usize {
        for j in i + 1..10 {
            let turned = (i, j) == (3, 7);
            wins[if turned { j } else { i }][if turned { i } else { j }] += 1.0;
        }
    }
    black_box(fit_with_ghost(&wins, 0.5));
}

fn draw() {
    let definition: &'static Definition = library::definition(SHEET).expect("a worksheet");
    let placements: serde_json::Map<_, _> = (0..20).map(|at| ((at + 1).to_string(), json!(at / 4 + 1))).collect();
    let outcome = Outcome::of(definition, json!({ "placements": placements })).expect("answers");
    let html = Owner::new().with(|| {
        provide_context(Locale::ja);
        view! { <ResultOf definition outcome locale=Locale::ja/> }.into_view().to_html()
    });
    assert!(html.contains("<svg"), "it is drawn");
    black_box(html);
}

/// The middle time of a member's result page.
async fn page() -> f64 {
    let data = crate::scratch();
    let program = Program::serve(data.path(), None, true).await;
    let mut connection = Connection::open(program.address).await.expect("the program listens");
    let form = "form%5Bemail%5D=minato%40demo.example&form%5Bpassword%5D=demo-assemble";
    let sign_in = format!(
        "POST /api/accounts/sign-in HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nAccept: text/html\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {1}\r\n\r\n{form}",
        program.address,
        form.len()
    );
    let answer = connection.ask(sign_in.as_bytes()).await.expect("an answer");
    let cookie =
        header(&answer.head, "set-cookie").expect("a session").split(';').next().unwrap_or_default().to_owned();
    let get = |path: &str| {
        let host = program.address;
        format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nCookie: {cookie}\r\n\r\n")
    };
    let home = connection.ask(get(&format!("/worksheets/{SHEET}")).as_bytes()).await.expect("an answer");
    let home = String::from_utf8(home.body).expect("pages are UTF-8");
    let path =
        home.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).find(|to| to.ends_with("/result"));
    let request = get(path.expect("the demo has a result"));
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let answer = connection.ask(request.as_bytes()).await.expect("an answer");
        assert_eq!(answer.status, 200);
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    crate::median(times)
}
