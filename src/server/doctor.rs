//! `assemble doctor`: looks at everything a site stands on, says a line about each, and what to do. It changes
//! nothing and makes nothing.

use std::fs;

use sqlx::Row;

use super::config::Config;
use super::db::{Db, Kind};
use super::failure::Result;
use super::http::needed_files;
use super::keys::{self, Ring};
use super::mail::outbox;
use super::mail::postman::Postman;
use super::run::PROXY_UNKNOWN;
use crate::kit::Moment;
use crate::worksheets::added;

/// What a look at one thing found.
enum Finding {
    Fine(String),
    /// Not wrong, but worth knowing.
    Note(String),
    /// Wrong, with what to do.
    Wrong(String),
}
use Finding::{Fine, Note, Wrong};

/// Prints the findings; true when nothing is wrong.
pub async fn examine(config: &Config) -> bool {
    let mut findings = vec![
        ("data directory", data_directory(config)),
        ("root key", root_key(config)),
        ("site files", site_files(config)),
        ("added worksheets", added_worksheets(config)),
        ("address", address(config)),
        ("proxy", proxy(config)),
        ("clock", clock()),
        ("mail server", mail_server(config).await),
    ];
    findings.extend(database(config).await);
    for (name, finding) in &findings {
        match finding {
            Fine(words) => println!("ok     {name}: {words}"),
            Note(words) => println!("note   {name}: {words}"),
            Wrong(words) => println!("WRONG  {name}: {words}"),
        }
    }
    !findings.iter().any(|(_, finding)| matches!(finding, Wrong(_)))
}

fn data_directory(config: &Config) -> Finding {
    let shown = config.data.display();
    match fs::metadata(&config.data) {
        Err(_) => Note(format!("{shown} is not there yet; the first start makes it")),
        Ok(found) if !found.is_dir() => Wrong(format!("{shown} is not a directory; choose another with --data")),
        // A temporary file goes again when it is dropped by name.
        Ok(_) => match probe(config) {
            Ok(()) => Fine(shown.to_string()),
            Err(error) => Wrong(format!("{shown} cannot be written to ({error}); give it to the user that serves")),
        },
    }
}

fn probe(config: &Config) -> std::io::Result<()> {
    let path = config.data.join(format!(".doctor-{}", std::process::id()));
    fs::OpenOptions::new().write(true).create_new(true).open(&path)?;
    fs::remove_file(path)
}

fn root_key(config: &Config) -> Finding {
    match Ring::read(&config.root_key()) {
        Ok(Some(_)) => Fine("there, and nobody else can read it; keep a copy apart from the database's".to_owned()),
        Ok(None) if has_data(config) => {
            Wrong("there is a database, but no root.key: put it back, or private text stays closed".to_owned())
        }
        Ok(None) => Note("not there yet; the first start makes it".to_owned()),
        Err(error) => Wrong(error.to_string()),
    }
}

fn has_data(config: &Config) -> bool {
    config.database_url.is_some() || config.data.join("assemble.db").exists()
}

fn site_files(config: &Config) -> Finding {
    let missing = needed_files(&config.site).into_iter().filter(|path| !path.exists());
    let missing: Vec<String> = missing.map(|path| path.display().to_string()).collect();
    match missing.as_slice() {
        [] => Fine(config.site.display().to_string()),
        some => {
            Wrong(format!("missing {}; build them with `cargo leptos build --release`, or set --site", some.join(", ")))
        }
    }
}

fn added_worksheets(config: &Config) -> Finding {
    match added::look(&config.data) {
        Ok(added) if added.sheets.is_empty() => Fine("none".to_owned()),
        Ok(added) => Fine(format!("{} in {}", added.sheets.len(), added::directory(&config.data).display())),
        Err(faults) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Wrong(format!("{}; the site does not start like this", lines.join("; ")))
        }
    }
}

fn address(config: &Config) -> Finding {
    let url = config.site_url();
    if config.is_local() {
        Note(format!("{url} is reached on this machine only; set ASSEMBLE_URL to serve others"))
    } else if url.starts_with("https://") {
        Fine(url)
    } else {
        Wrong(format!("{url} is not https: browsers will not keep people signed in; put a proxy with https in front"))
    }
}

fn proxy(config: &Config) -> Finding {
    match &config.client_ip_header {
        _ if config.mistakes_visitors_for_proxy() => Wrong(PROXY_UNKNOWN.to_owned()),
        Some(name) => Fine(format!("visitors are told apart by {name}, which it has to set itself")),
        None => Fine("none is expected".to_owned()),
    }
}

