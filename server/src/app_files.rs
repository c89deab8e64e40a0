//! The packaged app over HTTP: its files, their names, types and caching. Knows nothing of teams or sync.
//!
//! A release binary carries `target/app` inside; a debug one reads that folder when it starts, and either reads
//! another one instead (`--app DIR`). The app's routes live in the address's fragment, so `/` is its only page and
//! any other unknown address is not found. The security headers are the router's.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode, Uri};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};

/// Made by `cargo xtask app`; a checkout without it compiles all the same.
#[derive(RustEmbed)]
#[folder = "../target/app"]
#[allow_missing = true]
struct Embedded;

/// Set by the build that embeds: the compiler watches it, so another app is embedded anew.
#[cfg(not(debug_assertions))]
const _: Option<&str> = option_env!("CARRYOVER_APP_INPUTS");

const PAGE: &str = "index.html";
const PAGE_WITHOUT_APP: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Carryover</title>\
    <p>This relay has no app. Run <code>cargo xtask app</code>, then build and start the relay again.";

/// All files of one packaged app, held in memory.
#[derive(Clone)]
pub(crate) struct AppFiles {
    file_by_path: Arc<BTreeMap<String, File>>,
}

struct File {
    content_type: &'static str,
    cache_control: &'static str,
    plain: Encoded,
    brotli: Option<Encoded>,
}

#[derive(Clone)]
struct Encoded {
    etag: String,
    bytes: Bytes,
}

/// The routes of the app, as the fallback of whatever router this is merged into.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(files: AppFiles) -> Router<S> {
    Router::new().fallback_service(get(answer).with_state(files))
}

impl AppFiles {
    /// The app this binary was built with.
    pub(crate) fn embedded() -> Self {
        let files = Embedded::iter().filter_map(|path| {
            let file = Embedded::get(&path)?;
            Some((path.into_owned(), Encoded::from(file)))
        });
        Self::new(files.collect())
    }

    /// The packaged app in a folder, read once.
    pub(crate) fn from_folder(folder: &Path) -> io::Result<Self> {
        let mut encoded_by_path = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.file_name().to_string_lossy().into_owned();
            encoded_by_path.insert(path, rust_embed::utils::read_file_from_fs(&entry.path())?.into());
        }
        Ok(Self::new(encoded_by_path))
    }

    fn new(encoded_by_path: BTreeMap<String, Encoded>) -> Self {
        let plain = encoded_by_path.iter().filter(|(path, _)| !path.ends_with(".br"));
        let files = plain.map(|(path, plain)| {
            let brotli = encoded_by_path.get(&format!("{path}.br")).cloned();
            let (content_type, cache_control) = (content_type(path), cache_control(path));
            (path.clone(), File { content_type, cache_control, plain: plain.clone(), brotli })
        });
        Self { file_by_path: Arc::new(files.collect()) }
    }
}

impl From<EmbeddedFile> for Encoded {
    fn from(file: EmbeddedFile) -> Self {
        let hash = file.metadata.sha256_hash();
        let digits: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let bytes = match file.data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Self { etag: format!("\"{digits}\""), bytes }
    }
}

async fn answer(State(files): State<AppFiles>, uri: Uri, request: HeaderMap) -> Response<Body> {
    let path = uri.path().strip_prefix('/').unwrap_or_default();
    match files.file_by_path.get(if path.is_empty() { PAGE } else { path }) {
        Some(file) => send(file, &request),
        None if path.is_empty() => page_without_app(),
        None => with_status(StatusCode::NOT_FOUND),
    }
}

