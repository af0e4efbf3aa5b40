//! Learners, their devices and their cards.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{LearnerId, PersonId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A learner as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerRow {
    pub id: LearnerId,
    pub person: Option<PersonId>,
    pub version: i64,
    pub created_at: Timestamp,
}

const INSERT: &str = "INSERT INTO learner (id, person, version, created_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT DO NOTHING";
const OF_PERSON: &str = "SELECT id, person, version, created_at FROM learner WHERE person = $1";
const OF_CODE: &str = "SELECT learner.id, learner.person, learner.version, learner.created_at \
     FROM resume_card JOIN learner ON learner.id = resume_card.learner WHERE resume_card.code = $1";
const OF_DEVICE: &str = "SELECT learner.id, learner.person, learner.version, learner.created_at \
     FROM learner_device JOIN learner ON learner.id = learner_device.learner \
     WHERE learner_device.token_hash = $1";
const NEXT_VERSION: &str = "UPDATE learner SET version = version + 1 WHERE id = $1 RETURNING version";
const SET_PERSON: &str = "UPDATE learner SET person = $2 WHERE id = $1 AND person IS NULL";
const ADD_CARD: &str = "INSERT INTO resume_card (code, learner, created_at) VALUES ($1, $2, $3) \
     ON CONFLICT DO NOTHING";
const CARD: &str = "SELECT code FROM resume_card WHERE learner = $1 ORDER BY created_at, code LIMIT 1";
const HAND_CARDS_OVER: &str = "UPDATE resume_card SET learner = $2 WHERE learner = $1";
const ADD_DEVICE: &str = "INSERT INTO learner_device (token_hash, learner, created_at) VALUES ($1, $2, $3)";
const FORGET_DEVICE: &str = "DELETE FROM learner_device WHERE token_hash = $1";
const HAND_DEVICES_OVER: &str = "UPDATE learner_device SET learner = $2 WHERE learner = $1";
const REMOVE: &str = "DELETE FROM learner WHERE id = $1";

/// Adds a learner. Says whether it was added: a person has one learner.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, learner: &LearnerRow) -> StorageResult<bool> {
    let done = sqlx::query(INSERT)
        .bind(learner.id.to_string())
        .bind(learner.person.map(|person| person.to_string()))
        .bind(learner.version)
        .bind(learner.created_at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The learner that a person is.
///
/// # Errors
/// When the row cannot be read.
pub async fn of_person(
    connection: &mut AnyConnection,
    person: PersonId,
) -> StorageResult<Option<LearnerRow>> {
    let row = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(learner).transpose()
}

/// The learner of a card.
///
/// # Errors
/// When the row cannot be read.
pub async fn of_code(connection: &mut AnyConnection, code: &str) -> StorageResult<Option<LearnerRow>> {
    let row = sqlx::query(OF_CODE)
        .bind(code.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(learner).transpose()
}

/// The learner of a device.
///
/// # Errors
/// When the row cannot be read.
pub async fn of_device(
    connection: &mut AnyConnection,
    token_hash: &str,
) -> StorageResult<Option<LearnerRow>> {
    let row = sqlx::query(OF_DEVICE)
        .bind(token_hash.to_owned())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(learner).transpose()
}

/// Counts a change of a learner, and holds the row until the change ends: of two at once, one waits.
///
/// # Errors
/// When the row cannot be written.
pub async fn next_version(connection: &mut AnyConnection, id: LearnerId) -> StorageResult<i64> {
    let row = sqlx::query(NEXT_VERSION)
        .bind(id.to_string())
        .fetch_one(connection)
        .await?;
    row.integer("version")
}

/// Makes an anonymous learner a person's. Says whether it was anonymous.
///
/// # Errors
/// When the row cannot be written.
pub async fn set_person(
    connection: &mut AnyConnection,
    id: LearnerId,
    person: PersonId,
) -> StorageResult<bool> {
    let done = sqlx::query(SET_PERSON)
        .bind(id.to_string())
        .bind(person.to_string())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a learner a card. Says whether the code was free.
///
/// # Errors
/// When the row cannot be written.
pub async fn add_card(
    connection: &mut AnyConnection,
    id: LearnerId,
    code: &str,
    now: Timestamp,
) -> StorageResult<bool> {
    let done = sqlx::query(ADD_CARD)
        .bind(code.to_owned())
        .bind(id.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The code of a learner's oldest card.
///
/// # Errors
/// When the row cannot be read.
pub async fn card(connection: &mut AnyConnection, id: LearnerId) -> StorageResult<Option<String>> {
    let row = sqlx::query(CARD)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.text("code")).transpose()
}

/// Makes the cards and devices of one learner open the progress of another.
///
/// # Errors
/// When the rows cannot be written.
pub async fn hand_over(connection: &mut AnyConnection, from: LearnerId, to: LearnerId) -> StorageResult<()> {
    for statement in [HAND_CARDS_OVER, HAND_DEVICES_OVER] {
        sqlx::query(statement)
            .bind(from.to_string())
            .bind(to.to_string())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Makes a device known.
///
/// # Errors
/// When the row cannot be written.
pub async fn add_device(
    connection: &mut AnyConnection,
    token_hash: &str,
    learner: LearnerId,
    now: Timestamp,
) -> StorageResult<()> {
    sqlx::query(ADD_DEVICE)
        .bind(token_hash.to_owned())
        .bind(learner.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets a device. Says whether it was known.
///
/// # Errors
/// When the row cannot be removed.
pub async fn forget_device(connection: &mut AnyConnection, token_hash: &str) -> StorageResult<bool> {
    let done = sqlx::query(FORGET_DEVICE)
        .bind(token_hash.to_owned())
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a learner of whom nothing is left.
///
/// # Errors
/// When something of the learner is left, or the row cannot be removed.
pub async fn remove(connection: &mut AnyConnection, id: LearnerId) -> StorageResult<()> {
    sqlx::query(REMOVE)
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

fn learner(row: &AnyRow) -> StorageResult<LearnerRow> {
    Ok(LearnerRow {
        id: row.parsed("id")?,
        person: row.optional_parsed("person")?,
        version: row.integer("version")?,
        created_at: row.timestamp("created_at")?,
    })
}
