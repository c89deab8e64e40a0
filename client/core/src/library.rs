//! The starting activity library (C51): small cards in plain words, in five lists, English and Spanish.

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

/// The five lists (C51).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Strengthening.
    Strengthening,
    /// Visual-motor and eye-hand.
    VisualMotor,
    /// Manipulation and fine-motor.
    FineMotor,
    /// Posture.
    Posture,
    /// Sensory.
    Sensory,
}

impl Card {
    /// What it says in `language`.
    pub fn words(&self, language: Language) -> Words {
        match language {
            Language::English => self.english,
            Language::Spanish => self.spanish,
        }
    }
}

/// The card with this id.
pub fn card(id: &str) -> Option<&'static Card> {
    CARDS.iter().find(|card| card.id == id)
}

/// Every card, list by list.
pub const CARDS: &[Card] = &[Card {
    id: "wall-push-ups",
    list: List::Strengthening,
    channel: Some(Channel::HeavyWork),
    minutes: 2,
    supervise: false,
    english: Words {
        title: "Wall push-ups",
        how: "Hands flat on the wall. Bend the arms, push back slowly. Ten times.",
    },
    spanish: Words {
        title: "Flexiones en la pared",
        how: "Manos planas en la pared. Doble los brazos y empuje despacio. Diez veces.",
    },
}];
