//! Slips, version 1: a parcel cut so small that each piece fits into one square code on a screen.
//!
//! A slip is text in the letters that a square code packs best:
//!
//! ```text
//! "CARRYOVER:" ‖ base 32 (A to Z, 2 to 7, no padding) of
//!   version (1 byte: 1) ‖ parcel (8: the beginning of the SHA-256 of the whole parcel)
//!   ‖ count (u16) ‖ index (u16, from 0) ‖ piece ‖ check (4: the beginning of the SHA-256 of all before it)
//! ```
//!
//! Numbers are big endian. The pieces of one parcel, put together in the order of their indexes, are the parcel.
//! A screen shows its slips round and round; a camera catches them in any order, some twice, some not before the
//! third round, maybe some of another parcel in between ([`Sheaf`]). The check is against a code that was read
//! wrongly, the parcel's own hash against pieces that do not belong together; what counts in the parcel is decided
//! by the signatures inside.
//!
//! Limits: [`SLIPS_LIMIT`] slips of [`PIECE_LIMIT`] bytes, so [`LETTERS_LIMIT`] letters behind the prefix of each;
//! [`BEGUN_LIMIT`] parcels gathered beside each other; nothing is nested. A parcel of no more than that many bytes is one slip, a
//! longer one is cut into pieces of [`ROUND_PIECE`] bytes, because small codes are caught more quickly. Whoever reads
//! depends on neither. A higher version is refused as such, whatever follows it.

use crate::seal::hash;

/// The most slips that one parcel is cut into.
pub const SLIPS_LIMIT: u16 = 512;
/// The longest piece in a slip, in bytes.
pub const PIECE_LIMIT: usize = 1_200;
/// The pieces of a parcel that needs several slips, in bytes.
pub const ROUND_PIECE: usize = 600;
const PREFIX: &str = "CARRYOVER:";
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const VERSION: u8 = 1;
const CHECK: usize = 4;
/// What a slip says beside its piece, in bytes: version, parcel, count, index, check.
const AROUND: usize = 1 + 8 + 2 + 2 + CHECK;
/// The most letters behind a slip's prefix.
const LETTERS_LIMIT: usize = ((AROUND + PIECE_LIMIT) * 8).div_ceil(5);
/// How many parcels are gathered beside each other; the one that was seen least lately makes room.
const BEGUN_LIMIT: usize = 4;

/// Why text is not a slip, or slips are not a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SlipError {
    /// Something else, such as an invite.
    #[error("this is not a hand-over code")]
    NotASlip,
    /// A newer form.
    #[error("the hand-over code was made by a newer version")]
    Newer,
    /// Over a limit.
    #[error("this is too much for codes")]
    TooLarge,
    /// Read wrongly, or put together wrongly.
    #[error("the hand-over code could not be read whole")]
    Damaged,
}

/// What came of one more slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gathered {
    /// Some are still missing.
    Part {
        /// How many are here.
        held: usize,
        /// How many there are.
        count: usize,
    },
    /// That was the last one: the parcel's bytes.
    Whole(Vec<u8>),
}

/// Slips that were caught, until they are a parcel.
#[derive(Debug, Default)]
pub struct Sheaf {
    /// The one seen last is the last.
    begun: Vec<Begun>,
}

#[derive(Debug)]
struct Begun {
    parcel: [u8; 8],
    pieces: Vec<Option<Vec<u8>>>,
}

struct Slip<'a> {
    parcel: [u8; 8],
    count: u16,
    index: u16,
    piece: &'a [u8],
}

/// Cuts a parcel into slips.
pub fn slips(parcel: &[u8]) -> Result<Vec<String>, SlipError> {
    let piece = if parcel.len() <= PIECE_LIMIT { PIECE_LIMIT } else { ROUND_PIECE };
    let pieces = parcel.chunks(piece);
    let count = u16::try_from(pieces.len()).ok().filter(|count| *count <= SLIPS_LIMIT);
    let (count, parcel) = (count.ok_or(SlipError::TooLarge)?, name(parcel));
    Ok((0..).zip(pieces).map(|(index, piece)| Slip { parcel, count, index, piece }.write()).collect())
}

