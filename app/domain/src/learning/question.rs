//! Questions to a teacher: asked by whoever is signed in, answered in public once a teacher has read them, or hidden with a reason.

use super::class::Subject;
use super::class::notice::needed;
use crate::field::{FieldError, Problem};
use crate::id::QuestionId;
use crate::language::Bilingual;
use crate::text::clean_text;
use crate::time::{HOUR_MS, Timestamp};
use crate::{ServiceError, ServiceResult};
use std::str::FromStr;

pub const SUBJECT: &str = "learning.question";
pub const ASKED: &str = "learning.question.asked";
pub const ANSWERED: &str = "learning.question.answered";
pub const HIDDEN: &str = "learning.question.hidden";
/// An answered question that is public no longer.
pub const WITHDRAWN: &str = "learning.question.withdrawn";

/// The rule that refuses to judge what is judged.
pub const JUDGED_ALREADY: &str = "question_judged_already";

pub const MOST_QUESTION: u32 = 1_000;
pub const MOST_ANSWER: u32 = 4_000;
/// So many questions of one person within [`WINDOW_MS`].
pub const MOST_IN_WINDOW: usize = 5;
pub const WINDOW_MS: i64 = HOUR_MS;

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionState {
    /// Only its author and teachers read it.
    Waiting,
    /// Everybody reads it, with the answer.
    Answered,
    /// Its author reads why; nobody else reads anything.
    Hidden,
}

impl QuestionState {
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Answered, Self::Hidden];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Hidden => "hidden",
        }
    }
}

impl QuestionState {
    /// What a teacher may still do: a question that waits is answered or hidden, an answered one is hidden when it told too much.
    ///
    /// ```
    /// use domain::learning::question::QuestionState::{Answered, Hidden, Waiting};
    /// assert!(Waiting.may_become(Answered) && Waiting.may_become(Hidden) && Answered.may_become(Hidden));
    /// assert!(!Hidden.may_become(Answered) && !Answered.may_become(Answered) && !Answered.may_become(Waiting));
    /// ```
    #[must_use]
    pub const fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Waiting, Self::Answered | Self::Hidden) | (Self::Answered, Self::Hidden)
        )
    }
}

impl FromStr for QuestionState {
    type Err = super::class::NotACode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.code() == text)
            .ok_or(super::class::NotACode)
    }
}

/// A question for its readers. Who asked is not told in public.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionView {
    pub id: QuestionId,
    pub subject: Subject,
    pub title: Bilingual,
    pub content: String,
    pub state: QuestionState,
    pub asked_at: Timestamp,
    /// The answer, or why it is hidden, with the teacher's name and the moment.
    pub reply: Option<Reply>,
}

/// What a teacher said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub content: String,
    pub teacher: String,
    pub at: Timestamp,
}

/// The page of questions.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionsPage {
    /// What the answered ones are about, where only those of a course or module are wanted.
    pub about: Option<(Subject, Bilingual)>,
    /// Answered, the newest answer first.
    pub answered: Vec<QuestionView>,
    /// One's own that are not answered in public: waiting and hidden.
    pub own: Vec<QuestionView>,
    /// For teachers: what waits, the oldest first.
    pub waiting: Vec<QuestionView>,
    pub may_answer: bool,
    /// What can be asked about.
    pub subjects: Vec<(Subject, Bilingual)>,
}

/// A question, as the form came.
///
/// # Errors
/// Every field that cannot be accepted.
pub fn checked(subject: &str, content: &str) -> Result<(Subject, String), Vec<FieldError>> {
    let mut errors = Vec::new();
    let subject = subject.parse::<Subject>().map_err(|_| {
        let problem = if subject.is_empty() {
            Problem::Required
        } else {
            Problem::NotAChoice
        };
        errors.push(FieldError::new("subject", problem));
    });
    let content = needed(clean_text(content, MOST_QUESTION))
        .map_err(|problem| errors.push(FieldError::new("content", problem)));
    match (subject, content) {
        (Ok(subject), Ok(content)) => Ok((subject, content)),
        _ => Err(errors),
    }
}

/// An answer, or the reason for hiding.
///
/// # Errors
/// The problem of the field `reply`.
pub fn checked_reply(content: &str) -> Result<String, FieldError> {
    needed(clean_text(content, MOST_ANSWER)).map_err(|problem| FieldError::new("reply", problem))
}

/// Whether another question may come now, given when the earlier ones of the window came.
///
/// # Errors
/// [`ServiceError::TooManyAttempts`] with the seconds to wait.
///
/// ```
/// use domain::{ServiceError, Timestamp, learning::question::may_ask};
/// let now = Timestamp(3_600_000);
/// assert!(may_ask(&[Timestamp(0); 4], now).is_ok());
/// let refused = may_ask(&[Timestamp(60_000); 5], now);
/// assert!(matches!(refused, Err(ServiceError::TooManyAttempts { retry_after_s: 60 })));
/// ```
pub fn may_ask(earlier: &[Timestamp], now: Timestamp) -> ServiceResult<()> {
    let Some(first) = earlier.iter().min().filter(|_| earlier.len() >= MOST_IN_WINDOW) else {
        return Ok(());
    };
    let wait_ms = first.plus_ms(WINDOW_MS).since_ms(now).max(1_000);
    Err(ServiceError::TooManyAttempts {
        retry_after_s: u64::try_from(wait_ms / 1_000).unwrap_or(1),
    })
}
