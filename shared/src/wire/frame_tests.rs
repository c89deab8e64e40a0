//! Golden bytes of every frame, and what does not parse.

use super::*;
use crate::hostile;
use proptest::prelude::*;

fn from_device() -> Vec<(&'static str, FromDevice)> {
    let team = TeamId([1; 16]);
    let place = Place { length: 2, hash: [3; 32] };
    let cursor = Cursor { scope: Scope::Home, era: 0, sequence: 300, running: [4; 16] };
    let link = Link { operation: vec![5, 6], sealed: vec![7], receipt: None };
    let with_receipt = Link { receipt: Some([19; 64].into()), ..link.clone() };
    vec![
        ("prove", FromDevice::Prove { version: 1, key: [8; 32], signature: [9; 64] }),
        ("open", FromDevice::Open { team, head: place, cursors: vec![cursor] }),
        ("push-roster", FromDevice::PushRoster { team, from: 1, links: vec![link] }),
        ("push-with-receipt", FromDevice::PushRoster { team, from: 1, links: vec![with_receipt] }),
        ("append", FromDevice::Append { team, envelopes: vec![vec![10, 11].into()] }),
        ("enrol", FromDevice::Enrol { token: b"token".to_vec() }),
        ("put-part", FromDevice::PutPart { team, scope: Scope::Home, era: 1, part: vec![21, 22] }),
        ("get-part", FromDevice::GetPart { team, scope: Scope::Home, era: 1, id: PartId([23; 16]) }),
        ("has-part", FromDevice::HasPart { team, scope: Scope::Home, era: 1, id: PartId([23; 16]) }),
        ("knock", FromDevice::Knock { team, invite: DeviceId([12; 16]), proof: [13; 64] }),
        ("find", FromDevice::Find { invite: DeviceId([12; 16]) }),
    ]
}

