//! What a page is called within its scope and era.

use core::fmt;
use core::str::FromStr;

use crate::id::BadId;
use crate::time::Month;

/// One page of a scope and era.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageName {
    /// The current page of the plan.
    Plan,
    /// What was logged in one calendar month.
    Month(Month),
}

impl fmt::Display for PageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan => f.write_str("plan"),
            Self::Month(month) => month.fmt(f),
        }
    }
}

impl FromStr for PageName {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        if text == "plan" {
            return Ok(Self::Plan);
        }
        let month = || {
            let (year, month) = text.split_once('-')?;
            let plain =
                year.len() == 4 && month.len() == 2 && text.bytes().all(|b| b == b'-' || b.is_ascii_digit());
            let month = Month { year: year.parse().ok()?, month: month.parse().ok()? };
            (plain && month.year >= 1970 && (1..=12).contains(&month.month)).then_some(Self::Month(month))
        };
        month().ok_or(BadId { what: "page" })
    }
}

impl<C> minicbor::Encode<C> for PageName {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.to_string())?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for PageName {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str()?.parse().map_err(|_| minicbor::decode::Error::message("not a page name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_one_spelling() {
        for name in ["plan", "2026-11", "1970-01"] {
            assert_eq!(name.parse::<PageName>().expect("a page").to_string(), name);
        }
        for name in ["", "Plan", "2026-13", "2026-00", "2026-1", "02026-1", "+026-11", "2026-11 ", "1969-12"]
        {
            assert!(name.parse::<PageName>().is_err(), "{name}");
        }
    }
}
