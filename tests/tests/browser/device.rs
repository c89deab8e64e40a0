//! One browser as one device: what a person can do with it and what they can see.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use thirtyfour::common::print::PrintParameters;
use thirtyfour::prelude::*;

use crate::chromium::{Chromium, FILM};
use crate::relay::empty_folder;
use crate::wait::poll;

/// A browser with a folder of its own.
pub(crate) struct Device {
    name: String,
    profile: PathBuf,
    browser: Chromium,
    taps: u32,
}

/// A line of a list of entries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// The record's id.
    pub(crate) record: String,
    /// How far it has come: `saving`, `saved` or `shared`.
    pub(crate) shared: String,
    /// What is read on the line.
    pub(crate) text: String,
}

impl Entry {
    /// Whether it was written durably.
    pub(crate) fn is_kept(&self) -> bool {
        self.shared == "saved" || self.shared == "shared"
    }

    /// Whether every one of these was.
    pub(crate) fn are_kept(entries: &[Self]) -> bool {
        entries.iter().all(Self::is_kept)
    }
}

impl Device {
    /// A new device that opens `address`.
    pub(crate) async fn new(name: &str, address: &str) -> Self {
        let profile = empty_folder(name);
        let browser = Chromium::start(&profile).await;
        let device = Self { name: name.to_owned(), profile, browser, taps: 0 };
        device.go(address).await;
        device
    }

    /// Kills the browser outright and opens `address` with a new one on the same folder.
    pub(crate) async fn kill_and_reopen(self, address: &str) -> Self {
        let Self { name, profile, browser, taps } = self;
        browser.kill();
        let device = Self { browser: Chromium::start(&profile).await, name, profile, taps };
        device.go(address).await;
        device
    }

    /// Kills the processes that show the page.
    pub(crate) fn kill_renderers(&self) {
        self.browser.kill_renderers();
    }

    /// Opens `address` in another window of this browser, and looks at it.
    pub(crate) async fn open_window(&self, address: &str) -> WindowHandle {
        let window = self.driver().new_tab().await.expect("another window");
        self.look_at(&window).await;
        self.go(address).await;
        window
    }

    /// The window that is looked at.
    pub(crate) async fn window(&self) -> WindowHandle {
        self.driver().window().await.expect("a window")
    }

    /// Looks at another window; the one before is hidden behind it.
    pub(crate) async fn look_at(&self, window: &WindowHandle) {
        self.driver().switch_to_window(window.clone()).await.expect("the other window");
    }

    /// Closes the window that is looked at, which may have died.
    pub(crate) async fn close_window(&self) {
        self.driver().close_window().await.expect("the window can be closed");
    }

    /// Ends the process that shows this window.
    pub(crate) async fn crash(&self) {
        // Whoever is asked cannot answer any more.
        let _ = self.driver().cdp().send_raw("Page.crash", json!({})).await;
        assert!(self.listed().await.is_none(), "{}: the page is gone", self.name);
    }

    /// Lets this origin store so many bytes and no more; none is as many as the disk has.
    pub(crate) async fn limit_storage(&self, origin: &str, bytes: Option<u64>) {
        let mut limit = json!({ "origin": origin });
        if let Some(bytes) = bytes {
            limit["quotaSize"] = json!(bytes);
        }
        let limited = self.driver().cdp().send_raw("Storage.overrideQuotaForOrigin", limit).await;
        limited.expect("the browser takes another limit");
    }

    /// Saves what is downloaded from here on in a folder, without asking.
    pub(crate) async fn save_downloads_in(&self, folder: &Path) {
        let wanted = json!({ "behavior": "allow", "downloadPath": folder });
        self.driver()
            .cdp()
            .send_raw("Browser.setDownloadBehavior", wanted)
            .await
            .expect("a folder for downloads");
    }

    /// Runs a script before any of the page's own, from the next page that is opened on.
    pub(crate) async fn run_first(&self, script: &str) {
        let wanted = json!({ "source": script });
        let added = self.driver().cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", wanted).await;
        added.expect("the browser takes a script");
    }