fn from_relay() -> Vec<(&'static str, FromRelay)> {
    let team = TeamId([1; 16]);
    let place = Place { length: 2, hash: [3; 32] };
    let link = Link { operation: vec![5, 6], sealed: vec![], receipt: None };
    let with_receipt = Link { receipt: Some([19; 64].into()), ..link.clone() };
    let (now_ms, nonce, relay) = (15, [16; 32], Some([20; 32].into()));
    let (scope, era) = (Scope::School, 0);
    let ids = vec![EnvelopeId([14; 16])];
    let to = Cursor { scope, era, sequence: 40, running: [18; 16] };
    let limits = Limits { frame: 1 << 20, envelope: 512 << 10, drops_old: None, part: None };
    let with_parts = Limits { part: Some(32_784), ..limits };
    vec![
        ("challenge", FromRelay::Challenge { version: 1, limits, now_ms, nonce, relay: None }),
        ("challenge-with-key", FromRelay::Challenge { version: 1, limits, now_ms, nonce, relay }),
        (
            "challenge-with-parts",
            FromRelay::Challenge { version: 1, limits: with_parts, now_ms, nonce, relay },
        ),
        ("welcome", FromRelay::Welcome {}),
        ("roster", FromRelay::Roster { team, from: 1, links: vec![link], head: place }),
        ("roster-with-receipt", FromRelay::Roster { team, from: 1, links: vec![with_receipt], head: place }),
        ("roster-refused", FromRelay::RosterRefused { team, why: Refused::NotNext, head: Some(place) }),
        ("envelopes", FromRelay::Envelopes { team, scope, era, from: 7, envelopes: vec![vec![17].into()] }),
        ("appended", FromRelay::Appended { team, scope, era, from: 8, ids: ids.clone() }),
        ("held", FromRelay::Held { team, ids: ids.clone() }),
        ("not-appended", FromRelay::NotAppended { team, ids, why: Refused::TooMuch }),
        ("lost-place", FromRelay::LostPlace { team, scope, era }),
        ("caught-up", FromRelay::CaughtUp { team }),
        ("goodbye", FromRelay::Goodbye { why: Goodbye::Restarting }),
        ("passed", FromRelay::Passed { team, to }),
        ("part-held", FromRelay::PartHeld { team, id: PartId([23; 16]) }),
        ("part", FromRelay::Part { team, part: vec![21, 22] }),
        ("no-part", FromRelay::NoPart { team, id: PartId([23; 16]), why: Refused::NotHere }),
        ("found", FromRelay::Found { invite: DeviceId([12; 16]), team }),
        ("not-found", FromRelay::NotFound { invite: DeviceId([12; 16]), why: Refused::NotHere }),
    ]
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_frame_has_its_golden_bytes_and_reads_back() {
    let mut lines = Vec::new();
    for (name, frame) in from_device() {
        lines.push(format!("{name} {}", hex(&frame.to_bytes())));
        assert_eq!(FromDevice::from_bytes(&frame.to_bytes()), Ok(frame));
    }
    for (name, frame) in from_relay() {
        lines.push(format!("{name} {}", hex(&frame.to_bytes())));
        assert_eq!(FromRelay::from_bytes(&frame.to_bytes()), Ok(frame));
    }
    // A change here is a new version of the wire, not a new golden file.
    assert_eq!(lines.join("\n"), include_str!("frames.golden").trim_end());
}

#[test]
fn a_cut_frame_or_one_with_more_behind_it_is_refused() {
    for (_, frame) in from_device() {
        let mut bytes = frame.to_bytes();
        for end in 0..bytes.len() {
            assert_eq!(FromDevice::from_bytes(&bytes[..end]), Err(FrameError), "{frame:?} cut at {end}");
        }
        bytes.push(0);
        assert_eq!(FromDevice::from_bytes(&bytes), Err(FrameError));
    }
    for (_, frame) in from_relay() {
        let mut bytes = frame.to_bytes();
        for end in 0..bytes.len() {
            assert_eq!(FromRelay::from_bytes(&bytes[..end]), Err(FrameError), "{frame:?} cut at {end}");
        }
        bytes.push(0);
        assert_eq!(FromRelay::from_bytes(&bytes), Err(FrameError));
    }
}

#[test]
fn a_field_of_a_newer_version_is_skipped() {
    let place = Place { length: 2, hash: [3; 32] };
    let mut bytes = minicbor::to_vec(place).expect("memory");
    bytes[0] += 1; // one more entry in the map
    bytes.extend_from_slice(&[0x18, 99, 0x82, 1, 2]); // 99: [1, 2]
    assert_eq!(minicbor::decode::<Place>(&bytes).ok(), Some(place));
}

#[test]
fn limits_hold() {
    let team = TeamId([1; 16]);
    let many = FromDevice::Append { team, envelopes: vec![vec![].into(); APPEND_LIMIT + 1] };
    assert_eq!(FromDevice::from_bytes(&many.to_bytes()), Err(FrameError));
    let large = FromDevice::Append { team, envelopes: vec![vec![0; FRAME_LIMIT].into()] };
    assert_eq!(FromDevice::from_bytes(&large.to_bytes()), Err(FrameError));
    // An array that claims 2⁶⁴−1 elements, and arrays nested a hundred thousand deep.
    let mut liar = FromDevice::Append { team, envelopes: vec![] }.to_bytes();
    liar.pop();
    liar.extend_from_slice(&[0x9b, 255, 255, 255, 255, 255, 255, 255, 255]);
    assert_eq!(FromDevice::from_bytes(&liar), Err(FrameError));
    assert_eq!(FromDevice::from_bytes(&vec![0x81; 100_000]), Err(FrameError));
    let mut nested = vec![0xa1, 0x18, 99];
    nested.extend(vec![0x81; 500_000]);
    nested.push(0);
    assert!(minicbor::decode::<Place>(&nested).is_err());
}

#[test]
fn lists_are_read_up_to_their_limits_and_no_further() {
    const TEAM: TeamId = TeamId([1; 16]);
    const PLACE: Place = Place { length: 2, hash: [3; 32] };
    const SCOPE: Scope = Scope::Home;
    let up = |frame: FromDevice| FromDevice::from_bytes(&frame.to_bytes()) == Ok(frame);
    let down = |frame: FromRelay| FromRelay::from_bytes(&frame.to_bytes()) == Ok(frame);
    fn links(count: usize) -> Vec<Link> {
        vec![Link { operation: vec![], sealed: vec![], receipt: None }; count]
    }
    fn cursors(count: usize) -> Vec<Cursor> {
        vec![Cursor { scope: SCOPE, era: 0, sequence: 1, running: [4; 16] }; count]
    }
    fn ids(count: usize) -> Vec<EnvelopeId> {
        vec![EnvelopeId([14; 16]); count]
    }
    // How many at most, in what, and whether a frame with so many is read.
    type List<'a> = (usize, &'a str, &'a dyn Fn(usize) -> bool);
    let lists: [List<'_>; 8] = [
        (CURSORS_LIMIT, "open", &|n| up(FromDevice::Open { team: TEAM, head: PLACE, cursors: cursors(n) })),
        (LINKS_LIMIT, "push", &|n| up(FromDevice::PushRoster { team: TEAM, from: 0, links: links(n) })),
        (APPEND_LIMIT, "append", &|n| {
            up(FromDevice::Append { team: TEAM, envelopes: vec![vec![].into(); n] })
        }),
        (LINKS_LIMIT, "roster", &|n| {
            down(FromRelay::Roster { team: TEAM, from: 0, links: links(n), head: PLACE })
        }),
        (APPEND_LIMIT, "envelopes", &|n| {
            let envelopes = vec![vec![].into(); n];
            down(FromRelay::Envelopes { team: TEAM, scope: SCOPE, era: 0, from: 1, envelopes })
        }),
        (APPEND_LIMIT, "appended", &|n| {
            down(FromRelay::Appended { team: TEAM, scope: SCOPE, era: 0, from: 1, ids: ids(n) })
        }),
        (APPEND_LIMIT, "held", &|n| down(FromRelay::Held { team: TEAM, ids: ids(n) })),
        (APPEND_LIMIT, "not appended", &|n| {
            down(FromRelay::NotAppended { team: TEAM, ids: ids(n), why: Refused::TooMuch })
        }),
    ];
    for (limit, name, is_read) in lists {
        assert!(is_read(limit), "{limit} in {name}");
        assert!(!is_read(limit + 1), "one more than {limit} in {name}");
    }
}

#[test]
fn a_frame_is_read_up_to_its_limit_and_no_further() {
    let holding = |bytes: usize| {
        let envelopes = vec![vec![7; bytes].into()];
        FromDevice::Append { team: TeamId([1; 16]), envelopes }.to_bytes()
    };
    let around = holding(FRAME_LIMIT).len() - FRAME_LIMIT;
    let longest = holding(FRAME_LIMIT - around);
    assert_eq!(longest.len(), FRAME_LIMIT);
    assert!(FromDevice::from_bytes(&longest).is_ok());
    assert_eq!(FromDevice::from_bytes(&holding(FRAME_LIMIT - around + 1)), Err(FrameError));
    let down = |bytes: usize| {
        let envelopes = vec![vec![7; bytes].into()];
        let (team, scope) = (TeamId([1; 16]), Scope::Home);
        FromRelay::Envelopes { team, scope, era: 0, from: 1, envelopes }.to_bytes()
    };
    let around = down(FRAME_LIMIT).len() - FRAME_LIMIT;
    assert!(FromRelay::from_bytes(&down(FRAME_LIMIT - around)).is_ok());
    assert_eq!(FromRelay::from_bytes(&down(FRAME_LIMIT - around + 1)), Err(FrameError));
}

#[test]
fn frames_nested_deeply_or_claimed_endless_end_soon() {
    let read = |bytes: &[u8]| {
        let _ = (FromDevice::from_bytes(bytes), FromRelay::from_bytes(bytes));
    };
    // A frame of each number, then the nest in the place of its content, and as a field that is not known.
    for number in 0..13 {
        hostile::survives_nesting(&[0x82, number, 0x81], None, read);
        hostile::survives_nesting(&[0x82, number, 0xa1, 0x18, 99], None, read);
    }
    let place = minicbor::to_vec(Place { length: 2, hash: [3; 32] }).expect("memory");
    hostile::survives_nesting(&[], Some(&place), |bytes| {
        let _ = minicbor::decode::<Place>(bytes);
    });
}

#[test]
fn lists_that_are_too_long_are_refused_before_they_are_read() {
    let team = TeamId([1; 16]);
    // As many empty envelopes as a frame has bytes for: each would take 24 times its bytes in memory.
    let mut crowd = FromDevice::Append { team, envelopes: vec![] }.to_bytes();
    crowd.pop();
    crowd.extend_from_slice(&[0x9a, 0, 0x0f, 0, 0]);
    crowd.resize(0x0f_0000, 0x40);
    let mut decoder = minicbor::Decoder::new(&crowd);
    assert!(decoder.decode::<FromDevice>().is_err());
    assert!(decoder.position() < 40_000, "{} bytes were read", decoder.position());
}

#[test]
fn a_flipped_bit_is_another_frame_or_none() {
    for (_, frame) in from_device() {
        let read = |bytes: &[u8]| FromDevice::from_bytes(bytes).is_ok_and(|other| other == frame);
        let bytes = frame.to_bytes();
        hostile::refuses_every_flip(&bytes, |flipped| !read(flipped));
    }
    for (_, frame) in from_relay() {
        let read = |bytes: &[u8]| FromRelay::from_bytes(bytes).is_ok_and(|other| other == frame);
        let bytes = frame.to_bytes();
        hostile::refuses_every_flip(&bytes, |flipped| !read(flipped));
    }
}

/// A frame that reads is written as something that reads as the same.
fn reads_back(bytes: &[u8]) {
    if let Ok(frame) = FromDevice::from_bytes(bytes) {
        assert_eq!(FromDevice::from_bytes(&frame.to_bytes()), Ok(frame));
    }
    if let Ok(frame) = FromRelay::from_bytes(bytes) {
        assert_eq!(FromRelay::from_bytes(&frame.to_bytes()), Ok(frame));
    }
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in hostile::anything()) {
        reads_back(&bytes);
    }

    #[test]
    fn mangled_frames_read_back_or_are_refused(
        bytes in proptest::sample::select(every_frame()).prop_flat_map(hostile::mangled),
    ) {
        reads_back(&bytes);
    }
}

fn every_frame() -> Vec<Vec<u8>> {
    let up = from_device().into_iter().map(|(_, frame)| frame.to_bytes());
    up.chain(from_relay().into_iter().map(|(_, frame)| frame.to_bytes())).collect()
}
