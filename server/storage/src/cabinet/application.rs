//! Applications and the queue of a unit.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::application::State;
use domain::cabinet::form::Answers;
use domain::id::{ApplicationId, DraftId, PersonId, UnitId};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection};

/// An application as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationRow {
    pub id: ApplicationId,
    pub number: String,
    pub draft: DraftId,
    pub service: String,
    pub card_version: i64,
    pub person: PersonId,
    pub person_name: String,
    pub unit: UnitId,
    pub answers: Answers,
    pub state: State,
    pub officer: Option<PersonId>,
    pub officer_name: Option<String>,
    pub decision_text: Option<String>,
    pub refusal_ground: Option<String>,
    pub version: i64,
    pub submitted_at: Timestamp,
    pub changed_at: Timestamp,
    pub decided_at: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
    /// Code of the longer term, once the head of the unit has set it.
    pub extended_term: Option<String>,
    /// Who signed the decision, when that was somebody else than the officer.
    pub signer: Option<PersonId>,
}

/// Which rows of the queue; `None` leaves a side open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueRows {
    /// Units of the reader; `None` means every unit.
    pub units: Option<Vec<UnitId>>,
    pub states: Vec<State>,
    pub officer: Option<PersonId>,
    pub unassigned_only: bool,
    /// Only those whose draft waits for somebody.
    pub for_approval_by: Option<Approver>,
    /// Due at this moment or earlier.
    pub due_until: Option<Timestamp>,
    pub limit: i64,
    pub offset: i64,
}

/// Somebody for whom drafts wait: for a visa, or for the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approver {
    pub person: PersonId,
    /// The units whose drafts they sign as their head; `None` means every unit.
    pub heads: Option<Vec<UnitId>>,
}

const INSERT: &str = "INSERT INTO application (id, number, draft, service, card_version, person, person_name, unit, \
     answers, state, version, submitted_at, changed_at, due_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
const GET: &str = "SELECT id, number, draft, service, card_version, person, person_name, unit, answers, state, officer, \
     officer_name, decision_text, refusal_ground, version, submitted_at, changed_at, decided_at, due_at, extended_term, signer \
     FROM application WHERE id = $1";
const OF_PERSON: &str = "SELECT id, number, draft, service, card_version, person, person_name, unit, answers, state, \
     officer, officer_name, decision_text, refusal_ground, version, submitted_at, changed_at, decided_at, due_at, extended_term, signer \
     FROM application WHERE person = $1 ORDER BY changed_at DESC, id DESC LIMIT $2";
const UPDATE: &str = "UPDATE application SET answers = $3, state = $4, officer = $5, officer_name = $6, \
     decision_text = $7, refusal_ground = $8, version = version + 1, changed_at = $9, decided_at = $10, due_at = $11, extended_term = $12, \
     signer = $13 \
     WHERE id = $1 AND version = $2";
// Of the drafts that wait for somebody ($8): those for a visa, and those for a signature, as head of the unit ($9) or where the card
// lets any officer sign.
// Units and states come as one text with separators: a list of ids cannot be bound on both engines.
/// Where the rows of a queue come from; its values are bound by `bound`.
macro_rules! from_queue {
    () => {
        "FROM application WHERE ($1 = '*' OR $1 LIKE '%' || unit || '%') AND $2 LIKE '%,' || state || ',%' \
         AND ($3 = '' OR officer = $3) AND ($4 = 0 OR officer IS NULL) AND ($5 = 0 OR due_at <= $5) \
         AND ($6 = '' OR id IN (SELECT application FROM visa WHERE person = $6 AND waits_since IS NOT NULL) \
           OR (person <> $6 AND id IN (SELECT application FROM decision_draft WHERE outcome IS NULL AND ready_at IS NOT NULL \
             AND author <> $6 AND (signer = 'case_officer' OR $7 = '*' OR $7 LIKE '%' || unit || '%'))))"
    };
}
const QUEUE: &str = concat!(
    "SELECT id, number, draft, service, card_version, person, person_name, unit, answers, state, \
     officer, officer_name, decision_text, refusal_ground, version, submitted_at, changed_at, decided_at, due_at, extended_term, signer ",
    from_queue!(),
    " ORDER BY CASE WHEN due_at IS NULL THEN 1 ELSE 0 END, due_at, submitted_at, id LIMIT $8 OFFSET $9"
);
const QUEUE_COUNT: &str = concat!("SELECT CAST(COUNT(*) AS BIGINT) AS number ", from_queue!());

/// Adds a registered application.
///
/// # Errors
/// When the row cannot be written; a conflict when the draft has become an application already.
pub async fn insert(connection: &mut AnyConnection, row: &ApplicationRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(row.id.to_string())
        .bind(row.number.clone())
        .bind(row.draft.to_string())
        .bind(row.service.clone())
        .bind(row.card_version)
        .bind(row.person.to_string())
        .bind(row.person_name.clone())
        .bind(row.unit.to_string())
        .bind(json(&row.answers)?)
        .bind(row.state.code())
        .bind(row.version)
        .bind(row.submitted_at.0)
        .bind(row.changed_at.0)
        .bind(row.due_at.map(|at| at.0))
        .execute(connection)
        .await?;
    Ok(())
}

