//! How much of everything the relay holds or takes, and the bucket that slows a device down.
//!
//! Nothing here refuses honest use: a device that is too fast is read later, not cut off.

use crate::seal::{Hash, hash};
use crate::wire::FRAME_LIMIT;

/// Bytes ordered to one connection and not yet taken by its socket, above which it is sent nothing new.
pub(super) const WINDOW: usize = 256 << 10;
/// About how many bytes of a log or a chain go into one frame, and are read from the store at once.
pub(super) const CHUNK: usize = 64 << 10;
/// Durable bytes of one log kept in memory for readers slightly behind.
pub(super) const TAIL: usize = 64 << 10;
/// Stretches of logs read from the store at once, for all connections together.
pub(super) const LOADS: usize = 64;

/// Frames of one connection that may be on their way from the socket to the relay.
pub(super) const READ_AHEAD: usize = 4;
/// Bytes of one connection that are being stored, above which its next frame waits.
pub(super) const UNSAVED: usize = 2 * FRAME_LIMIT;
/// The same for all connections together.
pub(super) const UNSAVED_IN_ALL: usize = 128 << 20;
/// Envelopes of one connection that are not yet acknowledged, above which its next frame waits.
pub(super) const UNACKNOWLEDGED: usize = 4_096;

/// Teams one connection may talk about.
pub(super) const TEAMS: usize = 256;
/// Connections of one device; the oldest makes room for a new one.
pub(super) const CONNECTIONS: usize = 8;
/// Connections that have not yet proven who they are.
pub(super) const UNPROVEN: usize = 2_048;
/// How long a connection may take to prove who it is.
pub(super) const PROOF_MS: i64 = 10_000;
/// How often the keys of expired invites are looked for.
pub(super) const SWEEP_MS: i64 = 3_600_000;
/// For how long a relay whose data was restored takes only operations with a receipt of its own.
pub(super) const RESTORED_MS: i64 = DAY_MS;
/// How long an envelope that another replaces is kept aside.
pub(super) const KEPT_ASIDE_MS: i64 = 400 * DAY_MS;
/// How often bytes that were kept long enough are looked for.
pub(super) const SWEEP_BYTES_MS: i64 = DAY_MS;
/// Envelopes whose bytes are dropped at once.
pub(super) const OLD_AT_ONCE: usize = 256;
const DAY_MS: i64 = 86_400_000;
/// The longest chain of one team, in bytes: more than ten operations a week for thirty years.
pub(super) const CHAIN_BYTES: usize = 8 << 20;

/// What the operator allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The hash of the token without which no team is founded; none where anybody may.
    pub token: Option<Hash>,
    /// The bytes of envelopes and photos that a team may have, those kept aside among them.
    pub team_bytes: u64,
    /// The envelopes that a team may have.
    pub team_envelopes: u64,
    /// The connections that may talk about one team.
    pub team_connections: usize,
    /// The connections in all.
    pub connections: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            token: None,
            team_bytes: 1 << 30,
            team_envelopes: 1_000_000,
            team_connections: 512,
            connections: 20_000,
        }
    }
}

impl Allowance {
    /// Whether these bytes are the token. How long that takes says nothing of where they differ.
    pub(super) fn is_token(&self, said: &[u8]) -> bool {
        let said = hash(&[said]);
        let differ = |token: &Hash| token.iter().zip(said).fold(0, |differ, (a, b)| differ | (a ^ b));
        self.token.as_ref().is_some_and(|token| differ(token) == 0)
    }

    /// Whether a team may have one more envelope.
    pub(super) fn has_room(&self, held: Holding, bytes: usize) -> bool {
        held.envelopes < self.team_envelopes && held.bytes.saturating_add(bytes as u64) <= self.team_bytes
    }

    /// Whether a team may have one more part of a photo.
    pub(super) fn has_room_for_part(&self, held: Holding, bytes: usize) -> bool {
        held.bytes.saturating_add(bytes as u64) <= self.team_bytes
    }
}

/// What a team has at the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Holding {
    pub(super) envelopes: u64,
    pub(super) bytes: u64,
}

const FRAMES_A_SECOND: i64 = 500;
const FRAMES_AT_ONCE: i64 = 2_000;
const BYTES_A_SECOND: i64 = 4 << 20;
const BYTES_AT_ONCE: i64 = 16 << 20;

/// What one device may still say: filled steadily, emptied by frames. It may go below zero by one frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bucket {
    /// Thousandths, so that a millisecond's worth is a whole number.
    frames: i64,
    bytes: i64,
    filled_ms: i64,
}

impl Bucket {
    pub(super) fn full(now_ms: i64) -> Self {
        Self { frames: FRAMES_AT_ONCE * 1_000, bytes: BYTES_AT_ONCE * 1_000, filled_ms: now_ms }
    }

    /// Takes one frame; if the bucket is empty, says when it will not be.
    pub(super) fn take(&mut self, now_ms: i64, bytes: usize) -> Result<(), i64> {
        self.fill(now_ms);
        let empty_ms = self.missing_ms(1, 1);
        if empty_ms > 0 {
            return Err(now_ms.saturating_add(empty_ms));
        }
        self.frames -= 1_000;
        self.bytes -= i64::try_from(bytes).unwrap_or(BYTES_AT_ONCE).min(BYTES_AT_ONCE) * 1_000;
        Ok(())
    }

    /// When it will be full again.
    pub(super) fn full_at(&self) -> i64 {
        let missing_ms = self.missing_ms(FRAMES_AT_ONCE * 1_000, BYTES_AT_ONCE * 1_000);
        self.filled_ms.saturating_add(missing_ms)
    }

    fn fill(&mut self, now_ms: i64) {
        let passed_ms = now_ms.saturating_sub(self.filled_ms).clamp(0, 60_000);
        self.frames = (self.frames + passed_ms * FRAMES_A_SECOND).min(FRAMES_AT_ONCE * 1_000);
        self.bytes = (self.bytes + passed_ms * BYTES_A_SECOND).min(BYTES_AT_ONCE * 1_000);
        self.filled_ms = now_ms;
    }

    fn missing_ms(&self, frames: i64, bytes: i64) -> i64 {
        let until = |level: i64, wanted: i64, a_ms: i64| ((wanted - level).max(0) + a_ms - 1) / a_ms;
        until(self.frames, frames, FRAMES_A_SECOND).max(until(self.bytes, bytes, BYTES_A_SECOND))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let mut bucket = Bucket::full(0);
        for _ in 0..FRAMES_AT_ONCE {
            assert_eq!(bucket.take(0, 100), Ok(()));
        }
        let again_ms = bucket.take(0, 100).expect_err("empty");
        assert!(again_ms > 0 && again_ms < 1_000);
        assert_eq!(bucket.take(again_ms, 100), Ok(()));
        let full_ms = bucket.full_at();
        bucket.fill(full_ms);
        assert_eq!(bucket, Bucket::full(full_ms));
    }

    #[test]
    fn large_frames_count_by_their_bytes() {
        let mut bucket = Bucket::full(0);
        let fits = BYTES_AT_ONCE / (1 << 20);
        for _ in 0..fits {
            assert_eq!(bucket.take(0, 1 << 20), Ok(()));
        }
        assert_eq!(bucket.take(0, 1), Err(1));
    }

    #[test]
    fn absurd_clocks_do_no_harm() {
        let mut bucket = Bucket::full(i64::MAX);
        let _ = bucket.take(i64::MIN, usize::MAX);
        let _ = bucket.take(i64::MAX, usize::MAX);
        let _ = (bucket.take(0, 1), bucket.full_at());
    }
}
