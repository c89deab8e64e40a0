//! Who could read what, and when: what the chain says of it, for the people it is about.

use super::operation::{Deed, Operation};
use super::roster::Roster;
use crate::MemberId;
use crate::record::Scope;

/// A stretch of time in which somebody could read a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure {
    /// Who.
    pub member: MemberId,
    /// What.
    pub scope: Scope,
    /// From when, by the clock of whoever made it so, milliseconds since 1970.
    pub from_ms: i64,
    /// Whether what was written before could be read as well.
    pub with_past: bool,
    /// Who made it so: whoever started the team, invited or granted.
    pub by: MemberId,
    /// Until when; none while it lasts.
    pub until_ms: Option<i64>,
    /// Who ended it: themselves, if they left.
    pub ended_by: Option<MemberId>,
}

/// Everything that a chain lets and ever let people read, oldest first. What does not follow ends it.
pub fn disclosures<'a>(operations: impl IntoIterator<Item = &'a Operation>) -> Vec<Disclosure> {
    let mut operations = operations.into_iter();
    let mut found = Vec::new();
    let Some(first) = operations.next() else { return found };
    let Ok(mut roster) = Roster::found(first) else { return found };
    note(&mut found, &roster, first);
    for operation in operations {
        if roster.extend(operation).is_err() {
            break;
        }
        note(&mut found, &roster, operation);
    }
    found
}

/// What differs after an operation.
fn note(found: &mut Vec<Disclosure>, roster: &Roster, operation: &Operation) {
    let content = operation.content();
    let author = roster.author(content.author).map(|(author, _)| author);
    let by = match &content.deed {
        Deed::Join { invite, .. } => roster.invites().get(invite).map(|invite| invite.by),
        _ => author,
    };
    let by = by.unwrap_or(MemberId(content.author.0));
    for open in found.iter_mut().filter(|disclosure| disclosure.until_ms.is_none()) {
        let reads = roster.members().get(&open.member).is_some_and(|member| member.reads.has(open.scope));
        if !reads {
            (open.until_ms, open.ended_by) = (Some(content.at_ms), Some(by));
        }
    }
    for (id, member) in roster.members() {
        for scope in member.reads.iter() {
            let is_noted =
                |noted: &Disclosure| noted.until_ms.is_none() && (noted.member, noted.scope) == (*id, scope);
            if !found.iter().any(is_noted) {
                found.push(Disclosure {
                    member: *id,
                    scope,
                    from_ms: content.at_ms,
                    with_past: member.first_era(scope) == 0,
                    by,
                    until_ms: None,
                    ended_by: None,
                });
            }
        }
    }
}
