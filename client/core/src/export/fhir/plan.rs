//! The plan: CarePlan, Goal, ServiceRequest, Flag, Consent. Every version is a resource of its own, as it is a record of its
//! own; the past says what was in force then.

use shared::record::{Consent, Goal, Prompt, Record, Role, Row, SafetyNote, Scope, Strategy};
use shared::sync::device::Team;

use super::super::about::About;
use super::super::json::Json;
use super::super::stamp::day;
use super::people::{is_practitioner, team_id};
use super::words::{coded, coded_if, coding, list, object, plain, said, standard};
use super::{Index, Made, Source, child, decision, derived, reference, who};

/// What becomes of a record of the plan; none if it is none.
pub(super) fn of(source: &Source<'_>) -> Option<Vec<Made>> {
    let row = source.row;
    let made = match row.kind.as_str() {
        Goal::KIND => goal(source, &Goal::read(row)?),
        Strategy::KIND => service_request(source, &Strategy::read(row)?),
        SafetyNote::KIND => safety(source, &SafetyNote::read(row)?),
        Consent::KIND => consent(source, &Consent::read(row)?),
        _ => return None,
    };
    Some(vec![made])
}

/// What is in force, as one plan.
pub(super) fn care_plan(about: &About, team: &Team, index: &Index) -> Made {
    let in_force = |kind: &'static str| {
        let is_in = |row: &&Row| row.kind == kind && !row.flag("ended") && row.struck().is_none();
        let counts = index.counts.values().filter_map(|id| team.row(*id)).map(|(_, row)| row).filter(is_in);
        counts.map(|row| reference(&row.id.to_string())).collect::<Vec<_>>()
    };
    // Without the plan's key there is nothing of it here.
    let has_plan = about.scopes.contains(&Scope::Plan);
    let (goals, items) =
        if has_plan { (in_force(Goal::KIND), in_force(Strategy::KIND)) } else { Default::default() };
    let activity = items.into_iter().map(|item| object(vec![("reference", item)]));
    let fields = vec![
        ("status", "active".into()),
        ("intent", "plan".into()),
        ("subject", child(about)),
        ("careTeam", list([reference(&team_id(about))])),
        ("goal", Json::List(goals)),
        ("activity", list(activity)),
    ];
    Made { id: derived("plan", about.team.as_bytes()), kind: "CarePlan", fields }
}

fn goal(source: &Source<'_>, goal: &Goal) -> Made {
    let (index, row) = (source.index, source.row);
    let (status, why) = match (index.replaced.contains(&row.id), goal.version.ended) {
        (true, _) => ("cancelled", "A newer version replaces this one."),
        (false, true) => ("completed", "It was taken out of the plan."),
        (false, false) => ("active", ""),
    };
    let series = goal.version.series.unwrap_or(row.id);
    let place = index.first.iter().position(|first| *first == series).filter(|_| status == "active");
    let order = place.and_then(|place| ["first", "second", "third"].get(place));
    let criterion = criterion(goal);
    let due = goal.target.map(|day| day.to_string());
    let measure =
        if criterion.is_empty() && due.is_none() { Json::Nothing } else { coded("part", "criterion") };
    let target = vec![("measure", measure), ("detailString", criterion.into()), ("dueDate", due.into())];
    let mut notes: Vec<Json> = Vec::new();
    for (label, text) in [
        ("Condition", &goal.condition),
        ("Behaviour", &goal.behaviour),
        ("Baseline", &goal.baseline),
        ("Settings", &goal.settings.iter().map(|setting| setting.code()).collect::<Vec<_>>().join(", ")),
    ] {
        if !text.is_empty() {
            notes.push(object(vec![("text", [label, ": ", text].concat().into())]));
        }
    }
    let categories = [coded_if("area", goal.area), coded_if("lane", goal.lane)];
    let title = if goal.title.trim().is_empty() { "(without words)" } else { &goal.title };
    source.made(
        "Goal",
        vec![
            ("lifecycleStatus", source.status(status)),
            ("category", list(categories)),
            ("priority", order.map(|order| coded("order", order)).into()),
            ("description", plain(title)),
            ("subject", source.child()),
            ("startDate", day(shared::Moment::new(row.id.written_ms(), row.at().offset_min)).into()),
            ("target", list([object(target)])),
            ("statusReason", why.into()),
            ("expressedBy", source.author()),
            ("note", Json::List(notes)),
        ],
    )
}

