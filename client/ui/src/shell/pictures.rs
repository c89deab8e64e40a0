//! Pictures: one that was chosen is drawn anew, small and without anything its file said beside what is seen; one that is
//! here gets an address that an `img` can show.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap, Url};

use super::files;

/// How well it is drawn, the best first; the least is tried at every size.
const QUALITIES: [f64; 3] = [0.82, 0.65, 0.45];
/// How often it is tried at three quarters of the size before.
const SIZES: u32 = 6;

/// How a picture is made smaller.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shrunk {
    /// The longer side, in pixels, at most.
    pub(crate) side: u32,
    /// Whether the middle of it is cut out as a square.
    pub(crate) square: bool,
    /// How many bytes it may have.
    pub(crate) bytes: usize,
}

/// For an entry: handwriting on a page stays readable.
pub(crate) const OF_ENTRY: Shrunk = Shrunk { side: 1_024, square: false, bytes: 200 << 10 };
/// For a tile of a board.
pub(crate) const OF_TILE: Shrunk = Shrunk { side: 320, square: true, bytes: 40 << 10 };

/// A picture made smaller, as JPEG; none if the browser cannot read it.
pub(crate) async fn shrink(picture: &Blob, to: Shrunk) -> Option<Vec<u8>> {
    drawn(picture, to).await.ok().flatten()
}

async fn drawn(picture: &Blob, to: Shrunk) -> Result<Option<Vec<u8>>, JsValue> {
    let whole: ImageBitmap = window().create_image_bitmap_with_blob(picture)?.await?.dyn_into()?;
    let (width, height) = (f64::from(whole.width()), f64::from(whole.height()));
    let (seen_width, seen_height) =
        if to.square { (width.min(height), width.min(height)) } else { (width, height) };
    let mut scale = (f64::from(to.side) / seen_width.max(seen_height)).min(1.0);
    for _ in 0..SIZES {
        let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
        let (across, down) = ((seen_width * scale).round().max(1.0), (seen_height * scale).round().max(1.0));
        Reflect::set(&canvas, &"width".into(), &across.into())?;
        Reflect::set(&canvas, &"height".into(), &down.into())?;
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
        let context: CanvasRenderingContext2d = context.dyn_into()?;
        // What is not painted would come out black.
        context.set_fill_style_str("#fff");
        context.fill_rect(0.0, 0.0, across, down);
        context.draw_image_with_image_bitmap_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            &whole,
            (width - seen_width) / 2.0,
            (height - seen_height) / 2.0,
            seen_width,
            seen_height,
            0.0,
            0.0,
            across,
            down,
        )?;
        for quality in QUALITIES {
            let made = Promise::new(&mut |done, _| {
                let _ = canvas.to_blob_with_type_and_encoder_options(&done, "image/jpeg", &quality.into());
            });
            if let Some(bytes) = files::read(&made.await?.dyn_into()?, to.bytes).await {
                return Ok(Some(bytes));
            }
        }
        scale *= 0.75;
    }
    Ok(None)
}

/// An address that shows a picture for as long as whoever asks is on the page.
pub(crate) fn address(bytes: &[u8], media: &str) -> Option<String> {
    let kind = BlobPropertyBag::new();
    kind.set_type(media);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let kept = address.clone();
    on_cleanup(move || drop(Url::revoke_object_url(&kept)));
    Some(address)
}
