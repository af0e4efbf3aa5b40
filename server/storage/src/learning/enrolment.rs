//! Who comes to a class: seats, the waiting list, visitors without an account.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{ClassId, EnrolmentId, PersonId};
use domain::learning::class::attendance::AttendedWay;
use domain::learning::class::enrolment::{EnrolmentState, Visitor, Way};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

/// Somebody's seat or place as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolmentRow {
    pub id: EnrolmentId,
    pub class: ClassId,
    pub person: Option<PersonId>,
    /// `None` for people with an account, and once it is forgotten.
    pub visitor: Option<Visitor>,
    pub way: Way,
    pub enrolled_by: Option<PersonId>,
    pub state: EnrolmentState,
    pub place: i64,
    pub shares_progress: bool,
    pub needs_call: bool,
    pub enrolled_at: Timestamp,
    /// When it was noted that they were there, and how.
    pub attended: Option<(Timestamp, AttendedWay)>,
    pub forgotten_at: Option<Timestamp>,
}

const PUT: &str = "INSERT INTO enrolment (id, class, person, visitor_name, visitor_phone, way, enrolled_by, state, place, \
     shares_progress, needs_call, enrolled_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     ON CONFLICT (id) DO UPDATE SET way = excluded.way, enrolled_by = excluded.enrolled_by, state = excluded.state, \
     place = excluded.place, shares_progress = excluded.shares_progress, needs_call = excluded.needs_call, \
     enrolled_at = excluded.enrolled_at";
const GET: &str = "SELECT id, class, person, visitor_name, visitor_phone, way, enrolled_by, state, place, shares_progress, \
     needs_call, enrolled_at, attended_at, attended_way, forgotten_at FROM enrolment WHERE class = $1 AND id = $2";
const OF_CLASS: &str = "SELECT id, class, person, visitor_name, visitor_phone, way, enrolled_by, state, place, \
     shares_progress, needs_call, enrolled_at, attended_at, attended_way, forgotten_at FROM enrolment WHERE class = $1 ORDER BY place, id";
const OF_PERSON: &str = "SELECT id, class, person, visitor_name, visitor_phone, way, enrolled_by, state, place, \
     shares_progress, needs_call, enrolled_at, attended_at, attended_way, forgotten_at FROM enrolment WHERE class = $1 AND person = $2";
const TO_FORGET: &str = "SELECT enrolment.id, enrolment.class, enrolment.person, enrolment.visitor_name, \
     enrolment.visitor_phone, enrolment.way, enrolment.enrolled_by, enrolment.state, enrolment.place, \
     enrolment.shares_progress, enrolment.needs_call, enrolment.enrolled_at, enrolment.attended_at, \
     enrolment.attended_way, enrolment.forgotten_at FROM enrolment \
     JOIN class ON class.id = enrolment.class WHERE enrolment.visitor_name IS NOT NULL AND class.ends_at <= $1 \
     ORDER BY enrolment.class, enrolment.place LIMIT $2";
const FORGET: &str = "UPDATE enrolment SET visitor_name = NULL, visitor_phone = NULL, needs_call = 0, forgotten_at = $2 \
     WHERE id = $1";
const ATTEND: &str = "UPDATE enrolment SET attended_at = $2, attended_way = $3 WHERE id = $1";
const ANNOUNCE_CHANGE: &str =
    "UPDATE enrolment SET needs_call = 1 WHERE class = $1 AND way = 'operator' AND state <> 'left'";

