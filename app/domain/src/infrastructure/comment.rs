//! Public comments: rules, states, answers.

use super::project::ProjectId;
use crate::error::{ServiceError, ServiceResult};
use crate::field::{FieldError, Problem};
use crate::id::{CommentId, PersonId};
use crate::text::clean_text;
use crate::time::{HOUR_MS, Timestamp};
use serde::{Deserialize, Serialize};

/// The longest comment or answer, in characters.
pub const LONGEST_TEXT: u32 = 2_000;
/// The shortest comment that can say something.
pub const SHORTEST_TEXT: u32 = 3;
/// How many comments one person may write within [`FLOOD_WINDOW_MS`].
pub const MOST_IN_WINDOW: i64 = 5;
pub const FLOOD_WINDOW_MS: i64 = HOUR_MS;

/// Where a comment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentState {
    /// Waits for a moderator; only its author and moderators see it.
    Pending,
    /// Everybody sees it.
    Published,
    /// A moderator has hidden it, with a reason from the list.
    Hidden,
}

impl CommentState {
    pub const ALL: [Self; 3] = [Self::Pending, Self::Published, Self::Hidden];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Published => "published",
            Self::Hidden => "hidden",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What a verdict makes of it, with the reason why it is hidden.
    ///
    /// # Errors
    /// A rule when the verdict changes nothing.
    pub const fn judged(self, verdict: Verdict) -> ServiceResult<(Self, Option<HidingReason>)> {
        match (verdict, self) {
            (Verdict::Publish, Self::Published) | (Verdict::Hide(_), Self::Hidden) => {
                Err(ServiceError::Rule("comment_already_judged"))
            }
            (Verdict::Publish, _) => Ok((Self::Published, None)),
            (Verdict::Hide(reason), _) => Ok((Self::Hidden, Some(reason))),
        }
    }
}

/// Why a comment was hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HidingReason {
    /// Insults a person or a group.
    Insult,
    /// Tells personal data of others.
    PersonalData,
    /// Advertises, or repeats itself.
    Spam,
    /// Is not about this project.
    OffTopic,
    /// Calls for what the law forbids, or tells what martial law keeps secret.
    Unlawful,
}

impl HidingReason {
    pub const ALL: [Self; 5] = [
        Self::Insult,
        Self::PersonalData,
        Self::Spam,
        Self::OffTopic,
        Self::Unlawful,
    ];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Insult => "insult",
            Self::PersonalData => "personal_data",
            Self::Spam => "spam",
            Self::OffTopic => "off_topic",
            Self::Unlawful => "unlawful",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Why an asker is not satisfied with an answer. A choice and no free text: it is published at once, unmoderated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objection {
    /// It answers another question.
    NotAnswered,
    /// It leaves something out.
    Incomplete,
    /// What it promised was not done.
    NotDone,
    /// What it says is not so.
    Wrong,
}

impl Objection {
    pub const ALL: [Self; 4] = [Self::NotAnswered, Self::Incomplete, Self::NotDone, Self::Wrong];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAnswered => "not_answered",
            Self::Incomplete => "incomplete",
            Self::NotDone => "not_done",
            Self::Wrong => "wrong",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|objection| objection.code() == code)
    }
}

/// An answer that did not satisfy: it stays where it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAnswer {
    pub comment: CommentId,
    pub answer: OfficialAnswer,
    pub objection: Objection,
    pub objected_at: Timestamp,
}

/// What a moderator decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Publish,
    Hide(HidingReason),
}

/// Whether new comments wait for a moderator; a setting of the community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moderation {
    #[default]
    BeforePublication,
    AfterPublication,
}

impl Moderation {
    /// The state in which a comment begins.
    #[must_use]
    pub const fn first_state(self) -> CommentState {
        match self {
            Self::BeforePublication => CommentState::Pending,
            Self::AfterPublication => CommentState::Published,
        }
    }
}

/// How the author is named under the comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NameShown {
    #[default]
    Full,
    Initials,
}

