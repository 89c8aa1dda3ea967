//! What the program's room is compared with: a server that knows nobody and keeps nothing, and sends what one client says
//! to all of them.

use futures::{SinkExt, StreamExt};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{Sender, channel};
use tokio_tungstenite::accept_async_with_config;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

/// The same buffers as the program's.
const BUFFER: usize = 4096;
/// How many messages one who reads slowly may be behind.
const BEHIND: usize = 16;

/// The server: `broadcaster ADDRESS`.
pub async fn serve(args: Vec<String>) {
    let [address] = args.try_into().expect("an address");
    let listener = TcpListener::bind(address).await.expect("a free port");
    let (news, _) = channel::<Utf8Bytes>(BEHIND);
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        let _ = stream.set_nodelay(true);
        tokio::spawn(talk(stream, news.clone()));
    }
}

async fn talk(mut stream: TcpStream, news: Sender<Utf8Bytes>) {
    let mut start = [0; 6];
    if stream.peek(&mut start).await.is_err() {
        return;
    }
    if &start == b"GET / " {
        // Somebody asks whether it is ready.
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
        return;
    }
    let config = WebSocketConfig::default().read_buffer_size(BUFFER).write_buffer_size(BUFFER);
    let Ok(mut socket) = accept_async_with_config(stream, Some(config)).await else { return };
    let mut heard = news.subscribe();
    loop {
        tokio::select! {
            told = heard.recv() => match told {
                Ok(text) => if socket.send(Message::Text(text)).await.is_err() { return },
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
            said = socket.next() => match said {
                Some(Ok(Message::Text(text))) => {
                    let _ = news.send(text);
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return,
            },
        }
    }
}
