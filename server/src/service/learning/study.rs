//! One screen at a time: reading it, answering it, and what is earned by that.

use super::Learning;
use super::overview::lesson_summary;
use domain::access::{Action, Scope, permit};
use domain::id::{AttemptId, LearnerId};
use domain::learning::answer::Answer;
use domain::learning::course::{Lesson, LessonPath, Screen};
use domain::learning::exercise::{Exercise, Task};
use domain::learning::grade::grade;
use domain::learning::progress::{LessonProgress, Progress, after, is_complete, standing};
use domain::learning::service::check_key;
use domain::learning::training::TrainingPlace;
use domain::learning::view::{self, Graded, Kept, LessonSummary, ReadScreen, ScreenMark, ScreenView};
use domain::{Actor, FieldError, Language, ServiceError, ServiceResult};
use serde_json::json;
use storage::learning::attempt::{self, AttemptRow};
use storage::learning::learner::LearnerRow;
use storage::learning::{lesson_version, progress};
use storage::{AnyConnection, Tx};

/// An answer as it came.
#[derive(Clone, Copy)]
pub(super) enum Given<'a> {
    Answer(&'a Answer),
    Fields(&'a [(String, String)]),
}

impl Given<'_> {
    fn checked(self, exercise: &Exercise) -> Result<Answer, Vec<FieldError>> {
        match self {
            Self::Answer(answer) => answer.clone().checked(&exercise.view().task),
            Self::Fields(fields) => Answer::of_fields(&exercise.view().task, fields),
        }
    }
}

