//! Use cases of the learning slice. A file per group; this one is the door.

mod authoring;
pub mod bank;
mod card;
pub mod certificate;
pub mod class;
mod learner;
pub mod library;
mod markdown;
mod overview;
mod picture;
mod review;
mod statistics;
mod study;
mod test;
pub mod training;
pub mod yaml;

use crate::adapters::document::Documents;
use crate::adapters::file_store::FileStore;
use crate::adapters::signing_key::SigningKeyFile;
use crate::service::Desk;
use async_trait::async_trait;
use domain::id::SittingId;
use domain::learning::assessment::bank::Bank;
use domain::learning::assessment::picture::Picture;
use domain::learning::assessment::view::{
    ItemLine, Question, ReviewedQuestion, TestHome, TestReply, TestResult, TestStart, TestStep,
};
use domain::learning::certificate::view::{
    CertificateView, CertificatesHome, ClaimView, CredentialCheck, IssuerKeys,
};
use domain::learning::certificate::{CertificateCode, ClaimInput, RevocationInput};
use domain::learning::course::LessonPath;
use domain::learning::review::CardPath;
use domain::learning::service::{AnswerForm, LearningService};
use domain::learning::view::{
    AnswerInput, AuthoringList, AuthoringView, CourseView, GoOn, Graded, Kept, LearningHome, LessonView,
    ModuleView, ReadScreen, ResumeCard, ReviewView, ScreenView,
};
use domain::{Actor, Language, ServiceResult};
use library::Library;
use std::sync::Arc;
use study::Given;

/// The door of the learning slice, on a real desk.
pub struct Learning {
    desk: Desk,
    library: Arc<Library>,
    bank: Arc<Bank>,
    files: FileStore,
    documents: Documents,
    certificate_key: SigningKeyFile,
}

impl Learning {
    #[must_use]
    pub fn new(desk: Desk, library: Arc<Library>, bank: Arc<Bank>, documents: Documents) -> Self {
        Self {
            files: FileStore::in_data_dir(&desk.settings.data_dir),
            certificate_key: SigningKeyFile::of_certificates(&desk.settings.data_dir),
            desk,
            library,
            bank,
            documents,
        }
    }
}

