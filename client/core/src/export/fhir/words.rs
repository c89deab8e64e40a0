//! The codes of the bundle: one code system of Carryover's own, which travels in it. A code is the name of its list, a point
//! and the code that records are stored by.

use shared::record::asking::Ask;
use shared::record::choice::Said;
use shared::record::{
    Agreed, Area, Channel, Effect, Helped, Lane, Measure, MissedReason, Prompt, Regulation, Role, Routine,
    Scope, Setting, Sleep, StopReason,
};

use super::super::json::Json;
use super::{Made, derived};

/// What the code system is called.
const SYSTEM: &str = "urn:carryover:codes";

/// Codes that no record stores, with the list they are of.
const OWN: &[(&str, &[&str])] = &[
    (
        "kind",
        &[
            "activity", "tally", "response", "request", "check-in", "note", "clear", "answer", "attained",
            "safety", "stopped",
        ],
    ),
    (
        "part",
        &["before", "after", "plus", "minus", "prompts", "rating", "seconds", "step", "criterion", "sleep"],
    ),
    ("deed", &["author", "copied", "imported"]),
    ("consent", &["sharing"]),
    ("order", &["first", "second", "third"]),
];

/// An object.
pub(super) fn object(fields: Vec<(&'static str, Json)>) -> Json {
    Json::Object(fields)
}

/// A list.
pub(super) fn list(items: impl IntoIterator<Item = Json>) -> Json {
    Json::List(items.into_iter().collect())
}

/// A code with the list it is of.
pub(super) fn coding(of: &str, code: &str) -> Json {
    object(vec![
        ("system", SYSTEM.into()),
        ("code", [of, ".", code].concat().into()),
        ("display", code.replace('-', " ").into()),
    ])
}

/// A concept that is a code.
pub(super) fn coded(of: &str, code: &str) -> Json {
    object(vec![("coding", list([coding(of, code)]))])
}

/// A concept that is a code, if there is one.
pub(super) fn coded_if<T: ToString>(of: &str, code: Option<T>) -> Json {
    code.map(|code| coded(of, &code.to_string())).into()
}

/// A concept in words, with a code.
pub(super) fn said(of: &str, code: &str, text: &str) -> Json {
    object(vec![("coding", list([coding(of, code)])), ("text", text.into())])
}

/// A concept in words alone.
pub(super) fn plain(text: &str) -> Json {
    object(vec![("text", text.into())])
}

/// A concept of HL7's own lists.
pub(super) fn standard(list_of: &str, code: &str) -> Json {
    object(vec![("coding", list([standard_coding(list_of, code)]))])
}

/// A code of HL7's own lists.
pub(super) fn standard_coding(list_of: &str, code: &str) -> Json {
    let system = ["http://terminology.hl7.org/CodeSystem/", list_of].concat();
    object(vec![("system", system.into()), ("code", code.into())])
}

/// The code system itself.
pub(super) fn code_system() -> Made {
    let mut concepts = Vec::new();
    let mut add = |of: &str, codes: &[&str]| concepts.extend(codes.iter().map(|code| concept(of, code)));
    macro_rules! stored {
        ($($of:literal: $list:ty),+ $(,)?) => {
            $(add($of, &<$list>::ALL.iter().map(|word| word.code()).collect::<Vec<_>>());)+
        };
    }
    stored!(
        "setting": Setting, "scope": Scope, "role": Role, "helped": Helped, "regulation": Regulation,
        "reason": StopReason, "routine": Routine, "channel": Channel, "effect": Effect, "measure": Measure,
        "prompt": Prompt, "missed": MissedReason, "area": Area, "lane": Lane, "sleep": Sleep, "said": Said,
        "ask": Ask, "agreed": Agreed,
    );
    OWN.iter().for_each(|(of, codes)| add(of, codes));
    let fields = vec![
        ("url", SYSTEM.into()),
        ("name", "CarryoverCodes".into()),
        ("title", "Codes of Carryover".into()),
        ("status", "active".into()),
        ("caseSensitive", Json::Flag(true)),
        ("content", "complete".into()),
        ("concept", Json::List(concepts)),
    ];
    Made { id: derived("codes", b""), kind: "CodeSystem", fields }
}

fn concept(of: &str, code: &str) -> Json {
    object(vec![("code", [of, ".", code].concat().into()), ("display", code.replace('-', " ").into())])
}
