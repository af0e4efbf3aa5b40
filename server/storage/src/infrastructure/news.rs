//! What is new about projects, read from their versions, answers and hearings; and the documents that dates are read from.

use super::query::Conditions;
use crate::database::Engine;
use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{CommentId, PublicHearingId};
use domain::infrastructure::follow::Target;
use domain::infrastructure::hearing::Step;
use domain::infrastructure::{Filter, ProjectId};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// Later than `after`, not later than `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub after: Timestamp,
    pub until: Timestamp,
}

/// A piece of news as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsRow {
    pub project: ProjectId,
    pub title: String,
    pub at: Timestamp,
    pub what: Stored,
}

/// What the news is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// A version of the document was written.
    Version(i64),
    Answer {
        comment: CommentId,
        answer: String,
    },
    Hearing {
        hearing: PublicHearingId,
        title: String,
        step: Step,
        starts_at: Timestamp,
    },
}

/// A project with its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedRow {
    pub project: ProjectId,
    pub title: String,
    pub updated_at: Timestamp,
    pub document: String,
}

/// Versions that were written over, and those that wrote over them.
const VERSIONS: &str = "SELECT v.project, p.title, v.written_at AS happened_at, v.version FROM project_version v \
     JOIN project p ON p.id = v.project";
const BY_VERSION: &str = " ORDER BY v.written_at DESC, v.project, v.version";
/// Projects that have been as they are since they came: their version is kept nowhere else.
const FIRST: &str = "SELECT p.id AS project, p.title, p.updated_at AS happened_at, p.version FROM project p";
const BY_FIRST: &str = " ORDER BY p.updated_at DESC, p.id";
const ANSWERS: &str = "SELECT c.project, p.title, a.answered_at AS happened_at, c.id, a.answer FROM project_answer a \
     JOIN project_comment c ON c.id = a.comment JOIN project p ON p.id = c.project";
const BY_ANSWER: &str = " ORDER BY a.answered_at DESC, a.comment";
/// Replies to a comment that was hidden are hidden with it.
const IS_SHOWN: &str = "c.state = 'published' AND (c.parent IS NULL OR EXISTS \
     (SELECT 1 FROM project_comment h WHERE h.id = c.parent AND h.state = 'published'))";
const HEARINGS: &str = "SELECT p.id AS project, p.title, s.happened_at, s.step, h.id, h.title AS hearing_title, h.starts_at \
     FROM public_hearing_step s JOIN public_hearing h ON h.id = s.hearing \
     JOIN public_hearing_project l ON l.hearing = h.id JOIN project p ON p.id = l.project";
const BY_STEP: &str = " ORDER BY s.happened_at DESC, p.id, s.hearing, s.step";
const LATEST: &str = "SELECT CAST(COALESCE((SELECT MAX(updated_at) FROM project), 0) AS BIGINT) AS changed_at, \
     CAST(COALESCE((SELECT MAX(answered_at) FROM project_answer), 0) AS BIGINT) AS answered_at, \
     CAST(COALESCE((SELECT MAX(happened_at) FROM public_hearing_step), 0) AS BIGINT) AS heard_at";
const PAIR: &str =
    "SELECT document FROM project_version WHERE project = $1 AND version <= $2 ORDER BY version DESC LIMIT 2";
const DATED: &str = "SELECT p.id AS project, p.title, p.updated_at, d.document FROM project p \
     JOIN project_document d ON d.project = p.id";
const BY_YEAR: &str = " ORDER BY p.year_rank DESC, p.kopiykas DESC, p.id DESC";

