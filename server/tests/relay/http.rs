//! Tests of the real relay: http.

use std::net::SocketAddr;

use carryover_relay::Config;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Folder, Server};

/// Status line and headers in lower case, and the body.
pub(crate) async fn ask(address: SocketAddr, path: &str, headers: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).await.expect("a server");
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.expect("a listening server");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("headers");
    (head.to_lowercase(), body.to_owned())
}

/// A WebSocket's opening, of which only the status is looked at.
async fn open_socket(address: SocketAddr, origin: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a server");
    let request = format!(
        "GET /sync HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n{origin}\r\n"
    );
    stream.write_all(request.as_bytes()).await.expect("a listening server");
    let mut status = [0; 12];
    stream.read_exact(&mut status).await.expect("a status");
    String::from_utf8_lossy(&status).into_owned()
}

#[tokio::test]
async fn the_relay_says_that_it_lives_and_is_ready() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    for (path, body) in [("/healthz", "alive\n"), ("/readyz", "ready\n")] {
        let (head, said) = ask(server.address, path, "").await;
        assert!(head.starts_with("http/1.1 200"), "{head}");
        assert_eq!(said, body);
    }
    server.stop().await;
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    for path in ["/", "/healthz", "/readyz", "/sync", "/nothing/here"] {
        let (head, _) = ask(server.address, path, "").await;
        for expected in [
            "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             img-src 'self' blob: data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "permissions-policy: camera=(self), ",
            "cross-origin-opener-policy: same-origin",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(expected), "{path} lacks {expected}:\n{head}");
        }
        assert!(!head.contains("strict-transport-security"), "this relay is not behind TLS");
    }
    server.stop().await;
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_there() {
    let folder = Folder::new();
    let origins = vec!["https://care.example".parse().expect("an origin")];
    let server = Server::start_with(&folder, Config { origins, ..Config::default() }).await;
    let (head, _) = ask(server.address, "/healthz", "").await;
    assert!(head.contains("strict-transport-security: max-age="), "{head}");
    server.stop().await;
}

#[tokio::test]
async fn pages_of_other_sites_open_no_socket() {
    let folder = Folder::new();
    let server = Server::start(&folder).await;
    let own = format!("origin: {}\r\n", server.origin());
    for (origin, status) in [
        ("", "HTTP/1.1 101"),
        (own.as_str(), "HTTP/1.1 101"),
        ("origin: https://evil.example\r\n", "HTTP/1.1 403"),
        ("origin: null\r\n", "HTTP/1.1 403"),
    ] {
        assert_eq!(open_socket(server.address, origin).await, status, "{origin}");
    }
    server.stop().await;
}
