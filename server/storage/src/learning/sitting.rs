//! Tests that learners take, their questions and what they measured.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{LearnerId, SittingId};
use domain::learning::answer::Answer;
use domain::learning::assessment::estimate::Estimate;
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::rules::{Ending, Goal};
use domain::learning::assessment::sitting::Reflection;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// A test as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct SittingRow {
    pub id: SittingId,
    pub learner: LearnerId,
    pub goal: Goal,
    pub reflection: Reflection,
    pub lessons_finished: u32,
    pub started_at: Timestamp,
    /// `None` while it is running.
    pub result: Option<ResultRow>,
}

/// What a finished test measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResultRow {
    pub finished_at: Timestamp,
    pub ending: Ending,
    pub estimate: Estimate,
    pub level: Level,
}

/// A question as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionRow {
    /// Counted from 1.
    pub number: u32,
    pub item: String,
    pub difficulty: f64,
    pub asked_at: Timestamp,
    /// `None` while it waits.
    pub reply: Option<ReplyRow>,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyRow {
    /// `None` where the person did not know.
    pub answer: Option<Answer>,
    pub is_right: bool,
    pub at: Timestamp,
}

/// What a finished test measured in an area.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRow {
    pub area: String,
    pub answers: u32,
    /// `None` where the answers were too few.
    pub measured: Option<(Estimate, Level)>,
}

const INSERT: &str = "INSERT INTO test_sitting (id, learner, goal, reflection, lessons_finished, started_at) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const RUNNING: &str = "SELECT id, learner, goal, reflection, lessons_finished, started_at, finished_at, ending, \
     ability_m, error_m, level FROM test_sitting WHERE learner = $1 AND finished_at IS NULL \
     ORDER BY started_at DESC, id DESC LIMIT 1";
const ALL: &str = "SELECT id, learner, goal, reflection, lessons_finished, started_at, finished_at, ending, \
     ability_m, error_m, level FROM test_sitting WHERE learner = $1 ORDER BY started_at, id";
const FINISH: &str = "UPDATE test_sitting SET finished_at = $2, ending = $3, ability_m = $4, error_m = $5, \
     level = $6 WHERE id = $1 AND finished_at IS NULL";
const ASK: &str = "INSERT INTO test_answer (sitting, number, item, difficulty_m, asked_at) \
     VALUES ($1, $2, $3, $4, $5)";
const WITHDRAW: &str = "DELETE FROM test_answer WHERE sitting = $1 AND number = $2 AND answered_at IS NULL";
const REPLY: &str = "UPDATE test_answer SET answer = $3, is_right = $4, answered_at = $5 \
     WHERE sitting = $1 AND number = $2 AND answered_at IS NULL";
const QUESTIONS: &str = "SELECT number, item, difficulty_m, asked_at, answer, is_right, answered_at \
     FROM test_answer WHERE sitting = $1 ORDER BY number";
const SEEN: &str = "SELECT DISTINCT item FROM test_answer JOIN test_sitting ON test_sitting.id = test_answer.sitting \
     WHERE test_sitting.learner = $1 AND answered_at IS NOT NULL";
const COUNT: &str = "SELECT sitting, COUNT(answered_at) AS answers FROM test_answer JOIN test_sitting \
     ON test_sitting.id = test_answer.sitting WHERE test_sitting.learner = $1 GROUP BY sitting";
const ADD_AREA: &str = "INSERT INTO test_area (sitting, area, answers, ability_m, error_m, level) \
     VALUES ($1, $2, $3, $4, $5, $6)";
const AREAS: &str =
    "SELECT area, answers, ability_m, error_m, level FROM test_area WHERE sitting = $1 ORDER BY area";
const HAND_OVER: &str = "UPDATE test_sitting SET learner = $2 WHERE learner = $1";

