//! The look for traces of people in an entry, as it is before a copy leaves.

use std::time::Instant;

use assemble::deid;
use assemble::kit::Locale;

use crate::Table;

const CHARACTERS: usize = 2_000;
const ROUNDS: usize = 41;

/// Adds the middle of some looks to the table.
pub fn measure(table: &mut Table) {
    let text: String = "朝、佐藤さんのお宅に伺った。横浜市立第二小学校の三年生で、090-1234-5678に電話があったという。\
                        母親は看護師で、十一月三日に市民病院で会った。そのあとは隣で黙っていた。"
        .chars()
        .cycle()
        .take(CHARACTERS)
        .collect();
    let mut times = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        let found = deid::check(&text, Locale::ja);
        times.push(started.elapsed().as_secs_f64() * 1000.0);
        assert!(found.len() > 20, "traces are found");
    }
    let name = format!("look for traces of people in {CHARACTERS} characters");
    table.row(name, format!("{:.1} ms", crate::median(times)), "limit 30 ms");
}
