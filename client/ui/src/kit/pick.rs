//! A question with many answers, one of them chosen: the browser's own list.

use leptos::prelude::*;

use crate::dom::{El, el, live, typed};

/// The question, its answers as codes and words, and the code that is chosen; `name` is its id and its test hook.
pub(crate) fn pick(
    name: &str,
    label: &str,
    answers: impl Fn() -> Vec<(String, String)> + 'static,
    chosen: RwSignal<String>,
) -> El {
    let options = live(move || {
        let option = |(code, words): (String, String)| {
            let option = el("option").set("value", &code).add(words);
            if chosen.with(|chosen| *chosen == code) { option.set("selected", "") } else { option }
        };
        answers().into_iter().map(option).collect::<Vec<El>>()
    });
    let list = el("select").set("id", name).test(name).add(options);
    let list = list.on("change", move |event| chosen.set(typed(&event)));
    el("div").class("field").add(el("label").set("for", name).add(label)).add(list)
}
