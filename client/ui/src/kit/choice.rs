//! One question with a few answers, all in sight: native radio buttons drawn as pills, so arrows and screen readers
//! work by themselves. Answers are the codes of the domain's closed lists.

use std::rc::Rc;
use std::str::FromStr;

use carryover_core::Language;
use wasm_bindgen::JsValue;

use super::icon::{Icon, icon};
use crate::desk::language;
use crate::dom::{El, el};
use crate::i18n::labels::Label;

/// One answer: its code (empty takes the answer back), what it says, what is drawn before it.
pub(crate) type Answer = (&'static str, String, Option<Icon>);

/// A question and its answers.
pub(crate) struct Choice {
    /// Unlike any other on the page; each answer's test hook is `name-code`.
    pub(crate) name: &'static str,
    /// The question.
    pub(crate) legend: &'static str,
    /// The answers.
    pub(crate) answers: Vec<Answer>,
}

/// The words of a closed list as answers.
pub(crate) fn options<T: Label>(
    words: &[T],
    code: fn(T) -> &'static str,
    sign: fn(T) -> Option<Icon>,
    language: Language,
) -> Vec<Answer> {
    words.iter().map(|word| (code(*word), word.label(language).to_owned(), sign(*word))).collect()
}

/// The same, with "no answer" as the first one.
pub(crate) fn options_with_none(none: &str, mut answers: Vec<Answer>) -> Vec<Answer> {
    answers.insert(0, ("", none.to_owned(), None));
    answers
}

/// A question over a closed list that can be left open.
pub(crate) struct Optional<'a, T> {
    /// Unlike any other on the page; each answer's test hook is `name-code`.
    pub(crate) name: &'static str,
    /// The question.
    pub(crate) legend: &'static str,
    /// What "no answer" says.
    pub(crate) none: &'static str,
    /// The list.
    pub(crate) words: &'a [T],
    /// The code of each.
    pub(crate) code: fn(T) -> &'static str,
}

impl<T: Label + FromStr + 'static> Optional<'_, T> {
    /// The question; `chosen` is the answer given, `pick` takes a new one.
    pub(crate) fn ask(
        self,
        chosen: impl Fn() -> Option<T> + 'static,
        pick: impl Fn(Option<T>) + 'static,
    ) -> El {
        let Self { name, legend, none, words, code } = self;
        let answers = options_with_none(none, options(words, code, |_| None, language()));
        let choice = Choice { name, legend, answers };
        choice.ask(move || chosen().map_or("", code).to_owned(), move |code| pick(code.parse().ok()))
    }
}

impl Choice {
    /// The question; `chosen` is the code of the answer given, `pick` takes a new one.
    pub(crate) fn ask(
        self,
        chosen: impl Fn() -> String + 'static,
        pick: impl Fn(&'static str) + 'static,
    ) -> El {
        self.pills(Rc::new(chosen), Rc::new(pick))
    }

    fn pills(self, chosen: Rc<dyn Fn() -> String>, pick: Rc<dyn Fn(&'static str)>) -> El {
        let mut pills = el("div").class("pills");
        for answer in self.answers {
            pills = pills.add(pill(self.name, answer, chosen.clone(), pick.clone()));
        }
        el("fieldset").class("choice").add(el("legend").add(self.legend)).add(pills)
    }
}

fn pill(name: &str, answer: Answer, chosen: Rc<dyn Fn() -> String>, pick: Rc<dyn Fn(&'static str)>) -> El {
    let (code, label, sign) = answer;
    let radio = el("input").set("type", "radio").set("name", name).set("value", code);
    let radio = radio.property("checked", move || JsValue::from_bool(chosen() == code));
    let radio = radio.on("change", move |_| pick(code));
    let pill = el("label").class("pill").test(&[name, "-", code].concat());
    pill.add(radio).add(sign.map(icon)).add(el("span").add(label))
}
