//! Each request gets an id of our own, for the log, the error pages and the answer's `x-request-id`.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;

use crate::server::context::RequestId;

/// The layer. An id that comes in from outside is not believed: it could imitate another request's.
pub async fn attach(mut request: Request, next: Next) -> Response {
    let id = uuid::Uuid::now_v7().hyphenated().to_string();
    let header = HeaderValue::from_str(&id).expect("a UUID is plain ASCII");
    request.extensions_mut().insert(RequestId(id));
    let mut response = next.run(request).await;
    response.headers_mut().insert("x-request-id", header);
    response
}
