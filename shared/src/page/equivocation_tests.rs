//! Two changes under one number, in every order.

use proptest::prelude::*;

use super::tests::{note, record_of, writer};
use super::*;

/// Changes of several authors over a page, some of them under numbers that another change has too.
fn forked() -> Vec<(DeviceId, Vec<u8>)> {
    let mut all = Vec::new();
    let mut base = Page::default();
    let mut keep = |device: u8, raw: Vec<u8>| {
        all.push((DeviceId([device; 16]), raw.clone()));
        raw
    };
    let first = keep(1, base.create(writer(1), record_of(1, 1), "note", &note("base")).expect("it fits"));
    for fork in 0..3_u8 {
        // Device 2 goes on from the same state three times, and an honest one writes on top of each.
        let mut page = Page::default();
        page.receive(DeviceId([1; 16]), &[&first]).expect("it is fine");
        page.settle();
        let text = format!("fork {fork}");
        keep(2, page.create(writer(2), record_of(2, fork), "note", &note(&text)).expect("it fits"));
        let edit = [Change::Rewrite("note", format!("base, {text}"))];
        keep(2, page.change(writer(2), record_of(1, 1), &edit, None).expect("here").expect("differs"));
        let honest = 3 + fork;
        keep(
            honest,
            page.create(writer(honest), record_of(honest, 1), "note", &note("on top")).expect("it fits"),
        );
    }
    all
}

fn taken(changes: &[(DeviceId, Vec<u8>)]) -> Page {
    let mut page = Page::default();
    for (author, raw) in changes {
        let _ = page.receive(*author, &[raw]);
        page.settle();
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_same_one_counts_whatever_came_first(changes in Just(forked()).prop_shuffle()) {
        let page = taken(&changes);
        let reference = taken(&forked());
        prop_assert_eq!(page.rows(), reference.rows());
        prop_assert_eq!(page.rows().len(), 3, "the first record, one fork and what stands on it");
        prop_assert_eq!(page.waiting(), reference.waiting());
    }
}

#[test]
fn the_smaller_hash_counts_and_it_is_told_either_way() {
    let all = forked();
    let creations = [&all[1], &all[4], &all[7]];
    let hash = |raw: &[u8]| automerge::Change::try_from(raw).expect("a change").hash();
    let smallest = creations.iter().min_by_key(|(_, raw)| hash(raw)).expect("three");
    for first in creations {
        for second in creations.iter().filter(|second| **second != first) {
            let mut page = taken(std::slice::from_ref(&all[0]));
            assert_eq!(page.receive(first.0, &[&first.1]), Ok(()));
            assert_eq!(page.receive(second.0, &[&second.1]), Err(Rejection::Equivocation));
            page.settle();
            let winner = if hash(&first.1) < hash(&second.1) { first } else { second };
            let alone = taken(&[all[0].clone(), winner.clone()]);
            assert_eq!(page.rows(), alone.rows());
            assert!(smallest != &winner || page.receive(smallest.0, &[&smallest.1]).is_ok(), "twice is once");
        }
    }
}

#[test]
fn two_phones_restored_from_one_copy_are_two_actors() {
    let mut page = Page::default();
    let clone = Writer { salt: [1; 4], ..writer(2) };
    for (by, n) in [(writer(2), 1), (clone, 2)] {
        let raw = Page::default().create(by, record_of(2, n), "note", &note("x")).expect("it fits");
        assert_eq!(page.receive(DeviceId([2; 16]), &[raw]), Ok(()));
    }
    assert_eq!(page.settle().len(), 2);
}