/// Begins a test.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, sitting: &SittingRow) -> StorageResult<()> {
    let reflection = serde_json::to_string(&sitting.reflection)
        .map_err(|error| StorageError::corrupt("reflection", error))?;
    sqlx::query(INSERT)
        .bind(sitting.id.to_string())
        .bind(sitting.learner.to_string())
        .bind(sitting.goal.code().to_owned())
        .bind(reflection)
        .bind(i64::from(sitting.lessons_finished))
        .bind(sitting.started_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The test that a learner has begun last and not finished.
///
/// # Errors
/// When the row cannot be read.
pub async fn running(
    connection: &mut AnyConnection,
    learner: LearnerId,
) -> StorageResult<Option<SittingRow>> {
    let row = sqlx::query(RUNNING)
        .bind(learner.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(sitting).transpose()
}

/// Every test of a learner, the oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn all(connection: &mut AnyConnection, learner: LearnerId) -> StorageResult<Vec<SittingRow>> {
    let rows = sqlx::query(ALL)
        .bind(learner.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(sitting).collect()
}

/// Ends a test. Says whether it was running.
///
/// # Errors
/// When a row cannot be written.
pub async fn finish(
    connection: &mut AnyConnection,
    id: SittingId,
    result: &ResultRow,
    areas: &[AreaRow],
) -> StorageResult<bool> {
    let done = sqlx::query(FINISH)
        .bind(id.to_string())
        .bind(result.finished_at.0)
        .bind(result.ending.code().to_owned())
        .bind(thousandths(result.estimate.ability))
        .bind(thousandths(result.estimate.error))
        .bind(result.level.code().to_owned())
        .execute(&mut *connection)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    for area in areas {
        let estimate = area.measured.map(|(estimate, _)| estimate);
        sqlx::query(ADD_AREA)
            .bind(id.to_string())
            .bind(area.area.clone())
            .bind(i64::from(area.answers))
            .bind(estimate.map(|estimate| thousandths(estimate.ability)))
            .bind(estimate.map(|estimate| thousandths(estimate.error)))
            .bind(area.measured.map(|(_, level)| level.code().to_owned()))
            .execute(&mut *connection)
            .await?;
    }
    Ok(true)
}

/// Asks a question.
///
/// # Errors
/// When the row cannot be written.
pub async fn ask(connection: &mut AnyConnection, id: SittingId, question: &QuestionRow) -> StorageResult<()> {
    sqlx::query(ASK)
        .bind(id.to_string())
        .bind(i64::from(question.number))
        .bind(question.item.clone())
        .bind(thousandths(question.difficulty))
        .bind(question.asked_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a waiting question back.
///
/// # Errors
/// When the row cannot be removed.
pub async fn withdraw(connection: &mut AnyConnection, id: SittingId, number: u32) -> StorageResult<()> {
    sqlx::query(WITHDRAW)
        .bind(id.to_string())
        .bind(i64::from(number))
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps the answer to a waiting question. Says whether it was waiting.
///
/// # Errors
/// When the row cannot be written.
pub async fn reply(
    connection: &mut AnyConnection,
    id: SittingId,
    number: u32,
    reply: &ReplyRow,
) -> StorageResult<bool> {
    let answer = reply.answer.as_ref().map(serde_json::to_string).transpose();
    let done = sqlx::query(REPLY)
        .bind(id.to_string())
        .bind(i64::from(number))
        .bind(answer.map_err(|error| StorageError::corrupt("answer", error))?)
        .bind(i64::from(reply.is_right))
        .bind(reply.at.0)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The questions of a test, in order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn questions(connection: &mut AnyConnection, id: SittingId) -> StorageResult<Vec<QuestionRow>> {
    let rows = sqlx::query(QUESTIONS)
        .bind(id.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(question).collect()
}

/// The items that a learner has answered in any test.
///
/// # Errors
/// When the rows cannot be read.
pub async fn seen(connection: &mut AnyConnection, learner: LearnerId) -> StorageResult<Vec<String>> {
    let rows = sqlx::query(SEEN)
        .bind(learner.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.text("item")).collect()
}

/// How many questions of each test a learner has answered.
///
/// # Errors
/// When the rows cannot be read.
pub async fn answers(
    connection: &mut AnyConnection,
    learner: LearnerId,
) -> StorageResult<Vec<(SittingId, u32)>> {
    let rows = sqlx::query(COUNT)
        .bind(learner.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.parsed("sitting")?, number(row, "answers")?)))
        .collect()
}

/// What a finished test measured by area.
///
/// # Errors
/// When the rows cannot be read.
pub async fn areas(connection: &mut AnyConnection, id: SittingId) -> StorageResult<Vec<AreaRow>> {
    let rows = sqlx::query(AREAS)
        .bind(id.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(area).collect()
}

/// Moves the tests of one learner to another.
///
/// # Errors
/// When the rows cannot be written.
pub async fn hand_over(connection: &mut AnyConnection, from: LearnerId, to: LearnerId) -> StorageResult<()> {
    sqlx::query(HAND_OVER)
        .bind(from.to_string())
        .bind(to.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "logits are within ±6, and casts saturate"
)]
fn thousandths(logits: f64) -> i64 {
    (logits * 1000.0).round() as i64
}

#[expect(
    clippy::cast_precision_loss,
    reason = "thousandths of logits are small numbers"
)]
pub(super) fn logits(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}

pub(super) fn number(row: &AnyRow, column: &'static str) -> StorageResult<u32> {
    u32::try_from(row.integer(column)?).map_err(|error| StorageError::corrupt(column, error))
}

fn sitting(row: &AnyRow) -> StorageResult<SittingRow> {
    let result = match row.optional_timestamp("finished_at")? {
        Some(finished_at) => Some(ResultRow {
            finished_at,
            ending: row.parsed("ending")?,
            estimate: Estimate {
                ability: logits(row.integer("ability_m")?),
                error: logits(row.integer("error_m")?),
            },
            level: row.parsed("level")?,
        }),
        None => None,
    };
    Ok(SittingRow {
        id: row.parsed("id")?,
        learner: row.parsed("learner")?,
        goal: row.parsed("goal")?,
        reflection: row.json("reflection")?,
        lessons_finished: number(row, "lessons_finished")?,
        started_at: row.timestamp("started_at")?,
        result,
    })
}

fn question(row: &AnyRow) -> StorageResult<QuestionRow> {
    let reply = match row.optional_timestamp("answered_at")? {
        Some(at) => Some(ReplyRow {
            answer: match row.optional_text("answer")? {
                Some(_) => Some(row.json("answer")?),
                None => None,
            },
            is_right: row.flag("is_right")?,
            at,
        }),
        None => None,
    };
    Ok(QuestionRow {
        number: number(row, "number")?,
        item: row.text("item")?,
        difficulty: logits(row.integer("difficulty_m")?),
        asked_at: row.timestamp("asked_at")?,
        reply,
    })
}

fn area(row: &AnyRow) -> StorageResult<AreaRow> {
    let level: Option<Level> = row.optional_parsed("level")?;
    let measured = match level {
        Some(level) => {
            let estimate = Estimate {
                ability: logits(row.integer("ability_m")?),
                error: logits(row.integer("error_m")?),
            };
            Some((estimate, level))
        }
        None => None,
    };
    Ok(AreaRow {
        area: row.text("area")?,
        answers: number(row, "answers")?,
        measured,
    })
}
