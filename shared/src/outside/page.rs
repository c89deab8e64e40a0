//! Automerge changes as they come out of envelopes, in whatever order.

use std::sync::OnceLock;

use super::{joined, parts, sure};
use crate::page::{Page, Writer};
use crate::record::{Change, Note, Record, Setting, Value};
use crate::seal::hash;
use crate::time::Moment;
use crate::{DeviceId, RecordId};

const AUTHOR: DeviceId = DeviceId([2; 16]);
const AT: Moment = Moment { unix_ms: 1_795_525_200_000, offset_min: -300 };

/// Changes of one author, each the inside of a chunk, beside some that are known: one page has those first, another one
/// last and everything in the other order. Both show the same, and go on.
pub fn changes(bytes: &[u8]) -> bool {
    let chunks: Vec<Vec<u8>> = parts(bytes).into_iter().map(chunk).collect();
    let known = &written().known;
    let (mut forwards, mut backwards) = (Page::default(), Page::default());
    sure(forwards.receive(AUTHOR, known));
    let mut is_read = false;
    for raw in &chunks {
        is_read |= forwards.receive(AUTHOR, &[raw]).is_ok();
    }
    for raw in known.iter().chain(&chunks).rev() {
        let _ = backwards.receive(AUTHOR, &[raw]);
    }
    forwards.settle();
    backwards.settle();
    assert_eq!(forwards.rows(), backwards.rows(), "the order does not matter");
    for page in [&mut forwards, &mut backwards] {
        let ids: Vec<RecordId> = page.rows().keys().copied().collect();
        let other = Writer { device: DeviceId([3; 16]), boot: 1, salt: [0; 4], clock_s: 0 };
        let word = [Change::Set("setting", Value::Word("school".into()))];
        for id in ids {
            let _ = page.change(other, id, &word, None);
        }
        sure(page.create(other, id(other, 9), Note::KIND, &note("after it").draft()));
        let _ = page.save();
    }
    is_read
}

/// What the author wrote next: one change that follows the known ones, two, and one that is known.
pub fn change_seeds() -> Vec<Vec<u8>> {
    let Written { known, next } = written();
    let insides: Vec<&[u8]> = next.iter().map(|raw| inside(raw)).collect();
    let mut seeds: Vec<Vec<u8>> = insides.iter().map(|inside| joined(&[inside])).collect();
    seeds.extend([joined(&insides), joined(&[inside(&known[0])])]);
    seeds
}

/// Changes of the author: those that are known, and what follows.
struct Written {
    known: Vec<Vec<u8>>,
    next: Vec<Vec<u8>>,
}

/// Worked out once.
fn written() -> &'static Written {
    static WRITTEN: OnceLock<Written> = OnceLock::new();
    WRITTEN.get_or_init(write)
}

fn write() -> Written {
    let writer = Writer { device: AUTHOR, boot: 1, salt: [0; 4], clock_s: 0 };
    let mut page = Page::default();
    let create = |page: &mut Page, number: u8, text: &str| {
        sure(page.create(writer, id(writer, number), Note::KIND, &note(text).draft()))
    };
    let first = create(&mut page, 1, "Slept well.");
    let change = |page: &mut Page, changes: &[Change]| {
        sure(page.change(writer, id(writer, 1), changes, None)).unwrap_or_default()
    };
    let second = change(&mut page, &[Change::Rewrite("note", "Slept very well.".into())]);
    let third = change(
        &mut page,
        &[
            Change::Set("setting", Value::Word("school".into())),
            Change::Set("minutes", Value::Number(5)),
            Change::Rewrite("note", "Slept.".into()),
        ],
    );
    let fourth = create(&mut page, 2, "Two.");
    Written { known: vec![first, second], next: vec![third, fourth] }
}

fn note(text: &str) -> Note {
    Note { note: text.to_owned(), setting: Setting::Home, at: AT }
}

fn id(writer: Writer, number: u8) -> RecordId {
    RecordId::new(AT.unix_ms, writer.device, [number; 4])
}

/// A chunk with this inside: length and checksum fit.
fn chunk(inside: &[u8]) -> Vec<u8> {
    let mut behind = vec![1];
    let mut length = inside.len();
    while length >= 0x80 {
        behind.push(0x80 | length.to_le_bytes()[0]);
        length >>= 7;
    }
    behind.push(length.to_le_bytes()[0]);
    behind.extend_from_slice(inside);
    [&[0x85, 0x6f, 0x4a, 0x83], &hash(&[&behind])[..4], &behind].concat()
}

/// What is behind a chunk's length.
fn inside(raw: &[u8]) -> &[u8] {
    let behind = raw.get(9..).unwrap_or_default();
    let length = behind.iter().take_while(|byte| **byte >= 0x80).count() + 1;
    behind.get(length..).unwrap_or_default()
}
