//! What a relay says and what a device makes of it, frame by frame.

use super::inviting::tests::{Desk, NOW, roster};
use super::receiving::ASIDE_LIMIT;
use super::talking::QUEUED_LIMIT;
use super::{Effect, Input};
use crate::page::PageName;
use crate::record::{Note, Record, Role, Scope, ScopeSet, Setting};
use crate::seal::{DeviceKeys, Envelope, NewEnvelope, Purpose, Random, ScopeKey, hash, hash16};
use crate::storage::{MemoryStore, Read, Table};
use crate::sync::device::{Found, InviteProgress, Reach};
use crate::team::InviteLink;
use crate::wire::{Cursor, FromDevice, FromRelay, Link, Place, Refused, receipt_statement};
use crate::{EnvelopeId, TeamId};

fn relay(seed: u8) -> DeviceKeys {
    DeviceKeys::from_secret([seed; 32])
}

/// A device with a team of its own, which no relay knows.
fn founder() -> (Desk, TeamId) {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let found = Found { me: "Pat".into(), role: Role::Guardian, sample: false };
    let team = desk.act(|device, _| device.found(NOW, &found)).expect("founded");
    (desk, team)
}

/// The device's chain as a relay sends it.
fn chain(desk: &Desk, team: TeamId, relay: Option<&DeviceKeys>) -> Vec<Link> {
    let mut links = desk.device.team(team).expect("there").chain.links(0);
    for link in &mut links {
        let statement = receipt_statement(&team, &hash(&[&link.operation]));
        link.receipt = relay.map(|relay| relay.sign(Purpose::Receipt, &[&statement]).into());
    }
    links
}

/// Where it said that its roster ends, and its cursors.
fn opened(desk: &mut Desk) -> (u32, Vec<Cursor>) {
    let opened = core::mem::take(&mut desk.said).into_iter().find_map(|frame| match frame {
        FromDevice::Open { head, cursors, .. } => Some((head.length, cursors)),
        _ => None,
    });
    opened.expect("it opened the team")
}

/// A device that has received everything.
fn caught_up() -> (Desk, TeamId) {
    let (mut desk, team) = founder();
    desk.is_let_in();
    let links = chain(&desk, team, None);
    desk.hear(&roster(team, &links, 0));
    desk.hear(&FromRelay::CaughtUp { team });
    (desk, team)
}

#[test]
fn a_relay_that_is_quicker_than_the_disk_is_hung_up_on_until_there_is_room() {
    let (mut desk, team) = caught_up();
    let frame = |from: u64| {
        let envelopes = vec![vec![from.to_be_bytes()[7]; 400 << 10].into(); 2];
        FromRelay::Envelopes { team, scope: Scope::Home, era: 0, from, envelopes }.to_bytes()
    };
    // The disk takes one batch and does not answer.
    let (mut from, mut orders) = (1, Vec::new());
    let hung_up = (0..40).find(|_| {
        let mut effects = Vec::new();
        desk.device.handle(NOW, Input::Received(frame(from)), &mut effects);
        from += 2;
        orders.extend(effects.iter().filter_map(|effect| match effect {
            Effect::Store { ticket, .. } => Some(*ticket),
            _ => None,
        }));
        effects.iter().any(|effect| matches!(effect, Effect::HangUp))
    });
    assert!(hung_up.is_some_and(|frames| frames > 3), "not at once: {hung_up:?}");
    assert!(desk.device.saver.queued() < QUEUED_LIMIT + (1 << 20));
    let mut effects = Vec::new();
    let later = crate::Now { unix_ms: NOW.unix_ms + 3_600_000, ..NOW };
    desk.device.handle(later, Input::Woke, &mut effects);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Dial)), "not while there is no room");
    for ticket in orders {
        desk.device.handle(later, Input::Stored { ticket }, &mut effects);
    }
    desk.device.handle(later, Input::Woke, &mut effects);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Dial)), "and then again");
}

#[test]
fn receipts_are_kept_and_sent_along_to_the_relay_that_gave_them() {
    let (mut desk, team) = founder();
    let (known, other) = (relay(8), relay(9));
    desk.is_let_in_by(Some(&known));
    assert_eq!(opened(&mut desk).0, 0, "it has none");
    let forged = chain(&desk, team, Some(&other));
    desk.hear(&roster(team, &forged, 0));
    let links = chain(&desk, team, Some(&known));
    for (links, expected) in [(forged, 0), (links.clone(), 2)] {
        desk.hear(&roster(team, &links, 0));
        desk = Desk::start(desk.store, 2);
        desk.is_let_in_by(Some(&known));
        assert_eq!(opened(&mut desk).0, expected);
    }
    desk.hear(&FromRelay::RosterRefused { team, why: Refused::NotHere, head: None });
    assert_eq!(desk.pushed(), links, "the relay lost it, and gets its receipts back");

    let mut desk = Desk::start(desk.store, 3);
    desk.is_let_in_by(Some(&other));
    assert_eq!(opened(&mut desk).0, 0, "another relay's are asked for");
    desk.hear(&FromRelay::RosterRefused { team, why: Refused::NotHere, head: None });
    assert_eq!(desk.pushed(), chain(&desk, team, None));
}

