//! A hand-over file as a person makes and opens it.

use proptest::prelude::*;
use shared::Now;
use shared::record::{Helped, Role};
use shared::storage::MemoryStore;
use shared::sync::device::Contents;

use super::super::Input;
use super::super::tests::{Desk, NOW, push_ups};
use crate::intent::{Intent, Language};
use crate::view::{EntryBody, NotTaken, Packing, Taking};

/// Two devices that know the same team; the first has an entry that the other lacks.
fn two() -> (Desk, Desk) {
    let mut first = Desk::with_team();
    let other = Desk::over(first.store.clone(), 9);
    first.ask(Intent::LogActivity(push_ups()));
    (first, other)
}

fn packed(desk: &mut Desk) -> Vec<u8> {
    desk.ask(Intent::Pack { contents: Contents::Everything });
    let bytes = desk.app.packed_bytes().expect("it is ready").to_vec();
    assert_eq!(desk.app.carry().packing, Packing::Ready { bytes: bytes.len() });
    bytes
}

fn opened(desk: &mut Desk, file: &[u8]) -> Taking {
    desk.ask(Intent::Unpack { file: file.to_vec() });
    desk.app.carry().taking
}

#[test]
fn a_file_says_what_it_brought_and_twice_brings_nothing() {
    let (mut first, mut other) = two();
    let file = packed(&mut first);
    let Taking::Brought(brought) = opened(&mut other, &file) else { panic!("it counts") };
    assert_eq!((brought.child.as_str(), brought.entries, brought.anything), ("Sam", 1, true));
    assert_eq!(other.app.all_entries().len(), 1);
    let store = other.store.clone();
    let Taking::Brought(again) = opened(&mut other, &file) else { panic!("it is a file") };
    assert_eq!((again.entries, again.anything, again.set_aside), (0, false, 0));
    assert_eq!(other.store, store, "nothing is written");
}

#[test]
fn each_way_a_file_can_be_bad_is_told_apart_and_changes_nothing() {
    let (mut first, mut other) = two();
    let file = packed(&mut first);
    let mut stranger = Desk::over(MemoryStore::default(), 5);
    stranger.ask(Intent::Found { child: "Sam".into(), me: "Pat".into(), role: Role::Guardian });
    let mut newer = file.clone();
    newer[8] += 1;
    let store = other.store.clone();
    for (bad, why) in [
        (&b"Dear Pat,"[..], NotTaken::NotOurs),
        (&[], NotTaken::Damaged),
        (&file[..file.len() / 2], NotTaken::Damaged),
        (&newer, NotTaken::Newer),
        (&packed(&mut stranger), NotTaken::OtherTeam),
    ] {
        assert_eq!(opened(&mut other, bad), Taking::Not(why));
    }
    assert_eq!(other.store, store);
    other.ask(Intent::PutCarriedAway);
    assert_eq!(other.app.carry().taking, Taking::Nothing);
}

#[test]
fn a_saved_file_and_the_words_of_the_sheet_bring_somebody_back_without_a_relay() {
    let (mut lost, _) = two();
    let words = lost.app.team().sheet.expect("not printed yet").join(" ");
    let file = packed(&mut lost);
    let mut stranger = Desk::over(MemoryStore::default(), 5);
    stranger.ask(Intent::Found { child: "Leo".into(), me: "Ana".into(), role: Role::Guardian });
    let others = stranger.app.team().sheet.expect("not printed yet").join(" ");

    let mut phone = Desk::over(MemoryStore::default(), 7);
    let mut comes_back = |words: &str, file: &[u8]| {
        phone.ask(Intent::Restore { words: words.to_owned(), file: file.to_vec() });
        (phone.app.carry().taking, phone.app.frame().teams.len(), phone.app.all_entries().len())
    };
    let not = |why| (Taking::Not(why), 0, 0);
    assert_eq!(comes_back("not these", &file), not(NotTaken::OtherSheet));
    assert_eq!(comes_back(&others, &file), not(NotTaken::OtherSheet));
    assert_eq!(comes_back(&words, b"Dear Pat,"), not(NotTaken::NotOurs));
    assert_eq!(comes_back(&words, &file[..file.len() / 2]), not(NotTaken::Damaged));
    assert_eq!(comes_back(&words, &file), (Taking::Nothing, 1, 1));
    // Where the team is already, it is a file like any other.
    let (Taking::Brought(brought), 1, 1) = comes_back(&words, &file) else { panic!("it is taken in") };
    assert!(!brought.anything);
}

#[test]
fn a_sample_is_not_carried_and_whoever_is_alone_is_told() {
    let (mut desk, _) = two();
    assert!(desk.app.carry().may && desk.app.carry().alone && !desk.app.carry().all_shared);
    desk.ask(Intent::Explore { language: Language::English });
    desk.ask(Intent::LookAs { role: Role::Guardian });
    assert!(!desk.app.carry().may);
    desk.ask(Intent::Pack { contents: Contents::Everything });
    assert_eq!((desk.app.carry().packing, desk.app.packed_bytes()), (Packing::Nothing, None));
}

fn answer(desk: &Desk) -> Option<Helped> {
    match &desk.app.all_entries().first().expect("one entry").body {
        EntryBody::Activity { helped, .. } => *helped,
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_was_answered_last_counts_however_wrong_the_clocks_are(
        days in prop::array::uniform2(-3..=3_i64),
        answers in prop::collection::vec(0..4_usize, 1..5),
    ) {
        let (mut first, mut other) = two();
        let record = first.app.all_entries()[0].id;
        let mut file = packed(&mut first);
        opened(&mut other, &file);
        for (turn, answer) in answers.iter().enumerate() {
            let (desk, days) = if turn % 2 == 0 { (&mut other, days[0]) } else { (&mut first, days[1]) };
            opened(desk, &file);
            let now = Now { unix_ms: NOW.unix_ms + days * 86_400_000, ..NOW };
            let changes = vec![("helped".to_owned(), Helped::ALL[*answer].code().to_owned())];
            desk.tell(now, Input::Intent(Intent::Edit { record, changes }));
            file = packed(desk);
        }
        for desk in [&mut first, &mut other] {
            opened(desk, &file);
            prop_assert_eq!(answer(desk), answers.last().map(|last| Helped::ALL[*last]));
            prop_assert!(desk.app.all_entries()[0].conflicts.is_empty());
        }
    }
}
