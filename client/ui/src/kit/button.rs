//! A button: a label, maybe an icon, one thing to do.

use super::icon::Icon;
use crate::dom::{El, el};

/// How much a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The one next step.
    Primary,
    /// Another way.
    Quiet,
    /// Text alone.
    Plain,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Quiet => "button quiet",
            Self::Plain => "button plain",
        }
    }
}

/// A button that says `label`; `test` is its hook for browser tests.
pub(crate) fn button(kind: Kind, label: &str, test: &str, press: impl FnMut() + 'static) -> El {
    let button = el("button").set("type", "button").class(kind.class()).test(test);
    button.add(el("span").add(label)).press(press)
}

/// A round button that is an icon alone; `words` are for screen readers.
pub(crate) fn round(sign: Icon, words: &str, test: &str, press: impl FnMut() + 'static) -> El {
    el("button").set("type", "button").class("round").test(test).spoken(words).sign(sign).press(press)
}
