//! The only door of the learning slice.

use super::assessment::picture::Picture;
use super::assessment::view::{
    ItemLine, Question, ReviewedQuestion, TestHome, TestReply, TestResult, TestStart, TestStep,
};
use super::certificate::view::{CertificateView, CertificatesHome, ClaimView, CredentialCheck, IssuerKeys};
use super::certificate::{CertificateCode, ClaimInput, RevocationInput};
use super::course::LessonPath;
use super::review::CardPath;
use super::view::{
    AnswerInput, AuthoringList, AuthoringView, CourseView, GoOn, Graded, Kept, LearningHome, LessonView,
    ModuleView, ReadScreen, ResumeCard, ReviewView, ScreenView,
};
use crate::id::SittingId;
use crate::{Actor, FieldError, Language, ServiceResult};
use async_trait::async_trait;

/// Use cases: courses, lessons, exercises and progress.
///
/// A learner is a person, or whoever holds the token of a device. A device that is not known yet becomes known with
/// the first thing that is earned on it: its token comes back in [`Kept`]. Reading never makes a learner.
#[async_trait]
pub trait LearningService: Send + Sync {
    /// Every course. Public; with the learner's progress where there is a learner.
    async fn home(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<LearningHome>;

    /// A course with its modules.
    async fn course(&self, actor: &Actor, device: Option<&str>, code: &str) -> ServiceResult<CourseView>;

    /// A module with its lessons.
    async fn module(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
        module: &str,
    ) -> ServiceResult<ModuleView>;

    /// A whole lesson without its keys, in the version that the learner sees.
    async fn lesson(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        language: Language,
    ) -> ServiceResult<LessonView>;

    /// One screen of a lesson.
    async fn screen(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
        language: Language,
    ) -> ServiceResult<ScreenView>;

    /// Notes that a text was read to its end. Again it changes nothing.
    async fn read_screen(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
    ) -> ServiceResult<Kept<ReadScreen>>;

    /// Grades an answer and keeps it. The same answer under the same key is told again and counts once.
    async fn answer(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
        input: &AnswerInput,
        language: Language,
    ) -> ServiceResult<Kept<Graded>>;

    /// The same for the fields of a form.
    async fn answer_form(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
        form: &AnswerForm<'_>,
        language: Language,
    ) -> ServiceResult<Kept<Graded>>;

    /// The review card that comes next today.
    async fn review(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<ReviewView>;

    /// Keeps whether the learner knew a card of today. A second answer on the same day changes nothing.
    async fn review_card(
        &self,
        actor: &Actor,
        device: Option<&str>,
        card: &CardPath,
        knows: bool,
    ) -> ServiceResult<()>;

    /// The card that carries progress to another device.
    async fn resume_card(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<ResumeCard>;

    /// Makes the code of the card; one that is there stays.
    async fn make_resume_card(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<Kept<ResumeCard>>;

    /// Goes on with the progress of a card: a person's account takes it in, any other device becomes the learner's.
    async fn resume_by_code(&self, actor: &Actor, code: &str) -> ServiceResult<Kept<Option<GoOn>>>;

    /// Joins what was earned on a device to the account of a person who signs in there, and forgets the device:
    /// who comes next to a shared computer begins anew.
    async fn attach_device(&self, actor: &Actor, device: &str) -> ServiceResult<()>;

    /// Forgets the device; progress stays with its card.
    async fn forget_device(&self, actor: &Actor, device: &str) -> ServiceResult<()>;

    /// What the test is, and the learner's own tests.
    async fn test_home(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<TestHome>;

    /// What is asked before the first question.
    async fn test_start(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<TestStart>;

    /// Begins a test from the fields of the form. A test that is running goes on.
    async fn begin_test(
        &self,
        actor: &Actor,
        device: Option<&str>,
        fields: &[(String, String)],
    ) -> ServiceResult<Kept<TestStep>>;

    /// The question that waits, where a test is running.
    async fn test_question(
        &self,
        actor: &Actor,
        device: Option<&str>,
        language: Language,
    ) -> ServiceResult<Option<Question>>;

    /// Keeps what somebody does with a question. To a question that does not wait any more, it changes nothing.
    async fn reply_to_question(
        &self,
        actor: &Actor,
        device: Option<&str>,
        reply: &TestReply<'_>,
        language: Language,
    ) -> ServiceResult<TestStep>;

    /// What a test of the learner's own measured.
    async fn test_result(
        &self,
        actor: &Actor,
        device: Option<&str>,
        id: SittingId,
    ) -> ServiceResult<TestResult>;

    /// The questions of a finished test of the learner's own, with their keys.
    async fn test_answers(
        &self,
        actor: &Actor,
        device: Option<&str>,
        id: SittingId,
        language: Language,
    ) -> ServiceResult<Vec<ReviewedQuestion>>;

    /// How every item does, for teachers.
    async fn item_statistics(&self, actor: &Actor) -> ServiceResult<Vec<ItemLine>>;

    /// The learner's own certificates, and the courses that give one.
    async fn certificates(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<CertificatesHome>;

    /// What the certificate of a course would say, and how far the learner is.
    async fn certificate_claim(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
    ) -> ServiceResult<ClaimView>;

    /// Issues the certificate of a finished course. The same claim again changes nothing; one with another name takes
    /// the place of the certificate before.
    async fn claim_certificate(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
        input: &ClaimInput,
    ) -> ServiceResult<CertificateCode>;

    /// A certificate. Public: whoever has the code was given it.
    async fn certificate(
        &self,
        actor: &Actor,
        device: Option<&str>,
        code: &CertificateCode,
    ) -> ServiceResult<CertificateView>;

    /// A certificate on paper, once it is set: PDF. Public.
    async fn certificate_document(&self, actor: &Actor, code: &CertificateCode) -> ServiceResult<Vec<u8>>;

    /// A certificate as a signed file: JSON. Public.
    async fn certificate_credential(&self, actor: &Actor, code: &CertificateCode) -> ServiceResult<String>;

    /// The code that a telephone reads, which leads to the page of a certificate: SVG. Public.
    async fn certificate_qr(&self, actor: &Actor, code: &CertificateCode) -> ServiceResult<String>;

    /// Revokes a certificate, with a reason.
    async fn revoke_certificate(
        &self,
        actor: &Actor,
        code: &CertificateCode,
        input: &RevocationInput,
    ) -> ServiceResult<()>;

    /// Checks a certificate that somebody has as a file. Public; nothing is kept.
    async fn check_credential(&self, actor: &Actor, content: &[u8]) -> ServiceResult<CredentialCheck>;

    /// The keys that certificates are checked with. Public.
    async fn certificate_keys(&self, actor: &Actor) -> ServiceResult<IssuerKeys>;

    /// A signed list of revocations: JSON. Public.
    async fn revocation_list(&self, actor: &Actor, list: i64) -> ServiceResult<String>;

    /// How many people are on which level of digital skills. Public.
    async fn skills_picture(&self, actor: &Actor) -> ServiceResult<Picture>;

    /// Every lesson for those who write courses.
    async fn authoring(&self, actor: &Actor) -> ServiceResult<AuthoringList>;

    /// A lesson file with the linter's words and a preview; of `draft` when there is one. Nothing is kept.
    async fn authoring_lesson(
        &self,
        actor: &Actor,
        path: &LessonPath,
        language: Language,
        draft: Option<&str>,
    ) -> ServiceResult<AuthoringView>;
}

/// The fields of an answered form.
#[derive(Debug, Clone, Copy)]
pub struct AnswerForm<'a> {
    pub key: &'a str,
    pub fields: &'a [(String, String)],
}

/// The longest key of an answer.
pub const MOST_KEY_CHARACTERS: u32 = 64;

/// Whether a key can be one.
///
/// # Errors
/// The problem of the field `key`.
pub fn check_key(key: &str) -> Result<(), FieldError> {
    use crate::Problem;
    let problem = if key.is_empty() {
        Problem::Required
    } else if key.chars().count() > MOST_KEY_CHARACTERS as usize {
        Problem::TooLong {
            max: MOST_KEY_CHARACTERS,
        }
    } else if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        Problem::ControlCharacters
    } else {
        return Ok(());
    };
    Err(FieldError::new("key", problem))
}
