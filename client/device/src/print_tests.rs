//! What is printed, for scripts and for people.

use carryover_core::view::{Conflict, Person};
use shared::record::{Helped, Regulation, Setting, StopReason};
use shared::{DeviceId, Moment, RecordId};

use super::*;

fn entry(body: EntryBody) -> EntryView {
    let device = DeviceId([0xa5; 16]);
    EntryView {
        id: RecordId::new(1_793_745_000_000, device, [7; 4]),
        scope: Scope::Home,
        setting: Setting::Home,
        at: Moment::new(1_793_745_000_000, -300),
        author: Person {
            device,
            member: None,
            place: 0,
            name: "Pat".into(),
            role: Some(Role::Guardian),
            me: true,
        },
        goal: None,
        routine: None,
        body,
        struck: None,
        conflicts: vec![Conflict { field: "minutes".into(), values: vec!["2".into(), "3".into()] }],
        copied: None,
        twin: None,
        shared: SharedState::Saved,
    }
}

fn push_ups() -> EntryBody {
    EntryBody::Activity {
        title: "Wall push-ups".into(),
        library: None,
        strategy: None,
        minutes: Some(2),
        helped: Some(Helped::Better),
        before: Some(Regulation::High),
        after: None,
        note: "Ten\nof them".into(),
    }
}

#[test]
fn an_entry_for_a_script_has_every_field() {
    let printed = entry_json(&entry(push_ups()));
    let expected = json!({
        "id": printed["id"],
        "kind": "activity",
        "scope": "home",
        "setting": "home",
        "at": "2026-11-03T17:30:00-05:00",
        "author": "Pat",
        "role": "guardian",
        "device": "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5",
        "activity": "Wall push-ups",
        "minutes": 2,
        "helped": "better",
        "before": "high",
        "after": null,
        "counts": null,
        "note": "Ten\nof them",
        "reason": null,
        "open": null,
        "struck": null,
        "conflicts": [{ "field": "minutes", "values": ["2", "3"] }],
        "shared": false,
    });
    assert_eq!(printed, expected);
    assert_eq!(printed.to_string().lines().count(), 1);
}

#[test]
fn a_stop_says_why_and_whether_it_holds() {
    let stop =
        EntryBody::Stop { title: "Swing".into(), reason: StopReason::Pain, note: String::new(), open: true };
    let printed = entry_json(&entry(stop));
    assert_eq!((&printed["reason"], &printed["open"]), (&json!("pain"), &json!(true)));
}

#[test]
fn an_entry_for_people_stays_on_one_line() {
    let line = entry_line(&entry(push_ups()));
    let said = "2026-11-03 17:30  home  activity  \
                Wall push-ups · 2 min · better · Ten of them · changed in two places · not shared yet  (Pat)  ";
    assert!(line.starts_with(said), "{line}");
    assert_eq!(one_line("a\u{1b}[2Jb\u{9b}c"), "a [2Jb c");
}