impl Sheaf {
    /// Takes one more slip, of whichever parcel.
    pub fn take(&mut self, text: &str) -> Result<Gathered, SlipError> {
        let bytes = read_letters(text)?;
        let slip = Slip::read(&bytes)?;
        let fits =
            |begun: &Begun| begun.parcel == slip.parcel && begun.pieces.len() == usize::from(slip.count);
        let mut begun = match self.begun.iter().position(fits) {
            Some(at) => self.begun.remove(at),
            None => Begun { parcel: slip.parcel, pieces: vec![None; usize::from(slip.count)] },
        };
        if let Some(place) = begun.pieces.get_mut(usize::from(slip.index)) {
            *place = Some(slip.piece.to_vec());
        }
        let held = begun.pieces.iter().flatten().count();
        if held < begun.pieces.len() {
            let part = Gathered::Part { held, count: begun.pieces.len() };
            self.begun.push(begun);
            if self.begun.len() > BEGUN_LIMIT {
                self.begun.remove(0);
            }
            return Ok(part);
        }
        let whole: Vec<u8> = begun.pieces.into_iter().flatten().flatten().collect();
        if name(&whole) == begun.parcel { Ok(Gathered::Whole(whole)) } else { Err(SlipError::Damaged) }
    }
}

impl<'a> Slip<'a> {
    fn write(&self) -> String {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&self.parcel);
        bytes.extend_from_slice(&self.count.to_be_bytes());
        bytes.extend_from_slice(&self.index.to_be_bytes());
        bytes.extend_from_slice(self.piece);
        with_check(bytes)
    }

    fn read(bytes: &'a [u8]) -> Result<Self, SlipError> {
        match bytes.first() {
            Some(&VERSION) => {}
            Some(version) if *version > VERSION => return Err(SlipError::Newer),
            _ => return Err(SlipError::Damaged),
        }
        let (content, check) = bytes.split_last_chunk::<CHECK>().ok_or(SlipError::Damaged)?;
        if beginning(content) != *check {
            return Err(SlipError::Damaged);
        }
        let rest = content.get(1..).ok_or(SlipError::Damaged)?;
        let (parcel, rest) = rest.split_first_chunk::<8>().ok_or(SlipError::Damaged)?;
        let (count, rest) = rest.split_first_chunk::<2>().ok_or(SlipError::Damaged)?;
        let (index, piece) = rest.split_first_chunk::<2>().ok_or(SlipError::Damaged)?;
        let (count, index) = (u16::from_be_bytes(*count), u16::from_be_bytes(*index));
        if count > SLIPS_LIMIT || piece.len() > PIECE_LIMIT {
            return Err(SlipError::TooLarge);
        }
        if index >= count || piece.is_empty() {
            return Err(SlipError::Damaged);
        }
        Ok(Self { parcel: *parcel, count, index, piece })
    }
}

/// The text of a slip that holds this, and the check that fits.
pub(crate) fn with_check(mut content: Vec<u8>) -> String {
    let check: [u8; CHECK] = beginning(&content);
    content.extend_from_slice(&check);
    write_letters(&content)
}

fn name(parcel: &[u8]) -> [u8; 8] {
    beginning(parcel)
}

fn beginning<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let hash = hash(&[bytes]);
    core::array::from_fn(|at| hash.get(at).copied().unwrap_or_default())
}

fn write_letters(bytes: &[u8]) -> String {
    let mut text = String::from(PREFIX);
    let (mut held, mut bits) = (0_u16, 0_u32);
    for byte in bytes {
        held = (held << 8) | u16::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(letter(held >> bits));
            held &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        text.push(letter(held << (5 - bits)));
    }
    text
}

fn letter(number: u16) -> char {
    char::from(LETTERS[usize::from(number & 31)])
}

/// One text for the same bytes, and no other.
fn read_letters(text: &str) -> Result<Vec<u8>, SlipError> {
    let letters = text.strip_prefix(PREFIX).ok_or(SlipError::NotASlip)?;
    if letters.len() > LETTERS_LIMIT {
        return Err(SlipError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(letters.len() * 5 / 8);
    let (mut held, mut bits) = (0_u16, 0_u32);
    for letter in letters.bytes() {
        let number = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => return Err(SlipError::Damaged),
        };
        held = (held << 5) | u16::from(number);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits).to_be_bytes()[1]);
            held &= (1 << bits) - 1;
        }
    }
    // What is left over of a letter is nothing, and less than one.
    if bits < 5 && held == 0 { Ok(bytes) } else { Err(SlipError::Damaged) }
}

#[cfg(test)]
#[path = "slip_tests.rs"]
mod tests;
