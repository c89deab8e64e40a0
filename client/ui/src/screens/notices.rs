//! What needs saying on top: notices, a new version, the sample's ribbon.

use carryover_core::Intent;
use carryover_core::view::Notice;
use leptos::prelude::*;
use shared::record::Role;

use super::settings::leave;
use crate::desk::{desk, language, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill};
use crate::kit::{Choice, Kind, Urgency, bar, button};
use crate::route::Place;

/// The topmost notice, and a new version that waits.
pub(crate) fn notices() -> Part {
    let desk = desk();
    let words = &text().settings;
    let first = Memo::new(move |_| desk.frame.with(|frame| frame.notices.first().cloned()));
    let notice = live(move || {
        let away = move || desk.dispatch(Intent::DismissNotice);
        first.with(|first| first.as_ref().map(notice_words)).map(|(said, urgency)| {
            bar(&said, urgency, "notice", button(Kind::Plain, words.put_away, "notice-dismiss", away))
        })
    });
    let update = live(move || {
        let use_it = move || desk.shell.use_update();
        desk.shell.update_waiting().get().then(|| {
            bar(
                words.update,
                Urgency::Calm,
                "update",
                button(Kind::Quiet, words.use_it, "use-update", use_it),
            )
        })
    });
    [notice, gone(), update].into()
}

/// A device that was taken out says so wherever one is, and leads to what is left to do.
fn gone() -> Part {
    let desk = desk();
    let is_gone = Memo::new(move |_| desk.team.with(|team| team.gone) && desk.router.place() != Place::Team);
    live(move || {
        let words = &text().consent;
        let see = move || desk.router.go(Place::Team);
        let see = || button(Kind::Quiet, words.see, "see-gone", see);
        is_gone.get().then(|| bar(words.gone, Urgency::Calm, "gone-bar", see()))
    })
}

fn notice_words(notice: &Notice) -> (String, Urgency) {
    let words = &text().settings;
    match notice {
        Notice::NotSaved(why) => ([words.not_saved, " ", why.label(language())].concat(), Urgency::Now),
        Notice::NeedsConnection => (words.needs_connection.to_owned(), Urgency::Now),
        Notice::NotAllowed => (words.not_allowed.to_owned(), Urgency::Now),
        Notice::Unfit(_) => (words.unfit.to_owned(), Urgency::Now),
        Notice::SetAside { count: many } => (count(language(), words.set_aside, *many), Urgency::Calm),
        Notice::Withheld { who } => (fill(words.withheld, &[who]), Urgency::Calm),
        Notice::NewerVersion => (words.newer.to_owned(), Urgency::Calm),
        Notice::NoRoomForPhoto => (words.no_room_for_photo.to_owned(), Urgency::Calm),
        Notice::RelayRestored => (words.relay_restored.to_owned(), Urgency::Calm),
    }
}

/// The ribbon of the sample child, and whose eyes it is seen with.
pub(crate) fn sample_ribbon() -> Part {
    let desk = desk();
    let is_sample = Memo::new(move |_| desk.chip().is_some_and(|chip| chip.sample));
    live(move || is_sample.get().then(|| untrack(ribbon)))
}

fn ribbon() -> El {
    let desk = desk();
    let words = &text().settings;
    let role = |role: Role, label: &str| (role.code(), label.to_owned(), None);
    let answers = vec![
        role(Role::Guardian, words.as_parent),
        role(Role::Aide, words.as_aide),
        role(Role::Clinician, words.as_clinician),
    ];
    let pick = move |code: &'static str| {
        if let Ok(role) = code.parse() {
            desk.dispatch(Intent::LookAs { role });
        }
    };
    let look = Choice { name: "look-as", legend: words.see_as, answers };
    let said = el("p").add(el("strong").add(words.sample)).add(el("span").add(words.sample_text));
    el("aside")
        .class("ribbon")
        .spoken(words.sample)
        .test("sample-ribbon")
        .add(said)
        .add(look.ask(move || desk.role().code().to_owned(), pick))
        .add(leave())
}
