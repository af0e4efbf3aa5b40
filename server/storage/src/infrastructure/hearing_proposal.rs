//! Written proposals to public hearings.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{PersonId, ProposalId, PublicHearingId};
use domain::infrastructure::comment::{CommentState, HidingReason};
use domain::infrastructure::hearing::proposal::{Decision, Outcome, Proposal};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

const INSERT: &str = "INSERT INTO public_hearing_proposal (id, hearing, author, author_name, body, state, written_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const BY_ID: &str = "SELECT id, hearing, author, author_name, body, state, reason, written_at, outcome, outcome_reason, \
     decided_by, decided_by_name, decided_at, version FROM public_hearing_proposal WHERE id = $1";
const OF_HEARING: &str = "SELECT id, hearing, author, author_name, body, state, reason, written_at, outcome, outcome_reason, \
     decided_by, decided_by_name, decided_at, version FROM public_hearing_proposal WHERE hearing = $1 ORDER BY written_at, id";
const QUEUE: &str = "SELECT p.id, p.hearing, p.author, p.author_name, p.body, p.state, p.reason, p.written_at, p.outcome, \
     p.outcome_reason, p.decided_by, p.decided_by_name, p.decided_at, p.version, h.title FROM public_hearing_proposal p \
     JOIN public_hearing h ON h.id = p.hearing WHERE p.state = 'pending' ORDER BY p.written_at, p.id LIMIT $1";
const JUDGED: &str = "SELECT p.id, p.hearing, p.author, p.author_name, p.body, p.state, p.reason, p.written_at, p.outcome, \
     p.outcome_reason, p.decided_by, p.decided_by_name, p.decided_at, p.version, h.title FROM public_hearing_proposal p \
     JOIN public_hearing h ON h.id = p.hearing WHERE p.judged_at IS NOT NULL ORDER BY p.judged_at DESC, p.id DESC LIMIT $1";
const WRITTEN_SINCE: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS written, CAST(COALESCE(MIN(written_at), 0) AS BIGINT) \
     AS oldest FROM public_hearing_proposal WHERE author = $1 AND written_at > $2";
const JUDGE: &str = "UPDATE public_hearing_proposal SET state = $1, reason = $2, judged_at = $3, version = $4 \
     WHERE id = $5 AND version = $6";
const DECIDE: &str = "UPDATE public_hearing_proposal SET outcome = $1, outcome_reason = $2, decided_by = $3, \
     decided_by_name = $4, decided_at = $5, version = $6 WHERE id = $7 AND version = $8";

/// Writes a new proposal.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, proposal: &Proposal) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(proposal.id.to_string())
        .bind(proposal.hearing.to_string())
        .bind(proposal.author.to_string())
        .bind(proposal.author_name.clone())
        .bind(proposal.text.clone())
        .bind(proposal.state.code())
        .bind(proposal.written_at.0)
        .bind(proposal.version)
        .execute(connection)
        .await?;
    Ok(())
}

/// A proposal by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn by_id(connection: &mut AnyConnection, id: ProposalId) -> StorageResult<Option<Proposal>> {
    let row = sqlx::query(BY_ID)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(proposal).transpose()
}

/// All proposals of a hearing in every state, oldest first: who may read which, the service decides.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_hearing(
    connection: &mut AnyConnection,
    hearing: PublicHearingId,
) -> StorageResult<Vec<Proposal>> {
    let rows = sqlx::query(OF_HEARING)
        .bind(hearing.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(proposal).collect()
}

/// Proposals with the titles of their hearings: those that wait, oldest first, or those judged, latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn queue(
    connection: &mut AnyConnection,
    judged: bool,
    limit: i64,
) -> StorageResult<Vec<(Proposal, String)>> {
    let rows = sqlx::query(if judged { JUDGED } else { QUEUE })
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((proposal(row)?, row.text("title")?)))
        .collect()
}

/// How many proposals a person has written since a moment, and when the first of them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn written_since(
    connection: &mut AnyConnection,
    author: PersonId,
    since: Timestamp,
) -> StorageResult<(i64, Timestamp)> {
    let row = sqlx::query(WRITTEN_SINCE)
        .bind(author.to_string())
        .bind(since.0)
        .fetch_one(connection)
        .await?;
    Ok((row.integer("written")?, row.timestamp("oldest")?))
}

/// Stores a verdict; `false` when the proposal changed meanwhile.
///
/// # Errors
/// When the row cannot be written.
pub async fn save_verdict(
    connection: &mut AnyConnection,
    proposal: &Proposal,
    at: Timestamp,
) -> StorageResult<bool> {
    let result = sqlx::query(JUDGE)
        .bind(proposal.state.code())
        .bind(proposal.reason.map(|reason| reason.code().to_owned()))
        .bind(at.0)
        .bind(proposal.version)
        .bind(proposal.id.to_string())
        .bind(proposal.version - 1)
        .execute(connection)
        .await?;
    Ok(result.rows_affected() == 1)
}

/// Stores what became of a proposal; `false` when it changed meanwhile.
///
/// # Errors
/// When the row cannot be written.
pub async fn save_decision(connection: &mut AnyConnection, proposal: &Proposal) -> StorageResult<bool> {
    let Some(decision) = &proposal.decision else {
        return Ok(false);
    };
    let result = sqlx::query(DECIDE)
        .bind(decision.outcome.code())
        .bind(decision.reason.clone())
        .bind(decision.author.to_string())
        .bind(decision.author_name.clone())
        .bind(decision.at.0)
        .bind(proposal.version)
        .bind(proposal.id.to_string())
        .bind(proposal.version - 1)
        .execute(connection)
        .await?;
    Ok(result.rows_affected() == 1)
}

fn proposal(row: &AnyRow) -> StorageResult<Proposal> {
    let state = row.text("state")?;
    Ok(Proposal {
        id: row.parsed("id")?,
        hearing: row.parsed("hearing")?,
        author: row.parsed("author")?,
        author_name: row.text("author_name")?,
        text: row.text("body")?,
        state: CommentState::of_code(&state)
            .ok_or_else(|| StorageError::corrupt("state of a proposal", state))?,
        reason: row
            .optional_text("reason")?
            .and_then(|code| HidingReason::of_code(&code)),
        written_at: row.timestamp("written_at")?,
        decision: decision(row)?,
        version: row.integer("version")?,
    })
}

fn decision(row: &AnyRow) -> StorageResult<Option<Decision>> {
    let Some(code) = row.optional_text("outcome")? else {
        return Ok(None);
    };
    let author = row
        .optional_parsed("decided_by")?
        .ok_or_else(|| StorageError::corrupt("decision about a proposal", "it has no author"))?;
    Ok(Some(Decision {
        outcome: Outcome::of_code(&code)
            .ok_or_else(|| StorageError::corrupt("decision about a proposal", code))?,
        reason: row.optional_text("outcome_reason")?.unwrap_or_default(),
        author,
        author_name: row.optional_text("decided_by_name")?.unwrap_or_default(),
        at: row.optional_timestamp("decided_at")?.unwrap_or_default(),
    }))
}
