//! How far a share of few observations can be trusted: the score interval of E. B. Wilson, "Probable Inference, the Law
//! of Succession, and Statistical Inference", Journal of the American Statistical Association 22 (1927), 209–212.
//!
//! It stays within 0 and 1, and it is honest where all or none helped: 4 of 4 does not become "100 to 100 %". It takes
//! every observation as one of its own, which days of one child are not quite; `docs/decisions/0022-what-helps.md` says
//! what follows.

/// Below this many observations nobody is shown a share, only the counts.
pub const FEW: u32 = 5;

/// The normal deviate of a two-sided interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % interval of `helped` out of `of`, as two shares; none without an observation.
pub fn wilson(helped: u32, of: u32) -> Option<(f64, f64)> {
    if of == 0 {
        return None;
    }
    let n = f64::from(of);
    let share = f64::from(helped.min(of)) / n;
    let scale = 1.0 + Z * Z / n;
    let centre = (share + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some(((centre - half).max(0.0), (centre + half).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first four as Newcombe prints them (Statistics in Medicine 17 (1998), 857–872, table I, method 3), the others
    /// computed by hand.
    #[test]
    fn the_interval_is_the_one_in_the_tables() {
        for (helped, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0000, 0.1611),
            (1, 29, 0.0061, 0.1718),
            // z²/n = 0.25610, centre 0.92805 / 1.25610, half 1.95996 · √0.014935 / 1.25610
            (12, 15, 0.5481, 0.9295),
            // all of n: from n / (n + z²) to 1
            (4, 4, 0.5101, 1.0),
            (5, 5, 0.5655, 1.0),
            // none of n: from 0 to z² / (n + z²)
            (0, 5, 0.0, 0.4345),
        ] {
            let (from, to) = wilson(helped, of).unwrap();
            assert!(
                (from - low).abs() < 0.00005 && (to - high).abs() < 0.00005,
                "{helped}/{of}: {from} {to}"
            );
        }
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn it_stays_within_bounds_around_the_share_and_narrows_with_more() {
        for of in 1..60 {
            for helped in 0..=of {
                let ((low, high), share) = (wilson(helped, of).unwrap(), f64::from(helped) / f64::from(of));
                assert!((0.0..=1.0).contains(&low) && (0.0..=1.0).contains(&high), "{helped}/{of}");
                assert!(low <= share + 1e-12 && share <= high + 1e-12, "{helped}/{of}: {low} {high}");
                let (wider, narrower) = (high - low, wilson(helped * 10, of * 10).unwrap());
                assert!(narrower.1 - narrower.0 < wider, "{helped}/{of}");
            }
        }
    }
}
