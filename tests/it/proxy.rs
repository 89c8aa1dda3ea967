//! Behind a proxy: whose numbers they are, and who can tell.

use std::net::SocketAddr;

use assemble::server::config::Config;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, StatusCode};

use crate::support::{On, TestApp};

async fn numbers(app: &TestApp, header: Option<(&str, &str)>) -> StatusCode {
    let mut request = Request::get("/metrics").extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4711))));
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    app.send(request.body(Body::empty()).expect("a request")).await.status()
}

fn https(config: &mut Config) {
    config.url = Some("https://assemble.example".to_owned());
}

#[tokio::test]
async fn numbers_are_not_shown_through_a_proxy_that_says_nothing() {
    let app = TestApp::with(On::Sqlite, https).await;
    assert_eq!(numbers(&app, None).await, StatusCode::NOT_FOUND, "it may be anybody");
    let with_token = |config: &mut Config| {
        https(config);
        config.metrics_token = Some("collector".to_owned());
    };
    let app = TestApp::with(On::Sqlite, with_token).await;
    assert_eq!(numbers(&app, None).await, StatusCode::NOT_FOUND);
    assert_eq!(numbers(&app, Some(("authorization", "Bearer collector"))).await, StatusCode::OK);
}

#[tokio::test]
async fn behind_a_known_proxy_numbers_are_for_this_machine() {
    let known = |config: &mut Config| {
        https(config);
        config.client_ip_header = Some("X-Client".to_owned());
    };
    let app = TestApp::with(On::Sqlite, known).await;
    assert_eq!(numbers(&app, None).await, StatusCode::OK);
    assert_eq!(numbers(&app, Some(("x-client", "203.0.113.9"))).await, StatusCode::NOT_FOUND);
}
