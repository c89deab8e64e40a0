//! Children and settings, behind the child's name.

use carryover_core::view::{SyncState, Trouble};
use carryover_core::{Intent, Whom};
use leptos::prelude::*;
use shared::TeamId;

use super::first_run::languages;
use super::lock::lock_section;
use super::people::people_section;
use super::since::child;
use crate::desk::{Desk, desk, language, text};
use crate::dom::{El, Part, each, el, live};
use crate::i18n::labels::Label;
use crate::i18n::{fill, format};
use crate::kit::{Choice, Field, Icon, Input, Kind, button, sheet};
use crate::route::Sheet;
use crate::shell::{Kept, Theme};

/// The sheet.
pub(crate) fn settings() -> El {
    let words = &text().settings;
    let about = section(words.about)
        .add(el("p").add(words.about_text))
        .add(el("p").class("help").add(fill(words.version, &[env!("CARGO_PKG_VERSION")])))
        .add(el("p").class("help").add(words.words));
    sheet(words.title, "settings-sheet", |body| {
        let body = body.add(children()).add(section(words.language).add(languages()));
        let body = body.add(colours()).add(lock_section()).add(people_section()).add(storage());
        body.add(by_hand()).add(everything()).add(names()).add(words_explained()).add(about)
    })
}

pub(super) fn section(title: &str) -> El {
    el("section").add(el("h3").add(title))
}

fn children() -> El {
    let desk = desk();
    let words = &text().frame;
    let is_sample = move || desk.chip().is_some_and(|chip| chip.sample);
    let add = button(Kind::Quiet, words.add_child, "add-child", move || desk.router.open(Sheet::AddChild));
    section(words.children)
        .add(el("ul").class("children").add(each(move || desk.team_ids(), move |team| line(desk, team))))
        .add(add.sign(Icon::Plus))
        .add(live(move || is_sample().then(leave)))
}

fn line(desk: Desk, team: TeamId) -> El {
    let role = live(move || desk.chip_of(team).map(|chip| chip.role.label(language())));
    let chosen = move || {
        desk.selected.set(Vec::new());
        desk.router.close();
    };
    let child = child(desk, team).test("choose-child").press(chosen).sign(Icon::Child);
    el("li").add(child.add(el("span").class("help").add(role)))
}

/// Out of the sample.
pub(super) fn leave() -> El {
    button(Kind::Quiet, text().settings.leave_sample, "leave-sample", || {
        let desk = desk();
        desk.dispatch(Intent::LeaveSample);
        desk.router.close();
    })
}

fn colours() -> El {
    let shell = desk().shell;
    let words = &text().settings;
    let label = |theme: Theme| match theme {
        Theme::Device => words.device,
        Theme::Light => words.light,
        Theme::Dark => words.dark,
        Theme::Contrast => words.contrast,
    };
    let themes = Theme::ALL.map(|theme| (theme.word(), label(theme).to_owned(), None));
    let pick = move |word: &'static str| {
        if let Some(theme) = Theme::ALL.into_iter().find(|theme| theme.word() == word) {
            shell.set_theme(theme);
        }
    };
    let choice = Choice { name: "theme", legend: words.colours, answers: themes.to_vec() };
    choice.ask(move || shell.theme().get().word().to_owned(), pick)
}

fn storage() -> El {
    let desk = desk();
    let words = &text().settings;
    let facts = desk.shell.storage();
    let kept = move || match facts.get().kept {
        Kept::Promised => words.kept,
        Kept::NotPromised => words.not_kept,
        Kept::Unknown => words.unknown_kept,
    };
    let used = move || {
        let megabytes = (facts.get().used_bytes? / 1_000_000.0).ceil();
        Some(fill(words.used, &[&format::number(language(), megabytes as usize)]))
    };
    let ask = move || {
        let ask = facts.get().kept == Kept::NotPromised;
        ask.then(|| {
            let ask = button(Kind::Quiet, words.keep_them, "keep-storage", move || desk.shell.keep_storage());
            ask.sign(Icon::Shield)
        })
    };
    let sharing = move || match desk.frame.with(|frame| frame.sync.clone()) {
        SyncState::Local => words.sync_help_local,
        SyncState::Refused { why, .. } => why.label(language()),
        SyncState::UpToDate { .. } | SyncState::Sharing { .. } | SyncState::Offline { .. } => words.sync_help,
    };
    // Another history of the team at the relay: the way out is a person's to take.
    let follow = move || {
        is_refused(Trouble::RosterSplit).then(|| {
            let follow = move || desk.dispatch(Intent::FollowRelay);
            let help = el("p").class("help").add(words.follow_help);
            el("div").add(help).add(button(Kind::Quiet, words.follow, "follow", follow))
        })
    };
    section(words.storage)
        .test("storage")
        .add(el("p").add(live(kept)))
        .add(el("p").add(live(sharing)))
        .add(live(follow))
        .add(token())
        .add(el("p").class("help").add(live(used)))
        .add(live(ask))
}

