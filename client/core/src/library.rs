//! The starting activity library (C51): small cards in plain words, in five lists, English and Spanish.
//!
//! Common activities of occupational therapy in our own words, each small and safe to start with. No doses and no
//! weights: those are a clinician's to enter. What only a clinician may activate (weighted items, intensive
//! spinning) is left out.

mod fine_motor;
mod posture;
mod sensory;
mod strengthening;
mod visual_motor;

pub use shared::record::{List, Near};

use shared::record::Channel;

use crate::Language;

/// One card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// Its stable id, kept in records; also names its picture.
    pub id: &'static str,
    /// The list it stands in.
    pub list: List,
    /// The sensory channel it works through, if it is a sensory activity.
    pub channel: Option<Channel>,
    /// Minutes offered first; small by design.
    pub minutes: u16,
    /// Whether an adult stays beside the child (C43).
    pub supervise: bool,
    /// What has to be nearby (C52); empty if it can be done anywhere.
    pub near: &'static [Near],
    /// English words.
    pub english: Words,
    /// Spanish words.
    pub spanish: Words,
}

/// What a card says in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Its title.
    pub title: &'static str,
    /// How to do it, one or two short sentences.
    pub how: &'static str,
}

/// Every card, list by list.
pub const CARDS: &[Card] = &all();

/// The card with this id.
pub fn card(id: &str) -> Option<&'static Card> {
    CARDS.iter().find(|card| card.id == id)
}

impl Card {
    /// What it says in `language`.
    pub fn words(&self, language: Language) -> Words {
        match language {
            Language::English => self.english,
            Language::Spanish => self.spanish,
        }
    }

    const fn new(id: &'static str, list: List, minutes: u16, english: Words, spanish: Words) -> Self {
        Self { id, list, channel: None, minutes, supervise: false, near: &[], english, spanish }
    }

    const fn through(self, channel: Channel) -> Self {
        Self { channel: Some(channel), ..self }
    }

    const fn supervised(self) -> Self {
        Self { supervise: true, ..self }
    }

    const fn near(self, near: &'static [Near]) -> Self {
        Self { near, ..self }
    }
}

const fn words(title: &'static str, how: &'static str) -> Words {
    Words { title, how }
}

const LISTS: [&[Card]; 5] =
    [strengthening::CARDS, visual_motor::CARDS, fine_motor::CARDS, posture::CARDS, sensory::CARDS];

const fn count() -> usize {
    let (mut count, mut list) = (0, 0);
    while list < LISTS.len() {
        count += LISTS[list].len();
        list += 1;
    }
    count
}

const fn all() -> [Card; count()] {
    let mut all = [LISTS[0][0]; count()];
    let (mut next, mut list) = (0, 0);
    while list < LISTS.len() {
        let mut card = 0;
        while card < LISTS[list].len() {
            all[next] = LISTS[list][card];
            next += 1;
            card += 1;
        }
        list += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use shared::sorted::Set;

    use shared::record::TITLE_LIMIT;

    use super::*;

    const LANGUAGES: [Language; 2] = [Language::English, Language::Spanish];

    #[test]
    fn ids_are_unique_and_find_their_card() {
        let ids: Set<_> = CARDS.iter().map(|card| card.id).collect();
        assert_eq!(ids.len(), CARDS.len());
        for id in ids {
            assert_eq!(card(id).map(|card| card.id), Some(id));
            assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{id}");
        }
    }

    #[test]
    fn titles_are_unique_in_each_language() {
        for language in LANGUAGES {
            let titles: Set<_> = CARDS.iter().map(|card| card.words(language).title.to_lowercase()).collect();
            assert_eq!(titles.len(), CARDS.len());
        }
    }

    #[test]
    fn every_card_says_what_and_how_in_both_languages() {
        for card in CARDS {
            for Words { title, how } in LANGUAGES.map(|language| card.words(language)) {
                assert!(!title.trim().is_empty() && title.len() <= TITLE_LIMIT.min(200), "{title}");
                assert!(how.ends_with('.') && (1..=4).contains(&how.matches('.').count()), "{how}");
                assert!(how.split('.').all(|sentence| sentence.split_whitespace().count() <= 16), "{how}");
            }
            assert_ne!(card.english, card.spanish, "{}", card.id);
        }
    }

    #[test]
    fn cards_are_small_and_stand_list_by_list() {
        assert!(CARDS.is_sorted_by_key(|card| card.list));
        for card in CARDS {
            assert!((1..=5).contains(&card.minutes), "{}", card.id);
            assert!(card.channel.is_some() || card.list != List::Sensory, "{} has no channel", card.id);
        }
    }

    #[test]
    fn an_adult_stays_where_a_child_could_fall_choke_or_be_cut() {
        for id in
            ["wheelbarrow-walk", "gentle-swinging", "balloon-up", "lacing-beads", "scissors", "crunchy-snack"]
        {
            assert!(card(id).is_some_and(|card| card.supervise), "{id}");
        }
    }
}
