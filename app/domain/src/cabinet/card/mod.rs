//! A service card: the information card, the technology card and the form of one service, as one versioned file.

mod check;

pub use check::{CardFault, check};

use super::approval::ApprovalRule;
use super::form::{Answers, Condition, Form};
use super::ledger::Side;
use crate::Language;
use crate::actor::IdentityLevel;
use crate::language::Bilingual;
use serde::{Deserialize, Serialize};

/// Everything that the city promises about a service, and all that it asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceCard {
    /// `S16`: also the journal in which applications get their numbers.
    pub code: String,
    /// Counted from 1; grows with every change that an applicant relies on.
    pub version: u32,
    /// The code under which the service centre publishes the card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_code: Option<String>,
    /// The number in the national guide of administrative services.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide_code: Option<String>,
    pub category: Category,
    pub name: Bilingual,
    pub summary: Bilingual,
    /// Further words by which people look for the service.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Code of the unit that decides.
    pub unit: String,
    #[serde(default = "yes")]
    pub unit_confirmed: bool,
    /// How well the applicant must be known.
    pub identity: IdentityLevel,
    pub who: Statement,
    pub documents: Vec<Statement>,
    pub fee: Statement,
    pub result: Statement,
    pub terms: Vec<TermRule>,
    /// The closed list: an officer can refuse by nothing else.
    pub refusal_grounds: Vec<RefusalGround>,
    /// The closed list of grounds on which the clock may be stopped; without one it never is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspension_grounds: Vec<RefusalGround>,
    /// Whether a refusal is disclosed before it is made, so that the applicant can speak first.
    #[serde(default)]
    pub hearing_required: bool,
    /// By what the application may be handed to the body that it is for, instead of being decided; without it that cannot be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarding: Option<Statement>,
    /// Without it an officer decides alone, and may ask colleagues all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<ApprovalRule>,
    pub appeal: Statement,
    pub law: Vec<Statement>,
    pub stages: Vec<Stage>,
    /// Asked before anything is filled in: whoever cannot get the service learns it first, with the ground.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eligibility: Vec<EligibilityQuestion>,
    /// Where a service of the state is ordered instead; such a card has no form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handoff: Option<HandOff>,
    #[serde(default)]
    pub form: Form,
}

/// A question with yes or no whose answer decides whether the service can be got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EligibilityQuestion {
    pub code: String,
    pub question: Bilingual,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Bilingual>,
    /// The answer with which the service can be got.
    pub needed: YesNo,
    /// Code of the ground by which the service would be refused.
    pub ground: String,
    /// What the person can do instead.
    pub advice: Bilingual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    Yes,
    No,
}

impl YesNo {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// The way to a service that another system carries out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOff {
    /// Name of the system.
    pub name: Bilingual,
    /// Its address: `https://…`.
    pub url: String,
    /// What to do there, in order.
    pub steps: Vec<Bilingual>,
}

const fn yes() -> bool {
    true
}

/// The shelves of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Information,
    Social,
    Family,
    Housing,
    Land,
    City,
}

impl Category {
    pub const ALL: [Self; 6] = [
        Self::Information,
        Self::Social,
        Self::Family,
        Self::Housing,
        Self::Land,
        Self::City,
    ];
}

/// A sentence of the card. One that nobody has confirmed is shown as «уточнюється», never as a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub uk: String,
    pub en: String,
    #[serde(default = "yes")]
    pub confirmed: bool,
}

impl Statement {
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        language.pick(&self.uk, &self.en)
    }
}

/// How long the city may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermRule {
    pub code: String,
    pub name: Bilingual,
    pub number: u32,
    pub unit: TermUnit,
    #[serde(default = "yes")]
    pub confirmed: bool,
    /// The rule of applications for which no condition holds.
    #[serde(default)]
    pub is_default: bool,
    /// The answers that make this rule apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_if: Option<Condition>,
    /// Applies only when the head of the unit has extended the term.
    #[serde(default)]
    pub by_extension: bool,
}

/// What a term is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermUnit {
    WorkingDay,
    CalendarDay,
    /// Ends on the day of the same number; on the last of a month that has none.
    Month,
    Hour,
}

/// A reason by which the service may be refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusalGround {
    pub code: String,
    pub text: Bilingual,
    /// Where the law says so.
    pub citation: Statement,
    /// For a ground of suspension: whose the days are that it takes. Without it they are the law's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whose_days: Option<Side>,
}

/// A stage of the technology card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub name: Bilingual,
    pub action: StageAction,
}

/// В, У, П, З of the technology card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageAction {
    Performs,
    TakesPart,
    Agrees,
    Approves,
}

impl ServiceCard {
    /// The rule by which the term of these answers is counted. A checked card has a default.
    #[must_use]
    pub fn term_of(&self, answers: &Answers) -> Option<&TermRule> {
        self.terms
            .iter()
            .find(|term| {
                term.applies_if
                    .as_ref()
                    .is_some_and(|condition| condition.holds(answers))
            })
            .or_else(|| self.default_term())
    }

    #[must_use]
    pub fn default_term(&self) -> Option<&TermRule> {
        self.terms.iter().find(|term| term.is_default)
    }

    /// The longer term that the head of the unit may set.
    #[must_use]
    pub fn extended_term(&self) -> Option<&TermRule> {
        self.terms.iter().find(|term| term.by_extension)
    }

    #[must_use]
    pub fn suspension_ground(&self, code: &str) -> Option<&RefusalGround> {
        self.suspension_grounds.iter().find(|ground| ground.code == code)
    }

    #[must_use]
    pub fn refusal_ground(&self, code: &str) -> Option<&RefusalGround> {
        self.refusal_grounds.iter().find(|ground| ground.code == code)
    }

    /// Whether every word of the query begins a word of the card, in either language.
    #[must_use]
    pub fn matches(&self, query: &str) -> bool {
        let texts = [
            &self.name.uk,
            &self.name.en,
            &self.summary.uk,
            &self.summary.en,
            &self.code,
        ];
        let texts = texts.into_iter().chain(&self.keywords).chain(&self.local_code);
        crate::search::matches(query, texts.map(String::as_str))
    }
}
