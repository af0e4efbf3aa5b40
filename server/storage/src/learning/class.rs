//! Classes on real premises.

use super::sitting::number;
use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::id::{ClassId, PersonId};
use domain::learning::class::{Hall, HallKind, Subject};
use domain::{Language, Timestamp};
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection};
use std::collections::BTreeMap;

/// A class as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassRow {
    pub id: ClassId,
    pub subject: Subject,
    pub teacher: PersonId,
    pub teacher_name: String,
    pub hall: Hall,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub seats: u32,
    pub language: Language,
    pub phone: Option<String>,
    pub bring: String,
    pub is_cancelled: bool,
    pub reason: Option<String>,
    pub secret: String,
    /// Counts every change, of the people too.
    pub version: i64,
    /// Counts the changes of the notice alone.
    pub notice: i64,
    pub changed_at: Timestamp,
}

/// How many people have a seat and how many wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    pub enrolled: u32,
    pub waiting: u32,
}

/// Which classes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassSpan {
    /// The end is after this moment,
    pub ends_after: Timestamp,
    /// and the start is in this span.
    pub from: Timestamp,
    pub until: Timestamp,
    pub kind: Option<HallKind>,
    pub ramp: bool,
    pub shelter: bool,
    pub devices: bool,
}

const INSERT: &str = "INSERT INTO class (id, course, module, hall_kind, hall, address, ramp, shelter, devices, starts_at, ends_at, \
     seats, language, phone, bring, is_cancelled, reason, changed_at, teacher, teacher_name, secret, version, notice) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)";
const UPDATE: &str = "UPDATE class SET course = $2, module = $3, hall_kind = $4, hall = $5, address = $6, ramp = $7, \
     shelter = $8, devices = $9, starts_at = $10, ends_at = $11, seats = $12, language = $13, phone = $14, bring = $15, \
     is_cancelled = $16, reason = $17, changed_at = $18, notice = notice + 1 WHERE id = $1";
const HOLD: &str = "UPDATE class SET version = version + 1 WHERE id = $1 RETURNING version";
const GET: &str = "SELECT id, course, module, teacher, teacher_name, hall_kind, hall, address, ramp, shelter, devices, \
     starts_at, ends_at, seats, language, phone, bring, is_cancelled, reason, secret, version, notice, changed_at \
     FROM class WHERE id = $1";
const LIST: &str = "SELECT id, course, module, teacher, teacher_name, hall_kind, hall, address, ramp, shelter, devices, \
     starts_at, ends_at, seats, language, phone, bring, is_cancelled, reason, secret, version, notice, changed_at \
     FROM class WHERE ends_at > $1 AND starts_at >= $2 AND starts_at < $3 AND ($4 = '' OR hall_kind = $4) \
     AND ($5 = 0 OR ramp = 'yes') AND ($6 = 0 OR shelter = 'yes') AND ($7 = 0 OR devices > 0) \
     ORDER BY starts_at, id LIMIT $8";
const OF_PERSON: &str = "SELECT id, course, module, teacher, teacher_name, hall_kind, hall, address, ramp, shelter, devices, \
     starts_at, ends_at, seats, language, phone, bring, is_cancelled, reason, secret, version, notice, changed_at \
     FROM class WHERE id IN (SELECT class FROM enrolment WHERE person = $1 OR (enrolled_by = $1 AND way = 'helper')) \
     ORDER BY starts_at DESC, id DESC LIMIT $2";
const TAKEN: &str = "SELECT class, CAST(SUM(CASE WHEN state = 'enrolled' THEN 1 ELSE 0 END) AS BIGINT) AS enrolled, \
     CAST(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) AS BIGINT) AS waiting FROM enrolment WHERE class = $1 \
     GROUP BY class";

const TAKEN_OF_SPAN: &str = "SELECT class, CAST(SUM(CASE WHEN state = 'enrolled' THEN 1 ELSE 0 END) AS BIGINT) AS enrolled, \
     CAST(SUM(CASE WHEN state = 'waiting' THEN 1 ELSE 0 END) AS BIGINT) AS waiting FROM enrolment WHERE class IN \
     (SELECT id FROM class WHERE ends_at > $1 AND starts_at >= $2 AND starts_at < $3) GROUP BY class";

