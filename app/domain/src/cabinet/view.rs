//! What the cabinet shows, and what it is asked with. Moments and days are civil ones of the community's zone.

use super::application::{Command, SUBMITTED, State};
use super::approval::{DraftOutcome, Order, Signer, VisaOutcome};
use super::card::{Category, RefusalGround, ServiceCard, TermRule};
use super::document::DocumentView;
use super::figures::UsualTime;
use super::form::{Answers, Differing, Prefilled};
use super::ledger::Stretch;
use super::offer::days_to_answer;
use super::opinion::OpinionView;
use super::status::StatusCode;
use super::template::DecisionTemplate;
use super::term::Derivation;
use crate::actor::{IdentityLevel, Role};
use crate::id::{ApplicationId, CorrectionId, DraftId, FileId, OpinionId, PersonId};
use crate::language::Bilingual;
use crate::people::unit::Unit;
pub use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A line of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSummary {
    pub code: String,
    pub name: Bilingual,
    pub summary: Bilingual,
    pub category: Category,
    pub identity: IdentityLevel,
}

/// The card of a service with the unit that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceView {
    pub card: Arc<ServiceCard>,
    pub unit: Option<Unit>,
    /// How long the service usually takes; `None` when too few were decided.
    pub usual: Option<UsualTime>,
}

/// A line of one's own drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftSummary {
    pub id: DraftId,
    pub service: Bilingual,
    pub updated_at: DateTime,
    pub expires_on: Date,
}

/// The draft in which an earlier application begins again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftAgain {
    pub id: DraftId,
    /// Whether the answers were carried over; not into a draft in which something is written already.
    pub is_filled: bool,
}

/// A draft with the card that it follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftView {
    pub id: DraftId,
    pub card: Arc<ServiceCard>,
    pub answers: Answers,
    pub files: Vec<AttachedFile>,
    /// Grows with every save; a save that names an older one is refused.
    pub version: i64,
    pub updated_at: DateTime,
    pub expires_on: Date,
    /// What the city knows for its fields.
    pub prefilled: Vec<Prefilled>,
    /// The day on which dates are judged.
    pub today: super::form::Day,
    /// The application that came of it.
    pub application: Option<ApplicationId>,
}

/// A file that belongs to an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedFile {
    pub id: FileId,
    pub field: String,
    pub name: String,
    pub size_bytes: u64,
    pub media_type: String,
    /// Whether there is a thumbnail, which a job makes after the file has come.
    pub has_preview: bool,
}

/// The answers of one section, to be kept as they were typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// The version that the person saw.
    pub version: i64,
    pub section: String,
    pub answers: Answers,
}

/// A draft that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedDraft {
    pub version: i64,
    /// `12:04`
    pub saved_at: String,
}

/// A file as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    pub field: String,
    pub name: String,
    pub content: Vec<u8>,
}

/// What an applicant sends to mend an application.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mended {
    pub answers: Answers,
    pub files: Vec<NewFile>,
    /// Whether the person insists that what was asked about is right as it is.
    pub is_sure: bool,
}

/// A file for its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileContent {
    pub name: String,
    pub media_type: String,
    pub content: Vec<u8>,
}

/// What a submission came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    pub application: ApplicationId,
    pub number: String,
}

/// A line of one's own applications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationSummary {
    pub id: ApplicationId,
    pub number: String,
    pub service: Bilingual,
    pub state: State,
    pub due: Option<DateTime>,
    pub changed_at: DateTime,
}

