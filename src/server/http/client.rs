//! Where a request comes from.

/// The visitor's address.
#[derive(Clone, Copy, Debug)]
pub struct ClientIp(pub std::net::IpAddr);
