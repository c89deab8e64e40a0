//! What a page promises, and what it refuses.

use super::*;
use crate::record::{Activity, Helped, Note, Record, Setting};
use crate::time::Moment;
use automerge::AutoCommit;

pub(super) fn writer(device: u8) -> Writer {
    Writer { device: DeviceId([device; 16]), boot: 1, salt: [0; 4], clock_s: 0 }
}

fn record(n: u8) -> RecordId {
    record_of(1, n)
}

pub(super) fn record_of(device: u8, n: u8) -> RecordId {
    RecordId::new(1_795_000_000_000 + i64::from(n), DeviceId([device; 16]), [n; 4])
}

pub(super) fn note(text: &str) -> Draft {
    Note { note: text.to_owned(), setting: Setting::Home, at: Moment::new(1_795_000_000_000, -300) }.draft()
}

fn prose(page: &Page, id: RecordId) -> String {
    page.rows()[&id].prose("note").to_owned()
}

#[test]
fn what_is_written_reads_back() {
    let activity = Activity {
        title: "Wall push-ups".into(),
        strategy: Some(record(9)),
        library: Some("wall-push-ups".into()),
        setting: Setting::School,
        at: Moment::new(1_795_000_000_000, -300),
        minutes: Some(2),
        helped: Some(Helped::Better),
        before: None,
        after: None,
        note: String::new(),
    };
    let mut page = Page::default();
    page.create(writer(1), record(1), Activity::KIND, &activity.draft()).expect("an empty page");
    let row = &page.rows()[&record(1)];
    assert_eq!(Activity::read(row), Some(activity));
    assert_eq!(row.author, DeviceId([1; 16]));
    assert_eq!(Note::read(row), None);
}

#[test]
fn pages_converge_whatever_the_order_and_however_often() {
    let mut first = Page::default();
    let mut changes = Vec::new();
    for n in 0..6 {
        changes.push(first.create(writer(1), record(n), "note", &note("a")).expect("it fits"));
        let edit = [Change::Rewrite("note", format!("a{n}"))];
        changes
            .push(first.change(writer(1), record(n), &edit, None).expect("it is there").expect("it differs"));
    }
    let mut backwards = Page::default();
    for change in changes.iter().rev().chain(changes.iter()) {
        backwards.receive(DeviceId([1; 16]), &[change]).expect("all are fine");
    }
    backwards.settle();
    assert_eq!(backwards.waiting(), 0);
    assert_eq!(backwards.rows(), first.rows());
}

#[test]
fn both_texts_of_a_concurrent_edit_survive() {
    let (mut ours, mut theirs) = (Page::default(), Page::default());
    let created = ours.create(writer(1), record(1), "note", &note("He slept well.")).expect("it fits");
    theirs.receive(DeviceId([1; 16]), &[created]).expect("it is fine");
    theirs.settle();
    let seen = ours.seen();
    let edit = [Change::Rewrite("note", "He slept well. Breakfast was calm.".into())];
    let arrived = theirs.change(writer(2), record(1), &edit, None).expect("it is there").expect("it differs");
    ours.receive(DeviceId([2; 16]), &[arrived]).expect("it is fine");
    // The person had the old text open while the other edit came in.
    let edit = [Change::Rewrite("note", "On Monday: He slept well.".into())];
    let answer =
        ours.change(writer(1), record(1), &edit, Some(&seen)).expect("it is there").expect("it differs");
    theirs.receive(DeviceId([1; 16]), &[answer]).expect("it is fine");
    theirs.settle();
    assert_eq!(prose(&ours, record(1)), "On Monday: He slept well. Breakfast was calm.");
    assert_eq!(ours.rows(), theirs.rows());
}

#[test]
fn a_scalar_changed_in_two_places_shows_both_until_someone_chooses() {
    let (mut ours, mut theirs) = (Page::default(), Page::default());
    let created = ours.create(writer(1), record(1), "note", &note("x")).expect("it fits");
    theirs.receive(DeviceId([1; 16]), &[created]).expect("it is fine");
    theirs.settle();
    let set = |to: &str| [Change::Set("setting", Value::Word(to.into()))];
    let a =
        ours.change(writer(1), record(1), &set("school"), None).expect("it is there").expect("it differs");
    let b =
        theirs.change(writer(2), record(1), &set("clinic"), None).expect("it is there").expect("it differs");
    ours.receive(DeviceId([2; 16]), &[b]).expect("it is fine");
    theirs.receive(DeviceId([1; 16]), &[a]).expect("it is fine");
    ours.settle();
    theirs.settle();
    assert_eq!(ours.rows(), theirs.rows());
    let cell = &ours.rows()[&record(1)].cells["setting"];
    assert_eq!(cell.others.len(), 1);
    let chosen =
        ours.change(writer(1), record(1), &set("school"), None).expect("it is there").expect("it differs");
    theirs.receive(DeviceId([1; 16]), &[chosen]).expect("it is fine");
    theirs.settle();
    assert!(theirs.rows()[&record(1)].cells["setting"].others.is_empty());
}

