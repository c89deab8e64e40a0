//! What happened: Procedure, Observation, Encounter, AdverseEvent, Flag, Communication, and Provenance of what came from
//! elsewhere.

use shared::record::tally::Count;
use shared::record::{
    Activity, Answer, Attained, CheckIn, Clear, Copied, Goal, Imported, Note, Question, Record, Request,
    Scale, Setting, Stop, Strategy, Tally,
};
use shared::{Moment, RecordId};

use super::super::json::Json;
use super::super::stamp::stamp;
use super::words::{coded, coded_if, coding, list, object, plain, said, standard_coding};
use super::{Made, Source, child, plan, reference};

/// What becomes of a record of what happened, the main thing first; none if it is none.
pub(super) fn of(source: &Source<'_>) -> Option<Vec<Made>> {
    let row = source.row;
    Some(match row.kind.as_str() {
        Activity::KIND => activity(source, &Activity::read(row)?),
        Tally::KIND => tally(source, &Tally::read(row)?),
        Attained::KIND => vec![attained(source, Attained::read(row)?)],
        Stop::KIND => stop(source, &Stop::read(row)?),
        Clear::KIND => vec![clear(source, &Clear::read(row)?)],
        Note::KIND => vec![note(source, &Note::read(row)?)],
        Request::KIND => vec![request(source, &Request::read(row)?)],
        CheckIn::KIND => vec![check_in(source, &CheckIn::read(row)?)],
        Question::KIND => vec![question(source, &Question::read(row)?)],
        Answer::KIND => vec![answer(source, &Answer::read(row)?)],
        _ => return None,
    })
}

/// Where a copied or imported record came from.
pub(super) fn trace(source: &Source<'_>, of: &Made) -> Option<Made> {
    let (deed, what) = match (Copied::read(source.row), Imported::read(source.row)) {
        (Some(copied), _) => ("copied", copied.from.to_string()),
        (None, Some(imported)) => {
            ("imported", [&imported.source, " ", &imported.id, " ", &imported.author].concat())
        }
        (None, None) => return None,
    };
    let entity = vec![
        ("role", "source".into()),
        ("what", object(vec![("identifier", object(vec![("value", what.trim().into())]))])),
    ];
    let agent = match source.author() {
        // Somebody the roster does not list.
        Json::Nothing => object(vec![("display", source.row.author.to_string().into())]),
        author => author,
    };
    let fields = vec![
        ("target", list([reference(&of.id)])),
        ("recorded", source.written()),
        ("activity", coded("deed", deed)),
        ("agent", list([object(vec![("who", agent)])])),
        ("entity", list([object(entity)])),
    ];
    Some(source.beside("trace", "Provenance", fields))
}

fn titled(title: &str, of: &str, code: &str) -> Json {
    if title.trim().is_empty() { coded(of, code) } else { said(of, code, title) }
}

fn activity(source: &Source<'_>, activity: &Activity) -> Vec<Made> {
    let row = source.row;
    let end = activity.minutes.map(|minutes| activity.at.plus_ms(i64::from(minutes) * 60_000));
    let (single, period) = match end {
        None => (stamp(activity.at).into(), Json::Nothing),
        Some(end) => {
            let period = vec![("start", stamp(activity.at).into()), ("end", stamp(end).into())];
            (Json::Nothing, object(period))
        }
    };
    let done_by = object(vec![("actor", source.author())]);
    let procedure = source.made(
        "Procedure",
        vec![
            ("basedOn", list([source.link_series(activity.strategy, Strategy::KIND)])),
            ("status", source.status("completed")),
            ("category", coded("setting", activity.setting.code())),
            ("code", titled(&activity.title, "kind", "activity")),
            ("subject", source.child()),
            ("performedDateTime", single),
            ("performedPeriod", period),
            ("recorder", source.author()),
            ("performer", list([done_by])),
            ("note", source.note(&activity.note)),
        ],
    );
    if activity.helped.is_none() && activity.before.is_none() && activity.after.is_none() {
        return vec![procedure];
    }
    let part = |code: &str, value: Json| match value.is_nothing() {
        true => Json::Nothing,
        false => object(vec![("code", coded("part", code)), ("valueCodeableConcept", value)]),
    };
    let parts = [
        part("before", coded_if("regulation", activity.before)),
        part("after", coded_if("regulation", activity.after)),
    ];
    let response = source.beside(
        "response",
        "Observation",
        vec![
            ("partOf", list([reference(&row.id.to_string())])),
            ("status", source.status("final")),
            ("code", coded("kind", "response")),
            ("subject", source.child()),
            ("effectiveDateTime", stamp(activity.at).into()),
            ("performer", list([source.author()])),
            ("valueCodeableConcept", coded_if("helped", activity.helped)),
            ("component", list(parts)),
        ],
    );
    vec![procedure, response]
}

