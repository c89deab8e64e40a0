//! Goals in the plan: each a sentence, with its place this month, where the child stands, and what can be done.

use carryover_core::view::{GoalView, PlanView};
use shared::record::{Role, Scope};

use super::super::past::past;
use super::super::words;
use super::{foot, printed};
use crate::desk::{desk, language, text};
use crate::dom::{El, el};
use crate::i18n::labels::Label;
use crate::i18n::{count, fill};
use crate::kit::{Icon, Kind, badge, button, setting_icon, signed};
use crate::route::Sheet;

/// A goal in the list.
pub(super) fn goal_line(view: &GoalView, may_edit: bool) -> El {
    let words = &text().goals;
    let goal = &view.goal;
    let title = goal.title.as_str();
    let edit = may_edit.then_some((title, "edit-goal", Sheet::Goal(Some(view.version))));
    let rivals = (!view.rivals.is_empty()).then(|| badge(Icon::Flag, text().plan.rivals));
    let place = view
        .place
        .map(|place| badge(Icon::Flag, &fill(words.first, &[&place.to_string()])).test("goal-place"));
    let more = words::dots(&[
        goal.area.map_or("", |area| area.label(language())),
        goal.lane.map_or("", |lane| lane.label(language())),
        &goal.target.map(by_day).unwrap_or_default(),
    ]);
    let settings = goal.settings.iter().map(|setting| {
        let place = signed("span", setting_icon(*setting), setting.label(language()));
        place.class(&["where ", setting.code()].concat())
    });
    let settings: Vec<El> = settings.collect();
    let settings = (!settings.is_empty()).then(|| el("p").class("face-more").add(settings));
    let line = |said: String| (!said.is_empty()).then(|| el("p").class("help").add(said));
    let baseline = match goal.baseline.as_str() {
        "" => String::new(),
        baseline => fill(words.today_is, &[baseline]),
    };
    let card = el("li").class("card goal").test("goal").set("data-series", &view.series.to_string());
    let card = card.add(place).add(signed("p", Icon::Flag, title).class("goal-title")).add(rivals);
    let card = card.add(settings).add(line(more)).add(line(baseline)).add(stands(view));
    card.add(ways(view)).add(past(view.version)).add(foot(&words::person(&view.author), edit))
}

fn by_day(day: shared::time::Day) -> String {
    fill(text().goals.by_day, &[&printed(day)])
}

/// Where the child stands on the scale, in the scale's own words.
fn stands(view: &GoalView) -> Option<El> {
    let scale = view.scale.as_ref()?;
    let (level, at) = scale.level?;
    let at = words::day_and_time(at);
    let said = fill(text().goals.stood, &[&words::signed(level), &at]);
    let place = usize::try_from(i16::from(level) + 2).ok()?;
    let meant = scale.scale.levels.get(place).cloned().unwrap_or_default();
    Some(el("p").class("said").test("goal-level").add(words::dots(&[&said, &meant])))
}

/// To ask for a review, and for clinicians the scale.
fn ways(view: &GoalView) -> El {
    let desk = desk();
    let words = &text().goals;
    let (series, title) = (view.series, view.goal.title.as_str());
    let review = desk.may_write(Scope::Plan).then(|| {
        let open = move || desk.router.open(Sheet::Ask(Some(series)));
        button(Kind::Plain, words.review, "review", open).spoken(&fill(words.review_of, &[title]))
    });
    let scale = (desk.role() == Role::Clinician).then(|| {
        let open = move || desk.router.open(Sheet::Scale(series));
        button(Kind::Plain, words.scale, "scale", open).spoken(&fill(words.scale_of, &[title]))
    });
    el("div").class("acts").add(scale).add(review)
}

/// Why the goals are in this order, and for clinicians the score of all scales with how many it comes from.
pub(super) fn about_goals(plan: &PlanView) -> Vec<El> {
    let words = &text().goals;
    let why = (!plan.order_why.is_empty())
        .then(|| el("p").class("help").test("order-why").add(fill(words.because, &[&plan.order_why])));
    let scored =
        plan.goals.iter().filter(|goal| goal.scale.as_ref().is_some_and(|scale| scale.level.is_some()));
    let scored = scored.count();
    let score = plan.t_score.map(|score| {
        let tenths = (score * 10.0).round() as i64;
        let printed = [&(tenths / 10).to_string(), ".", &(tenths % 10).abs().to_string()].concat();
        // The score goes into the first gap of both halves; the plural fills the second.
        let halves: Vec<String> =
            words.t_score.split('|').map(|half| half.replacen("{}", &printed, 1)).collect();
        let said = count(language(), &halves.join("|"), scored);
        el("p").class("t-score").test("t-score").add(said)
    });
    [why, score].into_iter().flatten().collect()
}