/// Adds a row, or writes what has changed of it. A visitor's name and telephone never change.
///
/// # Errors
/// When the row cannot be written; a conflict when the person has a seat in another row.
pub async fn put(connection: &mut AnyConnection, row: &EnrolmentRow) -> StorageResult<()> {
    sqlx::query(PUT)
        .bind(row.id.to_string())
        .bind(row.class.to_string())
        .bind(row.person.map(|person| person.to_string()))
        .bind(row.visitor.as_ref().map(|visitor| visitor.name.clone()))
        .bind(row.visitor.as_ref().map(|visitor| visitor.phone.clone()))
        .bind(row.way.code())
        .bind(row.enrolled_by.map(|person| person.to_string()))
        .bind(row.state.code())
        .bind(row.place)
        .bind(i64::from(row.shares_progress))
        .bind(i64::from(row.needs_call))
        .bind(row.enrolled_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Somebody of a class.
///
/// # Errors
/// When the row cannot be read.
pub async fn get(
    connection: &mut AnyConnection,
    class: ClassId,
    id: EnrolmentId,
) -> StorageResult<Option<EnrolmentRow>> {
    let row = sqlx::query(GET)
        .bind(class.to_string())
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(enrolment).transpose()
}

/// Everybody of a class, in the order in which they came.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_class(connection: &mut AnyConnection, class: ClassId) -> StorageResult<Vec<EnrolmentRow>> {
    let rows = sqlx::query(OF_CLASS)
        .bind(class.to_string())
        .fetch_all(connection)
        .await?;
    rows.iter().map(enrolment).collect()
}

/// A person's seat or place in a class.
///
/// # Errors
/// When the row cannot be read.
pub async fn of_person(
    connection: &mut AnyConnection,
    class: ClassId,
    person: PersonId,
) -> StorageResult<Option<EnrolmentRow>> {
    let row = sqlx::query(OF_PERSON)
        .bind(class.to_string())
        .bind(person.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(enrolment).transpose()
}

/// Notes that every visitor whom staff enrolled is to be told of a change.
///
/// # Errors
/// When the rows cannot be written.
pub async fn announce_change(connection: &mut AnyConnection, class: ClassId) -> StorageResult<()> {
    sqlx::query(ANNOUNCE_CHANGE)
        .bind(class.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes that somebody was there, or that they were not.
///
/// # Errors
/// When the row cannot be written.
pub async fn attend(
    connection: &mut AnyConnection,
    id: EnrolmentId,
    attended: Option<(Timestamp, AttendedWay)>,
) -> StorageResult<()> {
    sqlx::query(ATTEND)
        .bind(id.to_string())
        .bind(attended.map(|(at, _)| at.0))
        .bind(attended.map(|(_, way)| way.code()))
        .execute(connection)
        .await?;
    Ok(())
}

/// Visitors of classes that ended before a moment and are still known, class by class.
///
/// # Errors
/// When the rows cannot be read.
pub async fn to_forget(
    connection: &mut AnyConnection,
    ended_before: Timestamp,
    limit: i64,
) -> StorageResult<Vec<EnrolmentRow>> {
    let rows = sqlx::query(TO_FORGET)
        .bind(ended_before.0)
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter().map(enrolment).collect()
}

/// Removes name and telephone of a visitor.
///
/// # Errors
/// When the row cannot be written.
pub async fn forget(connection: &mut AnyConnection, id: EnrolmentId, now: Timestamp) -> StorageResult<()> {
    sqlx::query(FORGET)
        .bind(id.to_string())
        .bind(now.0)
        .execute(connection)
        .await?;
    Ok(())
}

fn enrolment(row: &AnyRow) -> StorageResult<EnrolmentRow> {
    let name = row.optional_text("visitor_name")?;
    let phone = row.optional_text("visitor_phone")?;
    Ok(EnrolmentRow {
        id: row.parsed("id")?,
        class: row.parsed("class")?,
        person: row.optional_parsed("person")?,
        visitor: name.zip(phone).map(|(name, phone)| Visitor { name, phone }),
        way: row.parsed("way")?,
        enrolled_by: row.optional_parsed("enrolled_by")?,
        state: row.parsed("state")?,
        place: row.integer("place")?,
        shares_progress: row.flag("shares_progress")?,
        needs_call: row.flag("needs_call")?,
        enrolled_at: row.timestamp("enrolled_at")?,
        attended: row
            .optional_timestamp("attended_at")?
            .zip(row.optional_parsed("attended_way")?),
        forgotten_at: row.optional_timestamp("forgotten_at")?,
    })
}
