//! What stands behind the `#` of an invite link: never sent to the relay, since browsers keep fragments to
//! themselves.
//!
//! ```text
//! join.BASE64URL( version (1) ‖ team (16) ‖ invite secret (32) ‖ checksum (4: of all before it) )
//! ```
//!
//! Limits: there is one length, [`LETTERS`] behind the prefix. Whatever stands before the `#`, and spaces around the
//! whole, may be as long as somebody pastes; nothing is made of it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::TeamId;
use crate::seal::{DeviceKeys, hash};

const VERSION: u8 = 1;
const PREFIX: &str = "join.";
/// How many letters [`BYTES`] bytes are.
const LETTERS: usize = (BYTES * 8).div_ceil(6);
const BYTES: usize = 1 + 16 + 32 + 4;

/// An invite's team and secret.
#[derive(Debug)]
pub struct InviteLink {
    /// The team.
    pub team: TeamId,
    /// The invite's keys.
    pub keys: DeviceKeys,
}

/// A text that is not an invite link, or lost a part on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a whole invite link")]
pub struct NotALink;

impl InviteLink {
    /// The part behind the `#`.
    pub fn fragment(&self) -> String {
        let mut bytes = Zeroizing::new(vec![VERSION]);
        bytes.extend_from_slice(self.team.as_bytes());
        bytes.extend_from_slice(self.keys.secret());
        let checksum = hash(&[&bytes]);
        bytes.extend_from_slice(&checksum[..4]);
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes.as_slice()))
    }

    /// Reads a whole link or the part behind the `#`, also with spaces around it.
    pub fn parse(text: &str) -> Result<Self, NotALink> {
        let fragment =
            text.trim().rsplit('#').next().and_then(|part| part.strip_prefix(PREFIX)).ok_or(NotALink)?;
        if fragment.len() != LETTERS {
            return Err(NotALink);
        }
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(fragment).map_err(|_| NotALink)?);
        let (content, checksum) = bytes.split_last_chunk::<4>().ok_or(NotALink)?;
        if hash(&[content])[..4] != checksum[..] {
            return Err(NotALink);
        }
        let (version, rest) = content.split_first().ok_or(NotALink)?;
        let (team, secret) = rest.split_first_chunk::<16>().ok_or(NotALink)?;
        let secret: [u8; 32] = secret.try_into().map_err(|_| NotALink)?;
        if *version != VERSION {
            return Err(NotALink);
        }
        Ok(Self { team: TeamId(*team), keys: DeviceKeys::from_secret(secret) })
    }

    /// The address in front of the `#`, if the text is a whole link.
    pub fn origin(text: &str) -> Option<&str> {
        let (address, _) = text.trim().split_once('#')?;
        let address = address.trim_end_matches('/');
        (!address.is_empty()).then_some(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hostile;
    use proptest::prelude::*;

    fn link() -> InviteLink {
        InviteLink { team: TeamId([7; 16]), keys: DeviceKeys::from_secret([8; 32]) }
    }

    #[test]
    fn a_link_survives_being_copied() {
        let whole = format!("  https://care.example/#{}\n", link().fragment());
        let read = InviteLink::parse(&whole).expect("a whole link");
        assert_eq!((read.team, read.keys.id()), (link().team, link().keys.id()));
        assert_eq!(InviteLink::origin(&whole), Some("https://care.example"));
        assert!(InviteLink::parse(&link().fragment()).is_ok());
    }

    #[test]
    fn a_damaged_link_is_noticed() {
        let fragment = link().fragment();
        for end in 0..fragment.len() {
            assert!(InviteLink::parse(&fragment[..end]).is_err(), "cut at {end}");
        }
        let other = fragment.replace('B', "C");
        assert!(other != fragment && InviteLink::parse(&other).is_err());
        for text in ["", "#", "https://care.example/", "join.", "join.é"] {
            assert!(InviteLink::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_link_has_one_length_whatever_is_pasted_around_it() {
        let fragment = link().fragment();
        assert_eq!(fragment.len(), PREFIX.len() + LETTERS);
        let around = format!("{}#{fragment}{}", "x".repeat(1 << 20), " ".repeat(1 << 20));
        assert!(InviteLink::parse(&around).is_ok());
        let content = [&[VERSION][..], &[7; 16], &[8; 32]].concat();
        assert!(InviteLink::parse(&of(&content)).is_ok());
        for other in [&content[1..], &[&content[..], &[0]].concat()] {
            assert!(InviteLink::parse(&of(other)).is_err(), "{} bytes", other.len());
        }
        assert!(InviteLink::parse(&format!("{PREFIX}{}", "A".repeat(1 << 20))).is_err());
    }

    /// A fragment of these bytes with a checksum that fits.
    fn of(content: &[u8]) -> String {
        let bytes = [content, &hash(&[content])[..4]].concat();
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    #[test]
    fn a_flipped_bit_or_more_than_a_link_is_noticed() {
        let fragment = link().fragment();
        let is_refused = |bytes: &[u8]| match str::from_utf8(bytes) {
            Ok(text) => InviteLink::parse(text).is_err(),
            Err(_) => true,
        };
        // A space or a line's end behind it is not part of it.
        for more in ["=", "A", "#", "\0", "é", &fragment] {
            assert!(is_refused(format!("{fragment}{more}").as_bytes()), "{more} behind it");
        }
        hostile::refuses_every_flip(fragment.as_bytes(), is_refused);
        let whole = [&[VERSION][..], &[7; 16], &[8; 32]].concat();
        assert_eq!(of(&whole), fragment);
        hostile::refuses_cut_and_lengthened(&whole, |content| InviteLink::parse(&of(content)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_survived_and_any_link_reads_back(text: String, bytes in hostile::anything(), team: [u8; 16], secret: [u8; 32]) {
            for text in [text.clone(), format!("{PREFIX}{text}"), of(&bytes)] {
                let _ = (InviteLink::parse(&text), InviteLink::origin(&text));
            }
            let link = InviteLink { team: TeamId(team), keys: DeviceKeys::from_secret(secret) };
            let read = InviteLink::parse(&link.fragment()).expect("a link");
            prop_assert_eq!((read.team, read.keys.secret()), (link.team, &secret));
        }
    }
}
