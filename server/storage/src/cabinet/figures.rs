//! What figures are made of: decided and open applications without their content, and the published sums.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::cabinet::application::State;
use domain::cabinet::figures::{Cell, Month};
use domain::cabinet::ledger::Days;
use domain::cabinet::view::FieldRemark;
use domain::id::{ApplicationId, UnitId};
use serde_json::Value;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// Whose applications, and of which time: from the first moment on, before the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureQuery {
    /// `None` means every unit.
    pub units: Option<Vec<UnitId>>,
    /// `None` means every service.
    pub service: Option<String>,
    pub from: Timestamp,
    pub until: Timestamp,
}

/// An application with its events, oldest first, and nothing of what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct LifeRow {
    pub application: ApplicationId,
    pub unit: UnitId,
    pub service: String,
    pub submitted_at: Timestamp,
    pub decided_at: Timestamp,
    pub refusal_ground: Option<String>,
    pub events: Vec<LifeEvent>,
}

/// An event of a life.
#[derive(Debug, Clone, PartialEq)]
pub struct LifeEvent {
    pub kind: String,
    pub at: Timestamp,
    /// Only of suspensions and of questions to others: whose the days are.
    pub data: Option<Value>,
}

/// An application that is not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRow {
    pub unit: UnitId,
    pub service: String,
    pub state: State,
    pub officer_name: Option<String>,
    pub submitted_at: Timestamp,
    pub due_at: Option<Timestamp>,
}

/// A line of the published figures; without a cell it is too small to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeFigureRow {
    pub month: Month,
    pub unit: UnitId,
    pub service: String,
    pub cell: Option<Cell>,
}

// Units come as one text with separators: a list of ids cannot be bound on both engines.
const DURATIONS: &str = "SELECT submitted_at, decided_at FROM application WHERE service = $1 AND decided_at >= $2 \
     ORDER BY decided_at DESC LIMIT $3";
const LIVES: &str = "SELECT a.id, a.unit, a.service, a.submitted_at, a.decided_at, a.refusal_ground, e.kind, e.at, \
     CASE WHEN e.kind IN ('cabinet.application.suspended', 'cabinet.application.opinion_asked', \
     'cabinet.application.opinion_given') THEN e.data ELSE NULL END AS data \
     FROM application a JOIN event e ON e.subject_kind = 'cabinet.application' AND e.subject_id = a.id \
     WHERE a.decided_at >= $1 AND a.decided_at < $2 AND ($3 = '*' OR $3 LIKE '%' || a.unit || '%') \
     AND ($4 = '' OR a.service = $4) ORDER BY a.id, e.subject_version, e.at, e.id";
const OPEN: &str = "SELECT unit, service, state, officer_name, submitted_at, due_at FROM application \
     WHERE state IN ('registered', 'in_review', 'returned', 'suspended', 'hearing', 'approval', 'appealed') \
     AND ($1 = '*' OR $1 LIKE '%' || unit || '%') AND ($2 = '' OR service = $2) ORDER BY submitted_at, id";
const RECEIVED: &str = "SELECT submitted_at FROM application WHERE submitted_at >= $1 AND submitted_at < $2 \
     AND ($3 = '*' OR $3 LIKE '%' || unit || '%') AND ($4 = '' OR service = $4) ORDER BY submitted_at";
const RETURNS: &str = "SELECT a.service, a.card_version, c.remarks FROM correction c JOIN application a ON a.id = c.application \
     WHERE c.asked_at >= $1 AND c.asked_at < $2 AND ($3 = '*' OR $3 LIKE '%' || a.unit || '%') \
     AND ($4 = '' OR a.service = $4) ORDER BY c.asked_at, c.id";
const PUT_MONTH: &str =
    "INSERT INTO time_month (month, published_at) VALUES ($1, $2) ON CONFLICT (month) DO NOTHING";
const PUT_FIGURE: &str = "INSERT INTO time_figure (month, unit, service, applications, applicant_days, unit_days, \
     external_days, law_days, median_days, ninetieth_days) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const MONTHS: &str = "SELECT month FROM time_month ORDER BY month DESC LIMIT $1";
const FIGURES: &str = "SELECT month, unit, service, applications, applicant_days, unit_days, external_days, law_days, \
     median_days, ninetieth_days FROM time_figure WHERE month >= $1 ORDER BY month DESC, service";

/// Submission and decision of the newest decisions of a service.
///
/// # Errors
/// When the rows cannot be read.
pub async fn durations(
    connection: &mut AnyConnection,
    service: &str,
    since: Timestamp,
    limit: i64,
) -> StorageResult<Vec<(Timestamp, Timestamp)>> {
    let rows = sqlx::query(DURATIONS)
        .bind(service.to_owned())
        .bind(since.0)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.timestamp("submitted_at")?, row.timestamp("decided_at")?)))
        .collect()
}

/// The applications that were decided in the time of the query, with their events.
///
/// # Errors
/// When the rows cannot be read.
pub async fn lives(connection: &mut AnyConnection, query: &FigureQuery) -> StorageResult<Vec<LifeRow>> {
    let rows = sqlx::query(LIVES)
        .bind(query.from.0)
        .bind(query.until.0)
        .bind(units(query))
        .bind(service(query))
        .fetch_all(connection)
        .await?;
    let mut lives: Vec<LifeRow> = Vec::new();
    for row in &rows {
        let event = life_event(row)?;
        let application: ApplicationId = row.parsed("id")?;
        match lives.last_mut() {
            Some(life) if life.application == application => life.events.push(event),
            _ => lives.push(LifeRow {
                application,
                unit: row.parsed("unit")?,
                service: row.text("service")?,
                submitted_at: row.timestamp("submitted_at")?,
                decided_at: row.timestamp("decided_at")?,
                refusal_ground: row.optional_text("refusal_ground")?,
                events: vec![event],
            }),
        }
    }
    Ok(lives)
}

