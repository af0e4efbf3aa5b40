//! Use cases of the cabinet slice. A file per group; this one is the door.

mod appeal;
mod application;
mod approval;
mod attachment;
pub mod catalogue;
mod decision_file;
mod document;
mod draft;
mod hearing;
pub mod log;
mod message;
mod notify;
mod officer;
mod opinion;
mod overview;
mod pause;
mod present;
mod queue;
mod receipt_paper;
mod status;
mod submit;
mod times;

use crate::adapters::document::Documents;
use crate::adapters::file_store::FileStore;
use crate::adapters::signing_key::SigningKeyFile;
use crate::service::Desk;
use async_trait::async_trait;
use catalogue::Catalogue;
use domain::cabinet::document::DocumentCheck;
use domain::cabinet::figures::TimeFigures;
use domain::cabinet::opinion::{OpinionCase, OpinionInput};
use domain::cabinet::overview::{Overview, OverviewFilter};
use domain::cabinet::receipt::{LogKey, Receipt, ReceiptCheck, ReceiptCode, SignedRoot};
use domain::cabinet::service::CabinetService;
use domain::cabinet::status::{StatusInput, StatusView};
use domain::cabinet::view::{
    ApplicationSummary, ApplicationView, ApprovalInput, DecideInput, DraftAgain, DraftSummary, DraftView,
    FieldRemark, FileContent, ForwardInput, HearingInput, Mended, NewFile, QueueCounts, QueueFilter,
    QueuePage, Rating, SaveDraft, SavedDraft, ServiceSummary, ServiceView, Submitted, SuspendInput,
};
use domain::id::{ApplicationId, DraftId, FileId, OpinionId};
use domain::{Actor, Language, ServiceResult};
use std::sync::Arc;

/// The door of the cabinet slice, on a real desk.
pub struct Cabinet {
    desk: Desk,
    catalogue: Arc<Catalogue>,
    files: FileStore,
    documents: Documents,
    log_key: SigningKeyFile,
}

impl Cabinet {
    #[must_use]
    pub fn new(desk: Desk, catalogue: Arc<Catalogue>, documents: Documents) -> Self {
        Self {
            files: FileStore::in_data_dir(&desk.settings.data_dir),
            log_key: SigningKeyFile::in_data_dir(&desk.settings.data_dir),
            desk,
            catalogue,
            documents,
        }
    }
}

#[async_trait]
impl CabinetService for Cabinet {
    async fn services(&self, _actor: &Actor) -> ServiceResult<Vec<ServiceSummary>> {
        Ok(self.catalogue.summaries(|_| true))
    }

    async fn search(&self, _actor: &Actor, query: &str) -> ServiceResult<Vec<ServiceSummary>> {
        Ok(self.catalogue.summaries(|card| card.matches(query)))
    }

    async fn service(&self, _actor: &Actor, code: &str) -> ServiceResult<ServiceView> {
        self.service_view(code).await
    }

    async fn start_draft(&self, actor: &Actor, code: &str) -> ServiceResult<DraftId> {
        self.start(actor, code).await
    }

