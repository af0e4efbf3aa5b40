//! Archives of one's own data, and everything that goes into them.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::id::{OwnDataId, PersonId};
use domain::{Language, Timestamp};
use serde_json::{Map, Value};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Column as _, Row as _};

/// An archive as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnDataRow {
    pub id: OwnDataId,
    pub person: PersonId,
    pub language: Language,
    pub asked_at: Timestamp,
    /// Size and end, once it was made.
    pub made: Option<(i64, Timestamp)>,
    /// Hex SHA-256 of the bytes, while they are kept.
    pub digest: Option<String>,
}

const INSERT: &str = "INSERT INTO own_data_export (id, person, language, asked_at) VALUES ($1, $2, $3, $4)";
const GET: &str = "SELECT id, person, language, asked_at, size_bytes, expires_at, digest FROM own_data_export WHERE id = $1";
const OF_PERSON: &str = "SELECT id, person, language, asked_at, size_bytes, expires_at, digest FROM own_data_export \
     WHERE person = $1 ORDER BY asked_at DESC, id DESC LIMIT $2";
const EXPIRED: &str = "SELECT id, person, language, asked_at, size_bytes, expires_at, digest FROM own_data_export \
     WHERE expires_at <= $1 AND digest IS NOT NULL ORDER BY expires_at, id LIMIT $2";
const MADE: &str = "UPDATE own_data_export SET size_bytes = $2, expires_at = $3, digest = $4 WHERE id = $1 AND expires_at IS NULL";
const FORGET: &str = "UPDATE own_data_export SET digest = NULL WHERE id = $1";

