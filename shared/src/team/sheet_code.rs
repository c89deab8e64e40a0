//! What stands on the recovery sheet: the team and sixteen secret bytes, as 24 words that can be read out and typed.
//!
//! The words are those of BIP 39 for `team (16) ‖ secret (16)`: eight bits of checksum, and no two words with the same
//! four first letters. The sheet's keys follow from the secret.

use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use crate::TeamId;
use crate::seal::{DeviceKeys, Random, hash};

/// A recovery sheet, from the inside.
#[derive(Clone)]
pub struct SheetCode {
    /// The team.
    pub team: TeamId,
    secret: Zeroizing<[u8; 16]>,
}

/// Words that are not those of a sheet, or not all, or with a mistake in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these are not the 24 words of a recovery sheet; look for a word that is missing or mistyped")]
pub struct NotASheet;

impl SheetCode {
    /// A sheet's secret, for a team that may not be there yet.
    pub fn draw(random: &mut Random) -> [u8; 16] {
        random.bytes()
    }

    /// The sheet with this secret.
    pub fn new(team: TeamId, secret: [u8; 16]) -> Self {
        Self { team, secret: Zeroizing::new(secret) }
    }

    /// The words, in their order.
    pub fn words(&self) -> Vec<&'static str> {
        let bytes = Zeroizing::new([self.team.as_bytes().as_slice(), self.secret.as_slice()].concat());
        // Thirty-two bytes are a length it knows.
        Mnemonic::from_entropy_in(Language::English, &bytes)
            .map(|words| words.words().collect())
            .unwrap_or_default()
    }

    /// Reads the words, in any case, with whatever stands between them.
    pub fn parse(text: &str) -> Result<Self, NotASheet> {
        let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
        let words: Vec<String> = words.take(25).map(str::to_lowercase).collect();
        let words = Zeroizing::new(words.join(" "));
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &words).map_err(|_| NotASheet)?;
        let bytes = Zeroizing::new(mnemonic.to_entropy());
        let (team, secret) = bytes.split_first_chunk::<16>().ok_or(NotASheet)?;
        let secret: [u8; 16] = secret.try_into().map_err(|_| NotASheet)?;
        Ok(Self::new(TeamId(*team), secret))
    }

    /// What the sheet signs with and receives keys with.
    pub fn keys(&self) -> DeviceKeys {
        Self::keys_of(&self.secret)
    }

    /// The keys that follow from a sheet's secret.
    pub fn keys_of(secret: &[u8; 16]) -> DeviceKeys {
        DeviceKeys::from_secret(hash(&[b"carryover recovery sheet 1\n", secret]))
    }
}

impl core::fmt::Debug for SheetCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "SheetCode({:?})", self.team)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sheet() -> SheetCode {
        SheetCode::new(TeamId([7; 16]), [8; 16])
    }

    #[test]
    fn the_words_can_be_typed_in_any_case_and_on_several_lines() {
        let words = sheet().words();
        assert_eq!(words.len(), 24);
        let typed = words.join("\n 2. ").to_uppercase();
        let read = SheetCode::parse(&typed).expect("whole");
        assert_eq!(read.team, sheet().team);
        assert_eq!(read.keys().id(), sheet().keys().id());
    }

    #[test]
    fn a_missing_a_wrong_and_a_misplaced_word_are_noticed() {
        let words = sheet().words();
        assert!(SheetCode::parse(&words[1..].join(" ")).is_err());
        assert!(SheetCode::parse(&[&words[..], &["zoo"]].concat().join(" ")).is_err());
        let mut swapped = words.clone();
        swapped.swap(0, 23);
        assert!(SheetCode::parse(&swapped.join(" ")).is_err());
        let mut unknown = words;
        unknown[3] = "carryover";
        assert!(SheetCode::parse(&unknown.join(" ")).is_err());
    }

    proptest! {
        #[test]
        fn any_sheet_comes_back_and_any_text_is_survived(team: [u8; 16], secret: [u8; 16], text: String) {
            let sheet = SheetCode::new(TeamId(team), secret);
            let read = SheetCode::parse(&sheet.words().join(" ")).expect("whole");
            prop_assert_eq!((read.team, *read.secret), (TeamId(team), secret));
            let _ = SheetCode::parse(&text);
        }
    }
}
