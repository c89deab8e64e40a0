//! A whole chain, frame by frame, before any of it is believed: what an invite leads to, or the relay's history that is
//! taken over.

use crate::team::CHAIN_LIMIT;
use crate::wire::{Link, Place};

/// How long a roster may be that is gathered: a relay takes none of more bytes.
const BYTES_LIMIT: usize = 16 << 20;

/// What has come of a chain.
#[derive(Debug, Default)]
pub(super) struct Gathering {
    links: Vec<Link>,
    bytes: usize,
}

/// How far a chain is gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gathered {
    /// More has to come.
    InPart,
    /// It is all there.
    Whole,
    /// It is longer than any may be.
    TooMuch,
}

impl Gathering {
    /// Takes the links of a frame that comes in its turn; any other is passed over.
    pub(super) fn take(&mut self, from: u32, links: &[Link], head: Place) -> Gathered {
        if usize::try_from(from) != Ok(self.links.len()) {
            return Gathered::InPart;
        }
        self.links.extend_from_slice(links);
        self.bytes += links.iter().map(|link| link.operation.len() + link.sealed.len()).sum::<usize>();
        match u32::try_from(self.links.len()) {
            Ok(length) if length <= CHAIN_LIMIT && self.bytes <= BYTES_LIMIT => {
                if length < head.length {
                    Gathered::InPart
                } else {
                    Gathered::Whole
                }
            }
            _ => Gathered::TooMuch,
        }
    }

    /// What has come so far.
    pub(super) fn links(&self) -> &[Link] {
        &self.links
    }

    /// The operations in what has come so far.
    pub(super) fn operations(&self) -> impl Iterator<Item = Vec<u8>> {
        self.links.iter().map(|link| link.operation.clone())
    }
}