    async fn start_again(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<DraftAgain> {
        self.begin_again(actor, id).await
    }

    async fn drafts(&self, actor: &Actor) -> ServiceResult<Vec<DraftSummary>> {
        self.own_drafts(actor).await
    }

    async fn draft(&self, actor: &Actor, id: DraftId) -> ServiceResult<DraftView> {
        self.draft_view(actor, id).await
    }

    async fn save_draft(&self, actor: &Actor, id: DraftId, save: &SaveDraft) -> ServiceResult<SavedDraft> {
        self.save(actor, id, save).await
    }

    async fn attach(&self, actor: &Actor, id: DraftId, file: NewFile) -> ServiceResult<SavedDraft> {
        self.attach_to_draft(actor, id, file).await
    }

    async fn detach(
        &self,
        actor: &Actor,
        id: DraftId,
        field: &str,
        file: FileId,
    ) -> ServiceResult<SavedDraft> {
        self.detach_from_draft(actor, id, field, file).await
    }

    async fn submit(&self, actor: &Actor, id: DraftId) -> ServiceResult<Submitted> {
        self.submit_draft(actor, id).await
    }

    async fn applications(&self, actor: &Actor) -> ServiceResult<Vec<ApplicationSummary>> {
        self.own_applications(actor).await
    }

    async fn application(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<ApplicationView> {
        self.own_application(actor, id).await
    }

    async fn status(&self, _actor: &Actor, input: &StatusInput) -> ServiceResult<StatusView> {
        self.status_of(input).await
    }

    async fn correct(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        mended: Mended,
    ) -> ServiceResult<()> {
        self.answer_correction(actor, id, version, mended).await
    }

    async fn withdraw(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()> {
        self.take_back(actor, id, version).await
    }

    async fn application_file(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent> {
        self.file_of_application(actor, id, file).await
    }

    async fn application_preview(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent> {
        self.preview_of_application(actor, id, file).await
    }

    async fn draft_preview(&self, actor: &Actor, id: DraftId, file: FileId) -> ServiceResult<FileContent> {
        self.preview_of_draft(actor, id, file).await
    }

    async fn decision_document(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<FileContent> {
        self.document_of(actor, id).await
    }

    async fn check_document(&self, _actor: &Actor, code: &str) -> ServiceResult<DocumentCheck> {
        self.check_of(code).await
    }

    async fn compare_document(
        &self,
        _actor: &Actor,
        code: &str,
        content: &[u8],
    ) -> ServiceResult<(DocumentCheck, bool)> {
        self.compare_with(code, content).await
    }

    async fn draft_file(&self, actor: &Actor, id: DraftId, file: FileId) -> ServiceResult<FileContent> {
        self.file_of_draft(actor, id, file).await
    }

    async fn queue(&self, actor: &Actor, filter: QueueFilter) -> ServiceResult<QueuePage> {
        self.queue_page(actor, filter).await
    }

    async fn queue_counts(&self, actor: &Actor) -> ServiceResult<QueueCounts> {
        self.count_queue(actor).await
    }

    async fn case(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<ApplicationView> {
        self.look_at_case(actor, id).await
    }

    async fn take(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()> {
        self.take_application(actor, id, version).await
    }

    async fn request_correction(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        remarks: &[FieldRemark],
    ) -> ServiceResult<()> {
        self.ask_correction(actor, id, version, remarks).await
    }

    async fn suspend(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &SuspendInput,
    ) -> ServiceResult<()> {
        self.suspend_application(actor, id, version, input).await
    }

    async fn resume(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()> {
        self.resume_application(actor, id, version).await
    }

    async fn extend(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        reason: &str,
    ) -> ServiceResult<()> {
        self.extend_term(actor, id, version, reason).await
    }

    async fn intend_refusal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &HearingInput,
    ) -> ServiceResult<()> {
        self.disclose_refusal(actor, id, version, input).await
    }

    async fn speak(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        answer: Option<&str>,
    ) -> ServiceResult<()> {
        self.speak_at_hearing(actor, id, version, answer).await
    }

    async fn end_hearing(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()> {
        self.end_lapsed_hearing(actor, id, version).await
    }

    async fn send_for_approval(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &ApprovalInput,
    ) -> ServiceResult<()> {
        self.send_draft(actor, id, version, input).await
    }

    async fn give_visa(
        &self,
        actor: &Actor,
        id: ApplicationId,
        draft: i64,
        remark: &str,
    ) -> ServiceResult<()> {
        self.approve_draft(actor, id, draft, remark).await
    }

    async fn return_draft(
        &self,
        actor: &Actor,
        id: ApplicationId,
        draft: i64,
        remark: &str,
    ) -> ServiceResult<()> {
        self.send_draft_back(actor, id, draft, remark).await
    }

    async fn recall_draft(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()> {
        self.take_draft_back(actor, id, version).await
    }

    async fn sign_draft(&self, actor: &Actor, id: ApplicationId, draft: i64) -> ServiceResult<()> {
        self.sign_open_draft(actor, id, draft).await
    }

    async fn ask_opinion(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &OpinionInput,
    ) -> ServiceResult<()> {
        self.ask_for_opinion(actor, id, version, input).await
    }

    async fn opinions(&self, actor: &Actor) -> ServiceResult<Vec<OpinionCase>> {
        self.awaited_opinions(actor).await
    }

    async fn opinion(&self, actor: &Actor, id: OpinionId) -> ServiceResult<OpinionCase> {
        self.answerable_opinion(actor, id).await
    }

    async fn give_opinion(&self, actor: &Actor, id: OpinionId, answer: &str) -> ServiceResult<()> {
        self.answer_opinion(actor, id, answer).await
    }

    async fn write_message(&self, actor: &Actor, id: ApplicationId, text: &str) -> ServiceResult<()> {
        self.add_message(actor, id, text).await
    }

    async fn appeal(&self, actor: &Actor, id: ApplicationId, version: i64, text: &str) -> ServiceResult<()> {
        self.file_appeal(actor, id, version, text).await
    }

    async fn decide_appeal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        annuls: bool,
        reason: &str,
    ) -> ServiceResult<()> {
        self.decide_about_appeal(actor, id, version, annuls, reason).await
    }

    async fn rate(&self, actor: &Actor, id: ApplicationId, rating: &Rating) -> ServiceResult<()> {
        self.add_rating(actor, id, rating).await
    }

    async fn times(&self, _actor: &Actor) -> ServiceResult<TimeFigures> {
        self.published_times().await
    }

    async fn publish_times(&self, actor: &Actor) -> ServiceResult<()> {
        self.publish_months(actor).await
    }

    async fn overview(&self, actor: &Actor, filter: &OverviewFilter) -> ServiceResult<Overview> {
        self.overview_of(actor, filter).await
    }

    async fn receipt(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<Receipt> {
        self.own_receipt(actor, id).await
    }

    async fn receipt_code(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<ReceiptCode> {
        self.code_of_receipt(actor, id).await
    }

    async fn receipt_paper(
        &self,
        actor: &Actor,
        id: ApplicationId,
        language: Language,
    ) -> ServiceResult<FileContent> {
        self.receipt_on_paper(actor, id, language).await
    }

    async fn check_receipt(&self, _actor: &Actor, content: &[u8]) -> ServiceResult<ReceiptCheck> {
        self.hold_receipt_against_records(content).await
    }

    async fn signed_roots(&self, _actor: &Actor) -> ServiceResult<Vec<SignedRoot>> {
        self.published_roots().await
    }

    async fn log_keys(&self, _actor: &Actor) -> ServiceResult<Vec<LogKey>> {
        self.published_keys().await
    }

    async fn sign_log(&self, actor: &Actor) -> ServiceResult<()> {
        self.sign_todays_root(actor).await
    }

    async fn decide(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &DecideInput,
        files: &[FileId],
    ) -> ServiceResult<()> {
        self.decide_application(actor, id, version, input, files).await
    }

    async fn forward(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &ForwardInput,
    ) -> ServiceResult<()> {
        self.forward_application(actor, id, version, input).await
    }

    async fn attach_to_decision(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: NewFile,
    ) -> ServiceResult<FileId> {
        self.keep_for_decision(actor, id, file).await
    }

    async fn decision_file(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent> {
        self.file_of_decision(actor, id, file).await
    }
}