/// An application with everything that its applicant and its officer may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationView {
    pub id: ApplicationId,
    pub number: String,
    /// For the applicant: the code by which anybody who has it learns where the application is.
    pub status_code: Option<StatusCode>,
    /// The card as it was when the application was registered.
    pub card: Arc<ServiceCard>,
    pub state: State,
    pub version: i64,
    pub applicant_name: String,
    /// For the staff: answers that differ from the verified data of the applicant.
    pub differing: Vec<Differing>,
    pub answers: Answers,
    pub files: Vec<AttachedFile>,
    pub unit: Option<Unit>,
    pub officer_name: Option<String>,
    /// Whether the reader is the officer who took it.
    pub is_taken_by_reader: bool,
    pub submitted_at: DateTime,
    pub term: Option<TermRule>,
    pub derivation: Derivation,
    /// The civil moment of a term in hours.
    pub due: Option<DateTime>,
    pub is_overdue: bool,
    /// Since when it is with whoever has it now.
    pub held_since: DateTime,
    /// Whose the days were, oldest first.
    pub ledger: Vec<Stretch>,
    /// How long the service usually takes; `None` when too few were decided.
    pub usual: Option<UsualTime>,
    pub history: Vec<Happened>,
    pub correction: Option<CorrectionView>,
    pub decision: Option<DecisionView>,
    /// For whom a draft of the decision waits, by role.
    pub approval: Option<ApprovalView>,
    /// For the staff: every version of the draft, the newest first.
    pub drafts: Vec<DecisionDraftView>,
    /// For whoever can send a draft: those who can be asked.
    pub colleagues: Vec<Colleague>,
    /// What others were asked, oldest first; to the applicant without question and answer.
    pub opinions: Vec<OpinionView>,
    /// For whoever can ask: the other units.
    pub other_units: Vec<Unit>,
    /// For whoever can decide: the templates of the service and those of every service.
    pub templates: Vec<Arc<DecisionTemplate>>,
    /// For whoever can decide: every file that was attached to a decision of the application or a draft of one.
    pub papers: Vec<AttachedFile>,
    /// The decision on paper, once a job has set it.
    pub document: Option<DocumentView>,
    /// The hearing that is awaited, or the last one.
    pub hearing: Option<HearingView>,
    /// The complaint about the decision.
    pub appeal: Option<AppealView>,
    pub rating: Option<Rating>,
    /// What applicant and staff wrote to each other, oldest first.
    pub messages: Vec<Message>,
    /// What the reader can do now.
    pub offered: Vec<Command>,
    /// Code of the rule that keeps the reader from what their role and the state would allow.
    pub hindered: Option<&'static str>,
    pub today: super::form::Day,
}

impl ApplicationView {
    /// Whether the reader can do this now.
    #[must_use]
    pub fn offers(&self, command: Command) -> bool {
        self.offered.contains(&command)
    }

    /// The first and the last day on which the applicant may be awaited.
    #[must_use]
    pub fn days_to_answer(&self) -> (Date, Option<Date>) {
        let today = self.today.to_string().parse().unwrap_or_default();
        days_to_answer(today, self.due.map(|due| due.date()))
    }

    /// The question for which a stretch of the ledger waited.
    #[must_use]
    pub fn opinion(&self, id: OpinionId) -> Option<&OpinionView> {
        self.opinions.iter().find(|opinion| opinion.id == id)
    }

    /// The questions that nobody has answered yet.
    pub fn awaited_opinions(&self) -> impl Iterator<Item = &OpinionView> {
        self.opinions.iter().filter(|opinion| opinion.ended_at.is_none())
    }

    /// The draft that is under approval.
    #[must_use]
    pub fn open_draft(&self) -> Option<&DecisionDraftView> {
        self.drafts.iter().find(|draft| draft.outcome.is_none())
    }

    /// Whether the reader is the officer who can decide, ask, suspend now.
    #[must_use]
    pub fn is_worked_on_by_reader(&self) -> bool {
        self.is_taken_by_reader && self.state == State::InReview
    }
}

/// One event of an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happened {
    pub kind: HappenedKind,
    pub at: DateTime,
    pub who: Option<String>,
    /// The ground of a suspension, of the closed list of the card.
    pub ground: Option<RefusalGround>,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HappenedKind {
    Submitted,
    Did(Command),
}

impl HappenedKind {
    /// The kind of the event that tells of it.
    #[must_use]
    pub const fn event(self) -> &'static str {
        match self {
            Self::Submitted => SUBMITTED,
            Self::Did(command) => command.event(),
        }
    }

    /// What an event of an application tells of; `None` for one that moves nothing, such as a message.
    #[must_use]
    pub fn of_event(kind: &str) -> Option<Self> {
        if kind == SUBMITTED {
            return Some(Self::Submitted);
        }
        let command = Command::ALL.into_iter().find(|command| command.event() == kind)?;
        Some(Self::Did(command))
    }
}

/// A message inside an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub author_name: String,
    pub is_staff: bool,
    pub text: String,
    pub at: DateTime,
}

/// An intended refusal that was disclosed to the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingView {
    pub ground: String,
    pub motivation: String,
    pub asked_at: DateTime,
    /// Until the end of this day the applicant may speak.
    pub answer_until: Date,
    pub outcome: Option<HearingOutcome>,
    pub answer: Option<String>,
}

/// How a hearing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HearingOutcome {
    Heard,
    /// The applicant did not want to say anything.
    Waived,
    /// The day passed without an answer.
    Lapsed,
}

impl HearingOutcome {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::Waived => "waived",
            Self::Lapsed => "lapsed",
        }
    }

    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        [Self::Heard, Self::Waived, Self::Lapsed]
            .into_iter()
            .find(|outcome| outcome.code() == code)
    }
}

/// A complaint about a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppealView {
    pub text: String,
    pub filed_at: DateTime,
    /// Whether the decision was annulled, and why or why not; `None` while somebody looks into it.
    pub outcome: Option<(bool, String)>,
}

/// How satisfied the applicant is, from 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    pub score: u8,
    pub comment: String,
}

