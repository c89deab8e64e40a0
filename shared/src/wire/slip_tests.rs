//! Golden text of a slip, what is not one, and slips caught as cameras catch them.

use super::*;
use crate::hostile;
use proptest::prelude::*;

/// A parcel's bytes; to slips, any bytes are one.
fn parcel(length: usize, seed: u8) -> Vec<u8> {
    (0..length).map(|at| seed.wrapping_add((at % 251) as u8)).collect()
}

fn cut(parcel: &[u8]) -> Vec<String> {
    slips(parcel).expect("few enough")
}

/// What comes of catching these, one after the other.
fn gathered(sheaf: &mut Sheaf, slips: &[String]) -> Option<Vec<u8>> {
    let mut whole = None;
    for slip in slips {
        if let Gathered::Whole(bytes) = sheaf.take(slip).expect("a slip") {
            whole = Some(bytes);
        }
    }
    whole
}

#[test]
fn a_slip_has_its_golden_text_and_reads_back() {
    let slips = cut(b"carry");
    // A change here is a new version, not a new golden value.
    assert_eq!(slips, ["CARRYOVER:AFXPJHFMWTBZ7DYAAEAAAY3BOJZHTGHN5MAQ"]);
    assert_eq!(Sheaf::default().take(&slips[0]), Ok(Gathered::Whole(b"carry".to_vec())));
}

#[test]
fn a_small_parcel_is_one_slip_and_a_large_one_is_too_much_for_codes() {
    assert_eq!(cut(&parcel(PIECE_LIMIT, 0)).len(), 1);
    assert_eq!(cut(&parcel(PIECE_LIMIT + 1, 0)).len(), 3);
    let most = usize::from(SLIPS_LIMIT) * ROUND_PIECE;
    assert_eq!(cut(&parcel(most, 0)).len(), usize::from(SLIPS_LIMIT));
    assert_eq!(slips(&parcel(most + 1, 0)), Err(SlipError::TooLarge));
}

#[test]
fn every_letter_of_a_slip_is_one_that_codes_pack_well() {
    let packs_well = |letter: u8| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == b':';
    assert!(cut(&parcel(5_000, 0)).iter().all(|slip| slip.bytes().all(packs_well)));
}

#[test]
fn something_else_and_a_newer_version_are_told_apart() {
    let mut sheaf = Sheaf::default();
    for other in ["", "https://care.example/#join.abc", "carryover:AE", "CARRYOVE"] {
        assert_eq!(sheaf.take(other), Err(SlipError::NotASlip), "{other}");
    }
    assert_eq!(sheaf.take(&write_letters(&[VERSION + 1])), Err(SlipError::Newer), "whatever follows");
    assert_eq!(sheaf.take(PREFIX), Err(SlipError::Damaged));
}

#[test]
fn limits_hold_for_slips_that_were_made_elsewhere() {
    let piece = [7; PIECE_LIMIT + 1];
    let made = |count, index, piece| Slip { parcel: [0; 8], count, index, piece }.write();
    let mut sheaf = Sheaf::default();
    let longest = made(SLIPS_LIMIT, SLIPS_LIMIT - 1, &piece[1..]);
    assert_eq!(longest.len(), PREFIX.len() + LETTERS_LIMIT);
    assert_eq!(sheaf.take(&longest), Ok(Gathered::Part { held: 1, count: usize::from(SLIPS_LIMIT) }));
    assert_eq!(sheaf.take(&made(2, 0, &piece)), Err(SlipError::TooLarge));
    assert_eq!(sheaf.take(&[&longest, "A"].concat()), Err(SlipError::TooLarge));
    assert_eq!(sheaf.take(&made(SLIPS_LIMIT + 1, 0, &[7])), Err(SlipError::TooLarge));
    assert_eq!(sheaf.take(&made(2, 2, &[7])), Err(SlipError::Damaged), "no such place");
    assert_eq!(sheaf.take(&made(0, 0, &[7])), Err(SlipError::Damaged));
    assert_eq!(sheaf.take(&made(1, 0, &[])), Err(SlipError::Damaged));
    assert_eq!(sheaf.take(&[PREFIX, &"A".repeat(1 << 20)].concat()), Err(SlipError::TooLarge));
    for parcel in 0..100 {
        let slip = Slip { parcel: [parcel; 8], count: SLIPS_LIMIT, index: 0, piece: &[7] }.write();
        sheaf.take(&slip).expect("a slip");
    }
    assert_eq!(sheaf.begun.len(), BEGUN_LIMIT, "the oldest made room");
}

