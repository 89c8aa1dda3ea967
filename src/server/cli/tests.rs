use std::collections::BTreeMap;

use clap::{Arg, CommandFactory};

use super::*;

#[test]
fn the_command_line_fits_together() {
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
    assert!(Cli::try_parse_from(["assemble", "keys", "rotate", "--data", "data"]).is_ok());
    assert!(Cli::try_parse_from(["assemble", "content", "publish", "--list", "list.json", "mine.json"]).is_ok());
    assert!(Cli::try_parse_from(["assemble", "tool", "check-text", "--locale", "en"]).is_ok());
    assert!(Cli::try_parse_from(["assemble", "tool", "check-text", "--locale", "fr"]).is_err());
    let groups = ["assemble", "tool", "groups", "--groups", "8", "--size", "4", "--rounds", "5", "--seed", "1"];
    assert!(Cli::try_parse_from(groups).is_ok());
    assert!(Cli::try_parse_from(["assemble", "tool", "groups", "--people", "people.csv"]).is_ok());
    assert!(Cli::try_parse_from(["assemble", "tool", "groups"]).is_err());
}

/// Every option with the command that it belongs to.
fn options(command: &clap::Command, words: &str) -> Vec<(String, Arg)> {
    let own = command.get_arguments().filter(|arg| !arg.is_positional()).map(|arg| (words.to_owned(), arg.clone()));
    let below =
        command.get_subcommands().flat_map(|one| options(one, format!("{words} {}", one.get_name()).trim_start()));
    own.chain(below).collect()
}

fn long(arg: &Arg) -> &str {
    arg.get_long().expect("options have long names")
}

fn variable(arg: &Arg) -> &str {
    arg.get_env().and_then(|name| name.to_str()).unwrap_or_else(|| panic!("--{} has no variable", long(arg)))
}

/// What a site needs is named after its option; what a single command asks is named after that as well.
#[test]
fn every_option_is_an_environment_variable_too() {
    let all = options(&Cli::command(), "");
    let of_a_site = |name: &str| all.iter().any(|(words, arg)| words == "serve" && long(arg) == name);
    assert!(all.len() > 30, "{}", all.len());
    for (words, arg) in &all {
        let name = long(arg).to_uppercase().replace('-', "_");
        let command = words.split(' ').next().unwrap_or_default().to_uppercase();
        let wanted = match long(arg) {
            // The name that every host of databases uses.
            "database-url" => name,
            known if of_a_site(known) => format!("ASSEMBLE_{name}"),
            _ => format!("ASSEMBLE_{command}_{name}"),
        };
        assert_eq!(variable(arg), wanted, "{words} --{}", long(arg));
        assert!(arg.get_help().is_some(), "{words} --{} is not explained", long(arg));
    }
}

#[test]
fn the_readme_lists_every_option_with_its_default() {
    let readme = include_str!("../../../README.md");
    let rows = readme.lines().filter(|line| line.starts_with("| `--"));
    let cells = |row: &str| row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>();
    let mut rows: BTreeMap<String, Vec<String>> =
        rows.map(cells).map(|cells| (cells[1].trim_start_matches('-').to_owned(), cells)).collect();
    let shown = options(&Cli::command(), "").into_iter().filter(|(_, arg)| !arg.is_hide_set());
    let shown: BTreeMap<String, Arg> = shown.map(|(_, arg)| (long(&arg).to_owned(), arg)).collect();
    for (name, arg) in shown {
        let row = rows.remove(&name).unwrap_or_else(|| panic!("the README does not list --{name}"));
        assert_eq!(row[2], variable(&arg));
        if let ([default], true) = (arg.get_default_values(), arg.get_action().takes_values()) {
            assert_eq!(row[3], default.to_string_lossy(), "--{name}");
        }
    }
    assert!(rows.is_empty(), "not options: {rows:?}");
}
