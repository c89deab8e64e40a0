//! The past of records as it is told: by whom, when, what, in the order of what was seen.

use shared::record::{Board, Count, Measure, Setting, Strategy, Tile, Value, Version};
use shared::sync::device::Contents;
use shared::{Now, RecordId};

use crate::app::tests::{Desk, NOW, push_ups};
use crate::intent::{Care, Counting, Intent, Language};
use crate::view::{DeedView, Did, EntryBody, Field};

const DAY_MS: i64 = 86_400_000;

fn logged(desk: &mut Desk) -> RecordId {
    desk.ask(Intent::LogActivity(push_ups()));
    desk.app.all_entries()[0].id
}

fn edit(desk: &mut Desk, now: Now, record: RecordId, field: &str, value: &str) {
    let changes = vec![(field.to_owned(), value.to_owned())];
    desk.tell(now, crate::Input::Intent(Intent::Edit { record, changes }));
}

/// Who did what to which field, in one line each.
fn told(past: &[DeedView]) -> Vec<String> {
    let line = |deed: &DeedView| {
        let fields: Vec<&str> = deed.fields.iter().map(|field| field.name.as_str()).collect();
        let fields = if deed.what == Did::Wrote { String::new() } else { fields.join(",") };
        format!("{} {:?} {fields}", deed.by.name, deed.what)
    };
    past.iter().map(line).collect()
}

#[test]
fn an_entry_tells_who_changed_what_and_when() {
    let mut desk = Desk::with_team();
    let record = logged(&mut desk);
    edit(&mut desk, NOW.plus_ms(60_000), record, "minutes", "5");
    desk.tell(
        NOW.plus_ms(120_000),
        crate::Input::Intent(Intent::Strike { record, why: "logged twice".into() }),
    );
    desk.tell(NOW.plus_ms(180_000), crate::Input::Intent(Intent::PutBack { record }));
    let past = desk.app.past(record);
    assert_eq!(
        told(&past),
        ["Pat Wrote ", "Pat Changed minutes", "Pat Changed struck", "Pat Changed struck"]
    );
    let minutes = &past[1].fields[0];
    assert_eq!(
        (minutes.field, &minutes.from, &minutes.to),
        (Some(Field::Minutes), &vec![Value::Number(2)], &Value::Number(5))
    );
    assert_eq!(past[2].fields[0].to, Value::Word("logged twice".into()));
    assert_eq!(past[3].fields[0].to, Value::Empty);
    let times: Vec<i64> = past.iter().filter_map(|deed| Some(deed.at?.unix_ms - NOW.unix_ms)).collect();
    assert_eq!(times, [0, 60_000, 120_000, 180_000]);
    assert!(past.iter().all(|deed| deed.device.is_none() && !deed.at_once), "Pat has one device");
    assert!(desk.app.past(RecordId::new(1, shared::DeviceId([9; 16]), [0; 4])).is_empty());
}

#[test]
fn two_that_edit_at_once_are_both_shown_and_a_wrong_clock_does_not_put_one_first() {
    let mut first = Desk::with_team();
    let record = logged(&mut first);
    let mut other = Desk::over(first.store.clone(), 9);
    // This one's clock is two days ahead.
    let ahead = NOW.plus_ms(2 * DAY_MS);
    edit(&mut first, ahead, record, "minutes", "5");
    edit(&mut other, NOW.plus_ms(60_000), record, "minutes", "7");
    exchange(&mut first, &mut other);
    edit(&mut other, NOW.plus_ms(120_000), record, "minutes", "6");
    exchange(&mut first, &mut other);
    let past = first.app.past(record);
    assert_eq!(told(&past), told(&other.app.past(record)));
    assert_eq!(past.iter().map(|deed| deed.at_once).collect::<Vec<_>>(), [false, true, true, false]);
    let mut both: Vec<&Value> = past[1..3].iter().map(|deed| &deed.fields[0].to).collect();
    both.sort_by_key(|value| format!("{value:?}"));
    assert_eq!(both, [&Value::Number(5), &Value::Number(7)]);
    assert_eq!(past[3].fields[0].to, Value::Number(6), "what had seen both comes last");
    assert_eq!(past[3].fields[0].from.len(), 2, "it was changed in two places");
    let at = |deed: &DeedView| deed.at.map(|at| at.unix_ms);
    assert!(past[1..3].iter().any(|deed| at(deed) == Some(ahead.unix_ms)), "told as it was said");
    assert!(at(&past[3]) < Some(ahead.unix_ms));
}

