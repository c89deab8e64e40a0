//! What whoever is outside could send, for the tests of everything that reads bytes from outside.
//!
//! Each decoder's tests say what must be refused; here is how bytes are cut, lengthened, flipped and nested.

use proptest::prelude::*;

/// How deep and long the nested ones are.
const DEEP: usize = 100_000;
/// No part of `bytes`, nor more than it, is read as something.
pub(crate) fn refuses_cut_and_lengthened(bytes: &[u8], is_refused: impl Fn(&[u8]) -> bool) {
    for end in 0..bytes.len() {
        assert!(is_refused(&bytes[..end]), "cut at {end} of {}", bytes.len());
    }
    for more in [0, 1, 0xff] {
        assert!(is_refused(&[bytes, &[more]].concat()), "{more} behind it");
    }
}

/// No bit of `bytes` can be flipped unnoticed.
pub(crate) fn refuses_every_flip(bytes: &[u8], is_refused: impl Fn(&[u8]) -> bool) {
    each_flip(bytes, |at, flipped| assert!(is_refused(flipped), "bit {at}"));
}

/// Reads `bytes` with each bit flipped: what comes out may be anything but a panic.
pub(crate) fn survives_every_flip(bytes: &[u8], read: impl Fn(&[u8])) {
    each_flip(bytes, |_, flipped| read(flipped));
}

/// Reads what is nested deeply or claims to be endless, alone, behind `before` and as an unknown field of `map` (a
/// CBOR map): the stack does not end, and reading does.
pub(crate) fn survives_nesting(before: &[u8], map: Option<&[u8]>, read: impl Fn(&[u8])) {
    for nest in nests() {
        read(&nest);
        read(&[before, &nest].concat());
        if let Some(map) = map {
            read(&with_unknown_field(map, &nest));
        }
    }
}

/// A CBOR map of less than 23 entries with one more, whose key nobody knows.
pub(crate) fn with_unknown_field(map: &[u8], value: &[u8]) -> Vec<u8> {
    assert!((0xa0..0xb7).contains(&map[0]), "a small map");
    [&[map[0] + 1], &map[1..], &[0x18, 99], value].concat()
}

/// Any bytes.
pub(crate) fn anything() -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(any::<u8>(), 0..600)
}

/// Some of `bytes` replaced, taken out or repeated: nearer to what is read than any bytes are.
pub(crate) fn mangled(bytes: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = bytes.len().max(1);
    let edit = (0..length, 0..3_usize, proptest::collection::vec(any::<u8>(), 0..4));
    proptest::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut mangled = bytes.clone();
        for (at, out, new) in edits {
            let at = at.min(mangled.len());
            let end = (at + out).min(mangled.len());
            mangled.splice(at..end, new);
        }
        mangled
    })
}

fn each_flip(bytes: &[u8], check: impl Fn(usize, &[u8])) {
    let mut flipped = bytes.to_vec();
    for bit in 0..bytes.len() * 8 {
        flipped[bit / 8] ^= 1 << (bit % 8);
        check(bit, &flipped);
        flipped[bit / 8] ^= 1 << (bit % 8);
    }
}

/// CBOR that is nested deeply, whole and cut off, of known and of unknown length, and what claims to be endless.
fn nests() -> Vec<Vec<u8>> {
    let deep = |unit: &[u8], end: &[u8]| [unit.repeat(DEEP), end.to_vec()].concat();
    vec![
        deep(&[0x81], &[]),
        deep(&[0x81], &[0]),
        deep(&[0xa1, 0x00], &[]),
        deep(&[0xa1, 0x00], &[0]),
        deep(&[0x9f], &[]),
        deep(&[0x9f], &[0xff].repeat(DEEP)),
        deep(&[0xbf, 0x00], &[0xff].repeat(DEEP)),
        deep(&[0x82, 0x9f], &[]),
        deep(&[0x82, 0x00, 0x9f], &[0xff].repeat(DEEP)),
        deep(&[0x9f, 0x82, 0x9f], &[0xff, 0x00, 0xff].repeat(DEEP)),
        deep(&[0xc1], &[0]),
        deep(&[0x5f], &[0xff]),
        vec![0x9b, 255, 255, 255, 255, 255, 255, 255, 255],
        vec![0xbb, 255, 255, 255, 255, 255, 255, 255, 255],
        vec![0x5b, 255, 255, 255, 255, 255, 255, 255, 255],
        vec![0x7b, 127, 255, 255, 255, 255, 255, 255, 255],
    ]
}
