//! Square codes as they stand on a page: drawn from the page's own SVG into a picture, and read out of that as a
//! camera's app would; and a film of one, for the camera of a browser.

use fast_qr::QRBuilder;
use rqrr::PreparedImage;

use crate::device::Device;

/// How many of the picture's points are one square wide.
const SQUARE: usize = 4;

/// The drawing of the code in sight, and how many squares wide its frame is.
const DRAWING: &str =
    "return code && [code.querySelector('path').getAttribute('d'), code.getAttribute('viewBox')]";

/// Reads the code of a file that is in sight.
pub(crate) async fn read_code(device: &Device) -> String {
    read_code_in(device, ".codes").await
}

/// Reads the code in sight in what `css` names.
pub(crate) async fn read_code_in(device: &Device, css: &str) -> String {
    let drawing = format!("const code = document.querySelector('{css} .qr'); {DRAWING}");
    let drawing = device.until("a code is in sight", &drawing).await;
    let path = drawing[0].as_str().expect("a path");
    let frame = drawing[1].as_str().and_then(|frame| frame.rsplit(' ').next()).expect("a frame");
    let (dark, width) = (rows(path), frame.parse::<usize>().expect("a number") * SQUARE);
    let margin = 4;
    let is_dark = |x: usize, y: usize| {
        let at = |point: usize| (point / SQUARE).checked_sub(margin);
        let (Some(x), Some(y)) = (at(x), at(y)) else { return false };
        dark.iter().any(|(left, top, long)| *top == y && (*left..left + long).contains(&x))
    };
    let mut picture =
        PreparedImage::prepare_from_greyscale(width, width, |x, y| if is_dark(x, y) { 0 } else { 255 });
    let found = picture.detect_grids();
    assert_eq!(found.len(), 1, "one code in the picture");
    found[0].decode().expect("it can be read").1
}

/// Where runs of dark squares begin, and how long they are: `M x y h long v1 h-long z`.
fn rows(path: &str) -> Vec<(usize, usize, usize)> {
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let run = |part: &str| {
        let (x, rest) = part.split_once(' ').expect("a place");
        let (y, rest) = rest.split_once('h').expect("a run");
        let (long, _) = rest.split_once('v').expect("its end");
        (number(x), number(y), number(long))
    };
    path.split('M').skip(1).map(run).collect()
}

/// A film that shows a code of `text` and nothing else, as YUV4MPEG2.
pub(crate) fn film(text: &str) -> Vec<u8> {
    const WIDTH: usize = 640;
    const HEIGHT: usize = 480;
    let code = QRBuilder::new(text).build().expect("short");
    let square = HEIGHT / (code.size + 8);
    let (left, top) = ((WIDTH - code.size * square) / 2, (HEIGHT - code.size * square) / 2);
    let is_dark = |x: usize, y: usize| {
        let at = |point: usize, from: usize| point.checked_sub(from).map(|point| point / square);
        let (Some(x), Some(y)) = (at(x, left), at(y, top)) else { return false };
        x < code.size && y < code.size && code[y][x].value()
    };
    let mut film = format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n").into_bytes();
    for _ in 0..2 {
        film.extend(b"FRAME\n");
        let places = (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (x, y)));
        film.extend(places.map(|(x, y)| if is_dark(x, y) { 16 } else { 235 }));
        film.resize(film.len() + WIDTH * HEIGHT / 2, 128);
    }
    film
}
