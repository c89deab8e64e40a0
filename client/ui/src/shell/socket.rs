//! The socket to the relay: does what is ordered and tells what happened. It never redials by itself, and says
//! nothing more about a socket that was hung up.

use std::cell::RefCell;

use js_sys::{ArrayBuffer, Function, Uint8Array};
use leptos::prelude::location;
use shared::sync::device::Input;
use wasm_bindgen::prelude::*;
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

use super::run::Tell;

/// At most one socket, to the origin the app was loaded from.
pub(super) struct Socket {
    tell: Tell,
    line: RefCell<Option<Line>>,
}

/// A socket with the closure that hears it.
struct Line {
    socket: WebSocket,
    _hears: Closure<dyn FnMut(Event)>,
}

impl Socket {
    /// Not connected.
    pub(super) fn new(tell: Tell) -> Self {
        Self { tell, line: RefCell::default() }
    }

    /// Opens a socket to the relay; one that is open is hung up first.
    pub(super) fn dial(&self) {
        let line = Line::open(self.tell.clone());
        if line.is_none() {
            self.tell.tell(Input::Disconnected);
        }
        self.line.replace(line);
    }

    /// Closes the socket.
    pub(super) fn hang_up(&self) {
        self.line.take();
    }

    /// Sends a frame. A socket that is no longer open drops it, and its closing is told anyway.
    pub(super) fn send(&self, frame: &[u8]) {
        if let Some(line) = &*self.line.borrow() {
            let _ = line.socket.send_with_u8_array(frame);
        }
    }
}

impl Line {
    fn open(tell: Tell) -> Option<Self> {
        let location = location();
        let origin = location.origin().ok()?;
        // `http` becomes `ws`, `https` becomes `wss`.
        let address = format!("ws{}/sync", origin.strip_prefix("http")?);
        let socket = WebSocket::new(&address).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let hears = Closure::new(move |event: Event| {
            if let Some(input) = fact(&event, &origin) {
                tell.tell(input);
            }
        });
        let line = Self { socket, _hears: hears };
        line.hear(Some(line._hears.as_ref().unchecked_ref()));
        Some(line)
    }

    fn hear(&self, listener: Option<&Function>) {
        self.socket.set_onopen(listener);
        self.socket.set_onmessage(listener);
        self.socket.set_onclose(listener);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.hear(None);
        let _ = self.socket.close();
    }
}

/// What an event of the socket means. A text frame means nothing: the relay sends none.
fn fact(event: &Event, origin: &str) -> Option<Input> {
    match event.type_().as_str() {
        "open" => Some(Input::Connected { origin: origin.to_owned() }),
        "close" => Some(Input::Disconnected),
        _ => {
            let frame: ArrayBuffer = event.unchecked_ref::<MessageEvent>().data().dyn_into().ok()?;
            Some(Input::Received(Uint8Array::new(&frame).to_vec()))
        }
    }
}
