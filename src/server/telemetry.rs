//! Logs and metrics.

use std::io::IsTerminal;
use std::sync::OnceLock;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

/// Bounds of the buckets for durations, in seconds.
const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

/// Bounds of the buckets for the number of writes that shared a commit.
const SIZES: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

static METRICS: OnceLock<PrometheusHandle> = OnceLock::new();

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

/// From now on a panic is one line in the log and one count, wherever it happens: in a request, in a page's resource on
/// another thread, in a job. The line says where, and the span around it which request; what the panic itself said may
/// quote private text, and is kept nowhere.
pub fn watch_panics() {
    std::panic::set_hook(Box::new(|panic| {
        metrics::counter!("panics_total").increment(1);
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(%place, "a panic");
    }));
}

/// The metrics of this program, collected from the first call on; the handle renders them for Prometheus.
pub fn metrics() -> &'static PrometheusHandle {
    METRICS.get_or_init(|| {
        let recorder = builder().build_recorder();
        let handle = recorder.handle();
        // Somebody else's recorder, in a test perhaps: then ours stays empty.
        let _ = metrics::set_global_recorder(recorder);
        handle
    })
}

fn builder() -> PrometheusBuilder {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
        .and_then(|builder| builder.set_buckets_for_metric(Matcher::Suffix("_size".to_owned()), &SIZES))
        .unwrap_or_else(|_| PrometheusBuilder::new())
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().expect("nobody panics with it").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_is_told_with_its_place_and_request_and_not_with_its_words() {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt().json().flatten_event(true).with_writer(move || writer.clone());
        let before = std::panic::take_hook();
        watch_panics();
        tracing::subscriber::with_default(subscriber.finish(), || {
            let _request = tracing::info_span!("request", request_id = "r-1").entered();
            let caught = std::panic::catch_unwind(|| panic!("a private {}", "sentence"));
            assert!(caught.is_err());
        });
        std::panic::set_hook(before);
        let told = String::from_utf8(log.0.lock().expect("nobody panics with it").clone()).expect("text");
        assert!(told.contains("telemetry.rs:") && told.contains("r-1"), "{told}");
        assert!(!told.contains("sentence"), "{told}");
    }
}
