//! The options of the commands, grouped by who needs them. Each is also an environment variable.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::BoolishValueParser;

use super::config::Config;

/// Where things are kept; every command needs to know.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Data")]
pub struct Store {
    /// Directory that holds everything the program keeps: the database and the root key
    #[arg(long, env = "ASSEMBLE_DATA", default_value = "data", value_name = "DIR")]
    data: PathBuf,

    /// postgres://user:password@host/name, or sqlite:path [default: an SQLite file in the data directory]
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    database_url: Option<String>,
}

/// Where the site is found.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Address")]
pub struct Address {
    /// Address to listen on; port 0 takes a free one, and the program says which
    #[arg(long, env = "ASSEMBLE_LISTEN", default_value = "127.0.0.1:3000", value_name = "IP:PORT")]
    listen: SocketAddr,

    /// Address that people type into the browser; links in letters start with it [default: http:// and --listen]
    #[arg(long, env = "ASSEMBLE_URL", value_name = "URL", value_parser = site_url)]
    url: Option<String>,

    /// Header that a trusted proxy in front adds the visitor's address to, such as X-Forwarded-For
    #[arg(long, env = "ASSEMBLE_CLIENT_IP_HEADER", value_name = "NAME")]
    client_ip_header: Option<String>,
}

/// What a running site needs besides.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Site and letters")]
pub struct Site {
    /// Directory of the built browser files
    #[arg(long, env = "ASSEMBLE_SITE", default_value = "target/site", value_name = "DIR")]
    site: PathBuf,

    /// Mail server: smtps://user:password@host, or smtp://user:password@host:587 (STARTTLS). Letters wait without it
    #[arg(long, env = "ASSEMBLE_SMTP", hide_env_values = true, value_name = "URL")]
    smtp: Option<String>,

    /// Sender of all letters
    #[arg(long, env = "ASSEMBLE_MAIL_FROM", default_value = "Assemble <assemble@localhost>", value_name = "ADDRESS")]
    mail_from: String,
}

/// What only `serve` needs.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Serving")]
pub struct Serving {
    /// Fill an empty database with a made-up community, and show its letters at /demo/letters
    #[arg(long, env = "ASSEMBLE_DEMO", value_parser = BoolishValueParser::new())]
    demo: bool,

    /// Token that lets a collector other than this machine read /metrics (Authorization: Bearer …)
    #[arg(long, env = "ASSEMBLE_METRICS_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    metrics_token: Option<String>,

    /// Connections served at once; more wait
    #[arg(long, env = "ASSEMBLE_MAX_CONNECTIONS", default_value_t = 2048, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    max_connections: u32,

    /// Connections of one address; 0 for any number. Not counted with --client-ip-header: all are the proxy's then
    #[arg(long, env = "ASSEMBLE_MAX_CONNECTIONS_PER_ADDRESS", default_value_t = 256, value_name = "N",
          value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    max_connections_per_address: u32,

    /// Seconds a client may take nothing of an answer
    #[arg(long, env = "ASSEMBLE_WRITE_TIMEOUT", default_value_t = 30, value_name = "SECONDS",
          value_parser = clap::value_parser!(u64).range(1..=600))]
    write_timeout: u64,

    /// Seconds a client may take to send the head of a request
    #[arg(long, env = "ASSEMBLE_HEADER_TIMEOUT", default_value_t = 10, value_name = "SECONDS",
          value_parser = clap::value_parser!(u64).range(1..=600))]
    header_timeout: u64,

    /// Seconds a request may take altogether
    #[arg(long, env = "ASSEMBLE_REQUEST_TIMEOUT", default_value_t = 30, value_name = "SECONDS",
          value_parser = clap::value_parser!(u64).range(1..=600))]
    request_timeout: u64,

    /// Start the program's clock at this moment (RFC 3339), for demonstrations and tests
    #[arg(long, env = "ASSEMBLE_CLOCK", value_name = "MOMENT")]
    clock: Option<jiff::Timestamp>,

    /// Lift the rate limits, for tests that sign in as many people
    #[arg(long, env = "ASSEMBLE_NO_LIMITS", hide = true, value_parser = BoolishValueParser::new())]
    no_limits: bool,
}

impl Store {
    /// The settings that these options make, with defaults for the rest.
    pub fn config(self) -> Config {
        Config { database_url: filled(self.database_url), ..Config::with_data(self.data) }
    }
}

impl Address {
    /// `config` with these options.
    pub fn apply(self, config: Config) -> Config {
        Config { listen: self.listen, url: filled(self.url), client_ip_header: filled(self.client_ip_header), ..config }
    }
}

impl Site {
    /// `config` with these options.
    pub fn apply(self, config: Config) -> Config {
        Config { site: self.site, smtp: filled(self.smtp), mail_from: self.mail_from, ..config }
    }
}

impl Serving {
    /// `config` with these options.
    pub fn apply(self, config: Config) -> Config {
        Config {
            demo: self.demo,
            metrics_token: filled(self.metrics_token),
            clock: self.clock,
            no_limits: self.no_limits,
            max_connections: self.max_connections as usize,
            max_connections_per_address: self.max_connections_per_address as usize,
            write_timeout: Duration::from_secs(self.write_timeout),
            header_timeout: Duration::from_secs(self.header_timeout),
            request_timeout: Duration::from_secs(self.request_timeout),
            ..config
        }
    }
}

/// An empty environment variable says nothing.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn site_url(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    match url::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() && url.path() == "/" => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("write http:// or https:// and a host, without a path".to_owned()),
    }
}
