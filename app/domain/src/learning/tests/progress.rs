//! What is earned, and where to go on.

use super::lesson;
use crate::Timestamp;
use crate::language::Bilingual;
use crate::learning::course::{Audience, Course, Lesson, LessonPath, Module};
use crate::learning::progress::{
    LessonProgress, Progress, Standing, is_complete, lesson_to_go_on, place, standing, version_for,
};
use proptest::prelude::*;

fn at(moment: i64) -> Timestamp {
    Timestamp(moment)
}

fn done_by(screens: &[&str], start: i64) -> LessonProgress {
    let lesson = lesson();
    let mut progress = LessonProgress::begun(&lesson, at(start));
    for (index, slug) in screens.iter().enumerate() {
        progress.earn(&lesson, slug, at(start + 1 + i64::try_from(index).unwrap()));
    }
    progress
}

pub(super) fn course() -> Course {
    let texts = Bilingual::default;
    let lessons = ["power", "touch", "apps"].map(|code| Lesson {
        code: code.to_owned(),
        ..lesson()
    });
    Course {
        code: "abc".to_owned(),
        version: 1,
        audience: Audience::Residents,
        title: texts(),
        summary: texts(),
        level: String::new(),
        modules: vec![Module {
            code: "m1".to_owned(),
            title: texts(),
            summary: texts(),
            outcomes: Vec::new(),
            lessons: lessons.to_vec(),
            cards: Vec::new(),
        }],
        planned: Vec::new(),
        certificate: None,
    }
}

fn path(lesson: &str) -> LessonPath {
    LessonPath::new("abc", "m1", lesson)
}

#[test]
fn a_lesson_goes_on_after_the_last_screen_that_was_earned() {
    let progress = done_by(&["intro", "buttons"], 0);
    assert_eq!(place(&lesson(), Some(&progress)), "check");
    assert_eq!(place(&lesson(), None), "intro");
    assert_eq!(
        standing(&lesson(), Some(&progress)),
        Standing::Begun { earned: 2, total: 3 }
    );
}

#[test]
fn a_lesson_is_finished_by_its_exercises_and_not_by_its_last_page() {
    let skipped = done_by(&["intro", "buttons"], 0);
    assert_eq!(skipped.finished_at, None);
    let whole = done_by(&["intro", "buttons", "check"], 0);
    assert_eq!(whole.finished_at, Some(at(3)));
    assert_eq!(standing(&lesson(), Some(&whole)), Standing::Finished);
    assert_eq!(place(&lesson(), Some(&whole)), "intro", "it may be read again");
}

#[test]
fn a_screen_that_is_gone_from_the_lesson_leads_to_its_beginning() {
    let mut progress = done_by(&["intro"], 0);
    progress.place = "no-longer-here".to_owned();
    assert_eq!(place(&lesson(), Some(&progress)), "intro");
}

#[test]
fn a_learner_stays_on_the_version_that_was_begun() {
    assert_eq!(version_for(3, Some(&done_by(&["intro"], 0))), 1);
    assert_eq!(
        version_for(3, Some(&done_by(&["intro", "buttons", "check"], 0))),
        3
    );
    assert_eq!(version_for(3, None), 3);
}

#[test]
fn the_lesson_touched_last_is_gone_on_with() {
    let progress = Progress::from([
        (path("power"), done_by(&["intro"], 0)),
        (path("apps"), done_by(&["intro"], 50)),
    ]);
    assert_eq!(lesson_to_go_on(&[course()], &progress), Some(path("apps")));
    assert_eq!(lesson_to_go_on(&[course()], &Progress::new()), None);
}

#[test]
fn after_a_finished_lesson_comes_the_next_that_is_not() {
    let whole = ["intro", "buttons", "check"];
    let progress = Progress::from([
        (path("power"), done_by(&whole, 50)),
        (path("touch"), done_by(&whole, 0)),
    ]);
    assert_eq!(lesson_to_go_on(&[course()], &progress), Some(path("apps")));
    let all = ["power", "touch", "apps"].map(|lesson| (path(lesson), done_by(&whole, 0)));
    assert_eq!(lesson_to_go_on(&[course()], &Progress::from(all)), None);
}

#[test]
fn a_lesson_that_is_gone_from_its_course_is_passed_over() {
    let progress = Progress::from([
        (path("gone"), done_by(&["intro"], 50)),
        (path("touch"), done_by(&["intro"], 0)),
    ]);
    assert_eq!(lesson_to_go_on(&[course()], &progress), Some(path("touch")));
}

proptest! {
    #[test]
    fn joining_loses_nothing_and_does_not_depend_on_the_order(
        mine in proptest::sample::subsequence(vec!["intro", "buttons", "check"], 0..=3),
        theirs in proptest::sample::subsequence(vec!["intro", "buttons", "check"], 0..=3),
        start in 100_i64..200,
    ) {
        let (mine, theirs) = (done_by(&mine, 0), done_by(&theirs, start));
        let joined = mine.clone().joined(theirs.clone());
        prop_assert!(mine.earned.is_subset(&joined.earned) && theirs.earned.is_subset(&joined.earned));
        prop_assert_eq!(joined.earned.len(), mine.earned.union(&theirs.earned).count());
        prop_assert_eq!(&joined.place, &theirs.place, "the last place counts");
        prop_assert_eq!(&theirs.clone().joined(mine.clone()), &joined);
        let was_finished = mine.finished_at.is_some() || theirs.finished_at.is_some();
        prop_assert_eq!(joined.finished_at.is_some(), was_finished);
        prop_assert!(!was_finished || is_complete(&lesson(), &joined.earned));
    }
}
