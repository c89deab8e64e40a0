//! The one place in the relay that reads a clock.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)
}

/// A time for the name of a file, in UTC and to the millisecond.
pub(crate) fn stamp(at_ms: i64) -> String {
    let time = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%dT%H-%M-%S.%3fZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_a_name_everywhere_and_sorts_by_time() {
        assert_eq!(stamp(1_795_416_005_042), "2026-11-23T06-40-05.042Z");
        assert_eq!(stamp(i64::MAX), "1970-01-01T00-00-00.000Z");
    }
}
