//! The training copy of the cabinet: the real form of a service, filled in with made-up data and graded from what was
//! sent. An attempt is kept by itself, so no queue, journal or figure of real applications can ever see it.

mod check;
pub mod service;
mod view;

pub use check::{TaskFault, check_task, known_person, model_answers};
pub use view::{TrainingAttempt, TrainingPlace, TrainingView};

use crate::Language;
use crate::cabinet::form::{Answers, Field, Form, Kind};
use crate::id::DraftId;
use crate::language::Bilingual;
use crate::text::fold;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The field of an address that names the step of a real form to come back to.
pub const BACK: &str = "back";

pub const BEGUN: &str = "learning.training.begun";
pub const GRADED: &str = "learning.training.graded";

/// What somebody learns to do on the training copy: a file of `content/training`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingTask {
    /// The name of the file, and of the address.
    pub id: String,
    /// Code of the service whose form is filled in.
    pub service: String,
    /// Whether the forms of services that have no task of their own lead here.
    #[serde(default)]
    pub for_any_service: bool,
    pub title: Bilingual,
    /// What it is about, a paragraph each.
    pub story: Vec<Bilingual>,
    /// The made-up person who is signed in.
    pub person: TrainingPerson,
    /// What is to be typed, in the order of the form.
    pub data: Vec<Given>,
    pub checks: Vec<Check>,
    /// What the officer asks once everything is right.
    #[serde(default)]
    pub correction: Option<Correction>,
}

/// Somebody who does not exist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingPerson {
    pub name: Bilingual,
    pub email: String,
}

/// An answer that the task gives: a value of the form where there are options, a text otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    pub field: String,
    #[serde(default)]
    pub value: Option<String>,
    #[serde(default)]
    pub text: Option<Bilingual>,
}

/// What an answer is held against, with what somebody learns who has answered otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    pub id: String,
    pub field: String,
    pub wants: Wanted,
    pub feedback: Bilingual,
}

/// What an answer must be.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Wanted {
    /// One of these; capitals, spaces and kinds of apostrophe do not matter.
    Is(Vec<String>),
    /// Each of these parts of words stands in it; `договор|договір` is either.
    Has(Vec<String>),
    /// None of these parts of words stands in it.
    Lacks(Vec<String>),
    /// The field is left empty.
    Unanswered,
}

/// What a made-up officer asks to be mended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub officer: Bilingual,
    pub remarks: Vec<TrainingRemark>,
    /// What is to be typed instead.
    pub data: Vec<Given>,
    pub checks: Vec<Check>,
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainingRemark {
    pub field: String,
    pub reason: Bilingual,
}

/// A check that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub id: String,
    pub field: String,
    pub is_right: bool,
    pub feedback: Bilingual,
}

/// Where an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrainingState {
    /// The form is being filled in.
    Filling,
    /// Sent, with something wrong: the form can be opened again.
    Judged,
    /// Sent rightly, and the officer asks for a correction.
    Returned,
    /// The correction was sent, with something still wrong.
    ReturnedAgain,
    /// Everything is right.
    Passed,
}

/// Says that a text is no state of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a state of a training attempt")]
pub struct NotAState;

impl TrainingState {
    pub const ALL: [Self; 5] = [
        Self::Filling,
        Self::Judged,
        Self::Returned,
        Self::ReturnedAgain,
        Self::Passed,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Filling => "filling",
            Self::Judged => "judged",
            Self::Returned => "returned",
            Self::ReturnedAgain => "returned_again",
            Self::Passed => "passed",
        }
    }

    /// Whether the officer waits for a correction.
    #[must_use]
    pub const fn is_returned(self) -> bool {
        matches!(self, Self::Returned | Self::ReturnedAgain)
    }
}

impl FromStr for TrainingState {
    type Err = NotAState;

    fn from_str(text: &str) -> Result<Self, NotAState> {
        Self::ALL
            .into_iter()
            .find(|state| state.code() == text)
            .ok_or(NotAState)
    }
}

impl Given {
    /// What somebody types or chooses who follows the task.
    #[must_use]
    pub fn typed(&self, language: Language) -> String {
        let text = self.text.as_ref().map(|text| text.get(language).to_owned());
        self.value.clone().or(text).unwrap_or_default()
    }
}

impl Wanted {
    /// ```
    /// use domain::learning::training::Wanted;
    /// let answer = |text: &str| vec![text.to_owned()];
    /// let has = Wanted::Has(vec!["договор|договір".to_owned(), "майданчик".to_owned()]);
    /// assert!(has.holds(&answer("Прошу копію ДОГОВОРУ на ремонт майданчика")));
    /// assert!(!has.holds(&answer("Прошу копію договору")));
    /// let lacks = Wanted::Lacks(vec!["паспорт".to_owned()]);
    /// assert!(lacks.holds(&[]) && !lacks.holds(&answer("Мій паспорт")));
    /// assert!(Wanted::Is(vec!["email".to_owned()]).holds(&answer("email")));
    /// assert!(Wanted::Unanswered.holds(&[]) && !Wanted::Unanswered.holds(&answer("так")));
    /// ```
    #[must_use]
    pub fn holds(&self, values: &[String]) -> bool {
        let text = fold(&values.join(" "));
        let stands_in = |part: &String| {
            part.split('|')
                .map(fold)
                .any(|part| !part.is_empty() && text.contains(&part))
        };
        match self {
            Self::Is(accepted) => values.len() == 1 && accepted.iter().any(|accepted| fold(accepted) == text),
            Self::Has(parts) => parts.iter().all(stands_in),
            Self::Lacks(parts) => !parts.iter().any(stands_in),
            Self::Unanswered => values.is_empty(),
        }
    }
}

