//! The command line.

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use super::config::Config;
use super::failure::Result;
use super::options::{Address, Serving, Site, Store};
use super::{boot, doctor, organiser, run, telemetry};

/// The home of a community of support professionals.
///
/// `assemble serve` needs nothing else: it makes the directory `data` with an SQLite database and a root key, serves
/// on 127.0.0.1:3000, and prints a one-time link by which the first organiser sets the site up.
#[derive(Parser)]
#[command(name = "assemble", version, after_long_help = MANUAL)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const MANUAL: &str = "\
Every option can also be given as the environment variable that its help names; the option wins.
`assemble serve --help` lists all of them.

To run a site for others:
  ASSEMBLE_URL=https://assemble.example ASSEMBLE_SMTP=smtps://user:password@mail.example \\
  ASSEMBLE_MAIL_FROM='Assemble <assemble@assemble.example>' assemble serve
  with a proxy in front that speaks https and passes on to 127.0.0.1:3000. Say by which header it tells where visitors
  come from (ASSEMBLE_CLIENT_IP_HEADER=X-Forwarded-For), or all of them share one budget of tries.

What to keep safe: the data directory. Its root.key opens everything private; without it a backup is worth nothing.
Logs go to standard error (RUST_LOG=info,sqlx=warn), as JSON when that is not a terminal.
/healthz and /readyz answer a supervisor, /metrics answers Prometheus.";

#[derive(Subcommand)]
enum Command {
    /// Serve the site
    Serve {
        #[command(flatten)]
        store: Store,
        #[command(flatten)]
        address: Address,
        #[command(flatten)]
        site: Site,
        #[command(flatten)]
        serving: Serving,
    },
    /// Bring the database up to date and stop
    Migrate {
        #[command(flatten)]
        store: Store,
    },
    /// Organisers
    Admin {
        #[command(subcommand)]
        command: Admin,
    },
    /// Look whether everything is in order, and say what to do when it is not
    Doctor {
        #[command(flatten)]
        store: Store,
        #[command(flatten)]
        address: Address,
        #[command(flatten)]
        site: Site,
    },
}

#[derive(Subcommand)]
enum Admin {
    /// Make someone an organiser, and print the link by which they choose their password
    Create(Create),
}

#[derive(Args)]
struct Create {
    /// Their mail address; an account that has it becomes an organiser's
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// The name they want to be called, when the account is new
    #[arg(long, default_value = "世話役")]
    name: String,
    #[command(flatten)]
    store: Store,
    #[command(flatten)]
    address: Address,
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    telemetry::start_logging();
    telemetry::watch_panics();
    // Four at least: a page that waits for a resource must not hold the thread that would bring it.
    let threads = std::thread::available_parallelism().map_or(4, |n| n.get()).max(4);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("assemble: no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(obey(cli.command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("assemble: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn obey(command: Command) -> Result<ExitCode> {
    match command {
        Command::Serve { store, address, site, serving } => {
            run::serve(serving.apply(site.apply(address.apply(store.config())))).await?;
        }
        Command::Migrate { store } => boot::open(store.config()).await?.db.close().await,
        Command::Admin { command: Admin::Create(create) } => {
            let config: Config = create.address.apply(create.store.config());
            let state = boot::open(config).await?;
            let link = organiser::create(&state, &create.email, &create.name).await?;
            println!("They choose a password here, once:\n  {link}");
            state.db.close().await;
        }
        Command::Doctor { store, address, site } => {
            let config = site.apply(address.apply(store.config()));
            return Ok(if doctor::examine(&config).await { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_fits_together() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn a_start_needs_nothing_and_only_serve_knows_how_to_serve() {
        assert!(Cli::try_parse_from(["assemble", "serve"]).is_ok());
        assert!(Cli::try_parse_from(["assemble", "serve", "--demo", "--url", "https://assemble.example"]).is_ok());
        assert!(Cli::try_parse_from(["assemble", "serve", "--url", "assemble.example"]).is_err());
        assert!(Cli::try_parse_from(["assemble", "migrate", "--demo"]).is_err());
        assert!(Cli::try_parse_from(["assemble", "doctor", "--smtp", "smtp://localhost"]).is_ok());
        assert!(Cli::try_parse_from(["assemble", "admin", "create"]).is_err());
    }
}
