use leptos::prelude::window;

/// Lets the browser keep the page that it shows when ours cannot be reached (`public/sw.js`). Without service
/// workers, or on plain http, nothing happens.
pub fn keep_offline_page() {
    // `navigator.serviceWorker` does not exist on insecure origins; touching it there would throw.
    if window().is_secure_context() {
        let _ = window().navigator().service_worker().register("/sw.js");
    }
}
