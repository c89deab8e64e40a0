//! The short code of an invite, to be typed or read out over the phone: three groups of five letters.
//!
//! ```text
//! K7QTN-04XWB-9RGHM     65 random bits, the first 13 letters, and two letters that check them
//! ```
//!
//! The letters are Crockford's base32: digits and Latin letters without I, L, O and U. Reading one, case does not count, nor
//! do spaces, dashes and dots; O is zero, I and L are one. The last two letters are those of a Reed–Solomon code over GF(32)
//! with the roots 1 and α (α⁵ = α² + 1), so that one or two wrong letters are always noticed, and any two swapped ones.
//!
//! The invite's secret follows from the 65 bits by Argon2id ([`InviteCode::keys`]): whoever holds what is sealed to the invite pays that
//! for every guess. A code names no team: the relay knows which one its invite is of. Why so: `docs/decisions/0018-short-codes.md`.

use zeroize::Zeroizing;

use crate::seal::{DeviceKeys, Random, stretch_code};

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters that carry the secret, and all.
const SECRET: usize = 13;
const LENGTH: usize = 15;
const GROUP: usize = 5;
/// What is looked at of a text at most: a code with whatever stands between its letters.
const TYPED_LIMIT: usize = 64;

/// An invite's short code.
#[derive(Clone, PartialEq, Eq)]
pub struct InviteCode(Zeroizing<[u8; LENGTH]>);

/// Why a text is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACode {
    /// It does not look like one.
    #[error("this is not an invite code")]
    Other,
    /// It looks like one, but a letter is missing, wrong or too much.
    #[error("a letter of this code is wrong or missing")]
    Mistyped,
}

impl InviteCode {
    /// A new one.
    pub fn draw(random: &mut Random) -> Self {
        let drawn = Zeroizing::new(random.bytes::<SECRET>());
        let mut letters = Zeroizing::new([0; LENGTH]);
        // Each letter is as likely as any other: 32 goes into 256.
        letters.iter_mut().zip(drawn.iter()).for_each(|(letter, drawn)| *letter = drawn % 32);
        let check = check(&letters[..SECRET]);
        letters[SECRET..].copy_from_slice(&check);
        Self(letters)
    }

    /// As it is shown: `K7QTN-04XWB-9RGHM`.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(LENGTH + 2);
        for (at, value) in self.0.iter().enumerate() {
            if at > 0 && at % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(LETTERS[usize::from(*value)]));
        }
        text
    }

    /// Reads what was typed.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        let mut letters = Zeroizing::new([0; LENGTH]);
        let (mut held, mut is_right) = (0, true);
        for (at, letter) in text.trim().chars().enumerate() {
            if at >= TYPED_LIMIT || !is_of_a_code(letter) {
                return Err(NotACode::Other);
            }
            if !letter.is_ascii_alphanumeric() {
                continue;
            }
            match (letters.get_mut(held), value(letter)) {
                (Some(place), Some(value)) => *place = value,
                _ => is_right = false,
            }
            held += 1;
        }
        match held {
            LENGTH if is_right && check(&letters[..SECRET]) == letters[SECRET..] => Ok(Self(letters)),
            10..=20 => Err(NotACode::Mistyped),
            _ => Err(NotACode::Other),
        }
    }

    /// The invite's keys. It takes a while, and there may not be enough memory.
    pub fn keys(&self) -> Option<DeviceKeys> {
        stretch_code(&self.0[..SECRET]).map(|secret| DeviceKeys::from_secret(*secret))
    }
}

impl core::fmt::Debug for InviteCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("InviteCode")
    }
}

fn is_of_a_code(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter.is_whitespace() || matches!(letter, '-' | '.' | '–' | '—' | '‑')
}

fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let at = LETTERS.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(at).ok()
}