/// The applications that are open now; the time of the query does not matter.
///
/// # Errors
/// When the rows cannot be read.
pub async fn open(connection: &mut AnyConnection, query: &FigureQuery) -> StorageResult<Vec<OpenRow>> {
    let rows = sqlx::query(OPEN)
        .bind(units(query))
        .bind(service(query))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let state = row.text("state")?;
            Ok(OpenRow {
                unit: row.parsed("unit")?,
                service: row.text("service")?,
                state: State::of_code(&state).ok_or_else(|| StorageError::corrupt("state", &state))?,
                officer_name: row.optional_text("officer_name")?,
                submitted_at: row.timestamp("submitted_at")?,
                due_at: row.optional_timestamp("due_at")?,
            })
        })
        .collect()
}

/// When the applications of the query were submitted, oldest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn received(connection: &mut AnyConnection, query: &FigureQuery) -> StorageResult<Vec<Timestamp>> {
    let rows = sqlx::query(RECEIVED)
        .bind(query.from.0)
        .bind(query.until.0)
        .bind(units(query))
        .bind(service(query))
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| row.timestamp("submitted_at")).collect()
}

/// What was asked to be mended in the time of the query: service, version of its card, and the remarks.
///
/// # Errors
/// When the rows cannot be read.
pub async fn returns(
    connection: &mut AnyConnection,
    query: &FigureQuery,
) -> StorageResult<Vec<(String, i64, Vec<FieldRemark>)>> {
    let rows = sqlx::query(RETURNS)
        .bind(query.from.0)
        .bind(query.until.0)
        .bind(units(query))
        .bind(service(query))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok((
                row.text("service")?,
                row.integer("card_version")?,
                row.json("remarks")?,
            ))
        })
        .collect()
}

/// Publishes a month with its figures. Says whether it was new: figures that are out stay as they are.
///
/// # Errors
/// When a row cannot be written.
pub async fn publish(
    connection: &mut AnyConnection,
    month: Month,
    at: Timestamp,
    figures: &[TimeFigureRow],
) -> StorageResult<bool> {
    let done = sqlx::query(PUT_MONTH)
        .bind(month.to_string())
        .bind(at.0)
        .execute(&mut *connection)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    for figure in figures {
        let cell = figure.cell;
        let number = |value: fn(&Cell) -> u32| cell.as_ref().map(|cell| i64::from(value(cell)));
        sqlx::query(PUT_FIGURE)
            .bind(month.to_string())
            .bind(figure.unit.to_string())
            .bind(figure.service.clone())
            .bind(number(|cell| cell.applications))
            .bind(number(|cell| cell.days.applicant))
            .bind(number(|cell| cell.days.unit))
            .bind(number(|cell| cell.days.external))
            .bind(number(|cell| cell.days.law))
            .bind(number(|cell| cell.median_days))
            .bind(number(|cell| cell.ninetieth_days))
            .execute(&mut *connection)
            .await?;
    }
    Ok(true)
}

/// The published months, newest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn months(connection: &mut AnyConnection, limit: i64) -> StorageResult<Vec<Month>> {
    let rows = sqlx::query(MONTHS).bind(limit).fetch_all(connection).await?;
    rows.iter().map(|row| row.parsed("month")).collect()
}

/// The published figures from a month on, the newest month first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn published(connection: &mut AnyConnection, from: Month) -> StorageResult<Vec<TimeFigureRow>> {
    let rows = sqlx::query(FIGURES)
        .bind(from.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(time_figure).collect()
}

fn units(query: &FigureQuery) -> String {
    match &query.units {
        None => "*".to_owned(),
        Some(units) => units.iter().map(|unit| format!("{unit},")).collect(),
    }
}

fn service(query: &FigureQuery) -> String {
    query.service.clone().unwrap_or_default()
}

fn life_event(row: &AnyRow) -> StorageResult<LifeEvent> {
    let data = row
        .optional_text("data")?
        .map(|data| serde_json::from_str(&data).map_err(|error| StorageError::corrupt("data", error)))
        .transpose()?;
    Ok(LifeEvent {
        kind: row.text("kind")?,
        at: row.timestamp("at")?,
        data,
    })
}

fn time_figure(row: &AnyRow) -> StorageResult<TimeFigureRow> {
    let number = |column| -> StorageResult<Option<u32>> {
        row.optional_integer(column)?
            .map(|value| u32::try_from(value).map_err(|error| StorageError::corrupt(column, error)))
            .transpose()
    };
    let cell = match number("applications")? {
        None => None,
        Some(applications) => Some(Cell {
            applications,
            days: Days {
                applicant: number("applicant_days")?.unwrap_or(0),
                unit: number("unit_days")?.unwrap_or(0),
                external: number("external_days")?.unwrap_or(0),
                law: number("law_days")?.unwrap_or(0),
            },
            median_days: number("median_days")?.unwrap_or(0),
            ninetieth_days: number("ninetieth_days")?.unwrap_or(0),
        }),
    };
    Ok(TimeFigureRow {
        month: row.parsed("month")?,
        unit: row.parsed("unit")?,
        service: row.text("service")?,
        cell,
    })
}
