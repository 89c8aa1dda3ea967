//! What can be configured: by option, by environment variable, with a default for everything.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// Options of `assemble serve`, shared in part by the other commands.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Directory that holds everything the program keeps: the database, the root key
    #[arg(long, env = "ASSEMBLE_DATA", default_value = "data")]
    pub data: PathBuf,

    /// `postgres://…` or `sqlite:path`; an SQLite file in the data directory by default
    #[arg(long, env = "DATABASE_URL")]
    pub database_url: Option<String>,

    /// Address to listen on
    #[arg(long, env = "ASSEMBLE_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,

    /// Address that people type into the browser; links in letters start with it
    #[arg(long, env = "ASSEMBLE_URL")]
    pub url: Option<String>,

    /// Directory of the built browser files
    #[arg(long, env = "ASSEMBLE_SITE", default_value = "target/site")]
    pub site: PathBuf,

    /// Mail server, as `smtp://user:password@host:587` or `smtps://…`; letters wait in the outbox without it
    #[arg(long, env = "ASSEMBLE_SMTP")]
    pub smtp: Option<String>,

    /// Sender of all letters
    #[arg(long, env = "ASSEMBLE_MAIL_FROM", default_value = "Assemble <assemble@localhost>")]
    pub mail_from: String,

    /// Fill an empty database with a made-up community, and show its letters at /demo/letters
    #[arg(long, env = "ASSEMBLE_DEMO")]
    pub demo: bool,

    /// Header that a trusted proxy in front puts the visitor's address into, such as X-Forwarded-For
    #[arg(long, env = "ASSEMBLE_CLIENT_IP_HEADER")]
    pub client_ip_header: Option<String>,

    /// Token that lets a collector other than this machine read /metrics
    #[arg(long, env = "ASSEMBLE_METRICS_TOKEN")]
    pub metrics_token: Option<String>,

    /// Start the program's clock at this moment (RFC 3339), for demonstrations and tests
    #[arg(long, env = "ASSEMBLE_CLOCK")]
    pub clock: Option<jiff::Timestamp>,

    /// Lift the rate limits, for tests that sign in as many people
    #[arg(long, env = "ASSEMBLE_NO_LIMITS", hide = true)]
    pub no_limits: bool,
}

impl Config {
    /// The database's address.
    pub fn database_url(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("assemble.db").display()))
    }

    /// The address of the site, without a slash at its end.
    pub fn site_url(&self) -> String {
        match &self.url {
            Some(url) => url.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }

    /// A link into the site for a letter; `path` starts with a slash.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.site_url())
    }

    /// Whether cookies carry `Secure` and the `__Host-` prefix: always, except on plain http on this machine.
    pub fn secure_cookies(&self) -> bool {
        self.site_url().starts_with("https://")
    }

    /// The configuration of a test: defaults, with everything under `data`.
    pub fn for_tests(data: PathBuf) -> Config {
        Config {
            data,
            database_url: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            url: Some("http://localhost:3000".to_owned()),
            site: PathBuf::from("target/site"),
            smtp: None,
            mail_from: "Assemble <assemble@localhost>".to_owned(),
            demo: false,
            client_ip_header: None,
            metrics_token: None,
            clock: None,
            no_limits: false,
        }
    }
}
