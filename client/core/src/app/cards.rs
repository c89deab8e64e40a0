//! The activity library of a team: the cards that come with the app, and its own (C51).

use shared::record::{OwnCard, Record, TEXT_LIMIT, TITLE_LIMIT, current_versions};
use shared::sync::device::{Effect, Team};
use shared::{Now, RecordId};

use super::App;
use super::logging::check_text;
use super::people::plan_rows;
use super::plan::series;
use super::planning::next_version;
use crate::Language;
use crate::library::{CARDS, Card};
use crate::view::{CardView, Notice, OwnView};

impl App {
    /// All cards of the chosen team: its own first, then those that come with the app, list by list.
    pub fn cards(&self, language: Language) -> Vec<CardView> {
        let own = self.chosen_team().map(|team| self.own_cards(team)).unwrap_or_default();
        own.into_iter().chain(CARDS.iter().map(|card| shipped(card, language))).collect()
    }

    fn own_cards(&self, team: &Team) -> Vec<CardView> {
        let current = current_versions::<OwnCard>(plan_rows(team), |card| &card.version);
        let by_series = series(current, |card: &OwnCard| &card.version);
        let view = |(first, mut versions): (RecordId, Vec<(RecordId, OwnCard)>)| {
            let (version, card) = versions.pop()?;
            Some(CardView {
                library: first.to_string(),
                title: card.title.clone(),
                how: card.how.clone(),
                list: card.list,
                near: card.near.clone(),
                channel: card.channel,
                minutes: card.minutes,
                supervise: card.supervise,
                // Of two versions written at once, the one that is more careful counts.
                needs_ot: card.needs_ot || versions.iter().any(|(_, rival)| rival.needs_ot),
                own: Some(OwnView {
                    version,
                    rivals: versions.into_iter().map(|(id, _)| id).collect(),
                    author: self.author_of(team, version),
                    written: self.written_at(version),
                    card,
                }),
            })
        };
        by_series.into_iter().filter_map(view).collect()
    }

    pub(super) fn plan_card(
        &mut self,
        now: Now,
        replaces: &[RecordId],
        card: OwnCard,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Notice> {
        check_text(&card.title, 1, TITLE_LIMIT)?;
        check_text(&card.how, 0, TEXT_LIMIT)?;
        let team = self.chosen_team().ok_or(Notice::NotAllowed)?;
        let card = OwnCard {
            version: next_version(team, replaces, false)?,
            title: card.title.trim().to_owned(),
            minutes: card.minutes.map(|minutes| minutes.min(1440)),
            ..card
        };
        self.write_version(now, OwnCard::KIND, (replaces, &card.draft()), effects)
    }
}

fn shipped(card: &Card, language: Language) -> CardView {
    let words = card.words(language);
    CardView {
        library: card.id.to_owned(),
        title: words.title.to_owned(),
        how: words.how.to_owned(),
        list: card.list,
        near: card.near.to_vec(),
        channel: card.channel,
        minutes: Some(card.minutes),
        supervise: card.supervise,
        needs_ot: false,
        own: None,
    }
}

#[cfg(test)]
#[path = "cards_tests.rs"]
mod tests;
