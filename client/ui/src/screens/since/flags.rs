//! What needs a look first: stops, changes in two places, possible duplicates.

use carryover_core::view::{Conflict, Flag, PausedView};
use leptos::prelude::*;
use shared::RecordId;
use shared::record::Ask;

use super::super::entry::{field_name, ways};
use super::super::words;
use crate::desk::{desk, language, text};
use crate::dom::{El, el, live};
use crate::i18n::fill;
use crate::i18n::labels::Label;
use crate::kit::{Icon, Kind, button, icon};
use crate::route::{Place, Sheet};

/// The flags.
pub(super) fn flags() -> El {
    let desk = desk();
    let words = &text().since;
    let flags = Memo::new(move |_| desk.timeline.with(|view| view.flags.clone()));
    let list = live(move || {
        flags.with(|flags| match flags.is_empty() {
            true => el("p").class("help").add(words.no_flags),
            false => el("ul").add(flags.iter().map(line).collect::<Vec<El>>()),
        })
    });
    el("section").class("flags").test("flags").spoken(words.flags).add(list)
}

fn line(flag: &Flag) -> El {
    let (words, daily) = (&text().since, &text().daily);
    let (sign, said, label, sheet) = match flag {
        Flag::Stopped(stop) => return stopped(stop),
        Flag::TwoPlaces { record, title, conflicts } => return two_places(*record, title, conflicts),
        Flag::PlanTwoPlaces { title } => {
            (Icon::Flag, fill(words.plan_two_places, &[title]), words.look, None)
        }
        Flag::Asked { ask, text: asked, .. } => {
            let said = if *ask == Ask::Concern { daily.flag_concern } else { daily.flag_question };
            (Icon::Flag, fill(said, &[asked]), words.look, Some(Sheet::Questions))
        }
        Flag::Unread { series, title, number, names } => {
            let gaps = [title.as_str(), &number.to_string(), &names.join(", ")];
            (Icon::Eye, fill(daily.flag_unread, &gaps), words.look, Some(Sheet::Item(*series)))
        }
        Flag::Twins { record, title, .. } => {
            (Icon::Twins, fill(words.twins, &[title]), words.compare, Some(Sheet::Entry(*record)))
        }
    };
    let router = desk().router;
    let look = move || match sheet {
        Some(sheet) => router.open(sheet),
        None => router.go(Place::Plan),
    };
    let mark = el("span").class("mark").add(icon(sign));
    let line = el("li").class("flag").add(mark).add(el("span").class("flag-words").add(said));
    line.add(button(Kind::Quiet, label, "flag-look", look))
}

/// Changed in two places: what each of them says, one tap to keep it.
fn two_places(record: RecordId, title: &str, conflicts: &[Conflict]) -> El {
    let words = &text().since;
    let router = desk().router;
    let mark = el("span").class("mark").add(icon(Icon::Flag));
    let look = button(Kind::Quiet, words.look, "flag-look", move || router.open(Sheet::Entry(record)));
    let said = el("span").class("flag-words").add(el("strong").add(fill(words.two_places, &[title])));
    let said = said.add(
        conflicts.iter().map(|two| el("span").class("meta").add(field_name(&two.field))).collect::<Vec<El>>(),
    );
    let keep: Vec<El> = conflicts.iter().flat_map(|two| ways(record, two)).collect();
    let acts = el("div").class("acts").add(keep).add(look);
    el("li").class("flag whole").test("flag-two-places").add(mark).add(said).add(acts)
}

fn stopped(stop: &PausedView) -> El {
    let words = &text().since;
    let said = fill(words.stopped, &[&stop.title, stop.reason.label(language())]);
    let who = words::person(&stop.author);
    let by = fill(words.stopped_by, &[&who, stop.setting.label(language()), &words::day_and_time(stop.at)]);
    let note = (!stop.note.is_empty()).then(|| el("span").class("line").add(stop.note.as_str()));
    let id = stop.stop;
    let router = desk().router;
    let look = button(Kind::Quiet, words.look, "flag-look", move || router.open(Sheet::Entry(id)));
    let may_clear = desk().plan.with(|plan| plan.may_clear);
    let clear =
        may_clear.then(|| button(Kind::Quiet, words.clear, "clear", move || router.open(Sheet::Clear(id))));
    let words = el("span").class("flag-words").add(el("strong").add(said)).add(note);
    let mark = el("span").class("mark stopped").add(icon(Icon::Stop));
    let line = el("li").class("flag whole").test("flag-stop").add(mark);
    line.add(words.add(el("span").class("meta").add(by))).add(el("div").class("acts").add(look).add(clear))
}