impl TrainingTask {
    /// What is found in the answers that were sent.
    #[must_use]
    pub fn findings(&self, answers: &Answers) -> Vec<Finding> {
        found(&self.checks, answers)
    }

    /// What is found in the answers after the correction.
    #[must_use]
    pub fn findings_of_correction(&self, answers: &Answers) -> Vec<Finding> {
        self.correction
            .as_ref()
            .map(|correction| found(&correction.checks, answers))
            .unwrap_or_default()
    }

    /// Where an attempt stands once these answers were sent.
    #[must_use]
    pub fn after_sending(&self, answers: &Answers) -> TrainingState {
        if !all_right(&self.findings(answers)) {
            TrainingState::Judged
        } else if self.correction.is_some() {
            TrainingState::Returned
        } else {
            TrainingState::Passed
        }
    }

    /// Where an attempt stands once the correction was sent.
    #[must_use]
    pub fn after_correction(&self, answers: &Answers) -> TrainingState {
        if all_right(&self.findings_of_correction(answers)) {
            TrainingState::Passed
        } else {
            TrainingState::ReturnedAgain
        }
    }

    /// What is to be said about an attempt that stands there.
    #[must_use]
    pub fn said(&self, state: TrainingState, answers: &Answers) -> Vec<Finding> {
        match state {
            TrainingState::Filling => Vec::new(),
            TrainingState::Judged | TrainingState::Returned => self.findings(answers),
            TrainingState::ReturnedAgain => self.findings_of_correction(answers),
            TrainingState::Passed if self.correction.is_some() => self.findings_of_correction(answers),
            TrainingState::Passed => self.findings(answers),
        }
    }

    /// The fields that a correction opens, as in the real cabinet: the named ones, and what may appear with them.
    #[must_use]
    pub fn open_fields(&self, form: &Form, answers: &Answers) -> Vec<String> {
        let remarks = self.correction.iter().flat_map(|one| &one.remarks);
        let named: Vec<&str> = remarks.map(|remark| remark.field.as_str()).collect();
        form.open_for_mending(&named, answers)
    }
}

fn found(checks: &[Check], answers: &Answers) -> Vec<Finding> {
    checks
        .iter()
        .map(|check| Finding {
            id: check.id.clone(),
            field: check.field.clone(),
            is_right: check.wants.holds(answers.of(&check.field)),
            feedback: check.feedback.clone(),
        })
        .collect()
}

/// Whether nothing was found wrong.
#[must_use]
pub fn all_right(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.is_right)
}

/// A form without its files: nothing is uploaded on the training copy.
#[must_use]
pub fn without_files(form: &Form) -> Form {
    let mut form = form.clone();
    let is_kept = |field: &Field| field.kind != Kind::File;
    for section in &mut form.sections {
        section.fields.retain(is_kept);
        for field in &mut section.fields {
            field.fields.retain(is_kept);
        }
    }
    form.sections.retain(|section| !section.fields.is_empty());
    form
}

/// A step of a real form that somebody left to learn, as an address of ours and nothing else.
///
/// ```
/// use domain::learning::training::RealStep;
/// let step = "/en/cabinet/drafts/01936d6e-7b5c-7000-8000-000000000001/steps/2";
/// assert_eq!(step.parse::<RealStep>().unwrap().to_string(), "/cabinet/drafts/01936d6e-7b5c-7000-8000-000000000001/steps/2");
/// for other in ["//evil.example", "https://evil.example/cabinet/drafts/1/steps/2", "/cabinet/drafts/x/steps/2", "/people/sign-out",
///     "/cabinet/drafts/01936d6e-7b5c-7000-8000-000000000001/steps/2/../../..", "/cabinet/drafts/01936d6e-7b5c-7000-8000-000000000001/steps/0"] {
///     assert!(other.parse::<RealStep>().is_err(), "{other}");
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RealStep {
    pub draft: DraftId,
    pub step: u8,
}

/// Says that an address is no step of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a step of a form")]
pub struct NotAStep;

impl FromStr for RealStep {
    type Err = NotAStep;

    fn from_str(text: &str) -> Result<Self, NotAStep> {
        let path = text.strip_prefix("/en/").or_else(|| text.strip_prefix('/'));
        let mut parts = path.ok_or(NotAStep)?.split('/');
        let mut part = || parts.next().ok_or(NotAStep);
        if part()? != "cabinet" || part()? != "drafts" {
            return Err(NotAStep);
        }
        let draft = part()?.parse().map_err(|_| NotAStep)?;
        if part()? != "steps" {
            return Err(NotAStep);
        }
        let step = part()?.parse().map_err(|_| NotAStep)?;
        if step == 0 || parts.next().is_some() {
            return Err(NotAStep);
        }
        Ok(Self { draft, step })
    }
}

/// Without the prefix of a language.
impl fmt::Display for RealStep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "/cabinet/drafts/{}/steps/{}", self.draft, self.step)
    }
}
