//! Where in the app a person is, kept in the address after `#`, so that Back works and a reload stays. Owns that
//! spelling and nothing else of the browser.

use carryover_core::library::{Card, card};
use leptos::prelude::*;
use shared::record::Scope;
use shared::{DeviceId, MemberId, RecordId};
use wasm_bindgen::JsValue;

/// One of the places: four that the bar leads to, and two behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Today, the quick log, or since the last visit: what fits the role.
    Home,
    /// The merged list.
    Notes,
    /// The plan.
    Plan,
    /// The people.
    Team,
    /// What helps.
    Helps,
    /// Goals over time.
    Charts,
}

/// What can lie over a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Children and settings.
    Settings,
    /// Carrying notes by hand.
    Carry,
    /// Taking everything along, and earlier notes coming in.
    Taking,
    /// A card of the team's own; none is a new one.
    OwnCard(Option<RecordId>),
    /// Words explained.
    Words,
    /// The keyboard's help.
    Keys,
    /// STOP.
    Stop,
    /// Another activity.
    More,
    /// A plain note.
    Note,
    /// One entry.
    Entry(RecordId),
    /// The first activity, right after starting.
    Begin,
    /// Picking a card for the plan.
    Library,
    /// An activity of the plan.
    Strategy(From),
    /// A goal; none is a new one.
    Goal(Option<RecordId>),
    /// One activity of the plan with all of it, by its first version.
    Item(RecordId),
    /// Counting for one program, by its first version.
    Count(RecordId),
    /// Writing down who was taught a program, by its first version.
    Train(RecordId),
    /// Which goals come first.
    Order,
    /// The scale of a goal, by its first version.
    Scale(RecordId),
    /// What was asked.
    Questions,
    /// Asking; about a goal, or about anything.
    Ask(Option<RecordId>),
    /// The check-in.
    CheckIn,
    /// A choice board or schedule; none is a new one.
    Board(Option<RecordId>),
    /// A safety note; none is a new one.
    Safety(Option<RecordId>),
    /// Clearing what is paused by this stop.
    Clear(RecordId),
    /// Choosing whom to invite.
    Invite,
    /// The link of one invite.
    Card(DeviceId),
    /// Who sees what.
    Consent,
    /// What one member sees of one scope.
    Share(MemberId, Scope),
    /// One member: devices, leaving.
    Member(MemberId),
    /// Taking a member out.
    Out(MemberId),
    /// Taking a device out.
    DeviceOut(DeviceId),
    /// Leaving the team.
    Leave,
    /// Taking a team off this device that it is no longer in.
    Forget,
    /// Who could read what, and when.
    Log,
    /// Linking another device of one's own.
    Link,
    /// The recovery sheet.
    Paper,
    /// Coming back with the words of a recovery sheet.
    Recover,
    /// Starting a notebook: just us.
    AddChild,
    /// Opening an invite.
    Invited,
    /// Setting or changing the lock.
    Lock,
}

/// What a form about an activity begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// Nothing.
    Nothing,
    /// A library card.
    Card(&'static Card),
    /// A version in force, or an own card by its version.
    Version(RecordId),
}

/// A place, and what lies over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Route {
    /// The place.
    pub(crate) place: Place,
    /// What lies over it.
    pub(crate) sheet: Option<Sheet>,
}

/// Moves between routes.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    route: RwSignal<Route>,
    link: RwSignal<Option<String>>,
}

impl Router {
    /// At the route the address names; follows Back and Forward.
    pub(crate) fn new() -> Self {
        let router = Self { route: RwSignal::new(Route::read("")), link: RwSignal::new(None) };
        router.follow();
        let handle = window_event_listener(leptos::ev::popstate, move |_| router.follow());
        on_cleanup(move || handle.remove());
        router
    }

    /// The route; tracked.
    pub(crate) fn route(&self) -> Route {
        self.route.get()
    }

    /// The route.
    pub(crate) fn route_untracked(&self) -> Route {
        self.route.get_untracked()
    }

    /// The place; tracked.
    pub(crate) fn place(&self) -> Place {
        self.route.with(|route| route.place)
    }

    /// An invite link that was opened, once.
    pub(crate) fn take_link(&self) -> Option<String> {
        self.link.get()?;
        self.link.write_untracked().take()
    }

