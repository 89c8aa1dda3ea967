//! The accept loop over real sockets.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use assemble::kit::Role;
use assemble::server::config::Config;
use assemble::server::http::serve::serve;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::http::GREET;
use crate::support::{On, TestApp};

struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
    app: TestApp,
}

impl Running {
    async fn start(configure: impl FnOnce(&mut Config)) -> Running {
        let app = TestApp::with(On::Sqlite, configure).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        let state = app.state.clone();
        let server = tokio::spawn(async move {
            serve(listener, state, async move {
                let _ = stopped.await;
            })
            .await;
        });
        Running { address, stop: Some(stop), server, app }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("a connection")
    }

    fn stop(&mut self) {
        let _ = self.stop.take().expect("not stopped yet").send(());
    }

    async fn ends_within(self, limit: Duration) {
        tokio::time::timeout(limit, self.server).await.expect("it ends in time").expect("it ends well");
    }
}

async fn ask(stream: &mut TcpStream, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.expect("written");
    let mut answer = Vec::new();
    // A connection that is closed with something unread ends with an error.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// Whether a new connection is served; one that is refused may be closed before anything is written.
async fn is_let_in(running: &Running) -> bool {
    let mut stream = running.connect().await;
    let _ = stream.write_all(get("/healthz", "").as_bytes()).await;
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer.starts_with("HTTP/1.1 200")
}

fn get(path: &str, more: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{more}\r\n")
}

fn slow_post(address: SocketAddr) -> String {
    let body = "form%5Bname%5D=slow";
    format!(
        "POST {GREET} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nAccept: application/json\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn slow_and_silent_clients_are_let_go() {
    let running = Running::start(|config| config.header_timeout = Duration::from_millis(300)).await;
    for start in ["", "P", "PRI * HT", "GET / HTTP/1.1\r\nHost: loc"] {
        let mut stream = running.connect().await;
        let begun = Instant::now();
        let answer = tokio::time::timeout(Duration::from_secs(5), ask(&mut stream, start)).await;
        let answer = answer.unwrap_or_else(|_| panic!("{start:?} was never let go"));
        assert!(!answer.contains("200 OK"), "{answer}");
        assert!(begun.elapsed() >= Duration::from_millis(250), "{start:?} after {:?}", begun.elapsed());
    }
    let mut stream = running.connect().await;
    assert!(ask(&mut stream, &get("/healthz", "")).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_running_request_is_finished_and_idle_connections_are_not_waited_for() {
    let mut running = Running::start(|_| {}).await;
    let silent = running.connect().await;
    let mut stream = running.connect().await;
    stream.write_all(slow_post(running.address).as_bytes()).await.expect("written");
    tokio::time::sleep(Duration::from_millis(250)).await;
    running.stop();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("the whole answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let address = running.address;
    running.ends_within(Duration::from_secs(3)).await;
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
    drop(silent);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn connections_beyond_the_cap_wait_for_a_place() {
    let running = Running::start(|config| config.max_connections = 1).await;
    let mut first = running.connect().await;
    first.write_all(slow_post(running.address).as_bytes()).await.expect("written");
    tokio::time::sleep(Duration::from_millis(150)).await;
    let mut second = running.connect().await;
    let begun = Instant::now();
    let request = get("/healthz", "");
    let (answer, ()) = tokio::join!(ask(&mut second, &request), async {
        let mut buffer = [0; 64];
        let read = first.read(&mut buffer).await.expect("an answer");
        assert!(read > 0);
        drop(first);
    });
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(begun.elapsed() >= Duration::from_millis(300), "it did not wait: {:?}", begun.elapsed());
}

/// A page is made on one thread and dropped on another. Whatever a view binds to its thread on the server would end the
/// connection in the middle of the answer; the tests that ask the router itself have one thread and cannot see it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn every_page_arrives_whole() {
    let running = Running::start(|_| {}).await;
    let member = running.app.person("minato", &[Role::Coach, Role::Host, Role::Admin]).await;
    let cookie = format!("Cookie: {}\r\n", running.app.sign_in(&member).await);
    let entry = crate::journal::begin(&running.app, &member).await;
    let pages = ["/", "/today", "/journal", &format!("/journal/{entry}"), "/workshops", "/worksheets", "/me", "/coach"];
    for _ in 0..25 {
        for page in pages {
            let answer = ask(&mut running.connect().await, &get(page, &cookie)).await;
            assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("</html>"), "{page}: {answer:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_are_for_this_machine_only() {
    let running = Running::start(|_| {}).await;
    let answer = ask(&mut running.connect().await, &get("/metrics", "")).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for header in ["X-Forwarded-For: 127.0.0.1\r\n", "Forwarded: for=127.0.0.1\r\n"] {
        let answer = ask(&mut running.connect().await, &get("/metrics", header)).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn only_the_first_version_of_http_is_spoken() {
    let running = Running::start(|_| {}).await;
    // The preface of HTTP/2 and an empty SETTINGS frame: who speaks it would answer with SETTINGS and wait for more.
    let answer = ask(&mut running.connect().await, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_does_not_read_is_let_go() {
    let one_place = |config: &mut Config| {
        config.max_connections = 1;
        config.write_timeout = Duration::from_millis(300);
        config.site = config.data.join("site");
        std::fs::create_dir_all(&config.site).expect("a directory");
        // More than all buffers on the way hold.
        std::fs::write(config.site.join("large.bin"), vec![7; 64 << 20]).expect("a file");
    };
    let running = Running::start(one_place).await;
    let mut silent = running.connect().await;
    silent.write_all(get("/large.bin", "").as_bytes()).await.expect("written");
    // The only place is free again when the first client is given up; it still holds its end of the connection.
    let answer = ask(&mut running.connect().await, &get("/healthz", "")).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(silent);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_address_has_so_many_connections() {
    let running = Running::start(|config| config.max_connections_per_address = 2).await;
    let (first, _second) = (running.connect().await, running.connect().await);
    // They are taken in one after the other, so these two are in.
    assert!(!is_let_in(&running).await, "a third");
    drop(first);
    // When it is noticed that the first has gone there is room again.
    while !is_let_in(&running).await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let behind = |config: &mut Config| {
        config.max_connections_per_address = 1;
        config.client_ip_header = Some("X-Forwarded-For".to_owned());
    };
    let running = Running::start(behind).await;
    let _first = running.connect().await;
    assert!(is_let_in(&running).await, "all come from the proxy");
}
