//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Once;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderMap;

use crate::server::state::AppState;

/// The visitor's address. Unspecified (0.0.0.0) when it is not known, which counts as nobody's.
#[derive(Clone, Copy, Debug)]
pub struct ClientIp(pub IpAddr);

/// Headers by which proxies say that they only pass a request on.
const FORWARDING: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// Said once while the program runs.
static PROXY_SEEN: Once = Once::new();

/// The layer.
pub async fn attach(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    if state.config.client_ip_header.is_none() && is_forwarded(request.headers()) {
        PROXY_SEEN.call_once(|| {
            tracing::warn!(
                "a request came through a proxy, but --client-ip-header does not say where it writes the visitor's \
                 address: everybody who comes through it shares one budget of tries"
            );
        });
    }
    let ip = visitor(&request, state.config.client_ip_header.as_deref());
    request.extensions_mut().insert(ClientIp(ip));
    next.run(request).await
}

/// Whether the request was made on this machine, and not through a proxy on it.
pub fn is_local(request: &Request) -> bool {
    peer(request).is_loopback() && !is_forwarded(request.headers())
}

/// The address by which a visitor is counted: one household has a whole /64 of the newer addresses.
pub fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        address => address,
    }
}

fn is_forwarded(headers: &HeaderMap) -> bool {
    FORWARDING.iter().any(|name| headers.contains_key(*name))
}

/// The last entry of the trusted header, which the proxy nearest to us wrote; else who connected.
fn visitor(request: &Request, header: Option<&str>) -> IpAddr {
    header.and_then(|name| last_entry(request.headers(), name)).unwrap_or_else(|| peer(request)).to_canonical()
}

fn peer(request: &Request) -> IpAddr {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
    connected.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip().to_canonical())
}

fn last_entry(headers: &HeaderMap, name: &str) -> Option<IpAddr> {
    let value = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    let entry = value.rsplit(',').next()?.trim();
    entry.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_trusted_headers_last_entry_counts() {
        let request = Request::get("/")
            .header("x-forwarded-for", "203.0.113.9, 198.51.100.7")
            .extension(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 4711))))
            .body(axum::body::Body::empty())
            .expect("a request");
        assert_eq!(visitor(&request, None).to_string(), "10.0.0.1");
        assert_eq!(visitor(&request, Some("X-Forwarded-For")).to_string(), "198.51.100.7");
        assert_eq!(visitor(&request, Some("X-Real-IP")).to_string(), "10.0.0.1");
        assert!(!is_local(&request));
    }
}