    /// Chooses a file in the field with this hook, which need not be in sight.
    pub(crate) async fn choose_file(&self, test: &str, file: &Path) {
        // The same file can be chosen again.
        self.until(
            "a field for files",
            &format!(
                "const field = document.querySelector(`{}`); \
            if (field) field.value = ''; return field !== null",
                hook(test)
            ),
        )
        .await;
        self.write(test, &file.display().to_string()).await;
    }

    /// What the camera shows when it is asked for.
    pub(crate) fn hold_camera_to(&self, film: &[u8]) {
        std::fs::write(self.profile.join(FILM), film).expect("a film");
    }

    /// Opens an address.
    pub(crate) async fn go(&self, address: &str) {
        self.driver().goto(address).await.unwrap_or_else(|why| panic!("{}: {address}: {why}", self.name));
    }

    /// Opens what is at `#hash` of the same app.
    pub(crate) async fn go_to_hash(&self, hash: &str) {
        self.script(&format!("location.hash = '{hash}'")).await;
    }

    /// Taps the first thing with this hook that can be tapped, as soon as there is one.
    pub(crate) async fn tap(&mut self, test: &str) {
        self.tap_at(&hook(test)).await;
    }

    /// Taps the first thing that `css` names and that can be tapped.
    pub(crate) async fn tap_at(&mut self, css: &str) {
        let driver = self.driver().clone();
        let mut obstacle = "there is none in sight".to_owned();
        let tapped = poll(async || {
            for element in driver.find_all(By::Css(css)).await.ok()? {
                if !element.is_displayed().await.unwrap_or(false) {
                    continue;
                }
                match element.click().await {
                    Ok(()) => return Some(()),
                    Err(why) => obstacle = format!("{why:?}").chars().take(400).collect(),
                }
                // As a person would: to the middle, away from what is fixed at the edges.
                let to_middle = "arguments[0].scrollIntoView({ block: 'center' })";
                if let Ok(element) = element.to_json() {
                    let _ = driver.execute(to_middle, vec![element]).await;
                }
            }
            None
        });
        if tapped.await.is_none() {
            self.give_up(&format!("{css} cannot be tapped: {obstacle}")).await;
        }
        self.taps += 1;
    }

    /// How many taps there were since this was asked last.
    pub(crate) fn take_taps(&mut self) -> u32 {
        std::mem::take(&mut self.taps)
    }

    /// Types at the end of a field.
    pub(crate) async fn write(&self, test: &str, text: &str) {
        let css = hook(test);
        let typed = poll(async || {
            let element = self.driver().find(By::Css(&css)).await.ok()?;
            element.send_keys(text).await.ok()
        });
        if typed.await.is_none() {
            self.give_up(&format!("nothing can be written in {test}")).await;
        }
    }

    /// Waits until something with this hook is in sight.
    pub(crate) async fn see(&self, test: &str) {
        self.see_at(&hook(test)).await;
    }

    /// Waits until something that `css` names is in sight.
    pub(crate) async fn see_at(&self, css: &str) {
        let check = format!("return [...document.querySelectorAll(`{css}`)].some(e => e.checkVisibility())");
        self.until(&format!("{css} is in sight"), &check).await;
    }

    /// Waits until nothing that `css` names is there.
    pub(crate) async fn see_gone(&self, css: &str) {
        let check = format!("return document.querySelector(`{css}`) === null");
        self.until(&format!("{css} is gone"), &check).await;
    }

    /// Waits until the page's text has `words`.
    pub(crate) async fn read(&self, words: &str) {
        let check = format!("return document.body.innerText.includes({})", json!(words));
        self.until(&format!("{words:?} is to be read"), &check).await;
    }

    /// Waits until what has this hook says `words` somewhere.
    pub(crate) async fn read_at(&self, test: &str, words: &str) {
        let check = format!(
            "return document.querySelector(`{}`)?.textContent.includes({}) ?? false",
            hook(test),
            json!(words)
        );
        self.until(&format!("{words:?} is to be read at {test}"), &check).await;
    }

