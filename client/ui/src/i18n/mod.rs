//! What the app says, in English and Spanish. Owns every word on screen; knows no screen.
//!
//! Where to start: [`Text`] holds the sentences, a group a screen, both languages side by side, so a missing
//! translation does not compile; [`labels`] names the closed lists of the domain; [`format`] prints dates, times,
//! numbers and plurals with the browser's `Intl`.
//!
//! A sentence with gaps is written `"{} of {}"` and filled by [`fill`]; one with a plural is written
//! `"{} note|{} notes"` and chosen by [`format::count`].

mod asking;
mod board;
mod cards;
mod care;
mod carry;
mod consent;
mod count;
mod daily;
mod daily_labels;
mod day;
mod entry;
mod first;
pub(crate) mod format;
mod frame;
mod glossary;
mod goals;
mod insight;
pub(crate) mod labels;
mod lock;
mod past;
mod photos;
mod program;
mod taking;
mod team;

use carryover_core::Language;

pub(crate) use format::count;

/// Declares a group of sentences: `name: "English", "Spanish";`.
macro_rules! words {
    ($(#[$doc:meta])* $group:ident { $($name:ident: $english:literal, $spanish:literal;)* }) => {
        $(#[$doc])*
        pub(crate) struct $group { $(pub(crate) $name: &'static str,)* }

        impl $group {
            /// In English.
            pub(crate) const ENGLISH: Self = Self { $($name: $english,)* };
            /// In Spanish.
            pub(crate) const SPANISH: Self = Self { $($name: $spanish,)* };
        }
    };
}
use words;

/// Every sentence in one language.
pub(crate) struct Text {
    /// First run, joining, a page that cannot be shown.
    pub(crate) first: first::First,
    /// What is around every screen, and what every form uses.
    pub(crate) frame: frame::Frame,
    /// Settings, the sample child, notices.
    pub(crate) settings: frame::Settings,
    /// Today, the quick log, STOP.
    pub(crate) day: day::Day,
    /// STOP and what follows it.
    pub(crate) stop: day::Stop,
    /// Notes, the timeline, one entry.
    pub(crate) entry: entry::Entry,
    /// Photos of entries and boards.
    pub(crate) photos: photos::Photos,
    /// Since the last visit.
    pub(crate) since: entry::Since,
    /// The plan.
    pub(crate) plan: care::Plan,
    /// Entries of daily care in lists.
    pub(crate) daily: daily::Daily,
    /// The tally board.
    pub(crate) counting: count::Counting,
    /// One plan item.
    pub(crate) program: program::Program,
    /// Questions and concerns.
    pub(crate) asking: asking::Asking,
    /// The check-in.
    pub(crate) checking_in: asking::CheckingIn,
    /// Goals.
    pub(crate) goals: goals::Goals,
    /// Choice boards and schedules.
    pub(crate) boards: board::Boards,
    /// The team and its invites.
    pub(crate) team: team::Team,
    /// Carrying notes by hand.
    pub(crate) carry: carry::Carry,
    /// Taking everything along.
    pub(crate) taking: taking::Taking,
    /// Who sees what, and who is on the team.
    pub(crate) consent: consent::Consent,
    /// The recovery sheet.
    pub(crate) paper: consent::Paper,
    /// The lock of this device.
    pub(crate) lock: lock::Lock,
    /// Several people on one device.
    pub(crate) people: lock::People,
    /// The activity library.
    pub(crate) cards: cards::Cards,
    /// Words explained.
    pub(crate) words: glossary::Words,
    /// Who changed what.
    pub(crate) past: past::Past,
    /// What helps.
    pub(crate) helping: insight::Helping,
    /// Goals over time.
    pub(crate) charting: insight::Charting,
    /// Another device of the same person.
    pub(crate) link: consent::Link,
}

static ENGLISH: Text = Text {
    first: first::First::ENGLISH,
    frame: frame::Frame::ENGLISH,
    settings: frame::Settings::ENGLISH,
    day: day::Day::ENGLISH,
    stop: day::Stop::ENGLISH,
    entry: entry::Entry::ENGLISH,
    photos: photos::Photos::ENGLISH,
    since: entry::Since::ENGLISH,
    plan: care::Plan::ENGLISH,
    daily: daily::Daily::ENGLISH,
    counting: count::Counting::ENGLISH,
    program: program::Program::ENGLISH,
    asking: asking::Asking::ENGLISH,
    checking_in: asking::CheckingIn::ENGLISH,
    goals: goals::Goals::ENGLISH,
    boards: board::Boards::ENGLISH,
    team: team::Team::ENGLISH,
    carry: carry::Carry::ENGLISH,
    taking: taking::Taking::ENGLISH,
    consent: consent::Consent::ENGLISH,
    paper: consent::Paper::ENGLISH,
    lock: lock::Lock::ENGLISH,
    people: lock::People::ENGLISH,
    cards: cards::Cards::ENGLISH,
    words: glossary::Words::ENGLISH,
    past: past::Past::ENGLISH,
    helping: insight::Helping::ENGLISH,
    charting: insight::Charting::ENGLISH,
    link: consent::Link::ENGLISH,
};

static SPANISH: Text = Text {
    first: first::First::SPANISH,
    frame: frame::Frame::SPANISH,
    settings: frame::Settings::SPANISH,
    day: day::Day::SPANISH,
    stop: day::Stop::SPANISH,
    entry: entry::Entry::SPANISH,
    photos: photos::Photos::SPANISH,
    since: entry::Since::SPANISH,
    plan: care::Plan::SPANISH,
    daily: daily::Daily::SPANISH,
    counting: count::Counting::SPANISH,
    program: program::Program::SPANISH,
    asking: asking::Asking::SPANISH,
    checking_in: asking::CheckingIn::SPANISH,
    goals: goals::Goals::SPANISH,
    boards: board::Boards::SPANISH,
    team: team::Team::SPANISH,
    carry: carry::Carry::SPANISH,
    taking: taking::Taking::SPANISH,
    consent: consent::Consent::SPANISH,
    paper: consent::Paper::SPANISH,
    lock: lock::Lock::SPANISH,
    people: lock::People::SPANISH,
    cards: cards::Cards::SPANISH,
    words: glossary::Words::SPANISH,
    past: past::Past::SPANISH,
    helping: insight::Helping::SPANISH,
    charting: insight::Charting::SPANISH,
    link: consent::Link::SPANISH,
};

/// The sentences of `language`.
pub(crate) fn text_in(language: Language) -> &'static Text {
    match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    }
}

/// The language's code, for `lang`, `Intl` and storage.
pub(crate) const fn code(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Spanish => "es",
    }
}

/// What a language calls itself.
pub(crate) const fn own_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Spanish => "Español",
    }
}

/// Fills the gaps of a sentence, from left to right.
pub(crate) fn fill(sentence: &str, gaps: &[&str]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut gaps = gaps.iter();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once("{}") {
        filled.push_str(before);
        filled.push_str(gaps.next().copied().unwrap_or_default());
        rest = after;
    }
    filled.push_str(rest);
    filled
}
