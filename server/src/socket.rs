//! One device's WebSocket, between the hub and the network. Knows no frame's meaning.
//!
//! It reads only as many frames as the relay has ordered and reports what the network has taken, so neither side's
//! memory fills up for the other.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use shared::sync::relay::{ConnectionId, Input};
use shared::wire::FRAME_LIMIT;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::hub::{Hub, Order};

/// How often the relay asks whether the device is there.
const PING: Duration = Duration::from_secs(30);
/// How long a device may be silent, pings and all, or take nothing of what it is sent.
const SILENCE: Duration = Duration::from_secs(75);
/// How long a closing connection may take.
const FAREWELL: Duration = Duration::from_secs(2);
/// Orders that are carried out with one write to the network.
const TOGETHER: usize = 64;
/// What a connection holds while it is idle: thousands of them have to fit into memory.
const READ_BUFFER: usize = 4 << 10;
const WRITE_BUFFER: usize = 16 << 10;

type Sink = SplitSink<WebSocket, Message>;
type Stream = SplitStream<WebSocket>;

/// The limits of a connection.
pub(crate) fn limited(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .max_message_size(FRAME_LIMIT)
        .max_frame_size(FRAME_LIMIT)
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
}

/// Carries frames until one side ends it.
pub(crate) async fn carry(socket: WebSocket, hub: Hub) {
    let (connection, orders, permits) = hub.accept().await;
    tracing::debug!(connection = connection.0, "a device has connected");
    let (sink, mut stream) = socket.split();
    tokio::select! {
        () = read(&mut stream, &permits, &hub, connection) => {}
        () = write(sink, orders, &hub, connection) => farewell(&mut stream).await,
    }
    hub.tell(Input::Closed { connection }).await;
    tracing::debug!(connection = connection.0, "a device is gone");
}

/// Reads what the relay has ordered, until the device is gone, silent or says what is not a frame.
async fn read(stream: &mut Stream, permits: &Arc<Semaphore>, hub: &Hub, connection: ConnectionId) {
    while let Ok(permit) = permits.acquire().await {
        let Some(bytes) = next_frame(stream).await else { return };
        permit.forget();
        hub.tell(Input::Received { connection, bytes }).await;
    }
}

async fn next_frame(stream: &mut Stream) -> Option<Vec<u8>> {
    loop {
        match timeout(SILENCE, stream.next()).await.ok()?? {
            Ok(Message::Binary(bytes)) => return Some(bytes.into()),
            Ok(Message::Ping(_) | Message::Pong(_)) => {}
            // Only binary frames mean something.
            Ok(Message::Text(_) | Message::Close(_)) | Err(_) => return None,
        }
    }
}

/// Sends what the relay orders, until it orders to close or the device takes nothing any more.
async fn write(mut sink: Sink, mut orders: UnboundedReceiver<Order>, hub: &Hub, connection: ConnectionId) {
    let mut pings = interval(PING);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings.reset();
    let mut due = Vec::new();
    loop {
        let sent = tokio::select! {
            count = orders.recv_many(&mut due, TOGETHER) => match count {
                0 => return,
                _ => timeout(SILENCE, send(&mut sink, &mut due)).await,
            },
            _ = pings.tick() => timeout(SILENCE, ping(&mut sink)).await,
        };
        match sent {
            Ok(Ok(Sent { bytes, is_last: false })) if bytes > 0 => {
                hub.tell(Input::Sent { connection, bytes }).await
            }
            Ok(Ok(Sent { is_last: false, .. })) => {}
            Ok(Ok(Sent { is_last: true, .. }) | Err(_)) | Err(_) => return,
        }
    }
}

/// What the network has taken.
struct Sent {
    bytes: usize,
    is_last: bool,
}

async fn send(sink: &mut Sink, due: &mut Vec<Order>) -> Result<Sent, axum::Error> {
    let mut sent = Sent { bytes: 0, is_last: false };
    for order in due.drain(..) {
        match order {
            Order::Send(bytes) => {
                sent.bytes += bytes.len();
                sink.feed(Message::Binary(bytes.into())).await?;
            }
            Order::Close => {
                sent.is_last = true;
                sink.feed(Message::Close(None)).await?;
                break;
            }
        }
    }
    sink.flush().await?;
    Ok(sent)
}

async fn ping(sink: &mut Sink) -> Result<Sent, axum::Error> {
    sink.send(Message::Ping(Vec::new().into())).await?;
    Ok(Sent { bytes: 0, is_last: false })
}

/// Lets the device say goodbye too: what it still sends must be read, or the network drops what we sent last.
async fn farewell(stream: &mut Stream) {
    let _ = timeout(FAREWELL, async { while let Some(Ok(_)) = stream.next().await {} }).await;
}
