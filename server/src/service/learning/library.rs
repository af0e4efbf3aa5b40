//! Courses, read from the content at start and held against the rules.

use super::markdown;
use super::yaml::Yaml;
use crate::wiring::StartError;
use domain::learning::course::{Course, CourseFile, Lesson, LessonPath, Module, ModuleFile, Outcome};
use domain::learning::lint::{lint, lint_cards, pair};
use domain::learning::parse::{LessonFile, ReadYaml as _, parse};
use domain::learning::review::Card;
use domain::learning::rule::{Fault, Rule, is_id};
use domain::{Language, ServiceError, ServiceResult};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Every course in the order of their folders.
#[derive(Debug)]
pub struct Library {
    pub courses: Vec<Course>,
    lessons: BTreeMap<LessonPath, Arc<RenderedLesson>>,
    sources: Sources,
    /// What could read better; no reason not to serve it.
    pub advice: Vec<Fault>,
}

/// The files of lessons as they are written.
type Sources = BTreeMap<(LessonPath, &'static str), Source>;

/// A file of a lesson.
#[derive(Debug, Clone)]
pub struct Source {
    pub file: String,
    pub text: String,
}

/// A lesson with the HTML of its screens, which is made when somebody first reads it.
#[derive(Debug)]
pub struct RenderedLesson {
    pub lesson: Lesson,
    uk: OnceLock<Vec<String>>,
    en: OnceLock<Vec<String>>,
}

impl RenderedLesson {
    #[must_use]
    pub const fn new(lesson: Lesson) -> Self {
        Self {
            lesson,
            uk: OnceLock::new(),
            en: OnceLock::new(),
        }
    }

    /// The HTML of a screen in the language that [`Lesson::text`] gives for it.
    #[must_use]
    pub fn html(&self, language: Language, screen: usize) -> &str {
        let (text, language) = self.lesson.text(language);
        let rendered = match language {
            Language::Uk => &self.uk,
            Language::En => &self.en,
        };
        let screens = || {
            let texts = text.screens.iter().map(|screen| screen.text.as_str());
            texts.map(markdown::render).collect()
        };
        rendered
            .get_or_init(screens)
            .get(screen)
            .map_or("", String::as_str)
    }
}

impl Library {
    /// Reads and checks every course of a content folder.
    ///
    /// # Errors
    /// When a file cannot be read or a lesson breaks a rule; the text names file, line and rule, one a line.
    pub fn read(content_dir: &Path) -> Result<Self, StartError> {
        let mut reader = Reader::default();
        let mut courses = Vec::new();
        for folder in course_folders(&content_dir.join("courses"))? {
            courses.extend(reader.course(&folder)?);
        }
        let (advice, faults): (Vec<Fault>, Vec<Fault>) = reader
            .faults
            .into_iter()
            .partition(|fault| fault.rule.is_advice());
        if !faults.is_empty() {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            return Err(StartError::Content(lines.join("\n")));
        }
        let lessons = courses
            .iter()
            .flat_map(Course::lessons)
            .map(|(path, lesson)| (path, Arc::new(RenderedLesson::new(lesson.clone()))))
            .collect();
        Ok(Self {
            sources: sources(&content_dir.join("courses"), &courses)?,
            courses,
            lessons,
            advice,
        })
    }

    /// A course.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none of this code.
    pub fn course(&self, code: &str) -> ServiceResult<&Course> {
        let course = self.courses.iter().find(|course| course.code == code);
        course.ok_or(ServiceError::NotFound)
    }

    /// A lesson in its newest version.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none.
    pub fn lesson(&self, path: &LessonPath) -> ServiceResult<Arc<RenderedLesson>> {
        self.lessons.get(path).cloned().ok_or(ServiceError::NotFound)
    }

    /// The file of a lesson in a language, where there is one.
    #[must_use]
    pub fn source(&self, path: &LessonPath, language: Language) -> Option<&Source> {
        self.sources.get(&(path.clone(), language.code()))
    }
}

#[derive(Default)]
struct Reader {
    faults: Vec<Fault>,
}

impl Reader {
    /// A course, as far as its files can be read; what is wrong is among the faults.
    fn course(&mut self, folder: &Path) -> Result<Option<Course>, StartError> {
        let Some(file) = self.yaml::<CourseFile>(&folder.join("course.yaml"))? else {
            return Ok(None);
        };
        self.named_after(&folder.join("course.yaml"), &file.id, folder);
        let mut modules = Vec::new();
        for code in &file.modules {
            modules.extend(self.module(&folder.join(code))?);
        }
        Ok(Some(Course {
            code: file.id,
            version: file.version,
            audience: file.audience,
            title: file.title,
            summary: file.summary,
            level: file.level,
            modules,
            planned: file.planned,
            certificate: file.certificate,
        }))
    }

    fn module(&mut self, folder: &Path) -> Result<Option<Module>, StartError> {
        let Some(file) = self.yaml::<ModuleFile>(&folder.join("module.yaml"))? else {
            return Ok(None);
        };
        self.named_after(&folder.join("module.yaml"), &file.id, folder);
        let mut lessons = Vec::new();
        for code in &file.lessons {
            lessons.extend(self.lesson(folder, code, &file.outcomes)?);
        }
        Ok(Some(Module {
            code: file.id,
            title: file.title,
            summary: file.summary,
            cards: self.cards(folder, &file.lessons, &file.outcomes)?,
            outcomes: file.outcomes,
            lessons,
        }))
    }

    /// The review cards of a module; not every module has some.
    fn cards(
        &mut self,
        folder: &Path,
        lessons: &[String],
        outcomes: &[Outcome],
    ) -> Result<Vec<Card>, StartError> {
        let path = folder.join("cards.yaml");
        if !path.is_file() {
            return Ok(Vec::new());
        }
        let Some(cards) = self.yaml::<Vec<Card>>(&path)? else {
            return Ok(Vec::new());
        };
        let text = read_text(&path)?;
        let line_of = |id: &str| {
            let wanted = format!("- id: {id}");
            text.lines()
                .position(|line| line.trim_end() == wanted)
                .map_or(1, |at| at + 1)
        };
        let outcomes: Vec<String> = outcomes.iter().map(|outcome| outcome.id.clone()).collect();
        self.faults
            .extend(lint_cards(&shown(&path), &cards, lessons, &outcomes, line_of));
        Ok(cards)
    }

    fn lesson(
        &mut self,
        folder: &Path,
        code: &str,
        outcomes: &[Outcome],
    ) -> Result<Option<Lesson>, StartError> {
        let outcomes: Vec<String> = outcomes.iter().map(|outcome| outcome.id.clone()).collect();
        let [uk, en] = Language::ALL.map(|language| folder.join(lesson_file_name(code, language)));
        let uk = self.lesson_file(&uk, code, Language::Uk, &outcomes)?;
        let en = if en.is_file() {
            self.lesson_file(&en, code, Language::En, &outcomes)?
        } else {
            None
        };
        let Some(uk) = uk else { return Ok(None) };
        match pair(uk, en) {
            Ok(lesson) => Ok(Some(lesson)),
            Err(faults) => {
                self.faults.extend(faults);
                Ok(None)
            }
        }
    }

    fn lesson_file(
        &mut self,
        path: &Path,
        code: &str,
        language: Language,
        outcomes: &[String],
    ) -> Result<Option<LessonFile>, StartError> {
        let text = read_text(path)?;
        match parse(&shown(path), &text, &Yaml) {
            Ok(lesson) => {
                if lesson.code != code {
                    let rule = Rule::NamedOtherwise {
                        found: lesson.code.clone(),
                        expected: code.to_owned(),
                    };
                    self.faults.push(Fault::new(&lesson.file, 1, rule));
                }
                self.faults.extend(lint(&lesson, language, outcomes));
                Ok(Some(lesson))
            }
            Err(faults) => {
                self.faults.extend(faults);
                Ok(None)
            }
        }
    }

    fn yaml<T: DeserializeOwned>(&mut self, path: &Path) -> Result<Option<T>, StartError> {
        match Yaml.read(&read_text(path)?) {
            Ok(value) => Ok(Some(value)),
            Err(fault) => {
                let fault = Fault::new(&shown(path), fault.line, Rule::Syntax(fault.message));
                self.faults.push(fault);
                Ok(None)
            }
        }
    }

    /// The id of a course or module is the name of its folder.
    fn named_after(&mut self, file: &Path, id: &str, folder: &Path) {
        let expected = folder
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let rule = if !is_id(id) {
            Rule::NotAnId(id.to_owned())
        } else if id != expected {
            Rule::NamedOtherwise {
                found: id.to_owned(),
                expected: expected.to_owned(),
            }
        } else {
            return;
        };
        self.faults.push(Fault::new(&shown(file), 1, rule));
    }
}

/// The files of every lesson, for those who write them.
fn sources(folder: &Path, courses: &[Course]) -> Result<Sources, StartError> {
    let mut sources = Sources::new();
    for (path, lesson) in courses.iter().flat_map(Course::lessons) {
        let folder = folder.join(&path.course).join(&path.module);
        for language in Language::ALL {
            if language == Language::En && lesson.en.is_none() {
                continue;
            }
            let file = folder.join(lesson_file_name(&path.lesson, language));
            let source = Source {
                text: read_text(&file)?,
                file: shown(&file),
            };
            sources.insert((path.clone(), language.code()), source);
        }
    }
    Ok(sources)
}

fn lesson_file_name(lesson: &str, language: Language) -> String {
    format!("{lesson}.{}.md", language.code())
}

/// Folders with a course in them, in order.
fn course_folders(folder: &Path) -> Result<Vec<PathBuf>, StartError> {
    let entries = std::fs::read_dir(folder).map_err(|source| file_error(folder, source))?;
    let mut folders: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.join("course.yaml").is_file())
        .collect();
    folders.sort();
    Ok(folders)
}

pub(super) fn read_text(path: &Path) -> Result<String, StartError> {
    std::fs::read_to_string(path).map_err(|source| file_error(path, source))
}

pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

pub(super) fn file_error(path: &Path, source: std::io::Error) -> StartError {
    StartError::File {
        what: shown(path),
        source,
    }
}

#[cfg(test)]
mod tests;
