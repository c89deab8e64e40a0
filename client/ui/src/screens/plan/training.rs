//! Who was taught a version of a program, and writing that down (C48): it holds for that version alone.

use carryover_core::view::{StrategyView, TrainedView};
use carryover_core::{Care, Intent};
use leptos::prelude::*;
use shared::record::Training;
use shared::{MemberId, RecordId};

use super::super::words;
use super::by_name;
use super::details::current;
use crate::desk::{desk, text};
use crate::dom::{El, Part, el, live};
use crate::i18n::fill;
use crate::kit::{Field, Icon, Input, Kind, button, check, chip, chips, sheet};
use crate::route::Sheet;

/// Those who were taught, and the way to add somebody for those who may.
pub(super) fn training(item: &StrategyView) -> Part {
    let words = &text().program;
    let desk = desk();
    let series = item.series;
    let is_taught = item.strategy.measure.is_some() || item.strategy.assistive;
    if !is_taught && item.trained.is_empty() {
        return Part::Nothing;
    }
    let lines: Vec<El> = item.trained.iter().map(line).collect();
    let list: Part = match lines.is_empty() {
        true => el("p").class("help").add(words.nobody_trained).into(),
        false => el("ul").class("trained").test("trained").add(lines).into(),
    };
    let add = desk.may_edit.get_untracked().then(|| {
        let open = move || desk.router.open(Sheet::Train(series));
        button(Kind::Quiet, words.add_training, "add-training", open).sign(Icon::Plus)
    });
    el("section").add(el("h3").add(words.trained)).add(list).add(add).into()
}

fn line(trained: &TrainedView) -> El {
    let (words, training) = (&text().program, &trained.training);
    let said = |is_so: bool, word: &'static str| if is_so { word } else { "" };
    let fidelity =
        training.fidelity.map(|(right, of)| fill(words.fidelity, &[&right.to_string(), &of.to_string()]));
    let how = words::dots(&[
        said(training.explained, words.explained),
        said(training.modelled, words.modelled),
        said(training.coached, words.coached),
        said(training.alone, words.alone),
        &fidelity.unwrap_or_default(),
    ]);
    let by = words::dots(&[&words::person(&trained.by), &words::day_and_time(training.at)]);
    let who = el("strong").add(super::details::names(core::slice::from_ref(&trained.who)));
    el("li").add(who).add(el("span").add(how)).add(el("span").class("meta").add(by))
}

/// What is written down about one training.
#[derive(Debug, Clone, Default)]
struct Answers {
    who: Option<MemberId>,
    steps: [bool; 4],
    right: String,
    of: String,
    missing: &'static str,
}

impl Answers {
    /// The two numbers; an error where they are none.
    fn fidelity(&self) -> Result<Option<(u16, u16)>, ()> {
        match (self.right.trim(), self.of.trim()) {
            ("", "") => Ok(None),
            (right, of) => match (right.parse::<u16>(), of.parse::<u16>()) {
                (Ok(right), Ok(of)) if right <= of && of > 0 => Ok(Some((right, of))),
                _ => Err(()),
            },
        }
    }
}

/// The sheet.
pub(crate) fn training_form(series: RecordId) -> El {
    let words = &text().program;
    let answers = RwSignal::new(Answers::default());
    let item = current(series);
    let save = move || {
        let Some(version) = item.with_untracked(|item| item.as_ref().map(|item| item.version)) else {
            return;
        };
        let given = answers.get_untracked();
        let (Some(who), Ok(fidelity)) = (given.who, given.fidelity()) else {
            let missing = if given.who.is_none() { words.whom_missing } else { words.fidelity_wrong };
            return answers.update(|answers| answers.missing = missing);
        };
        let [explained, modelled, coached, alone] = given.steps;
        let at = desk().now();
        let note = String::new();
        let training = Training { version, who, explained, modelled, coached, alone, fidelity, at, note };
        desk().dispatch(Intent::Care(Care::Train(Box::new(training))));
        desk().router.open(Sheet::Item(series));
    };
    let number = |id, label, test| Field { id, label, help: "", input: Input::Number, test };
    let right = number("right", words.right, "field-right").ask(
        move || answers.with(|answers| answers.right.clone()),
        move |typed| answers.update(|answers| answers.right = typed),
    );
    let of = number("of", words.of, "field-of").ask(
        move || answers.with(|answers| answers.of.clone()),
        move |typed| answers.update(|answers| answers.of = typed),
    );
    let labels = [words.explained, words.modelled, words.coached, words.alone];
    let tests = ["explained", "modelled", "coached", "alone"];
    let boxes = labels.into_iter().zip(tests).enumerate().map(|(at, (label, test))| {
        let is_on = move || answers.with(|answers| answers.steps.get(at).copied().unwrap_or(false));
        let set = move |on| {
            answers.update(|answers| {
                if let Some(step) = answers.steps.get_mut(at) {
                    *step = on;
                }
            });
        };
        check(label, test, is_on, set)
    });
    let boxes: Vec<El> = boxes.collect();
    let missing = el("p").class("missing").set("role", "alert");
    let missing = missing.add(live(move || answers.with(|answers| answers.missing)));
    let save = button(Kind::Primary, text().frame.save, "save", save).sign(Icon::Check);
    sheet(words.add_training, "training-sheet", |body| {
        let body = body.add(whom(answers)).add(el("div").add(boxes)).add(right).add(of);
        body.add(missing).add(el("div").class("acts").add(save))
    })
}

fn whom(answers: RwSignal<Answers>) -> El {
    let people = by_name(|_| true).into_iter().map(|(member, name)| {
        let is_on = move || answers.with(|answers| answers.who == Some(member));
        chip(&name, "whom", is_on, move || answers.update(|answers| answers.who = Some(member)))
    });
    chips(text().program.whom, people.collect())
}