/// Adds a class.
///
/// # Errors
/// When the row cannot be written.
pub async fn insert(connection: &mut AnyConnection, row: &ClassRow) -> StorageResult<()> {
    with_notice(INSERT, row)
        .bind(row.teacher.to_string())
        .bind(row.teacher_name.clone())
        .bind(row.secret.clone())
        .bind(row.version)
        .bind(row.notice)
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes what a notice says now, and counts it. Teacher and secret stay.
///
/// # Errors
/// When the row cannot be written.
pub async fn update(connection: &mut AnyConnection, row: &ClassRow) -> StorageResult<()> {
    with_notice(UPDATE, row).execute(connection).await?;
    Ok(())
}

/// What a notice says, as `$1` to `$18` of a statement.
fn with_notice(sql: &'static str, row: &ClassRow) -> Query<'static, Any, AnyArguments> {
    sqlx::query(sql)
        .bind(row.id.to_string())
        .bind(row.subject.course.clone())
        .bind(row.subject.module.clone())
        .bind(row.hall.kind.code())
        .bind(row.hall.name.clone())
        .bind(row.hall.address.clone())
        .bind(row.hall.ramp.code())
        .bind(row.hall.shelter.code())
        .bind(row.hall.devices.map(i64::from))
        .bind(row.starts_at.0)
        .bind(row.ends_at.0)
        .bind(i64::from(row.seats))
        .bind(row.language.code())
        .bind(row.phone.clone())
        .bind(row.bring.clone())
        .bind(i64::from(row.is_cancelled))
        .bind(row.reason.clone())
        .bind(row.changed_at.0)
}

/// Counts a change of a class and holds it until the change ends: of two who want the last seat, one waits. `None` when
/// there is no such class.
///
/// # Errors
/// When the row cannot be written.
pub async fn hold(connection: &mut AnyConnection, id: ClassId) -> StorageResult<Option<i64>> {
    let row = sqlx::query(HOLD)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| row.integer("version")).transpose()
}

/// A class.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(connection: &mut AnyConnection, id: ClassId) -> StorageResult<Option<ClassRow>> {
    let row = sqlx::query(GET)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(class).transpose()
}

/// Classes of a span, the earliest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    connection: &mut AnyConnection,
    span: &ClassSpan,
    limit: i64,
) -> StorageResult<Vec<ClassRow>> {
    let rows = sqlx::query(LIST)
        .bind(span.ends_after.0)
        .bind(span.from.0)
        .bind(span.until.0)
        .bind(span.kind.map_or("", HallKind::code))
        .bind(i64::from(span.ramp))
        .bind(i64::from(span.shelter))
        .bind(i64::from(span.devices))
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(class).collect()
}

/// The classes of a person and of those whom they helped, the latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_person(
    connection: &mut AnyConnection,
    person: PersonId,
    limit: i64,
) -> StorageResult<Vec<ClassRow>> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person.to_string())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(class).collect()
}

/// How many seats of a class are taken and how many people wait.
///
/// # Errors
/// When the rows cannot be read.
pub async fn taken(connection: &mut AnyConnection, id: ClassId) -> StorageResult<Taken> {
    let row = sqlx::query(TAKEN)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map_or(Ok(Taken::default()), counts)
}

/// The same of every class of a span that somebody has enrolled in. One query.
///
/// # Errors
/// When the rows cannot be read.
pub async fn taken_of_span(
    connection: &mut AnyConnection,
    span: &ClassSpan,
) -> StorageResult<BTreeMap<ClassId, Taken>> {
    let rows = sqlx::query(TAKEN_OF_SPAN)
        .bind(span.ends_after.0)
        .bind(span.from.0)
        .bind(span.until.0)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok((row.parsed("class")?, counts(row)?)))
        .collect()
}

fn counts(row: &AnyRow) -> StorageResult<Taken> {
    Ok(Taken {
        enrolled: number(row, "enrolled")?,
        waiting: number(row, "waiting")?,
    })
}

fn class(row: &AnyRow) -> StorageResult<ClassRow> {
    let language = row.text("language")?;
    let devices = row.optional_integer("devices")?;
    Ok(ClassRow {
        id: row.parsed("id")?,
        subject: Subject {
            course: row.text("course")?,
            module: row.optional_text("module")?,
        },
        teacher: row.parsed("teacher")?,
        teacher_name: row.text("teacher_name")?,
        hall: Hall {
            kind: row.parsed("hall_kind")?,
            name: row.text("hall")?,
            address: row.optional_text("address")?,
            ramp: row.parsed("ramp")?,
            shelter: row.parsed("shelter")?,
            devices: devices
                .map(|devices| {
                    u32::try_from(devices).map_err(|error| StorageError::corrupt("devices", error))
                })
                .transpose()?,
        },
        starts_at: row.timestamp("starts_at")?,
        ends_at: row.timestamp("ends_at")?,
        seats: number(row, "seats")?,
        language: Language::of_code(&language).ok_or_else(|| StorageError::corrupt("language", language))?,
        phone: row.optional_text("phone")?,
        bring: row.text("bring")?,
        is_cancelled: row.flag("is_cancelled")?,
        reason: row.optional_text("reason")?,
        secret: row.text("secret")?,
        version: row.integer("version")?,
        notice: row.integer("notice")?,
        changed_at: row.timestamp("changed_at")?,
    })
}
