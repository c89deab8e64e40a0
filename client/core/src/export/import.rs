//! A table of earlier notes, read and judged line by line: all of it becomes entries, or none. Knows nothing of a team.
//!
//! Only what somebody wrote down comes in, activities and notes: what was counted, stopped or cleared is of the people and
//! devices that did it, and is told as left out.

use shared::record::{Activity, Draft, FROM_TABLE, Imported, Note, Record, Setting, TEXT_LIMIT, TITLE_LIMIT};
use shared::seal::hash16;
use shared::sorted::{Map, Set};
use shared::{Moment, Now, RecordId};

use super::columns;
use super::stamp;
use super::table::{self, Line, NotATable};

/// The most lines that come in at once.
pub const LINES_LIMIT: usize = 5_000;
/// How many bad cells are told; whoever mends these sees the next.
const TOLD: usize = 20;
const DAY_MS: i64 = 86_400_000;

/// What a table holds that can come in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Read {
    /// The lines that become entries.
    pub lines: Vec<Incoming>,
    /// Lines that stay out, by their kind; those that were struck are `struck`.
    pub left_out: Map<String, usize>,
    /// Columns that nothing is made of.
    pub unused: Vec<String>,
}

/// One line as the entry that it becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// Where it stands in the file.
    pub line: usize,
    /// What it is.
    pub what: What,
    /// Whether it is for the person alone.
    pub private: bool,
    /// Where it comes from.
    pub from: Imported,
}

/// What a line becomes.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An activity that was tried.
    Activity(Activity),
    /// A note.
    Note(Note),
}

/// Why nothing of a table comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is no table.
    NotATable(NotATable),
    /// There is no line of names at its top with `at` and `title` or `note`.
    NoNames,
    /// There is nothing below the names.
    Nothing,
    /// There are more lines than [`LINES_LIMIT`].
    TooMany,
    /// Cells that cannot be what they are; the first few of them.
    Bad(Vec<Bad>),
    /// Notes for the person alone cannot be kept here yet, or nothing can be written at all.
    NotAllowed,
}

/// One bad cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad {
    /// The line of the file that it is in.
    pub line: usize,
    /// Its column.
    pub column: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There must be something.
    Empty,
    /// It is no time as `2026-11-03 17:30`.
    NotATime,
    /// It is after today.
    NotYet,
    /// It is none of these words.
    NotAWord(String),
    /// It is no whole number up to this.
    NotANumber(u16),
    /// It is longer than so many bytes.
    TooLong(usize),
    /// Another line has the same id.
    Twice,
    /// There are more cells than names.
    NoName,
}

impl What {
    /// When it happened.
    pub fn at(&self) -> Moment {
        match self {
            Self::Activity(activity) => activity.at,
            Self::Note(note) => note.at,
        }
    }

    /// What it is called: the activity, or the note itself.
    pub fn says(&self) -> &str {
        match self {
            Self::Activity(activity) => &activity.title,
            Self::Note(note) => &note.note,
        }
    }

    /// The kind of record and its first fields.
    pub(crate) fn draft(&self) -> (&'static str, Draft) {
        match self {
            Self::Activity(activity) => (Activity::KIND, activity.draft()),
            Self::Note(note) => (Note::KIND, note.draft()),
        }
    }
}

/// Reads a table. What says no place happened at `usual`, what says no offset at `now`'s.
pub fn read(bytes: &[u8], now: Now, usual: Setting) -> Result<Read, Problem> {
    let lines = table::read(bytes).map_err(Problem::NotATable)?;
    let (head, lines) = lines.split_first().ok_or(Problem::Nothing)?;
    let names: Vec<String> = head.cells.iter().map(|name| name.trim().to_lowercase()).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if !has("at") || !(has("title") || has("note")) {
        return Err(Problem::NoNames);
    }
    match lines.len() {
        0 => return Err(Problem::Nothing),
        LINES_LIMIT.. if lines.len() > LINES_LIMIT => return Err(Problem::TooMany),
        _ => {}
    }
    let unused = names.iter().filter(|name| !name.is_empty() && !columns::is_column(name));
    let mut read = Read { unused: unused.cloned().collect(), ..Read::default() };
    let (mut bad, mut ids) = (Vec::new(), Set::new());
    let mut often: Map<[u8; 16], usize> = Map::new();
    for line in lines {
        let mut reader = Reader { names: &names, line, now, usual, bad: &mut bad };
        match reader.line() {
            Err(kind) => *read.left_out.entry(kind).or_default() += 1,
            Ok(mut incoming) => {
                if incoming.from.id.is_empty() {
                    incoming.from.id = name_of(&incoming, &mut often);
                }
                if !ids.insert(incoming.from.id.clone()) {
                    reader.say("id", Why::Twice);
                }
                read.lines.push(incoming);
            }
        }
    }
    if bad.is_empty() {
        return Ok(read);
    }
    bad.truncate(TOLD);
    Err(Problem::Bad(bad))
}

