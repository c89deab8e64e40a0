//! Identifiers: a type each, so that one cannot stand where another belongs.
//!
//! All are 16 bytes and print as lower-case hex, a [`RecordId`] in the usual UUID form.

use core::fmt;
use core::str::FromStr;

use minicbor::{Decode, Encode};

/// A text that is not the identifier it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not the id of a {what}")]
pub struct BadId {
    /// What kind of id was expected.
    pub what: &'static str,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
        #[cbor(transparent)]
        pub struct $name(#[n(0)] #[cbor(with = "minicbor::bytes")] pub [u8; 16]);

        impl $name {
            /// The id in `bytes`, if they are exactly 16.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// The 16 bytes.
            pub fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                from_hex(text).map(Self).ok_or(BadId { what: $what })
            }
        }
    };
}

id!(
    /// One device of one person: the first half of the SHA-256 of its signing key.
    DeviceId,
    "device"
);
id!(
    /// One care team: the first half of the SHA-256 of its first roster operation, so nobody can forge a team.
    TeamId,
    "team"
);
id!(
    /// One person in one team: the id of the first device they joined with.
    MemberId,
    "member"
);
id!(
    /// One envelope: the first half of the SHA-256 of its signed bytes.
    EnvelopeId,
    "envelope"
);
id!(
    /// The name the relay knows a page by: a keyed hash that hides the month.
    PageTag,
    "page"
);

id!(
    /// One part of a photo: the first half of the SHA-256 of its sealed bytes.
    PartId,
    "part of a photo"
);

/// One record: a UUIDv7 whose node (its last six bytes) is the beginning of the creating device's id, so that no
/// device can make a record under an id that another device has made or will make.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub uuid::Uuid);

impl RecordId {
    /// A new id from the time it was written, its device and four random bytes.
    pub fn new(unix_ms: i64, device: DeviceId, random: [u8; 4]) -> Self {
        let ms = u64::try_from(unix_ms).unwrap_or(0);
        let mut tail = [0; 10];
        tail[..4].copy_from_slice(&random);
        tail[4..].copy_from_slice(&device.0[..6]);
        Self(uuid::Builder::from_unix_timestamp_millis(ms, &tail).into_uuid())
    }

    /// Whether `device` may create a record under this id.
    pub fn is_of(&self, device: DeviceId) -> bool {
        self.0.as_bytes()[10..] == device.0[..6]
    }

    /// When the record was written, in milliseconds since 1970, by its device's clock.
    pub fn written_ms(&self) -> i64 {
        let bytes = self.0.as_bytes();
        bytes[..6].iter().fold(0, |ms, byte| (ms << 8) | i64::from(*byte))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordId({})", self.0)
    }
}

impl FromStr for RecordId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        uuid::Uuid::try_parse(text).map(Self).map_err(|_| BadId { what: "record" })
    }
}

fn from_hex(text: &str) -> Option<[u8; 16]> {
    let digits = text.as_bytes();
    if digits.len() != 32 {
        return None;
    }
    let mut bytes = [0; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = u8::try_from(high * 16 + low).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_printing_and_reading() {
        let id = DeviceId([0xa5; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        let record = RecordId::new(1_795_000_000_000, id, [7; 4]);
        assert_eq!(record.to_string().parse(), Ok(record));
        assert_eq!(record.written_ms(), 1_795_000_000_000);
        assert!(record.is_of(id) && !record.is_of(DeviceId([0xa4; 16])));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "a5", "zz".repeat(16).as_str(), "é".repeat(16).as_str()] {
            assert!(text.parse::<DeviceId>().is_err(), "{text}");
            assert!(text.parse::<RecordId>().is_err(), "{text}");
        }
    }
}
