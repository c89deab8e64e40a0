//! Every route and every header, on one screen.

use axum::Router;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{body::Body, middleware::map_response_with_state};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app_files::{self, AppFiles};
use crate::hub::Hub;
use crate::metrics;
use crate::origin::Origin;
use crate::socket;

/// What the handlers need.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) hub: Hub,
    pub(crate) origins: Vec<Origin>,
    pub(crate) sockets: TaskTracker,
    pub(crate) shutdown: CancellationToken,
}

/// The whole server.
pub(crate) fn router(shared: Shared, app: AppFiles, metrics: bool) -> Router {
    let is_https = shared.origins.iter().any(Origin::is_https);
    Router::new()
        .route("/sync", get(sync))
        .route("/healthz", get(|| async { "alive\n" }))
        .route("/readyz", get(readyz))
        .merge(if metrics { Router::new().route("/metrics", get(numbers)) } else { Router::new() })
        .merge(app_files::router(app))
        .layer(map_response_with_state(is_https, secure))
        .with_state(shared)
}

/// A device's connection. A browser names the page that opened it: another site's is refused.
async fn sync(State(shared): State<Shared>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response<Body> {
    let is_ours = |origin: &HeaderValue| shared.origins.iter().any(|ours| ours.as_str().as_bytes() == origin);
    if headers.get(header::ORIGIN).is_some_and(|origin| !is_ours(origin)) {
        return (StatusCode::FORBIDDEN, "This page is not one of the relay's.\n").into_response();
    }
    let Shared { hub, sockets, .. } = shared;
    socket::limited(upgrade).on_upgrade(move |socket| sockets.track_future(socket::carry(socket, hub)))
}

/// Whether it makes sense to send devices here.
async fn readyz(State(shared): State<Shared>) -> (StatusCode, &'static str) {
    match !shared.shutdown.is_cancelled() && shared.hub.is_well().await {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}

/// How much there is of everything: numbers, and nobody's.
async fn numbers(State(shared): State<Shared>) -> (StatusCode, String) {
    match shared.hub.counts().await {
        Some(counts) => (StatusCode::OK, metrics::page(&counts)),
        None => (StatusCode::SERVICE_UNAVAILABLE, String::new()),
    }
}

/// Nothing from another origin, nothing inline, nothing framed; the camera for scanning invites and no other sensor.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), accelerometer=(), autoplay=(), browsing-topics=(), display-capture=(), \
         encrypted-media=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), \
         magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
         serial=(), usb=(), xr-spatial-tracking=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Half a year, as browsers advise before anybody asks for more.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=15552000");

async fn secure(State(is_https): State<bool>, mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}
