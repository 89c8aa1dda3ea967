//! The scoring rooms as a small WebAssembly module, and sheets to score.

mod kit;
mod sheets;
pub mod worksheets;

use std::cell::RefCell;

pub use sheets::{COUNT, missing, result};
use worksheets::scoring::pairs::{fit_with_ghost, nothing};

thread_local! {
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

/// How many sheets there are.
#[unsafe(no_mangle)]
pub extern "C" fn count() -> u32 {
    COUNT
}

/// Scores a sheet and keeps the result; returns where it begins.
#[unsafe(no_mangle)]
pub extern "C" fn score(sheet: u32) -> *const u8 {
    LAST.with_borrow_mut(|last| {
        *last = result(sheet);
        last.as_ptr()
    })
}

/// How long the result is, in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn length() -> u32 {
    LAST.with_borrow(|last| last.len() as u32)
}

/// Fits ten items, as W2 does after every answer, so many times. Each time another of the hardest sets: nearly all
/// choices the same way. Returns the rounds of the iteration, so that nothing is left out.
#[unsafe(no_mangle)]
pub extern "C" fn fit_ten(times: u32) -> u32 {
    (0..times)
        .map(|time| {
            let mut wins = nothing(10);
            for i in 0..10_usize {
                for j in i + 1..10 {
                    let turned = (i * 10 + j) as u32 % 45 == time % 45;
                    wins[if turned { j } else { i }][if turned { i } else { j }] += 1.0;
                }
            }
            fit_with_ghost(&wins, 0.5).map_or(0, |fit| fit.rounds)
        })
        .sum()
}