#[test]
fn choosing_the_value_that_is_shown_settles_too_and_deletes_nothing() {
    let (mut ours, mut theirs) = (Page::default(), Page::default());
    let created = ours.create(writer(1), record(1), "note", &note("x")).expect("it fits");
    theirs.receive(DeviceId([1; 16]), &[created]).expect("it is fine");
    theirs.settle();
    let set = |to: &str| [Change::Set("setting", Value::Word(to.into()))];
    ours.change(writer(1), record(1), &set("school"), None).expect("there").expect("it differs");
    let b = theirs.change(writer(2), record(1), &set("clinic"), None).expect("there").expect("it differs");
    ours.receive(DeviceId([2; 16]), &[b]).expect("it is fine");
    ours.settle();
    let Value::Word(shown) = ours.rows()[&record(1)].cells["setting"].value.clone() else { panic!("a word") };
    let settled = ours.change(writer(1), record(1), &set(&shown), None).expect("there").expect("a choice");
    assert_eq!(ours.change(writer(1), record(1), &set(&shown), None), Ok(None), "nothing differs any more");
    let change = automerge::Change::try_from(settled.as_slice()).expect("ours");
    let deletes = change.decode().operations.iter().any(|op| op.action == automerge::legacy::OpType::Delete);
    assert!(!deletes, "Automerge would delete the values not chosen");
    assert!(ours.rows()[&record(1)].cells["setting"].others.is_empty());
}

#[test]
fn an_edit_from_an_older_view_of_the_same_device_is_its_own() {
    let mut page = Page::default();
    page.create(writer(1), record(1), "note", &note("one")).expect("it fits");
    let seen = page.seen();
    page.change(writer(1), record(1), &[Change::Rewrite("note", "one two".into())], None)
        .expect("there")
        .expect("it differs");
    let late = page
        .change(writer(1), record(1), &[Change::Rewrite("note", "zero one".into())], Some(&seen))
        .expect("there")
        .expect("it differs");
    let change = automerge::Change::try_from(late.as_slice()).expect("our own");
    assert!(change.actor_id().to_bytes().starts_with(&[1; 16]));
    assert_eq!(prose(&page, record(1)), "zero one two");
}

#[test]
fn where_an_edit_began_can_be_kept_as_text() {
    let mut page = Page::default();
    let before = page.seen();
    page.create(writer(1), record(1), "note", &note("one")).expect("it fits");
    let seen: Seen = page.seen().to_string().parse().expect("it reads");
    assert_eq!(seen, page.seen());
    let two_lines = format!("{seen}\nsomething else");
    assert_eq!(two_lines.parse::<Seen>().expect("it reads"), seen);
    let mut rewrite = |to: &str, seen: &Seen| {
        page.change(writer(1), record(1), &[Change::Rewrite("note", to.into())], Some(seen)).expect("there");
        prose(&page, record(1)).to_owned()
    };
    assert_eq!(rewrite("one two", &seen), "one two");
    assert_eq!(rewrite("zero one", &seen), "zero one two");
    // From a point that is not known here, or at which there was no record, an edit starts from what is here.
    for strange in [before, "00".repeat(32).parse().expect("it reads"), "".parse().expect("it reads")] {
        assert_eq!(rewrite("zero", &strange), "zero");
        assert_eq!(rewrite("zero one", &strange), "zero one");
    }
    assert!("nonsense".parse::<Seen>().is_err());
}

/// What comes of a change by device 2 that makes a record with these fields.
fn receive_fields(fields: &[(String, automerge::ScalarValue)]) -> (usize, Result<(), Rejection>) {
    let raw = foreign(|doc| {
        let key = format!("note/{}", record_of(2, 1));
        let record = doc.put_object(ROOT, key, ObjType::Map).expect("a record");
        for (name, value) in fields {
            doc.put(&record, name, value.clone()).expect("a field");
        }
    });
    (raw.len(), Page::default().receive(DeviceId([2; 16]), &[raw]))
}

#[test]
fn a_scalar_is_taken_up_to_its_limit_and_no_further() {
    let word = |length: usize| automerge::ScalarValue::from("x".repeat(length));
    let bytes = |length: usize| automerge::ScalarValue::Bytes(vec![7; length]);
    let taken = |value| receive_fields(&[("a".to_owned(), value)]).1;
    for value in [&word as &dyn Fn(usize) -> automerge::ScalarValue, &bytes] {
        assert_eq!(taken(value(vet::SCALAR_LIMIT)), Ok(()));
        assert_eq!(taken(value(vet::SCALAR_LIMIT + 1)), Err(Rejection::TooLarge));
    }
}

