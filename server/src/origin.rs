//! The addresses people open the app at. A device's proof is bound to one of them, and browsers name it when they
//! open a socket, so each has one spelling.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// `https://care.example` or `http://127.0.0.1:8440`: scheme and host in lower case, no path, no usual port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

/// A text that is not an origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an address like https://care.example")]
pub struct NotAnOrigin(String);

impl Origin {
    /// The addresses of a relay that listens here, on this machine.
    pub(crate) fn of_listener(address: SocketAddr) -> Vec<Self> {
        let port = address.port();
        let mut hosts = vec!["127.0.0.1".to_owned(), "localhost".to_owned(), "[::1]".to_owned()];
        let ip = address.ip();
        if !ip.is_unspecified() && !ip.is_loopback() {
            hosts.push(match ip {
                IpAddr::V4(ip) => ip.to_string(),
                IpAddr::V6(ip) => format!("[{ip}]"),
            });
        }
        hosts.into_iter().filter_map(|host| format!("http://{host}:{port}").parse().ok()).collect()
    }

    /// Whether it is reached through TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// As browsers spell it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let refuse = || NotAnOrigin(text.to_owned());
        let lower = text.trim().to_ascii_lowercase();
        let origin = lower.strip_suffix('/').unwrap_or(&lower);
        let (host, usual_port) = match origin.split_once("://") {
            Some(("https", host)) => (host, ":443"),
            Some(("http", host)) => (host, ":80"),
            _ => return Err(refuse()),
        };
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
        if host.is_empty() || host.starts_with(':') || !host.bytes().all(is_host) {
            return Err(refuse());
        }
        Ok(Self(origin.strip_suffix(usual_port).unwrap_or(origin).to_owned()))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_one_spelling() {
        for (text, origin) in [
            ("https://care.example", "https://care.example"),
            (" HTTPS://Care.Example/ ", "https://care.example"),
            ("https://care.example:443", "https://care.example"),
            ("http://127.0.0.1:8440", "http://127.0.0.1:8440"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(text.parse::<Origin>().expect(text).as_str(), origin);
        }
        for text in [
            "",
            "care.example",
            "ftp://care.example",
            "https://",
            "https://:80",
            "https://a/b",
            "https://a b",
        ] {
            assert_eq!(text.parse::<Origin>(), Err(NotAnOrigin(text.to_owned())));
        }
    }

    #[test]
    fn a_relay_answers_to_this_machine_at_its_port() {
        let origins = |address: &str| {
            let address = address.parse().expect("an address");
            Origin::of_listener(address).iter().map(Origin::to_string).collect::<Vec<_>>()
        };
        let local = ["http://127.0.0.1:8440", "http://localhost:8440", "http://[::1]:8440"];
        assert_eq!(origins("127.0.0.1:8440"), local);
        assert_eq!(origins("0.0.0.0:8440"), local);
        assert_eq!(origins("192.168.1.7:8440")[3], "http://192.168.1.7:8440");
        assert_eq!(origins("[fd00::7]:80")[3], "http://[fd00::7]");
    }
}