#[test]
fn a_change_of_the_roster_that_has_to_wait_is_told_once_and_forgotten() {
    let (mut desk, team) = caught_up();
    let expires_ms = NOW.unix_ms + 3_600_000;
    desk.act(|device, _| device.invite(team, Role::Aide, ScopeSet::NONE, expires_ms, "Sam"))
        .expect("may invite");
    assert_eq!(desk.pushed().len(), 1);
    let head = chain(&desk, team, None);
    let FromRelay::Roster { head, .. } = roster(team, &head, 0) else { panic!("a roster") };
    desk.hear(&FromRelay::RosterRefused { team, why: Refused::Restored, head: Some(head) });
    assert!(!desk.device.is_inviting(team));
    assert!(desk.device.take_held_back() && !desk.device.take_held_back());
    assert!(desk.device.team(team).expect("there").is_caught_up(), "entries go on");
}

#[test]
fn another_history_is_not_read_also_when_the_relay_has_sent_all_of_it() {
    let (mut desk, team) = founder();
    desk.is_let_in();
    let head = Place { length: 1, hash: [7; 32] };
    desk.hear(&FromRelay::Roster { team, from: 1, links: vec![], head });
    let (scope, era) = (Scope::Home, 0);
    desk.hear(&FromRelay::Envelopes { team, scope, era, from: 1, envelopes: vec![vec![1; 99].into()] });
    let to = Cursor { scope, era, sequence: 4, running: [3; 16] };
    desk.hear(&FromRelay::Passed { team, to });
    desk.hear(&FromRelay::CaughtUp { team });
    let held = desk.device.team(team).expect("there");
    assert!(held.is_split() && held.logs.values().all(|place| place.sequence == 0));
    assert_eq!((desk.device.set_aside(), desk.device.reach()), (0, Reach::Open));
}

#[test]
fn what_is_passed_over_moves_the_cursor_durably_and_forward_only() {
    let (mut desk, team) = caught_up();
    let to = Cursor { scope: Scope::Home, era: 0, sequence: 40, running: [3; 16] };
    desk.hear(&FromRelay::Passed { team, to });
    for to in [to, Cursor { sequence: 39, ..to }, Cursor { sequence: u64::MAX, ..to }] {
        let mut again = Desk::start(desk.store.clone(), 2);
        again.is_let_in();
        assert_eq!(opened(&mut again).1, [Cursor { sequence: 40, running: [3; 16], ..to }]);
        assert_eq!(again.device.reach(), Reach::Open);
        again.hear(&FromRelay::Passed { team, to });
        assert_eq!(again.device.reach(), Reach::Down, "{to:?}");
    }
}

/// How many bytes the device keeps in its store.
fn stored(desk: &Desk) -> usize {
    let reads: Vec<Read> = Table::ALL.iter().map(|table| Read { table: *table, prefix: vec![] }).collect();
    desk.store.read(&reads).iter().map(|row| row.value.len()).sum()
}

/// The relay sends envelopes one by one, until the device hangs up; returns how many it heard.
fn flood(desk: &mut Desk, team: TeamId, from: u64, mut next: impl FnMut(u64) -> Vec<u8>) -> u64 {
    for sequence in from..from + 100 {
        let envelopes = vec![next(sequence).into()];
        desk.hear(&FromRelay::Envelopes { team, scope: Scope::Home, era: 0, from: sequence, envelopes });
        if desk.device.reach() == Reach::Down {
            return sequence - from;
        }
    }
    100
}

#[test]
fn what_a_relay_sends_that_can_never_be_used_does_not_fill_the_store() {
    let (mut desk, team) = caught_up();
    let nonsense = |sequence: u64| [&sequence.to_be_bytes()[..], &[1; 400_000]].concat();
    assert_eq!(flood(&mut desk, team, 1, nonsense), 100, "40 MB");
    assert!(stored(&desk) < ASIDE_LIMIT + (1 << 20), "{} bytes", stored(&desk));
    let mut again = Desk::start(desk.store, 2);
    again.is_let_in();
    assert_eq!(opened(&mut again).1[0].sequence, 100, "it is past them");
    let links = chain(&again, team, None);
    again.hear(&roster(team, &links, 0));
    assert_eq!(flood(&mut again, team, 101, nonsense), 100);
    assert!(stored(&again) < ASIDE_LIMIT + (1 << 20), "also over several starts: {} bytes", stored(&again));
}

