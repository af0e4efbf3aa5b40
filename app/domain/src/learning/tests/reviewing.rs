//! Review cards against the reference numbers, and the deck of a day.

use crate::Timestamp;
use crate::learning::course::LessonPath;
use crate::learning::progress::{LessonProgress, Progress};
use crate::learning::review::{
    Card, CardPath, History, MOST_A_DAY, Memory, Rating, Review, cards_of_today, due_day, memory,
};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Reference {
    cases: Vec<Vec<Step>>,
}

#[derive(Deserialize)]
struct Step {
    rating: u32,
    delta_t: f64,
    stability: f64,
    difficulty: f64,
    interval: f64,
}

#[test]
fn memory_agrees_with_the_reference_numbers() {
    let reference: Reference = serde_json::from_str(include_str!("fsrs-6.6.2.json")).unwrap();
    assert!(reference.cases.iter().map(Vec::len).sum::<usize>() >= 20);
    for case in reference.cases {
        let mut memory: Option<Memory> = None;
        for step in case {
            let rating = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy][step.rating as usize - 1];
            let next = memory.map_or_else(
                || Memory::first(rating),
                |memory| memory.after(rating, step.delta_t),
            );
            let close = |ours: f64, theirs: f64| (ours - theirs).abs() <= 1e-5 * theirs.max(1.0);
            assert!(
                close(next.stability, step.stability),
                "{next:?}, {}",
                step.stability
            );
            assert!(
                close(next.difficulty, step.difficulty),
                "{next:?}, {}",
                step.difficulty
            );
            assert!(
                close(next.interval(0.9), step.interval),
                "{next:?}, {}",
                step.interval
            );
            memory = Some(next);
        }
    }
}

#[test]
fn intervals_follow_the_wanted_retention() {
    let ten_days = Memory {
        stability: 10.0,
        difficulty: 5.0,
    };
    assert!((ten_days.interval(0.9) - 10.0).abs() < 1e-9);
    assert!((ten_days.chance(10.0) - 0.9).abs() < 1e-9);
    // As the reference implementation tells: 4.0 and 33 days.
    assert!(
        (ten_days.interval(0.95) - 4.0).abs() < 0.05,
        "{}",
        ten_days.interval(0.95)
    );
    assert!(
        (ten_days.interval(0.8) - 33.0).abs() < 0.5,
        "{}",
        ten_days.interval(0.8)
    );
}

fn knows(day: i64) -> Review {
    Review { day, knows: true }
}

fn unsure(day: i64) -> Review {
    Review { day, knows: false }
}

#[test]
fn what_is_known_comes_back_later_and_later_and_what_is_not_tomorrow() {
    assert_eq!(due_day(&[]), None);
    assert_eq!(due_day(&[unsure(100)]), Some(101));
    let first = due_day(&[knows(100)]).unwrap();
    let second = due_day(&[knows(100), knows(first)]).unwrap();
    assert!(first > 101 && second - first > first - 100, "{first} {second}");
    assert!(due_day(&[knows(100), knows(first), unsure(second)]).unwrap() - second < second - first);
}

fn cards(count: usize) -> Vec<(CardPath, Card)> {
    (0..count)
        .map(|index| {
            let card = Card {
                id: format!("card-{index}"),
                lesson: if index < 10 { "power" } else { "touch" }.to_owned(),
                outcome: "0.1".to_owned(),
                front: Default::default(),
                back: Default::default(),
            };
            (path(index), card)
        })
        .collect()
}

fn path(index: usize) -> CardPath {
    format!("abc/m1/card-{index}").parse().unwrap()
}

fn finished(lesson: &str) -> Progress {
    let progress = LessonProgress {
        version: 1,
        place: String::new(),
        earned: BTreeSet::new(),
        started_at: Timestamp(0),
        touched_at: Timestamp(0),
        finished_at: Some(Timestamp(0)),
    };
    Progress::from([(LessonPath::new("abc", "m1", lesson), progress)])
}

fn ids(cards: &[&(CardPath, Card)]) -> Vec<String> {
    cards.iter().map(|(_, card)| card.id.clone()).collect()
}

#[test]
fn only_cards_of_finished_lessons_are_new() {
    let all = cards(20);
    let history = History::new();
    assert!(cards_of_today(&all, &Progress::new(), &history, 100).is_empty());
    let deck = cards_of_today(&all, &finished("touch"), &history, 100);
    assert_eq!(deck.len(), MOST_A_DAY);
    assert!(deck.iter().all(|(_, card)| card.lesson == "touch"));
}

#[test]
fn the_most_endangered_card_comes_first_and_before_new_ones() {
    let all = cards(5);
    let history = History::from([
        (path(3), vec![knows(90)]),
        (path(4), vec![knows(80)]),
        (path(2), vec![knows(99)]),
    ]);
    let deck = cards_of_today(&all, &finished("power"), &history, 100);
    assert_eq!(
        ids(&deck),
        ["card-4", "card-3", "card-0", "card-1"],
        "card-2 is not due yet"
    );
}

#[test]
fn answers_of_today_count_and_no_card_comes_twice_a_day() {
    let all = cards(10);
    let history: History = (0..5).map(|index| (path(index), vec![unsure(100)])).collect();
    assert_eq!(
        ids(&cards_of_today(&all, &finished("power"), &history, 100)),
        ["card-5", "card-6"]
    );
    assert_eq!(
        cards_of_today(&all, &finished("power"), &history, 101).len(),
        MOST_A_DAY
    );
}

proptest! {
    #[test]
    fn every_history_leads_to_a_day_within_half_a_year(
        answers in proptest::collection::vec((0_i64..400, any::<bool>()), 1..40),
    ) {
        let mut day = 0;
        let reviews: Vec<Review> = answers
            .into_iter()
            .map(|(gap, knows)| {
                day += gap;
                Review { day, knows }
            })
            .collect();
        let memory = memory(&reviews).unwrap();
        prop_assert!(memory.stability.is_finite() && memory.stability > 0.0);
        prop_assert!((1.0..=10.0).contains(&memory.difficulty));
        let due = due_day(&reviews).unwrap();
        prop_assert!((day + 1..=day + 180).contains(&due));
    }
}