/// What the city holds of a person, by the name of the part: one row each, `$1` is the person.
const PARTS: [(&str, &str); 28] = [
    (
        "account",
        "SELECT id, email, name, language, identity, tax_number, street, created_at FROM person WHERE id = $1",
    ),
    (
        "roles",
        "SELECT g.role, u.code AS unit, g.granted_at FROM role_grant g LEFT JOIN unit u ON u.id = g.unit \
         WHERE g.person = $1 ORDER BY g.granted_at, g.id",
    ),
    (
        "sessions",
        "SELECT device, created_at, last_seen_at FROM session WHERE person = $1 ORDER BY created_at, id",
    ),
    (
        "passkeys",
        "SELECT name, created_at, last_used_at FROM passkey WHERE person = $1 ORDER BY created_at, id",
    ),
    (
        "looks_of_staff",
        "SELECT at, reader_name, subject_kind, subject_id, purpose FROM access_log WHERE person = $1 ORDER BY at, id",
    ),
    (
        "drafts",
        "SELECT id, service, answers, created_at, updated_at, expires_at FROM draft \
         WHERE person = $1 AND application IS NULL ORDER BY created_at, id",
    ),
    (
        "applications",
        "SELECT id, number, service, card_version, person_name, answers, state, officer_name, decision_text, \
         refusal_ground, extended_term, submitted_at, changed_at, decided_at, due_at FROM application \
         WHERE person = $1 ORDER BY submitted_at, id",
    ),
    (
        "corrections",
        "SELECT c.application, c.remarks, c.asked_at, c.answered_at FROM correction c \
         JOIN application a ON a.id = c.application WHERE a.person = $1 ORDER BY c.asked_at, c.id",
    ),
    (
        "messages",
        "SELECT m.application, m.author_name, m.is_staff, m.content, m.at FROM application_message m \
         JOIN application a ON a.id = m.application WHERE a.person = $1 ORDER BY m.at, m.id",
    ),
    (
        "hearings",
        "SELECT h.application, h.ground, h.motivation, h.asked_at, h.answer_until, h.answer, h.outcome, h.ended_at \
         FROM hearing h JOIN application a ON a.id = h.application WHERE a.person = $1 ORDER BY h.asked_at, h.id",
    ),
    (
        "complaints",
        "SELECT p.application, p.content, p.filed_at, p.annuls, p.reason, p.decided_at FROM appeal p \
         JOIN application a ON a.id = p.application WHERE a.person = $1 ORDER BY p.filed_at, p.id",
    ),
    (
        "ratings",
        "SELECT r.application, r.score, r.comment, r.at FROM rating r \
         JOIN application a ON a.id = r.application WHERE a.person = $1 ORDER BY r.at, r.application",
    ),
    (
        "decisions",
        "SELECT d.application, d.code, d.is_granted, d.size_bytes, d.issued_at, d.digest FROM decision_document d \
         JOIN application a ON a.id = d.application WHERE a.person = $1 ORDER BY d.issued_at, d.code",
    ),
    (
        "events_of_applications",
        "SELECT e.at, e.subject_id AS application, e.kind, e.reason, e.data FROM event e \
         JOIN application a ON a.id = e.subject_id WHERE e.subject_kind = 'cabinet.application' AND a.person = $1 \
         ORDER BY e.at, e.id",
    ),
    (
        "events_of_account",
        "SELECT at, kind, reason, data FROM event WHERE subject_kind = 'people.person' AND subject_id = $1 ORDER BY at, id",
    ),
    (
        "files_of_decisions",
        "SELECT d.application, d.decided_at, f.id, f.name, f.media_type, f.size_bytes, f.digest FROM decision_file d \
         JOIN file f ON f.id = d.file JOIN application a ON a.id = d.application \
         WHERE a.person = $1 AND d.decided_at IS NOT NULL ORDER BY d.decided_at, d.position",
    ),
    // What an officer attached to decisions about others is not the officer's own.
    (
        "files",
        "SELECT id, name, media_type, size_bytes, created_at, digest FROM file \
         WHERE owner = $1 AND id NOT IN (SELECT file FROM decision_file) ORDER BY created_at, id",
    ),
    (
        "comments",
        "SELECT project, body, state, reason, written_at, judged_at, answer, answer_author_name, answered_at \
         FROM project_comment WHERE author = $1 ORDER BY written_at, id",
    ),
    (
        "answers_to_comments",
        "SELECT c.project, a.comment, a.number, a.answer, a.answer_author_name, a.answered_at, a.objection, a.objected_at \
         FROM project_answer a JOIN project_comment c ON c.id = a.comment \
         WHERE c.author = $1 ORDER BY a.answered_at, a.comment, a.number",
    ),
    (
        "registrations_for_hearings",
        "SELECT r.hearing, h.title, h.starts_at, r.way, r.registered_at FROM public_hearing_registration r \
         JOIN public_hearing h ON h.id = r.hearing WHERE r.person = $1 ORDER BY r.registered_at, r.hearing",
    ),
    (
        "proposals_to_hearings",
        "SELECT hearing, body, state, reason, written_at, judged_at, outcome, outcome_reason, decided_by_name, decided_at \
         FROM public_hearing_proposal WHERE author = $1 ORDER BY written_at, id",
    ),
    (
        "followed",
        "SELECT f.target, f.followed_at, s.pace AS letters FROM project_follow f \
         JOIN project_follower s ON s.person = f.person WHERE f.person = $1 ORDER BY f.followed_at, f.target",
    ),
    (
        "lessons",
        "SELECT p.lesson, p.version, p.started_at, p.touched_at, p.finished_at FROM lesson_progress p \
         JOIN learner l ON l.id = p.learner WHERE l.person = $1 ORDER BY p.started_at, p.lesson",
    ),
    (
        "exercises",
        "SELECT x.lesson, x.exercise, x.number, x.answer, x.is_right, x.at FROM exercise_attempt x \
         JOIN learner l ON l.id = x.learner WHERE l.person = $1 ORDER BY x.at, x.id",
    ),
    (
        "training",
        "SELECT t.task, t.number, t.state, t.answers, t.begun_at, t.touched_at FROM training_attempt t \
         JOIN learner l ON l.id = t.learner WHERE l.person = $1 ORDER BY t.begun_at, t.task",
    ),
    (
        "tests",
        "SELECT s.goal, s.reflection, s.started_at, s.finished_at, s.ending, s.ability_m FROM test_sitting s \
         JOIN learner l ON l.id = s.learner WHERE l.person = $1 ORDER BY s.started_at, s.id",
    ),
    (
        "classes",
        "SELECT c.course, c.module, c.hall, c.starts_at, c.ends_at, e.way, e.state, e.shares_progress, e.enrolled_at, \
         e.attended_at, e.attended_way FROM enrolment e JOIN class c ON c.id = e.class WHERE e.person = $1 ORDER BY c.starts_at, e.id",
    ),
    (
        "questions_to_teachers",
        "SELECT course, module, content, state, asked_at, reply, teacher, replied_at FROM teacher_question \
         WHERE person = $1 ORDER BY asked_at, id",
    ),
];

