//! The only door of the cabinet slice.

use super::document::DocumentCheck;
use super::figures::TimeFigures;
use super::opinion::{OpinionCase, OpinionInput};
use super::overview::{Overview, OverviewFilter};
use super::receipt::{LogKey, Receipt, ReceiptCheck, ReceiptCode, SignedRoot};
use super::status::{StatusInput, StatusView};
use super::view::{
    ApplicationSummary, ApplicationView, ApprovalInput, DecideInput, DraftAgain, DraftSummary, DraftView,
    FieldRemark, FileContent, ForwardInput, HearingInput, Mended, NewFile, QueueCounts, QueueFilter,
    QueuePage, Rating, SaveDraft, SavedDraft, ServiceSummary, ServiceView, Submitted, SuspendInput,
};
use crate::id::{ApplicationId, DraftId, FileId, OpinionId};
use crate::{Actor, Language, ServiceResult};
use async_trait::async_trait;

/// Use cases: services, drafts and applications.
#[async_trait]
pub trait CabinetService: Send + Sync {
    /// Every service, by code. Public.
    async fn services(&self, actor: &Actor) -> ServiceResult<Vec<ServiceSummary>>;

    /// The services whose cards hold the words of a query. Public.
    async fn search(&self, actor: &Actor, query: &str) -> ServiceResult<Vec<ServiceSummary>>;

    /// The card of a service. Public.
    async fn service(&self, actor: &Actor, code: &str) -> ServiceResult<ServiceView>;

    /// Starts a draft, or goes on with the one that the person has for this service.
    async fn start_draft(&self, actor: &Actor, code: &str) -> ServiceResult<DraftId>;