    /// Waits until a script answers with something true, and returns it.
    pub(crate) async fn until(&self, what: &str, script: &str) -> Value {
        let found = poll(async || {
            let value = self.driver().execute(script, Vec::new()).await.ok()?.json().clone();
            let is_true = !matches!(&value, Value::Null | Value::Bool(false));
            is_true.then_some(value)
        });
        match found.await {
            Some(value) => value,
            None => self.give_up(&format!("not so: {what}")).await,
        }
    }

    /// Waits until the entries in the list are as `fits` wants them, and returns them.
    pub(crate) async fn entries(&self, what: &str, fits: impl Fn(&[Entry]) -> bool) -> Vec<Entry> {
        let found = poll(async || {
            let entries = self.listed().await?;
            fits(&entries).then_some(entries)
        });
        match found.await {
            Some(entries) => entries,
            None => {
                let entries = self.listed().await;
                self.give_up(&format!("entries: not so: {what}: {entries:#?}")).await
            }
        }
    }

    /// The entries in the list as they are; none if the page does not answer.
    pub(crate) async fn listed(&self) -> Option<Vec<Entry>> {
        const LIST: &str = "return [...document.querySelectorAll('[data-test=entry]')]\
            .map(e => [e.dataset.record, e.dataset.shared, e.textContent])";
        let value = self.driver().execute(LIST, Vec::new()).await.ok()?.json().clone();
        let cell = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let entry =
            |line: &Value| Entry { record: cell(&line[0]), shared: cell(&line[1]), text: cell(&line[2]) };
        let mut entries: Vec<Entry> = value.as_array()?.iter().map(entry).collect();
        entries.sort();
        Some(entries)
    }

    /// Runs a script in the page and returns its answer; a promise is waited for.
    pub(crate) async fn script(&self, script: &str) -> Value {
        match self.driver().execute(script, Vec::new()).await {
            Ok(answer) => answer.json().clone(),
            Err(why) => panic!("{}: {why}", self.name),
        }
    }

    /// Makes the window as large as this, in the browser's own pixels.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        let resized = self.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await;
        resized.expect("the window takes another size");
    }

    /// Lives in the time zone where it is about five in the afternoon, and not in the machine's.
    pub(crate) async fn live_in_the_afternoon(&self) {
        let hours = self.script("return 17 - new Date().getUTCHours()").await.as_i64().expect("hours");
        let east = if hours > 14 { hours - 24 } else { hours };
        // These names count hours to the west.
        let zone = json!({ "timezoneId": format!("Etc/GMT{:+}", -east) });
        let moved = self.driver().cdp().send_raw("Emulation.setTimezoneOverride", zone).await;
        moved.expect("the browser takes another time zone");
    }

    /// A picture of the window, as PNG.
    pub(crate) async fn picture(&self) -> Vec<u8> {
        self.driver().screenshot_as_png().await.expect("a picture of the window")
    }

    /// How many pages come out of the printer.
    pub(crate) async fn printed_pages(&self) -> usize {
        let pdf = self.driver().print_page(PrintParameters::default()).await.expect("it is printed");
        // "/Type /Pages" is what lists them.
        let mark = b"/Type /Page\n";
        pdf.windows(mark.len()).filter(|part| part == mark).count()
    }

    /// Ends the test, with what is to be read on the page.
    async fn give_up(&self, why: &str) -> ! {
        const PAGE: &str = "return location.href + '\\n' + document.body.innerText.slice(0, 2000)";
        let page = self.driver().execute(PAGE, Vec::new()).await.map(|page| page.json().clone());
        let page = page.ok().as_ref().and_then(Value::as_str).unwrap_or("(no page)").to_owned();
        panic!("{}: {why}\n--- the page:\n{page}", self.name);
    }

    fn driver(&self) -> &WebDriver {
        self.browser.driver()
    }
}

fn hook(test: &str) -> String {
    format!("[data-test=\"{test}\"]")
}
