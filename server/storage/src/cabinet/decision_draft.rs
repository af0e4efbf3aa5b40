//! Drafts of decisions and the visas of colleagues.

use super::decision_file;
use crate::error::{StorageError, StorageResult};
use crate::file::FileRow;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::actor::Role;
use domain::cabinet::approval::{DraftOutcome, Order, Round, Signer, VisaOutcome};
use domain::id::{ApplicationId, DecisionDraftId, PersonId, VisaId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A version of a draft as it is stored, with its visas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionDraftRow {
    pub id: DecisionDraftId,
    pub application: ApplicationId,
    pub number: i64,
    pub is_granted: bool,
    pub content: String,
    pub ground: Option<String>,
    pub hearing_exception: Option<String>,
    pub author: PersonId,
    pub author_name: String,
    pub order: Order,
    pub signer: Signer,
    pub sent_at: Timestamp,
    pub ready_at: Option<Timestamp>,
    pub outcome: Option<DraftOutcome>,
    pub remark: Option<String>,
    pub ended_at: Option<Timestamp>,
    /// In the order in which they are asked.
    pub visas: Vec<VisaRow>,
    /// What goes along with the decision.
    pub files: Vec<FileRow>,
}

/// What a colleague was asked, and said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisaRow {
    pub id: VisaId,
    pub person: PersonId,
    pub person_name: String,
    pub role: Role,
    pub waits_since: Option<Timestamp>,
    pub outcome: Option<VisaOutcome>,
    pub remark: Option<String>,
    pub decided_at: Option<Timestamp>,
}

impl DecisionDraftRow {
    /// The draft as the rules see it.
    #[must_use]
    pub fn round(&self) -> Round {
        Round {
            number: self.number,
            author: self.author,
            is_granted: self.is_granted,
            order: self.order,
            visas: self
                .visas
                .iter()
                .map(|visa| (visa.person, visa.outcome))
                .collect(),
        }
    }
}

const INSERT: &str = "INSERT INTO decision_draft (id, application, number, is_granted, content, ground, \
     hearing_exception, author, author_name, visa_order, signer, sent_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const INSERT_VISA: &str = "INSERT INTO visa (id, draft, application, position, person, person_name, role, waits_since) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const OF_APPLICATION: &str = "SELECT id, application, number, is_granted, content, ground, hearing_exception, author, \
     author_name, visa_order, signer, sent_at, ready_at, outcome, remark, ended_at FROM decision_draft \
     WHERE application = $1 ORDER BY number DESC";
const VISAS: &str = "SELECT id, draft, person, person_name, role, waits_since, outcome, remark, decided_at FROM visa \
     WHERE application = $1 ORDER BY draft, position";
const ASK: &str = "UPDATE visa SET waits_since = $2 WHERE id = $1 AND outcome IS NULL";
const DECIDE: &str = "UPDATE visa SET outcome = $2, remark = $3, decided_at = $4, waits_since = NULL \
     WHERE id = $1 AND outcome IS NULL";
const READY: &str = "UPDATE decision_draft SET ready_at = $2 WHERE id = $1 AND outcome IS NULL";
const END: &str = "UPDATE decision_draft SET outcome = $2, remark = $3, ended_at = $4 \
     WHERE application = $1 AND outcome IS NULL";
const ASK_NOBODY: &str =
    "UPDATE visa SET waits_since = NULL WHERE application = $1 AND waits_since IS NOT NULL";

/// Adds a version of a draft with its visas and files.
///
/// # Errors
/// When a row cannot be written; a conflict when another version is under approval.
pub async fn insert(connection: &mut AnyConnection, draft: &DecisionDraftRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(draft.id.to_string())
        .bind(draft.application.to_string())
        .bind(draft.number)
        .bind(i64::from(draft.is_granted))
        .bind(draft.content.clone())
        .bind(draft.ground.clone())
        .bind(draft.hearing_exception.clone())
        .bind(draft.author.to_string())
        .bind(draft.author_name.clone())
        .bind(draft.order.code())
        .bind(draft.signer.code())
        .bind(draft.sent_at.0)
        .execute(&mut *connection)
        .await?;
    for (position, visa) in (0_i64..).zip(&draft.visas) {
        sqlx::query(INSERT_VISA)
            .bind(visa.id.to_string())
            .bind(draft.id.to_string())
            .bind(draft.application.to_string())
            .bind(position)
            .bind(visa.person.to_string())
            .bind(visa.person_name.clone())
            .bind(visa.role.code())
            .bind(visa.waits_since.map(|at| at.0))
            .execute(&mut *connection)
            .await?;
    }
    decision_file::put_in_draft(connection, draft.application, draft.id, &draft.files).await
}