/// The latest news of a target within a span, latest first, at most `limit`. Four queries.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_target(
    connection: &mut AnyConnection,
    engine: Engine,
    target: &Target,
    span: Span,
    limit: i64,
) -> StorageResult<Vec<NewsRow>> {
    let conditions = || conditions(target, engine);
    let range = Some((limit, 0));
    let mut news = Vec::new();

    let mut versions = conditions();
    versions.between("v.written_at > ", "v.written_at <= ", span);
    let rows = versions
        .query(VERSIONS, BY_VERSION, range)
        .fetch_all(&mut *connection)
        .await?;
    for row in &rows {
        news.push(version(row)?);
    }

    let mut first = conditions();
    first.between("p.updated_at > ", "p.updated_at <= ", span);
    first.also("p.version = 1");
    let rows = first
        .query(FIRST, BY_FIRST, range)
        .fetch_all(&mut *connection)
        .await?;
    for row in &rows {
        news.push(version(row)?);
    }

    let mut answers = conditions();
    answers.between("a.answered_at > ", "a.answered_at <= ", span);
    answers.also(IS_SHOWN);
    let rows = answers
        .query(ANSWERS, BY_ANSWER, range)
        .fetch_all(&mut *connection)
        .await?;
    for row in &rows {
        let what = Stored::Answer {
            comment: row.parsed("id")?,
            answer: row.text("answer")?,
        };
        news.push(read(row, what)?);
    }

    let mut hearings = conditions();
    hearings.between("s.happened_at > ", "s.happened_at <= ", span);
    let rows = hearings
        .query(HEARINGS, BY_STEP, range)
        .fetch_all(&mut *connection)
        .await?;
    for row in &rows {
        let step = row.text("step")?;
        let what = Stored::Hearing {
            hearing: row.parsed("id")?,
            title: row.text("hearing_title")?,
            step: Step::of_code(&step).ok_or_else(|| StorageError::corrupt("step of a hearing", step))?,
            starts_at: row.timestamp("starts_at")?,
        };
        news.push(read(row, what)?);
    }

    news.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.project.cmp(&b.project)));
    news.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(news)
}

/// When anything last happened to any project. One query.
///
/// # Errors
/// When the rows cannot be read.
pub async fn latest(connection: &mut AnyConnection) -> StorageResult<Timestamp> {
    let row = sqlx::query(LATEST).fetch_one(connection).await?;
    let changed = row.timestamp("changed_at")?.max(row.timestamp("answered_at")?);
    Ok(changed.max(row.timestamp("heard_at")?))
}

/// A kept version of a document, and the one before it where there is one.
///
/// # Errors
/// When the rows cannot be read.
pub async fn pair(
    connection: &mut AnyConnection,
    project: &ProjectId,
    version: i64,
) -> StorageResult<Option<(String, Option<String>)>> {
    let rows = sqlx::query(PAIR)
        .bind(project.to_string())
        .bind(version)
        .fetch_all(connection)
        .await?;
    let mut documents = rows.iter().map(|row| row.text("document"));
    let Some(this) = documents.next().transpose()? else {
        return Ok(None);
    };
    Ok(Some((this, documents.next().transpose()?)))
}

/// The documents of a target, the latest works first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn dated(
    connection: &mut AnyConnection,
    engine: Engine,
    target: &Target,
    limit: i64,
) -> StorageResult<Vec<DatedRow>> {
    let rows = conditions(target, engine)
        .query(DATED, BY_YEAR, Some((limit, 0)))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(DatedRow {
                project: row.parsed("project")?,
                title: row.text("title")?,
                updated_at: row.timestamp("updated_at")?,
                document: row.text("document")?,
            })
        })
        .collect()
}

fn conditions(target: &Target, engine: Engine) -> Conditions {
    match target {
        Target::Filter(filter) => Conditions::of(filter, engine),
        Target::Project(id) => {
            let mut conditions = Conditions::of(&Filter::default(), engine);
            conditions.of_project(id.as_str());
            conditions
        }
    }
}

fn version(row: &AnyRow) -> StorageResult<NewsRow> {
    read(row, Stored::Version(row.integer("version")?))
}

fn read(row: &AnyRow, what: Stored) -> StorageResult<NewsRow> {
    Ok(NewsRow {
        project: row.parsed("project")?,
        title: row.text("title")?,
        at: row.timestamp("happened_at")?,
        what,
    })
}
