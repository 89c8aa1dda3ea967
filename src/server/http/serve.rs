//! Our own accept loop: small packets go out at once, clients that are slow to ask or to read are let go, so many
//! connections at a time and from one address, and running requests are finished before the program ends.
//!
//! HTTP/1 only. Browsers speak HTTP/2 over TLS alone, which is the business of a proxy in front, and proxies speak
//! HTTP/1 to what is behind them. An HTTP/2 connection would hold its place without a request under way.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::connection::{Households, Patient};
use super::router;
use crate::server::config::Config;
use crate::server::state::AppState;

/// How long running requests may take to finish once the program is told to end.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until `stop`, then finishes what is running.
pub async fn serve(listener: TcpListener, state: AppState, stop: impl Future<Output = ()>) {
    let (config, rooms) = (state.config.clone(), state.live.clone());
    let app = router(state);
    let builder = Arc::new(connections(&config));
    let places = Arc::new(Semaphore::new(config.max_connections));
    // Behind a proxy all connections come from its address.
    let behind_proxy = config.client_ip_header.is_some();
    let households = Households::new(if behind_proxy { 0 } else { config.max_connections_per_address });
    // Every connection holds the other end until it has ended.
    let (closing, _) = tokio::sync::watch::channel(());
    tokio::pin!(stop);
    loop {
        let next = async {
            let place = places.clone().acquire_owned().await.expect("the semaphore is never closed");
            (place, accept(&listener).await)
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
        let Some(counted) = households.enter(peer.ip()) else {
            metrics::counter!("connections_refused_total").increment(1);
            continue;
        };
        let (app, builder) = (app.clone(), builder.clone());
        let mut closed = closing.subscribe();
        let (to_ask, to_read) = (config.header_timeout, config.write_timeout);
        tokio::spawn(async move {
            let _place = (place, counted);
            let mut first = [0];
            // Before the first byte nothing is lost by closing. From then on hyper watches the time.
            tokio::select! {
                _ = closed.changed() => return,
                spoke = tokio::time::timeout(to_ask, stream.peek(&mut first)) => if spoke.is_err() { return },
            }
            let stream = TokioIo::new(Patient::new(stream, to_read));
            let service = hyper::service::service_fn(move |request| answer(app.clone(), peer, request));
            let mut connection = pin!(builder.serve_connection(stream, service).with_upgrades());
            let ended = tokio::select! {
                ended = connection.as_mut() => ended,
                _ = closed.changed() => {
                    connection.as_mut().graceful_shutdown();
                    connection.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection did not end well");
            }
        });
    }
    drop(listener);
    closing.send_replace(());
    // Sockets are no connections any more, and nobody waits for them.
    rooms.end();
    if tokio::time::timeout(GRACE, closing.closed()).await.is_err() {
        tracing::warn!("some requests were still running after {} s and were cut off", GRACE.as_secs());
    }
}

/// The next connection. On it what is small goes out at once: by default it waits until what was sent before is
/// confirmed, which costs a streamed page 40 ms.
async fn accept(listener: &TcpListener) -> std::io::Result<(TcpStream, SocketAddr)> {
    let (stream, peer) = listener.accept().await?;
    // One that has ended meanwhile takes no settings any more, and is found ended by whoever reads it.
    let _ = stream.set_nodelay(true);
    Ok((stream, peer))
}

fn connections(config: &Config) -> Builder {
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(config.header_timeout);
    builder
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_small_goes_out_at_once() {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (accepted, asked) = tokio::join!(accept(&listener), TcpStream::connect(address));
        let (stream, peer) = accepted.expect("a connection");
        let asked = asked.expect("it is taken");
        assert_eq!(peer, asked.local_addr().expect("an address"));
        assert!(!asked.nodelay().expect("an option"), "nobody has it by default");
        assert!(stream.nodelay().expect("an option"));
    }
}
