//! Reading square codes in a picture, for browsers that do not read them themselves. It is a module of its own beside the app,
//! which loads it when somebody scans; it knows nothing of what the codes say. `client/ui/reader.js` hands it pictures.

use rqrr::PreparedImage;
use wasm_bindgen::prelude::*;

/// The longest side of a picture that is looked at.
const SIDE_LIMIT: usize = 2_048;
/// The most codes that are read in one picture.
const CODES_LIMIT: usize = 8;

/// The codes in a picture of so many points, four bytes each: red, green, blue and how much they cover what is below, which is
/// white. A picture that is larger than it may be, or not of that many points, has none.
#[wasm_bindgen]
pub fn codes(points: &[u8], width: usize, height: usize) -> Vec<String> {
    let (points, rest) = points.as_chunks::<4>();
    let sides = 1..=SIDE_LIMIT;
    let fits = sides.contains(&width) && sides.contains(&height) && points.len() == width * height;
    if !fits || !rest.is_empty() {
        return Vec::new();
    }
    let grey = |x: usize, y: usize| points.get(y * width + x).copied().map_or(255, grey);
    let mut picture = PreparedImage::prepare_from_greyscale(width, height, grey);
    let found = picture.detect_grids().into_iter().take(CODES_LIMIT);
    found.filter_map(|code| code.decode().ok()).map(|(_, text)| text).collect()
}

fn grey([red, green, blue, covers]: [u8; 4]) -> u8 {
    let light = (u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) / 256;
    let covers = u32::from(covers);
    // Both are at most 255, and so is what lies between them.
    u8::try_from((light * covers + 255 * (255 - covers)) / 255).unwrap_or(255)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_qr::QRBuilder;
    use proptest::prelude::*;

    const TEXT: &str = "https://care.example/#join.AXt_Lc";

    /// A code of `text` as a picture with a margin, so many points a square, and how wide that is.
    fn drawn(text: &str, square: usize) -> (Vec<u8>, usize) {
        let code = QRBuilder::new(text).build().expect("short");
        let width = (code.size + 8) * square;
        let is_dark = |x: usize, y: usize| {
            let at = |point: usize| (point / square).checked_sub(4).filter(|at| *at < code.size);
            at(x).zip(at(y)).is_some_and(|(x, y)| code[y][x].value())
        };
        let places = (0..width).flat_map(|y| (0..width).map(move |x| (x, y)));
        let point = |(x, y)| if is_dark(x, y) { [20, 30, 60, 255] } else { [250, 248, 240, 255] };
        (places.flat_map(point).collect(), width)
    }

    #[test]
    fn a_code_is_read_at_several_sizes() {
        for square in [2, 3, 6, 10] {
            let (points, width) = drawn(TEXT, square);
            assert_eq!(codes(&points, width, width), [TEXT], "{square} points a square");
        }
    }

    #[test]
    fn what_is_seen_through_is_white() {
        let (mut points, width) = drawn(TEXT, 4);
        let light = points.as_chunks_mut::<4>().0.iter_mut().filter(|point| point[0] > 100);
        light.for_each(|point| *point = [0; 4]);
        assert_eq!(codes(&points, width, width), [TEXT]);
    }

    #[test]
    fn a_picture_without_a_code_or_of_another_size_has_none() {
        let (points, width) = drawn(TEXT, 4);
        let none: [String; 0] = [];
        assert_eq!(codes(&[255; 4 * 100 * 100], 100, 100), none);
        for (width, height) in [(0, 0), (width, width - 1), (usize::MAX, 2), (1, width * width)] {
            assert_eq!(codes(&points, width, height), none, "{width} by {height}");
        }
        assert_eq!(codes(&points[1..], width, width), none);
        assert_eq!(codes(&[], 0, 0), none);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn any_picture_is_survived(points: Vec<u8>, width in 0_usize..40) {
            let whole = points.len() / 4 * 4;
            let height = (whole / 4).checked_div(width).unwrap_or(0);
            let _ = codes(&points[..width * height * 4], width, height);
        }

        #[test]
        fn a_code_that_something_was_painted_over_is_survived(seed in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..60)) {
            let (mut points, width) = drawn(TEXT, 3);
            let (blocks, _) = points.as_chunks_mut::<{ 4 * 9 }>();
            for (at, colour) in seed {
                let at = at.index(blocks.len());
                blocks[at] = [colour; 4 * 9];
            }
            let _ = codes(&points, width, width);
        }
    }
}
