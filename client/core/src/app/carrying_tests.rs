//! A hand-over file as a person makes and opens it.

use shared::record::Role;
use shared::storage::MemoryStore;
use shared::sync::device::Contents;

use super::super::tests::{Desk, push_ups};
use crate::intent::{Intent, Language};
use crate::view::{NotTaken, Packing, Taking};

/// Two devices that know the same team; the first has an entry that the other lacks.
fn two() -> (Desk, Desk) {
    let mut first = Desk::with_team();
    let other = Desk::over(first.store.clone(), 9);
    first.ask(Intent::LogActivity(push_ups()));
    (first, other)
}

fn packed(desk: &mut Desk) -> Vec<u8> {
    desk.ask(Intent::Pack { contents: Contents::Everything });
    let bytes = desk.app.packed_bytes().expect("it is ready").to_vec();
    assert_eq!(desk.app.carry().packing, Packing::Ready { bytes: bytes.len() });
    bytes
}

fn opened(desk: &mut Desk, file: &[u8]) -> Taking {
    desk.ask(Intent::Unpack { file: file.to_vec() });
    desk.app.carry().taking
}

#[test]
fn a_file_says_what_it_brought_and_twice_brings_nothing() {
    let (mut first, mut other) = two();
    let file = packed(&mut first);
    let Taking::Brought(brought) = opened(&mut other, &file) else { panic!("it counts") };
    assert_eq!((brought.child.as_str(), brought.entries, brought.anything), ("Sam", 1, true));
    assert_eq!(other.app.all_entries().len(), 1);
    let store = other.store.clone();
    let Taking::Brought(again) = opened(&mut other, &file) else { panic!("it is a file") };
    assert_eq!((again.entries, again.anything, again.set_aside), (0, false, 0));
    assert_eq!(other.store, store, "nothing is written");
}

#[test]
fn each_way_a_file_can_be_bad_is_told_apart_and_changes_nothing() {
    let (mut first, mut other) = two();
    let file = packed(&mut first);
    let mut stranger = Desk::over(MemoryStore::default(), 5);
    stranger.ask(Intent::Found { child: "Sam".into(), me: "Pat".into(), role: Role::Guardian });
    let mut newer = file.clone();
    newer[8] += 1;
    let store = other.store.clone();
    for (bad, why) in [
        (&b"Dear Pat,"[..], NotTaken::NotOurs),
        (&[], NotTaken::Damaged),
        (&file[..file.len() / 2], NotTaken::Damaged),
        (&newer, NotTaken::Newer),
        (&packed(&mut stranger), NotTaken::OtherTeam),
    ] {
        assert_eq!(opened(&mut other, bad), Taking::Not(why));
    }
    assert_eq!(other.store, store);
    other.ask(Intent::PutCarriedAway);
    assert_eq!(other.app.carry().taking, Taking::Nothing);
}

#[test]
fn a_sample_is_not_carried_and_whoever_is_alone_is_told() {
    let (mut desk, _) = two();
    assert!(desk.app.carry().may && desk.app.carry().alone && !desk.app.carry().all_shared);
    desk.ask(Intent::Explore { language: Language::English });
    desk.ask(Intent::LookAs { role: Role::Guardian });
    assert!(!desk.app.carry().may);
    desk.ask(Intent::Pack { contents: Contents::Everything });
    assert_eq!((desk.app.carry().packing, desk.app.packed_bytes()), (Packing::Nothing, None));
}