/// Each takes what the other has.
fn exchange(first: &mut Desk, other: &mut Desk) {
    hand_over(first, other);
    hand_over(other, first);
}

fn hand_over(from: &mut Desk, to: &mut Desk) {
    from.ask(Intent::Pack { contents: Contents::Everything });
    let file = from.app.packed_bytes().expect("it is ready").to_vec();
    to.ask(Intent::Unpack { file });
}

#[test]
fn a_plan_item_tells_what_each_version_changed() {
    let mut desk = Desk::with_team();
    let plan = |desk: &mut Desk, replaces: Vec<RecordId>, strategy: &Strategy| {
        desk.ask(Intent::PlanStrategy { replaces, strategy: Box::new(strategy.clone()) });
        desk.app.written().expect("written")
    };
    let strategy = Strategy { how: "Hands flat".into(), ..Strategy::new("Wall push-ups", Setting::Home) };
    let first = plan(&mut desk, vec![], &strategy);
    let other = plan(&mut desk, vec![], &Strategy::new("Bear walk", Setting::Home));
    let strategy = Strategy { how: "Hands flat\nLean in".into(), minutes: Some(3), ..strategy };
    let second = plan(&mut desk, vec![first], &strategy);
    desk.ask(Intent::EndPlan { versions: vec![second] });
    for version in [first, second] {
        let past = desk.app.past(version);
        assert_eq!(told(&past)[..2], ["Pat Wrote ", "Pat Version(2) how,minutes"]);
        assert_eq!((past.len(), past[2].what), (3, Did::Ended));
        let how = &past[1].fields[0];
        assert_eq!(how.from, [Value::Prose("Hands flat".into())]);
        assert_eq!(how.to, Value::Prose("Hands flat\nLean in".into()));
    }
    assert_eq!(told(&desk.app.past(other)), ["Pat Wrote "]);

    let tile = |word: &str| Tile { picture: String::new(), word: word.into() };
    let tiles = vec![tile("Swing"), tile("Book")];
    let board = Board { version: Version::default(), title: "After".into(), schedule: false, tiles };
    desk.ask(Intent::PlanBoard { replaces: vec![], board: Box::new(board) });
    let board = desk.app.written().expect("written");
    assert_eq!(told(&desk.app.past(board)), ["Pat Wrote "]);
}

#[test]
fn the_taps_of_a_session_are_told_as_one() {
    let mut desk = Desk::with_team();
    let strategy = Strategy { measure: Some(Measure::Trials), ..Strategy::new("Writes name", Setting::Home) };
    desk.ask(Intent::PlanStrategy { replaces: vec![], strategy: Box::new(strategy) });
    let strategy = desk.app.written().expect("written");
    for _ in 0..5 {
        let counting = Counting::More(Count::Plus);
        desk.ask(Intent::Care(Care::Count { strategy, counting }));
    }
    let tally = desk.app.all_entries().into_iter().find(|entry| matches!(entry.body, EntryBody::Tally(_)));
    let past = desk.app.past(tally.expect("a session").id);
    assert_eq!(past.len(), 2);
    assert_eq!(past[1].what, Did::Counted(4));
    let count = &past[1].fields[0];
    assert_eq!(count.field, Some(Field::Count(Count::Plus)));
    assert_eq!((&count.from[..], &count.to), (&[Value::Number(1)][..], &Value::Number(5)));
}

#[test]
fn the_sample_child_has_a_past_with_two_names_in_it() {
    let mut desk = Desk::start();
    desk.ask(Intent::Explore { language: Language::English });
    let entries = desk.app.all_entries();
    let doubtful = entries.iter().find(|entry| !entry.conflicts.is_empty()).expect("the sample has one");
    let past = desk.app.past(doubtful.id);
    let by: Vec<&str> = past.iter().map(|deed| deed.by.name.as_str()).collect();
    assert_eq!(past.iter().filter(|deed| deed.at_once).count(), 2, "{by:?}");
    assert!(by[1] != by[2] && past.iter().all(|deed| deed.at.is_some()), "{by:?}");
    let unseen = desk.app.all_entries().into_iter().find(|entry| entry.scope == shared::record::Scope::Home);
    let home = unseen.expect("Pat writes at home").id;
    desk.ask(Intent::LookAs { role: shared::record::Role::Aide });
    assert!(desk.app.past(home).is_empty(), "an aide does not see what is kept at home");
}
