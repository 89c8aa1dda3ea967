//! What keeps a client from holding its place for ever, or all of them: a limit on how long it may take nothing of what
//! is written to it, and on how many connections come from one address.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use super::client::household;

/// A connection that ends when its client takes nothing of what is written for too long. The answers of a program that
/// nobody reads fill the buffers on the way, and then a write waits.
pub struct Patient {
    stream: TcpStream,
    patience: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    /// `stream`, with so much patience.
    pub fn new(stream: TcpStream, patience: Duration) -> Patient {
        Patient { stream, patience, stalled: None }
    }

    fn watch<T>(&mut self, context: &mut Context<'_>, write: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if write.is_ready() {
            self.stalled = None;
            return write;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        stalled.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, write)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let write = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.watch(context, write)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

/// How many connections each household holds.
#[derive(Clone, Debug)]
pub struct Households {
    most: usize,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A connection that is counted until it is dropped.
#[derive(Debug)]
pub struct Counted {
    of: Households,
    home: IpAddr,
}

impl Households {
    /// At most so many each; 0 for any number.
    pub fn new(most: usize) -> Households {
        Households { most, held: Arc::default() }
    }

    /// Counts one more connection from `peer`; none when its household has as many as it may.
    pub fn enter(&self, peer: IpAddr) -> Option<Counted> {
        let home = household(peer);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(home).or_default();
        if self.most > 0 && *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Counted { of: self.clone(), home })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut held = self.of.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.home) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.home);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_holds_so_many_and_gets_back_what_ends() {
        let households = Households::new(2);
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        let first = households.enter(ip("2001:db8::1")).expect("a place");
        let _second = households.enter(ip("2001:db8::2")).expect("a place");
        assert!(households.enter(ip("2001:db8::3")).is_none(), "one /64 is one household");
        let _other = households.enter(ip("192.0.2.1")).expect("another household");
        drop(first);
        let third = households.enter(ip("2001:db8::3")).expect("a place again");
        drop(third);
        assert_eq!(households.held.lock().expect("nobody panics with it").len(), 2, "nothing stays of who has gone");
        let all = Households::new(0);
        let many: Vec<_> = (0..100).map(|_| all.enter(ip("192.0.2.1"))).collect();
        assert!(many.iter().all(Option::is_some));
    }
}
