//! Progress as earned facts: a text that was read to its end, an exercise that was solved. Nothing is scrolled into.

use super::course::{Course, Lesson, LessonPath};
use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What one learner has done of one lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LessonProgress {
    /// The version that the learner began: an edit of the lesson does not move the ground under anybody.
    pub version: u32,
    /// The screen to go on with.
    pub place: String,
    /// Screens that are earned.
    pub earned: BTreeSet<String>,
    pub started_at: Timestamp,
    pub touched_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

/// Progress of a learner by lesson.
pub type Progress = BTreeMap<LessonPath, LessonProgress>;

/// How far a learner is with a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    New,
    Begun { earned: u32, total: u32 },
    Finished,
}

/// The screens that are to be earned: all but the last, which only sums up.
pub fn to_earn(lesson: &Lesson) -> impl Iterator<Item = &str> {
    let screens = &lesson.uk.screens;
    screens
        .iter()
        .take(screens.len().saturating_sub(1))
        .map(|screen| screen.slug.as_str())
}

/// How many screens are earned, and out of how many.
#[must_use]
pub fn earned(lesson: &Lesson, earned: &BTreeSet<String>) -> (u32, u32) {
    let total = to_earn(lesson).count();
    let done = to_earn(lesson).filter(|slug| earned.contains(*slug)).count();
    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
    (number(done), number(total))
}

/// Whether nothing of the lesson is left to do.
#[must_use]
pub fn is_complete(lesson: &Lesson, screens: &BTreeSet<String>) -> bool {
    let (done, total) = earned(lesson, screens);
    done == total
}

/// How far the learner is.
#[must_use]
pub fn standing(lesson: &Lesson, progress: Option<&LessonProgress>) -> Standing {
    match progress {
        None => Standing::New,
        Some(progress) if progress.finished_at.is_some() => Standing::Finished,
        Some(progress) => {
            let (earned, total) = earned(lesson, &progress.earned);
            Standing::Begun { earned, total }
        }
    }
}

/// The screen to go on with: where the learner left off, or the first; a finished lesson begins anew.
#[must_use]
pub fn place<'a>(lesson: &'a Lesson, progress: Option<&LessonProgress>) -> &'a str {
    let kept = progress
        .filter(|progress| progress.finished_at.is_none())
        .and_then(|progress| lesson.uk.screen(&progress.place));
    kept.or_else(|| lesson.uk.screens.first())
        .map_or("", |screen| screen.slug.as_str())
}

/// The screen after another; the last comes after itself.
#[must_use]
pub fn after<'a>(lesson: &'a Lesson, slug: &str) -> &'a str {
    let screens = &lesson.uk.screens;
    let next = lesson.uk.position(slug).and_then(|at| screens.get(at + 1));
    next.or_else(|| screens.last())
        .map_or("", |screen| screen.slug.as_str())
}

/// The version that a learner sees: the begun one until the lesson is finished, then the newest.
#[must_use]
pub fn version_for(newest: u32, progress: Option<&LessonProgress>) -> u32 {
    match progress {
        Some(progress) if progress.finished_at.is_none() => progress.version,
        Some(_) | None => newest,
    }
}

/// The lesson to go on with: the one touched last, or what comes after it when that is finished.
#[must_use]
pub fn lesson_to_go_on(courses: &[Course], progress: &Progress) -> Option<LessonPath> {
    let mut touched: Vec<(&LessonPath, &LessonProgress)> = progress.iter().collect();
    touched.sort_by_key(|(_, progress)| std::cmp::Reverse(progress.touched_at));
    touched.into_iter().find_map(|(path, done)| {
        let course = courses.iter().find(|course| course.code == path.course)?;
        let mut lessons = course.lessons().map(|(path, _)| path);
        let is_known = lessons.any(|known| known == *path);
        let is_finished = |path: &LessonPath| {
            progress
                .get(path)
                .is_some_and(|progress| progress.finished_at.is_some())
        };
        if is_known && done.finished_at.is_none() {
            return Some(path.clone());
        }
        // The iterator stands behind the lesson that was found.
        lessons.find(|next| is_finished(path) && !is_finished(next))
    })
}

impl LessonProgress {
    /// A lesson that is opened for the first time.
    #[must_use]
    pub fn begun(lesson: &Lesson, at: Timestamp) -> Self {
        Self {
            version: lesson.version,
            place: place(lesson, None).to_owned(),
            earned: BTreeSet::new(),
            started_at: at,
            touched_at: at,
            finished_at: None,
        }
    }

    /// Notes a screen as earned, and goes on to the next. Says whether it is news.
    pub fn earn(&mut self, lesson: &Lesson, slug: &str, at: Timestamp) -> bool {
        let is_new = self.earned.insert(slug.to_owned());
        after(lesson, slug).clone_into(&mut self.place);
        self.touched_at = at;
        if self.finished_at.is_none() && is_complete(lesson, &self.earned) {
            self.finished_at = Some(at);
        }
        is_new
    }

    /// Joins what the same learner did elsewhere: everything earned stays earned, the last place counts.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        let (mut newer, older) = if self.touched_at >= other.touched_at {
            (self, other)
        } else {
            (other, self)
        };
        newer.started_at = newer.started_at.min(older.started_at);
        newer.finished_at = match (newer.finished_at, older.finished_at) {
            (Some(one), Some(another)) => Some(one.min(another)),
            (one, another) => one.or(another),
        };
        newer.earned.extend(older.earned);
        newer
    }
}
