//! Tests of the relay: the day after its data was restored.

use super::family::Family;
use super::world::World;
use crate::record::Role;
use crate::seal::{DeviceKeys, Purpose, Random, hash};
use crate::sync::relay::limits::RESTORED_MS;
use crate::sync::relay::storage::MemoryStore;
use crate::sync::relay::{ConnectionId, Relay};
use crate::team::Deed;
use crate::wire::{FromDevice, FromRelay, Link, Place, Refused, receipt_statement};

const SECRET: [u8; 32] = [77; 32];
/// When the worlds of these tests begin.
const NOW_MS: i64 = 1_000_000;

fn original(relay: Relay) -> Relay {
    relay.known_by(SECRET, None)
}

fn restored(relay: Relay) -> Relay {
    relay.known_by(SECRET, Some(NOW_MS))
}

/// The chain from an operation on, with a relay's receipts.
fn push(family: &Family, from: usize, secret: [u8; 32]) -> FromDevice {
    let relay = DeviceKeys::from_secret(secret);
    let with_receipt = |link: &Link| {
        let statement = receipt_statement(&family.team, &hash(&[&link.operation]));
        let receipt = Some(relay.sign(Purpose::Receipt, &[&statement]).into());
        Link { sealed: vec![], receipt, ..link.clone() }
    };
    let links = family.links[from..].iter().map(with_receipt).collect();
    FromDevice::PushRoster { team: family.team, from: u32::try_from(from).expect("short"), links }
}

fn refused(family: &Family, why: Refused, head: Option<Place>) -> FromRelay {
    FromRelay::RosterRefused { team: family.team, why, head }
}

/// A relay on a backup, in a world that goes on with other keys.
fn put_back(backup: MemoryStore) -> World {
    let mut world = World::with(backup, restored);
    world.random = Random::from_seed([5; 32]);
    world
}

fn say_and_hear(world: &mut World, by: ConnectionId, frame: &FromDevice) -> Vec<FromRelay> {
    world.say(by, frame);
    world.heard(by)
}

/// A backup with a founding and an invite, and the team as it went on: somebody joined.
fn went_on() -> (Family, MemoryStore, Place, DeviceKeys) {
    let mut world = World::with(MemoryStore::default(), original);
    let (mut family, founder) = Family::founded(&mut world);
    let (invite, _) = family.invite(&mut world, Role::Aide);
    world.say(founder, &family.push(1));
    let (backup, head) = (world.store.clone(), family.head());
    let keys = world.device();
    family.join(&invite, &keys);
    let aide = world.connect(&keys);
    assert!(matches!(say_and_hear(&mut world, aide, &family.push(2))[..], [FromRelay::Roster { .. }]));
    (family, backup, head, keys)
}

