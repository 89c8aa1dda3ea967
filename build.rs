//! Turns `locales/` into compile-time checked keys, included by `kit::locale`.

use std::error::Error;
use std::path::{Path, PathBuf};

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

const NAMESPACES: [&str; 29] = [
    "common",
    "home",
    "accounts",
    "workshops",
    "calendar",
    "worksheets",
    "journal",
    "coaching",
    "admin",
    "mail",
    "server",
    "planning",
    "seats",
    "day",
    "keeping",
    "writing",
    "deid",
    "desk",
    "cohorts",
    "charts",
    "sheets",
    "selfchecks",
    "receipts",
    "live",
    "live_view",
    "desk_view",
    "tools",
    "plan",
    "after",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=Cargo.toml");
    println!("cargo:rerun-if-changed=migrations");
    let config = Config::new("ja")?
        .add_locale("en")?
        .add_namespaces(NAMESPACES)?
        .parse_options(ParseOptions::new().interpolate_display(true));
    let infos = TranslationsInfos::parse(config)?;
    infos.emit_diagnostics();
    infos.rerun_if_locales_changed();
    let module = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n");
    infos.generate_i18n_module(module.clone())?;
    in_ascii(&module.join("mod.rs"))
}

/// Writes everything that is not ASCII as an escape: it stands in strings only, which mean the same. To find a column
/// the compiler counts the wide characters of a file from its start, for each item: with the texts of all pages in one
/// file the lints took minutes.
fn in_ascii(file: &Path) -> Result<(), Box<dyn Error>> {
    let escape = |c: char| if c.is_ascii() { c.to_string() } else { c.escape_unicode().to_string() };
    let ascii: String = std::fs::read_to_string(file)?.chars().map(escape).collect();
    Ok(std::fs::write(file, ascii)?)
}
