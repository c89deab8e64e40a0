//! Golden bytes of a parcel, and what is not one.

use super::*;
use crate::hostile;
use crate::seal::hash16;
use proptest::prelude::*;

fn parcel() -> Parcel {
    let (operations, envelopes) = (vec![vec![2, 3], vec![4]], vec![vec![5, 6, 7], vec![]]);
    Parcel { team: TeamId([1; 16]), operations, envelopes }
}

/// A file with this content and an end that fits it.
fn ended(content: &[u8]) -> Vec<u8> {
    [content, &hash(&[content])].concat()
}

/// A whole file up to the list of envelopes, its end taken off.
fn up_to_envelopes() -> Vec<u8> {
    let parcel = Parcel { envelopes: Vec::new(), ..parcel() };
    let bytes = parcel.to_bytes().expect("small");
    bytes[..bytes.len() - END - 4].to_vec()
}

#[test]
fn a_parcel_has_its_golden_bytes_and_reads_back() {
    let bytes = parcel().to_bytes().expect("small");
    // A change here is a new version, not a new golden value.
    let head = b"\x8fcarry\r\n\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01";
    let operations = b"\0\0\0\x02\0\0\0\x02\x02\x03\0\0\0\x01\x04";
    let envelopes = b"\0\0\0\x02\0\0\0\x03\x05\x06\x07\0\0\0\0";
    let golden = [&head[..], operations, envelopes].concat();
    assert_eq!(bytes[..bytes.len() - END], golden);
    assert_eq!(hash16(&golden), bytes[bytes.len() - END..][..16]);
    assert_eq!(Parcel::from_bytes(&bytes), Ok(parcel()));
}

#[test]
fn a_newer_version_and_other_files_are_told_apart() {
    let mut bytes = parcel().to_bytes().expect("small");
    bytes[MAGIC.len()] = VERSION + 1;
    assert_eq!(Parcel::from_bytes(&bytes), Err(ParcelError::Newer));
    assert_eq!(Parcel::from_bytes(&bytes[..=MAGIC.len()]), Err(ParcelError::Newer), "whatever follows");
    for other in [&b"Dear Pat,\n"[..], b"PK\x03\x04", b"\x8fcarry\n\x01", &[0; 64]] {
        assert_eq!(Parcel::from_bytes(other), Err(ParcelError::NotAParcel));
    }
    assert_eq!(Parcel::from_bytes(b""), Err(ParcelError::Damaged));
}

#[test]
fn limits_hold_before_anything_is_set_aside_for_what_is_claimed() {
    let many = [&up_to_envelopes()[..], &(ENVELOPES_LIMIT + 1).to_be_bytes()].concat();
    assert_eq!(Parcel::from_bytes(&ended(&many)), Err(ParcelError::TooLarge));
    let liar = [&up_to_envelopes()[..], &ENVELOPES_LIMIT.to_be_bytes()].concat();
    assert_eq!(Parcel::from_bytes(&ended(&liar)), Err(ParcelError::Damaged));
    let long = u32::try_from(ENVELOPE_LIMIT + 1).expect("small").to_be_bytes();
    let long = [&up_to_envelopes()[..], &1_u32.to_be_bytes(), &long].concat();
    assert_eq!(Parcel::from_bytes(&ended(&long)), Err(ParcelError::TooLarge));
    assert_eq!(Parcel::from_bytes(&vec![0x8f; PARCEL_LIMIT + 1]), Err(ParcelError::TooLarge));

    let large = |operations, envelopes| Parcel { operations, envelopes, ..parcel() }.to_bytes();
    assert_eq!(large(vec![vec![0; OPERATION_LIMIT + 1]], vec![]), Err(ParcelError::TooLarge));
    assert_eq!(large(vec![vec![0]], vec![vec![0; ENVELOPE_LIMIT + 1]]), Err(ParcelError::TooLarge));
}

