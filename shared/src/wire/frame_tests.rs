//! Golden bytes of every frame, and what does not parse.

use super::*;
use proptest::prelude::*;

fn from_device() -> Vec<(&'static str, FromDevice)> {
    let team = TeamId([1; 16]);
    let place = Place { length: 2, hash: [3; 32] };
    let cursor = Cursor { scope: Scope::Home, era: 0, sequence: 300, running: [4; 16] };
    let link = Link { operation: vec![5, 6], sealed: vec![7] };
    vec![
        ("prove", FromDevice::Prove { version: 1, key: [8; 32], signature: [9; 64] }),
        ("open", FromDevice::Open { team, head: place, cursors: vec![cursor] }),
        ("push-roster", FromDevice::PushRoster { team, from: 1, links: vec![link] }),
        ("append", FromDevice::Append { team, envelopes: vec![vec![10, 11].into()] }),
        ("knock", FromDevice::Knock { team, invite: DeviceId([12; 16]), proof: [13; 64] }),
    ]
}

fn from_relay() -> Vec<(&'static str, FromRelay)> {
    let team = TeamId([1; 16]);
    let place = Place { length: 2, hash: [3; 32] };
    let link = Link { operation: vec![5, 6], sealed: vec![] };
    let (scope, era) = (Scope::School, 0);
    let ids = vec![EnvelopeId([14; 16])];
    let limits = Limits { frame: 1 << 20, envelope: 512 << 10 };
    vec![
        ("challenge", FromRelay::Challenge { version: 1, limits, now_ms: 15, nonce: [16; 32] }),
        ("welcome", FromRelay::Welcome {}),
        ("roster", FromRelay::Roster { team, from: 1, links: vec![link], head: place }),
        ("roster-refused", FromRelay::RosterRefused { team, why: Refused::NotNext, head: Some(place) }),
        ("envelopes", FromRelay::Envelopes { team, scope, era, from: 7, envelopes: vec![vec![17].into()] }),
        ("appended", FromRelay::Appended { team, scope, era, from: 8, ids: ids.clone() }),
        ("held", FromRelay::Held { team, ids: ids.clone() }),
        ("not-appended", FromRelay::NotAppended { team, ids, why: Refused::TooMuch }),
        ("lost-place", FromRelay::LostPlace { team, scope, era }),
        ("caught-up", FromRelay::CaughtUp { team }),
        ("goodbye", FromRelay::Goodbye { why: Goodbye::Restarting }),
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

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = FromDevice::from_bytes(&bytes);
        let _ = FromRelay::from_bytes(&bytes);
    }
}
