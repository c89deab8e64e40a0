//! A set of an author's counters, as stretches: what an envelope says it stands for, and what a device has heard of.
//!
//! Limits: [`STRETCHES_LIMIT`] stretches. Where there would be more, the first two count as one, with what is between them:
//! so a set may hold too much, and never too little.

use minicbor::{Decode, Decoder, Encode};

use crate::limited::at_most;

/// The most stretches of one set.
pub const STRETCHES_LIMIT: usize = 256;

/// Counters, from the first to the last of each stretch; sorted, and never two that touch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode)]
#[cbor(transparent)]
pub struct Counters(#[n(0)] Vec<(u64, u64)>);

impl Counters {
    /// Takes one in.
    pub fn insert(&mut self, counter: u64) {
        self.add(counter, counter);
    }

    /// Takes all of another set in.
    pub fn extend(&mut self, other: &Self) {
        other.0.iter().for_each(|(first, last)| self.add(*first, *last));
    }

    /// Whether none is missing below the highest one.
    pub fn is_whole(&self) -> bool {
        matches!(self.0.as_slice(), [] | [(0 | 1, _)])
    }

    /// Takes in whatever is missing below the highest one.
    pub fn fill(&mut self) {
        if let Some((_, last)) = self.0.last().copied() {
            self.0 = vec![(1, last)];
        }
    }

    fn add(&mut self, mut first: u64, mut last: u64) {
        self.0.retain(|(from, to)| {
            let touches = to.saturating_add(1) >= first && *from <= last.saturating_add(1);
            if touches {
                (first, last) = (first.min(*from), last.max(*to));
            }
            !touches
        });
        let at = self.0.partition_point(|(from, _)| *from < first);
        self.0.insert(at, (first, last));
        if self.0.len() > STRETCHES_LIMIT {
            let (from, _) = self.0.remove(0);
            self.0[0].0 = from;
        }
    }
}

impl<'b, C> Decode<'b, C> for Counters {
    fn decode(decoder: &mut Decoder<'b>, context: &mut C) -> Result<Self, minicbor::decode::Error> {
        let stretches: Vec<(u64, u64)> = at_most::<_, _, STRETCHES_LIMIT>(decoder, context)?;
        let mut counters = Self::default();
        for (first, last) in stretches {
            if first > last {
                return Err(minicbor::decode::Error::message("a stretch ends before it begins"));
            }
            counters.add(first, last);
        }
        Ok(counters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn of(counters: &[u64]) -> Counters {
        let mut set = Counters::default();
        counters.iter().for_each(|counter| set.insert(*counter));
        set
    }

    #[test]
    fn a_gap_shows_until_it_is_filled() {
        assert!(of(&[]).is_whole() && of(&[1, 2, 3]).is_whole() && of(&[3, 1, 2, 2]).is_whole());
        assert!(!of(&[2]).is_whole() && !of(&[1, 3]).is_whole());
        let mut set = of(&[1, 2, 6]);
        set.extend(&of(&[4, 5]));
        assert!(!set.is_whole());
        set.insert(3);
        assert_eq!(set, of(&[1, 2, 3, 4, 5, 6]));
        let mut set = of(&[4, 9]);
        set.fill();
        assert!(set.is_whole());
    }

    #[test]
    fn absurd_counters_and_stretches_do_no_harm() {
        let mut set = of(&[u64::MAX, 0, u64::MAX - 1]);
        set.extend(&of(&[u64::MAX]));
        assert!(!set.is_whole());
        let backwards = minicbor::to_vec([(5u64, 4u64)]).expect("memory");
        assert!(minicbor::decode::<Counters>(&backwards).is_err());
        let many: Vec<(u64, u64)> = (0..=STRETCHES_LIMIT as u64).map(|at| (3 * at, 3 * at)).collect();
        assert!(minicbor::decode::<Counters>(&minicbor::to_vec(&many).expect("memory")).is_err());
        assert!(minicbor::decode::<Counters>(&minicbor::to_vec(&many[1..]).expect("memory")).is_ok());
        let all = of(&many.iter().map(|(at, _)| *at).collect::<Vec<_>>());
        assert_eq!((all.0.len(), all.0[0]), (STRETCHES_LIMIT, (0, 3)), "the first two are one");
    }

    proptest! {
        #[test]
        fn it_is_a_set_and_survives_being_written_down(counters in proptest::collection::vec(1u64..60, 0..50)) {
            let set = of(&counters);
            let plain: BTreeSet<u64> = counters.iter().copied().collect();
            let whole = plain.iter().copied().eq(1..=plain.len() as u64);
            prop_assert_eq!(set.is_whole(), whole);
            let held: BTreeSet<u64> = set.0.iter().flat_map(|(from, to)| *from..=*to).collect();
            prop_assert_eq!(&held, &plain);
            let bytes = minicbor::to_vec(&set).expect("memory");
            prop_assert_eq!(minicbor::decode::<Counters>(&bytes).expect("whole"), set);
        }
    }
}