#[test]
fn another_branch_waits_and_the_true_one_is_taken_with_its_receipts() {
    let (mut family, backup, before, aide_keys) = went_on();
    let mut world = put_back(backup);
    let founder = world.connect(&family.founder);
    let old = Place { length: 0, hash: [0; 32] };
    world.say(founder, &FromDevice::Open { team: family.team, head: old, cursors: vec![] });
    world.heard(founder);

    // The founder has not seen the join, and cancels the invite in its place.
    let founder_keys = DeviceKeys::from_secret(*family.founder.secret());
    let invite = *family.roster.invites().keys().next().expect("listed");
    let draft = crate::team::Draft {
        team: Some(family.team),
        sequence: before.length,
        previous: before.hash,
        author: founder_keys.id(),
        at_ms: 7,
        deed: Deed::CancelInvite { invite },
    };
    let branch = crate::team::Operation::sign(draft, &founder_keys).expect("small");
    let link = Link { operation: branch.bytes().to_vec(), sealed: vec![], receipt: None };
    let branch = FromDevice::PushRoster { team: family.team, from: 2, links: vec![link] };
    let wait = refused(&family, Refused::Restored, Some(before));
    assert_eq!(say_and_hear(&mut world, founder, &branch), std::slice::from_ref(&wait));

    let aide = world.connect(&aide_keys);
    assert_eq!(say_and_hear(&mut world, aide, &family.open(&[])), [refused(&family, Refused::NotHere, None)]);
    for without in [family.push(2), push(&family, 2, [78; 32])] {
        let answer = say_and_hear(&mut world, aide, &without);
        assert_eq!(answer, [refused(&family, Refused::Restored, None)], "none, or another relay's");
    }
    let moved = match (push(&family, 2, SECRET), push(&family, 0, SECRET)) {
        (FromDevice::PushRoster { team, from, mut links }, FromDevice::PushRoster { links: first, .. }) => {
            links[0].receipt = first[0].receipt;
            FromDevice::PushRoster { team, from, links }
        }
        _ => panic!("pushes"),
    };
    let answer = say_and_hear(&mut world, aide, &moved);
    assert_eq!(answer, [refused(&family, Refused::Restored, None)], "another operation's");

    let taken = say_and_hear(&mut world, aide, &push(&family, 0, SECRET));
    assert_eq!(taken, [FromRelay::Roster { team: family.team, from: 3, links: vec![], head: family.head() }]);
    assert!(
        matches!(&world.heard(founder)[..], [FromRelay::Roster { from: 2, links, .. }] if links.len() == 1)
    );
    let late = refused(&family, Refused::NotNext, Some(family.head()));
    assert_eq!(say_and_hear(&mut world, founder, &branch), [late], "the other one lost");

    let known = family.links.len();
    let head = family.head();
    family.invite(&mut world, Role::Viewer);
    let later = refused(&family, Refused::Restored, Some(head));
    assert_eq!(say_and_hear(&mut world, founder, &family.push(known)), [later], "new ones wait too");
    world.wait(RESTORED_MS);
    assert!(matches!(
        &say_and_hear(&mut world, founder, &family.push(known))[..],
        [FromRelay::Roster { from: 3, links, .. }] if links.len() == 1
    ));
}

#[test]
fn a_team_founded_after_the_backup_is_taken_back_and_its_changes_wait() {
    let mut world = World::with(MemoryStore::default(), restored);
    let (mut family, founder) = Family::founded(&mut world);
    let head = family.head();
    family.invite(&mut world, Role::Aide);
    let wait = refused(&family, Refused::Restored, Some(head));
    assert_eq!(say_and_hear(&mut world, founder, &family.push(1)), std::slice::from_ref(&wait));
    let from_the_start = say_and_hear(&mut world, founder, &family.push(0));
    assert_eq!(from_the_start, [wait]);
}

#[test]
fn strangers_do_not_hear_that_a_relay_was_restored() {
    let (family, backup, ..) = went_on();
    let mut world = put_back(backup);
    let stranger_keys = world.device();
    let stranger = world.connect(&stranger_keys);
    let deed = Deed::CancelInvite { invite: *family.roster.invites().keys().next().expect("listed") };
    let operation = family.sign(deed, &stranger_keys);
    let link = Link { operation: operation.bytes().to_vec(), sealed: vec![], receipt: None };
    let push = FromDevice::PushRoster { team: family.team, from: 2, links: vec![link] };
    let answer = say_and_hear(&mut world, stranger, &push);
    assert_eq!(answer, [refused(&family, Refused::NotHere, None)]);
}

#[test]
fn a_relay_that_was_not_restored_or_is_empty_needs_no_receipts() {
    let (family, backup, _, aide_keys) = went_on();
    let worlds = [
        World::with(backup, original),
        World::with(MemoryStore::default(), |relay| relay.known_by([3; 32], None)),
        World::with(MemoryStore::default(), |relay| relay.known_by(SECRET, Some(NOW_MS - RESTORED_MS))),
    ];
    for mut world in worlds {
        let aide = world.connect(&aide_keys);
        let mut push = family.push(0);
        if let FromDevice::PushRoster { links, .. } = &mut push {
            links.iter_mut().for_each(|link| link.sealed.clear());
        }
        let expected = FromRelay::Roster { team: family.team, from: 3, links: vec![], head: family.head() };
        assert_eq!(say_and_hear(&mut world, aide, &push), [expected]);
    }
}
