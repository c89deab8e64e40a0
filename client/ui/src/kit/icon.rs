//! Icons and pictures: names for what `assets/sprite.svg` holds. All are decoration; the words beside them speak.

use std::cell::OnceCell;

use leptos::prelude::document;
use shared::record::Channel;

use crate::dom::{El, el, svg};

/// One icon of the sprite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Icon {
    House,
    Pencil,
    Clinic,
    Tree,
    Screen,
    Hands,
    Better,
    Same,
    Harder,
    Unknown,
    Stop,
    Check,
    Clock,
    Cloud,
    Offline,
    Pause,
    Plus,
    Minus,
    Up,
    Close,
    Down,
    Next,
    Sun,
    Notes,
    Plan,
    Team,
    Shield,
    Eye,
    Undo,
    Play,
    Copy,
    Share,
    Print,
    Flag,
    Camera,
    Child,
    Link,
    Twins,
    Strike,
}

impl Icon {
    const fn id(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Pencil => "pencil",
            Self::Clinic => "clinic",
            Self::Tree => "tree",
            Self::Screen => "screen",
            Self::Hands => "hands",
            Self::Better => "better",
            Self::Same => "same",
            Self::Harder => "harder",
            Self::Unknown => "unknown",
            Self::Stop => "stop",
            Self::Check => "check",
            Self::Clock => "clock",
            Self::Cloud => "cloud",
            Self::Offline => "offline",
            Self::Pause => "pause",
            Self::Plus => "plus",
            Self::Minus => "minus",
            Self::Up => "up",
            Self::Close => "close",
            Self::Down => "down",
            Self::Next => "next",
            Self::Sun => "sun",
            Self::Notes => "notes",
            Self::Plan => "plan",
            Self::Team => "team",
            Self::Shield => "shield",
            Self::Eye => "eye",
            Self::Undo => "undo",
            Self::Play => "play",
            Self::Copy => "copy",
            Self::Share => "share",
            Self::Print => "print",
            Self::Flag => "flag",
            Self::Camera => "camera",
            Self::Child => "child",
            Self::Link => "link",
            Self::Twins => "twins",
            Self::Strike => "strike",
        }
    }
}

thread_local! {
    static SPRITE: OnceCell<String> = const { OnceCell::new() };
}

/// The icon, as large as the text around it.
pub(crate) fn icon(icon: Icon) -> El {
    drawing("icon", "i-", icon.id())
}

impl El {
    /// Puts an icon before what stands in it.
    pub(crate) fn sign(self, sign: Icon) -> Self {
        self.first(icon(sign))
    }
}

/// An icon and words beside it.
pub(crate) fn signed(tag: &str, sign: Icon, words: &str) -> El {
    el(tag).add(icon(sign)).add(el("span").add(words))
}

/// The picture of a library card; where this version has no such card, that of the channel; else a plain one.
pub(crate) fn picture(library: Option<&str>, channel: Option<Channel>) -> El {
    match (library.and_then(carryover_core::library::card), channel) {
        (Some(card), _) => drawing("picture", "p-", card.id),
        (None, Some(channel)) => drawing("picture", "c-", channel.code()),
        (None, None) => drawing("picture", "l-", "own"),
    }
}

fn drawing(class: &str, group: &str, id: &str) -> El {
    let address = SPRITE.with(|sprite| [sprite.get_or_init(sprite_address), "#", group, id].concat());
    let drawn = svg("svg").class(class).set("aria-hidden", "true");
    drawn.add(svg("use").set("href", &address))
}

fn sprite_address() -> String {
    let named = document().query_selector("meta[name='asset:sprite.svg']").ok().flatten();
    named.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}
