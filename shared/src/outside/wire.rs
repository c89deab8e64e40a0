//! Frames of both directions, hand-over files, and slips from a screen.

use super::{joined, parts};
use crate::TeamId;
use crate::seal::hash;
use crate::wire::{FRAME_LIMIT, FromDevice, FromRelay, Gathered, Parcel, Sheaf, with_check};

/// Frames as a relay reads them.
pub fn frames_up(bytes: &[u8]) -> bool {
    let Ok(frame) = FromDevice::from_bytes(bytes) else { return false };
    let again = frame.to_bytes();
    assert!(again.len() > FRAME_LIMIT || FromDevice::from_bytes(&again) == Ok(frame), "it reads back");
    true
}

/// Frames as a device reads them.
pub fn frames_down(bytes: &[u8]) -> bool {
    let Ok(frame) = FromRelay::from_bytes(bytes) else { return false };
    let again = frame.to_bytes();
    assert!(again.len() > FRAME_LIMIT || FromRelay::from_bytes(&again) == Ok(frame), "it reads back");
    true
}

/// One frame of every kind.
pub fn frames() -> Vec<Vec<u8>> {
    let lines = include_str!("../wire/frames.golden").lines();
    lines.filter_map(|line| from_hex(line.split_once(' ')?.1)).collect()
}

/// Files, as they are and with the end that makes them whole.
pub fn parcels(bytes: &[u8]) -> bool {
    let ended = [bytes, &hash(&[bytes])].concat();
    let read = [bytes, &ended].map(|file| match Parcel::from_bytes(file) {
        Ok(parcel) => {
            assert_eq!(parcel.to_bytes().as_deref(), Ok(file), "a file has one reading");
            true
        }
        Err(_) => false,
    });
    read.contains(&true)
}

/// A small file, whole and without its end.
pub fn parcel_seeds() -> Vec<Vec<u8>> {
    let (operations, envelopes) = (vec![vec![2, 3], vec![4]], vec![vec![5, 6, 7], vec![]]);
    let parcel = Parcel { team: TeamId([1; 16]), operations, envelopes };
    let Ok(whole) = parcel.to_bytes() else { return Vec::new() };
    vec![whole[..whole.len() - 32].to_vec(), whole]
}

/// Slips in the order they are caught: what a code holds, as text and with the check that fits.
pub fn slips(bytes: &[u8]) -> bool {
    let mut sheaf = Sheaf::default();
    let mut is_read = false;
    for part in parts(bytes) {
        let _ = sheaf.take(&String::from_utf8_lossy(part));
        match sheaf.take(&with_check(part.to_vec())) {
            Ok(Gathered::Part { held, count }) => {
                assert!(held < count);
                is_read = true;
            }
            Ok(Gathered::Whole(parcel)) => {
                assert!(!parcel.is_empty());
                is_read = true;
            }
            Err(_) => {}
        }
    }
    is_read
}

/// The slips of something that needs three of them, and of something that needs one.
pub fn slip_seeds() -> Vec<Vec<u8>> {
    let seeds = [(1_400, 3_u16), (5, 1)].map(|(length, count)| {
        let parcel: Vec<u8> = (0..length).map(|at: u32| at.to_be_bytes()[3]).collect();
        let name = hash(&[&parcel]);
        let pieces = parcel.chunks(crate::wire::ROUND_PIECE).zip(0_u16..);
        let slip = |(piece, index): (&[u8], u16)| {
            [&[1], &name[..8], &count.to_be_bytes(), &index.to_be_bytes(), piece].concat()
        };
        joined(&pieces.map(slip).collect::<Vec<_>>())
    });
    seeds.to_vec()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |at: usize| text.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    (0..text.len()).step_by(2).map(digit).collect()
}
