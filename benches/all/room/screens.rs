//! Screens that are connected and listen, all in this process.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::StreamExt;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

/// What a client keeps for a socket, in bytes: there are thousands of them.
const BUFFER: usize = 4096;
/// How many connect at the same time.
const AT_ONCE: usize = 64;
/// Nothing that is measured takes so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A client's end.
pub type Socket = WebSocketStream<TcpStream>;

/// Connects as somebody; none when it is refused or nobody listens.
pub async fn connect(to: SocketAddr, path: &str, token: &str) -> Option<Socket> {
    let mut request = format!("ws://{to}{path}").into_client_request().ok()?;
    request.headers_mut().insert("cookie", format!("session={token}").parse().ok()?);
    request.headers_mut().insert("origin", format!("http://{to}").parse().ok()?);
    let stream = TcpStream::connect(to).await.ok()?;
    stream.set_nodelay(true).ok()?;
    let config = WebSocketConfig::default().read_buffer_size(BUFFER).write_buffer_size(BUFFER);
    let (socket, _) = client_async_with_config(request, stream, Some(config)).await.ok()?;
    Some(socket)
}

/// The next text.
pub async fn text(socket: &mut Socket) -> Option<String> {
    while let Some(Ok(said)) = socket.next().await {
        if let Message::Text(text) = said {
            return Some(text.as_str().to_owned());
        }
    }
    None
}

/// The next frame that tells how the room is, as it came.
pub async fn stage(socket: &mut Socket) -> Option<String> {
    loop {
        let text = text(socket).await?;
        if text.starts_with(r#"{"frame":"stage""#) {
            return Some(text);
        }
    }
}

/// Who has not heard of it yet.
#[derive(Default)]
struct Board {
    left: AtomicUsize,
    all: Notify,
}

/// Screens that wait for what the host says. They close when this is dropped.
pub struct Screens {
    board: Arc<Board>,
    many: usize,
    _listening: JoinSet<()>,
}

impl Screens {
    /// A screen for each of these people.
    pub async fn open(to: SocketAddr, path: &str, people: &[String]) -> Screens {
        let board = Arc::new(Board::default());
        let connecting = futures::stream::iter(people).map(|token| connect(to, path, token));
        let mut connecting = pin!(connecting.buffer_unordered(AT_ONCE));
        let mut listening = JoinSet::new();
        // Each listens at once: who does not answer the server's pings is let go.
        while let Some(socket) = connecting.next().await {
            listening.spawn(listen(socket.expect("it is let in"), board.clone()));
        }
        Screens { board, many: people.len(), _listening: listening }
    }

    /// Something is about to be said that none of them has heard.
    pub fn expect_all(&self) {
        self.board.left.store(self.many, Ordering::SeqCst);
    }

    /// Waits until each of them has heard it.
    pub async fn all(&self) {
        tokio::time::timeout(PATIENCE, self.board.all.notified()).await.expect("each of them hears it");
    }
}

/// Says of each number, once, that it came.
async fn listen(mut socket: Socket, board: Arc<Board>) {
    let mut newest = 0;
    while let Some(Ok(said)) = socket.next().await {
        let Message::Text(text) = said else { continue };
        let Some(number) = number_of(text.as_str()).filter(|number| *number > newest) else { continue };
        newest = number;
        if board.left.fetch_sub(1, Ordering::SeqCst) == 1 {
            board.all.notify_one();
        }
    }
}

/// The number that the host said last.
fn number_of(frame: &str) -> Option<usize> {
    frame.rsplit_once("no.")?.1.get(..6)?.parse().ok()
}
