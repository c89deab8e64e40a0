//! A photo made in one browser is seen in another when somebody taps, and never before; and one on a board's tile.

use crate::alone;
use crate::device::{Device, Entry};
use crate::people::{did_it, invite, join, saras_phone};
use crate::relay::Relay;

/// Draws a large picture in the page and hands it to the field, as a camera would; its middle is red.
const TAKE: &str = "const canvas = document.createElement('canvas'); \
    canvas.width = 2400; canvas.height = 1800; \
    const pen = canvas.getContext('2d'); \
    pen.fillStyle = 'blue'; pen.fillRect(0, 0, 2400, 1800); \
    pen.fillStyle = 'red'; pen.fillRect(600, 450, 1200, 900); \
    return new Promise(done => canvas.toBlob(made => { \
        const taken = new DataTransfer(); \
        taken.items.add(new File([made], 'IMG_0001.png', { type: 'image/png' })); \
        const field = document.querySelector('[data-test=photo-file]'); \
        field.files = taken.files; \
        field.dispatchEvent(new Event('change')); \
        done(); \
    }))";

/// How large the picture is, and what is in its middle and in its corner.
const SEEN: &str = "const shown = document.querySelector('[data-test=photo-shown]'); \
    if (!shown?.complete || !shown.naturalWidth) return false; \
    const canvas = document.createElement('canvas'); \
    canvas.width = shown.naturalWidth; canvas.height = shown.naturalHeight; \
    const pen = canvas.getContext('2d'); pen.drawImage(shown, 0, 0); \
    const at = (x, y) => pen.getImageData(x * canvas.width, y * canvas.height, 1, 1).data; \
    const middle = at(0.5, 0.5), corner = at(0.02, 0.02); \
    return canvas.width === 1024 && canvas.height === 768 && shown.alt === 'His name on lined paper' \
        && middle[0] > 200 && middle[2] < 60 && corner[2] > 200 && corner[0] < 60";

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_photo_is_seen_in_another_browser_when_somebody_taps_and_not_before() {
    let _alone = alone().await;
    let mut relay = Relay::start("photos");
    let mut parent = saras_phone("photos-parent", &relay).await;
    did_it(&mut parent, "better").await;
    let entries = parent.entries("one entry", |all| all.len() == 1 && Entry::are_kept(all)).await;
    let page = format!("notes/entry/{}", entries[0].record);
    let link = invite(&mut parent, "clinician").await;
    let mut clinician = join("photos-clinician", &link, "Noor").await;

    parent.go_to_hash(&page).await;
    parent.tap("photo-open").await;
    parent.script(TAKE).await;
    parent.see("photo-preview").await;
    parent.write("photo-shows", "His name on lined paper").await;
    parent.tap("photo-save").await;
    parent.until("the parent sees it", SEEN).await;

    clinician.go_to_hash(&page).await;
    clinician.read_at("photo-state", "The picture is not on this device yet.").await;
    clinician.see_gone("[data-test=photo-shown]").await;
    clinician.tap("photo-fetch").await;
    clinician.until("the clinician sees it", SEEN).await;
    clinician.tap("photo-tap").await;
    clinician.see_at("[data-test=photo-tap][aria-expanded=true]").await;

    // It stays, also without a relay.
    relay.stop();
    clinician.script("location.reload()").await;
    clinician.until("it is still there", SEEN).await;
    relay.start_again();
    parent.tap("photo-remove").await;
    parent.see_gone("[data-test=photo]").await;
    clinician.see_gone("[data-test=photo]").await;
}

#[tokio::test]
#[ignore = "needs the built app and relay: cargo xtask test"]
async fn a_board_shows_a_photo_of_ones_own() {
    let _alone = alone().await;
    let relay = Relay::start("photos-board");
    let mut device = Device::new("photos-board", relay.origin()).await;
    device.tap("start-sample").await;
    device.see("sample-ribbon").await;
    device.go_to_hash("plan").await;
    device.tap("add-board").await;
    device.write("field-title", "Snacks").await;
    device.write("own-tile", "His own cup").await;
    device.script(TAKE).await;
    device.see_at("[data-test=board-tiles] [data-test=tile-photo]").await;
    device.write("own-tile", "Water").await;
    device.tap("own-tile-add").await;
    device.tap("save").await;
    device.see_gone("dialog").await;
    let small = "const shown = document.querySelector('[data-test=tile-photo]'); \
        return shown?.naturalWidth === 320 && shown.naturalHeight === 320";
    device.until("it is in the list", small).await;
    device
        .script("[...document.querySelectorAll('[data-test=board]')].find(board => board.textContent.includes('Snacks')).querySelector('[data-test=show-board]').click()")
        .await;
    device.see_at("[data-test=childs-board] [data-test=tile-photo]").await;
    device.tap("choice-tile").await;
    device.read_at("said-aloud", "His own cup").await;
}
