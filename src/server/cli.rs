//! The command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use super::config::Config;
use super::db::Db;
use super::failure::Result;
use super::options::{Address, Serving, Site, Store};
use super::{boot, doctor, keys, organiser, run, telemetry};
use crate::kit::locale;
use crate::live::groups;
use crate::{deid, worksheets};

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
    /// Root keys
    Keys {
        #[command(subcommand)]
        command: Keys,
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
    /// Content files: worksheets, self-checks and run sheets
    Content {
        #[command(subcommand)]
        command: Content,
    },
    /// Tools that need no database
    Tool {
        #[command(subcommand)]
        command: Tool,
    },
}

#[derive(Subcommand)]
enum Content {
    /// Name every fault of content files, with its place and the reason
    Check {
        /// Files, or directories of them
        #[arg(default_values = ["content/worksheets", "content/selfchecks", "content/run_sheets"])]
        paths: Vec<PathBuf>,
    },
    /// Add what is new to the list of published versions, which never change after that; then build the program anew
    Publish {
        /// The list
        #[arg(long, env = "ASSEMBLE_CONTENT_LIST", value_name = "FILE", default_value = worksheets::published::LIST)]
        list: PathBuf,
        /// Files, or directories of them
        #[arg(default_values = ["content/worksheets", "content/selfchecks"])]
        paths: Vec<PathBuf>,
    },
}

#[derive(Subcommand)]
enum Tool {
    /// Score the answers to a worksheet or self-check: JSON from standard input, the result as JSON
    Score {
        /// W1 to W10, CBI, UCLA3, DIRECT, PROQOL or WHO5
        worksheet: String,
    },
    /// Look for traces of people in texts: JSON lines {"id","text"} from standard input, one line of findings for each
    CheckText {
        /// The language of the suggestions
        #[arg(long, env = "ASSEMBLE_TOOL_LOCALE", value_name = "ja|en", default_value = "ja", value_parser = ["ja", "en"])]
        locale: String,
    },
    /// Make groups for the rounds of an event, so that hardly anybody meets twice: JSON with the groups and their score
    Groups(Groups),
}

#[derive(Args)]
struct Groups {
    /// How many groups; with --people it may be left to --size
    #[arg(long, env = "ASSEMBLE_TOOL_GROUPS", value_name = "N", required_unless_present = "people")]
    groups: Option<usize>,
    /// How many people in a group
    #[arg(long, env = "ASSEMBLE_TOOL_SIZE", value_name = "N", default_value_t = 4)]
    size: usize,
    /// How many rounds; without it, as many as it takes until everybody has met everybody
    #[arg(long, env = "ASSEMBLE_TOOL_ROUNDS", value_name = "N")]
    rounds: Option<usize>,
    /// The same seed gives the same groups
    #[arg(long, env = "ASSEMBLE_TOOL_SEED", value_name = "N", default_value_t = 1)]
    seed: u64,
    /// A CSV file of the people: name, profession, organisation, first_timer, years, apart, together
    #[arg(long, env = "ASSEMBLE_TOOL_PEOPLE", value_name = "FILE")]
    people: Option<PathBuf>,
    /// Search up to so many seconds instead of a fixed number of steps
    #[arg(long, env = "ASSEMBLE_TOOL_SECONDS", value_name = "N")]
    seconds: Option<u32>,
}

impl Groups {
    fn asked(self) -> groups::tool::Asked {
        let Self { groups, size, rounds, seed, people, seconds } = self;
        groups::tool::Asked { groups, size, rounds, seed, people, seconds }
    }
}

#[derive(Subcommand)]
enum Admin {
    /// Make someone an organiser, and print the link by which they choose their password
    Create(Create),
}

#[derive(Subcommand)]
enum Keys {
    /// Make a new root key and wrap everybody's key by it; the site may be served meanwhile, and it may be run again
    Rotate {
        #[command(flatten)]
        store: Store,
    },
    /// Take root keys out of root.key that wrap nobody's key any more
    Retire {
        #[command(flatten)]
        store: Store,
    },
}

#[derive(Args)]
struct Create {
    /// Their mail address; an account that has it becomes an organiser's
    #[arg(long, env = "ASSEMBLE_ADMIN_EMAIL", value_name = "ADDRESS")]
    email: String,
    /// The name they want to be called, when the account is new
    #[arg(long, env = "ASSEMBLE_ADMIN_NAME", default_value = "世話役")]
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
        Command::Keys { command } => change_keys(command).await?,
        Command::Tool { command: Tool::CheckText { locale } } => return Ok(check_text(&locale)),
        Command::Tool { command: Tool::Groups(asked) } => return Ok(print(groups::tool::make_groups(&asked.asked()))),
        Command::Tool { command: Tool::Score { worksheet } } => {
            return Ok(print(worksheets::tool::score_answers(&worksheet, std::io::stdin().lock())));
        }
        Command::Content { command: Content::Check { paths } } => return Ok(check_content(&paths)),
        Command::Content { command: Content::Publish { list, paths } } => return Ok(publish_content(&list, &paths)),
        Command::Doctor { store, address, site } => {
            let config = site.apply(address.apply(store.config()));
            return Ok(if doctor::examine(&config).await { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn change_keys(command: Keys) -> Result<()> {
    let (Keys::Rotate { store } | Keys::Retire { store }) = &command;
    let config = store.clone().config();
    let db = Db::connect(&config.database_url()).await?;
    match command {
        Keys::Rotate { .. } => {
            let (version, wrapped) = keys::rotate(&db, &config.root_key()).await?;
            println!("{wrapped} keys are wrapped by root key {version} now.");
            println!("Copy root.key to where you keep it safe, then run `assemble keys retire`.");
        }
        Keys::Retire { .. } => match keys::retire(&db, &config.root_key()).await?.as_slice() {
            [] => println!("There is no old root key."),
            old => println!("Root keys {old:?} are gone. Copy root.key to where you keep it safe."),
        },
    }
    db.close().await;
    Ok(())
}

fn check_text(locale: &str) -> ExitCode {
    let output = std::io::BufWriter::new(std::io::stdout().lock());
    match deid::tool::check_lines(std::io::stdin().lock(), output, locale::parse(locale)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("assemble: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print(result: Result<String, String>) -> ExitCode {
    match result {
        Ok(result) => {
            println!("{result}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("assemble: {error}");
            ExitCode::FAILURE
        }
    }
}

fn check_content(paths: &[PathBuf]) -> ExitCode {
    match worksheets::tool::check_files(paths) {
        Ok(faults) if faults.is_empty() => {
            println!("Nothing is wrong.");
            ExitCode::SUCCESS
        }
        Ok(faults) => {
            faults.iter().for_each(|fault| println!("{fault}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("assemble: {error}");
            ExitCode::FAILURE
        }
    }
}

fn publish_content(list: &Path, paths: &[PathBuf]) -> ExitCode {
    match worksheets::tool::publish_files(list, paths) {
        Ok(Ok(0)) => println!("Nothing is new."),
        Ok(Ok(n)) => println!("{n} versions are published now. They never change; a change is a new version."),
        Ok(Err(faults)) => {
            faults.iter().for_each(|fault| println!("{fault}"));
            return ExitCode::FAILURE;
        }
        Err(error) => {
            eprintln!("assemble: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests;