fn tally(source: &Source<'_>, tally: &Tally) -> Vec<Made> {
    let number =
        |code: Json, number: i64| object(vec![("code", code), ("valueInteger", Json::Number(number))]);
    let mut parts: Vec<Json> = Vec::new();
    for count in Count::ALL {
        let code = match count {
            Count::Plus => coded("part", "plus"),
            Count::Minus => coded("part", "minus"),
            Count::Prompts => coded("part", "prompts"),
            Count::Level(level) => coded("prompt", level.code()),
        };
        match tally.counts.of(count) {
            0 => {}
            often => parts.push(number(code, often.into())),
        }
    }
    parts.extend(tally.rating.map(|rating| number(coded("part", "rating"), rating.into())));
    if tally.seconds > 0 {
        let quantity = vec![
            ("value", Json::Number(tally.seconds.into())),
            ("unit", "s".into()),
            ("system", "http://unitsofmeasure.org".into()),
            ("code", "s".into()),
        ];
        parts.push(object(vec![("code", coded("part", "seconds")), ("valueQuantity", object(quantity))]));
    }
    for (step, level) in (1..).zip(&tally.steps) {
        let code = said("part", "step", &format!("step {step}"));
        if let Some(level) = level {
            parts.push(object(vec![("code", code), ("valueCodeableConcept", coded("prompt", level.code()))]));
        }
    }
    let version = source.link(tally.version, &[Strategy::KIND]);
    let based_on =
        if version.is_nothing() { source.link_series(tally.strategy, Strategy::KIND) } else { version };
    let session = source.beside("session", "Encounter", session(source, tally));
    let observation = source.made(
        "Observation",
        vec![
            ("basedOn", list([based_on])),
            ("status", source.status(if tally.done { "final" } else { "preliminary" })),
            ("category", list([coded("setting", tally.setting.code())])),
            ("code", titled(&tally.title, "measure", tally.measure.code())),
            ("subject", source.child()),
            ("focus", list([source.link_series(tally.goal, Goal::KIND)])),
            ("encounter", reference(&session.id)),
            ("effectiveDateTime", stamp(tally.at).into()),
            ("performer", list([source.author()])),
            ("dataAbsentReason", coded_if("missed", tally.missed)),
            ("note", source.note(&tally.note)),
            ("derivedFrom", list([source.link(tally.checks, &[Tally::KIND])])),
            ("component", Json::List(parts)),
        ],
    );
    vec![observation, session]
}

/// The session in which it was counted: one observer's, where they were.
fn session(source: &Source<'_>, tally: &Tally) -> Vec<(&'static str, Json)> {
    // HL7's own list of where care is given.
    let class = match tally.setting {
        Setting::Home | Setting::EarlyIntervention => "HH",
        Setting::Clinic => "AMB",
        Setting::Telehealth => "VR",
        Setting::School | Setting::Community => "FLD",
    };
    vec![
        ("status", source.status(if tally.done { "finished" } else { "in-progress" })),
        ("class", standard_coding("v3-ActCode", class)),
        ("type", list([coded("setting", tally.setting.code())])),
        ("subject", child(source.about)),
        ("participant", list([object(vec![("individual", source.author())])])),
        ("period", object(vec![("start", stamp(tally.at).into())])),
    ]
}

fn attained(source: &Source<'_>, attained: Attained) -> Made {
    let scale = source.other(attained.scale, &[Scale::KIND]).and_then(Scale::read);
    let place = usize::try_from(i16::from(attained.level) + 2).unwrap_or(0);
    let means = scale.as_ref().and_then(|scale| scale.levels.get(place)).cloned().unwrap_or_default();
    source.made(
        "Observation",
        vec![
            ("status", source.status("final")),
            ("code", coded("kind", "attained")),
            ("subject", source.child()),
            ("focus", list([source.link_series(scale.map(|scale| scale.goal), Goal::KIND)])),
            ("effectiveDateTime", stamp(attained.at).into()),
            ("performer", list([source.author()])),
            ("valueInteger", Json::Number(attained.level.into())),
            ("note", source.note(&means)),
        ],
    )
}

