//! A photo on one device, frame by frame: what leaves when, what goes on after a cut, and what is not believed.

use super::inviting::tests::{Desk, NOW, roster};
use super::{CommandError, Effect, Input, PhotoState};
use crate::page::PageName;
use crate::record::{Note, Record, Role, Scope, Setting};
use crate::seal::{PHOTO_LIMIT, hash16};
use crate::storage::{MemoryStore, Read, StoreFailure, Table};
use crate::sync::device::Found;
use crate::wire::{FromDevice, FromRelay, Link, Refused};
use crate::{EnvelopeId, PartId, RecordId, TeamId};

fn picture() -> Vec<u8> {
    let noise = (0..100_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]);
    [0xff, 0xd8, 0xff].into_iter().chain(noise).collect()
}

/// A device with a team, and an entry in it.
fn founder() -> (Desk, TeamId, RecordId) {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let found = Found { me: "Pat".into(), role: Role::Guardian, sample: false };
    let team = desk.act(|device, _| device.found(NOW, &found)).expect("founded");
    let entry = note(&mut desk, team);
    (desk, team, entry)
}

fn note(desk: &mut Desk, team: TeamId) -> RecordId {
    let note = Note { note: "Wrote his name.".into(), setting: Setting::Home, at: NOW };
    let place = (Scope::Home, PageName::Month(NOW.month()));
    desk.act(|device, effects| device.write(NOW, team, place, Note::KIND, &note.draft(), effects))
        .expect("written")
}

fn add(desk: &mut Desk, team: TeamId, entry: RecordId) -> RecordId {
    let added =
        desk.act(|device, effects| device.add_photo(NOW, team, Some(entry), picture(), "A page", effects));
    added.expect("added")
}

fn chain(desk: &Desk, team: TeamId) -> Vec<Link> {
    desk.device.team(team).expect("there").chain.links(0)
}

/// Lets the device in, and tells it everything; returns what it said.
fn talk(desk: &mut Desk, team: TeamId) -> Vec<FromDevice> {
    desk.tell_disconnected();
    desk.is_let_in();
    let links = chain(desk, team);
    desk.hear(&roster(team, &links, 0));
    desk.hear(&FromRelay::CaughtUp { team });
    core::mem::take(&mut desk.said)
}

/// Acknowledges every envelope among these frames.
fn hold(desk: &mut Desk, team: TeamId, said: &[FromDevice]) {
    for frame in said {
        if let FromDevice::Append { envelopes, .. } = frame {
            let ids = envelopes.iter().map(|envelope| EnvelopeId(hash16(envelope))).collect();
            desk.hear(&FromRelay::Held { team, ids });
        }
    }
}

/// The part that was put last.
fn put(said: &[FromDevice]) -> Option<Vec<u8>> {
    said.iter().rev().find_map(|frame| match frame {
        FromDevice::PutPart { part, .. } => Some(part.clone()),
        _ => None,
    })
}

fn acknowledge(desk: &mut Desk, team: TeamId, part: &[u8]) -> Vec<FromDevice> {
    desk.hear(&FromRelay::PartHeld { team, id: PartId(hash16(part)) });
    core::mem::take(&mut desk.said)
}

/// Everything of a photo is sent; its parts in order.
fn send_all(desk: &mut Desk, team: TeamId) -> Vec<Vec<u8>> {
    let mut said = talk(desk, team);
    hold(desk, team, &said);
    said.append(&mut desk.said);
    let mut parts = Vec::new();
    while let Some(part) = put(&said) {
        said = acknowledge(desk, team, &part);
        parts.push(part);
    }
    parts
}

#[test]
fn records_go_first_and_one_part_at_a_time_follows_over_any_cut_and_start() {
    let (mut desk, team, entry) = founder();
    let photo = add(&mut desk, team, entry);
    assert!(matches!(desk.device.photo(team, photo), PhotoState::Open(_)));
    let said = talk(&mut desk, team);
    assert!(matches!(said.last(), Some(FromDevice::Append { .. })));
    assert!(put(&said).is_none(), "records are not acknowledged yet");
    hold(&mut desk, team, &said);
    let said = core::mem::take(&mut desk.said);
    let first = put(&said).expect("the first part");
    assert_eq!(said.len(), 1, "one part at a time");
    assert!(!desk.device.team(team).expect("there").is_shared(photo));

    note(&mut desk, team);
    let said = acknowledge(&mut desk, team, &first);
    assert!(put(&said).is_none(), "the note waits for its answer, and the second part for the note");
    let mut desk = Desk::start(desk.store, 2);
    assert_eq!(desk.device.photo(team, photo), PhotoState::Held);
    let rest = send_all(&mut desk, team);
    assert!(!rest.contains(&first) && rest.len() == 3, "the first one is not sent again");
    assert!(desk.device.team(team).expect("there").is_shared(photo));
    assert_eq!(desk.device.team(team).expect("there").waiting(), 0);
    let said = talk(&mut desk, team);
    assert!(put(&said).is_none() && matches!(said.last(), Some(FromDevice::HasPart { .. })), "{said:?}");
}

#[test]
fn a_relay_that_was_set_back_gets_the_parts_again() {
    let (mut desk, team, entry) = founder();
    add(&mut desk, team, entry);
    let parts = send_all(&mut desk, team);
    let said = talk(&mut desk, team);
    let Some(FromDevice::HasPart { id, .. }) = said.last() else { panic!("it asks: {said:?}") };
    assert_eq!(*id, PartId(hash16(parts.last().expect("parts"))), "for the one acknowledged last");
    desk.hear(&FromRelay::NoPart { team, id: *id, why: Refused::NotHere });
    let said = core::mem::take(&mut desk.said);
    assert!(put(&said).is_some() && put(&said).as_ref() == parts.first());
}

