//! The server: command line, configuration, database, HTTP, sessions, encryption, letters. Knows no domain,
//! except for the one place where the rooms are plugged in (`http::router`, `jobs`).

pub mod boot;
mod cli;
pub mod config;
pub mod context;
pub mod crypto;
pub mod db;
mod doctor;
pub mod failure;
pub mod http;
pub mod ics;
pub mod jobs;
pub mod keys;
pub mod lately;
pub mod limits;
pub mod mail;
pub mod markdown;
mod options;
mod organiser;
pub mod passwords;
pub mod pdf;
pub mod qr;
mod run;
pub mod search;
pub mod session;
pub mod state;
pub mod telemetry;
pub mod time;

pub use cli::main;
pub use context::{locale, state, viewer};
pub use failure::{Failure, Result};
pub use state::AppState;