    /// To another place; what lay over the old one goes.
    pub(crate) fn go(&self, place: Place) {
        let covered = self.route.get_untracked().sheet.is_some();
        self.set(Route { place, sheet: None }, if covered { Step::Replace } else { Step::Push });
    }

    /// Lays a sheet over the place.
    pub(crate) fn open(&self, sheet: Sheet) {
        let Route { place, sheet: old } = self.route.get_untracked();
        self.set(Route { place, sheet: Some(sheet) }, if old.is_some() { Step::Replace } else { Step::Over });
    }

    /// Takes the sheet away.
    pub(crate) fn close(&self) {
        let Route { place, sheet } = self.route.get_untracked();
        if sheet.is_none() {
            return;
        }
        let history = window().history();
        match history.as_ref().is_ok_and(|history| history.state().is_ok_and(|state| state.is_truthy())) {
            true => {
                self.route.set(Route { place, sheet: None });
                let _ = history.and_then(|history| history.back());
            }
            false => self.set(Route { place, sheet: None }, Step::Replace),
        }
    }

    /// Takes an invite link out of the address.
    pub(crate) fn forget_link(&self) {
        if invite_in(&hash()).is_some() {
            self.set(Route { place: Place::Home, sheet: None }, Step::Replace);
        }
    }

    fn follow(&self) {
        let hash = hash();
        match invite_in(&hash) {
            Some(_) => self.link.set(window().location().href().ok()),
            None => {
                let route = Route::read(&hash);
                if self.route.get_untracked() != route {
                    self.route.set(route);
                }
            }
        }
    }

    fn set(&self, route: Route, step: Step) {
        let address = route.write();
        if let Ok(history) = window().history() {
            // The state of an address says whether Back from it uncovers the place below.
            let _ = match step {
                Step::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&address)),
                Step::Over => history.push_state_with_url(&JsValue::TRUE, "", Some(&address)),
                Step::Replace => {
                    let state = match route.sheet {
                        Some(_) => history.state().unwrap_or(JsValue::NULL),
                        None => JsValue::NULL,
                    };
                    history.replace_state_with_url(&state, "", Some(&address))
                }
            };
        }
        self.route.set(route);
    }
}

enum Step {
    Push,
    Over,
    Replace,
}

impl Place {
    fn word(self) -> &'static str {
        match self {
            Self::Home => "today",
            Self::Notes => "notes",
            Self::Plan => "plan",
            Self::Team => "team",
            Self::Helps => "helps",
            Self::Charts => "charts",
        }
    }
}

impl Route {
    /// The route that `hash` (with or without `#`) names; anything unknown is home.
    pub(crate) fn read(hash: &str) -> Self {
        let mut parts = hash.trim_start_matches('#').split('/');
        let word = parts.next().unwrap_or_default();
        let places = [Place::Notes, Place::Plan, Place::Team, Place::Helps, Place::Charts];
        let place = places.into_iter().find(|place| place.word() == word).unwrap_or(Place::Home);
        let sheet = parts.next().and_then(|sheet| Sheet::read(sheet, parts.next().unwrap_or_default()));
        Self { place, sheet }
    }

    /// The address, beginning with `#`.
    pub(crate) fn write(self) -> String {
        let mut address = String::from("#");
        address.push_str(self.place.word());
        if let Some(sheet) = self.sheet {
            let (word, of) = sheet.write();
            for part in [word, &of] {
                if !part.is_empty() {
                    address.push('/');
                    address.push_str(part);
                }
            }
        }
        address
    }
}

