//! Every way in for bytes from outside, a function each: for the fuzz targets in `tests/fuzz` and for the tests here.
//! Nothing of it is shipped.
//!
//! Each function takes bytes as somebody who means harm would make them, hands them to one decoder, checks what must
//! hold of whatever was read, and says whether anything was. Where a checksum, a signature or a seal that anybody can
//! make stands before what is read, the function makes it, so that what is behind is reached too.
//!
//! Where to start: [`WAYS`] is the list. [`wire`], [`sealed`], [`team`] and [`page`] read; [`store`] lets a device open
//! what a disk made of its rows; [`talk`] lets a device and a relay hear frames.

pub mod page;
pub mod sealed;
pub mod store;
pub mod talk;
pub mod team;
pub mod wire;

/// One way in.
#[derive(Debug, Clone, Copy)]
pub struct Way {
    /// What it is called; the fuzz target has the same name.
    pub name: &'static str,
    /// Reads bytes; whether they were read as something.
    pub read: fn(&[u8]) -> bool,
    /// Bytes that are read as something, to begin with.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every way in.
pub const WAYS: [Way; 15] = [
    Way { name: "frames_up", read: wire::frames_up, seeds: wire::frames },
    Way { name: "frames_down", read: wire::frames_down, seeds: wire::frames },
    Way { name: "parcels", read: wire::parcels, seeds: wire::parcel_seeds },
    Way { name: "slips", read: wire::slips, seeds: wire::slip_seeds },
    Way { name: "links", read: team::links, seeds: team::link_seeds },
    Way { name: "operations", read: team::operations, seeds: team::operation_seeds },
    Way { name: "rosters", read: team::rosters, seeds: team::roster_seeds },
    Way { name: "envelopes", read: sealed::envelopes, seeds: sealed::envelope_seeds },
    Way { name: "bodies", read: sealed::bodies, seeds: sealed::body_seeds },
    Way { name: "sealed_keys", read: sealed::sealed_keys, seeds: sealed::sealed_key_seeds },
    Way { name: "changes", read: page::changes, seeds: page::change_seeds },
    Way { name: "rows", read: store::rows, seeds: store::row_seeds },
    Way { name: "to_device", read: talk::to_device, seeds: talk::device_seeds },
    Way { name: "to_relay", read: talk::to_relay, seeds: talk::relay_seeds },
    Way { name: "receipts", read: talk::receipts, seeds: talk::receipt_seeds },
];

/// Cuts bytes into parts, each behind its length (u16, big endian). What is cut short is as long as there is.
fn parts(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length)).min(rest.len());
        let (part, behind) = rest.split_at(length);
        parts.push(part);
        bytes = behind;
    }
    parts
}

/// Parts as bytes that [`parts`] cuts into them again.
fn joined<P: AsRef<[u8]>>(parts: &[P]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        let part = part.as_ref();
        let length = u16::try_from(part.len()).unwrap_or(u16::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&part[..usize::from(length)]);
    }
    bytes
}

/// What cannot fail here.
fn sure<T, E: core::fmt::Debug>(done: Result<T, E>) -> T {
    match done {
        Ok(done) => done,
        Err(why) => panic!("{why:?}"),
    }
}

#[cfg(test)]
mod tests;
