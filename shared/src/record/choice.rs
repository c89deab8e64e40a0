//! What the child says for themselves: the choice board (C39) and what was asked for on it. FHIR: Communication.

use super::field::Draft;
use super::plan::Version;
use super::word_list::words;
use super::{Record, Row, Setting};
use crate::time::Moment;

/// The most tiles of one board; with "something else" and "no" beside them.
pub const TILE_LIMIT: usize = 9;
/// The fewest: a choice is between two.
pub const TILE_LEAST: usize = 2;
/// The longest word under a tile, in bytes.
pub const TILE_WORD_LIMIT: usize = 60;

words!(
    /// What the child said.
    Said, "request" {
        /// Asked for a tile.
        Asked = "asked",
        /// Asked for something else.
        Else = "else",
        /// Said no; that is data, too.
        No = "no",
    }
);

/// A board in force; changed by versions, as all of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Board {
    /// Its place among its versions.
    pub version: Version,
    /// What it is called.
    pub title: String,
    /// Whether the tiles are steps to do one after another (C16) and not a choice.
    pub schedule: bool,
    /// Its tiles, in order.
    pub tiles: Vec<Tile>,
}

/// One tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// The drawing on it, by its name; empty is none.
    pub picture: String,
    /// What it says, and what the device speaks.
    pub word: String,
}

/// The child tapped.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What was on the tile; what else was asked for, where somebody wrote that down.
    pub title: String,
    /// What the child said with it.
    pub said: Said,
    /// Where.
    pub setting: Setting,
    /// When.
    pub at: Moment,
    /// Anything to add.
    pub note: String,
}

const TILES: [&str; TILE_LIMIT] =
    ["tile1", "tile2", "tile3", "tile4", "tile5", "tile6", "tile7", "tile8", "tile9"];

impl Tile {
    /// As it is kept: the picture's name, a space, the words. Names of pictures have no spaces.
    fn kept(&self) -> String {
        format!("{} {}", self.picture, self.word)
    }

    fn read(kept: &str) -> Option<Self> {
        let (picture, word) = kept.split_once(' ')?;
        (!word.is_empty()).then(|| Self { picture: picture.to_owned(), word: word.to_owned() })
    }
}

impl Record for Board {
    const KIND: &'static str = "board";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            version: Version::read(row),
            title: row.word("title").unwrap_or_default().to_owned(),
            schedule: row.flag("schedule"),
            tiles: TILES.iter().filter_map(|field| Tile::read(row.word(field)?)).collect(),
        })
    }

    fn draft(&self) -> Draft {
        let draft = Draft::default().word("title", &self.title).flag_if("schedule", self.schedule);
        let tiles = TILES.iter().zip(&self.tiles);
        self.version.write(tiles.fold(draft, |draft, (field, tile)| draft.word(field, tile.kept())))
    }
}

impl Record for Request {
    const KIND: &'static str = "request";

    fn read(row: &Row) -> Option<Self> {
        (row.kind == Self::KIND).then(|| Self {
            title: row.word("title").unwrap_or_default().to_owned(),
            said: row.code("said").unwrap_or(Said::Asked),
            setting: row.code("setting").unwrap_or(Setting::Home),
            at: row.at(),
            note: row.prose("note").to_owned(),
        })
    }

    fn draft(&self) -> Draft {
        Draft::default()
            .word("title", &self.title)
            .word("said", self.said.code())
            .word("setting", self.setting.code())
            .at(self.at)
            .prose("note", &self.note)
    }
}