impl NameShown {
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "full" => Some(Self::Full),
            "initials" => Some(Self::Initials),
            _ => None,
        }
    }

    /// The name that everybody sees.
    ///
    /// ```
    /// use domain::infrastructure::comment::NameShown;
    /// assert_eq!(NameShown::Initials.apply("Олена Коваль"), "О. К.");
    /// ```
    #[must_use]
    pub fn apply(self, name: &str) -> String {
        match self {
            Self::Full => name.to_owned(),
            Self::Initials => name
                .split_whitespace()
                .filter_map(|part| part.chars().next())
                .map(|letter| format!("{}.", letter.to_uppercase()))
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

/// A comment as a form sends it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommentInput {
    pub text: String,
    /// `full` or `initials`.
    pub name: String,
    /// The comment that this one replies to.
    pub parent: Option<String>,
}

/// A comment that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedComment {
    pub text: String,
    pub name: NameShown,
    pub parent: Option<CommentId>,
}

impl CommentInput {
    /// Checks what was typed.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] with the fields `text` and `name`; [`ServiceError::NotFound`] for a parent that
    /// cannot exist.
    pub fn accept(&self) -> ServiceResult<AcceptedComment> {
        let mut errors = Vec::new();
        let text = words(&self.text).unwrap_or_else(|problem| {
            errors.push(FieldError::new("text", problem));
            String::new()
        });
        let name = NameShown::of_code(&self.name).unwrap_or_else(|| {
            errors.push(FieldError::new("name", Problem::NotAChoice));
            NameShown::Full
        });
        if !errors.is_empty() {
            return Err(ServiceError::Invalid(errors));
        }
        let parent = match self.parent.as_deref() {
            None | Some("") => None,
            Some(text) => Some(text.parse().map_err(|_| ServiceError::NotFound)?),
        };
        Ok(AcceptedComment { text, name, parent })
    }
}

/// Cleans the text of a comment or an answer.
///
/// # Errors
/// What is wrong with it.
pub fn words(text: &str) -> Result<String, Problem> {
    let text = clean_text(text, LONGEST_TEXT)?;
    if text.is_empty() {
        return Err(Problem::Required);
    }
    if text.chars().count() < SHORTEST_TEXT as usize {
        return Err(Problem::TooShort { min: SHORTEST_TEXT });
    }
    Ok(text)
}

/// A comment with its whole state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub id: CommentId,
    pub project: ProjectId,
    /// The comment that it replies to; replies have no replies.
    pub parent: Option<CommentId>,
    pub author: PersonId,
    /// The name as everybody sees it.
    pub author_name: String,
    pub text: String,
    pub state: CommentState,
    pub reason: Option<HidingReason>,
    pub written_at: Timestamp,
    /// The answer in force.
    pub answer: Option<OfficialAnswer>,
    /// Since when the city owes an answer: published, or asked again; `None` for replies, for what is not published, and once answered.
    pub waits_since: Option<Timestamp>,
    /// How often its author was not satisfied with an answer.
    pub reopened: i64,
    pub version: i64,
}

/// What the city answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialAnswer {
    pub text: String,
    pub author: PersonId,
    pub author_name: String,
    pub answered_at: Timestamp,
}

impl Comment {
    /// Judges a comment that the moderator saw at version `seen`.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when another moderator was faster; a rule when the verdict changes nothing.
    pub fn judge(&mut self, verdict: Verdict, seen: i64, now: Timestamp) -> ServiceResult<()> {
        if seen != self.version {
            return Err(ServiceError::Conflict);
        }
        (self.state, self.reason) = self.state.judged(verdict)?;
        match verdict {
            Verdict::Publish => self.start_clock(now),
            Verdict::Hide(_) => self.waits_since = None,
        }
        self.version += 1;
        Ok(())
    }

    /// Begins to wait for an answer, when this is a question without one that everybody sees.
    pub fn start_clock(&mut self, now: Timestamp) {
        let is_question = self.parent.is_none() && self.state == CommentState::Published;
        if is_question && self.answer.is_none() {
            self.waits_since = Some(now);
        }
    }

