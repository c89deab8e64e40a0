//! Times: reading the system's clock, and reading and printing points in time.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use shared::{Moment, Now};

/// The time now, with the local offset (the `TZ` variable, or the system's time zone).
pub(crate) fn now() -> Now {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let unix_ms = i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX);
    let timestamp = Timestamp::from_millisecond(unix_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    at_offset(unix_ms, TimeZone::system().to_offset(timestamp))
}

/// Reads a time as RFC 3339 writes it; the offset is kept.
pub(crate) fn parse(text: &str) -> Result<Moment, String> {
    let read = || {
        let pieces = Pieces::parse(text).ok()?;
        let offset = pieces.to_numeric_offset()?;
        let timestamp = offset.to_timestamp(pieces.date().to_datetime(pieces.time()?)).ok()?;
        (timestamp >= Timestamp::UNIX_EPOCH).then(|| at_offset(timestamp.as_millisecond(), offset))
    };
    read().ok_or_else(|| "use date, time and offset, such as 2026-11-03T17:30:00-05:00".to_owned())
}

/// A time as RFC 3339 writes it, with the offset it was written at.
pub(crate) fn rfc3339(moment: Moment) -> String {
    let timestamp = Timestamp::from_millisecond(moment.unix_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    timestamp.display_with_offset(offset_of(moment)).to_string()
}

/// A time for people: date, hours and minutes where it was written.
pub(crate) fn plain(moment: Moment) -> String {
    let timestamp = Timestamp::from_millisecond(moment.unix_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    offset_of(moment).to_datetime(timestamp).strftime("%Y-%m-%d %H:%M").to_string()
}

fn at_offset(unix_ms: i64, offset: Offset) -> Moment {
    Moment::new(unix_ms, i16::try_from(offset.seconds() / 60).unwrap_or(0))
}

fn offset_of(moment: Moment) -> Offset {
    Offset::from_seconds(i32::from(moment.offset_min) * 60).unwrap_or(Offset::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_keeps_the_offset_it_was_typed_with() {
        let moment = parse("2026-11-03T17:30:00-05:00").expect("a time");
        assert_eq!(moment, Moment { unix_ms: 1_793_745_000_000, offset_min: -300 });
        assert_eq!(rfc3339(moment), "2026-11-03T17:30:00-05:00");
        assert_eq!(plain(moment), "2026-11-03 17:30");
        let zulu = parse("2026-11-03T22:30:00.25Z").expect("a time");
        assert_eq!((zulu.unix_ms, zulu.offset_min), (1_793_745_000_250, 0));
        assert_eq!(rfc3339(zulu), "2026-11-03T22:30:00.25+00:00");
    }

    #[test]
    fn half_a_time_is_refused() {
        for text in
            ["", "now", "2026-11-03", "2026-11-03T17:30:00", "2026-13-03T17:30:00Z", "1969-12-31T23:59:59Z"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn absurd_times_are_printed_all_the_same() {
        for unix_ms in [i64::MIN, 0, i64::MAX] {
            assert!(!rfc3339(Moment::new(unix_ms, 1439)).is_empty());
            assert!(!plain(Moment::new(unix_ms, -1439)).is_empty());
        }
    }
}
