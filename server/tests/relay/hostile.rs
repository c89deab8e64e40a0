//! Tests of the real relay: peers that send without end, do not read, or only open connections. Its memory stays within
//! a bound that is far below what they send, and others are served meanwhile.

use futures_util::future::join_all;
use shared::TeamId;
use shared::seal::{DeviceKeys, Random};
use shared::wire::{FromDevice, FromRelay, Place};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::client::{Client, Folder, Team};
use crate::process::Running;

/// What the relay may have more than before: SQLite's pages in memory are half of it.
const MORE: usize = 64 << 20;
const TEAM: TeamId = TeamId([7; 16]);

/// A relay with a team, warm, and how much memory it has.
struct Target {
    _folder: Folder,
    running: Running,
    team: Team,
    member: Client,
    before: usize,
}

impl Target {
    async fn new(seed: u8) -> Self {
        let folder = Folder::new();
        let running = Running::start(folder.path());
        let team = Team::new(seed);
        let member = team.found_at(running.address).await;
        let mut target = Self { _folder: folder, running, team, member, before: 0 };
        target.is_served().await;
        target.before = target.running.memory();
        target
    }

    /// A member writes and hears that it is durable.
    async fn is_served(&mut self) {
        let envelope = self.team.write();
        self.member.say(&self.team.append(&[&envelope])).await;
        while !matches!(self.member.hear().await, FromRelay::Appended { ids, .. } if ids.contains(&envelope.id()))
        {
        }
    }

    /// After all that was sent: a member is served, and the relay's memory is within its bound.
    async fn check(&mut self, sent: usize) {
        self.is_served().await;
        let more = self.running.memory().saturating_sub(self.before);
        assert!(more < MORE, "{more} bytes more than before, of {sent} that were sent");
    }
}

fn strangers(count: u8) -> Vec<DeviceKeys> {
    let mut random = Random::from_seed([99; 32]);
    (0..count).map(|_| DeviceKeys::generate(&mut random)).collect()
}

#[tokio::test]
async fn endless_big_frames_of_a_peer_that_reads_no_answers() {
    let mut target = Target::new(21).await;
    let address = target.running.address;
    let frame =
        FromDevice::Append { team: TEAM, envelopes: vec![vec![1; 500_000].into(), vec![2; 500_000].into()] };
    let flood = |keys: DeviceKeys| {
        let frame = frame.clone();
        async move {
            let mut client = Client::connect(address, &keys).await;
            for _ in 0..14 {
                client.say(&frame).await;
            }
            client
        }
    };
    let clients = join_all(strangers(16).into_iter().map(flood)).await;
    target.check(16 * 14 * 1_000_000).await;
    assert_eq!(clients.len(), 16, "they are still connected");
}

#[tokio::test]
async fn thousands_of_tiny_frames_of_a_peer_that_reads_no_answers() {
    let mut target = Target::new(22).await;
    let address = target.running.address;
    let frame = FromDevice::Open { team: TEAM, head: Place { length: 0, hash: [0; 32] }, cursors: vec![] };
    let flood = |keys: DeviceKeys| {
        let frame = frame.clone();
        async move {
            let mut client = Client::connect(address, &keys).await;
            for _ in 0..1_900 {
                client.say(&frame).await;
            }
            client
        }
    };
    let clients = join_all(strangers(16).into_iter().map(flood)).await;
    target.check(16 * 1_900 * 60).await;
    assert_eq!(clients.len(), 16);
}

#[tokio::test]
async fn connections_that_prove_nothing_or_are_half_open() {
    let mut target = Target::new(23).await;
    let request = "GET /sync HTTP/1.1\r\nHost: relay\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                   Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
    let mut open = Vec::new();
    for number in 0..600 {
        let mut socket = TcpStream::connect(target.running.address).await.expect("a connection");
        // Whole requests that are not followed by a proof, halves of one, and nothing at all.
        let said = [request, &request[..40], ""][number % 3];
        socket.write_all(said.as_bytes()).await.expect("an open connection");
        open.push(socket);
    }
    target.check(600 * request.len()).await;
    assert_eq!(open.len(), 600);
}

#[tokio::test]
async fn readers_that_do_not_read_while_much_is_sent_to_everyone() {
    let mut target = Target::new(24).await;
    let mut slow = Vec::new();
    for _ in 0..6 {
        let mut reader = Client::connect(target.running.address, &target.team.keys).await;
        reader.open(&target.team, vec![]).await;
        slow.push(reader);
    }
    let (count, bytes) = (36, 400_000);
    for _ in 0..count {
        let envelope = target.team.write_sized(bytes);
        target.member.say(&target.team.append(&[&envelope])).await;
    }
    target.check(count * bytes * (slow.len() + 1)).await;
    // And what waited for them is there once they read.
    for reader in &mut slow {
        let mut heard = 0;
        while heard < count {
            let FromRelay::Envelopes { envelopes, .. } = reader.hear().await else { panic!("envelopes") };
            heard += envelopes.len();
        }
    }
}
