//! One figure: how often it helped, of how many, and how sure that is. A share is never told without its counts, and of few
//! answers not at all.

use carryover_core::insight::{Answers, Figure};
use shared::RecordId;
use shared::record::{Helped, Role};

use crate::desk::{desk, language, text};
use crate::dom::{El, el, svg};
use crate::i18n::{count, fill};
use crate::kit::helped_count;

/// "Helped 12 of 15 times", or "4 of 4 · too few to say".
pub(super) fn said(answers: &Answers) -> String {
    let words = &text().helping;
    if answers.told() == 0 {
        return words.nothing.to_owned();
    }
    let told = usize::try_from(answers.told()).unwrap_or_default();
    // The count of what helped goes into the first gap of both halves; the plural fills the second.
    let better = answers.better.to_string();
    let halves: Vec<String> = words.helped.split('|').map(|half| half.replacen("{}", &better, 1)).collect();
    let said = count(language(), &halves.join("|"), told);
    if answers.interval().is_some() { said } else { [&said, " · ", words.few].concat() }
}

/// The interval, for clinicians.
pub(super) fn surely(answers: &Answers) -> Option<El> {
    let (low, high) = answers.interval().filter(|_| desk().role() == Role::Clinician)?;
    let hundred = |share: f64| ((share * 100.0 + 0.5) as u32).to_string();
    let said = fill(text().helping.surely, &[&hundred(low), &hundred(high)]);
    Some(el("span").class("help").test("interval").add(said))
}

/// Each answer that was given, with its count.
pub(super) fn answers(answers: &Answers) -> El {
    let counts = [
        (Helped::Better, answers.better),
        (Helped::Same, answers.same),
        (Helped::Harder, answers.harder),
        (Helped::Unknown, answers.unknown),
    ];
    let marks = counts.into_iter().filter(|(_, times)| *times > 0);
    let marks: Vec<El> = marks.map(|(helped, times)| helped_count(helped, times, language())).collect();
    el("span").class("helped-marks").add(marks)
}

/// The answers as a bar: better is tall, same is half, harder is low, so that it reads without colours.
pub(super) fn bar(answers: &Answers) -> El {
    let drawn = svg("svg").class("share").set("viewBox", "0 0 100 12").set("preserveAspectRatio", "none");
    let mut drawn = drawn.set("aria-hidden", "true");
    let all = answers.told().max(1);
    let mut from = 0;
    for (class, times, height) in
        [("better", answers.better, 12), ("same", answers.same, 7), ("harder", answers.harder, 3)]
    {
        let (start, end) = (from * 100 / all, (from + times) * 100 / all);
        from += times;
        let part = svg("rect").class(class).set("x", &start.to_string()).set("y", &(12 - height).to_string());
        drawn = drawn.add(part.set("width", &(end - start).to_string()).set("height", &height.to_string()));
    }
    drawn
}

/// What is beside the answers: how often nobody said, and what is in doubt.
pub(super) fn beside(figure: &Figure) -> Vec<El> {
    let words = &text().helping;
    let lines = [(words.silent, figure.answers.silent), (words.doubtful, figure.doubtful)];
    let lines = lines.into_iter().filter(|(_, times)| *times > 0);
    let line = |(sentence, times): (&str, u32)| {
        el("p").class("help").add(count(language(), sentence, usize::try_from(times).unwrap_or_default()))
    };
    lines.map(line).collect()
}

/// The figure of a part, as a row that leads to its notes.
pub(super) fn row(label: El, figure: &Figure, show: impl Fn(Vec<RecordId>) + 'static) -> El {
    let ids = figure.entries.clone();
    let said = el("span").class("slice-said").add(said(&figure.answers));
    let row =
        el("button").set("type", "button").class("slice").test("slice").press(move || show(ids.clone()));
    let row = row.add(label.class("slice-name")).add(said).add(bar(&figure.answers));
    el("li").add(row.add(surely(&figure.answers)).add(answers(&figure.answers)))
}