#[test]
fn pieces_that_do_not_belong_together_are_no_parcel_and_the_next_round_is() {
    let parcel = parcel(3_000, 1);
    let slips = cut(&parcel);
    let count = u16::try_from(slips.len()).expect("few");
    let foreign = Slip { parcel: name(&parcel), count, index: 0, piece: &[9; ROUND_PIECE] }.write();
    let mut sheaf = Sheaf::default();
    assert_eq!(gathered(&mut sheaf, &slips[1..slips.len() - 1]), None);
    sheaf.take(&foreign).expect("it looks like one");
    assert_eq!(sheaf.take(&slips[slips.len() - 1]), Err(SlipError::Damaged));
    assert_eq!(gathered(&mut sheaf, &slips), Some(parcel));
}

#[test]
fn half_a_slip_more_than_one_or_an_altered_one_is_refused() {
    let slip = cut(&parcel(20, 3)).remove(0);
    let is_refused = |text: &[u8]| {
        let text = core::str::from_utf8(text);
        text.map_or(true, |text| Sheaf::default().take(text).is_err())
    };
    hostile::refuses_cut_and_lengthened(slip.as_bytes(), is_refused);
    hostile::refuses_every_flip(slip.as_bytes(), is_refused);
}

proptest! {
    #[test]
    fn slips_become_the_parcel_in_any_order_with_others_and_spoiled_ones_in_between(
        length in 1..4_000_usize,
        other in 1..4_000_usize,
        order in proptest::collection::vec((any::<bool>(), any::<prop::sample::Index>()), 0..40),
        spoiled in any::<prop::sample::Index>(),
    ) {
        let parcels = [parcel(length, 1), parcel(other, 100)];
        let cut = parcels.each_ref().map(|parcel| cut(parcel));
        let mut sheaf = Sheaf::default();
        let mut check = |which: usize, slip: &str| match sheaf.take(slip) {
            Ok(Gathered::Whole(bytes)) => { assert_eq!(bytes, parcels[which]); true }
            Ok(Gathered::Part { held, count }) => { assert!(held < count); false }
            Err(why) => panic!("{why}"),
        };
        for (is_other, at) in &order {
            let which = usize::from(*is_other);
            let slip: &String = at.get(&cut[which]);
            check(which, slip);
        }
        // One round more of both, turn by turn, and each is whole at least once, in these rounds or before.
        let mut whole = [false; 2];
        for _ in 0..2 {
            for at in 0..cut[0].len().max(cut[1].len()) {
                for which in 0..2 {
                    if let Some(slip) = cut[which].get(at) {
                        whole[which] |= check(which, slip);
                    }
                }
            }
        }
        prop_assert_eq!(whole, [true; 2]);

        let slip = &cut[0][0];
        let at = PREFIX.len() + spoiled.index(slip.len() - PREFIX.len());
        let mut letters = slip.clone().into_bytes();
        letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
        let spoiled = String::from_utf8(letters).expect("letters");
        prop_assert!(sheaf.take(&spoiled).is_err());
    }

    #[test]
    fn text_that_reads_has_one_reading(bytes in hostile::anything()) {
        let text = write_letters(&bytes);
        prop_assert_eq!(read_letters(&text), Ok(bytes.clone()));
        if let Ok(slip) = Slip::read(&bytes) {
            prop_assert_eq!(slip.write(), text);
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>(), letters in "[A-Z2-7]{0,200}") {
        let mut sheaf = Sheaf::default();
        let _ = sheaf.take(&text);
        let _ = sheaf.take(&[PREFIX, &text].concat());
        if let Ok(bytes) = read_letters(&[PREFIX, &letters].concat()) {
            prop_assert_eq!(write_letters(&bytes), [PREFIX, &letters].concat());
        }
    }
}
