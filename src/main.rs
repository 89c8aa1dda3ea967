//! The program `assemble`. Everything is in the library; `assemble --help` is the manual.

fn main() -> std::process::ExitCode {
    assemble::server::main()
}