/// Columns that hold a JSON document.
const DOCUMENTS: [&str; 5] = ["answers", "remarks", "data", "reflection", "answer"];

/// Everything of a person, part by part; moments in milliseconds, as they are stored.
///
/// # Errors
/// When a row cannot be read.
pub async fn collect(
    connection: &mut AnyConnection,
    person: PersonId,
) -> StorageResult<Vec<(&'static str, Vec<Map<String, Value>>)>> {
    let mut parts = Vec::with_capacity(PARTS.len());
    for (name, sql) in PARTS {
        let rows = sqlx::query(sql)
            .bind(person.to_string())
            .fetch_all(&mut *connection)
            .await?;
        let rows: StorageResult<Vec<_>> = rows.iter().map(fields).collect();
        parts.push((name, rows?));
    }
    Ok(parts)
}

fn fields(row: &AnyRow) -> StorageResult<Map<String, Value>> {
    let mut fields = Map::new();
    for (index, column) in row.columns().iter().enumerate() {
        let name = column.name();
        let value = match row.try_get::<Option<String>, _>(index) {
            Ok(Some(text)) if DOCUMENTS.contains(&name) => {
                serde_json::from_str(&text).unwrap_or(Value::String(text))
            }
            Ok(text) => Value::from(text),
            Err(_) => Value::from(row.try_get::<Option<i64>, _>(index)?),
        };
        fields.insert(name.to_owned(), value);
    }
    Ok(fields)
}

/// Adds an archive that waits to be made.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, row: &OwnDataRow) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(row.id.to_string())
        .bind(row.person.to_string())
        .bind(row.language.code())
        .bind(row.asked_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// An archive by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, id: OwnDataId) -> StorageResult<Option<OwnDataRow>> {
    let row = sqlx::query(GET)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(export).transpose()
}

/// The archives of a person, newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(
    connection: &mut AnyConnection,
    person: PersonId,
    limit: i64,
) -> StorageResult<Vec<OwnDataRow>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(export).collect()
}

/// Archives whose time is over and whose bytes are still kept.
///
/// # Errors
/// When the rows cannot be read.
pub async fn expired(
    connection: &mut AnyConnection,
    now: Timestamp,
    limit: i64,
) -> StorageResult<Vec<OwnDataRow>> {
    let rows = sqlx::query(EXPIRED)
        .bind(now.0)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(export).collect()
}

/// Writes down that an archive was made. Says whether it was the first time.
///
/// # Errors
/// When the row cannot be written.
pub async fn made(
    connection: &mut AnyConnection,
    id: OwnDataId,
    size_bytes: i64,
    expires_at: Timestamp,
    digest: &str,
) -> StorageResult<bool> {
    let done = sqlx::query(MADE)
        .bind(id.to_string())
        .bind(size_bytes)
        .bind(expires_at.0)
        .bind(digest.to_owned())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes down that the bytes of an archive are no more.
///
/// # Errors
/// When the row cannot be written.
pub async fn forget(connection: &mut AnyConnection, id: OwnDataId) -> StorageResult<()> {
    sqlx::query(FORGET)
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

fn export(row: &AnyRow) -> StorageResult<OwnDataRow> {
    let language = row.text("language")?;
    let size = row.optional_integer("size_bytes")?;
    Ok(OwnDataRow {
        id: row.parsed("id")?,
        person: row.parsed("person")?,
        language: Language::of_code(&language).ok_or_else(|| StorageError::corrupt("language", language))?,
        asked_at: row.timestamp("asked_at")?,
        made: size.zip(row.optional_timestamp("expires_at")?),
        digest: row.optional_text("digest")?,
    })
}