/// When it is reached, in words.
fn criterion(goal: &Goal) -> String {
    let criterion = goal.criterion;
    let parts = [
        criterion.level.map(|level: Prompt| format!("prompt level: {level}")),
        criterion.prompts.map(|prompts| format!("at most {prompts} prompts")),
        criterion.percent.map(|percent| format!("{percent} % of opportunities")),
        criterion.times.map(|times| format!("{times} times")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn service_request(source: &Source<'_>, strategy: &Strategy) -> Made {
    let row = source.row;
    let is_replaced = source.index.replaced.contains(&row.id);
    let is_paused = source.about.open.iter().any(|stop| {
        let stop = source.team.row(*stop).and_then(|(_, row)| row.code("strategy"));
        stop == Some(strategy.version.series.unwrap_or(row.id))
    });
    let status = match (is_replaced, strategy.version.ended, is_paused) {
        (true, _, _) => "revoked",
        (false, true, _) => "completed",
        (false, false, true) => "on-hold",
        (false, false, false) => "active",
    };
    let times = strategy.times_a_week;
    let minutes = strategy.minutes;
    let repeat = vec![
        ("duration", minutes.map(|minutes| Json::Number(minutes.into())).into()),
        ("durationUnit", minutes.map(|_| "min").into()),
        ("frequency", times.filter(|times| *times > 0).map(|times| Json::Number(times.into())).into()),
        ("period", times.map(|_| Json::Number(1)).into()),
        ("periodUnit", times.map(|_| "wk").into()),
    ];
    let timing = vec![("repeat", object(repeat)), ("code", coded("routine", strategy.routine.code()))];
    let replaces = strategy.version.replaces.iter().map(|id| source.link(Some(*id), &[Strategy::KIND]));
    let members = strategy.who.iter().filter(|member| source.about.members.contains_key(member));
    let mut notes: Vec<Json> = Vec::new();
    for (label, text) in [("Materials", &strategy.materials), ("What to look for", &strategy.watch)] {
        if !text.is_empty() {
            notes.push(object(vec![("text", [label, ": ", text].concat().into())]));
        }
    }
    for (is_so, text) in [
        (strategy.supervise, "An adult stays beside the child."),
        (strategy.needs_ot, "Only with an OT's activation."),
    ] {
        if is_so {
            notes.push(object(vec![("text", text.into())]));
        }
    }
    let categories = [coded_if("channel", strategy.channel), coded_if("effect", strategy.effect)];
    source.made(
        "ServiceRequest",
        vec![
            ("replaces", list(replaces)),
            ("status", source.status(status)),
            ("intent", "plan".into()),
            ("category", list(categories)),
            (
                "code",
                said_title(&strategy.title, strategy.measure.map(|measure| ("measure", measure.code()))),
            ),
            ("subject", source.child()),
            ("occurrenceTiming", object(timing)),
            ("authoredOn", source.written()),
            ("requester", source.author()),
            ("performer", list(members.map(|member| who(*member)))),
            ("locationCode", list([coded("setting", strategy.setting.code())])),
            ("supportingInfo", list([source.link_series(strategy.goal, Goal::KIND)])),
            ("note", Json::List(notes)),
            ("patientInstruction", strategy.how.as_str().into()),
        ],
    )
}

/// A title with a code where there is one.
fn said_title(title: &str, code: Option<(&str, &str)>) -> Json {
    code.map_or_else(|| plain(title), |(of, code)| said(of, code, title))
}

fn safety(source: &Source<'_>, note: &SafetyNote) -> Made {
    let holds = !source.index.replaced.contains(&source.row.id) && !note.version.ended;
    let text = if note.text.trim().is_empty() { "(without words)" } else { &note.text };
    source.made(
        "Flag",
        vec![
            ("status", source.status(if holds { "active" } else { "inactive" })),
            ("category", list([coded("kind", "safety")])),
            ("code", plain(text)),
            ("subject", source.child()),
            ("period", object(vec![("start", source.written())])),
            ("author", flag_author(source)),
        ],
    )
}

/// Readers take a flag's author only where it is a practitioner.
pub(super) fn flag_author(source: &Source<'_>) -> Json {
    let author = source.about.author(source.row.author).filter(|(_, whom)| is_practitioner(whom.role));
    author.map(|(member, _)| who(member)).into()
}

fn consent(source: &Source<'_>, consent: &Consent) -> Made {
    let row = source.row;
    let is_last = source.index.decided.get(&(consent.member, consent.scope)) == Some(&row.id);
    let counts = is_last && decision(source.about, row).is_some();
    let is_known = source.about.members.contains_key(&consent.member);
    let role = source.about.members.get(&consent.member).map_or(Role::Viewer, |whom| whom.role);
    let actor = is_known
        .then(|| object(vec![("role", coded("role", role.code())), ("reference", who(consent.member))]));
    let mut actions = Vec::new();
    // HL7's own list of what consent lets somebody do.
    for (is_so, code) in [(consent.reads, "access"), (consent.writes, "collect")] {
        if is_so {
            actions.push(standard("consentaction", code));
        }
    }
    let provision = vec![
        ("type", if consent.reads { "permit" } else { "deny" }.into()),
        ("actor", list(actor)),
        ("action", Json::List(actions)),
        ("class", list([coding("scope", consent.scope.code())])),
    ];
    let words = [
        "Sharing within the care team",
        if consent.with_past { ", with what was written before" } else { "" },
    ];
    let more = [
        ("urn:carryover:agreed", consent.agreed.map(|agreed| ("valueCode", agreed.code().to_owned()))),
        (
            "urn:carryover:note",
            Some(("valueString", consent.note.clone())).filter(|(_, note)| !note.trim().is_empty()),
        ),
    ];
    let extensions = more.into_iter().filter_map(|(url, value)| {
        let (name, value) = value?;
        Some(object(vec![("url", url.into()), (name, value.into())]))
    });
    source.made(
        "Consent",
        vec![
            ("extension", list(extensions)),
            ("status", source.status(if counts { "active" } else { "inactive" })),
            ("scope", standard("consentscope", "patient-privacy")),
            ("category", list([coded("consent", "sharing")])),
            ("patient", source.child()),
            ("dateTime", super::stamp(consent.at).into()),
            ("performer", list([source.author()])),
            ("policyRule", plain(&words.concat())),
            ("provision", object(provision)),
        ],
    )
}
