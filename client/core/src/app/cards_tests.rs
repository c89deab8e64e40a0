//! Own cards and what is nearby, as a person meets them.

use shared::record::{Channel, List, Near, OwnCard, Setting, StopReason, Strategy};

use crate::app::tests::Desk;
use crate::intent::{Intent, Language, NewStop};
use crate::library::CARDS;
use crate::view::{CardView, Did, Notice};

fn bench() -> OwnCard {
    OwnCard {
        how: "Push the bench to the line and back.".into(),
        near: vec![Near::Hallway, Near::Floor],
        channel: Some(Channel::HeavyWork),
        minutes: Some(3),
        supervise: true,
        ..OwnCard::new(" Push the bench ", List::Strengthening)
    }
}

fn keep(desk: &mut Desk, replaces: Vec<shared::RecordId>, card: OwnCard) -> shared::RecordId {
    desk.ask(Intent::PlanCard { replaces, card: Box::new(card) });
    desk.app.written().expect("written")
}

fn own(desk: &Desk) -> Vec<CardView> {
    desk.app.cards(Language::English).into_iter().filter(|card| card.own.is_some()).collect()
}

#[test]
fn an_own_card_is_made_corrected_and_taken_out_and_its_past_is_told() {
    let mut desk = Desk::with_team();
    let first = keep(&mut desk, vec![], bench());
    let view = own(&desk).remove(0);
    assert_eq!(
        (view.title.as_str(), view.list, view.minutes),
        ("Push the bench", List::Strengthening, Some(3))
    );
    assert_eq!((view.near.len(), view.supervise, view.library), (2, true, first.to_string()));
    let second = keep(&mut desk, vec![first], OwnCard { how: "Push it slowly.".into(), ..bench() });
    let all = own(&desk);
    assert_eq!((all.len(), all[0].how.as_str(), &all[0].library), (1, "Push it slowly.", &first.to_string()));
    let past = desk.app.past(second);
    assert_eq!(past.iter().map(|deed| deed.what).collect::<Vec<_>>(), [Did::Wrote, Did::Version(2)]);
    assert_eq!(past[1].fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["how"]);
    desk.ask(Intent::EndPlan { versions: vec![second] });
    assert!(own(&desk).is_empty());
    assert_eq!(desk.app.cards(Language::Spanish).len(), CARDS.len());
    keep(&mut desk, vec![], OwnCard::new(" ", List::Posture));
    assert!(matches!(desk.app.frame().notices[0], Notice::Unfit(_)), "it has no name");
    assert!(own(&desk).is_empty());
}

#[test]
fn what_is_nearby_leaves_what_can_be_done_there() {
    let mut desk = Desk::with_team();
    keep(&mut desk, vec![], bench());
    let fitting = |nearby: &[Near]| -> Vec<CardView> {
        desk.app.cards(Language::English).into_iter().filter(|card| card.fits(nearby)).collect()
    };
    let titles = |cards: &[CardView]| cards.iter().map(|card| card.title.clone()).collect::<Vec<_>>();
    let (nothing, wall) = (fitting(&[]), fitting(&[Near::Wall]));
    assert!(nothing.iter().all(|card| card.near.is_empty()) && !nothing.is_empty());
    assert!(wall.len() > nothing.len() && wall.iter().any(|card| card.library == "wall-push-ups"));
    assert!(!titles(&fitting(&[Near::Hallway])).contains(&"Push the bench".to_owned()), "it needs both");
    assert!(titles(&fitting(&[Near::Hallway, Near::Floor])).contains(&"Push the bench".to_owned()));
    assert_eq!(fitting(Near::ALL).len(), CARDS.len() + 1);
    for near in Near::ALL {
        assert!(CARDS.iter().any(|card| card.near == [*near]), "no card for {near}");
    }
}

#[test]
fn a_stop_pauses_an_own_card_wherever_it_is_used() {
    let mut desk = Desk::with_team();
    let first = keep(&mut desk, vec![], bench());
    let strategy =
        Strategy { library: Some(first.to_string()), ..Strategy::new("Bench at school", Setting::School) };
    desk.ask(Intent::PlanStrategy { replaces: vec![], strategy: Box::new(strategy) });
    desk.ask(Intent::Stop(NewStop {
        title: "Push the bench".into(),
        strategy: None,
        library: Some(first.to_string()),
        reason: StopReason::Pain,
        note: String::new(),
        setting: Setting::Home,
    }));
    assert_eq!(desk.app.plan().strategies[0].paused.len(), 1);
}
