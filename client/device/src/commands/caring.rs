//! Daily care: counting, reading, activating, asking.

use carryover_core::view::ProgramView;
use carryover_core::{Care as Asked, Counting, Intent};
use serde_json::json;
use shared::record::{Ask, Count as Key, Question};

use super::{line, lines, write};
use crate::cli::care::{Care, Count};
use crate::failure::Failure;
use crate::print::{self, one_line};
use crate::run::Run;

pub(super) fn care(run: &mut Run, command: Care) -> Result<String, Failure> {
    let asked = match command {
        Care::Count(count) => return counted(run, &count),
        Care::Programs { json } => {
            let programs = run.with(|app, now, _| app.programs(now));
            return Ok(lines(programs.iter().map(|program| shown(program, json))));
        }
        Care::Read { versions } => Asked::MarkRead { versions },
        Care::Activate { versions } => Asked::Activate { versions, note: String::new() },
        Care::Ask { text, concern } => {
            let ask = if concern { Ask::Concern } else { Ask::Question };
            Asked::Ask(Box::new(Question { ask, to: None, about: None, title: String::new(), text }))
        }
        Care::Answer { question, text, settled } => Asked::Answer { question, text, settled },
    };
    write(run, Intent::Care(asked)).map(line)
}

/// Every tap is asked for by itself, as a person would.
fn counted(run: &mut Run, count: &Count) -> Result<String, Failure> {
    let key = match count.level {
        Some(level) => Key::Level(level),
        None if count.minus => Key::Minus,
        None if count.prompts => Key::Prompts,
        None => Key::Plus,
    };
    let counting = match count.missed {
        Some(reason) => Counting::Missed(reason),
        None if count.end => Counting::End,
        None if count.back => Counting::Back(key),
        None => Counting::More(key),
    };
    let is_once = matches!(counting, Counting::Missed(_) | Counting::End);
    for _ in 0..if is_once { 1 } else { count.times } {
        run.ask(Intent::Care(Asked::Count { strategy: count.strategy, counting }))?;
    }
    Ok(String::new())
}

fn shown(program: &ProgramView, as_json: bool) -> String {
    let total = &program.total;
    let item = &program.item;
    if !as_json {
        let (title, all) = (&item.strategy.title, total.opportunities());
        return one_line(&format!(
            "{title} · version {} · {all} counted today  {}",
            item.number, item.series
        ));
    }
    json!({
        "id": item.series.to_string(),
        "version": item.version.to_string(),
        "number": item.number,
        "title": item.strategy.title,
        "counts": print::counts(total),
        "observers": program.others.len() + usize::from(program.open.is_some()),
        "read": item.readers.iter().map(|reader| reader.name.clone()).collect::<Vec<_>>(),
        "rests": item.rests,
    })
    .to_string()
}