fn clock() -> Finding {
    let now = jiff::Timestamp::now();
    match now.as_second() {
        // 2026-01-01: older than this program.
        ..1_767_225_600 => Wrong(format!("it is not {now}; set the machine's clock (timedatectl set-ntp true)")),
        _ => Fine(now.to_string()),
    }
}

async fn mail_server(config: &Config) -> Finding {
    match Postman::new(config) {
        Ok(None) => Note("none is set; letters wait in the outbox until ASSEMBLE_SMTP is".to_owned()),
        Err(error) => Wrong(error.to_string()),
        Ok(Some(postman)) => match postman.reach().await {
            Ok(()) => Fine("it answers".to_owned()),
            Err(error) => Wrong(format!("{error}; look at ASSEMBLE_SMTP, the password and the firewall")),
        },
    }
}

async fn database(config: &Config) -> Vec<(&'static str, Finding)> {
    if !has_data(config) {
        return vec![("database", Note("not there yet; the first start makes it".to_owned()))];
    }
    let db = match Db::connect(&config.database_url()).await {
        Ok(db) => db,
        Err(error) => return vec![("database", Wrong(format!("{error}; look at DATABASE_URL")))],
    };
    let told = |looked: Result<Finding>| looked.unwrap_or_else(|error| Wrong(error.to_string()));
    let findings = vec![
        ("database", told(db.version().await.map(Fine))),
        ("tables", told(tables(&db).await)),
        ("database clock", told(database_clock(&db).await)),
        ("letters", told(letters(&db).await)),
        ("people's keys", told(peoples_keys(&db, config).await)),
    ];
    db.close().await;
    findings
}

async fn tables(db: &Db) -> Result<Finding> {
    let pending = db.pending_migrations().await?;
    Ok(match pending.as_slice() {
        [] => Fine("up to date".to_owned()),
        some => Note(format!(
            "to be brought up to date ({}); `assemble migrate` or the next start does it",
            some.join(", ")
        )),
    })
}

async fn database_clock(db: &Db) -> Result<Finding> {
    if db.kind() == Kind::Sqlite {
        return Ok(Fine("it is this machine's".to_owned()));
    }
    let mut conn = db.read().await?;
    let row = sqlx::query("select cast(extract(epoch from now()) as bigint)").fetch_one(&mut *conn).await?;
    let apart = (row.try_get::<i64, _>(0)? - jiff::Timestamp::now().as_second()).abs();
    Ok(match apart {
        0..=60 => Fine(format!("{apart} s from this machine's")),
        _ => Wrong(format!("{apart} s from this machine's; set both by a time server")),
    })
}

/// By which root keys people's keys are wrapped.
async fn peoples_keys(db: &Db, config: &Config) -> Result<Finding> {
    let Some(ring) = Ring::read(&config.root_key())? else {
        return Ok(Note("not looked at without root keys".to_owned()));
    };
    if !db.pending_migrations().await?.is_empty() {
        return Ok(Note("not looked at before the tables are up to date".to_owned()));
    }
    let used = keys::in_use(&mut *db.read().await?).await?;
    let (newest, _) = ring.newest();
    let missing: i64 = used.iter().filter(|(version, _)| ring.root(**version).is_none()).map(|(_, n)| n).sum();
    let behind: i64 = used.iter().filter(|(version, _)| **version < newest).map(|(_, n)| n).sum();
    Ok(match (missing, behind, ring.versions().len()) {
        (1.., ..) => Wrong(format!("{missing} are wrapped by a root key that is not in root.key; put that file back")),
        (_, 1.., _) => Note(format!("{behind} are wrapped by an old root key; run `assemble keys rotate`")),
        (_, _, 2..) => Note(format!(
            "all are wrapped by root key {newest}; the old one can go (`assemble keys retire`), with the backups of it"
        )),
        _ => Fine(format!("all are wrapped by root key {newest}")),
    })
}

async fn letters(db: &Db) -> Result<Finding> {
    let mut conn = db.read().await?;
    let an_hour_ago = Moment(jiff::Timestamp::now().as_microsecond()).plus_hours(-1);
    if !db.pending_migrations().await?.is_empty() {
        return Ok(Note("not looked at before the tables are up to date".to_owned()));
    }
    Ok(match outbox::stuck(&mut conn, an_hour_ago).await? {
        (0, 0) => Fine("none is stuck".to_owned()),
        (0, failed) => {
            Note(format!("{failed} could not be sent in the last hour; see last_error in the table letters"))
        }
        (stuck, _) => Wrong(format!(
            "{stuck} have waited for more than an hour; see the mail server above, and last_error in the table letters"
        )),
    })
}
