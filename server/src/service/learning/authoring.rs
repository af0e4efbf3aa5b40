//! Lessons for those who write them: the linter's words, and how a text will look.

use super::Learning;
use super::markdown;
use super::yaml::Yaml;
use domain::access::{Action, Scope, permit};
use domain::learning::course::LessonPath;
use domain::learning::lint::{lint, pair};
use domain::learning::parse::{LessonFile, parse};
use domain::learning::prose::words;
use domain::learning::rule::{Fault, Rule};
use domain::learning::view::{
    AuthoringCourse, AuthoringLesson, AuthoringList, AuthoringScreen, AuthoringView,
};
use domain::{Actor, Language, Problem, ServiceError, ServiceResult};

/// A lesson is some twenty kilobytes.
const MOST_SOURCE_CHARACTERS: u32 = 100_000;

impl Learning {
    pub(super) fn authoring_list(&self, actor: &Actor) -> ServiceResult<AuthoringList> {
        permit(actor, Action::EditCourse, Scope::COMMUNITY)?;
        let courses = self.library.courses.iter();
        Ok(AuthoringList {
            courses: courses
                .map(|course| AuthoringCourse {
                    title: course.title.clone(),
                    lessons: course
                        .lessons()
                        .map(|(path, lesson)| AuthoringLesson {
                            title: lesson.title(),
                            version: lesson.version,
                            advice: Language::ALL.map(|language| (language, self.advice(&path, language))),
                            path,
                        })
                        .collect(),
                })
                .collect(),
        })
    }

    fn advice(&self, path: &LessonPath, language: Language) -> Option<u32> {
        let source = self.library.source(path, language)?;
        let advice = self.library.advice.iter();
        let number = advice.filter(|fault| fault.file == source.file).count();
        Some(u32::try_from(number).unwrap_or(u32::MAX))
    }

    pub(super) fn authoring_view(
        &self,
        actor: &Actor,
        path: &LessonPath,
        language: Language,
        draft: Option<&str>,
    ) -> ServiceResult<AuthoringView> {
        permit(actor, Action::EditCourse, Scope::COMMUNITY)?;
        self.library.lesson(path)?;
        let published = self
            .library
            .source(path, language)
            .ok_or(ServiceError::NotFound)?;
        if draft.is_some_and(|draft| draft.chars().count() > MOST_SOURCE_CHARACTERS as usize) {
            let max = MOST_SOURCE_CHARACTERS;
            return Err(ServiceError::field("source", Problem::TooLong { max }));
        }
        // Browsers send line ends in pairs.
        let source = draft.map_or_else(|| published.text.clone(), |draft| draft.replace("\r\n", "\n"));
        let (mut faults, lesson) = self.judge(path, language, &published.file, &source);
        faults.sort_by_key(|fault| fault.line);
        Ok(AuthoringView {
            path: path.clone(),
            language,
            has_english: self.library.source(path, Language::En).is_some(),
            is_changed: source.trim_end() != published.text.trim_end(),
            preview: lesson.map(preview),
            source,
            faults,
        })
    }

    /// What the linter says, and the lesson where it can be read.
    fn judge(
        &self,
        path: &LessonPath,
        language: Language,
        file: &str,
        text: &str,
    ) -> (Vec<Fault>, Option<LessonFile>) {
        let outcomes: Vec<String> = self
            .library
            .course(&path.course)
            .ok()
            .and_then(|course| course.module(&path.module))
            .map(|module| module.outcomes.iter().map(|outcome| outcome.id.clone()).collect())
            .unwrap_or_default();
        let lesson = match parse(file, text, &Yaml) {
            Ok(lesson) => lesson,
            Err(faults) => return (faults, None),
        };
        let mut faults = lint(&lesson, language, &outcomes);
        if lesson.code != path.lesson {
            let rule = Rule::NamedOtherwise {
                found: lesson.code.clone(),
                expected: path.lesson.clone(),
            };
            faults.push(Fault::new(file, 1, rule));
        }
        faults.extend(self.differences(path, language, &lesson));
        (faults, Some(lesson))
    }

    /// Where the text differs from the other language in anything but its words.
    fn differences(&self, path: &LessonPath, language: Language, lesson: &LessonFile) -> Vec<Fault> {
        let other = language.pick(Language::En, Language::Uk);
        let Some(other) = self.library.source(path, other) else {
            return Vec::new();
        };
        let Ok(other) = parse(&other.file, &other.text, &Yaml) else {
            return Vec::new();
        };
        let (uk, en) = language.pick((lesson, &other), (&other, lesson));
        pair(uk.clone(), Some(en.clone())).err().unwrap_or_default()
    }
}

fn preview(lesson: LessonFile) -> Vec<AuthoringScreen> {
    let screens = lesson.text.screens.into_iter();
    screens
        .map(|screen| AuthoringScreen {
            html: markdown::render(&screen.text),
            words: u32::try_from(words(&screen.text)).unwrap_or(u32::MAX),
            slug: screen.slug,
            heading: screen.heading,
            exercise: screen.exercise,
        })
        .collect()
}