#[test]
fn what_is_at_a_limit_is_read_and_one_more_is_not() {
    let read = |operations: &[Vec<u8>], envelopes: &[Vec<u8>]| {
        // Written without looking at limits, as somebody else's program might.
        let mut content = [MAGIC, &[VERSION], &[1; 16]].concat();
        for items in [operations, envelopes] {
            content.extend(u32::try_from(items.len()).expect("few").to_be_bytes());
            for item in items {
                content.extend(u32::try_from(item.len()).expect("short").to_be_bytes());
                content.extend_from_slice(item);
            }
        }
        Parcel::from_bytes(&ended(&content)).map(|parcel| (parcel.operations.len(), parcel.envelopes.len()))
    };
    let chain = CHAIN_LIMIT as usize;
    let many = ENVELOPES_LIMIT as usize;
    let one = || vec![vec![0]];
    assert_eq!(read(&vec![vec![0]; chain], &[]), Ok((chain, 0)));
    assert_eq!(read(&vec![vec![0]; chain + 1], &[]), Err(ParcelError::TooLarge));
    assert_eq!(read(&[vec![0; OPERATION_LIMIT]], &[]), Ok((1, 0)));
    assert_eq!(read(&[vec![0; OPERATION_LIMIT + 1]], &[]), Err(ParcelError::TooLarge));
    assert_eq!(read(&one(), &vec![vec![]; many]), Ok((1, many)));
    assert_eq!(read(&one(), &vec![vec![]; many + 1]), Err(ParcelError::TooLarge));
    assert_eq!(read(&one(), &[vec![0; ENVELOPE_LIMIT]]), Ok((1, 1)));
    assert_eq!(read(&one(), &[vec![0; ENVELOPE_LIMIT + 1]]), Err(ParcelError::TooLarge));
}

#[test]
fn a_file_is_read_up_to_its_limit_and_no_further() {
    let mut parcel = parcel();
    let around = parcel.to_bytes().expect("small").len();
    let mut left = PARCEL_LIMIT - around;
    while left > 0 {
        let length = (left - 4).min(ENVELOPE_LIMIT);
        parcel.envelopes.push(vec![7; length]);
        left -= 4 + length;
    }
    let count = parcel.envelopes.len();
    let longest = parcel.to_bytes().expect("within the limit");
    assert_eq!(longest.len(), PARCEL_LIMIT);
    if let Some(last) = parcel.envelopes.last_mut() {
        last.push(7);
    }
    assert_eq!(parcel.to_bytes(), Err(ParcelError::TooLarge));
    drop(parcel);
    assert_eq!(Parcel::from_bytes(&longest).map(|parcel| parcel.envelopes.len()), Ok(count));
    assert_eq!(Parcel::from_bytes(&[longest, vec![0]].concat()), Err(ParcelError::TooLarge));
}

#[test]
fn a_parcel_without_a_founding_or_with_more_in_it_is_refused() {
    let empty = Parcel { operations: Vec::new(), ..parcel() };
    assert_eq!(Parcel::from_bytes(&empty.to_bytes().expect("small")), Err(ParcelError::Damaged));
    let bytes = parcel().to_bytes().expect("small");
    let more = [&bytes[..bytes.len() - END], &[0]].concat();
    assert_eq!(Parcel::from_bytes(&ended(&more)), Err(ParcelError::Damaged));
}

#[test]
fn half_a_parcel_more_than_one_or_an_altered_one_is_refused() {
    let bytes = parcel().to_bytes().expect("small");
    hostile::refuses_cut_and_lengthened(&bytes, |bytes| Parcel::from_bytes(bytes).is_err());
    hostile::refuses_every_flip(&bytes, |bytes| Parcel::from_bytes(bytes).is_err());
}

proptest! {
    #[test]
    fn what_is_packed_reads_back(
        team: [u8; 16],
        operations in proptest::collection::vec(hostile::anything(), 1..5),
        envelopes in proptest::collection::vec(hostile::anything(), 0..5),
    ) {
        let parcel = Parcel { team: TeamId(team), operations, envelopes };
        prop_assert_eq!(Parcel::from_bytes(&parcel.to_bytes().expect("small")), Ok(parcel));
    }

    #[test]
    fn bytes_that_read_have_one_reading(
        bytes in hostile::anything(),
        mangled in hostile::mangled(up_to_envelopes()),
    ) {
        for content in [&[MAGIC, &[VERSION], &bytes].concat(), &mangled, &bytes] {
            for file in [ended(content), content.clone()] {
                if let Ok(parcel) = Parcel::from_bytes(&file) {
                    prop_assert_eq!(parcel.to_bytes(), Ok(file));
                }
            }
        }
    }
}
