//! Our own accept loop: small packets go out at once, slow clients are let go, so many connections at a time,
//! and running requests are finished before the program ends.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::router;
use crate::server::config::Config;
use crate::server::state::AppState;

/// How long running requests may take to finish once the program is told to end.
const GRACE: Duration = Duration::from_secs(20);

/// The bytes by which an HTTP/2 connection is told apart.
const PREFACE: usize = 24;

/// Serves until `stop`, then finishes what is running.
pub async fn serve(listener: TcpListener, state: AppState, stop: impl Future<Output = ()>) {
    let config = state.config.clone();
    let app = router(state);
    let builder = Arc::new(connections(&config));
    let places = Arc::new(Semaphore::new(config.max_connections));
    let graceful = GracefulShutdown::new();
    let (closing, _) = tokio::sync::watch::channel(());
    tokio::pin!(stop);
    loop {
        let next = async {
            let place = places.clone().acquire_owned().await.expect("the semaphore is never closed");
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            biased;
            () = &mut stop => break,
            next = next => next,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // No more file descriptors, perhaps; they come back as connections end.
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (app, builder, watcher) = (app.clone(), builder.clone(), graceful.watcher());
        let mut closed = closing.subscribe();
        let patience = config.header_timeout;
        tokio::spawn(async move {
            let _place = place;
            let _ = stream.set_nodelay(true);
            // Before the first bytes nobody else watches the time, and nothing is lost by closing.
            tokio::select! {
                _ = closed.changed() => return,
                spoke = tokio::time::timeout(patience, speaks(&stream)) => if spoke.is_err() { return },
            }
            let service = hyper::service::service_fn(move |request| answer(app.clone(), peer, request));
            let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned();
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(%error, "a connection did not end well");
            }
        });
    }
    drop(listener);
    drop(closing);
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still running after {} s and were cut off", GRACE.as_secs());
    }
}

fn connections(config: &Config) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(config.header_timeout);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(20))
        .max_concurrent_streams(100);
    builder
}

/// Waits until it can be seen which HTTP a connection speaks, without taking anything from it.
async fn speaks(stream: &TcpStream) {
    const HTTP2: &[u8; PREFACE] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let mut start = [0; PREFACE];
    loop {
        match stream.peek(&mut start).await {
            Ok(0) | Err(_) => return,
            Ok(seen) if seen == PREFACE || start[..seen] != HTTP2[..seen] => return,
            // Half of a preface: `peek` would answer the same again at once.
            Ok(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}

async fn answer(
    app: Router,
    peer: SocketAddr,
    request: http::Request<Incoming>,
) -> Result<axum::response::Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    app.oneshot(request).await
}
