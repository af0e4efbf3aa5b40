//! Courses, modules and lessons with the learner's progress.

use super::Learning;
use super::library::RenderedLesson;
use domain::learning::course::{Course, Lesson, LessonPath, Module};
use domain::learning::progress::{self, LessonProgress, Progress, Standing, earned, place, standing};
use domain::learning::view::{
    CourseSummary, CourseView, GoOn, LearningHome, LessonSummary, LessonView, ModuleSummary, ModuleView,
    ScreenText,
};
use domain::{Actor, Language, ServiceError, ServiceResult};
use std::sync::Arc;
use storage::AnyConnection;
use storage::learning::lesson_version;

impl Learning {
    pub(super) async fn home_view(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<LearningHome> {
        let mut connection = self.desk.database.read().await?;
        let learner = self.known_learner(&mut connection, actor, device).await?;
        let (progress, cards_today, test) = match &learner {
            Some(learner) => {
                let progress = storage::learning::progress::all(&mut connection, learner.id).await?;
                let cards = self.cards_today(&mut connection, learner, &progress).await?;
                let test = self.running_test(&mut connection, learner.id).await?;
                (progress, cards, test)
            }
            None => (Progress::new(), 0, None),
        };
        let courses = self.library.courses.iter();
        Ok(LearningHome {
            courses: courses.map(|course| course_summary(course, &progress)).collect(),
            go_on: self.go_on(&progress),
            cards_today,
            test,
        })
    }

    pub(super) async fn course_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
        code: &str,
    ) -> ServiceResult<CourseView> {
        let course = self.library.course(code)?;
        let progress = self.progress(actor, device).await?;
        let modules = course.modules.iter();
        Ok(CourseView {
            course: course_summary(course, &progress),
            modules: modules
                .map(|module| module_summary(code, module, &progress))
                .collect(),
            planned: course.planned.clone(),
            go_on: self.go_on(&progress).filter(|go_on| go_on.path.course == code),
        })
    }

    pub(super) async fn module_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
        module: &str,
    ) -> ServiceResult<ModuleView> {
        let course = self.library.course(course)?;
        let module = course.module(module).ok_or(ServiceError::NotFound)?;
        let progress = self.progress(actor, device).await?;
        Ok(ModuleView {
            course_code: course.code.clone(),
            course: course.title.clone(),
            module: module_summary(&course.code, module, &progress),
            outcomes: module.outcomes.clone(),
            lessons: module
                .lessons
                .iter()
                .map(|lesson| {
                    let path = LessonPath::new(&course.code, &module.code, &lesson.code);
                    lesson_summary(path, lesson, &progress)
                })
                .collect(),
        })
    }

    pub(super) async fn lesson_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        language: Language,
    ) -> ServiceResult<LessonView> {
        // A lesson that does not exist is told before the database is asked.
        self.library.lesson(path)?;
        let mut connection = self.desk.database.read().await?;
        let own = match self.known_learner(&mut connection, actor, device).await? {
            Some(learner) => storage::learning::progress::get(&mut connection, learner.id, path).await?,
            None => None,
        };
        let rendered = self.in_use(&mut connection, path, own.as_ref()).await?;
        let lesson = &rendered.lesson;
        let (text, spoken) = lesson.text(language);
        let screens = text.screens.iter().enumerate();
        Ok(LessonView {
            path: path.clone(),
            version: lesson.version,
            language: spoken,
            title: text.title.clone(),
            summary: text.summary.clone(),
            minutes: lesson.minutes,
            standing: standing(lesson, own.as_ref()),
            place: place(lesson, own.as_ref()).to_owned(),
            screens: screens
                .map(|(index, screen)| ScreenText {
                    slug: screen.slug.clone(),
                    heading: screen.heading.clone(),
                    html: rendered.html(language, index).to_owned(),
                    exercise: screen.exercise.as_ref().map(|exercise| exercise.view()),
                    is_earned: own.as_ref().is_some_and(|own| own.earned.contains(&screen.slug)),
                })
                .collect(),
        })
    }

    /// Everything that the learner has done. Three queries at most.
    async fn progress(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<Progress> {
        let mut connection = self.desk.database.read().await?;
        match self.known_learner(&mut connection, actor, device).await? {
            Some(learner) => Ok(storage::learning::progress::all(&mut connection, learner.id).await?),
            None => Ok(Progress::new()),
        }
    }

    /// Where to go on; counted in the newest version, which differs from the begun one by little.
    pub(super) fn go_on(&self, progress: &Progress) -> Option<GoOn> {
        let path = progress::lesson_to_go_on(&self.library.courses, progress)?;
        let rendered = self.library.lesson(&path).ok()?;
        let own = progress.get(&path);
        let nothing = std::collections::BTreeSet::new();
        let (earned, total) = earned(&rendered.lesson, own.map_or(&nothing, |own| &own.earned));
        let course = self.library.course(&path.course).ok()?;
        Some(GoOn {
            screen: place(&rendered.lesson, own).to_owned(),
            course: course.title.clone(),
            lesson: rendered.lesson.title(),
            earned,
            total,
            path,
        })
    }

    /// The lesson in the version that the learner sees.
    pub(super) async fn in_use(
        &self,
        connection: &mut AnyConnection,
        path: &LessonPath,
        own: Option<&LessonProgress>,
    ) -> ServiceResult<Arc<RenderedLesson>> {
        let newest = self.library.lesson(path)?;
        let wanted = progress::version_for(newest.lesson.version, own);
        if wanted == newest.lesson.version {
            return Ok(newest);
        }
        match lesson_version::get(connection, path, wanted).await? {
            Some(begun) => Ok(Arc::new(RenderedLesson::new(begun))),
            None => Ok(newest),
        }
    }
}