    /// Says for its author that an answer does not satisfy: the question is open again, and its term begins anew.
    ///
    /// # Errors
    /// A rule when it is not published, is no question, or has no answer.
    pub fn reopen(&mut self, objection: Objection, now: Timestamp) -> ServiceResult<PastAnswer> {
        if self.state != CommentState::Published || self.parent.is_some() {
            return Err(ServiceError::Rule("comment_not_published"));
        }
        let answer = self
            .answer
            .take()
            .ok_or(ServiceError::Rule("comment_not_answered"))?;
        self.start_clock(now);
        self.reopened += 1;
        self.version += 1;
        Ok(PastAnswer {
            comment: self.id,
            answer,
            objection,
            objected_at: now,
        })
    }

    /// Adds the city's answer, and says since when it was waited for.
    ///
    /// # Errors
    /// A rule when the comment is not published, or has its answer.
    pub fn answer(&mut self, answer: OfficialAnswer) -> ServiceResult<Timestamp> {
        if self.state != CommentState::Published {
            return Err(ServiceError::Rule("comment_not_published"));
        }
        if self.answer.is_some() {
            return Err(ServiceError::Rule("comment_already_answered"));
        }
        self.answer = Some(answer);
        self.version += 1;
        Ok(self.waits_since.take().unwrap_or(self.written_at))
    }

    /// Whether a comment may be replied to: it is seen by everybody and is no reply itself.
    ///
    /// # Errors
    /// The rule that forbids it.
    pub fn take_reply(&self) -> ServiceResult<()> {
        if self.state != CommentState::Published {
            return Err(ServiceError::Rule("comment_not_published"));
        }
        if self.parent.is_some() {
            return Err(ServiceError::Rule("reply_to_reply"));
        }
        Ok(())
    }

    /// Whether somebody may read it: everybody what is published, the author what is their own.
    #[must_use]
    pub fn is_visible_to(&self, reader: Option<PersonId>) -> bool {
        self.state == CommentState::Published || reader == Some(self.author)
    }
}

/// How long somebody must wait who has written too much.
///
/// # Errors
/// [`ServiceError::TooManyAttempts`], when `written` comments since `oldest` are the most.
pub fn limit_flood(written: i64, oldest: Option<Timestamp>, now: Timestamp) -> ServiceResult<()> {
    if written < MOST_IN_WINDOW {
        return Ok(());
    }
    let free_at = oldest.unwrap_or(now).plus_ms(FLOOD_WINDOW_MS);
    let wait_ms = free_at.since_ms(now).max(1_000);
    Err(ServiceError::TooManyAttempts {
        retry_after_s: u64::try_from(wait_ms / 1_000).unwrap_or(1),
    })
}

