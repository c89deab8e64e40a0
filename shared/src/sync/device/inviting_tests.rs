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

    /// The socket closes, and the device opens another one when its time has come.
    pub(in crate::sync::device) fn tell_disconnected(&mut self) {
        self.tell(Input::Disconnected);
        self.now.unix_ms += 120_000;
        self.tell(Input::Woke);
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
        let limits = Limits { frame: 1 << 20, envelope: 1 << 20, drops_old, part: Some(1 << 20) };
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
            | FromDevice::PutPart { .. }
            | FromDevice::GetPart { .. }
            | FromDevice::HasPart { .. }
            | FromDevice::Find { .. }
            | FromDevice::Knock { .. } => None,
        });
        links.next().expect("it pushed")
    }
}

/// A team's chain at the relay, with an invite, and the link to it.
fn invited() -> (TeamId, Vec<Link>, String) {
    let (team, chain, link, _) = invited_with_code();
    (team, chain, link)
}

/// The same with its code.
fn invited_with_code() -> (TeamId, Vec<Link>, String, String) {
    let mut founder = Desk::start(MemoryStore::default(), 1);
    let found = Found { me: "Pat".into(), role: Role::Guardian, sample: false };
    let team = founder.act(|device, _| device.found(NOW, &found)).expect("founded");
    let mut chain = founder.device.team(team).expect("there").chain.links(0);
    founder.is_let_in();
    founder.hear(&roster(team, &chain, 1));
    let expires_ms = NOW.unix_ms + 3_600_000;
    let invite = founder
        .act(|device, _| device.invite(team, Role::Aide, ScopeSet::NONE, expires_ms, "Sam"))
        .expect("invited");
    chain.extend(founder.pushed());
    let secret = founder.device.team(team).and_then(|team| team.invite_secret(invite)).expect("kept");
    let code = founder.device.team(team).and_then(|team| team.invite_code(invite)).expect("kept");
    (team, chain, InviteLink { team, keys: DeviceKeys::from_secret(secret) }.fragment(), code)
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

/// A device that was given the code of an invite and has asked the relay for its team.
fn asking(code: &str) -> (Desk, DeviceId) {
    let mut guest = Desk::start(MemoryStore::default(), 2);
    guest.act(|device, effects| device.open_invite(NOW, code, effects)).expect("a code");
    guest.is_let_in();
    let Some(FromDevice::Find { invite }) = guest.said.pop() else { panic!("it asks which team") };
    (guest, invite)
}

#[test]
fn a_code_leads_to_what_its_link_leads_to() {
    let (team, chain, link, code) = invited_with_code();
    assert_eq!(code.len(), 17);
    let (mut guest, invite) = asking(&code.to_lowercase().replace('-', " "));
    assert_eq!(invite, InviteLink::parse(&link).expect("a link").keys.id());
    // What was not asked for changes nothing.
    guest.hear(&FromRelay::NotFound { invite: DeviceId([1; 16]), why: Refused::NotHere });
    guest.hear(&FromRelay::Found { invite: DeviceId([1; 16]), team: TeamId([1; 16]) });
    guest.hear(&FromRelay::Found { invite, team });
    assert!(matches!(guest.said.last(), Some(FromDevice::Knock { team: asked, .. }) if *asked == team));
    guest.hear(&roster(team, &chain, 0));
    let InviteProgress::Offered(offer) = guest.device.progress() else { panic!("nothing offered") };
    assert_eq!((offer.team, offer.role, offer.child.as_str()), (team, Role::Aide, "Sam"));
    guest.act(|device, _| device.join("Max")).expect("offered");
    let mut chain = chain;
    chain.extend(guest.pushed());
    guest.hear(&roster(team, &chain, 2));
    assert!(guest.device.team(team).is_some());
    guest.act(|device, effects| device.open_invite(NOW, &code, effects)).expect("a code");
    guest.hear(&FromRelay::Found { invite, team });
    assert!(matches!(guest.device.progress(), InviteProgress::AlreadyIn));
}

#[test]
fn a_code_that_leads_nowhere_says_so() {
    let (.., code) = invited_with_code();
    let (mut guest, invite) = asking(&code);
    guest.hear(&FromRelay::NotFound { invite, why: Refused::NotHere });
    assert!(matches!(guest.device.progress(), InviteProgress::Refused(Refused::NotHere)));
    // A relay of before there were codes does not understand the question.
    let (mut guest, _) = asking(&code);
    guest.hear(&FromRelay::Goodbye { why: Goodbye::BadFrame });
    assert!(matches!(guest.device.progress(), InviteProgress::Refused(Refused::NotHere)));
    // One whose store fails is asked again.
    let (mut guest, invite) = asking(&code);
    guest.hear(&FromRelay::NotFound { invite, why: Refused::TryLater });
    assert!(matches!(guest.device.progress(), InviteProgress::Looking(_)));
    let mistyped: String = code.chars().rev().collect();
    let opened = guest.act(|device, effects| device.open_invite(NOW, &mistyped, effects));
    assert_eq!(opened, Err(CommandError::MistypedCode));
    let opened = guest.act(|device, effects| device.open_invite(NOW, "my link", effects));
    assert_eq!(opened, Err(CommandError::NotALink));
}

#[test]
fn the_code_of_an_invite_can_be_shown_again_after_a_restart() {
    let mut founder = Desk::start(MemoryStore::default(), 1);
    let found = Found { me: "Pat".into(), role: Role::Guardian, sample: false };
    let team = founder.act(|device, _| device.found(NOW, &found)).expect("founded");
    founder.is_let_in();
    let links = founder.device.team(team).expect("there").chain.links(0);
    founder.hear(&roster(team, &links, 1));
    let invited =
        founder.act(|device, _| device.invite(team, Role::Aide, ScopeSet::NONE, NOW.unix_ms + 1_000, "Sam"));
    let invite = invited.expect("invited");
    let code = |desk: &Desk| desk.device.team(team).and_then(|team| team.invite_code(invite));
    let shown = code(&founder);
    assert!(shown.is_some());
    assert_eq!(code(&Desk::start(founder.store, 3)), shown);
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
