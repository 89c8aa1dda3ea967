//! Prints the result of every sheet, one a line.

fn main() {
    (0..wasm_scoring::COUNT).for_each(|sheet| println!("{}", wasm_scoring::result(sheet)));
}
