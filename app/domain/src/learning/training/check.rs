//! Holds a task of the training copy against its rules: whoever does what it says must pass.

use super::{Check, Given, TrainingState, TrainingTask, Wanted, without_files};
use crate::Language;
use crate::cabinet::card::ServiceCard;
use crate::cabinet::form::{Answers, Day, Form, KnownPerson, accept};
use crate::language::Bilingual;
use crate::learning::rule::is_id;
use std::collections::BTreeSet;

/// What is wrong with a task. The texts are for the operator's terminal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaskFault {
    #[error("«{0}» is no id: use small Latin letters, digits and hyphens")]
    NotAnId(String),
    #[error("the id is {found}, but the file is named {expected}")]
    NamedOtherwise { found: String, expected: String },
    #[error("there is no service {0} with a form")]
    UnknownService(String),
    #[error("{0} has no text in one of the languages")]
    NoText(String),
    #[error("the form has no field {0}, or it takes files, which nobody sends here")]
    UnknownField(String),
    #[error("{0} is given both as a value and as a text, or as neither")]
    OneAnswer(String),
    #[error("a task has checks, and so has its correction")]
    NoChecks,
    #[error("the check {0} is there twice")]
    RepeatedCheck(String),
    #[error("the check {0} wants nothing")]
    WantsNothing(String),
    #[error("the form refuses what the task gives ({language}): {field}")]
    Refused { language: &'static str, field: String },
    #[error("what the task gives fails its own check {check} ({language})")]
    Fails { language: &'static str, check: String },
    #[error("the correction asks nothing: what was sent passes it already")]
    AsksNothing,
    #[error("the correction gives an answer to {0}, which it does not open")]
    NotOpen(String),
}

/// Everything that is wrong with a task. `name` is that of its file, `card` the service that it names.
#[must_use]
pub fn check_task(task: &TrainingTask, name: &str, card: Option<&ServiceCard>, today: Day) -> Vec<TaskFault> {
    let mut faults = Vec::new();
    if !is_id(&task.id) {
        faults.push(TaskFault::NotAnId(task.id.clone()));
    } else if task.id != name {
        faults.push(TaskFault::NamedOtherwise {
            found: task.id.clone(),
            expected: name.to_owned(),
        });
    }
    texts(task, &mut faults);
    checks(task, &mut faults);
    let Some(card) = card.filter(|card| !card.form.sections.is_empty()) else {
        faults.push(TaskFault::UnknownService(task.service.clone()));
        return faults;
    };
    let form = without_files(&card.form);
    fields(task, &form, &mut faults);
    if faults.is_empty() {
        for language in Language::ALL {
            faults.extend(walk(task, &form, language, today).err());
        }
    }
    faults
}

fn texts(task: &TrainingTask, faults: &mut Vec<TaskFault>) {
    let mut wanted = |what: &str, text: &Bilingual| {
        if Language::ALL
            .iter()
            .any(|language| text.get(*language).trim().is_empty())
        {
            faults.push(TaskFault::NoText(what.to_owned()));
        }
    };
    wanted("title", &task.title);
    wanted("person", &task.person.name);
    if task.story.is_empty() {
        let nothing = Bilingual {
            uk: String::new(),
            en: String::new(),
        };
        wanted("story", &nothing);
    }
    for paragraph in &task.story {
        wanted("story", paragraph);
    }
    let correction = task.correction.iter();
    for remark in correction.clone().flat_map(|one| &one.remarks) {
        wanted(&remark.field, &remark.reason);
    }
    for one in correction.clone() {
        wanted("officer", &one.officer);
    }
    let given = task
        .data
        .iter()
        .chain(correction.clone().flat_map(|one| &one.data));
    for one in given {
        if let Some(text) = &one.text {
            wanted(&one.field, text);
        }
    }
    for check in task.checks.iter().chain(correction.flat_map(|one| &one.checks)) {
        wanted(&check.id, &check.feedback);
    }
}

fn checks(task: &TrainingTask, faults: &mut Vec<TaskFault>) {
    let correction = task.correction.as_ref();
    if task.checks.is_empty() || correction.is_some_and(|one| one.checks.is_empty() || one.remarks.is_empty())
    {
        faults.push(TaskFault::NoChecks);
    }
    let mut ids = BTreeSet::new();
    for check in every_check(task) {
        if !ids.insert(&check.id) {
            faults.push(TaskFault::RepeatedCheck(check.id.clone()));
        }
        let wants_nothing = match &check.wants {
            Wanted::Is(parts) | Wanted::Has(parts) | Wanted::Lacks(parts) => {
                parts.is_empty()
                    || parts
                        .iter()
                        .any(|part| part.split('|').all(|one| one.trim().is_empty()))
            }
            Wanted::Unanswered => false,
        };
        if wants_nothing {
            faults.push(TaskFault::WantsNothing(check.id.clone()));
        }
    }
    for given in every_given(task) {
        if given.value.is_some() == given.text.is_some() {
            faults.push(TaskFault::OneAnswer(given.field.clone()));
        }
    }
}

fn every_check(task: &TrainingTask) -> impl Iterator<Item = &Check> {
    task.checks
        .iter()
        .chain(task.correction.iter().flat_map(|one| &one.checks))
}

fn every_given(task: &TrainingTask) -> impl Iterator<Item = &Given> {
    task.data
        .iter()
        .chain(task.correction.iter().flat_map(|one| &one.data))
}

fn fields(task: &TrainingTask, form: &Form, faults: &mut Vec<TaskFault>) {
    let remarks = task.correction.iter().flat_map(|one| &one.remarks);
    let named = every_given(task)
        .map(|given| &given.field)
        .chain(every_check(task).map(|check| &check.field))
        .chain(remarks.map(|remark| &remark.field));
    let unknown: BTreeSet<&String> = named.filter(|field| form.field(field).is_none()).collect();
    faults.extend(
        unknown
            .into_iter()
            .map(|field| TaskFault::UnknownField(field.clone())),
    );
}

/// The answers of somebody who does what the task says, from the account that it gives.
#[must_use]
pub fn model_answers(task: &TrainingTask, form: &Form, language: Language) -> Answers {
    let mut answers = form.prefilled_answers(&known_person(task, language));
    fill(&mut answers, &task.data, language);
    answers
}

/// The made-up person as the cabinet knows people: an account with an address, not verified.
#[must_use]
pub fn known_person(task: &TrainingTask, language: Language) -> KnownPerson {
    KnownPerson {
        name: task.person.name.get(language).to_owned(),
        email: task.person.email.clone(),
        tax_number: None,
    }
}

fn fill(answers: &mut Answers, data: &[Given], language: Language) {
    for given in data {
        answers.set(&given.field, vec![given.typed(language)]);
    }
}

/// Goes the way of the task as its author means it.
fn walk(task: &TrainingTask, form: &Form, language: Language, today: Day) -> Result<(), TaskFault> {
    let accepted = |answers: &Answers| {
        accept(form, answers, today).map_err(|errors| TaskFault::Refused {
            language: language.code(),
            field: errors
                .into_iter()
                .next()
                .map(|error| error.field)
                .unwrap_or_default(),
        })
    };
    let failed = |check: Option<String>| TaskFault::Fails {
        language: language.code(),
        check: check.unwrap_or_default(),
    };
    let sent = accepted(&model_answers(task, form, language))?;
    if task.after_sending(&sent) == TrainingState::Judged {
        let wrong = task.findings(&sent).into_iter().find(|finding| !finding.is_right);
        return Err(failed(wrong.map(|finding| finding.id)));
    }
    let Some(correction) = &task.correction else {
        return Ok(());
    };
    if task.after_correction(&sent) == TrainingState::Passed {
        return Err(TaskFault::AsksNothing);
    }
    let open = task.open_fields(form, &sent);
    if let Some(closed) = correction.data.iter().find(|given| !open.contains(&given.field)) {
        return Err(TaskFault::NotOpen(closed.field.clone()));
    }
    let mut mended = sent;
    fill(&mut mended, &correction.data, language);
    let mended = accepted(&mended)?;
    if task.after_correction(&mended) == TrainingState::Passed {
        return Ok(());
    }
    let wrong = task.findings_of_correction(&mended);
    let wrong = wrong.into_iter().find(|finding| !finding.is_right);
    Err(failed(wrong.map(|finding| finding.id)))
}