fn is_refused(because: Trouble) -> bool {
    desk().frame.with(|frame| matches!(frame.sync, SyncState::Refused { why, .. } if why == because))
}

/// The one thing that a relay may ask for which takes a team only with its operator's token. Whether it was right shows by
/// whether it is asked for again.
fn token() -> Part {
    let words = &text().settings;
    let typed = RwSignal::new(String::new());
    let is_said = RwSignal::new(false);
    let is_asked = Memo::new(move |_| is_refused(Trouble::NeedsToken));
    let say = move || {
        let token = typed.get_untracked();
        if !token.trim().is_empty() {
            is_said.set(true);
            typed.set(String::new());
            desk().dispatch(Intent::KeepToken { token });
        }
    };
    live(move || {
        let field = Field {
            id: "relay-token",
            label: words.token,
            help: if is_said.get_untracked() { words.token_wrong } else { words.token_help },
            input: Input::Line,
            test: "relay-token",
        };
        is_asked.get().then(|| {
            untrack(|| {
                let send = button(Kind::Quiet, words.token_say, "say-token", say);
                el("div").class("form").add(field.over(typed)).add(send)
            })
        })
    })
}

fn by_hand() -> El {
    let router = desk().router;
    let words = &text().carry;
    let open = button(Kind::Quiet, words.title, "carry", move || router.open(Sheet::Carry));
    section(words.title).add(el("p").class("help").add(words.help)).add(open.sign(Icon::Share))
}

fn everything() -> El {
    let router = desk().router;
    let words = &text().taking;
    let open = button(Kind::Quiet, words.title, "taking", move || router.open(Sheet::Taking));
    section(words.title).add(el("p").class("help").add(words.help)).add(open.sign(Icon::Share))
}

fn words_explained() -> El {
    let router = desk().router;
    let words = &text().words;
    let open = button(Kind::Quiet, words.all, "words", move || router.open(Sheet::Words));
    section(words.title).add(el("p").class("help").add(words.help)).add(open.sign(Icon::Unknown))
}

fn names() -> El {
    let desk = desk();
    let words = &text().settings;
    let (mine, child, may) = untrack(|| {
        let mine = desk.team.with(|team| {
            let me = team.members.iter().find(|member| member.me);
            me.map(|member| member.name.clone()).unwrap_or_default()
        });
        let child = desk.chip().map(|chip| chip.child).unwrap_or_default();
        (mine, child, desk.plan.with(|plan| plan.may_edit))
    });
    let section = section(words.names).add(name(Whom::Me, "rename-me", words.my_name, mine));
    section.add(may.then(|| name(Whom::Child, "rename-child", words.child_name, child)))
}

/// A name, and the way to save it once it differs.
fn name(whom: Whom, id: &'static str, label: &'static str, name: String) -> Part {
    let typed = RwSignal::new(name.clone());
    let saved = RwSignal::new(name);
    let save = move || {
        let name = typed.with_untracked(|typed| typed.trim().to_owned());
        saved.set(name.clone());
        desk().dispatch(Intent::Rename { whom, name });
    };
    let differs = move || {
        let name = typed.with(|typed| typed.trim().to_owned());
        !name.is_empty() && saved.with(|saved| *saved != name)
    };
    let field = Field { id, label, help: "", input: Input::Name, test: id };
    let save = live(move || differs().then(|| button(Kind::Quiet, text().frame.save, "save-name", save)));
    [field.over(typed).into(), save].into()
}