    /// Begins one of the own applications again: a draft with its answers, without files and consents.
    async fn start_again(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<DraftAgain>;

    /// The own drafts, the last changed first.
    async fn drafts(&self, actor: &Actor) -> ServiceResult<Vec<DraftSummary>>;

    /// One of the own drafts, submitted ones too.
    async fn draft(&self, actor: &Actor, id: DraftId) -> ServiceResult<DraftView>;

    /// Keeps the answers of a section as they were typed, right or wrong.
    ///
    /// Says [`crate::ServiceError::Conflict`] when the draft was changed on another device meanwhile.
    async fn save_draft(&self, actor: &Actor, id: DraftId, save: &SaveDraft) -> ServiceResult<SavedDraft>;

    /// Attaches a file to a field of a draft.
    async fn attach(&self, actor: &Actor, id: DraftId, file: NewFile) -> ServiceResult<SavedDraft>;

    /// Takes a file off a field of a draft.
    async fn detach(
        &self,
        actor: &Actor,
        id: DraftId,
        field: &str,
        file: FileId,
    ) -> ServiceResult<SavedDraft>;

    /// Submits a draft. However often it is asked, one application comes of it.
    async fn submit(&self, actor: &Actor, id: DraftId) -> ServiceResult<Submitted>;

    /// The own applications, the last changed first.
    async fn applications(&self, actor: &Actor) -> ServiceResult<Vec<ApplicationSummary>>;

    /// One of the own applications.
    async fn application(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<ApplicationView>;

    /// Where the application of a number is, for whoever has its code. Public.
    async fn status(&self, actor: &Actor, input: &StatusInput) -> ServiceResult<StatusView>;

    /// Mends the fields that the officer named, and only those; new files come along. Refuses what changes nothing, unless the
    /// person insists.
    async fn correct(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        mended: Mended,
    ) -> ServiceResult<()>;

    /// Takes an application back.
    async fn withdraw(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()>;

    /// A file of an application, for its applicant and for the staff of its unit.
    async fn application_file(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent>;

    /// The thumbnail of a file of an application.
    async fn application_preview(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent>;

    /// The thumbnail of a file of one of the own drafts.
    async fn draft_preview(&self, actor: &Actor, id: DraftId, file: FileId) -> ServiceResult<FileContent>;

    /// The decision on paper, for its applicant and for the staff of its unit.
    async fn decision_document(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<FileContent>;

    /// What everybody who holds a document may learn by its code. Public.
    async fn check_document(&self, actor: &Actor, code: &str) -> ServiceResult<DocumentCheck>;

    /// The same, and whether a file is this document, byte by byte. Public.
    async fn compare_document(
        &self,
        actor: &Actor,
        code: &str,
        content: &[u8],
    ) -> ServiceResult<(DocumentCheck, bool)>;

    /// A file of one of the own drafts.
    async fn draft_file(&self, actor: &Actor, id: DraftId, file: FileId) -> ServiceResult<FileContent>;

    /// The applications of the actor's units, the most urgent first.
    async fn queue(&self, actor: &Actor, filter: QueueFilter) -> ServiceResult<QueuePage>;

    /// How much waits for the actor in that queue.
    async fn queue_counts(&self, actor: &Actor) -> ServiceResult<QueueCounts>;

    /// An application for the staff of its unit. The applicant can see the look.
    async fn case(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<ApplicationView>;

    /// Takes an application. Of two officers at once one gets it; the other is told.
    async fn take(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()>;

    /// Asks the applicant to mend fields; the clock stands until then.
    async fn request_correction(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        remarks: &[FieldRemark],
    ) -> ServiceResult<()>;

    /// Stops the clock on a ground of the card; the actual days come back.
    async fn suspend(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &SuspendInput,
    ) -> ServiceResult<()>;

    /// Lets the clock run again.
    async fn resume(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()>;

    /// Sets the longer term of the card, with the reason; only the head of the unit does.
    async fn extend(&self, actor: &Actor, id: ApplicationId, version: i64, reason: &str)
    -> ServiceResult<()>;

    /// Discloses an intended refusal, so that the applicant can speak first.
    async fn intend_refusal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &HearingInput,
    ) -> ServiceResult<()>;

    /// The applicant speaks, or waives the right with `None`.
    async fn speak(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        answer: Option<&str>,
    ) -> ServiceResult<()>;

    /// Ends a hearing whose day has passed without an answer.
    async fn end_hearing(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()>;

    /// Sends a draft of the decision to colleagues. A draft that is with them already is replaced: the new version has visas
    /// of its own.
    async fn send_for_approval(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &ApprovalInput,
    ) -> ServiceResult<()>;

    /// Approves the version of the draft that was read; a remark is optional. Another version is a conflict.
    async fn give_visa(
        &self,
        actor: &Actor,
        id: ApplicationId,
        draft: i64,
        remark: &str,
    ) -> ServiceResult<()>;

    /// Sends the version of the draft that was read back to its author, with a remark.
    async fn return_draft(
        &self,
        actor: &Actor,
        id: ApplicationId,
        draft: i64,
        remark: &str,
    ) -> ServiceResult<()>;

    /// Takes the own draft back, to go on working.
    async fn recall_draft(&self, actor: &Actor, id: ApplicationId, version: i64) -> ServiceResult<()>;

    /// Signs the version of the draft that was read: the application is decided as it says.
    async fn sign_draft(&self, actor: &Actor, id: ApplicationId, draft: i64) -> ServiceResult<()>;

    /// Asks another unit of the city, or notes what a body outside it is asked, with a day until which the answer is awaited. The
    /// clock of the application runs.
    async fn ask_opinion(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &OpinionInput,
    ) -> ServiceResult<()>;

    /// What the units of the actor are asked and have not answered, the most urgent first.
    async fn opinions(&self, actor: &Actor) -> ServiceResult<Vec<OpinionCase>>;

    /// A question that the actor can answer: to a unit of theirs, or of their case to a body outside the city.
    async fn opinion(&self, actor: &Actor, id: OpinionId) -> ServiceResult<OpinionCase>;

    /// Answers a question to a unit of the actor, or notes the answer of a body outside the city. A second answer is a conflict.
    async fn give_opinion(&self, actor: &Actor, id: OpinionId, answer: &str) -> ServiceResult<()>;

    /// Writes a message inside an open application, by its applicant or the staff of its unit.
    async fn write_message(&self, actor: &Actor, id: ApplicationId, text: &str) -> ServiceResult<()>;

    /// Complains about a decision.
    async fn appeal(&self, actor: &Actor, id: ApplicationId, version: i64, text: &str) -> ServiceResult<()>;

    /// Decides a complaint; never whoever made the decision.
    async fn decide_appeal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        annuls: bool,
        reason: &str,
    ) -> ServiceResult<()>;

    /// Tells how satisfied the applicant is, once and after the end.
    async fn rate(&self, actor: &Actor, id: ApplicationId, rating: &Rating) -> ServiceResult<()>;

    /// Whose the days of decided applications were, month by month. Public.
    async fn times(&self, actor: &Actor) -> ServiceResult<TimeFigures>;

    /// Publishes the figures of the months that have ended. Only the program itself does.
    async fn publish_times(&self, actor: &Actor) -> ServiceResult<()>;

    /// How the units that the actor heads are doing.
    async fn overview(&self, actor: &Actor, filter: &OverviewFilter) -> ServiceResult<Overview>;

    /// The receipt of one of the own applications: its events, and the proof that the signed log holds them.
    async fn receipt(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<Receipt>;

    /// The newest proven event of a receipt as a code that a telephone reads: it leads to the page that checks it.
    async fn receipt_code(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<ReceiptCode>;

    /// The same receipt as a PDF, to print or to keep.
    async fn receipt_paper(
        &self,
        actor: &Actor,
        id: ApplicationId,
        language: Language,
    ) -> ServiceResult<FileContent>;

    /// Holds a receipt against itself, against the published roots and against the records. Public.
    async fn check_receipt(&self, actor: &Actor, content: &[u8]) -> ServiceResult<ReceiptCheck>;

    /// The newest signed roots of the log, newest first, each with the proof that the log only grew. Public.
    async fn signed_roots(&self, actor: &Actor) -> ServiceResult<Vec<SignedRoot>>;

    /// The keys with which roots were signed, the one in use first. Public.
    async fn log_keys(&self, actor: &Actor) -> ServiceResult<Vec<LogKey>>;

    /// Takes new events into the log and signs its root, once a day. Only the program itself does.
    async fn sign_log(&self, actor: &Actor) -> ServiceResult<()>;

    /// Grants, or refuses by a ground of the closed list. Files go along that were attached before.
    async fn decide(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &DecideInput,
        files: &[FileId],
    ) -> ServiceResult<()>;

    /// Hands an application to the body that it is for. The letter to that body goes its usual way.
    async fn forward(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &ForwardInput,
    ) -> ServiceResult<()>;

    /// Keeps a file for the decision that the actor is writing. Nobody else sees it until it goes along with a draft or a decision.
    async fn attach_to_decision(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: NewFile,
    ) -> ServiceResult<FileId>;

    /// A file of the decision for the applicant, once it is decided; for the staff of its unit also one of a draft. The look of the
    /// staff is written down.
    async fn decision_file(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent>;
}
