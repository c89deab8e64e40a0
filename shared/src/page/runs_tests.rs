//! Changes that claim more than they hold, and any bytes in the place of a change.

use super::*;
use crate::hostile;
use crate::page::Page;
use crate::seal::hash;
use crate::{DeviceId, RecordId};
use automerge::transaction::Transactable;
use automerge::{AutoCommit, ObjType, ROOT};
use proptest::prelude::*;

const AUTHOR: DeviceId = DeviceId([2; 16]);

/// A change that makes a record with a text and a word.
fn change() -> Vec<u8> {
    let actor = [&AUTHOR.0[..], &[0, 0, 0, 1, 0, 0, 0, 0]].concat();
    let mut doc = AutoCommit::new().with_actor(automerge::ActorId::from(actor));
    let id = RecordId::new(1_795_000_000_000, AUTHOR, [1; 4]);
    let record = doc.put_object(ROOT, format!("note/{id}"), ObjType::Map).expect("a record");
    let text = doc.put_object(&record, "note", ObjType::Text).expect("a text");
    doc.splice_text(&text, 0, 0, "Slept well.").expect("letters");
    doc.put(&record, "setting", "home").expect("a word");
    doc.commit();
    doc.get_last_local_change().expect("one").raw_bytes().to_vec()
}

/// What is behind a chunk's length.
fn inside(raw: &[u8]) -> Vec<u8> {
    let mut rest = &raw[HEAD..];
    unsigned(&mut rest).expect("a length");
    rest.to_vec()
}

/// A chunk with this inside: length and checksum fit.
fn chunk(inside: &[u8]) -> Vec<u8> {
    let mut behind = vec![1];
    behind.extend(number(u64::try_from(inside.len()).expect("small")));
    behind.extend_from_slice(inside);
    [&[0x85, 0x6f, 0x4a, 0x83], &hash(&[&behind])[..4], &behind].concat()
}

fn number(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(0x80 | u8::try_from(number & 0x7f).expect("seven bits"));
        number >>= 7;
    }
    bytes.push(u8::try_from(number).expect("seven bits"));
    bytes
}

/// A change of `AUTHOR` with these columns.
fn with_columns(columns: &[(u64, Vec<u8>)]) -> Vec<u8> {
    listing(&[], columns)
}

/// A change of `AUTHOR` that lists other actors, of a byte each.
fn listing(others: &[u8], columns: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let actor = [&AUTHOR.0[..], &[0, 0, 0, 1, 0, 0, 0, 0]].concat();
    let mut inside = [&[0, 24], &actor[..], &[1, 1, 0, 0]].concat();
    inside.extend(number(u64::try_from(others.len()).expect("few")));
    inside.extend(others.iter().flat_map(|other| [1, *other]));
    inside.extend(number(u64::try_from(columns.len()).expect("few")));
    for (kind, data) in columns {
        inside.extend([number(*kind), number(u64::try_from(data.len()).expect("short"))].concat());
    }
    inside.extend(columns.iter().flat_map(|(_, data)| data.clone()));
    chunk(&inside)
}

/// `count` times the same, in signed LEB128 for any count below 2⁶².
fn run(count: u64, value: &[u8]) -> Vec<u8> {
    let mut bytes = number(count);
    if bytes.last().is_some_and(|last| last & 0x40 != 0) {
        let last = bytes.len() - 1;
        bytes[last] |= 0x80;
        bytes.push(0);
    }
    [&bytes, value].concat()
}

fn receive(raw: &[u8]) -> Result<(), Rejection> {
    let mut page = Page::default();
    let taken = page.receive(AUTHOR, &[raw]);
    page.settle();
    taken
}

/// The columns of `count` operations `put "a" = null` on the root, each with `before` predecessors.
fn puts(count: u64, before: u64) -> Vec<(u64, Vec<u8>)> {
    let mut columns = vec![
        (0x15, run(count, b"\x01a")),
        (0x34, number(count)),
        (0x42, run(count, &[1])),
        (0x56, run(count, &[0])),
        (0x70, run(count, &number(before))),
    ];
    if before > 0 {
        columns.push((0x71, run(count * before, &[0])));
        columns.push((0x73, run(count * before, &[1])));
    }
    columns
}

