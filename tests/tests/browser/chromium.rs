//! One chromedriver and the Chromium it starts: how they are started, and how they are ended without a goodbye.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use thirtyfour::prelude::*;

/// What every browser is started with.
const FLAGS: [&str; 15] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-US",
    "--window-size=1280,900",
    "--force-prefers-reduced-motion",
    "--force-device-scale-factor=1",
    "--hide-scrollbars",
    // A camera that shows a film, and a person who lets it be used.
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
];

/// What the camera shows, in the browser's folder.
pub(crate) const FILM: &str = "camera.y4m";

/// A chromedriver and its browser.
pub(crate) struct Chromium {
    driver: WebDriver,
    process: Child,
    // Kept open: a program that speaks to a closed pipe ends.
    _said: BufReader<ChildStdout>,
}

impl Chromium {
    /// Starts both on a folder of the browser's own.
    pub(crate) async fn start(profile: &Path) -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed (apt-get install chromium chromium-driver)");
        let mut said = BufReader::new(process.stdout.take().expect("chromedriver's output"));
        let port = port(&mut said);
        let mut wanted = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wanted.add_arg(flag).expect("a flag");
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.display())).expect("a folder");
        let film = profile.join(FILM);
        wanted.add_arg(&format!("--use-file-for-fake-video-capture={}", film.display())).expect("a file");
        let driver =
            WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await.expect("Chromium starts");
        Self { driver, process, _said: said }
    }

    /// The connection to the browser.
    pub(crate) fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Ends every process that shows a page; the browser itself goes on.
    pub(crate) fn kill_renderers(&self) {
        let all = descendants(self.process.id());
        let renderers: Vec<u32> = all.into_iter().filter(|process| is_renderer(*process)).collect();
        assert!(!renderers.is_empty(), "a renderer runs");
        kill(&renderers);
    }

    /// Ends everything at once, without a goodbye.
    pub(crate) fn kill(mut self) {
        self.end();
        // The session went with its browser, so there is nothing to close.
        let _ = self.driver.clone().leak();
    }

    fn end(&mut self) {
        let mut all = descendants(self.process.id());
        all.push(self.process.id());
        kill(&all);
        let _ = self.process.wait();
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        self.end();
        let _ = self.driver.clone().leak();
    }
}

fn port(said: &mut impl BufRead) -> u16 {
    let mut line = String::new();
    while said.read_line(&mut line).expect("chromedriver speaks") > 0 {
        if let Some((_, port)) = line.trim().rsplit_once("successfully on port ") {
            return port.trim_end_matches('.').parse().expect("a port's number");
        }
        line.clear();
    }
    panic!("chromedriver named no port");
}

/// All processes below one, deepest last.
fn descendants(process: u32) -> Vec<u32> {
    let mut found = Vec::new();
    let mut open = vec![process];
    let parents = parents();
    while let Some(next) = open.pop() {
        for (child, _) in parents.iter().filter(|(_, parent)| *parent == next) {
            found.push(*child);
            open.push(*child);
        }
    }
    found
}

/// Every process of this machine with its parent.
fn parents() -> Vec<(u32, u32)> {
    let folders = fs::read_dir("/proc").expect("a Linux machine").flatten();
    let processes = folders.filter_map(|folder| folder.file_name().to_str()?.parse::<u32>().ok());
    processes.filter_map(|process| Some((process, parent(process)?))).collect()
}

/// The parent is the second word after the name, which is in brackets and may hold anything.
fn parent(process: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn is_renderer(process: u32) -> bool {
    let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&line).contains("--type=renderer")
}

fn kill(processes: &[u32]) {
    let processes: Vec<String> = processes.iter().map(u32::to_string).collect();
    // One that has ended by itself is as good.
    let _ = Command::new("kill").arg("-KILL").args(processes).stderr(Stdio::null()).status();
}