/// An application by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, id: ApplicationId) -> StorageResult<Option<ApplicationRow>> {
    let row = sqlx::query(GET)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(application).transpose()
}

/// The applications of a person, the last changed first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(
    connection: &mut AnyConnection,
    person: PersonId,
    limit: i64,
) -> StorageResult<Vec<ApplicationRow>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(application).collect()
}

/// Saves an application over the version that it has in `row`. Says whether that was still its version.
///
/// # Errors
/// When the row cannot be written.
pub async fn update(connection: &mut AnyConnection, row: &ApplicationRow) -> StorageResult<bool> {
    let done = sqlx::query(UPDATE)
        .bind(row.id.to_string())
        .bind(row.version)
        .bind(json(&row.answers)?)
        .bind(row.state.code())
        .bind(row.officer.map(|officer| officer.to_string()))
        .bind(row.officer_name.clone())
        .bind(row.decision_text.clone())
        .bind(row.refusal_ground.clone())
        .bind(row.changed_at.0)
        .bind(row.decided_at.map(|at| at.0))
        .bind(row.due_at.map(|at| at.0))
        .bind(row.extended_term.clone())
        .bind(row.signer.map(|signer| signer.to_string()))
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// One page of a queue, the most urgent first, and how many rows there are in all.
///
/// # Errors
/// When the rows cannot be read.
pub async fn queue(
    connection: &mut AnyConnection,
    wanted: &QueueRows,
) -> StorageResult<(Vec<ApplicationRow>, i64)> {
    let rows = bound(QUEUE, wanted)
        .bind(wanted.limit)
        .bind(wanted.offset)
        .fetch_all(&mut *connection)
        .await?;
    let total = count_queue(connection, wanted).await?;
    let rows = rows.iter().map(application).collect::<StorageResult<_>>()?;
    Ok((rows, total))
}

/// How many rows of a queue there are.
///
/// # Errors
/// When they cannot be counted.
pub async fn count_queue(connection: &mut AnyConnection, wanted: &QueueRows) -> StorageResult<i64> {
    bound(QUEUE_COUNT, wanted)
        .fetch_one(connection)
        .await?
        .integer("number")
}

/// A query with what both queries of a queue ask for.
fn bound(query: &'static str, wanted: &QueueRows) -> Query<'static, Any, AnyArguments> {
    let mut states = String::from(",");
    for state in &wanted.states {
        states.push_str(state.code());
        states.push(',');
    }
    let officer = wanted.officer.map(|officer| officer.to_string());
    let approver = wanted.for_approval_by.as_ref();
    let (approver, heads) = approver.map_or_else(Default::default, |approver| {
        (approver.person.to_string(), one_text(approver.heads.as_deref()))
    });
    sqlx::query(query)
        .bind(one_text(wanted.units.as_deref()))
        .bind(states)
        .bind(officer.unwrap_or_default())
        .bind(i64::from(wanted.unassigned_only))
        .bind(wanted.due_until.map_or(0, |at| at.0))
        .bind(approver)
        .bind(heads)
}

/// Units as one text with separators; every unit as a star.
fn one_text(units: Option<&[UnitId]>) -> String {
    match units {
        None => "*".to_owned(),
        Some(units) => units.iter().map(|unit| format!("{unit},")).collect(),
    }
}

fn json(answers: &Answers) -> StorageResult<String> {
    serde_json::to_string(answers).map_err(|error| StorageError::corrupt("answers", error))
}

fn application(row: &AnyRow) -> StorageResult<ApplicationRow> {
    let state = row.text("state")?;
    Ok(ApplicationRow {
        id: row.parsed("id")?,
        number: row.text("number")?,
        draft: row.parsed("draft")?,
        service: row.text("service")?,
        card_version: row.integer("card_version")?,
        person: row.parsed("person")?,
        person_name: row.text("person_name")?,
        unit: row.parsed("unit")?,
        answers: row.json("answers")?,
        state: State::of_code(&state).ok_or_else(|| StorageError::corrupt("state", &state))?,
        officer: row.optional_parsed("officer")?,
        officer_name: row.optional_text("officer_name")?,
        decision_text: row.optional_text("decision_text")?,
        refusal_ground: row.optional_text("refusal_ground")?,
        version: row.integer("version")?,
        submitted_at: row.timestamp("submitted_at")?,
        changed_at: row.timestamp("changed_at")?,
        decided_at: row.optional_timestamp("decided_at")?,
        due_at: row.optional_timestamp("due_at")?,
        extended_term: row.optional_text("extended_term")?,
        signer: row.optional_parsed("signer")?,
    })
}
