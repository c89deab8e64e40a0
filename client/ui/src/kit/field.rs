//! One question with an answer that is typed: label above, help below, what is missing in place.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::dom::{El, el, live, typed};
use crate::drafts;

/// What kind of answer is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// A name.
    Name,
    /// A line of text.
    Line,
    /// A whole number.
    Number,
    /// Something to look for.
    Search,
    /// A link.
    Link,
    /// Digits that open something, not shown.
    Pin,
    /// Words that open something, not shown.
    Passphrase,
}

/// A question with a short answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    /// Unlike any other on the page.
    pub(crate) id: &'static str,
    /// The question.
    pub(crate) label: &'static str,
    /// A hint or an example.
    pub(crate) help: &'static str,
    /// What kind of answer.
    pub(crate) input: Input,
    /// The hook for browser tests.
    pub(crate) test: &'static str,
}

/// A question with a long answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    /// Unlike any other on the page.
    pub(crate) id: &'static str,
    /// The question.
    pub(crate) label: &'static str,
    /// A hint.
    pub(crate) help: &'static str,
    /// The hook for browser tests.
    pub(crate) test: &'static str,
}

impl Input {
    /// The `type` and `inputmode` of the element.
    const fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Name | Self::Line => ("text", "text"),
            Self::Number => ("text", "numeric"),
            Self::Search => ("search", "search"),
            Self::Link => ("text", "url"),
            Self::Pin => ("password", "numeric"),
            Self::Passphrase => ("password", "text"),
        }
    }
}

impl Field {
    /// The field; `value` is what stands in it, `keep` takes what is typed.
    pub(crate) fn ask(self, value: impl Fn() -> String + 'static, keep: impl Fn(String) + 'static) -> El {
        self.ask_or_miss(|| "", value, keep)
    }

    /// The field over a signal.
    pub(crate) fn over(self, value: RwSignal<String>) -> El {
        self.ask(move || value.get(), move |typed| value.set(typed))
    }

    /// The field, with what is missing; empty if nothing is.
    pub(crate) fn ask_or_miss(
        self,
        missing: impl Fn() -> &'static str + Copy + 'static,
        value: impl Fn() -> String + 'static,
        keep: impl Fn(String) + 'static,
    ) -> El {
        let (kind, mode) = self.input.kind();
        let input = el("input").set("type", kind).set("inputmode", mode).set("autocomplete", "off");
        let input = match self.input {
            Input::Search => input.set("placeholder", self.label),
            Input::Line => input,
            Input::Name | Input::Number | Input::Link | Input::Pin | Input::Passphrase => {
                input.set("spellcheck", "false")
            }
        };
        let input = input
            .set("maxlength", "200")
            .live("aria-invalid", move || Some((!missing().is_empty()).to_string()));
        let missing = el("span").class("missing").add(live(missing));
        asked(
            self.id,
            self.label,
            self.test,
            input,
            el("p").add(self.help).add(missing),
            Box::new(value),
            Box::new(keep),
        )
    }
}

impl Area {
    /// The field over a signal, for what must not be kept: words that open something.
    pub(crate) fn over(self, value: RwSignal<String>) -> El {
        let area = el("textarea").set("rows", "5").set("maxlength", "1000").set("autocomplete", "off");
        let area = area.set("autocapitalize", "none").set("autocorrect", "off").set("spellcheck", "false");
        let (read, keep) = (move || value.get(), move |typed| value.set(typed));
        let help = el("p").add(self.help);
        asked(self.id, self.label, self.test, area, help, Box::new(read), Box::new(keep))
    }

    /// The field; what is typed is kept as `draft` until that is forgotten.
    pub(crate) fn ask(
        self,
        draft: String,
        value: impl Fn() -> String + 'static,
        keep: impl Fn(String) + 'static,
    ) -> El {
        let area = el("textarea").set("rows", "3").set("maxlength", "8000");
        let keep = move |typed: String| {
            drafts::keep(&draft, &typed);
            keep(typed);
        };
        asked(self.id, self.label, self.test, area, el("p").add(self.help), Box::new(value), Box::new(keep))
    }
}

/// Label, input and help, tied together.
fn asked(
    id: &str,
    label: &str,
    test: &str,
    input: El,
    help: El,
    value: Box<dyn Fn() -> String>,
    keep: Box<dyn Fn(String)>,
) -> El {
    let about = [id, "-about"].concat();
    let input = input.set("id", id).test(test).set("aria-describedby", &about);
    let input = input.property("value", move || JsValue::from_str(&value()));
    let input = input.on("input", move |event| keep(typed(&event)));
    let label = el("label").set("for", id).add(label);
    el("div").class("field").add(label).add(input).add(help.class("help").set("id", &about))
}
