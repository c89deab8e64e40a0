//! A server in this process, and a small device that speaks frames to any server.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use carryover_relay::{Config, Store, serve};
use futures_util::{SinkExt, StreamExt};
use shared::EnvelopeId;
use shared::page::PageName;
use shared::record::{Role, Scope};
use shared::seal::{DeviceKeys, Envelope, NewEnvelope, Purpose, Random, ScopeKey, hash};
use shared::team::{Deed, Draft, Operation, Roster};
use shared::wire::{Cursor, FromDevice, FromRelay, Link, proof_statement};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{Duration, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tokio_util::sync::CancellationToken;

/// Longer than anything here takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder that goes away with the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("carryover-relay-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        Self(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A server in this process.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    shutdown: CancellationToken,
    work: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start(folder: &Folder) -> Self {
        Self::start_with(folder, Config::default()).await
    }

    pub(crate) async fn start_with(folder: &Folder, config: Config) -> Self {
        let store = Store::open(folder.path()).expect("a free folder");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let shutdown = CancellationToken::new();
        let ends = shutdown.clone();
        let work =
            tokio::spawn(async move { serve(config, store, listener, ends).await.expect("no failure") });
        Self { address, shutdown, work }
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops it in an orderly way, as a signal does.
    pub(crate) async fn stop(self) {
        self.shutdown.cancel();
        timeout(PATIENCE, self.work).await.expect("it ends").expect("no panic");
    }
}

/// One device's connection.
pub(crate) struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Client {
    /// Connects and proves who it is.
    pub(crate) async fn connect(address: SocketAddr, keys: &DeviceKeys) -> Self {
        let (mut client, nonce) = Self::challenged(address).await;
        let statement = proof_statement(&format!("http://{address}"), &nonce);
        let signature = keys.sign(Purpose::Proof, &[&statement]);
        let key = keys.public().signing;
        client.say(&FromDevice::Prove { version: 1, key, signature }).await;
        assert_eq!(client.hear().await, FromRelay::Welcome {});
        client
    }

    /// Connects; returns what is to be signed.
    pub(crate) async fn challenged(address: SocketAddr) -> (Self, [u8; 32]) {
        let (socket, _) = connect_async(format!("ws://{address}/sync")).await.expect("a relay");
        let mut client = Self { socket };
        let FromRelay::Challenge { nonce, .. } = client.hear().await else { panic!("no challenge") };
        (client, nonce)
    }

    pub(crate) async fn say(&mut self, frame: &FromDevice) {
        let message = Message::Binary(frame.to_bytes().into());
        timeout(PATIENCE, self.socket.send(message)).await.expect("in time").expect("an open connection");
    }

    pub(crate) async fn say_text(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.expect("an open connection");
    }

    pub(crate) async fn hear(&mut self) -> FromRelay {
        self.hear_or_end().await.expect("a frame")
    }

    /// The next frame, or nothing once the relay has closed the connection.
    pub(crate) async fn hear_or_end(&mut self) -> Option<FromRelay> {
        loop {
            match timeout(PATIENCE, self.socket.next()).await.expect("in time") {
                Some(Ok(Message::Binary(bytes))) => {
                    return Some(FromRelay::from_bytes(&bytes).expect("a frame within its limits"));
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Text(_) | Message::Close(_) | Message::Frame(_)) | Err(_)) | None => {
                    return None;
                }
            }
        }
    }

    /// Opens a team and hears everything up to `CaughtUp`.
    pub(crate) async fn open(&mut self, team: &Team, cursors: Vec<Cursor>) -> Vec<FromRelay> {
        let head = team.roster.head().into();
        self.say(&FromDevice::Open { team: team.roster.team(), head, cursors }).await;
        let mut heard = Vec::new();
        loop {
            match self.hear().await {
                FromRelay::CaughtUp { .. } => return heard,
                frame => heard.push(frame),
            }
        }
    }
}

/// A team of one guardian, and what they write at home.
pub(crate) struct Team {
    pub(crate) keys: DeviceKeys,
    pub(crate) roster: Roster,
    founding: Operation,
    random: Random,
    key: ScopeKey,
    counter: u64,
}

impl Team {
    pub(crate) fn new(seed: u8) -> Self {
        let mut random = Random::from_seed([seed; 32]);
        let keys = DeviceKeys::generate(&mut random);
        let sheet = *DeviceKeys::generate(&mut random).public();
        let deed = Deed::Found {
            device: *keys.public(),
            role: Role::Guardian,
            card: vec![1],
            sheet,
            handings: None,
        };
        let draft = Draft { team: None, sequence: 0, previous: [0; 32], author: keys.id(), at_ms: 5, deed };
        let founding = Operation::sign(draft, &keys).expect("small");
        let roster = Roster::found(&founding).expect("a founding");
        let key = ScopeKey::generate(Scope::Home, 0, &mut random);
        Self { keys, roster, founding, random, key, counter: 0 }
    }