#[async_trait]
impl LearningService for Learning {
    async fn home(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<LearningHome> {
        self.home_view(actor, device).await
    }

    async fn course(&self, actor: &Actor, device: Option<&str>, code: &str) -> ServiceResult<CourseView> {
        self.course_view(actor, device, code).await
    }

    async fn module(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
        module: &str,
    ) -> ServiceResult<ModuleView> {
        self.module_view(actor, device, course, module).await
    }

    async fn lesson(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        language: Language,
    ) -> ServiceResult<LessonView> {
        self.lesson_view(actor, device, path, language).await
    }

    async fn screen(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
        language: Language,
    ) -> ServiceResult<ScreenView> {
        self.screen_view(actor, device, path, slug, language).await
    }

    async fn read_screen(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
    ) -> ServiceResult<Kept<ReadScreen>> {
        self.keep_reading(actor, device, path, slug).await
    }

    async fn answer(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
        input: &AnswerInput,
        language: Language,
    ) -> ServiceResult<Kept<Graded>> {
        let given = Given::Answer(&input.answer);
        self.keep_answer(actor, device, (path, slug, language), &input.key, given)
            .await
    }

    async fn answer_form(
        &self,
        actor: &Actor,
        device: Option<&str>,
        path: &LessonPath,
        slug: &str,
        form: &AnswerForm<'_>,
        language: Language,
    ) -> ServiceResult<Kept<Graded>> {
        let given = Given::Fields(form.fields);
        self.keep_answer(actor, device, (path, slug, language), form.key, given)
            .await
    }

    async fn review(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<ReviewView> {
        self.review_view(actor, device).await
    }

    async fn review_card(
        &self,
        actor: &Actor,
        device: Option<&str>,
        card: &CardPath,
        knows: bool,
    ) -> ServiceResult<()> {
        self.keep_review(actor, device, card, knows).await
    }

    async fn resume_card(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<ResumeCard> {
        self.own_card(actor, device).await
    }

    async fn make_resume_card(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<Kept<ResumeCard>> {
        self.make_card(actor, device).await
    }

    async fn resume_by_code(&self, actor: &Actor, code: &str) -> ServiceResult<Kept<Option<GoOn>>> {
        self.use_card(actor, code).await
    }

    async fn attach_device(&self, actor: &Actor, device: &str) -> ServiceResult<()> {
        self.attach(actor, device).await
    }

    async fn forget_device(&self, actor: &Actor, device: &str) -> ServiceResult<()> {
        self.forget(actor, device).await
    }

    async fn test_home(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<TestHome> {
        self.test_home_view(actor, device).await
    }

    async fn test_start(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<TestStart> {
        self.test_start_view(actor, device).await
    }

    async fn begin_test(
        &self,
        actor: &Actor,
        device: Option<&str>,
        fields: &[(String, String)],
    ) -> ServiceResult<Kept<TestStep>> {
        self.begin_sitting(actor, device, fields).await
    }

    async fn test_question(
        &self,
        actor: &Actor,
        device: Option<&str>,
        language: Language,
    ) -> ServiceResult<Option<Question>> {
        self.waiting_question(actor, device, language).await
    }

    async fn reply_to_question(
        &self,
        actor: &Actor,
        device: Option<&str>,
        reply: &TestReply<'_>,
        language: Language,
    ) -> ServiceResult<TestStep> {
        self.keep_reply(actor, device, reply, language).await
    }

    async fn test_result(
        &self,
        actor: &Actor,
        device: Option<&str>,
        id: SittingId,
    ) -> ServiceResult<TestResult> {
        self.result_view(actor, device, id).await
    }

    async fn test_answers(
        &self,
        actor: &Actor,
        device: Option<&str>,
        id: SittingId,
        language: Language,
    ) -> ServiceResult<Vec<ReviewedQuestion>> {
        self.reviewed_questions(actor, device, id, language).await
    }

    async fn item_statistics(&self, actor: &Actor) -> ServiceResult<Vec<ItemLine>> {
        self.item_lines(actor).await
    }

    async fn certificates(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<CertificatesHome> {
        self.certificates_home(actor, device).await
    }

    async fn certificate_claim(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
    ) -> ServiceResult<ClaimView> {
        self.claim_view(actor, device, course).await
    }

    async fn claim_certificate(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
        input: &ClaimInput,
    ) -> ServiceResult<CertificateCode> {
        self.issue_certificate(actor, device, course, input).await
    }

    async fn certificate(
        &self,
        actor: &Actor,
        device: Option<&str>,
        code: &CertificateCode,
    ) -> ServiceResult<CertificateView> {
        self.certificate_view(actor, device, code).await
    }

    async fn certificate_document(&self, _actor: &Actor, code: &CertificateCode) -> ServiceResult<Vec<u8>> {
        self.document_of(code).await
    }

    async fn certificate_credential(&self, _actor: &Actor, code: &CertificateCode) -> ServiceResult<String> {
        self.credential_of(code).await
    }

    async fn certificate_qr(&self, _actor: &Actor, code: &CertificateCode) -> ServiceResult<String> {
        self.qr_of(code).await
    }

    async fn revoke_certificate(
        &self,
        actor: &Actor,
        code: &CertificateCode,
        input: &RevocationInput,
    ) -> ServiceResult<()> {
        self.revoke_by_officer(actor, code, input).await
    }

    async fn check_credential(&self, _actor: &Actor, content: &[u8]) -> ServiceResult<CredentialCheck> {
        self.check_file(content).await
    }

    async fn certificate_keys(&self, _actor: &Actor) -> ServiceResult<IssuerKeys> {
        self.issuer_keys().await
    }

    async fn revocation_list(&self, _actor: &Actor, list: i64) -> ServiceResult<String> {
        self.signed_list(list).await
    }

    async fn skills_picture(&self, _actor: &Actor) -> ServiceResult<Picture> {
        self.skills().await
    }

    async fn authoring(&self, actor: &Actor) -> ServiceResult<AuthoringList> {
        self.authoring_list(actor)
    }

    async fn authoring_lesson(
        &self,
        actor: &Actor,
        path: &LessonPath,
        language: Language,
        draft: Option<&str>,
    ) -> ServiceResult<AuthoringView> {
        self.authoring_view(actor, path, language, draft)
    }
}
