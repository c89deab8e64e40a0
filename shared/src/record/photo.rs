//! A photo that belongs to an entry: where its sealed bytes are found, and what opens them. FHIR: DocumentReference.
//!
//! The bytes are no part of the page. Whoever may read this record may fetch and open them; to everybody else they are noise.

use super::field::Draft;
use super::{Record, Row};
use crate::{PartId, RecordId};

/// The longest description of what a photo shows, in bytes.
pub const SHOWS_LIMIT: usize = 500;

/// A photo of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The entry that it belongs to; none for one that a choice board shows.
    pub entry: Option<RecordId>,
    /// What its bytes are sealed under.
    pub key: [u8; 32],
    /// Its parts, in order.
    pub parts: Vec<PartId>,
    /// What it is, such as `image/jpeg`.
    pub media: Media,
    /// What it shows, in words, for whoever does not see it; empty if nobody said.
    pub shows: String,
}

super::word_list::words!(
    /// What kind of picture the bytes are. No other is ever handed to a screen.
    Media, "picture" {
        /// JPEG.
        Jpeg = "image/jpeg",
        /// WebP.
        Webp = "image/webp",
        /// PNG.
        Png = "image/png",
    }
);

impl Media {
    /// What bytes are, by how they begin.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }
}

impl Record for Photo {
    const KIND: &'static str = "photo";

    fn read(row: &Row) -> Option<Self> {
        let parts: Vec<PartId> = row.codes("parts");
        (row.kind == Self::KIND && !parts.is_empty() && parts.len() <= crate::seal::PARTS_LIMIT)
            .then(|| {
                let halves: Vec<PartId> = row.codes("key");
                let [first, second] = halves.as_slice() else { return None };
                let mut key = [0; 32];
                key[..16].copy_from_slice(&first.0);
                key[16..].copy_from_slice(&second.0);
                Some(Self {
                    entry: row.code("entry"),
                    key,
                    parts,
                    media: row.code("media")?,
                    shows: row.prose("shows").to_owned(),
                })
            })
            .flatten()
    }

    fn draft(&self) -> Draft {
        let mut halves = [PartId([0; 16]); 2];
        halves[0].0.copy_from_slice(&self.key[..16]);
        halves[1].0.copy_from_slice(&self.key[16..]);
        Draft::default()
            .word_if("entry", self.entry)
            .list_if("key", &halves)
            .list_if("parts", &self.parts)
            .word("media", self.media.code())
            .prose("shows", &self.shows)
    }
}
