//! Envelopes that the app does not survive, and envelopes that the disk does not.

use super::tests::{Desk, NOW};
use super::*;
use crate::seal::hash16;
use crate::storage::MemoryStore;

/// A team whose founder's device has received `texts` from elsewhere, and the ids of their envelopes.
fn received(texts: &[&str], kill: impl Fn(&[EnvelopeId]) -> EnvelopeId) -> (Desk, TeamId, Vec<EnvelopeId>) {
    let mut desk = Desk::start(MemoryStore::default(), 1);
    let team = desk.found();
    desk.note(team, "own");
    desk.commit();
    let before = envelopes(&desk.store);
    let (mut store, mut ids, mut bytes) = (desk.store.clone(), Vec::new(), Vec::new());
    for (seed, text) in (3..).zip(texts) {
        // Each by a start of its own, so that none depends on another.
        store = Desk::start(store, 2).store;
        let mut other = Desk::start(store.clone(), seed);
        other.note(team, text);
        other.commit();
        let new = envelopes(&other.store).into_iter().find(|envelope| !before.contains(envelope));
        let (id, envelope) = new.expect("one more");
        ids.push(id);
        bytes.push(envelope);
    }
    desk.deadly = Some(kill(&ids));
    desk.device.hand_over(NOW, team, bytes);
    desk.commit();
    (desk, team, ids)
}

fn envelopes(store: &MemoryStore) -> Vec<(EnvelopeId, Vec<u8>)> {
    let rows = store.read(&[crate::storage::Read { table: Table::Envelopes, prefix: Vec::new() }]);
    rows.iter().map(|row| (EnvelopeId(hash16(&row.value[8..])), row.value[8..].to_vec())).collect()
}

fn rows_in(store: &MemoryStore, table: Table) -> usize {
    store.read(&[crate::storage::Read { table, prefix: Vec::new() }]).len()
}

fn next_start(desk: Desk, seed: u8) -> Desk {
    let mut next = Desk::new(desk.store);
    next.deadly = desk.deadly;
    next.tell(NOW, Input::Started { seed: [seed; 32] });
    next
}

#[test]
fn an_envelope_that_ends_the_app_is_set_aside_and_the_others_are_shown() {
    let texts = ["one", "two", "three", "four", "five"];
    for victim in 0..texts.len() {
        let (mut desk, team, ids) = received(&texts, |ids| ids[victim]);
        let mut deaths = 0;
        while desk.is_dead {
            deaths += 1;
            desk = next_start(desk, 10 + deaths);
        }
        assert_eq!(deaths, 3, "once together, twice alone");
        assert_eq!(desk.texts(team).len(), texts.len(), "all but that one, and the device's own");
        assert_eq!(rows_in(&desk.store, Table::Aside), 1, "kept, not deleted");
        assert_eq!(rows_in(&desk.store, Table::Arrived), 0);
        assert_eq!(desk.device.set_aside(), 1, "and told");

        let again = envelopes(&received(&texts, |ids| ids[victim]).0.store);
        let bytes = again.into_iter().filter(|(id, _)| *id == ids[victim]).map(|(_, bytes)| bytes).collect();
        desk.device.hand_over(NOW, team, bytes);
        desk.commit();
        assert!(!desk.is_dead, "it is known when it comes again");
    }
}

#[test]
fn a_phone_that_runs_out_of_power_while_it_applies_loses_nothing() {
    let (mut desk, team, _) = received(&["one", "two"], |ids| ids[0]);
    assert!(desk.is_dead);
    desk.deadly = None;
    let desk = next_start(desk, 10);
    assert_eq!(desk.texts(team), ["one", "own", "two"]);
    assert_eq!((rows_in(&desk.store, Table::Arrived), rows_in(&desk.store, Table::Aside)), (0, 0));
    assert_eq!(desk.device.set_aside(), 0);
}

#[test]
fn a_damaged_envelope_is_set_aside_and_its_log_is_read_again() {
    let (mut desk, team, ids) = received(&["one", "two"], |_| EnvelopeId([0; 16]));
    let damaged = desk.store.read(&[crate::storage::Read { table: Table::Envelopes, prefix: Vec::new() }]);
    let row = damaged.into_iter().find(|row| row.key.ends_with(&ids[0].0)).expect("it is stored");
    for at in [8, row.value.len() / 2, row.value.len() - 1] {
        let mut value = row.value.clone();
        value[at] ^= 4;
        desk.store.apply(&vec![Write::Put(Table::Envelopes, row.key.clone(), value)]).expect("memory");
        let place = rows::LogPlace { sequence: 2, running: [1; 16], counter: 1, watched: None };
        desk.store.apply(&vec![rows::place_row(team, Scope::Home, 0, place)]).expect("memory");

        let again = Desk::start(desk.store.clone(), 10);
        assert_eq!(again.texts(team).len(), 2, "the others are shown");
        assert_eq!(rows_in(&again.store, Table::Aside), 1, "kept, not deleted");
        assert_eq!(again.device.set_aside(), 1, "and told");
        let place = again.device.team(team).expect("here").logs[&(Scope::Home, 0)];
        assert_eq!((place.sequence, place.counter), (0, 1), "read again, and no counter used twice");
        assert_eq!(Desk::start(again.store, 11).device.set_aside(), 0, "told once");
    }
}
