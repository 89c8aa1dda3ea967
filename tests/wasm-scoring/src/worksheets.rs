//! The rooms, as they stand in the program.

#[path = "../../../src/worksheets/definition/mod.rs"]
pub mod definition;
#[path = "../../../src/worksheets/scoring/mod.rs"]
pub mod scoring;
#[path = "../../../src/worksheets/strict.rs"]
mod strict;
