//! What comes out: JSON for scripts, one object a line, and a line for people.

use carryover_core::view::{
    DisclosureView, EntryBody, EntryView, MemberView, PausedView, PlanView, SharedState,
};
use serde_json::{Value, json};
use shared::record::{Role, Scope, ScopeSet};

use crate::clock;

/// An entry as JSON. Every entry has every field; what it has no answer to is null.
pub(crate) fn entry_json(entry: &EntryView) -> Value {
    let Fields { kind, activity, minutes, helped, before, after, note, reason, open } =
        Fields::of(&entry.body);
    let conflicts = entry.conflicts.iter();
    let conflicts = conflicts.map(|two| json!({ "field": two.field, "values": two.values }));
    json!({
        "id": entry.id.to_string(),
        "kind": kind,
        "scope": entry.scope.code(),
        "setting": entry.setting.code(),
        "at": clock::rfc3339(entry.at),
        "author": entry.author.name,
        "role": entry.author.role.map(Role::code),
        "device": entry.author.device.to_string(),
        "activity": activity,
        "minutes": minutes,
        "helped": helped,
        "before": before,
        "after": after,
        "note": note,
        "reason": reason,
        "open": open,
        "struck": entry.struck,
        "conflicts": conflicts.collect::<Vec<_>>(),
        "shared": entry.shared == SharedState::Shared,
    })
}

/// An entry for people.
pub(crate) fn entry_line(entry: &EntryView) -> String {
    let fields = Fields::of(&entry.body);
    let minutes = fields.minutes.map(|minutes| format!("{minutes} min"));
    let paused = fields.open.filter(|open| *open).map(|_| "paused until a clinician clears it".to_owned());
    let said = [
        fields.activity.filter(|activity| !activity.is_empty()),
        minutes,
        fields.helped.map(str::to_owned),
        fields.reason.map(str::to_owned),
        paused,
        Some(fields.note.to_owned()).filter(|note| !note.is_empty()),
        entry.struck.as_ref().map(|why| format!("struck: {why}")),
        (!entry.conflicts.is_empty()).then(|| "changed in two places".to_owned()),
        (entry.shared != SharedState::Shared).then(|| "not shared yet".to_owned()),
    ];
    let said = said.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let (at, setting, author) = (clock::plain(entry.at), entry.setting, &entry.author.name);
    one_line(&format!("{at}  {setting}  {}  {said}  ({author})  {}", fields.kind, entry.id))
}

/// A member as JSON.
pub(crate) fn member_json(member: &MemberView) -> Value {
    json!({
        "id": member.member.to_string(),
        "name": member.name,
        "role": member.role.code(),
        "reads": scopes(member.reads),
        "writes": scopes(member.writes),
        "from_today": scopes(member.reads_from_today),
        "devices": member.devices.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "me": member.me,
        "gone": member.gone.map(clock::rfc3339),
    })
}

/// A member for people.
pub(crate) fn member_line(member: &MemberView) -> String {
    let you = if member.me { ", you" } else { "" };
    let (reads, writes) = (scopes(member.reads).join(", "), scopes(member.writes).join(", "));
    let (id, name, role) = (member.member, &member.name, member.role);
    one_line(&match member.gone {
        Some(gone) => format!("{id}  {name} ({role}{you})  gone since {}", clock::plain(gone)),
        None => format!("{id}  {name} ({role}{you})  reads {reads}  writes {writes}"),
    })
}

/// Who could read what, as JSON.
pub(crate) fn disclosure_json(told: &DisclosureView) -> Value {
    json!({
        "member": told.member.to_string(),
        "name": told.name,
        "role": told.role.code(),
        "scope": told.scope.code(),
        "from": clock::rfc3339(told.from),
        "with_past": told.with_past,
        "by": told.by,
        "until": told.until.map(clock::rfc3339),
        "ended_by": told.ended_by,
    })
}

/// Who could read what, for people.
pub(crate) fn disclosure_line(told: &DisclosureView) -> String {
    let past = if told.with_past { "with what was before" } else { "only what is new" };
    let until = match (&told.until, &told.ended_by) {
        (Some(until), Some(by)) => format!("until {} (by {by})", clock::plain(*until)),
        _ => "until now".to_owned(),
    };
    let (name, role, scope, from, by) =
        (&told.name, told.role, told.scope, clock::plain(told.from), &told.by);
    one_line(&format!("{scope}  {name} ({role})  from {from} (by {by}), {past}  {until}"))
}