/// Why the clock is stopped, and until when it probably is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspendInput {
    pub ground: String,
    pub reason: String,
}

/// What is disclosed before a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingInput {
    pub ground: String,
    pub motivation: String,
    /// As typed.
    pub answer_until: String,
}

/// A correction that is awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionView {
    pub id: CorrectionId,
    pub asked_at: DateTime,
    pub fields: Vec<FieldRemark>,
    /// Codes of the fields that can be changed: those of the remarks, and hidden ones that may appear with them.
    pub open: Vec<String>,
}

/// What is to be mended in one field, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRemark {
    pub field: String,
    pub reason: String,
}

/// How it was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionView {
    pub is_granted: bool,
    pub text: String,
    /// Code of the ground of refusal.
    pub ground: Option<String>,
    /// The body to which the application was handed instead.
    pub forwarded_to: Option<String>,
    /// What goes along with it.
    pub files: Vec<AttachedFile>,
    pub decided_at: DateTime,
}

/// For whom a draft waits: told to the applicant too, so it names no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalView {
    /// Each role once.
    pub visas_of: Vec<Role>,
    /// Every visa is there: it waits for the signature.
    pub signature_of: Option<Signer>,
}

/// A version of a draft decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionDraftView {
    pub number: i64,
    pub is_granted: bool,
    pub text: String,
    /// Code of the ground of refusal.
    pub ground: Option<String>,
    pub hearing_exception: Option<String>,
    pub author_name: String,
    pub sent_at: DateTime,
    pub order: Order,
    pub visas: Vec<VisaView>,
    /// Every visa is there.
    pub is_complete: bool,
    /// `None` while it is under approval.
    pub outcome: Option<DraftOutcome>,
    pub ended_at: Option<DateTime>,
    /// Why whoever was to sign it sent it back instead.
    pub remark: Option<String>,
    pub files: Vec<AttachedFile>,
}

/// What a colleague was asked, and said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisaView {
    pub person: PersonId,
    pub person_name: String,
    pub role: Role,
    pub is_readers: bool,
    /// Since when it waits for them; `None` before their turn and after.
    pub waits_since: Option<DateTime>,
    pub outcome: Option<VisaOutcome>,
    pub remark: Option<String>,
    pub decided_at: Option<DateTime>,
}

/// Somebody who can be asked for a visa.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    pub person: PersonId,
    pub name: String,
    pub role: Role,
}

/// A draft for colleagues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalInput {
    pub decision: DecideInput,
    /// As chosen.
    pub order: String,
    /// Ids of those who are asked, by place; empty places are none.
    pub visas: Vec<String>,
    /// What goes along, of the files that were attached before.
    pub files: Vec<FileId>,
}

/// How an officer decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecideInput {
    Grant {
        text: String,
    },
    Refuse {
        ground: String,
        motivation: String,
        /// Why the applicant was not heard, where the law excepts it; otherwise empty.
        hearing_exception: String,
    },
}

/// To whom an application is handed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForwardInput {
    /// Name of the body.
    pub body: String,
    pub reason: String,
    /// What goes along, of the files that were attached before.
    pub files: Vec<FileId>,
}

/// Which applications of the units an officer wants to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueueFilter {
    pub whose: Whose,
    /// Without a state: those that are not closed.
    pub state: Option<State>,
    pub due: Option<DueFilter>,
    /// Counted from 1.
    pub page: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    #[default]
    All,
    Mine,
    Unassigned,
    /// Those whose draft waits for the reader: for a visa, or for the signature.
    ForApproval,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueFilter {
    Overdue,
    /// Within three days.
    Soon,
}

/// One page of the queue, the most urgent first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuePage {
    pub items: Vec<QueueItem>,
    pub total: u64,
    pub page: u32,
    pub pages: u32,
    /// How many complaints wait for the reader to decide about them.
    pub complaints: u64,
    /// How many drafts wait for the reader's visa or signature.
    pub for_approval: u64,
    /// How many questions wait for an answer of the reader's units.
    pub opinions: u64,
}

/// How much waits for an officer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueCounts {
    /// Applications that nobody has taken yet.
    pub unassigned: u64,
    pub mine: u64,
    pub overdue: u64,
    /// Complaints that the reader has to decide about.
    pub complaints: u64,
    /// Drafts that wait for the reader's visa or signature.
    pub for_approval: u64,
}

/// A line of the queue. It names no applicant: opening the application is a look that is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueItem {
    pub id: ApplicationId,
    pub number: String,
    pub service: Bilingual,
    pub state: State,
    pub officer_name: Option<String>,
    pub submitted_at: DateTime,
    pub due: Option<DateTime>,
    pub urgency: Urgency,
}

/// How near the due date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    Overdue,
    Soon,
    InTime,
    /// The clock stands, or the application is closed.
    Stopped,
}
