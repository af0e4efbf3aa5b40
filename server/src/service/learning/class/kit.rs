//! What a teacher takes to a class: its plan, and who of those who agreed needs help.

use super::Classes;
use super::people::name_of;
use domain::access::{Action, Scope, permit};
use domain::id::{ClassId, LearnerId};
use domain::learning::class::Phase;
use domain::learning::class::enrolment::{EnrolmentState, masked_name};
use domain::learning::class::stuck::{LastSteps, is_stuck};
use domain::learning::class::view::{KitLesson, KitModule, KitView, LearnerLine, LearnerPlace, LearnersView};
use domain::learning::course::{Lesson, LessonPath};
use domain::learning::progress::Progress;
use domain::{Actor, ServiceError, ServiceResult};
use storage::AnyConnection;
use storage::learning::class::{self, ClassRow};
use storage::learning::{attempt, enrolment, learner, progress};

impl Classes {
    pub(super) async fn kit_of(&self, actor: &Actor, id: ClassId) -> ServiceResult<KitView> {
        permit(actor, Action::ReadClassProgress, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let row = class::get(&mut connection, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let taken = class::taken(&mut connection, id).await?;
        let all = enrolment::of_class(&mut connection, id).await?;
        let sharing = all.iter().filter(|one| one.shares_progress).count();
        Ok(KitView {
            line: self.line(&row, taken),
            modules: self.plan(&row)?,
            sharing: u32::try_from(sharing).unwrap_or(u32::MAX),
        })
    }

    /// The modules and lessons that the class is about.
    fn plan(&self, row: &ClassRow) -> ServiceResult<Vec<KitModule>> {
        let course = self.library.course(&row.subject.course)?;
        let modules = course.modules.iter().filter(|module| {
            let asked = row.subject.module.as_ref();
            asked.is_none_or(|asked| *asked == module.code)
        });
        Ok(modules
            .map(|module| KitModule {
                title: module.title.clone(),
                outcomes: module
                    .outcomes
                    .iter()
                    .map(|outcome| outcome.text.clone())
                    .collect(),
                lessons: module
                    .lessons
                    .iter()
                    .map(|lesson| KitLesson {
                        path: LessonPath::new(&course.code, &module.code, &lesson.code),
                        title: lesson.uk.title.clone(),
                        title_en: lesson.en.as_ref().map(|en| en.title.clone()),
                        minutes: lesson.minutes,
                    })
                    .collect(),
            })
            .collect())
    }

    /// The lessons that the class is about.
    fn lessons(&self, row: &ClassRow) -> ServiceResult<Vec<(LessonPath, &Lesson)>> {
        let course = self.library.course(&row.subject.course)?;
        let asked = row.subject.module.as_ref();
        Ok(course
            .lessons()
            .filter(|(path, _)| asked.is_none_or(|asked| *asked == path.module))
            .collect())
    }

    /// How those get on who agreed that the teacher may see it. Each look is written down.
    pub(super) async fn learners_of(&self, actor: &Actor, id: ClassId) -> ServiceResult<LearnersView> {
        permit(actor, Action::ReadClassProgress, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let row = class::get(tx.connection()?, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let taken = class::taken(tx.connection()?, id).await?;
        let lessons = self.lessons(&row)?;
        let mut learners = Vec::new();
        let mut silent = 0;
        for one in enrolment::of_class(tx.connection()?, id).await? {
            if one.state != EnrolmentState::Enrolled {
                continue;
            }
            let person = one.person.filter(|_| one.shares_progress);
            let Some(person) = person else {
                silent += 1;
                continue;
            };
            let name = masked_name(&name_of(tx.connection()?, &one).await?);
            let learner = learner::of_person(tx.connection()?, person).await?;
            let line = match learner {
                Some(learner) => {
                    self.learner_line(tx.connection()?, &row, name, learner.id, &lessons)
                        .await?
                }
                None => self.line_of_steps(&row, name, 0, &lessons, None, LastSteps::default()),
            };
            learners.push(line);
            self.look(&mut tx, actor, &one, "learning.progress").await?;
        }
        tx.commit_without_event("a look is its own record").await?;
        // Whom to go to first; otherwise in the order in which they enrolled.
        learners.sort_by_key(|line| !line.is_stuck);
        Ok(LearnersView {
            line: self.line(&row, taken),
            learners,
            silent,
        })
    }

    async fn learner_line(
        &self,
        connection: &mut AnyConnection,
        row: &ClassRow,
        name: String,
        learner: LearnerId,
        lessons: &[(LessonPath, &Lesson)],
    ) -> ServiceResult<LearnerLine> {
        let all = progress::all(connection, learner).await?;
        let finished = lessons.iter().filter(|(path, _)| is_finished(&all, path)).count();
        let touched = lessons
            .iter()
            .filter_map(|(path, lesson)| Some((path, lesson, all.get(path)?)))
            .max_by_key(|(_, _, progress)| progress.touched_at);
        let Some((path, lesson, progress)) = touched else {
            return Ok(self.line_of_steps(row, name, 0, lessons, None, LastSteps::default()));
        };
        let exercise = lesson
            .uk
            .screen(&progress.place)
            .and_then(|screen| screen.exercise.as_ref());
        let wrong_in_a_row = match exercise {
            Some(exercise) => {
                let attempts = attempt::at_exercise(connection, learner, path, &exercise.code).await?;
                let wrong = attempts.iter().rev().take_while(|attempt| !attempt.is_right);
                u32::try_from(wrong.count()).unwrap_or(u32::MAX)
            }
            None => 0,
        };
        let last = LastSteps {
            wrong_in_a_row,
            idle_ms: Some(self.desk.now().since_ms(progress.touched_at)),
            is_finished: finished == lessons.len(),
        };
        let screens = lesson.uk.screens.len();
        let number = lesson.uk.position(&progress.place).unwrap_or(0) + 1;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let place = LearnerPlace {
            lesson: lesson.uk.title.clone(),
            lesson_en: lesson.en.as_ref().map(|en| en.title.clone()),
            screen: count(number),
            screens: count(screens),
            touched_at: progress.touched_at,
        };
        Ok(self.line_of_steps(row, name, count(finished), lessons, Some(place), last))
    }

    fn line_of_steps(
        &self,
        row: &ClassRow,
        name: String,
        finished: u32,
        lessons: &[(LessonPath, &Lesson)],
        place: Option<LearnerPlace>,
        last: LastSteps,
    ) -> LearnerLine {
        LearnerLine {
            name,
            finished,
            lessons: u32::try_from(lessons.len()).unwrap_or(u32::MAX),
            place,
            wrong_in_a_row: last.wrong_in_a_row,
            is_stuck: is_stuck(last, self.phase(row) == Phase::Now),
        }
    }
}

fn is_finished(all: &Progress, path: &LessonPath) -> bool {
    all.get(path)
        .is_some_and(|progress| progress.finished_at.is_some())
}
