//! Who is who: names from the plan, or from the card someone joined with.

use shared::record::{Child, Member, Record, Scope};
use shared::sync::device::Team;
use shared::{DeviceId, MemberId};

use super::App;
use crate::view::Person;

impl App {
    /// The child's name; the record written last counts, which every device picks alike.
    pub(super) fn child_name(&self, team: &Team) -> String {
        let named = plan_rows(team).filter_map(|row| Some((row.id, Child::read(row)?.name)));
        let newest = named.max_by_key(|(id, _)| *id).map(|(_, name)| name);
        newest.unwrap_or_else(|| self.remembered_child(team.id()))
    }

    /// What a member is called.
    pub(super) fn member_name(&self, team: &Team, member: MemberId) -> String {
        let renamed = plan_rows(team).filter_map(|row| Some((row.id, Member::read(row)?)));
        let newest = renamed.filter(|(_, named)| named.member == member).max_by_key(|(id, _)| *id);
        newest.map(|(_, named)| named.name).or_else(|| team.card_name(member)).unwrap_or_default()
    }

    /// Who wrote something.
    pub(super) fn person(&self, team: &Team, device: DeviceId) -> Person {
        let me = self.device.id() == Some(device);
        match team.roster().author(device) {
            Some((member, found)) => {
                let role = if me { self.role_in(team).unwrap_or(found.role) } else { found.role };
                let name = self.member_name(team, member);
                Person {
                    device,
                    member: Some(member),
                    place: place_of(team, member),
                    name,
                    role: Some(role),
                    me,
                }
            }
            None => Person { device, member: None, place: 0, name: String::new(), role: None, me },
        }
    }

    /// Those of whom something has been missing for a day or more, as far as they have names.
    pub(super) fn withheld(&self, team: &Team) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for device in team.withheld() {
            let name = self.person(team, *device).name;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

/// A member's place in the order in which all came; it stays theirs when others come and go.
fn place_of(team: &Team, member: MemberId) -> usize {
    let members = team.roster().members();
    let came = |id: MemberId| members.get(&id).map(|member| (member.since_ms, id));
    members.iter().filter(|(id, _)| came(**id) < came(member)).count()
}

/// The records of the plan.
pub(super) fn plan_rows(team: &Team) -> impl Iterator<Item = &shared::record::Row> + Clone {
    team.rows().filter(|(scope, _)| *scope == Scope::Plan).map(|(_, row)| row)
}
