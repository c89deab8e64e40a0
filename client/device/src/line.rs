//! The line to the relay: where it goes, whether a socket may be opened and is, and what went over it.
//!
//! Until it is allowed to, it dials nowhere: an order to dial is kept and nothing else happens.

use std::time::{Duration, Instant};

use shared::sync::device::Input as Fact;

use crate::failure::Failure;
use crate::origin::Origin;
use crate::socket::{Said, Socket};

/// The line, and the socket at its end.
#[derive(Debug, Default)]
pub(crate) struct Line {
    relay: Option<Relay>,
    /// Whether a socket was ordered that is not open yet.
    is_dialling: bool,
    socket: Option<Socket>,
    traffic: Traffic,
}

/// Where to go, how long to try, and what went wrong last on the way.
#[derive(Debug)]
struct Relay {
    origin: Origin,
    patience: Duration,
    give_up: Instant,
    trouble: Option<String>,
}

/// How many bytes of frames went over the line.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Traffic {
    /// Up to the relay.
    pub(crate) sent: usize,
    /// Down to this device.
    pub(crate) received: usize,
}

impl Line {
    /// Allows sockets to this relay, for so long.
    pub(crate) fn allow(&mut self, origin: Origin, patience: Duration) {
        self.relay = Some(Relay { origin, patience, give_up: Instant::now() + patience, trouble: None });
    }

    /// Orders a socket.
    pub(crate) fn dial(&mut self) {
        self.is_dialling = true;
    }

    /// Closes the socket, or orders none any more.
    pub(crate) fn hang_up(&mut self) {
        (self.is_dialling, self.socket) = (false, None);
    }

    /// Sends a frame; without a socket it is gone, and the app has heard why.
    pub(crate) fn send(&mut self, frame: Vec<u8>) {
        if let Some(socket) = &mut self.socket {
            self.traffic.sent += frame.len();
            socket.send(frame);
        }
    }

    /// What went over it so far.
    pub(crate) fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// How long there is still to try; none if it is over.
    pub(crate) fn time_left(&self) -> Option<Duration> {
        let give_up = self.relay.as_ref()?.give_up;
        Some(give_up.saturating_duration_since(Instant::now())).filter(|left| !left.is_zero())
    }

    /// Why there is no time left, with so many records waiting.
    pub(crate) fn too_late(&self, waiting: usize) -> Failure {
        let Some(Relay { origin, patience, trouble, .. }) = &self.relay else { return Failure::NoRelay };
        let seconds = patience.as_secs();
        match trouble {
            Some(why) => Failure::NotReached { relay: origin.clone(), seconds, why: why.clone() },
            None => Failure::NotDone { seconds, waiting },
        }
    }

    /// What happens next, within `patience`; nothing is fine too.
    pub(crate) fn next(&mut self, patience: Duration) -> Option<Fact> {
        if std::mem::take(&mut self.is_dialling) {
            return self.connect(patience);
        }
        let Some(socket) = &mut self.socket else {
            std::thread::sleep(patience);
            return None;
        };
        match socket.next(patience) {
            Said::Frame(frame) => {
                self.traffic.received += frame.len();
                Some(Fact::Received(frame))
            }
            Said::Closed => {
                self.socket = None;
                Some(Fact::Disconnected)
            }
            Said::Nothing => None,
        }
    }

    fn connect(&mut self, patience: Duration) -> Option<Fact> {
        let relay = self.relay.as_mut()?;
        let opened = Socket::open(&relay.origin, patience);
        relay.trouble = opened.as_ref().err().map(ToString::to_string);
        self.socket = opened.ok();
        let origin = relay.origin.to_string();
        Some(if self.socket.is_some() { Fact::Connected { origin } } else { Fact::Disconnected })
    }
}
