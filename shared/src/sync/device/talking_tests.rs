//! What a relay says and what a device makes of it, frame by frame.

use super::inviting::tests::{Desk, NOW, roster};
use crate::TeamId;
use crate::record::{Role, Scope};
use crate::seal::{DeviceKeys, Purpose, hash};
use crate::storage::MemoryStore;
use crate::sync::device::{Found, Reach};
use crate::wire::{Cursor, FromDevice, FromRelay, Link, Place, Refused, receipt_statement};

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
fn receipts_are_kept_and_sent_along_to_the_relay_that_gave_them() {
    let (mut desk, team) = founder();
    let (known, other) = (relay(8), relay(9));
    desk.is_let_in_by(Some(&known));
    assert_eq!(opened(&mut desk).0, 0, "it has none");
    let forged = chain(&desk, team, Some(&other));
    desk.hear(&roster(team, &forged, 0));
    let links = chain(&desk, team, Some(&known));
    for (links, expected) in [(forged, 0), (links.clone(), 1)] {
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
    desk.act(|device, _| device.invite(team, Role::Aide, expires_ms, "Sam")).expect("may invite");
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