/// Every version of the draft of an application, the newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_application(
    connection: &mut AnyConnection,
    application: ApplicationId,
) -> StorageResult<Vec<DecisionDraftRow>> {
    let rows = sqlx::query(OF_APPLICATION)
        .bind(application.to_string())
        .fetch_all(&mut *connection)
        .await?;
    let mut drafts: Vec<DecisionDraftRow> = rows.iter().map(draft).collect::<StorageResult<_>>()?;
    if drafts.is_empty() {
        return Ok(drafts);
    }
    let visas = sqlx::query(VISAS)
        .bind(application.to_string())
        .fetch_all(&mut *connection)
        .await?;
    for row in &visas {
        let of: DecisionDraftId = row.parsed("draft")?;
        if let Some(draft) = drafts.iter_mut().find(|draft| draft.id == of) {
            draft.visas.push(visa(row)?);
        }
    }
    for (of, file) in decision_file::of_drafts(connection, application).await? {
        if let Some(draft) = drafts.iter_mut().find(|draft| draft.id == of) {
            draft.files.push(file);
        }
    }
    Ok(drafts)
}

/// Asks a colleague whose turn has come.
///
/// # Errors
/// When the row cannot be written.
pub async fn ask(connection: &mut AnyConnection, visa: VisaId, now: Timestamp) -> StorageResult<()> {
    sqlx::query(ASK)
        .bind(visa.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps what a colleague said. Says whether they had said nothing before.
///
/// # Errors
/// When the row cannot be written.
pub async fn decide(
    connection: &mut AnyConnection,
    visa: VisaId,
    outcome: VisaOutcome,
    remark: Option<&str>,
    now: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(DECIDE)
        .bind(visa.to_string())
        .bind(outcome.code())
        .bind(remark.map(str::to_owned))
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps since when every visa of a draft is there.
///
/// # Errors
/// When the row cannot be written.
pub async fn ready(
    connection: &mut AnyConnection,
    draft: DecisionDraftId,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(READY)
        .bind(draft.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends the draft that is under approval, if there is one: it waits for nobody any more.
///
/// # Errors
/// When a row cannot be written.
pub async fn end(
    connection: &mut AnyConnection,
    application: ApplicationId,
    outcome: DraftOutcome,
    remark: Option<&str>,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(END)
        .bind(application.to_string())
        .bind(outcome.code())
        .bind(remark.map(str::to_owned))
        .bind(now.0)
        .execute(&mut *connection)
        .await?;
    sqlx::query(ASK_NOBODY)
        .bind(application.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

fn draft(row: &AnyRow) -> StorageResult<DecisionDraftRow> {
    let (order, signer) = (row.text("visa_order")?, row.text("signer")?);
    let outcome = row.optional_text("outcome")?;
    Ok(DecisionDraftRow {
        id: row.parsed("id")?,
        application: row.parsed("application")?,
        number: row.integer("number")?,
        is_granted: row.flag("is_granted")?,
        content: row.text("content")?,
        ground: row.optional_text("ground")?,
        hearing_exception: row.optional_text("hearing_exception")?,
        author: row.parsed("author")?,
        author_name: row.text("author_name")?,
        order: Order::of_code(&order).ok_or_else(|| StorageError::corrupt("visa_order", order))?,
        signer: Signer::of_code(&signer).ok_or_else(|| StorageError::corrupt("signer", signer))?,
        sent_at: row.timestamp("sent_at")?,
        ready_at: row.optional_timestamp("ready_at")?,
        outcome: outcome
            .map(|code| DraftOutcome::of_code(&code).ok_or_else(|| StorageError::corrupt("outcome", code)))
            .transpose()?,
        remark: row.optional_text("remark")?,
        ended_at: row.optional_timestamp("ended_at")?,
        visas: Vec::new(),
        files: Vec::new(),
    })
}

fn visa(row: &AnyRow) -> StorageResult<VisaRow> {
    let (role, outcome) = (row.text("role")?, row.optional_text("outcome")?);
    Ok(VisaRow {
        id: row.parsed("id")?,
        person: row.parsed("person")?,
        person_name: row.text("person_name")?,
        role: Role::of_code(&role).ok_or_else(|| StorageError::corrupt("role", role))?,
        waits_since: row.optional_timestamp("waits_since")?,
        outcome: outcome
            .map(|code| VisaOutcome::of_code(&code).ok_or_else(|| StorageError::corrupt("outcome", code)))
            .transpose()?,
        remark: row.optional_text("remark")?,
        decided_at: row.optional_timestamp("decided_at")?,
    })
}