/// A name for a line without an id: made from all it says, and which of several alike it is.
fn name_of(incoming: &Incoming, often: &mut Map<[u8; 16], usize>) -> String {
    let said = hash16(format!("{:?} {}", incoming.what, incoming.from.author).as_bytes());
    let times = often.entry(said).or_default();
    *times += 1;
    let mut name = String::from("line-");
    said.iter().for_each(|byte| name.push_str(&format!("{byte:02x}")));
    if *times > 1 {
        name.push_str(&format!("-{times}"));
    }
    name
}

struct Reader<'a> {
    names: &'a [String],
    line: &'a Line,
    now: Now,
    usual: Setting,
    bad: &'a mut Vec<Bad>,
}

impl Reader<'_> {
    /// The line, or the kind by which it is left out.
    fn line(&mut self) -> Result<Incoming, String> {
        if self.line.cells.iter().skip(self.names.len()).any(|cell| !cell.is_empty()) {
            let cell = self.names.len() + 1;
            self.bad.push(Bad { line: self.line.number, column: cell.to_string(), why: Why::NoName });
        }
        let kind = self.cell("kind").to_owned();
        if self.cell("struck") == "yes" {
            return Err("struck".to_owned());
        }
        let is_note = match kind.as_str() {
            "" => self.cell("title").is_empty(),
            Note::KIND => true,
            Activity::KIND => false,
            other if columns::is_kind(other) => return Err(kind),
            _ => {
                self.say("kind", Why::NotAWord([Activity::KIND, Note::KIND].join(", ")));
                true
            }
        };
        let at = self.at();
        let setting = self.word("setting").unwrap_or(self.usual);
        let note = self.text("note", TEXT_LIMIT, is_note);
        let what = if is_note {
            What::Note(Note { note, setting, at })
        } else {
            What::Activity(Activity {
                title: self.text("title", TITLE_LIMIT, true).trim().to_owned(),
                strategy: self.cell("strategy").parse::<RecordId>().ok(),
                library: Some(self.text("library", TITLE_LIMIT, false)).filter(|card| !card.is_empty()),
                setting,
                at,
                minutes: self.minutes(),
                helped: self.word("helped"),
                before: self.word("before"),
                after: self.word("after"),
                note,
            })
        };
        let from = Imported {
            source: FROM_TABLE.to_owned(),
            id: self.text("id", TITLE_LIMIT, false),
            author: self.text("author", TITLE_LIMIT, false),
        };
        Ok(Incoming { line: self.line.number, what, private: self.cell("scope") == "private", from })
    }

    /// A cell as it was before it was guarded; what is not there is empty.
    fn cell(&self, name: &str) -> &str {
        let at = self.names.iter().position(|named| named == name);
        at.and_then(|at| self.line.cells.get(at)).map_or("", |cell| table::unguarded(cell))
    }

    fn say(&mut self, column: &str, why: Why) {
        self.bad.push(Bad { line: self.line.number, column: column.to_owned(), why });
    }

    fn text(&mut self, name: &str, limit: usize, must: bool) -> String {
        let text = self.cell(name).to_owned();
        if must && text.trim().is_empty() {
            self.say(name, Why::Empty);
        } else if text.len() > limit {
            self.say(name, Why::TooLong(limit));
        }
        text
    }

    fn at(&mut self) -> Moment {
        let text = self.cell("at").to_owned();
        let why = match stamp::read(&text, self.now) {
            Some(at) if at.unix_ms < DAY_MS => Why::NotATime,
            Some(at) if at.unix_ms > self.now.unix_ms.saturating_add(DAY_MS) => Why::NotYet,
            Some(at) => return at,
            None if text.trim().is_empty() => Why::Empty,
            None => Why::NotATime,
        };
        self.say("at", why);
        self.now
    }

    fn word<T: core::str::FromStr<Err = shared::record::UnknownWord>>(&mut self, name: &str) -> Option<T> {
        let word = self.cell(name).trim().to_lowercase();
        if word.is_empty() {
            return None;
        }
        match word.parse() {
            Ok(word) => Some(word),
            Err(unknown) => {
                self.say(name, Why::NotAWord(unknown.known));
                None
            }
        }
    }

    fn minutes(&mut self) -> Option<u16> {
        const DAY_MIN: u16 = 1440;
        let text = self.cell("minutes").trim();
        if text.is_empty() {
            return None;
        }
        let minutes = text.parse().ok().filter(|minutes| *minutes <= DAY_MIN);
        if minutes.is_none() {
            self.say("minutes", Why::NotANumber(DAY_MIN));
        }
        minutes
    }
}

#[cfg(test)]
#[path = "import_tests.rs"]
mod tests;
