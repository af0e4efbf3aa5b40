//! Rules of lesson files, and where they are broken.

use std::fmt;

/// A broken rule at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    pub rule: Rule,
}

impl Fault {
    #[must_use]
    pub fn new(file: &str, line: usize, rule: Rule) -> Self {
        Self {
            file: file.to_owned(),
            line,
            rule,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.rule)
    }
}

/// What a lesson file must keep. The texts are for the operator's terminal; pages translate the variants.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Rule {
    // how a file is written
    #[error("{0}")]
    Syntax(String),
    #[error("the file begins with a header between two lines of ---")]
    NoHeader,
    #[error("text stands before the first screen: begin a screen with `# slug | Heading`")]
    BeforeFirstScreen,
    #[error("a screen begins with `# slug | Heading`")]
    ScreenHeading,
    #[error("the block that begins here is not closed with ```")]
    OpenBlock,
    #[error("an exercise is the last thing on its screen")]
    AfterExercise,
    #[error("«{0}» is no id: use small Latin letters, digits and hyphens")]
    NotAnId(String),
    #[error("the id is {found}, but the file is named {expected}")]
    NamedOtherwise { found: String, expected: String },
    // a lesson
    #[error("the first screen is `intro` and the last is `done`, both without an exercise")]
    FirstAndLast,
    #[error("the screen {0} is there twice")]
    RepeatedScreen(String),
    #[error("the screen has neither text nor exercise")]
    EmptyScreen,
    #[error("a lesson names its outcomes")]
    NoOutcomes,
    #[error("module.yaml does not list the outcome {0}")]
    UnknownOutcome(String),
    #[error("the module has no lesson {0}")]
    UnknownLesson(String),
    #[error("the exercise {0} is there twice")]
    RepeatedExercise(String),
    #[error("the id of an exercise begins with the name of its lesson: {0}-1")]
    ForeignExercise(String),
    #[error("Markdown without HTML")]
    Html,
    #[error("a picture needs a text for those who do not see it")]
    PictureWithoutText,
    // an exercise
    #[error("«{0}» is no kind of exercise")]
    UnknownKind(String),
    #[error("an exercise of the kind {kind} has no {field}")]
    NotOfThisKind { kind: &'static str, field: &'static str },
    #[error("an exercise of the kind {kind} needs {field}")]
    Lacking { kind: &'static str, field: &'static str },
    #[error("the id {0} is there twice")]
    RepeatedItem(String),
    #[error("{0} has no feedback")]
    NoFeedback(String),
    #[error("{0} has no text")]
    NoText(String),
    #[error("a place to mark is written as [[id|words]]")]
    OpenSpot,
    #[error("{0} is marked nowhere in the text")]
    SpotNowhere(String),
    #[error("nothing is accepted as an answer")]
    NothingAccepted,
    #[error("at most {most} slips may be forgiven, here are {found}")]
    ManyTypos { most: u32, found: u32 },
    #[error("the tolerance is a number from 0 on")]
    Tolerance,
    #[error("«{0}» is told to be a mistake, but is accepted")]
    AcceptedMistake(String),
    #[error("the right sides must differ: «{0}»")]
    RepeatedRight(String),
    #[error("at least one place is correct")]
    NothingToMark,
    #[error("a message that is real has nothing to give it away")]
    RealWithSigns,
    #[error("only mail has a subject, and mail has one")]
    Subject,
    #[error("at least {least} of them are needed, there are {found}")]
    TooFew { least: usize, found: usize },
    #[error("exactly one option is correct, here are {0}")]
    OneCorrect(usize),
    #[error("two options or more are correct, here is {0}; with one, the kind is choice")]
    SeveralCorrect(usize),
    #[error("not every option may be correct")]
    AllCorrect,
    #[error("the hint is for {0}, which is none of the steps")]
    HintForNothing(String),
    #[error("the hint is for {0}, which rightly comes first")]
    HintForRight(String),
    // items of the test
    #[error("an item begins with `- id:`")]
    ItemStart,
    #[error("the lines of an item are indented by two spaces")]
    ItemIndent,
    #[error("the features follow as a comment: `difficulty: -0.5 # conditions, steps`")]
    NoFeatures,
    #[error("«{0}» is no feature of difficulty")]
    UnknownFeature(String),
    #[error("the difficulty is {written}, but its features give {sum}")]
    DifficultySum { written: f64, sum: f64 },
    #[error("the difficulty {difficulty} is outside {least}…{most} of {outcome}")]
    OutsideLevel {
        outcome: String,
        difficulty: f64,
        least: f64,
        most: f64,
    },
    #[error("the competence {competence} of DigComp 3.0 has no outcome {outcome}")]
    NotAnOutcome { outcome: String, competence: String },
    #[error("DigComp 3.0 has no competence {0}")]
    UnknownCompetence(String),
    #[error("a competence has {wanted} items, here are {found}")]
    ItemCount { wanted: usize, found: usize },
    #[error("the cuts are three numbers, each greater than the one before")]
    Cuts,
    #[error("{0} cannot be so in the rules of the test")]
    TestRules(&'static str),
    // two languages
    #[error("the languages differ in {what}: Ukrainian {uk}, English {en}")]
    Differs {
        what: &'static str,
        uk: String,
        en: String,
    },
    // how a text reads
    #[error("the screen has {words} words; {most} at most")]
    LongScreen { words: usize, most: usize },
    #[error("at most {most} sentences before an exercise, here are {sentences}")]
    LongLead { sentences: usize, most: usize },
    #[error("a sentence of {words} words («{start}…»); {most} at most")]
    LongSentence {
        words: usize,
        most: usize,
        start: String,
    },
    #[error("a lesson has {least} to {most} screens, this one has {found}")]
    Screens { least: usize, most: usize, found: usize },
    #[error("a lesson has at least {least} exercises, this one has {found}")]
    FewExercises { least: usize, found: usize },
    #[error("the order of options differs on the screen: do not point at their place («{0}»)")]
    PointsAtPlace(String),
}

impl Rule {
    /// Whether the rule is about style: a lesson that breaks it can be learnt from, but should be mended.
    #[must_use]
    pub const fn is_advice(&self) -> bool {
        matches!(
            self,
            Self::LongScreen { .. }
                | Self::LongLead { .. }
                | Self::LongSentence { .. }
                | Self::Screens { .. }
                | Self::FewExercises { .. }
                | Self::PointsAtPlace(_)
        )
    }
}

/// Whether a text can be an id: small Latin letters, digits and hyphens, beginning with a letter or digit.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}
