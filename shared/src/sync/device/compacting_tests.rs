//! Closed months sealed anew: what stays, what goes, and what a stop in the middle leaves.

use super::super::tests::{Desk, NOW};
use super::*;
use crate::record::Change;
use crate::seal::Envelope;
use crate::storage::{MemoryStore, Read, StoreFailure, Table};
use crate::{Moment, RecordId};

/// Three months on.
const LATER: Moment = Moment { unix_ms: NOW.unix_ms + 92 * 86_400_000, offset_min: 0 };

/// A team with notes on one page, each sealed and shared alone.
fn written(notes: usize) -> (Desk, TeamId, Vec<RecordId>) {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let team = desk.found();
    let note = |desk: &mut Desk, at: usize| {
        let id = desk.note(team, &format!("Slept through, ate well, sat for {at} minutes at the table"));
        desk.commit();
        id
    };
    let ids = (0..notes).map(|at| note(&mut desk, at)).collect();
    share(&mut desk, team);
    (desk, team, ids)
}

/// The relay has everything, and says so.
fn share(desk: &mut Desk, team: TeamId) {
    let held = desk.device.teams.get_mut(&team).expect("here");
    held.talk = Talk::CaughtUp;
    let ids: Vec<EnvelopeId> = held.outbox.keys().copied().collect();
    let mut effects = Vec::new();
    desk.device.acknowledge(NOW, team, &ids, &mut effects);
    desk.device.commit(NOW, &mut effects);
    desk.perform(NOW, effects);
}

fn compact(desk: &mut Desk, team: TeamId) {
    desk.device.teams.get_mut(&team).expect("here").talk = Talk::CaughtUp;
    let mut effects = Vec::new();
    desk.device.compact_next(LATER, team, &mut effects);
    desk.perform(LATER, effects);
}

fn envelopes(store: &MemoryStore) -> Vec<Envelope> {
    let rows = store.read(&[Read { table: Table::Envelopes, prefix: Vec::new() }]);
    rows.iter().filter_map(rows::read_envelope).map(|stored| stored.envelope).collect()
}

/// Another device with the same keys and the same entries, as it was before.
fn other(desk: &Desk) -> Desk {
    Desk::start(desk.store.clone(), 9)
}

fn take_in(desk: &mut Desk, team: TeamId, envelope: &Envelope) {
    desk.device.hand_over(LATER, team, vec![envelope.bytes().to_vec()]);
    desk.commit();
}

#[test]
fn a_closed_month_becomes_one_envelope_and_shows_the_same() {
    let (mut desk, team, _) = written(300);
    let (texts, before) = (desk.texts(team), envelopes(&desk.store));
    compact(&mut desk, team);
    let after = envelopes(&desk.store);
    assert_eq!((before.len(), after.len()), (300, 1));
    assert_eq!(after[0].header().replaces.len(), 300);
    let bytes =
        |envelopes: &[Envelope]| envelopes.iter().map(|envelope| envelope.bytes().len()).sum::<usize>();
    let (before, after) = (bytes(&before), bytes(&after));
    assert!(after * 4 < before && after < 300 * 150, "{before} bytes became {after}");
    assert_eq!(desk.texts(team), texts);
    let mut again = Desk::start(desk.store.clone(), 2);
    assert_eq!(again.texts(team), texts);
    assert_eq!(again.device.team(team).expect("here").waiting(), 0, "nothing in it is news");
    assert_eq!(again.device.team(team).expect("here").outbox.len(), 1, "the relay is offered it");
    share(&mut again, team);
    compact(&mut again, team);
    assert_eq!(envelopes(&again.store).len(), 1, "once is enough");
}

#[test]
fn what_is_younger_stays_as_it_is_until_its_month_is_closed() {
    let (mut desk, team, _) = written(LEAST);
    let mut effects = Vec::new();
    desk.device.compact_next(NOW, team, &mut effects);
    desk.perform(NOW, effects);
    assert_eq!(envelopes(&desk.store).len(), LEAST);
    compact(&mut desk, team);
    assert_eq!(envelopes(&desk.store).len(), 1);
}

#[test]
fn late_corrections_are_sealed_anew_once_there_are_enough_of_them() {
    let (mut desk, team, ids) = written(10);
    compact(&mut desk, team);
    share(&mut desk, team);
    for round in 1..LEAST {
        let edit = [Change::Rewrite("note", format!("corrected {round}"))];
        desk.device.change(NOW, team, ids[0], &edit, None, &mut Vec::new()).expect("may write");
        desk.commit();
        share(&mut desk, team);
        compact(&mut desk, team);
        share(&mut desk, team);
        let expected = if round + 1 < LEAST { round + 1 } else { 1 };
        assert_eq!(envelopes(&desk.store).len(), expected, "after {round} corrections");
    }
    // Whoever comes later gets this one alone, and misses none of the fourteen that it stands for.
    let header = envelopes(&desk.store)[0].header().clone();
    let mut counters = header.stands_for.expect("it stands for others");
    counters.insert(header.counter);
    assert!(header.counter == 15 && counters.is_whole(), "{counters:?}");
    assert!(Desk::start(desk.store, 3).texts(team).iter().any(|text| text == "corrected 3"));
}

#[test]
fn others_drop_what_was_replaced_when_they_read_the_page_again() {
    let (mut desk, team, _) = written(20);
    let mut theirs = other(&desk);
    compact(&mut desk, team);
    take_in(&mut theirs, team, &envelopes(&desk.store)[0]);
    assert_eq!(envelopes(&theirs.store).len(), 21, "kept until the new one has been on its page");
    let again = Desk::start(theirs.store, 4);
    assert_eq!(envelopes(&again.store).len(), 1);
    assert_eq!(again.texts(team), desk.texts(team));
}

#[test]
fn an_envelope_that_leaves_something_out_replaces_nothing() {
    let (desk, team, _) = written(20);
    let mut theirs = other(&desk);
    let held = desk.device.teams.get(&team).expect("here");
    let Phase::Ready(identity) = &desk.device.phase else { panic!("it is ready") };
    let page = held.page_ids().next().expect("one page");
    let all = envelopes(&desk.store);
    let opened = all.iter().map(|envelope| held.open(envelope.id(), envelope).expect("own"));
    let changes: Vec<Vec<u8>> = opened.flat_map(|opened| opened.changes).skip(1).collect();
    let sealing = writing::Sealing {
        page,
        counter: 99,
        replaces: all.iter().map(Envelope::id).collect(),
        stands_for: None,
    };
    let mut random = crate::seal::Random::from_seed([8; 32]);
    let lying = writing::seal(held, sealing, &changes, &identity.keys, &mut random).expect("seals");
    take_in(&mut theirs, team, &lying);
    let again = Desk::start(theirs.store, 4);
    assert_eq!(envelopes(&again.store).len(), 2, "the one that was left out, and the new one");
    assert_eq!(again.texts(team), desk.texts(team));
}

#[test]
fn a_stop_in_the_middle_leaves_the_old_ones() {
    let (mut desk, team, _) = written(20);
    let texts = desk.texts(team);
    desk.fails = Some(StoreFailure::Failed);
    compact(&mut desk, team);
    let mut again = Desk::start(desk.store, 2);
    assert_eq!((envelopes(&again.store).len(), again.texts(team)), (20, texts.clone()));
    share(&mut again, team);
    compact(&mut again, team);
    assert_eq!((envelopes(&again.store).len(), again.texts(team)), (1, texts));
}
