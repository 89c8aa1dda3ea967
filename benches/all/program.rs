//! The release binary as a running server.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::load::Connection;

/// A server that ends with its handle.
pub struct Program {
    pub address: SocketAddr,
    child: Child,
}

impl Program {
    /// Starts `assemble serve` over `data`, and waits until it is ready.
    pub async fn serve(data: &Path, database: Option<&str>, demo: bool) -> Program {
        Program::start(free_address(), data, database, demo, &[]).await
    }

    /// The same at an address, for more connections from one machine than a community has.
    pub async fn wide(address: SocketAddr, data: &Path, database: Option<&str>) -> Program {
        let options = ["--max-connections", "16384", "--max-connections-per-address", "0"];
        Program::start(address, data, database, false, &options).await
    }

    async fn start(address: SocketAddr, data: &Path, database: Option<&str>, demo: bool, options: &[&str]) -> Program {
        let mut command = Command::new(binary());
        command
            .arg("serve")
            .args(options)
            .env("ASSEMBLE_DATA", data)
            .env("ASSEMBLE_LISTEN", address.to_string())
            .env("ASSEMBLE_URL", format!("http://{address}"))
            .env("ASSEMBLE_NO_LIMITS", "true")
            .env("ASSEMBLE_DEMO", demo.to_string())
            .env("RUST_LOG", "warn");
        match database {
            Some(url) => command.env("DATABASE_URL", url),
            None => command.env_remove("DATABASE_URL"),
        };
        let child = command.stdout(Stdio::null()).spawn().expect("`cargo build --release` made the program");
        wait(Program { address, child }, "/readyz").await
    }

    /// Starts this benchmark's own executable as a server.
    pub async fn bare(args: &[String]) -> Program {
        Program::own("bare-server", args).await
    }

    /// Starts this benchmark's own executable as that server.
    pub async fn own(server: &str, args: &[String]) -> Program {
        let address = free_address();
        let this = std::env::current_exe().expect("this program");
        let child = Command::new(this).arg(server).arg(address.to_string()).args(args).spawn().expect("a bare server");
        wait(Program { address, child }, "/").await
    }

    /// What it holds in memory, in KiB, where the system says so.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let held = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        held.trim().strip_suffix("kB")?.trim().parse().ok()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn wait(mut program: Program, path: &str) -> Program {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", program.address);
    for _ in 0..600 {
        assert!(matches!(program.child.try_wait(), Ok(None)), "the server ended at its start");
        if let Ok(mut connection) = Connection::open(program.address).await
            && connection.ask(request.as_bytes()).await.is_ok_and(|answer| answer.status == 200)
        {
            return program;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the server was not ready in a minute");
}

fn binary() -> PathBuf {
    std::env::var_os("ASSEMBLE_BIN").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_assemble")), PathBuf::from)
}

/// Where nobody listens.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}