/// The two letters that make the whole vanish at 1 and at α.
fn check(secret: &[u8]) -> [u8; 2] {
    // Division by (x − 1)(x − α) = x² + (1 + α)x + α.
    secret.iter().fold([0; 2], |[high, low], letter| {
        let carry = letter ^ high;
        [low ^ carry ^ times_alpha(carry), times_alpha(carry)]
    })
}

/// Times α in GF(32).
fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 0x20 == 0 { doubled } else { doubled ^ 0x25 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code() -> InviteCode {
        InviteCode::draw(&mut Random::from_seed([5; 32]))
    }

    fn letters(code: &InviteCode) -> Vec<char> {
        code.text().chars().filter(|letter| *letter != '-').collect()
    }

    fn parse(letters: &[char]) -> Result<InviteCode, NotACode> {
        InviteCode::parse(&letters.iter().collect::<String>())
    }

    #[test]
    fn a_code_can_be_typed_in_any_way_that_people_write_it() {
        let code = code();
        let text = code.text();
        assert_eq!(text.split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5]);
        let forgiven = text.replace('0', "o").replace('1', "l");
        for typed in [
            text.clone(),
            format!("  {}\n", text.to_lowercase()),
            text.replace('-', " "),
            text.replace('-', ""),
            text.replace('-', " – "),
            forgiven,
            letters(&code).iter().flat_map(|letter| [*letter, ' ']).collect(),
        ] {
            assert_eq!(InviteCode::parse(&typed), Ok(code.clone()), "{typed}");
        }
    }

    #[test]
    fn any_one_or_two_wrong_letters_and_any_two_swapped_ones_are_noticed() {
        let code = code();
        let right = letters(&code);
        for (first, second) in (0..LENGTH).flat_map(|first| (0..LENGTH).map(move |second| (first, second))) {
            let mut swapped = right.clone();
            swapped.swap(first, second);
            assert_eq!(parse(&swapped).is_ok(), swapped == right, "{first} and {second} swapped");
            for (one, other) in (0..32).flat_map(|one| (0..32).map(move |other| (one, other))) {
                let mut wrong = right.clone();
                (wrong[first], wrong[second]) = (LETTERS[one].into(), LETTERS[other].into());
                assert_eq!(parse(&wrong).is_ok(), wrong == right);
            }
        }
    }

    #[test]
    fn a_letter_too_few_or_too_many_or_unknown_is_told_from_something_else() {
        let right = letters(&code());
        let mistyped = |letters: &[char]| parse(letters) == Err(NotACode::Mistyped);
        assert!(mistyped(&right[1..]) && mistyped(&right[..LENGTH - 1]));
        assert!(mistyped(&[&right[..], &['0']].concat()));
        assert!(mistyped(&[&right[1..], &['U']].concat()));
        let long = format!("{}{}", code().text(), " ".repeat(1 << 20));
        assert!(InviteCode::parse(&long).is_ok(), "spaces around it");
        for other in
            ["", "-", "Ana", "https://care.example/", "join.AQcH", "éèêëēėę", &"0".repeat(TYPED_LIMIT + 1)]
        {
            assert_eq!(InviteCode::parse(other), Err(NotACode::Other), "{other}");
        }
    }

    #[test]
    fn the_keys_follow_from_the_code() {
        let code = code();
        let again = InviteCode::parse(&code.text()).expect("a code");
        let keys = code.keys().expect("memory");
        assert_eq!(keys.secret(), again.keys().expect("memory").secret());
        let other = InviteCode::draw(&mut Random::from_seed([6; 32]));
        assert_ne!(keys.id(), other.keys().expect("memory").id());
        assert_eq!(format!("{code:?}"), "InviteCode");
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_any_code_reads_back(text: String, short in "[0-9a-zA-Z -]{0,70}", seed: [u8; 32]) {
            let _ = (InviteCode::parse(&text), InviteCode::parse(&short));
            let code = InviteCode::draw(&mut Random::from_seed(seed));
            prop_assert_eq!(InviteCode::parse(&code.text()), Ok(code));
        }
    }
}
