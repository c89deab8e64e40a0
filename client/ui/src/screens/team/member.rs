//! One member, and what they read and write in plain words.

use carryover_core::view::MemberView;
use leptos::prelude::*;
use shared::record::ScopeSet;

use super::super::words;
use crate::desk::{language, text};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill, format};

/// A member in the list.
pub(super) fn member_line(member: &MemberView) -> AnyView {
    let words = &text().team;
    let role = member.role.label(language());
    let name = words::called(&member.name, Some(member.role), member.me);
    let since = format::short_day(language(), format::day_of(member.since));
    let about =
        words::dots(&[&fill(words.since, &[&since]), &count(language(), words.devices, member.devices)]);
    let first: String = member.name.chars().next().into_iter().flat_map(char::to_uppercase).collect();
    view! {
        <li class="card member" data-test="member" data-role=member.role.code()>
            <span class="initial" aria-hidden="true">{first}</span>
            <div>
                <p class="member-name"><strong>{name}</strong></p>
                <p class="routine">{role}</p>
                {rights(member)}
                <p class="help">{about}</p>
            </div>
        </li>
    }
    .into_any()
}

/// In one sentence where reading and writing are the same.
fn rights(member: &MemberView) -> AnyView {
    let words = &text().team;
    if member.reads == member.writes {
        return view! { <p>{fill(words.reads_and_writes, &[&scopes(member.reads)])}</p> }.into_any();
    }
    view! {
        <p>{fill(words.reads, &[&scopes(member.reads)])}</p>
        <p>{fill(words.writes, &[&scopes(member.writes)])}</p>
    }
    .into_any()
}

/// "the plan, home notes and school notes".
pub(crate) fn scopes(scopes: ScopeSet) -> String {
    let words = &text().team;
    let names: Vec<&str> = scopes.iter().map(|scope| scope.label(language())).collect();
    match names.split_last() {
        None => words.nothing.to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => [&rest.join(", "), words.and, last].concat(),
    }
}
