//! The child and everyone around them: Patient, RelatedPerson, Practitioner, CareTeam.

use shared::record::Role;
use shared::{MemberId, Moment};

use super::super::about::{About, Whom};
use super::super::json::Json;
use super::words::{coded, list, object};
use super::{Made, child, derived, who};
use crate::export::stamp::stamp;

/// All of them, and the team.
pub(super) fn people(about: &About) -> Vec<Made> {
    let mut all = vec![patient(about)];
    all.extend(about.members.iter().map(|(id, whom)| person(about, *id, whom)));
    all.push(care_team(about));
    all
}

/// Where the team is found.
pub(super) fn team_id(about: &About) -> String {
    derived("team", about.team.as_bytes())
}

/// Whether somebody is there by profession, and no relative or carer.
pub(super) fn is_practitioner(role: Role) -> bool {
    match role {
        Role::Clinician | Role::Provider | Role::Viewer => true,
        Role::Guardian | Role::Teacher | Role::Aide => false,
    }
}

fn patient(about: &About) -> Made {
    let mut fields = vec![("active", Json::Flag(true)), ("name", name(&about.child))];
    if about.sample {
        let tag = object(vec![("code", "HTEST".into()), ("system", HTEST.into())]);
        fields.insert(0, ("meta", object(vec![("security", list([tag]))])));
    }
    Made { id: derived("child", about.team.as_bytes()), kind: "Patient", fields }
}

/// HL7's mark of data that is made up.
const HTEST: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

fn person(about: &About, id: MemberId, whom: &Whom) -> Made {
    let active = Json::Flag(whom.gone_ms.is_none());
    let (kind, fields) = match is_practitioner(whom.role) {
        true => ("Practitioner", vec![("active", active), ("name", name(&whom.name))]),
        false => (
            "RelatedPerson",
            vec![
                ("active", active),
                ("patient", child(about)),
                ("relationship", list([coded("role", whom.role.code())])),
                ("name", name(&whom.name)),
            ],
        ),
    };
    Made { id: derived("member", id.as_bytes()), kind, fields }
}

fn care_team(about: &About) -> Made {
    let member = |(id, whom): (&MemberId, &Whom)| {
        let at = |ms| Json::from(stamp(Moment::new(ms, 0)));
        let period = vec![("start", at(whom.since_ms)), ("end", whom.gone_ms.map(at).into())];
        object(vec![
            ("role", list([coded("role", whom.role.code())])),
            ("member", who(*id)),
            ("period", object(period)),
        ])
    };
    let fields = vec![
        ("status", "active".into()),
        ("subject", child(about)),
        ("participant", list(about.members.iter().map(member))),
    ];
    Made { id: team_id(about), kind: "CareTeam", fields }
}

fn name(text: &str) -> Json {
    list([object(vec![("text", text.into())])])
}
