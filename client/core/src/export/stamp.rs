//! Times in exports and imports, as RFC 3339 writes them: with the offset of the place they were written in.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use shared::{Moment, Now};

/// The furthest offset that readers of health records take, in minutes.
const FURTHEST_MIN: i16 = 14 * 60;
const DAY_MS: i64 = 86_400_000;

/// A time such as `2026-11-03T17:30:00-05:00`; thousandths only where there are some.
pub(crate) fn stamp(moment: Moment) -> String {
    let offset_min = if moment.offset_min.abs() <= FURTHEST_MIN { moment.offset_min } else { 0 };
    let local_ms = moment.unix_ms.saturating_add(i64::from(offset_min) * 60_000).rem_euclid(DAY_MS);
    let (seconds, thousandths) = (local_ms / 1000, local_ms % 1000);
    let fraction = if thousandths == 0 { String::new() } else { format!(".{thousandths:03}") };
    let (sign, offset) = (if offset_min < 0 { '-' } else { '+' }, offset_min.abs());
    let time = [two(seconds / 3600), two(seconds / 60 % 60), two(seconds % 60)].join(":");
    let zone = [two((offset / 60).into()), two((offset % 60).into())].join(":");
    format!("{}T{time}{fraction}{sign}{zone}", day(Moment::new(moment.unix_ms, offset_min)))
}

/// The local day, as `2026-11-03`; a day that no calendar shows is the first there is.
pub(crate) fn day(moment: Moment) -> String {
    let date = moment.date();
    let date = if (1..=9999).contains(&date.year()) { date } else { Date::constant(1970, 1, 1) };
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// Reads a time: a day, a day with a time, or all of RFC 3339. What has no offset is taken at `here`'s; what has no time is
/// noon.
pub(crate) fn read(text: &str, here: Now) -> Option<Moment> {
    let text = text.trim();
    let date: shared::time::Day = text.get(..10)?.parse().ok()?;
    let rest = text.get(10..)?;
    if rest.is_empty() {
        return at(date.date().at(12, 0, 0, 0), here.offset_min);
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = (rest.get(..end)?, rest.get(end..)?);
    let offset_min = match zone {
        "" => here.offset_min,
        "Z" | "z" => 0,
        zone => {
            let minutes = zone.get(1..).and_then(|zone| zone.split_once(':'));
            let minutes = minutes.and_then(|(h, m)| Some(number(h, 14)? * 60 + number(m, 59)?))?;
            if zone.starts_with('-') { -minutes } else { minutes }
        }
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut parts = time.trim_end().split(':');
    let (hour, minute) = (number(parts.next()?, 23)?, number(parts.next()?, 59)?);
    let second = parts.next().map_or(Some(0), |second| number(second, 59))?;
    if parts.next().is_some() || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let thousandths: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let small = |number: i16| i8::try_from(number).ok();
    let civil = date.date().at(small(hour)?, small(minute)?, small(second)?, 0);
    Some(at(civil, offset_min)?.plus_ms(thousandths))
}

fn at(civil: DateTime, offset_min: i16) -> Option<Moment> {
    let offset = Offset::from_seconds(i32::from(offset_min) * 60).ok()?;
    Some(Moment::new(offset.to_timestamp(civil).ok()?.as_millisecond(), offset_min))
}

/// One or two digits, at most `most`.
fn number(text: &str, most: i16) -> Option<i16> {
    let plain = (1..=2).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    text.parse().ok().filter(|number| plain && *number <= most)
}

fn two(number: i64) -> String {
    format!("{number:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HERE: Moment = Moment { unix_ms: 0, offset_min: -300 };

    #[test]
    fn a_time_keeps_its_offset() {
        let moment = Moment { unix_ms: 1_793_745_000_000, offset_min: -300 };
        assert_eq!(stamp(moment), "2026-11-03T17:30:00-05:00");
        assert_eq!(stamp(moment.plus_ms(250)), "2026-11-03T17:30:00.250-05:00");
        assert_eq!(read("2026-11-03T17:30:00-05:00", HERE), Some(moment));
        assert_eq!(read("2026-11-03 17:30", HERE), Some(moment), "as people write it");
        assert_eq!(read("2026-11-03", HERE), Some(moment.plus_ms(-5 * 3_600_000 - 30 * 60_000)), "noon");
        assert_eq!(
            read("2026-11-03T22:30:00.25Z", HERE).map(stamp),
            Some("2026-11-03T22:30:00.250+00:00".to_owned())
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "now",
            "3/11/2026",
            "2026-11-3",
            "2026-02-30",
            "2026-11-03T",
            "2026-11-03T25:00",
            "2026-11-03T17",
            "2026-11-03T17:30:00+15:00",
            "2026-11-03T17:30:00-0500",
            "2026-11-03T17:30:61",
            "2026-11-03é",
            "éééééé",
            "2026-11-03T17:30:00:00",
            "2026-11-03T17:30.x",
            "2026-11-03T-1:30",
        ] {
            assert_eq!(read(text, HERE), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_reads_back(unix_ms in 0_i64..7_000_000_000_000, offset_min in -840_i16..=840) {
            let moment = Moment { unix_ms, offset_min };
            prop_assert_eq!(read(&stamp(moment), HERE), Some(moment));
        }

        #[test]
        fn any_time_and_any_text_is_survived(unix_ms: i64, offset_min: i16, text: String) {
            let written = stamp(Moment { unix_ms, offset_min });
            prop_assert!(written.len() >= 25, "{}", written);
            let _ = read(&text, HERE);
        }
    }
}
