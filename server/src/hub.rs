//! The one task that owns the `Relay`: it hands in what sockets and store tell, and carries out what is ordered. It
//! decides nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use shared::sync::relay::{ConnectionId, Counts, Effect, Input, Relay};
use tokio::sync::mpsc::{Receiver, Sender, UnboundedReceiver, UnboundedSender, channel, unbounded_channel};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{Instant, sleep_until, timeout};

use crate::clock::now_ms;
use crate::store::StoreAtWork;

/// Events that may wait for the relay; whoever has more waits itself.
const QUEUE: usize = 1_024;
/// How long the store may take to say that it works.
const CHECK: Duration = Duration::from_secs(2);

/// How sockets and handlers reach the relay.
#[derive(Debug, Clone)]
pub(crate) struct Hub {
    events: Sender<Event>,
    next_connection: Arc<AtomicU64>,
}

/// What a socket is ordered.
#[derive(Debug)]
pub(crate) enum Order {
    /// Send this frame.
    Send(Vec<u8>),
    /// Close, once all before is sent.
    Close,
}

/// The relay's ends of one connection.
#[derive(Debug)]
pub(crate) struct Peer {
    /// As long as the window that the relay keeps, and so never long.
    pub(crate) orders: UnboundedSender<Order>,
    /// One permit a frame that may be read.
    pub(crate) permits: Arc<Semaphore>,
}

#[derive(Debug)]
enum Event {
    Accepted(ConnectionId, Peer),
    Told(Input),
    /// Whether the store can be written to.
    Check(oneshot::Sender<bool>),
    /// How much there is of everything.
    Count(oneshot::Sender<Counts>),
    /// Everyone is gone: the task may end.
    Finish,
}

/// The task's own state.
struct Task {
    relay: Relay,
    store: StoreAtWork,
    peers: BTreeMap<ConnectionId, Peer>,
    wake: Option<Instant>,
    effects: Vec<Effect>,
}

impl Hub {
    /// The relay's ends, and the work that answers to them until it is told to finish.
    pub(crate) fn new(
        relay: Relay,
        store: StoreAtWork,
        answers: UnboundedReceiver<Input>,
    ) -> (Self, impl Future<Output = StoreAtWork>) {
        let (events, received) = channel(QUEUE);
        let task = Task { relay, store, peers: BTreeMap::new(), wake: None, effects: Vec::new() };
        (Self { events, next_connection: Arc::default() }, task.run(received, answers))
    }

    /// A new connection: its id, what it is ordered, and how many frames may be read.
    pub(crate) async fn accept(&self) -> (ConnectionId, UnboundedReceiver<Order>, Arc<Semaphore>) {
        let connection = ConnectionId(self.next_connection.fetch_add(1, Ordering::Relaxed));
        let (sender, orders) = unbounded_channel();
        let permits = Arc::new(Semaphore::new(0));
        self.event(Event::Accepted(connection, Peer { orders: sender, permits: permits.clone() })).await;
        (connection, orders, permits)
    }

    /// Tells the relay something; waits while it has too much to do.
    pub(crate) async fn tell(&self, input: Input) {
        self.event(Event::Told(input)).await;
    }

    /// Whether the relay answers and its store can be written to.
    pub(crate) async fn is_well(&self) -> bool {
        let (asker, answer) = oneshot::channel();
        let well = async {
            self.event(Event::Check(asker)).await;
            answer.await.unwrap_or(false)
        };
        timeout(CHECK, well).await.unwrap_or(false)
    }

    /// How much there is of everything, if the relay answers.
    pub(crate) async fn counts(&self) -> Option<Counts> {
        let (asker, answer) = oneshot::channel();
        let counts = async {
            self.event(Event::Count(asker)).await;
            answer.await.ok()
        };
        timeout(CHECK, counts).await.ok().flatten()
    }

    /// Ends the task.
    pub(crate) async fn finish(&self) {
        self.event(Event::Finish).await;
    }

    async fn event(&self, event: Event) {
        // The task ends only when the process does.
        let _ = self.events.send(event).await;
    }
}

impl Task {
    async fn run(
        mut self,
        mut events: Receiver<Event>,
        mut answers: UnboundedReceiver<Input>,
    ) -> StoreAtWork {
        self.hand_in(Input::Started);
        loop {
            let wake = self.wake.unwrap_or_else(|| Instant::now() + Duration::from_secs(3_600));
            tokio::select! {
                // What is durable goes out before anything new comes in.
                biased;
                Some(input) = answers.recv() => self.hand_in(input),
                Some(event) = events.recv() => match event {
                    Event::Accepted(connection, peer) => {
                        self.peers.insert(connection, peer);
                        self.hand_in(Input::Accepted { connection });
                    }
                    Event::Told(input) => self.told(input),
                    // Whoever asked may be gone.
                    Event::Count(asker) => drop(asker.send(self.relay.counts())),
                    Event::Check(asker) => self.store.check(asker),
                    Event::Finish => return self.store,
                },
                () = sleep_until(wake), if self.wake.is_some() => {
                    self.wake = None;
                    self.hand_in(Input::Woke);
                }
            }
        }
    }

    fn told(&mut self, input: Input) {
        if let Input::Closed { connection } = &input {
            self.peers.remove(connection);
        }
        self.hand_in(input);
    }

    fn hand_in(&mut self, input: Input) {
        let mut effects = std::mem::take(&mut self.effects);
        self.relay.handle(now_ms(), input, &mut effects);
        for effect in effects.drain(..) {
            self.carry_out(effect);
        }
        self.effects = effects;
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Send { connection, bytes } => self.order(connection, Order::Send(bytes)),
            Effect::Close { connection } => self.order(connection, Order::Close),
            Effect::Receive { connection, frames } => {
                if let Some(peer) = self.peers.get(&connection) {
                    peer.permits.add_permits(frames);
                }
            }
            Effect::Store { ticket, writes } => self.store.store(ticket, writes),
            Effect::Load { ticket, query } => self.store.load(ticket, query),
            Effect::WakeAt { at_ms, why } => {
                let in_ms = u64::try_from(at_ms.saturating_sub(now_ms())).unwrap_or(0);
                tracing::trace!(in_ms, why, "a wake-up is set");
                self.wake = Some(Instant::now() + Duration::from_millis(in_ms));
            }
        }
    }

    fn order(&self, connection: ConnectionId, order: Order) {
        if let Some(peer) = self.peers.get(&connection) {
            // A socket that is gone says so by itself.
            let _ = peer.orders.send(order);
        }
    }
}
