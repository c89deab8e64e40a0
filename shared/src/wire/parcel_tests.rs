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