    pub(crate) fn push(&self) -> FromDevice {
        let links = vec![Link { operation: self.founding.bytes().to_vec(), sealed: vec![], receipt: None }];
        FromDevice::PushRoster { team: self.roster.team(), from: 0, links }
    }

    /// Makes the relay know the team; returns a connection that has it open.
    pub(crate) async fn found(&self, server: &Server) -> Client {
        self.found_at(server.address).await
    }

    /// The same at a relay in any process.
    pub(crate) async fn found_at(&self, address: SocketAddr) -> Client {
        let mut client = Client::connect(address, &self.keys).await;
        client.say(&self.push()).await;
        assert!(matches!(client.hear().await, FromRelay::Roster { from: 1, .. }));
        client.open(self, vec![]).await;
        client
    }

    /// An operation that lists an invite, with keys sealed to it.
    pub(crate) fn push_invite(&mut self) -> FromDevice {
        let sealed = vec![7; 90];
        let invite = *DeviceKeys::generate(&mut self.random).public();
        let (reads, writes) = (Role::Aide.reads(), Role::Aide.writes());
        let expires_ms = i64::MAX;
        let deed = Deed::Invite {
            invite,
            role: Role::Aide,
            reads,
            writes,
            expires_ms,
            sealed: hash(&[&sealed]),
            own: None,
        };
        let from = self.roster.head().length;
        let links = vec![Link { operation: self.extend(deed).bytes().to_vec(), sealed, receipt: None }];
        FromDevice::PushRoster { team: self.roster.team(), from, links }
    }

    /// An operation that withdraws an invite, which nobody is told of.
    pub(crate) fn cancel_invite(&mut self) -> Operation {
        let invite = *self.roster.invites().keys().next().expect("an invite");
        self.extend(Deed::CancelInvite { invite })
    }

    fn extend(&mut self, deed: Deed) -> Operation {
        let head = self.roster.head();
        let draft = Draft {
            team: Some(self.roster.team()),
            sequence: head.length,
            previous: head.hash,
            author: self.keys.id(),
            at_ms: 6,
            deed,
        };
        let operation = Operation::sign(draft, &self.keys).expect("small");
        self.roster.extend(&operation).expect("a guardian may");
        operation
    }

    /// What somebody writes who is not in the team.
    pub(crate) fn write_as_stranger(&mut self) -> Envelope {
        let stranger = DeviceKeys::generate(&mut self.random);
        self.write_as(&stranger)
    }

    pub(crate) fn write(&mut self) -> Envelope {
        let keys = DeviceKeys::from_secret(*self.keys.secret());
        self.write_as(&keys)
    }

    /// An envelope in the place of others.
    pub(crate) fn replace(&mut self, replaced: &[&Envelope]) -> Envelope {
        let keys = DeviceKeys::from_secret(*self.keys.secret());
        self.seal(&keys, replaced.iter().map(|envelope| envelope.id()).collect())
    }

    fn write_as(&mut self, author: &DeviceKeys) -> Envelope {
        self.seal(author, vec![])
    }

    /// An envelope of about so many bytes.
    pub(crate) fn write_sized(&mut self, bytes: usize) -> Envelope {
        let keys = DeviceKeys::from_secret(*self.keys.secret());
        self.seal_sized(&keys, vec![], bytes)
    }

    fn seal(&mut self, author: &DeviceKeys, replaces: Vec<EnvelopeId>) -> Envelope {
        self.seal_sized(author, replaces, 64)
    }

    fn seal_sized(&mut self, author: &DeviceKeys, replaces: Vec<EnvelopeId>, bytes: usize) -> Envelope {
        self.counter += 1;
        // Random changes do not get smaller when they are compressed.
        let change: Vec<u8> = (0..bytes.div_ceil(64)).flat_map(|_| self.random.bytes::<64>()).collect();
        let new = NewEnvelope {
            team: self.roster.team(),
            page: PageName::Plan,
            counter: self.counter,
            replaces,
            changes: &[change],
        };
        Envelope::seal(new, &self.key, author, &mut self.random).expect("small")
    }

    pub(crate) fn append(&self, envelopes: &[&Envelope]) -> FromDevice {
        let envelopes = envelopes.iter().map(|envelope| envelope.bytes().to_vec().into()).collect();
        FromDevice::Append { team: self.roster.team(), envelopes }
    }
}
