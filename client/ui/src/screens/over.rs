//! Whatever lies over the place, by the route.

use leptos::prelude::*;

use super::entry::EntrySheet;
use super::first_run::{Begin, FoundSheet, InvitedSheet};
use super::notes::Compose;
use super::plan::{Clear, GoalForm, Library, SafetyForm, StrategyForm};
use super::settings::Settings;
use super::since::KeysHelp;
use super::stop::StopSheet;
use super::team::{InviteCard, InviteSheet};
use super::today::More;
use crate::desk::desk;
use crate::kit::focus;
use crate::route::Sheet;

/// The sheet.
#[component]
pub(crate) fn Over() -> impl IntoView {
    let desk = desk();
    let sheet = Memo::new(move |_| {
        let sheet = desk.router.route().sheet;
        // Beside the lanes there is room for an entry without covering them.
        sheet.filter(|sheet| !(matches!(sheet, Sheet::Entry(_)) && desk.is_wide()))
    });
    // If what opened a sheet is gone, the focus would be lost with it.
    Effect::new(move |before: Option<bool>| {
        let is_open = sheet.get().is_some();
        if before == Some(true) && !is_open {
            focus::rescue();
        }
        is_open
    });
    move || sheet.get().map(over)
}

fn over(sheet: Sheet) -> AnyView {
    match sheet {
        Sheet::Settings => view! { <Settings/> }.into_any(),
        Sheet::Keys => view! { <KeysHelp/> }.into_any(),
        Sheet::Stop => view! { <StopSheet/> }.into_any(),
        Sheet::More => view! { <More/> }.into_any(),
        Sheet::Note => view! { <Compose/> }.into_any(),
        Sheet::Entry(id) => view! { <EntrySheet id=id/> }.into_any(),
        Sheet::Begin => view! { <Begin/> }.into_any(),
        Sheet::Library => view! { <Library/> }.into_any(),
        Sheet::Strategy(from) => view! { <StrategyForm from=from/> }.into_any(),
        Sheet::Goal(version) => view! { <GoalForm version=version/> }.into_any(),
        Sheet::Safety(version) => view! { <SafetyForm version=version/> }.into_any(),
        Sheet::Clear(stop) => view! { <Clear stop=stop/> }.into_any(),
        Sheet::Invite => view! { <InviteSheet/> }.into_any(),
        Sheet::Card(invite) => view! { <InviteCard invite=invite/> }.into_any(),
        Sheet::AddChild => view! { <FoundSheet/> }.into_any(),
        Sheet::Invited => view! { <InvitedSheet/> }.into_any(),
    }
}