#[test]
fn what_may_count_later_is_kept_up_to_a_limit_and_not_passed_over_beyond_it() {
    let (mut desk, team) = caught_up();
    let mut random = Random::from_seed([6; 32]);
    let stranger = DeviceKeys::generate(&mut random);
    let key = ScopeKey::generate(Scope::Home, 0, &mut random);
    let unknown = |counter: u64| {
        let change: Vec<u8> = (0..25_000).flat_map(|_| random.bytes::<16>()).collect();
        let new = NewEnvelope { team, page: PageName::Plan, counter, replaces: vec![], changes: &[change] };
        Envelope::seal(new, &key, &stranger, &mut random).expect("small").into_bytes()
    };
    let heard = flood(&mut desk, team, 1, unknown);
    assert!((20..60).contains(&heard), "{heard} of 400 kB each");
    assert!(stored(&desk) < ASIDE_LIMIT + (1 << 20), "{} bytes", stored(&desk));
    let mut again = Desk::start(desk.store, 2);
    again.is_let_in();
    assert_eq!(opened(&mut again).1[0].sequence, heard, "the next ones are read once there is room");
}

#[test]
fn an_invite_that_leads_to_an_endless_roster_leads_nowhere() {
    let (founder, team) = founder();
    let _ = founder;
    let link = InviteLink { team, keys: DeviceKeys::from_secret([4; 32]) }.fragment();
    let mut guest = Desk::start(MemoryStore::default(), 2);
    guest.act(|device, effects| device.open_invite(NOW, &link, effects)).expect("a link");
    guest.is_let_in();
    let head = Place { length: u32::MAX, hash: [1; 32] };
    let mut heard = 0;
    while matches!(guest.device.progress(), InviteProgress::Looking(_)) {
        assert!(heard < 100, "no end");
        let links = vec![Link { operation: vec![2; 500_000], sealed: vec![], receipt: None }];
        guest.hear(&FromRelay::Roster { team, from: heard, links, head });
        heard += 1;
    }
    assert!(matches!(guest.device.progress(), InviteProgress::Refused(Refused::Malformed)));
}

#[test]
fn a_relay_that_asks_for_a_token_is_told_it_and_says_so_without_one() {
    let (mut desk, team) = founder();
    let offered = |desk: &mut Desk| {
        desk.is_let_in();
        desk.said.clear();
        desk.hear(&FromRelay::RosterRefused { team, why: Refused::NotHere, head: None });
        core::mem::take(&mut desk.said)
    };
    assert!(matches!(offered(&mut desk).as_slice(), [FromDevice::PushRoster { .. }]), "it has none to say");
    desk.hear(&FromRelay::RosterRefused { team, why: Refused::NeedsToken, head: None });
    let held = desk.device.team(team).expect("there");
    assert!(held.needs_token() && held.is_refused() && held.waiting() == 0);

    desk.said.clear();
    desk.act(|device, effects| device.keep_token(NOW, "a wrong one", effects));
    assert!(matches!(desk.said.as_slice(), [FromDevice::Open { .. }]), "at once, on the same connection");
    assert!(!desk.device.team(team).expect("there").needs_token(), "not before the relay says so again");
    desk.hear(&FromRelay::RosterRefused { team, why: Refused::NotHere, head: None });
    desk.hear(&FromRelay::RosterRefused { team, why: Refused::NeedsToken, head: None });
    assert!(desk.device.team(team).expect("there").needs_token());

    desk.act(|device, effects| device.keep_token(NOW, " a token of the operator\n", effects));
    let mut again = Desk::start(desk.store, 2);
    let said = offered(&mut again);
    let token = FromDevice::Enrol { token: b"a token of the operator".to_vec() };
    assert!(matches!(said.as_slice(), [first, FromDevice::PushRoster { .. }] if *first == token), "{said:?}");
    assert!(!again.device.team(team).expect("there").needs_token());
}

#[test]
fn what_a_full_relay_does_not_take_is_kept_told_and_offered_again_later() {
    let (mut desk, team) = caught_up();
    let note = Note { note: "kept".into(), setting: Setting::Home, at: NOW };
    let place = (Scope::Home, PageName::Month(NOW.month()));
    let written =
        desk.act(|device, effects| device.write(NOW, team, place, Note::KIND, &note.draft(), effects));
    let record = written.expect("may write");
    let appended = |desk: &mut Desk| {
        let said = core::mem::take(&mut desk.said).into_iter();
        let frames = said.filter_map(|frame| match frame {
            FromDevice::Append { envelopes, .. } => Some(envelopes),
            _ => None,
        });
        frames.flatten().map(Vec::from).collect::<Vec<Vec<u8>>>()
    };
    let offered = appended(&mut desk);
    let ids = offered.iter().map(|bytes| EnvelopeId(hash16(bytes))).collect();
    desk.hear(&FromRelay::NotAppended { team, ids, why: Refused::Full });
    let held = desk.device.team(team).expect("there");
    assert!(held.is_full() && !held.is_shared(record) && held.is_caught_up());
    desk.hear(&FromRelay::CaughtUp { team });
    assert!(appended(&mut desk).is_empty(), "not again on this connection");
    assert_eq!(desk.device.reach(), Reach::Open);

    let mut again = Desk::start(desk.store, 2);
    again.is_let_in();
    let links = chain(&again, team, None);
    again.hear(&roster(team, &links, 0));
    assert_eq!(appended(&mut again), offered);
    assert!(!again.device.team(team).expect("there").is_full());
}