impl Sheet {
    fn read(word: &str, of: &str) -> Option<Self> {
        Some(match word {
            "settings" => Self::Settings,
            "carry" => Self::Carry,
            "taking" => Self::Taking,
            "own-card" => Self::OwnCard(of.parse().ok()),
            "words" => Self::Words,
            "keys" => Self::Keys,
            "stop" => Self::Stop,
            "more" => Self::More,
            "note" => Self::Note,
            "entry" => Self::Entry(of.parse().ok()?),
            "begin" => Self::Begin,
            "library" => Self::Library,
            "activity" => Self::Strategy(match (of.parse(), card(of)) {
                (Ok(version), _) => From::Version(version),
                (_, Some(card)) => From::Card(card),
                _ => From::Nothing,
            }),
            "goal" => Self::Goal(of.parse().ok()),
            "item" => Self::Item(of.parse().ok()?),
            "count" => Self::Count(of.parse().ok()?),
            "train" => Self::Train(of.parse().ok()?),
            "order" => Self::Order,
            "scale" => Self::Scale(of.parse().ok()?),
            "questions" => Self::Questions,
            "ask" => Self::Ask(of.parse().ok()),
            "check-in" => Self::CheckIn,
            "board" => Self::Board(of.parse().ok()),
            "safety" => Self::Safety(of.parse().ok()),
            "clear" => Self::Clear(of.parse().ok()?),
            "invite" => Self::Invite,
            "card" => Self::Card(of.parse().ok()?),
            "consent" => Self::Consent,
            "share" => {
                let (member, scope) = of.split_once('.')?;
                Self::Share(member.parse().ok()?, scope.parse().ok()?)
            }
            "member" => Self::Member(of.parse().ok()?),
            "out" => Self::Out(of.parse().ok()?),
            "device" => Self::DeviceOut(of.parse().ok()?),
            "leave" => Self::Leave,
            "forget" => Self::Forget,
            "log" => Self::Log,
            "link" => Self::Link,
            "paper" => Self::Paper,
            "recover" => Self::Recover,
            "child" => Self::AddChild,
            "invited" => Self::Invited,
            "lock" => Self::Lock,
            _ => return None,
        })
    }

    fn write(self) -> (&'static str, String) {
        let id = |id: Option<RecordId>| id.map(|id| id.to_string()).unwrap_or_default();
        match self {
            Self::Settings => ("settings", String::new()),
            Self::Carry => ("carry", String::new()),
            Self::Taking => ("taking", String::new()),
            Self::OwnCard(version) => ("own-card", id(version)),
            Self::Words => ("words", String::new()),
            Self::Keys => ("keys", String::new()),
            Self::Stop => ("stop", String::new()),
            Self::More => ("more", String::new()),
            Self::Note => ("note", String::new()),
            Self::Entry(record) => ("entry", id(Some(record))),
            Self::Begin => ("begin", String::new()),
            Self::Library => ("library", String::new()),
            Self::Strategy(From::Nothing) => ("activity", String::new()),
            Self::Strategy(From::Card(card)) => ("activity", card.id.to_owned()),
            Self::Strategy(From::Version(version)) => ("activity", id(Some(version))),
            Self::Goal(version) => ("goal", id(version)),
            Self::Item(series) => ("item", id(Some(series))),
            Self::Count(series) => ("count", id(Some(series))),
            Self::Train(series) => ("train", id(Some(series))),
            Self::Order => ("order", String::new()),
            Self::Scale(goal) => ("scale", id(Some(goal))),
            Self::Questions => ("questions", String::new()),
            Self::Ask(about) => ("ask", id(about)),
            Self::CheckIn => ("check-in", String::new()),
            Self::Board(version) => ("board", id(version)),
            Self::Safety(version) => ("safety", id(version)),
            Self::Clear(stop) => ("clear", id(Some(stop))),
            Self::Invite => ("invite", String::new()),
            Self::Card(invite) => ("card", invite.to_string()),
            Self::Consent => ("consent", String::new()),
            Self::Share(member, scope) => ("share", [&member.to_string(), ".", scope.code()].concat()),
            Self::Member(member) => ("member", member.to_string()),
            Self::Out(member) => ("out", member.to_string()),
            Self::DeviceOut(device) => ("device", device.to_string()),
            Self::Leave => ("leave", String::new()),
            Self::Forget => ("forget", String::new()),
            Self::Log => ("log", String::new()),
            Self::Link => ("link", String::new()),
            Self::Paper => ("paper", String::new()),
            Self::Recover => ("recover", String::new()),
            Self::AddChild => ("child", String::new()),
            Self::Invited => ("invited", String::new()),
            Self::Lock => ("lock", String::new()),
        }
    }
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

fn invite_in(hash: &str) -> Option<&str> {
    hash.strip_prefix("#join.")
}
