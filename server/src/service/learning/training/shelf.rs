//! Tasks of the training copy, read from the content at start and held against their rules.

use crate::service::cabinet::catalogue::Catalogue;
use crate::service::learning::library::{Library, file_error, read_text, shown};
use crate::service::learning::yaml::Yaml;
use crate::wiring::StartError;
use domain::cabinet::card::ServiceCard;
use domain::cabinet::form::Day;
use domain::learning::course::{Course, LessonPath};
use domain::learning::exercise::Task;
use domain::learning::parse::ReadYaml as _;
use domain::learning::training::{TrainingPlace, TrainingTask, check_task, without_files};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Every task by its id.
#[derive(Debug)]
pub struct TrainingShelf {
    tasks: BTreeMap<String, Shelved>,
}

/// A task with its service and the screen that asks for it.
#[derive(Debug, Clone)]
pub struct Shelved {
    pub task: Arc<TrainingTask>,
    /// The service, its form without files.
    pub card: Arc<ServiceCard>,
    pub place: TrainingPlace,
}

impl TrainingShelf {
    /// Reads and checks every task of a content folder. Each is the exercise of exactly one screen.
    ///
    /// # Errors
    /// When a file cannot be read or breaks a rule; the text names file and rule, one a line.
    pub fn read(content_dir: &Path, catalogue: &Catalogue, library: &Library) -> Result<Self, StartError> {
        let folder = content_dir.join("training");
        let files = task_files(&folder)?;
        // A fixed day, so that a check of today and one of next year agree.
        let day =
            Day::new(2026, 1, 15).ok_or_else(|| StartError::Content("the day of the check".to_owned()))?;
        let mut faults = Vec::new();
        let mut asked = asked(library, &mut faults);
        let mut tasks = BTreeMap::new();
        for path in files {
            let file = shown(&path);
            let task: TrainingTask = match Yaml.read(&read_text(&path)?) {
                Ok(task) => task,
                Err(fault) => {
                    faults.push(format!("{file}:{}: {}", fault.line, fault.message));
                    continue;
                }
            };
            let name = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .unwrap_or_default();
            let card = catalogue.card(&task.service).ok();
            let found = check_task(&task, name, card.as_deref(), day);
            faults.extend(found.iter().map(|fault| format!("{file}: {fault}")));
            let Some((lesson, screen)) = asked.remove(&task.id) else {
                faults.push(format!("{file}: no lesson asks for this task"));
                continue;
            };
            let Some(card) = card else { continue };
            let place = TrainingPlace {
                task: task.id.clone(),
                lesson,
                screen,
            };
            let shelved = Shelved {
                card: Arc::new(ServiceCard {
                    form: without_files(&card.form),
                    ..ServiceCard::clone(&card)
                }),
                task: Arc::new(task),
                place,
            };
            tasks.insert(shelved.task.id.clone(), shelved);
        }
        for (task, (lesson, screen)) in asked {
            faults.push(format!(
                "{lesson}#{screen}: there is no task {task} in {}",
                shown(&folder)
            ));
        }
        let general = tasks.values().filter(|one| one.task.for_any_service);
        if general.count() != 1 && !tasks.is_empty() {
            faults.push(format!("{}: exactly one task is for_any_service", shown(&folder)));
        }
        if faults.is_empty() {
            Ok(Self { tasks })
        } else {
            Err(StartError::Content(faults.join("\n")))
        }
    }

    /// A task.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<&Shelved> {
        self.tasks.get(id)
    }

    /// Every task, by id.
    pub fn tasks(&self) -> impl Iterator<Item = &Shelved> {
        self.tasks.values()
    }

    /// The task on the form of a service, or the one for any service.
    #[must_use]
    pub fn for_service(&self, service: &str) -> Option<&Shelved> {
        let own = self.tasks.values().find(|one| one.task.service == service);
        own.or_else(|| self.tasks.values().find(|one| one.task.for_any_service))
    }
}

/// The files of the tasks, in order; a city without training has none.
fn task_files(folder: &Path) -> Result<Vec<PathBuf>, StartError> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).map_err(|source| file_error(folder, source))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    Ok(files)
}

/// The screens whose exercise is a task, by the id of the task.
fn asked(library: &Library, faults: &mut Vec<String>) -> BTreeMap<String, (LessonPath, String)> {
    let mut asked = BTreeMap::new();
    for (path, lesson) in library.courses.iter().flat_map(Course::lessons) {
        for screen in &lesson.uk.screens {
            let Some(Task::Training { task, .. }) = screen.exercise.as_ref().map(|exercise| &exercise.task)
            else {
                continue;
            };
            let place = (path.clone(), screen.slug.clone());
            if asked.insert(task.clone(), place).is_some() {
                faults.push(format!(
                    "{path}#{}: another screen asks for {task}, too",
                    screen.slug
                ));
            }
        }
    }
    asked
}