impl Learning {
    pub(super) async fn screen_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
        language: Language,
    ) -> ServiceResult<ScreenView> {
        self.library.lesson(path)?;
        let mut connection = self.desk.database.read().await?;
        let learner = self.known_learner(&mut connection, actor, device).await?;
        let own = match &learner {
            Some(learner) => progress::get(&mut connection, learner.id, path).await?,
            None => None,
        };
        let rendered = self.in_use(&mut connection, path, own.as_ref()).await?;
        let lesson = &rendered.lesson;
        let (text, spoken) = lesson.text(language);
        let at = text.position(slug).ok_or(ServiceError::NotFound)?;
        let screen = text.screens.get(at).ok_or(ServiceError::NotFound)?;
        let attempts = match (&learner, &screen.exercise) {
            (Some(learner), Some(exercise)) => {
                let all = attempt::at_exercise(&mut connection, learner.id, path, &exercise.code).await?;
                of_version(all, lesson)
            }
            _ => Vec::new(),
        };
        let is_earned = |slug: &str| own.as_ref().is_some_and(|own| own.earned.contains(slug));
        let course = self.library.course(&path.course)?;
        let module = course.module(&path.module).ok_or(ServiceError::NotFound)?;
        let neighbour = |index: Option<usize>| Some(text.screens.get(index?)?.slug.clone());
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Ok(ScreenView {
            course: course.title.clone(),
            module: module.title.clone(),
            language: spoken,
            title: text.title.clone(),
            slug: screen.slug.clone(),
            heading: screen.heading.clone(),
            html: rendered.html(language, at).to_owned(),
            exercise: screen.exercise.as_ref().map(Exercise::view),
            number: number(at + 1),
            total: number(text.screens.len()),
            previous: neighbour(at.checked_sub(1)),
            next: neighbour(Some(at + 1)),
            is_earned: is_earned(slug),
            given: screen
                .exercise
                .as_ref()
                .and_then(|exercise| last(exercise, &attempts)),
            attempts: number(attempts.len()),
            screens: text
                .screens
                .iter()
                .map(|screen| ScreenMark {
                    slug: screen.slug.clone(),
                    heading: screen.heading.clone(),
                    is_exercise: screen.exercise.is_some(),
                    is_earned: is_earned(&screen.slug),
                })
                .collect(),
            standing: standing(lesson, own.as_ref()),
            next_lesson: self.next_lesson(path),
            path: path.clone(),
        })
    }

    /// The lesson that follows in the course.
    fn next_lesson(&self, path: &LessonPath) -> Option<LessonSummary> {
        let course = self.library.course(&path.course).ok()?;
        let mut lessons = course.lessons().skip_while(|(known, _)| known != path).skip(1);
        let (path, lesson) = lessons.next()?;
        Some(lesson_summary(path, lesson, &Progress::new()))
    }

    pub(super) async fn keep_reading(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
    ) -> ServiceResult<Kept<ReadScreen>> {
        permit(actor, Action::LearnWithProgress, Scope::COMMUNITY)?;
        self.library.lesson(path)?;
        let mut tx = self.desk.database.begin().await?;
        let learner = self.learner(&mut tx, actor, device).await?;
        let id = learner.value.id;
        let own = progress::get(tx.connection()?, id, path).await?;
        let rendered = self.in_use(tx.connection()?, path, own.as_ref()).await?;
        let lesson = &rendered.lesson;
        let screen = lesson.uk.screen(slug).ok_or(ServiceError::NotFound)?;
        // An exercise is earned by its solution alone.
        if screen.exercise.is_some() {
            return Err(ServiceError::NotFound);
        }
        let mut own = self.begun(&mut tx, path, lesson, own).await?;
        let now = self.desk.now();
        let is_news = own.earn(lesson, slug, now);
        let read = ReadScreen {
            next: after(lesson, slug).to_owned(),
            is_lesson_finished: is_complete(lesson, &own.earned),
        };
        keep(&mut tx, id, path, &own, is_news.then_some(slug)).await?;
        if is_news {
            let data = json!({ "lesson": path.to_string(), "version": lesson.version, "screen": slug });
            self.tell(&mut tx, actor, &learner.value, "learning.screen.read", data)
                .await?;
            tx.commit().await?;
        } else {
            tx.commit_without_event("the place of a learner who reads again")
                .await?;
        }
        Ok(Kept {
            value: read,
            new_device: learner.new_device,
        })
    }

    pub(super) async fn keep_answer(
        &self,
        actor: &Actor,
        device: Option<&str>,
        (path, slug, language): (&LessonPath, &str, Language),
        key: &str,
        given: Given<'_>,
    ) -> ServiceResult<Kept<Graded>> {
        permit(actor, Action::LearnWithProgress, Scope::COMMUNITY)?;
        self.library.lesson(path)?;
        let wrong_key = check_key(key).err();
        let mut tx = self.desk.database.begin().await?;
        let learner = self.learner(&mut tx, actor, device).await?;
        let id = learner.value.id;
        let own = progress::get(tx.connection()?, id, path).await?;
        let rendered = self.in_use(tx.connection()?, path, own.as_ref()).await?;
        let lesson = &rendered.lesson;
        let exercise = exercise(lesson.text(language).0.screen(slug))?;
        let answer = match (given.checked(exercise), wrong_key) {
            (Ok(answer), None) => answer,
            (Ok(_), Some(wrong)) => return Err(ServiceError::Invalid(vec![wrong])),
            (Err(mut errors), wrong) => {
                errors.extend(wrong);
                return Err(ServiceError::Invalid(errors));
            }
        };
        let attempts = attempt::at_exercise(tx.connection()?, id, path, &exercise.code).await?;
        let next_number = i64::try_from(attempts.len() + 1).unwrap_or(i64::MAX);
        let attempts = of_version(attempts, lesson);
        let repeated = attempts
            .iter()
            .position(|attempt| attempt.key == key && attempt.answer == answer);
        let number = repeated.unwrap_or(attempts.len());
        let grade = grade(exercise, &answer, mistakes_before(&attempts, number));
        let mut own = self.begun(&mut tx, path, lesson, own).await?;
        let now = self.desk.now();
        let is_news = grade.is_right && own.earn(lesson, slug, now);
        if !grade.is_right {
            slug.clone_into(&mut own.place);
            own.touched_at = now;
        }
        let graded = Graded {
            attempt: u32::try_from(number + 1).unwrap_or(u32::MAX),
            next: after(lesson, slug).to_owned(),
            is_lesson_finished: is_complete(lesson, &own.earned),
            grade,
        };
        if repeated.is_none() {
            let new = AttemptRow {
                id: self.desk.id(),
                lesson_version: lesson.version,
                exercise: exercise.code.clone(),
                number: next_number,
                key: key.to_owned(),
                answer,
                is_right: graded.grade.is_right,
                at: now,
            };
            keep(&mut tx, id, path, &own, is_news.then_some(slug)).await?;
            attempt::insert(tx.connection()?, id, path, &new).await?;
            let data = json!({
                "lesson": path.to_string(), "version": lesson.version, "exercise": new.exercise,
                "attempt": new.id, "is_right": new.is_right,
            });
            self.tell(&mut tx, actor, &learner.value, "learning.exercise.answered", data)
                .await?;
            tx.commit().await?;
        }
        Ok(Kept {
            value: graded,
            new_device: learner.new_device,
        })
    }

    /// Notes the exercise of a lesson as solved by an attempt on the training copy, in the change that grades it. Whoever
    /// began the lesson before it had this exercise has nothing to earn by it.
    pub(super) async fn earn_by_training(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        learner: &LearnerRow,
        place: &TrainingPlace,
        trained: AttemptId,
    ) -> ServiceResult<()> {
        let (path, slug, id) = (&place.lesson, place.screen.as_str(), learner.id);
        let own = progress::get(tx.connection()?, id, path).await?;
        let rendered = self.in_use(tx.connection()?, path, own.as_ref()).await?;
        let lesson = &rendered.lesson;
        let Some(exercise) = lesson.uk.screen(slug).and_then(|screen| screen.exercise.as_ref()) else {
            return Ok(());
        };
        let is_asked = matches!(&exercise.task, Task::Training { task, .. } if *task == place.task);
        if !is_asked {
            return Ok(());
        }
        let earlier = attempt::at_exercise(tx.connection()?, id, path, &exercise.code).await?;
        let mut own = self.begun(tx, path, lesson, own).await?;
        let now = self.desk.now();
        let is_news = own.earn(lesson, slug, now);
        let new = AttemptRow {
            id: self.desk.id(),
            lesson_version: lesson.version,
            exercise: exercise.code.clone(),
            number: i64::try_from(earlier.len() + 1).unwrap_or(i64::MAX),
            key: trained.to_string(),
            answer: Answer::Training {
                attempt: trained.to_string(),
            },
            is_right: true,
            at: now,
        };
        keep(tx, id, path, &own, is_news.then_some(slug)).await?;
        attempt::insert(tx.connection()?, id, path, &new).await?;
        let data = json!({
            "lesson": path.to_string(), "version": lesson.version, "exercise": new.exercise,
            "attempt": new.id, "is_right": true,
        });
        self.tell(tx, actor, learner, "learning.exercise.answered", data)
            .await
    }

    /// The progress in a lesson that is about to change; its version is kept with it.
    async fn begun(
        &self,
        tx: &mut Tx,
        path: &LessonPath,
        lesson: &Lesson,
        own: Option<LessonProgress>,
    ) -> ServiceResult<LessonProgress> {
        match own {
            Some(own) if own.version == lesson.version => Ok(own),
            Some(own) => {
                lesson_version::keep(tx.connection()?, path, lesson).await?;
                Ok(LessonProgress {
                    version: lesson.version,
                    ..own
                })
            }
            None => {
                lesson_version::keep(tx.connection()?, path, lesson).await?;
                Ok(LessonProgress::begun(lesson, self.desk.now()))
            }
        }
    }
}

