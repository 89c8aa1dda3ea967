//! The program as a process that can be killed, the mail server beside it, and requests to it.

use std::io::{BufRead, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use assemble::kit::Moment;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::clients;

/// A letter that arrived whole: its Message-ID, its address, and the method of its calendar.
pub type Arrived = (String, String, String);

/// The mail server, aiosmtpd in a process of its own. Once it is told to, it only takes.
pub struct Sink {
    child: Child,
    pub address: SocketAddr,
    reader: JoinHandle<Vec<Arrived>>,
}

impl Sink {
    pub fn open() -> Sink {
        let mut child = Command::new(clients::venv("python"))
            .arg(clients::clone().join("tests/clients/sink.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the mail server starts");
        let mut lines = std::io::BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let port: u16 = lines.next().expect("a line").expect("text").parse().expect("a port");
        let reader = std::thread::spawn(move || {
            let words = |line: String| {
                let mut words = line.split(' ').map(str::to_owned);
                let mut next = || words.next().unwrap_or_default();
                (next(), next(), next())
            };
            lines.map_while(Result::ok).map(words).collect()
        });
        Sink { child, address: SocketAddr::from(([127, 0, 0, 1], port)), reader }
    }

    pub fn be_kind(&mut self) {
        self.child.stdin.as_mut().expect("a pipe").write_all(b"kind\n").expect("it listens");
    }

    /// All that arrived. It ends with its input.
    pub fn close(mut self) -> Vec<Arrived> {
        drop(self.child.stdin.take());
        self.child.wait().expect("it ends");
        self.reader.join().expect("no panic")
    }
}

/// The program, alive until it is killed.
pub struct Life {
    child: Child,
    pub address: SocketAddr,
}

impl Life {
    pub async fn begin(data: &Path, mail: SocketAddr, clock: Moment) -> Life {
        Life::told(data, mail, clock, ("error", Stdio::null())).await
    }

    /// The same, with a log.
    pub async fn told(data: &Path, mail: SocketAddr, clock: Moment, (level, log): (&str, Stdio)) -> Life {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let moment = jiff::Timestamp::from_microsecond(clock.0).expect("a moment");
        let child = Command::new(env!("CARGO_BIN_EXE_assemble"))
            .arg("serve")
            .env("ASSEMBLE_DATA", data)
            .env("ASSEMBLE_LISTEN", address.to_string())
            .env("ASSEMBLE_URL", format!("http://{address}"))
            .env("ASSEMBLE_SMTP", format!("smtp://{mail}"))
            .env("ASSEMBLE_CLOCK", moment.to_string())
            .env("ASSEMBLE_NO_LIMITS", "true")
            .env("RUST_LOG", level)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let life = Life { child, address };
        let patience = Instant::now() + Duration::from_secs(20);
        while ask(address, "GET /healthz HTTP/1.1\r\nAccept: text/html\r\n", "", "").await.is_none() {
            assert!(Instant::now() < patience, "the program did not start");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        life
    }

    /// kill -9: nothing is tidied up.
    pub fn kill(mut self) {
        self.child.kill().expect("it was alive");
        self.child.wait().expect("it is dead");
    }
}

/// One request, with its `Accept` after its first line; the answer, if one came.
pub async fn ask(to: SocketAddr, line: &str, cookie: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(to).await.ok()?;
    let head = format!(
        "{line}Host: {to}\r\nOrigin: http://{to}\r\nReferer: http://{to}/workshops\r\n\
         Cookie: session={cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (!answer.is_empty()).then_some(answer)
}
