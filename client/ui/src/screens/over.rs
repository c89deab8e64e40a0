//! Whatever lies over the place, by the route.

use leptos::prelude::*;

use super::asking::{ask, questions};
use super::carry::carry;
use super::check_in::check_in;
use super::choice::board_form;
use super::entry::entry_sheet;
use super::first_run::{begin, found_sheet, invited_sheet};
use super::glossary::glossary;
use super::lock::lock_sheet;
use super::notes::compose;
use super::paper::{paper, recover_sheet};
use super::plan::{
    card_form, clear, goal_form, item, library, order, safety_form, scale, strategy_form, training_form,
};
use super::settings::settings;
use super::since::keys_help;
use super::stop::stop_sheet;
use super::taking::taking;
use super::tally::count_sheet;
use super::team::{
    consent, device_out, forget, invite_card, invite_sheet, leave, link_sheet, log, out, person, share,
};
use super::today::more;
use crate::desk::desk;
use crate::dom::{El, Part, effect, live};
use crate::kit::focus;
use crate::route::Sheet;

/// The sheet.
pub(crate) fn over() -> Part {
    let desk = desk();
    let sheet = Memo::new(move |_| {
        let sheet = desk.router.route().sheet;
        // Beside the lanes there is room for an entry without covering them.
        sheet.filter(|sheet| !(matches!(sheet, Sheet::Entry(_)) && desk.is_wide()))
    });
    // If what opened a sheet is gone, the focus would be lost with it.
    let mut was_open = false;
    effect(Box::new(move || {
        let is_open = sheet.get().is_some();
        if was_open && !is_open {
            focus::rescue();
        }
        was_open = is_open;
    }));
    live(move || sheet.get().map(|sheet| untrack(|| make(sheet))))
}

fn make(sheet: Sheet) -> El {
    match sheet {
        Sheet::Settings => settings(),
        Sheet::Carry => carry(),
        Sheet::Taking => taking(),
        Sheet::OwnCard(version) => card_form(version),
        Sheet::Words => glossary(),
        Sheet::Keys => keys_help(),
        Sheet::Stop => stop_sheet(),
        Sheet::More => more(),
        Sheet::Note => compose(),
        Sheet::Entry(id) => entry_sheet(id),
        Sheet::Begin => begin(),
        Sheet::Library => library(),
        Sheet::Strategy(from) => strategy_form(from),
        Sheet::Goal(version) => goal_form(version),
        Sheet::Item(series) => item(series),
        Sheet::Count(series) => count_sheet(series),
        Sheet::Train(series) => training_form(series),
        Sheet::Order => order(),
        Sheet::Scale(goal) => scale(goal),
        Sheet::Questions => questions(),
        Sheet::Ask(about) => ask(about),
        Sheet::CheckIn => check_in(),
        Sheet::Board(version) => board_form(version),
        Sheet::Safety(version) => safety_form(version),
        Sheet::Clear(stop) => clear(stop),
        Sheet::Invite => invite_sheet(),
        Sheet::Card(invite) => invite_card(invite),
        Sheet::Consent => consent(),
        Sheet::Share(member, scope) => share(member, scope),
        Sheet::Member(member) => person(member),
        Sheet::Out(member) => out(member),
        Sheet::DeviceOut(device) => device_out(device),
        Sheet::Leave => leave(),
        Sheet::Forget => forget(),
        Sheet::Log => log(),
        Sheet::Link => link_sheet(),
        Sheet::Paper => paper(),
        Sheet::Recover => recover_sheet(),
        Sheet::AddChild => found_sheet(),
        Sheet::Invited => invited_sheet(),
        Sheet::Lock => lock_sheet(),
    }
}