/// Something that is paused, as JSON.
pub(crate) fn paused_json(paused: &PausedView) -> Value {
    json!({
        "stop": paused.stop.to_string(),
        "activity": paused.title,
        "reason": paused.reason.code(),
        "note": paused.note,
        "setting": paused.setting.code(),
        "at": clock::rfc3339(paused.at),
        "author": paused.author.name,
    })
}

/// The plan as JSON: what is in force, strategies first.
pub(crate) fn plan_json(plan: &PlanView) -> Vec<Value> {
    let ids = |ids: &[shared::RecordId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
    let strategies = plan.strategies.iter().map(|view| {
        json!({
            "id": view.version.to_string(),
            "kind": "strategy",
            "series": view.series.to_string(),
            "rivals": ids(&view.rivals),
            "title": view.strategy.title,
            "setting": view.strategy.setting.code(),
            "routine": view.strategy.routine.code(),
            "minutes": view.strategy.minutes,
            "how": view.strategy.how,
            "author": view.author.name,
            "paused": view.paused.iter().map(|paused| paused.stop.to_string()).collect::<Vec<_>>(),
        })
    });
    let goals = plan.goals.iter().map(|view| {
        json!({
            "id": view.version.to_string(),
            "kind": "goal",
            "rivals": ids(&view.rivals),
            "title": view.goal.title,
            "author": view.author.name,
        })
    });
    let safety = plan.safety.iter().map(|view| {
        json!({
            "id": view.version.to_string(),
            "kind": "safety",
            "text": view.note.text,
            "author": view.author.name,
        })
    });
    strategies.chain(goals).chain(safety).collect()
}

/// The plan for people.
pub(crate) fn plan_lines(plan: &PlanView) -> Vec<String> {
    let strategies = plan.strategies.iter().map(|view| {
        let minutes = view.strategy.minutes.map(|minutes| format!(", {minutes} min")).unwrap_or_default();
        let paused = if view.paused.is_empty() { "" } else { " · paused until a clinician clears it" };
        let (title, routine, setting) = (&view.strategy.title, view.strategy.routine, view.strategy.setting);
        format!("strategy  {title} ({setting}, {routine}{minutes}){paused}  {}", view.version)
    });
    let goals = plan.goals.iter().map(|view| format!("goal  {}  {}", view.goal.title, view.version));
    let safety = plan.safety.iter().map(|view| format!("safety  {}  {}", view.note.text, view.version));
    strategies.chain(goals).chain(safety).map(|line| one_line(&line)).collect()
}

/// Text from others on one line of a terminal: control characters could do more than print.
pub(crate) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The codes of scopes.
pub(crate) fn scopes(scopes: ScopeSet) -> Vec<&'static str> {
    scopes.iter().map(Scope::code).collect()
}

/// What an entry answers, whatever its kind.
struct Fields<'a> {
    kind: &'static str,
    activity: Option<String>,
    minutes: Option<u16>,
    helped: Option<&'static str>,
    before: Option<&'static str>,
    after: Option<&'static str>,
    note: &'a str,
    reason: Option<&'static str>,
    open: Option<bool>,
}

impl<'a> Fields<'a> {
    fn of(body: &'a EntryBody) -> Self {
        let plain = |kind, note| Self {
            kind,
            activity: None,
            minutes: None,
            helped: None,
            before: None,
            after: None,
            note,
            reason: None,
            open: None,
        };
        match body {
            EntryBody::Activity { title, minutes, helped, before, after, note, .. } => Self {
                activity: Some(title.clone()),
                minutes: *minutes,
                helped: helped.map(|helped| helped.code()),
                before: before.map(|before| before.code()),
                after: after.map(|after| after.code()),
                ..plain("activity", note)
            },
            EntryBody::Note { note } => plain("note", note),
            EntryBody::Tally(view) => {
                Self { activity: Some(view.tally.title.clone()), ..plain("tally", &view.tally.note) }
            }
            EntryBody::Request { title, note, .. } => {
                Self { activity: Some(title.clone()), ..plain("request", note) }
            }
            EntryBody::CheckIn(check_in) => plain("checkin", &check_in.wins),
            EntryBody::Attained { title, .. } => {
                Self { activity: Some(title.clone()), ..plain("attained", "") }
            }
            EntryBody::Stop { title, reason, note, open } => Self {
                activity: Some(title.clone()),
                reason: Some(reason.code()),
                open: Some(*open),
                ..plain("stop", note)
            },
            EntryBody::Clear { titles, note } => {
                Self { activity: Some(titles.join(", ")), ..plain("clear", note) }
            }
        }
    }
}

#[cfg(test)]
#[path = "print_tests.rs"]
mod tests;
