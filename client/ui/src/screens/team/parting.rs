//! Every way out, each with one honest question: what it does, and what it cannot do.

use carryover_core::Intent;
use leptos::prelude::*;
use shared::{DeviceId, MemberId};

use super::super::words;
use super::change::{ask, telling};
use super::person::short;
use crate::desk::{desk, text};
use crate::dom::{El, el};
use crate::i18n::fill;
use crate::kit::{Kind, button, sheet};
use crate::route::Place;

/// A question before something is taken away.
struct Question<'a> {
    title: &'a str,
    test: &'static str,
    does: &'a str,
    cannot: &'a str,
    yes: &'static str,
}

impl Question<'_> {
    fn ask(self, yes: impl Fn() + 'static) -> El {
        let desk = desk();
        let cannot = (!self.cannot.is_empty()).then(|| el("p").class("pinned").add(self.cannot));
        let yes = button(Kind::Primary, self.yes, "confirm", yes);
        let no = button(Kind::Plain, text().frame.cancel, "cancel", move || desk.router.close());
        let is_changing = move || desk.team.with(|team| team.inviting).then(String::new);
        let acts = el("div").class("acts").live("inert", is_changing).add(yes).add(no);
        sheet(self.title, self.test, |body| {
            body.add(telling(None)).add(el("p").add(self.does)).add(cannot).add(acts)
        })
    }
}

/// Taking a member out.
pub(crate) fn out(member: MemberId) -> El {
    let words = &text().consent;
    let name = name_of(|id, _| id == member);
    let question = Question {
        title: &fill(words.out_title, &[&name]),
        test: "out-sheet",
        does: &fill(words.out_does, &[&name, &name]),
        cannot: words.stop_text,
        yes: words.out,
    };
    question.ask(move || ask(Intent::RemoveMember { member }))
}

/// Taking one device out.
pub(crate) fn device_out(device: DeviceId) -> El {
    let words = &text().consent;
    let name = name_of(|_, devices| devices.contains(&device));
    let question = Question {
        title: words.device_title,
        test: "device-out-sheet",
        does: &fill(words.device_does, &[&short(device), &name]),
        cannot: words.device_stays,
        yes: words.device_out,
    };
    question.ask(move || ask(Intent::RemoveDevice { device }))
}

/// Leaving the team.
pub(crate) fn leave() -> El {
    let words = &text().consent;
    let question = Question {
        title: words.leave,
        test: "leave-sheet",
        does: words.leave_does,
        cannot: "",
        yes: words.leave,
    };
    question.ask(|| ask(Intent::Leave))
}

/// Taking a team off this device that it is no longer in.
pub(crate) fn forget() -> El {
    let words = &text().consent;
    let child = desk().chip().map(|chip| chip.child).unwrap_or_default();
    let question = Question {
        title: words.forget,
        test: "forget-sheet",
        does: &fill(words.forget_does, &[&child]),
        cannot: words.forget_lost,
        yes: words.forget,
    };
    question.ask(|| {
        let desk = desk();
        desk.selected.set(Vec::new());
        desk.dispatch(Intent::Forget);
        desk.router.go(Place::Home);
    })
}

fn name_of(is_it: impl Fn(MemberId, &[DeviceId]) -> bool) -> String {
    desk().team.with_untracked(|team| {
        let found = team.members.iter().find(|found| is_it(found.member, &found.devices));
        found.map(|found| words::called(&found.name, Some(found.role), found.me)).unwrap_or_default()
    })
}