fn stop(source: &Source<'_>, stop: &Stop) -> Vec<Made> {
    let said_so = [stop.title.trim(), stop.note.trim()];
    let words = said_so.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ");
    let event = source.made(
        "AdverseEvent",
        vec![
            ("actuality", "actual".into()),
            ("event", titled(&words, "reason", stop.reason.code())),
            ("subject", source.child()),
            ("date", stamp(stop.at).into()),
            ("recordedDate", source.written()),
            ("recorder", source.author()),
        ],
    );
    let holds = source.about.open.contains(&source.row.id);
    let flag = source.beside(
        "stopped",
        "Flag",
        vec![
            ("status", if holds { "active" } else { "inactive" }.into()),
            ("category", list([coded("kind", "stopped")])),
            ("code", titled(&stop.title, "reason", stop.reason.code())),
            ("subject", source.child()),
            ("period", object(vec![("start", stamp(stop.at).into())])),
            ("author", plan::flag_author(source)),
        ],
    );
    vec![event, flag]
}

/// A message: what kind, what it is about, who sent it, what it says.
fn message(
    source: &Source<'_>,
    (of, code): (&str, &str),
    title: &str,
    about: Vec<Json>,
    at: Moment,
    says: &[&str],
) -> Vec<(&'static str, Json)> {
    let said: Vec<&&str> = says.iter().filter(|text| !text.trim().is_empty()).collect();
    let payload = said.into_iter().map(|text| object(vec![("contentString", (*text).into())]));
    let topic = if title.trim().is_empty() { Json::Nothing } else { plain(title) };
    vec![
        ("status", source.status("completed")),
        ("category", list([coded(of, code)])),
        ("subject", source.child()),
        ("topic", topic),
        ("about", Json::List(about)),
        ("sent", stamp(at).into()),
        ("sender", source.author()),
        ("payload", list(payload)),
    ]
}

/// When a record without a time of its own was written.
fn when(source: &Source<'_>) -> Moment {
    source.row.at()
}

fn clear(source: &Source<'_>, clear: &Clear) -> Made {
    let stops = clear.stops.iter().map(|stop| source.link(Some(*stop), &[Stop::KIND])).collect();
    source.made("Communication", message(source, ("kind", "clear"), "", stops, when(source), &[&clear.note]))
}

fn note(source: &Source<'_>, note: &Note) -> Made {
    let mut fields = message(source, ("kind", "note"), "", Vec::new(), note.at, &[&note.note]);
    fields.push(("reasonCode", list([coded("setting", note.setting.code())])));
    source.made("Communication", fields)
}

fn request(source: &Source<'_>, request: &Request) -> Made {
    let says = [request.title.as_str(), &request.note];
    let mut fields = message(source, ("kind", "request"), "", Vec::new(), request.at, &says);
    // It is the child who says so.
    fields.retain(|(name, _)| *name != "sender");
    fields.push(("sender", source.child()));
    fields.push(("recipient", list([source.author()])));
    fields.push((
        "reasonCode",
        list([coded("said", request.said.code()), coded("setting", request.setting.code())]),
    ));
    source.made("Communication", fields)
}

fn check_in(source: &Source<'_>, check_in: &CheckIn) -> Made {
    let tough = check_in.tough.iter().map(|routine| routine.code()).collect::<Vec<_>>().join(", ");
    let labelled = |label: &str, text: &str| match text.trim().is_empty() {
        true => String::new(),
        false => [label, ": ", text].concat(),
    };
    let said = [
        labelled("Wins", &check_in.wins),
        labelled("Tough times of day", &tough),
        labelled("Coming up", &check_in.coming),
        check_in.note.clone(),
    ];
    let said = said.each_ref().map(String::as_str);
    let mut fields = message(source, ("kind", "check-in"), "", Vec::new(), check_in.at, &said);
    fields.push(("reasonCode", list([coded_if("sleep", check_in.sleep)])));
    source.made("Communication", fields)
}

fn question(source: &Source<'_>, question: &Question) -> Made {
    let about: Option<RecordId> = question.about;
    let about = match source.link_series(about, Goal::KIND) {
        Json::Nothing => match source.link_series(about, Strategy::KIND) {
            Json::Nothing => source.link(about, &[Stop::KIND]),
            strategy => strategy,
        },
        goal => goal,
    };
    let category = ("ask", question.ask.code());
    let mut fields = message(source, category, &question.title, vec![about], when(source), &[&question.text]);
    if let Some(role) = question.to {
        fields.push(("reasonCode", list([object(vec![("coding", list([coding("role", role.code())]))])])));
    }
    source.made("Communication", fields)
}

fn answer(source: &Source<'_>, answer: &Answer) -> Made {
    let mut fields = message(source, ("kind", "answer"), "", Vec::new(), when(source), &[&answer.text]);
    fields.push(("inResponseTo", list([source.link(Some(answer.question), &[Question::KIND])])));
    source.made("Communication", fields)
}
