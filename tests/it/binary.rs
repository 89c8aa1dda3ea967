//! The program as it is started: what its commands make, say and refuse, and how it begins and ends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use assemble::server::db::Db;
use assemble::server::http::needed_files;
use sqlx::Row;

use crate::databases::Database;

/// A command over `data`. What this machine's environment says is kept away from it.
fn program(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_assemble"));
    command.args(words).env_clear().env("ASSEMBLE_DATA", data).env("RUST_LOG", "error");
    command
}

/// Whether it ended well, what it said, and what it complained of.
fn run(command: &mut Command) -> (bool, String, String) {
    let ended = command.output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (ended.status.success(), text(&ended.stdout), text(&ended.stderr))
}

async fn is_up_to_date(url: &str) -> bool {
    let db = Db::connect(url).await.expect("the database answers");
    let pending = db.pending_migrations().await.expect("asked");
    db.close().await;
    pending.is_empty()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn migrate_makes_the_tables_on_both_databases_and_may_be_run_again() {
    let data = tempfile::tempdir().expect("a directory");
    let postgres = Database::bare_postgres().await;
    for url in [format!("sqlite:{}", data.path().join("mine.db").display()), postgres.url.clone()] {
        for _ in 0..2 {
            let (fine, said, complaint) = run(program(data.path(), &["migrate"]).env("DATABASE_URL", &url));
            assert!(fine && said.is_empty(), "{said}{complaint}");
        }
        assert!(is_up_to_date(&url).await);
    }
    let (fine, _, complaint) = run(program(data.path(), &["migrate"]).env("DATABASE_URL", "sqlite:/proc/nowhere/a.db"));
    assert!(!fine && complaint.contains("assemble: "), "{complaint}");
}

#[test]
fn help_is_the_manual() {
    let data = tempfile::tempdir().expect("a directory");
    let (fine, said, _) = run(&mut program(data.path(), &["--help"]));
    for words in ["ASSEMBLE_URL=", "root.key", "/healthz", "serve", "migrate", "admin", "doctor"] {
        assert!(fine && said.contains(words), "{words}: {said}");
    }
}

#[test]
fn doctor_names_what_is_wrong_and_makes_nothing() {
    let home = tempfile::tempdir().expect("a directory");
    let (data, site) = (home.path().join("data"), home.path().join("site"));
    for file in needed_files(&site) {
        fs::create_dir_all(file.parent().expect("a directory")).expect("made");
        fs::write(file, "").expect("written");
    }
    let look = |data: &Path| run(program(data, &["doctor"]).env("ASSEMBLE_SITE", &site));
    let (fine, said, _) = look(&data);
    assert!(fine && !data.exists(), "{said}");

    assert!(run(&mut program(&data, &["migrate"])).0);
    let (fine, said, _) = look(&data);
    assert!(fine && said.contains("ok     root key") && said.contains("ok     tables"), "{said}");

    let (fine, said, _) = run(program(&data, &["doctor"]).env("ASSEMBLE_SITE", home.path()));
    assert!(!fine && said.contains("WRONG  site files"), "{said}");

    fs::rename(data.join("root.key"), home.path().join("root.key")).expect("taken away");
    let (fine, said, _) = look(&data);
    assert!(!fine && said.contains("WRONG  root key") && !data.join("root.key").exists(), "{said}");

    let (fine, said, _) = look(&home.path().join("root.key"));
    assert!(!fine && said.contains("WRONG  data directory"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn admin_create_makes_an_organiser_and_prints_their_link() {
    let data = tempfile::tempdir().expect("a directory");
    let mut create = program(data.path(), &["admin", "create", "--name", "運営"]);
    create.env("ASSEMBLE_URL", "https://assemble.example");
    let (fine, said, complaint) = run(create.env("ASSEMBLE_ADMIN_EMAIL", "yuki@example.jp"));
    assert!(fine && said.contains("  https://assemble.example/reset?token="), "{said}{complaint}");
    let (fine, _, complaint) = run(create.env("ASSEMBLE_ADMIN_EMAIL", "nobody"));
    assert!(!fine && complaint.contains("nobody is not a mail address"), "{complaint}");

    let db = Db::connect(&format!("sqlite:{}", data.path().join("assemble.db").display())).await.expect("it is there");
    let organisers = "select u.email || ' ' || u.name from users u join user_roles r on r.user_id = u.id
                      where r.role = 'admin'";
    let rows = sqlx::query(organisers).fetch_all(&mut *db.read().await.expect("a connection")).await.expect("rows");
    let rows: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(rows, ["yuki@example.jp 運営"]);
    db.close().await;
}

/// What a server says that is about to read a form.
const GO_ON: &[u8; 25] = b"HTTP/1.1 100 Continue\r\n\r\n";

/// `assemble serve` on a port that was free.
struct Served {
    child: Child,
    said: BufReader<ChildStdout>,
    address: String,
}

impl Served {
    fn start(data: &Path) -> Served {
        let mut serve = program(data, &["serve", "--listen", "127.0.0.1:0"]);
        let mut child = serve.stdout(Stdio::piped()).spawn().expect("the program starts");
        let said = BufReader::new(child.stdout.take().expect("it says something"));
        let mut served = Served { child, said, address: String::new() };
        let first = served.line();
        let address = first.strip_prefix("Assemble is at http://");
        served.address = address.unwrap_or_else(|| panic!("no address: {first}")).to_owned();
        served
    }

    /// The next line that it says.
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).expect("text");
        line.trim().to_owned()
    }

    /// Begins to send a form of so many bytes; once the program reads it, the first of them follow.
    fn post(&self, accept: &str, length: usize, first: &str) -> TcpStream {
        let to = &self.address;
        let mut stream = TcpStream::connect(to).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        let head = format!(
            "POST /api/accounts/setup HTTP/1.1\r\nHost: {to}\r\nOrigin: http://{to}\r\nReferer: http://{to}/setup\r\n\
             Accept: {accept}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\
             Connection: close\r\nExpect: 100-continue\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).expect("written");
        let mut says = [0; GO_ON.len()];
        stream.read_exact(&mut says).expect("it asks for the form");
        assert_eq!(&says, GO_ON);
        stream.write_all(first.as_bytes()).expect("written");
        stream
    }

    /// Tells it to end, as a supervisor does, and waits until it lets nobody in any more.
    fn tell_to_end(&self) {
        let kill = format!("kill -TERM {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &kill]).status().expect("a shell").success());
        let is_closed = || TcpStream::connect(&self.address).is_err();
        while !is_closed() {
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What else it says until it has ended well.
    fn last_words(&mut self) -> String {
        assert!(self.child.wait().expect("it ends").success());
        let mut rest = String::new();
        self.said.read_to_string(&mut rest).expect("text");
        rest
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("a whole answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn the_first_organiser_is_let_in_once_also_by_a_program_that_was_told_to_end() {
    let data = tempfile::tempdir().expect("a directory");
    let mut served = Served::start(data.path());
    assert!(served.line().starts_with("There is no organiser yet"));
    let link = served.line();
    let (site, token) = link.split_once("/setup?token=").expect("a link");
    assert_eq!(site, format!("http://{}", served.address));

    let form = format!(
        "form%5Btoken%5D={token}&form%5Bname%5D=Yuki&form%5Bemail%5D=yuki%40example.jp\
         &form%5Bpassword%5D=quiet-river-under-pines"
    );
    let (first, rest) = form.split_at(form.len() / 2);
    let mut stream = served.post("text/html", form.len(), first);
    served.tell_to_end();
    stream.write_all(rest.as_bytes()).expect("still read");
    let welcome = answer(stream);
    assert!(welcome.starts_with("HTTP/1.1 30") && welcome.contains("location: /promise"), "{welcome}");
    assert_eq!(served.last_words(), "");

    let mut served = Served::start(data.path());
    let refused = answer(served.post("application/json", form.len(), &form));
    assert!(refused.starts_with("HTTP/1.1 422"), "{refused}");
    served.tell_to_end();
    assert_eq!(served.last_words(), "", "no link is offered any more");
}
