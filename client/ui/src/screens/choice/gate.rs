//! The gate by which an adult leaves the child's screen: a finger held for three seconds. A keyboard or a switch
//! presses once and confirms, since not all of them can hold.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::MouseEvent;

use crate::desk::text;
use crate::dom::{El, Event, el, live};
use crate::kit::{Icon, Kind, button, focus, signed};

/// How long it is held.
const HELD: Duration = Duration::from_secs(3);

/// The gate; `leave` is what it guards.
pub(super) fn gate(leave: impl Fn() + Clone + 'static) -> El {
    let words = &text().boards;
    let is_confirming = RwSignal::new(false);
    let held = Rc::new(Held::default());
    let gate = signed("button", Icon::Shield, words.gate).set("type", "button").class("gate").test("gate");
    let gate = gate.set("aria-describedby", "gate-help");
    let element = gate.element().clone();
    let hold = {
        let (held, element, leave) = (held.clone(), element.clone(), leave.clone());
        move |_: Event| {
            let leave = leave.clone();
            held.begin(leave);
            let _ = element.class_list().add_1("held");
        }
    };
    let release = {
        let (held, element) = (held.clone(), element.clone());
        move |_: Event| {
            held.end();
            let _ = element.class_list().remove_1("held");
        }
    };
    // A key, a switch and a screen reader click without a pointer; a finger has to hold.
    let confirm = move |event: Event| {
        let is_pointer = event.dyn_ref::<MouseEvent>().is_some_and(|event| event.detail() > 0);
        if !is_pointer {
            is_confirming.set(true);
            focus::first("[data-test=gate-stay]");
        }
    };
    on_cleanup({
        let held = held.clone();
        let held = StoredValue::new_local(held);
        move || {
            held.try_with_value(|held| held.end());
        }
    });
    let gate = gate.on("pointerdown", hold);
    let gate = gate.on("pointerup", release.clone()).on("pointerleave", release.clone());
    let gate = gate.on("pointercancel", release).on("click", confirm);
    // A long press would open the browser's own menu.
    let gate = gate.on("contextmenu", |event: Event| event.prevent_default());
    let help = el("p").set("id", "gate-help").class("spoken").add(words.gate_help);
    let question = live(move || {
        let leave = leave.clone();
        is_confirming.get().then(|| {
            let stay = move || {
                is_confirming.set(false);
                focus::first("[data-test=gate]");
            };
            let stay = button(Kind::Quiet, words.stay, "gate-stay", stay);
            let go = button(Kind::Primary, words.leave, "gate-leave", leave);
            el("div").class("acts").add(stay).add(go)
        })
    });
    el("div").class("gate-row").add(gate).add(help).add(question)
}

/// A finger that rests on the gate.
#[derive(Default)]
struct Held(Cell<Option<TimeoutHandle>>);

impl Held {
    fn begin(&self, done: impl Fn() + 'static) {
        self.end();
        self.0.set(set_timeout_with_handle(done, HELD).ok());
    }

    fn end(&self) {
        if let Some(pending) = self.0.take() {
            pending.clear();
        }
    }
}
