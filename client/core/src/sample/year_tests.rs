//! The heavy year is the same for the same seed, and as long as it says; what is in it, `tests` looks at from a real device.

use super::*;

#[test]
fn the_same_seed_makes_the_same_year_and_another_one_another() {
    let now = Moment::new(1_795_559_400_000, -300);
    let made = |seed: u8| {
        let size = Size { weeks: 6, entries: 200, taps: 300 };
        build([seed; 32], now, Language::English, size).expect("made up")
    };
    let one = made(7);
    assert_eq!(one, made(7));
    assert_ne!(one.parcel.team, made(8).parcel.team);
    assert_eq!(one.sheet.len(), 24);
}

#[test]
fn shares_add_up() {
    for (all, parts) in [(10, 3), (0, 5), (10_000, 520), (2, 7)] {
        assert_eq!((0..parts).map(|nth| share(all, nth, parts)).sum::<usize>(), all);
    }
}