#[test]
fn a_photo_is_fetched_part_by_part_only_when_somebody_looks_and_goes_on_after_a_cut() {
    let (mut desk, team, entry) = founder();
    let photo = add(&mut desk, team, entry);
    let parts = send_all(&mut desk, team);
    // Another device would have the record alone.
    let mut store = desk.store;
    let kept = store.read(&[Table::Photos, Table::Parts].map(|table| Read { table, prefix: vec![] }));
    let gone = kept.into_iter().map(|row| crate::storage::Write::Delete(row.table, row.key)).collect();
    store.apply(&gone).expect("applied");
    let mut desk = Desk::start(store, 3);
    let said = talk(&mut desk, team);
    assert!(!said.iter().any(|frame| matches!(frame, FromDevice::GetPart { .. })), "nobody looks");
    assert_eq!(desk.device.photo(team, photo), PhotoState::NotHere);

    desk.act(|device, effects| device.look_at_photo(team, photo, effects));
    let mut asked = 0;
    for (number, part) in parts.iter().enumerate() {
        if number == 2 {
            desk = Desk::start(desk.store, 4);
            talk(&mut desk, team);
            desk.act(|device, effects| device.look_at_photo(team, photo, effects));
            assert_eq!(desk.device.photo(team, photo), PhotoState::Coming(50));
        }
        let said = core::mem::take(&mut desk.said);
        let wanted = PartId(hash16(part));
        assert!(matches!(said.last(), Some(FromDevice::GetPart { id, .. }) if *id == wanted), "{said:?}");
        asked += 1;
        desk.hear(&FromRelay::Part { team, part: part.clone() });
    }
    assert_eq!(asked, parts.len());
    assert!(desk.device.photo(team, photo) == PhotoState::Open(picture().into()));
    let mut desk = Desk::start(desk.store, 5);
    desk.act(|device, effects| device.look_at_photo(team, photo, effects));
    assert!(desk.device.photo(team, photo) == PhotoState::Open(picture().into()), "it stays");
}

#[test]
fn other_bytes_than_those_asked_for_end_the_talk_and_what_is_not_there_is_said() {
    let (mut desk, team, entry) = founder();
    let photo = add(&mut desk, team, entry);
    let parts = send_all(&mut desk, team);
    let rows = desk.store.read(&[Read { table: Table::Parts, prefix: vec![] }]);
    let gone = rows.into_iter().map(|row| crate::storage::Write::Delete(row.table, row.key)).collect();
    desk.store.apply(&gone).expect("applied");
    let mut desk = Desk::start(desk.store, 2);
    talk(&mut desk, team);
    desk.act(|device, effects| device.look_at_photo(team, photo, effects));
    let id = PartId(hash16(&parts[0]));
    desk.hear(&FromRelay::NoPart { team, id, why: Refused::NotHere });
    assert_eq!(desk.device.photo(team, photo), PhotoState::NotShared);
    desk.act(|device, effects| device.look_at_photo(team, photo, effects));
    let (mut effects, mut other) = (Vec::new(), parts[0].clone());
    other[9] ^= 1;
    let frame = FromRelay::Part { team, part: other }.to_bytes();
    desk.device.handle(NOW, Input::Received(frame), &mut effects);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::HangUp)));
    assert_eq!(desk.device.photo(team, photo), PhotoState::Coming(0));
}

#[test]
fn a_photo_for_which_there_is_no_room_is_given_up_and_records_go_on() {
    let (mut desk, team, entry) = founder();
    let mut effects = Vec::new();
    let added = desk.device.add_photo(NOW, team, Some(entry), picture(), "", &mut effects);
    let photo = added.expect("it can be tried");
    let Some(Effect::Store { ticket, .. }) = effects.first() else { panic!("no order: {effects:?}") };
    let (ticket, why) = (*ticket, StoreFailure::Full);
    desk.device.handle(NOW, Input::StoreFailed { ticket, why }, &mut Vec::new());
    assert!(desk.device.take_no_room_for_photo() && !desk.device.take_no_room_for_photo());
    assert_eq!(desk.device.store_trouble(), None);
    assert_eq!(desk.device.photo(team, photo), PhotoState::NotHere);
    let later = note(&mut desk, team);
    assert!(!desk.device.team(team).expect("there").is_saving(later), "it is saved");
    assert!(desk.device.team(team).expect("there").row(photo).is_none());
}

#[test]
fn what_is_refused_waits_and_what_is_no_photo_is_not_taken() {
    let (mut desk, team, entry) = founder();
    let photo = add(&mut desk, team, entry);
    let said = talk(&mut desk, team);
    hold(&mut desk, team, &said);
    let part = put(&core::mem::take(&mut desk.said)).expect("a part");
    desk.hear(&FromRelay::NoPart { team, id: PartId(hash16(&part)), why: Refused::Full });
    assert!(put(&core::mem::take(&mut desk.said)).is_none(), "not again on this connection");
    let held = desk.device.team(team).expect("there");
    assert!(held.is_full() && !held.is_shared(photo) && held.waiting() == 1);
    assert!(send_all(&mut desk, team).first() == Some(&part), "on the next one");

    for bytes in [vec![], b"GIF89a".to_vec(), [picture(), vec![0; PHOTO_LIMIT]].concat()] {
        let added = desk.act(|device, effects| device.add_photo(NOW, team, Some(entry), bytes, "", effects));
        assert_eq!(added, Err(CommandError::NotAPhoto));
    }
}
