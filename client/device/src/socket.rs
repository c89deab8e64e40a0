//! A WebSocket to the relay, in blocking calls that never take longer than they are given.
//!
//! Nothing here can wait for good: while the relay does not read, frames stay in line and what it says is read.

use std::io;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use shared::wire::FRAME_LIMIT;
use tungstenite::client::client_with_config;
use tungstenite::handshake::HandshakeError;
use tungstenite::protocol::WebSocketConfig;
use tungstenite::{ClientRequestBuilder, Error, Message, WebSocket};

use crate::origin::Origin;

/// How long connecting and the HTTP part may take.
const GREETING: Duration = Duration::from_secs(10);
/// How long a write may block before reading gets its turn.
const WRITING: Duration = Duration::from_millis(20);
const SHORTEST: Duration = Duration::from_millis(1);

/// A socket to the relay.
#[derive(Debug)]
pub(crate) struct Socket {
    socket: WebSocket<TcpStream>,
    is_broken: bool,
}

/// What a socket has to say.
#[derive(Debug)]
pub(crate) enum Said {
    /// A frame arrived.
    Frame(Vec<u8>),
    /// It is closed.
    Closed,
    /// Nothing, for as long as was waited.
    Nothing,
}

/// Why no socket could be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoSocket {
    #[error("{0}")]
    Connecting(#[from] io::Error),
    #[error("no such host")]
    NoSuchHost,
    #[error("there is no relay at this address: {0}")]
    NotARelay(String),
    #[error("it did not answer")]
    Silent,
}

impl Socket {
    /// Connects to the relay, within `patience`.
    pub(crate) fn open(relay: &Origin, patience: Duration) -> Result<Self, NoSocket> {
        let patience = patience.clamp(SHORTEST, GREETING);
        let stream = connect(relay, patience)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(patience))?;
        let address = format!("ws://{}/sync", relay.authority());
        let address = address.parse().map_err(|_| NoSocket::NoSuchHost)?;
        let request = ClientRequestBuilder::new(address).with_header("Origin", relay.to_string());
        let config =
            WebSocketConfig::default().max_message_size(Some(FRAME_LIMIT)).max_frame_size(Some(FRAME_LIMIT));
        let (socket, _) = client_with_config(request, stream, Some(config)).map_err(|why| match why {
            HandshakeError::Interrupted(_) => NoSocket::Silent,
            HandshakeError::Failure(why) => NoSocket::NotARelay(why.to_string()),
        })?;
        socket.get_ref().set_write_timeout(Some(WRITING))?;
        Ok(Self { socket, is_broken: false })
    }

    /// Puts a frame in line and sends what the relay takes.
    pub(crate) fn send(&mut self, frame: Vec<u8>) {
        match self.socket.send(Message::binary(frame)) {
            Ok(()) => {}
            Err(why) if is_patience(&why) => {}
            Err(_) => self.is_broken = true,
        }
    }

    /// Waits for what comes next.
    pub(crate) fn next(&mut self, patience: Duration) -> Said {
        let until = Instant::now() + patience;
        loop {
            let is_in_line = match self.socket.flush() {
                Ok(()) => false,
                Err(why) if is_patience(&why) => true,
                Err(_) => return Said::Closed,
            };
            let left = until.saturating_duration_since(Instant::now());
            let wait = if is_in_line { SHORTEST } else { left.max(SHORTEST) };
            if self.is_broken || self.socket.get_ref().set_read_timeout(Some(wait)).is_err() {
                return Said::Closed;
            }
            match self.socket.read() {
                Ok(Message::Binary(frame)) => return Said::Frame(frame.to_vec()),
                Ok(Message::Close(_)) => return Said::Closed,
                Ok(Message::Text(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => {}
                Err(why) if is_patience(&why) => {}
                Err(_) => return Said::Closed,
            }
            if left.is_zero() {
                return Said::Nothing;
            }
        }
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // A farewell that does not get through changes nothing.
        let _ = self.socket.close(None);
        let _ = self.socket.flush();
    }
}

fn connect(relay: &Origin, patience: Duration) -> Result<TcpStream, NoSocket> {
    let mut trouble = NoSocket::NoSuchHost;
    let addresses = relay.host_and_port().to_socket_addrs().map_err(|_| NoSocket::NoSuchHost)?;
    for address in addresses {
        match TcpStream::connect_timeout(&address, patience) {
            Ok(stream) => return Ok(stream),
            Err(why) => trouble = why.into(),
        }
    }
    Err(trouble)
}

/// Whether an error only says that something has to wait.
fn is_patience(why: &Error) -> bool {
    match why {
        Error::Io(why) => matches!(why.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut),
        _ => false,
    }
}
