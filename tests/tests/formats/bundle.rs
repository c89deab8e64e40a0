//! The FHIR bundle: valid for a reader that knows R4 and nothing of us, every reference leads somewhere, the same record is
//! the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use carryover_core::Language;
use carryover_core::export::Format;
use carryover_core::sample::year::Size;
use carryover_tests::year::MemoryApp;
use fhirbolt::model::r4::Resource;
use fhirbolt::serde::{DeserializationConfig, DeserializationMode};
use serde_json::Value;
use shared::page::PageName;
use shared::record::{Agreed, Consent, FROM_TABLE, Imported, Note, Record, Scope, Setting};

use super::{NOW, sample, text, year};

/// Reads a bundle strictly: what R4 does not know and what it asks for and is not there are errors. Returns how many
/// resources of each kind are in it.
fn valid(bundle: &str) -> BTreeMap<String, usize> {
    let strict = DeserializationConfig { mode: DeserializationMode::Strict };
    let read: Resource = fhirbolt::json::from_str(bundle, Some(strict)).expect("R4");
    let Resource::Bundle(read) = read else { panic!("not a bundle") };
    let json: Value = serde_json::from_str(bundle).expect("JSON");
    let entries = json["entry"].as_array().expect("entries");
    assert_eq!(read.entry.len(), entries.len());
    let mut often = BTreeMap::new();
    let mut named = BTreeSet::new();
    for entry in entries {
        let url = entry["fullUrl"].as_str().expect("a name");
        assert_eq!(url, format!("urn:uuid:{}", entry["resource"]["id"].as_str().expect("an id")));
        assert!(named.insert(url.to_owned()), "{url} is there twice");
        *often.entry(entry["resource"]["resourceType"].as_str().expect("a kind").to_owned()).or_default() +=
            1;
    }
    let (mut references, mut codes, mut known) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for entry in entries {
        let resource = &entry["resource"];
        if resource["resourceType"] == "CodeSystem" {
            let concepts = resource["concept"].as_array().expect("codes");
            known.extend(concepts.iter().filter_map(|concept| concept["code"].as_str().map(str::to_owned)));
        }
        walk(resource, &mut |object| {
            references.extend(object.get("reference").and_then(Value::as_str).map(str::to_owned));
            if object.get("system").is_some_and(|system| system == "urn:carryover:codes") {
                codes.extend(object["code"].as_str().map(str::to_owned));
            }
        });
    }
    let lost: Vec<_> = references.iter().filter(|url| !named.contains(*url)).collect();
    assert!(lost.is_empty() && !references.is_empty(), "these lead nowhere: {lost:?}");
    let unknown: Vec<_> = codes.difference(&known).collect();
    assert!(unknown.is_empty(), "these are not in the code system: {unknown:?}");
    often
}

fn walk(value: &Value, see: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            assert!(!object.is_empty(), "an empty object");
            see(object);
            object.values().for_each(|value| walk(value, see));
        }
        Value::Array(items) => {
            assert!(!items.is_empty(), "an empty list");
            items.iter().for_each(|item| walk(item, see));
        }
        Value::String(text) => assert!(!text.trim().is_empty(), "an empty text"),
        Value::Null => panic!("null"),
        Value::Bool(_) | Value::Number(_) => {}
    }
}

fn bundle(app: &mut MemoryApp) -> String {
    text(app, Format::Fhir)
}

#[test]
fn the_sample_child_is_valid_fhir_with_every_kind_of_resource() {
    for language in [Language::English, Language::Spanish] {
        let often = valid(&bundle(&mut sample(language)));
        for kind in [
            "Patient",
            "RelatedPerson",
            "Practitioner",
            "CareTeam",
            "Goal",
            "CarePlan",
            "Encounter",
            "Procedure",
            "Observation",
            "ServiceRequest",
            "Flag",
            "AdverseEvent",
            "Communication",
            "Provenance",
            "CodeSystem",
        ] {
            assert!(often.contains_key(kind), "no {kind} in {often:?}");
        }
    }
}

#[test]
fn a_decision_a_copy_an_import_and_what_is_private_are_valid_too() {
    let mut app = sample(Language::English);
    let member = app.app.team().members.iter().find(|member| !member.me).expect("others").member;
    let decide = |reads| Consent {
        member,
        scope: Scope::Home,
        reads,
        writes: false,
        with_past: true,
        agreed: Some(Agreed::Signed),
        note: "On paper, in the folder.".into(),
        at: NOW,
    };
    let note = |text: &str| Note { note: text.into(), setting: Setting::Home, at: NOW };
    let plan = (Scope::Plan, PageName::Plan);
    app.writes(plan, Consent::KIND, &decide(true).draft());
    app.writes(plan, Consent::KIND, &decide(false).draft());
    let month = PageName::Month(NOW.month());
    let from = Imported { source: FROM_TABLE.into(), id: "7".into(), author: "Grandma".into() };
    app.writes((Scope::Home, month), Note::KIND, &from.mark(note("From a table.").draft()));
    app.writes((Scope::Private, month), Note::KIND, &note("Mine alone.").draft());
    let bundle = bundle(&mut app);
    let often = valid(&bundle);
    assert_eq!(often["Consent"], 2, "{often:?}");
    for said in ["\"status\":\"active\",\"scope\"", "\"type\":\"deny\"", "csv 7 Grandma", "From a table."] {
        assert!(bundle.contains(said), "{said}");
    }
    assert!(!bundle.contains("Mine alone."), "only where it is asked for");
    let own = app.export(Format::Fhir, true);
    assert!(String::from_utf8_lossy(&own[0].bytes).contains("Mine alone."));
}

#[test]
fn a_year_is_valid_fhir() {
    let often = valid(&bundle(&mut year(Size { weeks: 8, entries: 400, taps: 600 })));
    assert!(often["Procedure"] > 100, "{often:?}");
}

#[test]
#[ignore = "half a minute: the whole heavy year"]
fn a_heavy_year_is_valid_fhir() {
    let often = valid(&bundle(&mut year(Size::YEAR)));
    assert!(often["Procedure"] > 2_000, "{often:?}");
}

#[test]
fn the_same_record_is_the_same_bytes() {
    let mut app = sample(Language::English);
    assert_eq!(bundle(&mut app), bundle(&mut app));
}

#[test]
fn a_reader_that_is_strict_is_needed() {
    let good = bundle(&mut sample(Language::English));
    let strict = || Some(DeserializationConfig { mode: DeserializationMode::Strict });
    let unknown = good.replacen("\"careTeam\"", "\"carefulTeam\"", 1);
    let missing = good.replacen("\"lifecycleStatus\":\"active\",", "", 1);
    for bad in [unknown, missing] {
        assert_ne!(bad, good);
        assert!(fhirbolt::json::from_str::<Resource>(&bad, strict()).is_err());
    }
}
