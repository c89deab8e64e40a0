//! A line like a phone's at the edge of coverage, between two network namespaces: 400 ms there and back, one packet in
//! fifty lost, 400 kbit a second each way. A program at one end has no other way than this to a program at the other.
//!
//! Both ends are tun interfaces. Between them every packet goes through threads here, one pair a direction: the first
//! takes packets in, loses some and works out when the others come out; the second holds them until then. The kernel's
//! netem does the same, but few kernels have it; here nothing but root and tun is needed, and which packets are lost is
//! the same in every run.

mod tun;

use std::fs::File;
use std::io::{Read, Write};
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use shared::seal::Random;

use super::place::{Namespace, Place};

/// How long a packet is under way.
const DELAY: Duration = Duration::from_millis(200);
/// How many bytes fit through in a second: 400 kbit.
const BYTES_A_SECOND: u64 = 50_000;
/// How many packets of a hundred are lost.
const LOST_OF_100: u64 = 2;
/// How long packets may queue before the line; what would wait longer is lost too.
const QUEUE: Duration = Duration::from_secs(1);
const NEAR: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 1);
const FAR: Ipv4Addr = Ipv4Addr::new(10, 77, 0, 2);

/// The line, with a place at either end. When it is dropped both are gone.
#[derive(Debug)]
pub struct BadLine {
    near: Place,
    far: Place,
    carried: Arc<Count>,
    _ends: [Namespace; 2],
}

/// What went through so far, both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// Packets that came out.
    pub packets: u64,
    /// Their bytes, with all that TCP and IP put around.
    pub bytes: u64,
    /// Packets that were lost.
    pub lost: u64,
}

#[derive(Debug, Default)]
struct Count {
    packets: AtomicU64,
    bytes: AtomicU64,
    lost: AtomicU64,
}

impl BadLine {
    /// A line of its own. The error says plainly what is missing for one.
    pub fn new() -> Result<Self, String> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let (process, number) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let namespace = |end: &str| Namespace::new(format!("carryover-{process}-{number}-{end}"));
        // The name of an interface has 15 letters at most.
        let interface = |end: &str| format!("cv{process:x}{number:x}{end}");
        let ends = [namespace("near")?, namespace("far")?];
        let names = [interface("n"), interface("f")];
        let [near_tun, far_tun] = [tun::open(&names[0])?, tun::open(&names[1])?].map(Arc::new);
        let near = ends[0].plug(&names[0], NEAR)?;
        let far = ends[1].plug(&names[1], FAR)?;
        let carried = Arc::new(Count::default());
        carry(1, near_tun.clone(), far_tun.clone(), carried.clone());
        carry(2, far_tun, near_tun, carried.clone());
        Ok(Self { near, far, carried, _ends: ends })
    }

    /// One end.
    pub fn near(&self) -> Place {
        self.near.clone()
    }

    /// The other end.
    pub fn far(&self) -> Place {
        self.far.clone()
    }

    /// What went through so far.
    pub fn carried(&self) -> Carried {
        let Count { packets, bytes, lost } = &*self.carried;
        let [packets, bytes, lost] = [packets, bytes, lost].map(|count| count.load(Ordering::Relaxed));
        Carried { packets, bytes, lost }
    }
}

/// Carries packets one way until the interfaces are gone.
fn carry(seed: u8, from: Arc<File>, to: Arc<File>, count: Arc<Count>) {
    let (queue, queued) = channel();
    let counting = count.clone();
    thread::spawn(move || take_in(seed, &from, &queue, &counting));
    thread::spawn(move || let_out(&to, &queued, &count));
}

fn take_in(seed: u8, mut from: &File, queue: &Sender<(Instant, Vec<u8>)>, count: &Count) {
    let mut random = Random::from_seed([seed; 32]);
    let mut free = Instant::now();
    let mut room = [0; 2_048];
    while let Ok(length) = from.read(&mut room) {
        let packet = &room[..length];
        // What IPv6 says on its own when an interface comes up is none of the programs'.
        if packet.first().is_none_or(|first| first >> 4 != 4) {
            continue;
        }
        let now = Instant::now();
        if random.below(100) < LOST_OF_100 || free > now + QUEUE {
            count.lost.fetch_add(1, Ordering::Relaxed);
            continue;
        }
        let nanoseconds = u64::try_from(length).unwrap_or(u64::MAX) * 1_000_000_000 / BYTES_A_SECOND;
        free = free.max(now) + Duration::from_nanos(nanoseconds);
        if queue.send((free + DELAY, packet.to_vec())).is_err() {
            return;
        }
    }
}

fn let_out(mut to: &File, queued: &Receiver<(Instant, Vec<u8>)>, count: &Count) {
    for (at, packet) in queued {
        // Nobody waits for this but the packet: it is as long under way as the line is.
        thread::sleep(at.saturating_duration_since(Instant::now()));
        if to.write_all(&packet).is_err() {
            return;
        }
        count.packets.fetch_add(1, Ordering::Relaxed);
        count.bytes.fetch_add(u64::try_from(packet.len()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }
}