fn send(file: &File, request: &HeaderMap) -> Response<Body> {
    let brotli = file.brotli.as_ref().filter(|_| accepts_brotli(request));
    let chosen = brotli.unwrap_or(&file.plain);
    let mut response = with_status(StatusCode::OK);
    let mut set = |name: HeaderName, value: &str| {
        // Every value is plain ASCII of ours.
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::CACHE_CONTROL, file.cache_control);
    set(header::ETAG, &chosen.etag);
    if file.brotli.is_some() {
        set(header::VARY, "accept-encoding");
    }
    if holds(request, &chosen.etag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    set(header::CONTENT_TYPE, file.content_type);
    if brotli.is_some() {
        set(header::CONTENT_ENCODING, "br");
    }
    *response.body_mut() = Body::from(chosen.bytes.clone());
    response
}

fn page_without_app() -> Response<Body> {
    let mut response = with_status(StatusCode::SERVICE_UNAVAILABLE);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    *response.body_mut() = Body::from(PAGE_WITHOUT_APP);
    response
}

fn with_status(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// The browser says which it has; any of them may match.
fn holds(request: &HeaderMap, etag: &str) -> bool {
    items(request, header::IF_NONE_MATCH).any(|item| item.trim_start_matches("W/") == etag)
}

fn accepts_brotli(request: &HeaderMap) -> bool {
    items(request, header::ACCEPT_ENCODING).any(|item| {
        let (name, quality) = item.split_once(';').unwrap_or((item, ""));
        name.trim().eq_ignore_ascii_case("br")
            && !matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}

fn items(request: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let lines = request.get_all(name).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// A name with its content's hash never changes what it means; any other is asked for each time.
fn cache_control(path: &str) -> &'static str {
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    if path.rsplit('.').nth(1).is_some_and(is_hash) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "boot.0123456789abcdef.js";

    #[tokio::test]
    async fn the_root_is_the_page_and_is_asked_for_each_time() {
        let response = ask("/", &[]).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(text(&response, header::CONTENT_TYPE), "text/html; charset=utf-8");
        assert_eq!(text(&response, header::CACHE_CONTROL), "no-cache");
        assert_eq!(body(response).await, "<p>page");
    }

    #[tokio::test]
    async fn a_hashed_name_is_kept_for_good() {
        let response = ask(&format!("/{SCRIPT}"), &[]).await;
        assert_eq!(text(&response, header::CACHE_CONTROL), "public, max-age=31536000, immutable");
        assert_eq!(text(&response, header::CONTENT_TYPE), "text/javascript; charset=utf-8");
    }

    #[tokio::test]
    async fn brotli_goes_to_those_who_take_it() {
        for (accepted, expected) in [
            ("gzip, br", "small"),
            ("BR;q=0.5", "small"),
            ("gzip", "large"),
            ("br;q=0", "large"),
            ("", "large"),
        ] {
            let response = ask(&format!("/{SCRIPT}"), &[(header::ACCEPT_ENCODING, accepted)]).await;
            assert_eq!(response.headers().contains_key(header::CONTENT_ENCODING), expected == "small");
            assert_eq!(text(&response, header::VARY), "accept-encoding");
            assert_eq!(body(response).await, expected, "{accepted}");
        }
    }

    #[tokio::test]
    async fn what_the_browser_holds_is_not_sent_again() {
        let first = ask("/", &[]).await;
        let etag = text(&first, header::ETAG).to_owned();
        let second = ask("/", &[(header::IF_NONE_MATCH, &format!("\"other\", W/{etag}"))]).await;
        assert_eq!(second.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(body(second).await, "");
    }

    #[tokio::test]
    async fn unknown_addresses_are_not_found() {
        for path in ["/today", "/index.htm", "//", "/../Cargo.toml", &format!("/{SCRIPT}.br")] {
            assert_eq!(ask(path, &[]).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[tokio::test]
    async fn without_an_app_the_root_says_what_to_do() {
        let response = ask_of(AppFiles::new(BTreeMap::new()), "/", &[]).await;
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(body(response).await.contains("cargo xtask app"));
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        assert!(AppFiles::from_folder(Path::new("no/such/folder")).is_err());
    }

    async fn ask(path: &str, headers: &[(HeaderName, &str)]) -> Response<Body> {
        let files = [("index.html", "<p>page"), (SCRIPT, "large"), ("boot.0123456789abcdef.js.br", "small")];
        let encoded = files.map(|(path, text)| {
            (
                path.to_owned(),
                Encoded { etag: format!("\"{text}\""), bytes: Bytes::from_static(text.as_bytes()) },
            )
        });
        ask_of(AppFiles::new(BTreeMap::from(encoded)), path, headers).await
    }

    async fn ask_of(files: AppFiles, path: &str, headers: &[(HeaderName, &str)]) -> Response<Body> {
        let mut request = HeaderMap::new();
        for (name, value) in headers {
            request.insert(name, HeaderValue::from_str(value).expect("plain text"));
        }
        answer(State(files), path.parse().expect("an address"), request).await
    }

    fn text(response: &Response<Body>, name: HeaderName) -> &str {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    async fn body(response: Response<Body>) -> String {
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.expect("a short body");
        String::from_utf8(bytes.to_vec()).expect("text")
    }
}
