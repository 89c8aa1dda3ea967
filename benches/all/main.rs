//! `make bench`: ratios against plain programs with the same duty, measured in one run, printed as a table.
//!
//! The whole program runs as its release binary on a real socket; `ASSEMBLE_BIN` names it.

mod contention;
#[path = "../../tests/it/crowd.rs"]
mod crowd;
mod deid;
mod load;
mod pages;
mod program;
mod registrations;
mod results;
mod room;
mod saves;
mod search;
mod writing;

fn main() {
    let mut args = std::env::args().skip(1);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().expect("a runtime");
    match args.next().as_deref() {
        Some("bare-server") => return runtime.block_on(pages::bare_server(args.collect())),
        Some("bare-seats") => return runtime.block_on(contention::bare_server(args.collect())),
        Some("broadcaster") => return runtime.block_on(room::broadcaster::serve(args.collect())),
        Some("soak") => return runtime.block_on(room::soak::run()),
        _ => {}
    }
    runtime.block_on(async {
        let mut table = Table::default();
        saves::measure(&mut table).await;
        writing::measure(&mut table).await;
        search::measure(&mut table).await;
        deid::measure(&mut table);
        pages::measure(&mut table).await;
        results::measure(&mut table).await;
        registrations::measure(&mut table).await;
        contention::measure(&mut table).await;
        room::measure(&mut table).await;
        table.print();
    });
}

/// Rows of what was measured: name, number, comparison.
#[derive(Default)]
pub struct Table(Vec<[String; 3]>);

impl Table {
    /// Adds a row, and shows it at once to whoever is waiting.
    pub fn row(&mut self, name: impl Into<String>, number: impl Into<String>, compared: impl Into<String>) {
        let row = [name.into(), number.into(), compared.into()];
        eprintln!("{}: {} {}", row[0], row[1], row[2]);
        self.0.push(row);
    }

    fn print(&self) {
        println!("| measured | result | compared |\n| --- | ---: | --- |");
        for [name, number, compared] in &self.0 {
            println!("| {name} | {number} | {compared} |");
        }
    }
}

/// A directory on the disk that holds the build, not in memory.
pub fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a scratch directory")
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