/// A comment as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentView {
    pub comment: Comment,
    /// The day on which it was written, in the zone of the community.
    pub written_on: super::project::Day,
    pub answered_on: Option<super::project::Day>,
    /// The day since which the city owes an answer.
    pub waits_on: Option<super::project::Day>,
    /// The last day of the term; `None` where nothing is owed, or no term is set.
    pub due_on: Option<super::project::Day>,
    /// By how many days the answer is late today.
    pub days_late: Option<i64>,
    /// Answers that did not satisfy, oldest first, each with its day and the day of the objection.
    pub past: Vec<(PastAnswer, super::project::Day, super::project::Day)>,
    /// The title of its project, for the moderator.
    pub project_title: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn comment(state: CommentState) -> Comment {
        Comment {
            id: CommentId(Uuid::from_u128(1)),
            project: "oc4ids-abc123-1".parse().unwrap(),
            parent: None,
            author: PersonId(Uuid::from_u128(2)),
            author_name: "Олена Коваль".to_owned(),
            text: "Коли закінчать?".to_owned(),
            state,
            reason: None,
            written_at: Timestamp(0),
            answer: None,
            waits_since: None,
            reopened: 0,
            version: 1,
        }
    }

    fn answer() -> OfficialAnswer {
        OfficialAnswer {
            text: "У травні.".to_owned(),
            author: PersonId(Uuid::from_u128(3)),
            author_name: "Управління".to_owned(),
            answered_at: Timestamp(5),
        }
    }

    #[test]
    fn pending_comment_is_seen_by_its_author_only() {
        let pending = comment(CommentState::Pending);
        assert!(pending.is_visible_to(Some(pending.author)));
        assert!(!pending.is_visible_to(None));
        assert!(!pending.is_visible_to(Some(PersonId(Uuid::from_u128(9)))));
    }

    #[test]
    fn two_moderators_cannot_judge_the_same_version() {
        let mut comment = comment(CommentState::Pending);
        comment.judge(Verdict::Publish, 1, Timestamp(3)).unwrap();
        assert_eq!(
            comment.waits_since,
            Some(Timestamp(3)),
            "the term begins when everybody can read"
        );
        assert!(matches!(
            comment.judge(Verdict::Hide(HidingReason::Spam), 1, Timestamp(4)),
            Err(ServiceError::Conflict)
        ));
        comment
            .judge(Verdict::Hide(HidingReason::Spam), 2, Timestamp(5))
            .unwrap();
        assert_eq!(comment.waits_since, None, "nothing is owed to what is hidden");
        assert_eq!(
            (comment.state, comment.reason),
            (CommentState::Hidden, Some(HidingReason::Spam))
        );
        comment.judge(Verdict::Publish, 3, Timestamp(6)).unwrap();
        assert_eq!(
            comment.reason, None,
            "a published comment has no reason to be hidden"
        );
    }

    #[test]
    fn only_published_comments_are_answered_and_only_once() {
        assert!(comment(CommentState::Pending).answer(answer()).is_err());
        let mut published = comment(CommentState::Published);
        published.answer(answer()).unwrap();
        assert!(matches!(
            published.answer(answer()),
            Err(ServiceError::Rule("comment_already_answered"))
        ));
    }

    #[test]
    fn an_answer_that_does_not_satisfy_starts_the_term_anew_and_stays() {
        let mut question = comment(CommentState::Published);
        question.start_clock(Timestamp(2));
        assert!(matches!(
            question.reopen(Objection::NotDone, Timestamp(3)),
            Err(ServiceError::Rule("comment_not_answered"))
        ));
        assert_eq!(question.answer(answer()).unwrap(), Timestamp(2));
        assert_eq!(question.waits_since, None);
        let past = question.reopen(Objection::NotDone, Timestamp(9)).unwrap();
        assert_eq!((past.answer, past.objected_at), (answer(), Timestamp(9)));
        assert_eq!(
            (question.answer.as_ref(), question.waits_since, question.reopened),
            (None, Some(Timestamp(9)), 1)
        );
        assert_eq!(
            question.answer(answer()).unwrap(),
            Timestamp(9),
            "the city answers again"
        );
    }

    #[test]
    fn a_reply_owes_the_city_nothing() {
        let mut reply = comment(CommentState::Published);
        reply.parent = Some(CommentId(Uuid::from_u128(7)));
        reply.start_clock(Timestamp(2));
        assert_eq!(reply.waits_since, None);
        reply.answer(answer()).unwrap();
        assert!(reply.reopen(Objection::Wrong, Timestamp(3)).is_err());
    }

    #[test]
    fn replies_have_no_replies() {
        let mut reply = comment(CommentState::Published);
        assert!(reply.take_reply().is_ok());
        reply.parent = Some(CommentId(Uuid::from_u128(7)));
        assert!(reply.take_reply().is_err());
    }

    #[test]
    fn the_sixth_comment_within_an_hour_waits() {
        let now = Timestamp(HOUR_MS);
        assert!(limit_flood(4, Some(Timestamp(1)), now).is_ok());
        let Err(ServiceError::TooManyAttempts { retry_after_s }) =
            limit_flood(5, Some(Timestamp(600_000)), now)
        else {
            panic!("the flood was let through");
        };
        assert_eq!(retry_after_s, 600);
    }

    #[test]
    fn hostile_texts_are_cleaned_or_refused() {
        assert_eq!(words("  \r\n "), Err(Problem::Required));
        assert_eq!(words("ок"), Err(Problem::TooShort { min: SHORTEST_TEXT }));
        assert_eq!(words("a\u{202E}b злодій"), Err(Problem::ControlCharacters));
        assert_eq!(
            words(&"я".repeat(2_001)),
            Err(Problem::TooLong { max: LONGEST_TEXT })
        );
        assert_eq!(
            words("<script>alert(1)</script>").unwrap(),
            "<script>alert(1)</script>",
            "kept, escaped when shown"
        );
    }
}
