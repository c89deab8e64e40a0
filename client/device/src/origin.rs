//! Where a relay is: scheme, host and port, written exactly as browsers write an origin, because the device's proof
//! to the relay is bound to it.

use std::fmt;
use std::str::FromStr;

use tungstenite::http::Uri;

const HTTP_PORT: u16 = 80;

/// A relay's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// A name or an address; IPv6 in brackets.
    host: String,
    port: u16,
}

/// Why a text is not a relay's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadOrigin {
    /// It is not an address.
    #[error("use the relay's address, such as http://127.0.0.1:8080")]
    NotAnAddress,
    /// Its relay speaks TLS.
    #[error("this command reaches relays over http:// only, it does not speak TLS (https://) yet")]
    NeedsTls,
}

impl Origin {
    /// What to connect to.
    pub(crate) fn host_and_port(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The host and, unless it is the usual one, the port.
    pub(crate) fn authority(&self) -> String {
        if self.port == HTTP_PORT { self.host.clone() } else { self.host_and_port() }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}", self.authority())
    }
}

impl FromStr for Origin {
    type Err = BadOrigin;

    fn from_str(text: &str) -> Result<Self, BadOrigin> {
        let uri: Uri = text.trim().parse().map_err(|_| BadOrigin::NotAnAddress)?;
        match uri.scheme_str() {
            Some("http" | "ws") => {}
            Some("https" | "wss") => return Err(BadOrigin::NeedsTls),
            Some(_) | None => return Err(BadOrigin::NotAnAddress),
        }
        let authority = uri.authority().ok_or(BadOrigin::NotAnAddress)?;
        let bare =
            matches!(uri.path(), "" | "/") && uri.query().is_none() && !authority.as_str().contains('@');
        let host = authority.host().to_ascii_lowercase();
        // A port that is no number is not the same as none.
        let port =
            if authority.as_str().len() == host.len() { Some(HTTP_PORT) } else { authority.port_u16() };
        let port = port.filter(|_| bare && !host.is_empty()).ok_or(BadOrigin::NotAnAddress)?;
        Ok(Self { host, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_written_as_browsers_do() {
        for (typed, written) in [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            (" http://Care.Example/ ", "http://care.example"),
            ("ws://care.example:80", "http://care.example"),
            ("http://[::1]:9", "http://[::1]:9"),
        ] {
            assert_eq!(typed.parse::<Origin>().map(|origin| origin.to_string()), Ok(written.to_owned()));
        }
        assert_eq!("http://care.example".parse::<Origin>().expect("one").host_and_port(), "care.example:80");
    }

    #[test]
    fn anything_else_says_what_would_do() {
        assert_eq!("https://care.example".parse::<Origin>(), Err(BadOrigin::NeedsTls));
        for text in [
            "",
            "care.example",
            "127.0.0.1:8080",
            "ftp://care.example",
            "http://",
            "http://care.example/app",
            "http://care.example?a",
            "http://a@care.example",
            "http://care.example:port",
            "http://care.example:99999",
        ] {
            assert_eq!(text.parse::<Origin>(), Err(BadOrigin::NotAnAddress), "{text}");
        }
    }
}
