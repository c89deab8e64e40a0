//! What comes out: JSON for scripts, one object a line, and a line for people.

mod helps;

use carryover_core::view::{
    ConsentView, DeedView, Did, DisclosureView, EntryBody, EntryView, FieldView, MemberView, PausedView,
    PlanView, SharedState,
};
use serde_json::{Value, json};
use shared::record::tally::{Count, Counts};
use shared::record::{Agreed, Role, Scope, ScopeSet};

use crate::clock;
pub(crate) use helps::{helps_json, helps_lines};

/// An entry as JSON. Every entry has every field; what it has no answer to is null.
pub(crate) fn entry_json(entry: &EntryView) -> Value {
    let Fields { kind, activity, minutes, helped, before, after, note, reason, open } =
        Fields::of(&entry.body);
    let counted = match &entry.body {
        EntryBody::Tally(view) => Some(counts(&view.tally.counts)),
        _ => None,
    };
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
        "counts": counted,
        "note": note,
        "reason": reason,
        "open": open,
        "struck": entry.struck,
        "conflicts": conflicts.collect::<Vec<_>>(),
        "shared": entry.shared == SharedState::Shared,
    })
}

/// What was counted, by the names of the counts; what was never counted is left out.
pub(crate) fn counts(of: &Counts) -> Value {
    let counted = Count::ALL.iter().filter(|count| of.of(**count) > 0);
    counted.map(|count| (count.field().trim_start_matches("n_").to_owned(), json!(of.of(*count)))).collect()
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

/// What was agreed, for scripts.
pub(crate) fn consent_json(told: &ConsentView) -> Value {
    let ConsentView { consent, name, by } = told;
    json!({
        "member": consent.member.to_string(),
        "name": name,
        "scope": consent.scope.code(),
        "reads": consent.reads,
        "writes": consent.writes,
        "with_past": consent.with_past,
        "agreed": consent.agreed.map(Agreed::code),
        "note": consent.note,
        "at": clock::rfc3339(consent.at),
        "by": by,
    })
}

/// What was agreed, for people.
pub(crate) fn consent_line(told: &ConsentView) -> String {
    let ConsentView { consent, name, by } = told;
    let what = match (consent.reads, consent.writes) {
        (false, _) => "no longer reads",
        (true, false) => "reads",
        (true, true) => "reads and writes",
    };
    let how = consent.agreed.map_or(String::new(), |agreed| format!(", {agreed}"));
    let at = clock::plain(consent.at);
    format!("{at}  {by}: {name} {what} {}{how}  {}", consent.scope, consent.note).trim_end().to_owned()
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

/// One change of a record, as JSON; its time is what its author's clock said.
pub(crate) fn deed_json(deed: &DeedView) -> Value {
    let (did, number) = did(deed.what);
    let fields = deed.fields.iter().map(|field| {
        let from: Vec<Value> = field.from.iter().map(cell).collect();
        json!({ "field": field.name, "from": from, "to": cell(&field.to) })
    });
    json!({
        "record": deed.record.to_string(),
        "author": deed.by.name,
        "role": deed.by.role.map(Role::code),
        "device": deed.by.device.to_string(),
        "said_at": deed.at.map(clock::rfc3339),
        "at_once": deed.at_once,
        "did": did,
        "number": number,
        "fields": fields.collect::<Vec<_>>(),
    })
}

/// One change of a record for people.
pub(crate) fn deed_line(deed: &DeedView) -> String {
    let (did, number) = did(deed.what);
    let did = number.map_or(did.to_owned(), |number| format!("{did} {number}"));
    let field = |field: &FieldView| {
        let from: Vec<String> = field.from.iter().map(|value| cell(value).to_string()).collect();
        format!("{}: {} → {}", field.name, from.join(" and "), cell(&field.to))
    };
    let fields: Vec<String> = match deed.what {
        Did::Wrote | Did::Ended => Vec::new(),
        Did::Version(_) | Did::Changed | Did::Counted(_) => deed.fields.iter().map(field).collect(),
    };
    let at = deed.at.map_or_else(|| "time not known".to_owned(), clock::plain);
    let at_once = if deed.at_once { "  at the same time as another" } else { "" };
    let (name, device) = (&deed.by.name, deed.by.device);
    one_line(&format!("{at}  {name} ({device})  {did}  {}{at_once}", fields.join("; ")))
}

/// What a change did, with the number of what it did.
fn did(what: Did) -> (&'static str, Option<usize>) {
    match what {
        Did::Wrote => ("wrote", None),
        Did::Version(number) => ("version", Some(number)),
        Did::Ended => ("ended", None),
        Did::Changed => ("changed", None),
        Did::Counted(taps) => ("counted", Some(taps)),
    }
}

/// What a cell holds, as JSON; times in milliseconds since 1970.
fn cell(value: &shared::record::Value) -> Value {
    use shared::record::Value as Cell;
    match value {
        Cell::Word(text) | Cell::Prose(text) => json!(text),
        Cell::Number(number) | Cell::Time(number) => json!(number),
        Cell::Flag(raised) => json!(raised),
        Cell::Empty | Cell::Foreign => Value::Null,
    }
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
            "assistive": view.strategy.assistive,
            "who": view.carriers.iter().map(|named| &named.name).collect::<Vec<_>>(),
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
        let who: Vec<&str> = view.carriers.iter().map(|named| named.name.as_str()).collect();
        let who = if who.is_empty() { String::new() } else { format!(" · by {}", who.join(", ")) };
        format!("strategy  {title} ({setting}, {routine}{minutes}){who}{paused}  {}", view.version)
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
