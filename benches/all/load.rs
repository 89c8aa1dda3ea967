//! A small HTTP/1.1 load generator: so many connections kept alive, one request after the other on each.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One kept-alive connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What a server answered.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Connection {
    pub async fn open(to: SocketAddr) -> Result<Connection> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Connection { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a whole request and reads the whole answer.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let head_end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.fill().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).into_owned();
        let status = head.get(9..12).and_then(|code| code.parse().ok()).ok_or(ErrorKind::InvalidData)?;
        let body = match header(&head, "content-length") {
            Some(length) => {
                let end = head_end + length.parse::<usize>().map_err(Error::other)?;
                while self.buffer.len() < end {
                    self.fill().await?;
                }
                self.buffer[head_end..end].to_vec()
            }
            None if header(&head, "transfer-encoding").is_some() => self.chunks(head_end).await?,
            None => Vec::new(),
        };
        Ok(Answer { status, head, body })
    }

    async fn chunks(&mut self, mut at: usize) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line_end = loop {
                if let Some(end) = find(&self.buffer[at..], b"\r\n") {
                    break at + end;
                }
                self.fill().await?;
            };
            let size = std::str::from_utf8(&self.buffer[at..line_end]).map_err(Error::other)?;
            let size = usize::from_str_radix(size.trim(), 16).map_err(Error::other)?;
            let start = line_end + 2;
            while self.buffer.len() < start + size + 2 {
                self.fill().await?;
            }
            body.extend_from_slice(&self.buffer[start..start + size]);
            at = start + size + 2;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    async fn fill(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// A header of an answer's head.
pub fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, v)| v.trim())
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

/// Asks for `path` on `connections` connections for `time`; returns answers a second. Every answer must be 200.
pub async fn requests_per_second(to: SocketAddr, path: &str, connections: usize, time: Duration) -> Result<f64> {
    let request: Arc<[u8]> =
        format!("GET {path} HTTP/1.1\r\nHost: {to}\r\nAccept: text/html\r\nAccept-Language: ja\r\n\r\n")
            .into_bytes()
            .into();
    let started = Instant::now();
    let clients: Vec<_> = (0..connections)
        .map(|_| {
            let request = request.clone();
            tokio::spawn(async move {
                let mut connection = Connection::open(to).await?;
                let mut count = 0_u32;
                while started.elapsed() < time {
                    let answer = connection.ask(&request).await?;
                    if answer.status != 200 {
                        return Err(Error::other(format!("status {}", answer.status)));
                    }
                    count += 1;
                }
                Ok(count)
            })
        })
        .collect();
    let mut total = 0;
    for client in clients {
        total += client.await.map_err(Error::other)??;
    }
    Ok(f64::from(total) / started.elapsed().as_secs_f64())
}