#[test]
fn what_is_written_is_within_the_limit() {
    assert_eq!(check(&change(), 20), Ok(()));
    assert_eq!(chunk(&inside(&change())), change(), "the tests know the form");
    assert_eq!(receive(&change()), Ok(()));
    assert_eq!(check(&change(), 3), Err(Rejection::TooLarge));
    assert_eq!(check(&with_columns(&puts(3, 2)), 6), Ok(()));
    assert_eq!(receive(&with_columns(&puts(3, 0))), Err(Rejection::Layout), "it reaches the other checks");
}

#[test]
fn a_few_bytes_that_claim_much_are_refused_at_once() {
    for (count, before) in [(1 << 40, 0), (1 << 61, 0), (50_001, 0), (1, 1 << 40), (1_000, 51), (1, 1 << 61)]
    {
        let bomb = with_columns(&puts(count, before));
        assert!(bomb.len() < 200);
        assert_eq!(receive(&bomb), Err(Rejection::TooLarge), "{count} operations after {before}");
    }
    // Nothing so many times, more than a signed number holds, and the smallest number there is.
    let nothing = [&[0], &number(u64::MAX)[..]].concat();
    let smallest = [&[0x80; 9][..], &[0x7f, 1]].concat();
    for column in [nothing, smallest] {
        for kind in [0x01, 0x02, 0x11, 0x13, 0x15, 0x42, 0x56, 0x70, 0x71, 0x73, 0xa5] {
            assert!(receive(&with_columns(&[(kind, column.clone())])).is_err(), "column {kind:x}");
        }
    }
    assert!(receive(&with_columns(&[(0x34, number(u64::MAX)), (0x42, vec![1, 1])])).is_err());
}

#[test]
fn every_flipped_bit_of_a_change_is_noticed() {
    let raw = change();
    hostile::refuses_every_flip(&raw, |raw| receive(raw).is_err());
    hostile::refuses_cut_and_lengthened(&raw, |raw| receive(raw).is_err());
    let inside = inside(&raw);
    hostile::survives_every_flip(&inside, |inside| {
        let _ = receive(&chunk(inside));
    });
}

#[test]
fn a_record_is_not_put_between_others() {
    let id = RecordId::new(1_795_000_000_000, AUTHOR, [1; 4]);
    let key = [&[41], format!("note/{id}").as_bytes()].concat();
    let made = |insert: &[u8]| {
        let (make, none) = (run(1, &[0]), run(1, &[0]));
        let columns =
            [(0x15, run(1, &key)), (0x34, insert.to_vec()), (0x42, make), (0x56, none.clone()), (0x70, none)];
        receive(&with_columns(&columns))
    };
    assert_eq!(made(&[1]), Ok(()));
    assert_eq!(made(&[0, 1]), Err(Rejection::Layout));
}

#[test]
fn a_change_that_does_nothing_or_lists_a_stranger_never_reaches_automerge() {
    assert_eq!(receive(&with_columns(&[])), Err(Rejection::Malformed));
    let mut page = Page::default();
    assert_eq!(page.receive(AUTHOR, &[listing(&[9], &puts(1, 0))]), Ok(()));
    assert_eq!(page.waiting(), 1, "until that actor is known");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn mangled_changes_are_survived(inside in hostile::mangled(inside(&change())), bytes in hostile::anything()) {
        for raw in [chunk(&inside), chunk(&bytes), bytes] {
            let _ = receive(&raw);
        }
    }

    #[test]
    fn mangled_columns_are_survived(
        kinds in proptest::collection::vec((proptest::sample::select(vec![0x01_u64, 0x02, 0x11, 0x13, 0x15, 0x34, 0x42, 0x56, 0x57, 0x70, 0x71, 0x73, 0x94, 0xa5]), proptest::collection::vec(any::<u8>(), 0..12)), 0..8),
        count in 0..4_u64,
    ) {
        let mut columns = puts(count, 0);
        columns.extend(kinds);
        columns.sort_by_key(|(kind, _)| *kind);
        columns.dedup_by_key(|(kind, _)| *kind);
        let _ = receive(&with_columns(&columns));
    }
}
