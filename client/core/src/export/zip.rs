//! Several files in one, as every system opens it: a zip whose entries are stored as they are. Photos and health records in
//! it are small or compressed already, and an inflater less is an app that is smaller to download.
//!
//! The layout is that of PKWARE's APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16, names in UTF-8.

use shared::Moment;

const NEEDS: u16 = 20;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

/// The files in one. `made` is when, and the time of each; none if they are more than such a file can hold.
pub(crate) fn zip<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>, made: Moment) -> Option<Vec<u8>> {
    let (mut out, mut list, mut count) = (Vec::new(), Vec::new(), 0_u16);
    let stamp = dos(made);
    for (name, bytes) in files {
        let size = u32::try_from(bytes.len()).ok()?;
        let name_size = u16::try_from(name.len()).ok()?;
        let mut common = Vec::new();
        put16(&mut common, &[NEEDS, UTF8, 0, stamp.1, stamp.0]);
        put32(&mut common, &[crc(bytes), size, size]);
        put16(&mut common, &[name_size, 0]);
        let at = u32::try_from(out.len()).ok()?;
        out.extend_from_slice(b"PK\x03\x04");
        out.extend_from_slice(&common);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(bytes);
        list.extend_from_slice(b"PK\x01\x02");
        put16(&mut list, &[NEEDS]);
        list.extend_from_slice(&common);
        put16(&mut list, &[0, 0, 0]);
        put32(&mut list, &[0, at]);
        list.extend_from_slice(name.as_bytes());
        count = count.checked_add(1)?;
    }
    let (begins, length) = (u32::try_from(out.len()).ok()?, u32::try_from(list.len()).ok()?);
    out.extend_from_slice(&list);
    out.extend_from_slice(b"PK\x05\x06");
    put16(&mut out, &[0, 0, count, count]);
    put32(&mut out, &[length, begins]);
    put16(&mut out, &[0]);
    Some(out)
}

fn put16(out: &mut Vec<u8>, numbers: &[u16]) {
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

fn put32(out: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

/// Local date and time as such files keep them: from 1980 on, in steps of two seconds.
fn dos(made: Moment) -> (u16, u16) {
    let (date, minute) = (made.date(), made.minute_of_day());
    let year = (date.year().clamp(1980, 2107) - 1980).unsigned_abs();
    let day = year << 9 | u16::from(date.month().unsigned_abs()) << 5 | u16::from(date.day().unsigned_abs());
    (day, (minute / 60) << 11 | (minute % 60) << 5)
}

/// The checksum of ITU-T V.42, bit by bit over a table of sixteen.
fn crc(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 16] = table();
    let step = |crc: u32, nibble: u8| (crc >> 4) ^ TABLE[((crc ^ u32::from(nibble)) & 15) as usize];
    !bytes.iter().fold(u32::MAX, |crc, byte| step(step(crc, *byte), *byte >> 4))
}

const fn table() -> [u32; 16] {
    let mut table = [0; 16];
    let mut at = 0;
    while at < 16 {
        let (mut crc, mut bit) = (at as u32, 0);
        while bit < 4 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            bit += 1;
        }
        table[at] = crc;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_has_its_check_value() {
        assert_eq!(crc(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc(b""), 0);
    }

    #[test]
    fn the_same_files_make_the_same_bytes_and_absurd_times_are_written() {
        let files = || [("a", &b"x"[..]), ("b/c", b"")].into_iter();
        let made = Moment { unix_ms: 1_795_559_400_000, offset_min: -300 };
        assert_eq!(zip(files(), made), zip(files(), made));
        for unix_ms in [i64::MIN, 0, i64::MAX] {
            assert!(zip(files(), Moment::new(unix_ms, 0)).is_some());
        }
    }
}
