//! One element: its attributes, its listeners, what stands in it.

use leptos::prelude::{Owner, document};
use wasm_bindgen::prelude::*;
use web_sys::Element;

use super::part::{Part, effect, insert};

/// What happened to an element.
pub(crate) type Event = web_sys::Event;

/// An element, already made.
#[derive(Clone)]
pub(crate) struct El(Element);

/// A new HTML element.
pub(crate) fn el(tag: &str) -> El {
    El(document().create_element(tag).unwrap_throw())
}

/// A new SVG element.
pub(crate) fn svg(tag: &str) -> El {
    El(document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag).unwrap_throw())
}

impl El {
    /// The element itself.
    pub(crate) fn element(&self) -> &Element {
        &self.0
    }

    /// Sets an attribute.
    pub(crate) fn set(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Its classes.
    pub(crate) fn class(self, names: &str) -> Self {
        self.set("class", names)
    }

    /// The hook for browser tests.
    pub(crate) fn test(self, name: &str) -> Self {
        self.set("data-test", name)
    }

    /// What a screen reader hears.
    pub(crate) fn spoken(self, words: &str) -> Self {
        self.set("aria-label", words)
    }

    /// Lets it take the focus from code, not from the keyboard: a heading.
    pub(crate) fn focusable(self) -> Self {
        self.set("tabindex", "-1")
    }

    /// Adds a part at the end.
    pub(crate) fn add(self, part: impl Into<Part>) -> Self {
        insert(&self.0, None, part.into());
        self
    }

    /// Adds an element at the beginning.
    pub(crate) fn first(self, child: El) -> Self {
        let _ = self.0.insert_before(&child.0, self.0.first_child().as_ref());
        self
    }

    /// An attribute that follows signals; none takes it away.
    pub(crate) fn live(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.follow(name, Box::new(value));
        self
    }

    /// A class that follows signals.
    pub(crate) fn toggle(self, name: &'static str, is_on: impl Fn() -> bool + 'static) -> Self {
        let element = self.0.clone();
        effect(Box::new(move || {
            let classes = element.class_list();
            let _ = if is_on() { classes.add_1(name) } else { classes.remove_1(name) };
        }));
        self
    }

    /// A property that follows signals: what is typed, what is checked.
    pub(crate) fn property(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        let element = self.0.clone();
        effect(Box::new(move || {
            let _ = js_sys::Reflect::set(&element, &name.into(), &value());
        }));
        self
    }

    /// Listens. What is done may use the context of the place where the element was made.
    pub(crate) fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(act));
        self
    }

    /// Listens for a click, a tap, or a key that means the same.
    pub(crate) fn press(self, mut act: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    fn follow(&self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) {
        let element = self.0.clone();
        effect(Box::new(move || {
            let _ = match value() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        }));
    }

    fn listen(&self, event: &str, mut act: Box<dyn FnMut(Event)>) {
        let owner = Owner::current().unwrap_or_default();
        let heard: Box<dyn FnMut(Event)> = Box::new(move |event| owner.with(|| act(event)));
        // The browser lets go of it together with the element.
        let heard = Closure::wrap(heard).into_js_value();
        let _ = self.0.add_event_listener_with_callback(event, heard.unchecked_ref());
    }
}

/// What stands in the field that an event is about.
pub(crate) fn typed(event: &Event) -> String {
    field(event, "value").as_string().unwrap_or_default()
}

/// Whether the box that an event is about is checked.
pub(crate) fn is_checked(event: &Event) -> bool {
    field(event, "checked").is_truthy()
}

fn field(event: &Event, name: &str) -> JsValue {
    let target = event.target().map(JsValue::from).unwrap_or_default();
    js_sys::Reflect::get(&target, &name.into()).unwrap_or_default()
}