pub(super) fn lesson_summary(path: LessonPath, lesson: &Lesson, progress: &Progress) -> LessonSummary {
    let own = progress.get(&path);
    LessonSummary {
        title: lesson.title(),
        summary: lesson.summary(),
        minutes: lesson.minutes,
        standing: standing(lesson, own),
        place: place(lesson, own).to_owned(),
        is_in_english: lesson.en.is_some(),
        path,
    }
}

fn module_summary(course: &str, module: &Module, progress: &Progress) -> ModuleSummary {
    let lessons: Vec<(LessonPath, &Lesson)> = module
        .lessons
        .iter()
        .map(|lesson| (LessonPath::new(course, &module.code, &lesson.code), lesson))
        .collect();
    let (lessons, finished, minutes) = count(lessons.into_iter(), progress);
    ModuleSummary {
        code: module.code.clone(),
        title: module.title.clone(),
        summary: module.summary.clone(),
        lessons,
        finished,
        minutes,
    }
}

fn course_summary(course: &Course, progress: &Progress) -> CourseSummary {
    let (lessons, finished, minutes) = count(course.lessons(), progress);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    CourseSummary {
        code: course.code.clone(),
        audience: course.audience,
        title: course.title.clone(),
        summary: course.summary.clone(),
        level: course.level.clone(),
        lessons,
        finished,
        minutes,
        modules: number(course.modules.len()),
        planned: number(course.planned.len()),
        gives_certificate: course.certificate.is_some(),
    }
}

/// How many lessons there are, how many are finished, how many minutes they take.
fn count<'a>(
    lessons: impl Iterator<Item = (LessonPath, &'a Lesson)>,
    progress: &Progress,
) -> (u32, u32, u32) {
    lessons.fold((0, 0, 0), |(lessons, finished, minutes), (path, lesson)| {
        let is_finished = standing(lesson, progress.get(&path)) == Standing::Finished;
        (
            lessons + 1,
            finished + u32::from(is_finished),
            minutes + lesson.minutes,
        )
    })
}
