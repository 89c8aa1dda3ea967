//! Turns `locales/` into compile-time checked keys, included by `kit::locale`.

use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};

const NAMESPACES: [&str; 12] = [
    "common",
    "home",
    "accounts",
    "workshops",
    "worksheets",
    "journal",
    "coaching",
    "admin",
    "mail",
    "server",
    "planning",
    "seats",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
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
    infos.generate_i18n_module(std::path::PathBuf::from(std::env::var("OUT_DIR")?).join("i18n"))?;
    Ok(())
}
