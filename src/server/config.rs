//! What is configured. `options` makes it from the command line and the environment.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// The settings of a running program.
#[derive(Clone, Debug)]
pub struct Config {
    /// Directory that holds everything the program keeps: the database, the root key.
    pub data: PathBuf,
    /// `postgres://…` or `sqlite:path`; an SQLite file in the data directory when there is none.
    pub database_url: Option<String>,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address that people type into the browser.
    pub url: Option<String>,
    /// Directory of the built browser files.
    pub site: PathBuf,
    /// Mail server; letters wait in the outbox without one.
    pub smtp: Option<String>,
    /// Sender of all letters.
    pub mail_from: String,
    /// Whether an empty database is filled with a made-up community.
    pub demo: bool,
    /// Header that a trusted proxy in front puts the visitor's address into.
    pub client_ip_header: Option<String>,
    /// Token that lets a collector other than this machine read `/metrics`.
    pub metrics_token: Option<String>,
    /// Where the program's clock starts, when not at the present.
    pub clock: Option<jiff::Timestamp>,
    /// Whether the rate limits are lifted.
    pub no_limits: bool,
    /// How many connections are served at once; more wait.
    pub max_connections: usize,
    /// How many of them one address may have, where no proxy stands in front; 0 for any number.
    pub max_connections_per_address: usize,
    /// How long a client may take nothing of what is written to it.
    pub write_timeout: Duration,
    /// How long a client may take to send the head of a request.
    pub header_timeout: Duration,
    /// How long a request may take altogether.
    pub request_timeout: Duration,
}

impl Config {
    /// The database's address.
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("assemble.db").display()))
    }

    /// The file of the root keys.
    pub fn root_key(&self) -> PathBuf {
        self.data.join("root.key")
    }

    /// The address of the site, without a slash at its end.
    pub fn site_url(&self) -> String {
        match &self.url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            // "Every address" is none that a browser could open.
            None if self.listen.ip().is_unspecified() => format!("http://localhost:{}", self.listen.port()),
            None => format!("http://{}", self.listen),
        }
    }

    /// A link into the site for a letter; `path` starts with a slash.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.site_url())
    }

    /// Whether cookies carry `Secure` and the `__Host-` prefix: always, except on plain http on this machine.
    pub fn secure_cookies(&self) -> bool {
        self.site_url().starts_with("https://") || !self.is_local()
    }

    /// Whether the site is reached on this machine only.
    pub fn is_local(&self) -> bool {
        let host = url::Url::parse(&self.site_url()).ok().and_then(|url| url.host_str().map(str::to_owned));
        host.is_some_and(|host| is_loopback(&host))
    }

    /// Whether visitors come through a proxy whose word on their address is not asked for: https is spoken by one. They
    /// all seem to come from the proxy then, and share one budget of tries.
    pub fn mistakes_visitors_for_proxy(&self) -> bool {
        self.site_url().starts_with("https://") && self.client_ip_header.is_none()
    }

    /// The configuration of a test: the defaults, on http://localhost:3000.
    pub fn for_tests(data: PathBuf) -> Config {
        Config { url: Some("http://localhost:3000".to_owned()), ..Config::with_data(data) }
    }

    /// The defaults, with everything kept under `data`.
    pub fn with_data(data: PathBuf) -> Config {
        Config {
            data,
            database_url: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            url: None,
            site: PathBuf::from("target/site"),
            smtp: None,
            mail_from: "Assemble <assemble@localhost>".to_owned(),
            demo: false,
            client_ip_header: None,
            metrics_token: None,
            clock: None,
            no_limits: false,
            max_connections: 2048,
            max_connections_per_address: 256,
            write_timeout: Duration::from_secs(30),
            header_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
        }
    }
}

/// Whether a host name or address, as it stands in a URL, means this machine.
pub fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.ends_with(".localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_has_to_say_who_comes() {
        let with = |url: &str, header: Option<&str>| Config {
            url: Some(url.to_owned()),
            client_ip_header: header.map(str::to_owned),
            ..Config::for_tests(PathBuf::from("data"))
        };
        assert!(with("https://assemble.example", None).mistakes_visitors_for_proxy());
        assert!(!with("https://assemble.example", Some("X-Forwarded-For")).mistakes_visitors_for_proxy());
        assert!(!with("http://localhost:3000", None).mistakes_visitors_for_proxy());
    }

    #[test]
    fn cookies_are_plain_only_on_this_machine() {
        let with = |url: &str| Config { url: Some(url.to_owned()), ..Config::for_tests(PathBuf::from("data")) };
        assert!(!with("http://localhost:3000/").secure_cookies());
        assert!(!with("http://127.0.0.1:3000").secure_cookies());
        assert!(!with("http://[::1]:3000").secure_cookies());
        assert!(with("https://assemble.example").secure_cookies());
        assert!(with("http://assemble.example").secure_cookies());
        assert_eq!(with("http://localhost:3000/").link("/x"), "http://localhost:3000/x");
    }
}
