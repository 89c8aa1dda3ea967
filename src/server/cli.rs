//! The command line.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use super::config::Config;
use super::failure::{Failure, Result};
use super::{boot, http, telemetry};

/// The home of a community of support professionals.
#[derive(Parser)]
#[command(name = "assemble", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site
    Serve(Config),
    /// Bring the database up to date and stop
    Migrate(Config),
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    telemetry::start_logging();
    // Four at least: a page that waits for a resource must not hold the thread that would bring it.
    let threads = std::thread::available_parallelism().map_or(4, |n| n.get()).max(4);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("assemble: no runtime: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("assemble: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve(config) => {
            let state = boot::open(config).await?;
            let listener = tokio::net::TcpListener::bind(state.config.listen)
                .await
                .map_err(|error| Failure::other("listening", error))?;
            println!("{}", state.config.site_url());
            axum::serve(listener, http::router(state)).await.map_err(|error| Failure::other("serving", error))
        }
        Command::Migrate(config) => boot::open(config).await.map(drop),
    }
}