#[test]
fn a_change_is_taken_up_to_its_limits_and_no_further() {
    let prose = |letters: usize| {
        let raw = foreign(|doc| {
            let key = format!("note/{}", record_of(2, 1));
            let record = doc.put_object(ROOT, key, ObjType::Map).expect("a record");
            let text = doc.put_object(&record, "note", ObjType::Text).expect("a text");
            doc.splice_text(&text, 0, 0, &"x".repeat(letters)).expect("letters");
        });
        Page::default().receive(DeviceId([2; 16]), &[raw])
    };
    // The record and its text are operations too.
    assert_eq!(prose(vet::OPERATIONS_LIMIT - 2), Ok(()));
    assert_eq!(prose(vet::OPERATIONS_LIMIT - 1), Err(Rejection::TooLarge));

    let filled = |last: usize| {
        let length = |number: usize| if number == 0 { last } else { vet::SCALAR_LIMIT };
        let count = CHANGE_LIMIT / vet::SCALAR_LIMIT;
        let fields = (0..count).map(|number| (format!("f{number:02}"), "x".repeat(length(number)).into()));
        receive_fields(&fields.collect::<Vec<_>>())
    };
    // Twice, since a length that is longer is itself written longer.
    let near = CHANGE_LIMIT + 1_000 - filled(1_000).0;
    let last = near + CHANGE_LIMIT - filled(near).0;
    assert_eq!(filled(last), (CHANGE_LIMIT, Ok(())));
    assert_eq!(filled(last + 1), (CHANGE_LIMIT + 1, Err(Rejection::TooLarge)));
}

fn foreign(fill: impl FnOnce(&mut AutoCommit)) -> Vec<u8> {
    let mut doc = AutoCommit::new().with_actor(writer(2).actor(None));
    fill(&mut doc);
    doc.get_last_local_change().expect("one change").raw_bytes().to_vec()
}

#[test]
fn changes_that_break_the_layout_are_refused() {
    let key = format!("note/{}", record_of(2, 1));
    let mut page = Page::default();
    for (why, raw) in [
        ("a scalar at the root", foreign(|doc| doc.put(ROOT, "x", 1).expect("ok"))),
        ("a record that is not one", foreign(|doc| drop(doc.put_object(ROOT, "x", ObjType::Map)))),
        ("a list at the root", foreign(|doc| drop(doc.put_object(ROOT, &key, ObjType::List)))),
        (
            "a map inside a record",
            foreign(|doc| {
                let id = doc.put_object(ROOT, &key, ObjType::Map).expect("ok");
                doc.put_object(id, "inner", ObjType::Map).expect("ok");
            }),
        ),
        (
            "a deleted field",
            foreign(|doc| {
                let id = doc.put_object(ROOT, &key, ObjType::Map).expect("ok");
                doc.put(&id, "a", 1).expect("ok");
                doc.commit();
                doc.delete(&id, "a").expect("ok");
            }),
        ),
    ] {
        let refused = page.receive(DeviceId([2; 16]), &[&raw]);
        assert!(refused.is_err() || page.waiting() > 0, "{why}");
    }
    assert!(page.settle().is_empty());
}

#[test]
fn a_record_and_its_texts_are_made_once() {
    let mut page = Page::default();
    let created = page.create(writer(1), record(1), "note", &note("mine")).expect("it fits");
    let mut theirs = Page::default();
    let rival = theirs.create(writer(2), record(1), "note", &note("theirs")).expect("it fits");
    assert_eq!(page.receive(DeviceId([2; 16]), &[rival]), Err(Rejection::NotAuthor));
    assert_eq!(prose(&page, record(1)), "mine");

    let mut doc = AutoCommit::new().with_actor(writer(2).actor(None));
    doc.apply_changes([automerge::Change::try_from(created.as_slice()).expect("ours")]).expect("it applies");
    let (_, id) = doc.get(ROOT, format!("note/{}", record(1))).expect("ok").expect("there");
    doc.put(&id, "note", "gone").expect("ok");
    let raw = doc.get_last_local_change().expect("one").raw_bytes().to_vec();
    assert_eq!(page.receive(DeviceId([2; 16]), &[raw]), Err(Rejection::Layout));
}

#[test]
fn only_the_author_speaks_for_its_actor() {
    let mut page = Page::default();
    let mut source = Page::default();
    let raw = source.create(writer(2), record_of(2, 1), "note", &note("x")).expect("it fits");
    assert_eq!(page.receive(DeviceId([3; 16]), &[&raw]), Err(Rejection::NotAuthor));
    assert_eq!(page.receive(DeviceId([2; 16]), &[&raw]), Ok(()));
}

#[test]
fn bytes_that_are_not_a_change_are_refused() {
    let mut page = Page::default();
    let mut source = Page::default();
    let raw = source.create(writer(2), record_of(2, 1), "note", &note("x")).expect("it fits");
    let document = source.save();
    for end in 0..raw.len() {
        assert!(page.receive(DeviceId([2; 16]), &[&raw[..end]]).is_err(), "cut at {end}");
    }
    assert_eq!(page.receive(DeviceId([2; 16]), &[&document]), Err(Rejection::Malformed));
    assert_eq!(page.receive(DeviceId([2; 16]), &[[raw, vec![0]].concat()]), Err(Rejection::Malformed));
    assert_eq!(page.receive(DeviceId([2; 16]), &[vec![0; CHANGE_LIMIT + 1]]), Err(Rejection::TooLarge));
    assert_eq!(page.waiting(), 0);
}
