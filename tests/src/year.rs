//! The heavy year as a file and its words, and an app over a store in memory to measure with.

use carryover_core::export::{File, Format, Wanted};
use carryover_core::sample::year::{Size, build};
use carryover_core::{App, Input, Intent, Language};
use shared::Moment;
use shared::page::PageName;
use shared::record::{Draft, Scope};
use shared::storage::MemoryStore;
use shared::sync::device::{self, Effect};
use shared::team::SheetCode;
use shared::wire::Parcel;

/// A hand-over file and the words of the sheet that opens it.
#[derive(Debug)]
pub struct YearFile {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// The sheet's words, as somebody types them.
    pub words: String,
}

impl YearFile {
    /// Makes a year up that ends at `now`.
    ///
    /// # Panics
    /// If it cannot be made up.
    pub fn new(now: Moment, size: Size) -> Self {
        let year = build([9; 32], now, Language::English, size).expect("made up");
        let bytes = year.parcel.to_bytes().expect("within the limits of a file");
        Self { bytes, words: year.sheet.join(" ") }
    }
}

/// An app over a store in memory that answers at once.
#[derive(Debug)]
pub struct MemoryApp {
    /// The app.
    pub app: App,
    store: MemoryStore,
    now: Moment,
}

impl MemoryApp {
    /// An app over what is stored.
    pub fn start(store: MemoryStore, now: Moment, seed: u8) -> Self {
        let mut memory = Self { app: App::new(), store, now };
        memory.tell(Input::Device(device::Input::Started { seed: [seed; 32] }));
        memory
    }

    /// The same, begun again over the same store.
    #[must_use]
    pub fn again(self, seed: u8) -> Self {
        Self::start(self.store, self.now, seed)
    }

    /// Asks for something, and sees it stored.
    pub fn ask(&mut self, intent: Intent) {
        self.tell(Input::Intent(intent));
    }

    /// Takes a year in.
    ///
    /// # Panics
    /// If it does not open.
    pub fn restore(&mut self, file: &YearFile) {
        let parcel = Parcel::from_bytes(&file.bytes).expect("a hand-over file");
        let code = SheetCode::parse(&file.words).expect("a sheet's words");
        let mut effects = Vec::new();
        self.app.restore(self.now, parcel, &code, &mut effects).expect("it opens");
        self.perform(effects);
    }

    /// Exports the chosen team.
    ///
    /// # Panics
    /// If nothing comes of it.
    pub fn export(&mut self, format: Format, with_private: bool) -> Vec<File> {
        self.asks_for(Wanted { format, with_private });
        loop {
            let before = self.app.exporting();
            self.app.export_on();
            if let Some((files, _)) = self.app.take_export() {
                return files;
            }
            assert_ne!(self.app.exporting(), before, "it goes on");
        }
    }

    /// Begins an export, lets it go on so often, and puts it away.
    ///
    /// # Panics
    /// If nothing can be exported.
    pub fn begins_and_stops(&mut self, format: Format, after: usize) {
        self.asks_for(Wanted { format, with_private: false });
        (0..after).for_each(|_| self.app.export_on());
        self.app.put_export_away();
    }

    /// How often an export goes on before it is ready.
    ///
    /// # Panics
    /// If nothing can be exported.
    pub fn slices(&mut self, format: Format) -> usize {
        self.asks_for(Wanted { format, with_private: false });
        let mut slices = 0;
        while self.app.take_export().is_none() {
            self.app.export_on();
            slices += 1;
        }
        slices
    }

    fn asks_for(&mut self, wanted: Wanted) {
        let mut effects = Vec::new();
        assert!(self.app.export(self.now, wanted, &mut effects), "there is a team");
        self.perform(effects);
    }

    /// Writes a record of any kind.
    ///
    /// # Panics
    /// If it cannot be written.
    pub fn writes(&mut self, place: (Scope, PageName), kind: &str, draft: &Draft) {
        let mut effects = Vec::new();
        self.app.write_row(self.now, place, kind, draft, &mut effects).expect("it can be written");
        self.perform(effects);
    }

    fn tell(&mut self, input: Input) {
        let mut effects = Vec::new();
        self.app.handle(self.now, input, &mut effects);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            let answer = match effect {
                Effect::Store { ticket, batch } => match self.store.apply(&batch) {
                    Ok(()) => device::Input::Stored { ticket },
                    Err(why) => device::Input::StoreFailed { ticket, why },
                },
                Effect::Load { ticket, reads } => {
                    device::Input::Loaded { ticket, rows: self.store.read(&reads) }
                }
                Effect::Dial
                | Effect::HangUp
                | Effect::Send(_)
                | Effect::WakeAt { .. }
                | Effect::Changed(_) => continue,
            };
            self.tell(Input::Device(answer));
        }
    }
}
