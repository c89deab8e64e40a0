//! Joining with an invite, where the app dies on the way.

use super::*;
use crate::Moment;
use crate::storage::{MemoryStore, Table};
use crate::sync::device::{Effect, Found, Input};
use crate::wire::{FromRelay, Limits, VERSION};

pub(in crate::sync::device) const NOW: Moment = Moment { unix_ms: 1_795_000_000_000, offset_min: 0 };

/// A device over a store in memory, and what it said to the relay last.
pub(in crate::sync::device) struct Desk {
    pub(in crate::sync::device) device: Device,
    pub(in crate::sync::device) store: MemoryStore,
    pub(in crate::sync::device) said: Vec<FromDevice>,
    pub(in crate::sync::device) now: Moment,
}

impl Desk {
    pub(in crate::sync::device) fn start(store: MemoryStore, seed: u8) -> Self {
        Self::start_at(store, seed, NOW)
    }

    pub(in crate::sync::device) fn start_at(store: MemoryStore, seed: u8, now: Moment) -> Self {
        let mut desk = Self { device: Device::default(), store, said: Vec::new(), now };
        desk.tell(Input::Started { seed: [seed; 32] });
        desk
    }

    fn tell(&mut self, input: Input) {
        let now = self.now;
        self.act(|device, effects| device.handle(now, input, effects));
    }

    pub(in crate::sync::device) fn hear(&mut self, frame: &FromRelay) {
        self.tell(Input::Received(frame.to_bytes()));
    }

    pub(in crate::sync::device) fn act<T>(
        &mut self,
        act: impl FnOnce(&mut Device, &mut Vec<Effect>) -> T,
    ) -> T {
        let mut effects = Vec::new();
        let done = act(&mut self.device, &mut effects);
        self.device.commit(self.now, &mut effects);
        for effect in effects {
            match effect {
                Effect::Store { ticket, batch } => {
                    self.store.apply(&batch).expect("stored");
                    self.tell(Input::Stored { ticket });
                }
                Effect::Load { ticket, reads } => {
                    let rows = self.store.read(&reads);
                    self.tell(Input::Loaded { ticket, rows });
                }
                Effect::Send(bytes) => self.said.push(FromDevice::from_bytes(&bytes).expect("a frame")),
                Effect::Dial | Effect::HangUp | Effect::WakeAt { .. } | Effect::Changed(_) => {}
            }
        }
        done
    }

    pub(in crate::sync::device) fn is_let_in(&mut self) {
        self.is_let_in_by(None);
    }

    /// By a relay with this key.
    pub(in crate::sync::device) fn is_let_in_by(&mut self, relay: Option<&DeviceKeys>) {
        self.is_let_in_saying(relay, None);
    }

    /// By a relay that says whether it drops what is old.
    pub(in crate::sync::device) fn is_let_in_saying(
        &mut self,
        relay: Option<&DeviceKeys>,
        drops_old: Option<bool>,
    ) {
        let relay = relay.map(|keys| keys.public().signing.into());
        self.tell(Input::Connected { origin: "http://relay".into() });
        let limits = Limits { frame: 1 << 20, envelope: 1 << 20, drops_old };
        self.hear(&FromRelay::Challenge { version: VERSION, limits, now_ms: 0, nonce: [1; 32], relay });
        self.hear(&FromRelay::Welcome {});
    }

    /// The operations it pushed last.
    pub(in crate::sync::device) fn pushed(&mut self) -> Vec<Link> {
        let pushes = core::mem::take(&mut self.said).into_iter().rev();
        let mut links = pushes.filter_map(|frame| match frame {
            FromDevice::PushRoster { links, .. } => Some(links),
            FromDevice::Prove { .. }
            | FromDevice::Open { .. }
            | FromDevice::Append { .. }
            | FromDevice::Enrol { .. }
            | FromDevice::Knock { .. } => None,
        });
        links.next().expect("it pushed")
    }
}

/// A team's chain at the relay, with an invite, and the link to it.
fn invited() -> (TeamId, Vec<Link>, String) {
    let mut founder = Desk::start(MemoryStore::default(), 1);
    let found = Found { me: "Pat".into(), role: Role::Guardian, sample: false };
    let team = founder.act(|device, _| device.found(NOW, &found)).expect("founded");
    let mut chain = founder.device.team(team).expect("there").chain.links(0);
    founder.is_let_in();
    founder.hear(&roster(team, &chain, 1));
    let expires_ms = NOW.unix_ms + 3_600_000;
    let invite =
        founder.act(|device, _| device.invite(team, Role::Aide, expires_ms, "Sam")).expect("invited");
    chain.extend(founder.pushed());
    let secret = founder.device.team(team).and_then(|team| team.invite_secret(invite)).expect("kept");
    (team, chain, InviteLink { team, keys: DeviceKeys::from_secret(secret) }.fragment())
}

pub(in crate::sync::device) fn roster(team: TeamId, chain: &[Link], from: usize) -> FromRelay {
    let last = Operation::parse(chain.last().expect("a chain").operation.clone()).expect("an operation");
    let number = |length: usize| u32::try_from(length).expect("short");
    let head = Place { length: number(chain.len()), hash: last.hash() };
    FromRelay::Roster { team, from: number(from), links: chain[from..].to_vec(), head }
}

/// A device that has kept its join when it dies, and starts again with the same link.
fn cut_off(team: TeamId, chain: &[Link], link: &str) -> Desk {
    let mut guest = Desk::start(MemoryStore::default(), 2);
    guest.act(|device, effects| device.open_invite(NOW, link, effects)).expect("a link");
    guest.is_let_in();
    guest.hear(&roster(team, chain, 0));
    guest.act(|device, _| device.join("Max")).expect("offered");
    let mut guest = Desk::start(guest.store, 3);
    guest.act(|device, effects| device.open_invite(NOW, link, effects)).expect("still to be joined");
    guest.is_let_in();
    guest.hear(&FromRelay::RosterRefused { team, why: Refused::NotHere, head: None });
    assert!(!matches!(guest.device.progress(), InviteProgress::Refused(_)), "not in yet is no refusal");
    guest.hear(&roster(team, chain, 0));
    guest
}

#[test]
fn a_join_that_was_cut_off_goes_on_with_the_same_link() {
    let (team, mut chain, link) = invited();
    let mut guest = cut_off(team, &chain, &link);
    chain.extend(guest.pushed());
    guest.hear(&roster(team, &chain, 2));
    assert!(guest.device.team(team).is_some());
}

#[test]
fn a_join_that_is_refused_leaves_nothing_behind() {
    let (team, chain, link) = invited();
    let mut guest = cut_off(team, &chain, &link);
    guest.hear(&FromRelay::RosterRefused { team, why: Refused::Used, head: None });
    assert!(matches!(guest.device.progress(), InviteProgress::Refused(Refused::Used)));
    assert_eq!(Desk::start(guest.store.clone(), 4).device.teams().count(), 0);
    for table in [Table::Roster, Table::Teams, Table::Keys] {
        assert!(guest.store.read(&[crate::storage::Read { table, prefix: vec![] }]).is_empty(), "{table:?}");
    }
}
