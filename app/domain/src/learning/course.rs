//! Courses, modules and lessons as they are written.

use super::certificate::CertificateTerms;
use super::exercise::Exercise;
use super::review::{Card, CardPath};
use crate::Language;
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A course: modules of lessons for one audience.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    pub code: String,
    pub version: u32,
    pub audience: Audience,
    pub title: Bilingual,
    pub summary: Bilingual,
    /// As DigComp and language courses name it: `A1-A2`.
    pub level: String,
    pub modules: Vec<Module>,
    /// Modules that are still being written: their names only.
    pub planned: Vec<PlannedModule>,
    /// `None` where the course gives no certificate.
    pub certificate: Option<CertificateTerms>,
}

/// For whom a course is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Residents,
    Officials,
}

/// A module whose lessons do not exist yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedModule {
    pub id: String,
    pub title: Bilingual,
}

/// Lessons with a common aim.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    pub code: String,
    pub title: Bilingual,
    pub summary: Bilingual,
    pub outcomes: Vec<Outcome>,
    pub lessons: Vec<Lesson>,
    /// What is worth keeping in mind, in the order of the lessons.
    pub cards: Vec<Card>,
}

/// What a learner can do afterwards: an outcome of DigComp 3.0, or one of area 0 with a local code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    pub id: String,
    pub text: Bilingual,
}

/// A lesson in one version. Both languages have the same screens and the same keys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    pub code: String,
    pub version: u32,
    pub minutes: u32,
    pub outcomes: Vec<String>,
    pub uk: LessonText,
    pub en: Option<LessonText>,
}

/// A lesson in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LessonText {
    pub title: String,
    pub summary: String,
    pub screens: Vec<Screen>,
}

/// One idea: a text, or an exercise with a few sentences before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    /// Its name in addresses; the same in both languages.
    pub slug: String,
    pub heading: String,
    /// Markdown without HTML.
    pub text: String,
    pub exercise: Option<Exercise>,
}

/// `course.yaml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CourseFile {
    pub id: String,
    pub version: u32,
    pub audience: Audience,
    pub title: Bilingual,
    pub summary: Bilingual,
    pub level: String,
    pub modules: Vec<String>,
    #[serde(default)]
    pub planned: Vec<PlannedModule>,
    #[serde(default)]
    pub certificate: Option<CertificateTerms>,
}

/// `module.yaml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModuleFile {
    pub id: String,
    pub title: Bilingual,
    pub summary: Bilingual,
    pub outcomes: Vec<Outcome>,
    pub lessons: Vec<String>,
}

/// Where a lesson is: course, module and lesson.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LessonPath {
    pub course: String,
    pub module: String,
    pub lesson: String,
}

impl LessonPath {
    #[must_use]
    pub fn new(course: &str, module: &str, lesson: &str) -> Self {
        Self {
            course: course.to_owned(),
            module: module.to_owned(),
            lesson: lesson.to_owned(),
        }
    }
}

impl fmt::Display for LessonPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}/{}", self.course, self.module, self.lesson)
    }
}

/// Says that a text is not a course, a module and a lesson with slashes between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the path of a lesson")]
pub struct NotAPath;

impl std::str::FromStr for LessonPath {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let mut parts = text.split('/');
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(course), Some(module), Some(lesson), None) => Ok(Self::new(course, module, lesson)),
            _ => Err(NotAPath),
        }
    }
}

impl Course {
    /// Every lesson in the order of the course.
    pub fn lessons(&self) -> impl Iterator<Item = (LessonPath, &Lesson)> {
        self.modules.iter().flat_map(|module| {
            module.lessons.iter().map(|lesson| {
                let path = LessonPath::new(&self.code, &module.code, &lesson.code);
                (path, lesson)
            })
        })
    }

    /// Every review card in the order of the course.
    pub fn cards(&self) -> impl Iterator<Item = (CardPath, &Card)> {
        self.modules.iter().flat_map(|module| {
            module.cards.iter().map(|card| {
                let path = CardPath {
                    course: self.code.clone(),
                    module: module.code.clone(),
                    card: card.id.clone(),
                };
                (path, card)
            })
        })
    }

    #[must_use]
    pub fn module(&self, code: &str) -> Option<&Module> {
        self.modules.iter().find(|module| module.code == code)
    }
}

impl Lesson {
    /// The text in a language, or the Ukrainian one with a word about it.
    #[must_use]
    pub fn text(&self, language: Language) -> (&LessonText, Language) {
        match (language, &self.en) {
            (Language::En, Some(english)) => (english, Language::En),
            (Language::Uk | Language::En, _) => (&self.uk, Language::Uk),
        }
    }

    /// The title in both languages; the Ukrainian one where there is no English.
    #[must_use]
    pub fn title(&self) -> Bilingual {
        self.both(|text| &text.title)
    }

    /// What the lesson is about, in both languages.
    #[must_use]
    pub fn summary(&self) -> Bilingual {
        self.both(|text| &text.summary)
    }

    fn both(&self, part: impl Fn(&LessonText) -> &String) -> Bilingual {
        Bilingual {
            uk: part(&self.uk).clone(),
            en: part(self.text(Language::En).0).clone(),
        }
    }

    /// The exercises of the lesson, in order.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.uk
            .screens
            .iter()
            .filter_map(|screen| screen.exercise.as_ref())
    }
}

impl LessonText {
    #[must_use]
    pub fn screen(&self, slug: &str) -> Option<&Screen> {
        self.screens.iter().find(|screen| screen.slug == slug)
    }

    /// Where a screen stands, counted from 0.
    #[must_use]
    pub fn position(&self, slug: &str) -> Option<usize> {
        self.screens.iter().position(|screen| screen.slug == slug)
    }
}
