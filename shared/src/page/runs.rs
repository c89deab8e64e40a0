//! How much a raw change claims to hold, counted before Automerge unfolds it.
//!
//! A change keeps its operations in columns of runs, so a few bytes can claim that one thing stands there 2⁶⁰ times.
//! Automerge goes through all of them, or makes room for them, when it reads a change; and it panics on an actor that
//! is not in the change's list. So every run is added up and every actor looked at here first, column by column,
//! without unfolding any.
//!
//! The form (automerge.org/automerge-binary-format-spec): magic, checksum, type, length; dependencies, actor, sequence,
//! start, time, message, other actors; the columns' kinds and lengths; the columns.

use super::vet::Rejection;

/// What comes before a chunk's length: magic bytes, checksum, type.
const HEAD: usize = 9;
const HASH: usize = 32;

/// What a column's runs hold; the low bits of its kind.
#[derive(Clone, Copy)]
enum Kind {
    /// How many of the next columns' items belong to one operation.
    Group,
    /// A place in the change's list of actors.
    Actor,
    Unsigned,
    Signed,
    Boolean,
    Text,
    /// Bytes that stand for themselves.
    Raw,
}

/// What stands before the columns of a change, as far as it matters to them.
struct Layout {
    actors: u64,
    columns: Vec<(Kind, u64)>,
}

/// Checks that no column of a change holds more than `limit` items, nor groups of more together, and that the actors
/// it names are in its list.
pub(super) fn check(raw: &[u8], limit: u64) -> Result<(), Rejection> {
    let mut rest = raw.get(HEAD..).ok_or(Rejection::Malformed)?;
    let Layout { actors, columns } = layout(&mut rest).ok_or(Rejection::Malformed)?;
    for (kind, length) in columns {
        let column = take(&mut rest, length).ok_or(Rejection::Malformed)?;
        let held = match kind {
            Kind::Raw => Some(0),
            Kind::Boolean => booleans(column),
            Kind::Group | Kind::Actor | Kind::Unsigned | Kind::Signed | Kind::Text => {
                held(kind, column, actors, limit)
            }
        };
        if held.ok_or(Rejection::Malformed)? > limit {
            return Err(Rejection::TooLarge);
        }
    }
    Ok(())
}

/// Goes past all that stands before the columns.
fn layout(rest: &mut &[u8]) -> Option<Layout> {
    let _length = unsigned(rest)?;
    for _ in 0..unsigned(rest)? {
        rest.split_off(..HASH)?;
    }
    text(rest)?;
    let (_sequence, _start, _time) = (unsigned(rest)?, unsigned(rest)?, signed(rest)?);
    text(rest)?;
    let others = unsigned(rest)?;
    for _ in 0..others {
        text(rest)?;
    }
    let mut columns = Vec::new();
    for _ in 0..unsigned(rest)? {
        let kind = match unsigned(rest)? & 0b111 {
            0 => Kind::Group,
            1 => Kind::Actor,
            3 => Kind::Signed,
            4 => Kind::Boolean,
            5 => Kind::Text,
            7 => Kind::Raw,
            _ => Kind::Unsigned,
        };
        columns.push((kind, unsigned(rest)?));
    }
    // Its own actor comes first.
    Some(Layout { actors: others.saturating_add(1), columns })
}

/// How many items a column holds; of groups, how many there are in all of them.
fn held(kind: Kind, mut column: &[u8], actors: u64, limit: u64) -> Option<u64> {
    let (mut items, mut grouped) = (0_u64, 0_u64);
    while !column.is_empty() {
        let run = signed(&mut column)?;
        let count = if run == 0 { unsigned(&mut column)? } else { run.unsigned_abs() };
        items = items.saturating_add(count);
        if items > limit {
            break;
        }
        // The same thing again and again, nothing at all so many times, or one thing after the other.
        let (values, times) = match run {
            1.. => (1, count),
            0 => (0, 0),
            _ => (count, 1),
        };
        for _ in 0..values {
            let value = item(kind, &mut column, actors)?;
            grouped = grouped.saturating_add(value.saturating_mul(times));
        }
    }
    Some(items.max(grouped))
}

/// Reads one item; of a group, how many belong to it.
fn item(kind: Kind, column: &mut &[u8], actors: u64) -> Option<u64> {
    match kind {
        Kind::Group => unsigned(column),
        Kind::Actor => unsigned(column).filter(|at| *at < actors).map(|_| 0),
        Kind::Unsigned => unsigned(column).map(|_| 0),
        Kind::Signed => signed(column).map(|_| 0),
        Kind::Text => text(column).map(|()| 0),
        Kind::Boolean | Kind::Raw => None,
    }
}

fn booleans(mut column: &[u8]) -> Option<u64> {
    let mut items = 0_u64;
    while !column.is_empty() {
        items = items.saturating_add(unsigned(&mut column)?);
    }
    Some(items)
}

fn text(rest: &mut &[u8]) -> Option<()> {
    let length = unsigned(rest)?;
    take(rest, length).map(drop)
}

fn take<'a>(rest: &mut &'a [u8], length: u64) -> Option<&'a [u8]> {
    rest.split_off(..usize::try_from(length).ok()?)
}

/// A number in LEB128.
fn unsigned(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = *rest.split_off_first()?;
        let bits = u64::from(byte & 0x7f);
        if (bits << shift) >> shift != bits {
            return None;
        }
        number |= bits << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// A number in signed LEB128.
fn signed(rest: &mut &[u8]) -> Option<i64> {
    let mut number = 0_i64;
    for shift in (0..64).step_by(7) {
        let byte = *rest.split_off_first()?;
        number |= i64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            let is_negative = byte & 0x40 != 0 && shift + 7 < 64;
            return Some(if is_negative { number | (-1 << (shift + 7)) } else { number });
        }
    }
    None
}

#[cfg(test)]
#[path = "runs_tests.rs"]
mod tests;