async fn keep(
    tx: &mut Tx,
    learner: LearnerId,
    path: &LessonPath,
    own: &LessonProgress,
    earned: Option<&str>,
) -> ServiceResult<()> {
    let connection: &mut AnyConnection = tx.connection()?;
    progress::put(connection, learner, path, own).await?;
    if let Some(slug) = earned {
        progress::earn(connection, learner, path, slug, own.touched_at).await?;
    }
    Ok(())
}

fn exercise(screen: Option<&Screen>) -> ServiceResult<&Exercise> {
    screen
        .and_then(|screen| screen.exercise.as_ref())
        .ok_or(ServiceError::NotFound)
}

/// Attempts at another version of the exercise say nothing about this one.
fn of_version(attempts: Vec<AttemptRow>, lesson: &Lesson) -> Vec<AttemptRow> {
    attempts
        .into_iter()
        .filter(|attempt| attempt.lesson_version == lesson.version)
        .collect()
}

fn mistakes_before(attempts: &[AttemptRow], number: usize) -> u32 {
    let mistakes = attempts.iter().take(number).filter(|attempt| !attempt.is_right);
    u32::try_from(mistakes.count()).unwrap_or(u32::MAX)
}

/// The last answer and what was said about it.
fn last(exercise: &Exercise, attempts: &[AttemptRow]) -> Option<view::Given> {
    let attempt = attempts.last()?;
    let before = mistakes_before(attempts, attempts.len() - 1);
    Some(view::Given {
        grade: grade(exercise, &attempt.answer, before),
        answer: attempt.answer.clone(),
    })
}
