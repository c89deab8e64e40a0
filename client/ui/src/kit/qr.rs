//! A square code drawn as one SVG path. Dark on white in every theme, because cameras want it so.

use fast_qr::{ECL, QRBuilder};

use crate::dom::{El, svg};

/// Longer text is for another screen's camera at once, and the fewer squares the better; a link may be printed.
const LONG: usize = 300;

/// The code of `text`; nothing if it is too long for one.
pub(crate) fn qr(text: &str, label: &str) -> Option<El> {
    let code = QRBuilder::new(text).ecl(if text.len() < LONG { ECL::M } else { ECL::L }).build().ok()?;
    let size = code.size;
    let mut path = String::with_capacity(size * size * 6);
    for y in 0..size {
        let row = &code[y];
        let mut x = 0;
        while x < size {
            let dark = row[x..].iter().take_while(|module| module.value()).count();
            if dark > 0 {
                run(&mut path, x, y, dark);
            }
            x += dark.max(1);
        }
    }
    let frame = (size + 8).to_string();
    let view_box = ["-4 -4 ", &frame, " ", &frame].concat();
    let drawn = svg("svg").class("qr").set("viewBox", &view_box).set("role", "img").spoken(label);
    Some(drawn.set("shape-rendering", "crispEdges").add(svg("path").set("d", &path)))
}

/// Draws `dark` modules from (x, y) to the right.
fn run(path: &mut String, x: usize, y: usize, dark: usize) {
    let dark = dark.to_string();
    for part in ["M", &x.to_string(), " ", &y.to_string(), "h", &dark, "v1h-", &dark, "z"] {
        path.push_str(part);
    }
}
