//! Logs and metrics.

use std::io::IsTerminal;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// Starts logging to standard error: readable on a terminal, one JSON object a line elsewhere.
/// `RUST_LOG` chooses what is logged.
pub fn start_logging() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let logs = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        logs.compact().init();
    } else {
        logs.json().flatten_event(true).init();
    }
}

/// Starts collecting metrics; the handle renders them for Prometheus.
pub fn start_metrics() -> PrometheusHandle {
    PrometheusBuilder::new().install_recorder().unwrap_or_else(|_| PrometheusBuilder::new().build_recorder().handle())
}
