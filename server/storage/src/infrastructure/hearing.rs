//! Public hearings: notices, their steps, and who comes.

use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::id::{PersonId, PublicHearingId};
use domain::infrastructure::ProjectId;
use domain::infrastructure::hearing::{Cancellation, Hearing, Minutes, Registered, Report, Step, Way};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

const INSERT: &str = "INSERT INTO public_hearing (id, title, about, agenda, place, video, starts_at, ends_at, \
     proposals_until, basis, rules, initiators, quorum, materials, announced_by, announced_by_name, announced_at, version) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)";
const INSERT_PROJECT: &str = "INSERT INTO public_hearing_project (hearing, project) VALUES ($1, $2)";
const INSERT_STEP: &str = "INSERT INTO public_hearing_step (hearing, step, happened_at) VALUES ($1, $2, $3)";
const UPDATE: &str = "UPDATE public_hearing SET cancel_reason = $1, cancelled_at = $2, minutes = $3, in_room = $4, by_video = $5, \
     recorded_at = $6, changed = $7, reported_at = $8, version = $9 WHERE id = $10 AND version = $11";
const GET: &str = "SELECT id, title, about, agenda, place, video, starts_at, ends_at, proposals_until, basis, rules, initiators, \
     quorum, materials, announced_by_name, announced_at, cancel_reason, cancelled_at, minutes, in_room, by_video, recorded_at, \
     changed, reported_at, version FROM public_hearing WHERE id = $1";
const LIST: &str = "SELECT id, title, about, agenda, place, video, starts_at, ends_at, proposals_until, basis, rules, initiators, \
     quorum, materials, announced_by_name, announced_at, cancel_reason, cancelled_at, minutes, in_room, by_video, recorded_at, \
     changed, reported_at, version FROM public_hearing ORDER BY starts_at DESC, id DESC LIMIT $1";
const OF_PROJECT: &str = "SELECT id, title, about, agenda, place, video, starts_at, ends_at, proposals_until, basis, rules, \
     initiators, quorum, materials, announced_by_name, announced_at, cancel_reason, cancelled_at, minutes, in_room, by_video, \
     recorded_at, changed, reported_at, version FROM public_hearing \
     WHERE id IN (SELECT hearing FROM public_hearing_project WHERE project = $1) ORDER BY starts_at DESC, id DESC LIMIT $2";
/// What goes into the open data: every hearing about some project.
const ABOUT_PROJECTS: &str = "SELECT id, title, about, agenda, place, video, starts_at, ends_at, proposals_until, basis, rules, \
     initiators, quorum, materials, announced_by_name, announced_at, cancel_reason, cancelled_at, minutes, in_room, by_video, \
     recorded_at, changed, reported_at, version FROM public_hearing \
     WHERE id IN (SELECT hearing FROM public_hearing_project) ORDER BY starts_at, id";
const PROJECTS: &str = "SELECT hearing, project FROM public_hearing_project ORDER BY hearing, project";
const PROJECTS_OF: &str =
    "SELECT hearing, project FROM public_hearing_project WHERE hearing = $1 ORDER BY project";
const REGISTER: &str = "INSERT INTO public_hearing_registration (hearing, person, way, registered_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (hearing, person) DO UPDATE SET way = excluded.way";
const UNREGISTER: &str = "DELETE FROM public_hearing_registration WHERE hearing = $1 AND person = $2";
const OWN: &str = "SELECT way FROM public_hearing_registration WHERE hearing = $1 AND person = $2";
const REGISTERED: &str = "SELECT CAST(COALESCE(SUM(CASE WHEN way = 'room' THEN 1 ELSE 0 END), 0) AS BIGINT) AS room, \
     CAST(COALESCE(SUM(CASE WHEN way = 'video' THEN 1 ELSE 0 END), 0) AS BIGINT) AS video \
     FROM public_hearing_registration WHERE hearing = $1";

/// Writes a new hearing with its projects and its first step.
///
/// # Errors
/// When the rows cannot be written.
pub async fn insert(
    connection: &mut AnyConnection,
    hearing: &Hearing,
    announced_by: Option<PersonId>,
) -> StorageResult<()> {
    sqlx::query(INSERT)
        .bind(hearing.id.to_string())
        .bind(hearing.title.clone())
        .bind(hearing.about.clone())
        .bind(json(&hearing.agenda)?)
        .bind(hearing.place.clone())
        .bind(hearing.video.clone())
        .bind(hearing.starts_at.0)
        .bind(hearing.ends_at.0)
        .bind(hearing.proposals_until.0)
        .bind(hearing.basis.clone())
        .bind(hearing.rules.clone())
        .bind(hearing.initiators.clone())
        .bind(hearing.quorum.clone())
        .bind(json(&hearing.materials)?)
        .bind(announced_by.map(|person| person.to_string()).unwrap_or_default())
        .bind(hearing.announced_by.clone())
        .bind(hearing.announced_at.0)
        .bind(hearing.version)
        .execute(&mut *connection)
        .await?;
    for project in &hearing.projects {
        sqlx::query(INSERT_PROJECT)
            .bind(hearing.id.to_string())
            .bind(project.to_string())
            .execute(&mut *connection)
            .await?;
    }
    step(connection, hearing.id, Step::Announced, hearing.announced_at).await
}

/// Stores what happened to a hearing, with its step; `false` when it changed meanwhile.
///
/// # Errors
/// When the rows cannot be written.
pub async fn update(
    connection: &mut AnyConnection,
    hearing: &Hearing,
    happened: Step,
    at: Timestamp,
) -> StorageResult<bool> {
    let cancellation = hearing.cancellation.as_ref();
    let minutes = hearing.minutes.as_ref();
    let report = hearing.report.as_ref();
    let result = sqlx::query(UPDATE)
        .bind(cancellation.map(|cancellation| cancellation.reason.clone()))
        .bind(cancellation.map(|cancellation| cancellation.at.0))
        .bind(minutes.map(|minutes| minutes.text.clone()))
        .bind(minutes.map(|minutes| minutes.in_room))
        .bind(minutes.map(|minutes| minutes.by_video))
        .bind(minutes.map(|minutes| minutes.at.0))
        .bind(report.map(|report| report.changed.clone()))
        .bind(report.map(|report| report.at.0))
        .bind(hearing.version)
        .bind(hearing.id.to_string())
        .bind(hearing.version - 1)
        .execute(&mut *connection)
        .await?;
    if result.rows_affected() != 1 {
        return Ok(false);
    }
    step(connection, hearing.id, happened, at).await?;
    Ok(true)
}

async fn step(
    connection: &mut AnyConnection,
    hearing: PublicHearingId,
    step: Step,
    at: Timestamp,
) -> StorageResult<()> {
    sqlx::query(INSERT_STEP)
        .bind(hearing.to_string())
        .bind(step.code())
        .bind(at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// A hearing by id. Two queries.
///
/// # Errors
/// When the rows cannot be read.
pub async fn get(connection: &mut AnyConnection, id: PublicHearingId) -> StorageResult<Option<Hearing>> {
    let row = sqlx::query(GET)
        .bind(id.to_string())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let rows = sqlx::query(PROJECTS_OF)
        .bind(id.to_string())
        .fetch_all(connection)
        .await?;
    let projects = by_hearing(&rows)?;
    hearing(&row, &projects).map(Some)
}

/// The latest hearings, the latest start first. Two queries.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(connection: &mut AnyConnection, limit: i64) -> StorageResult<Vec<Hearing>> {
    let rows = sqlx::query(LIST).bind(limit).fetch_all(&mut *connection).await?;
    with_projects(connection, &rows).await
}

/// The hearings about a project, the latest start first. Two queries at most.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_project(
    connection: &mut AnyConnection,
    project: &ProjectId,
    limit: i64,
) -> StorageResult<Vec<Hearing>> {
    let rows = sqlx::query(OF_PROJECT)
        .bind(project.to_string())
        .bind(limit)
        .fetch_all(&mut *connection)
        .await?;
    with_projects(connection, &rows).await
}

/// Every hearing about some project, by project, the earliest start first. Two queries at most.
///
/// # Errors
/// When the rows cannot be read.
pub async fn about_projects(
    connection: &mut AnyConnection,
) -> StorageResult<BTreeMap<ProjectId, Vec<Hearing>>> {
    let rows = sqlx::query(ABOUT_PROJECTS).fetch_all(&mut *connection).await?;
    let mut about: BTreeMap<ProjectId, Vec<Hearing>> = BTreeMap::new();
    for hearing in with_projects(connection, &rows).await? {
        for project in &hearing.projects {
            about.entry(project.clone()).or_default().push(hearing.clone());
        }
    }
    Ok(about)
}

/// The same for one project. Two queries at most.
///
/// # Errors
/// When the rows cannot be read.
pub async fn about_project(
    connection: &mut AnyConnection,
    project: &ProjectId,
) -> StorageResult<Vec<Hearing>> {
    let mut hearings = of_project(connection, project, i64::MAX).await?;
    hearings.reverse();
    Ok(hearings)
}

async fn with_projects(connection: &mut AnyConnection, rows: &[AnyRow]) -> StorageResult<Vec<Hearing>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let projects = sqlx::query(PROJECTS).fetch_all(connection).await?;
    let projects = by_hearing(&projects)?;
    rows.iter().map(|row| hearing(row, &projects)).collect()
}

/// Says that somebody comes, in this way.
///
/// # Errors
/// When the row cannot be written.
pub async fn register(
    connection: &mut AnyConnection,
    hearing: PublicHearingId,
    person: PersonId,
    way: Way,
    at: Timestamp,
) -> StorageResult<()> {
    sqlx::query(REGISTER)
        .bind(hearing.to_string())
        .bind(person.to_string())
        .bind(way.code())
        .bind(at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// Says that somebody does not come; `false` when they had not registered.
///
/// # Errors
/// When the row cannot be removed.
pub async fn unregister(
    connection: &mut AnyConnection,
    hearing: PublicHearingId,
    person: PersonId,
) -> StorageResult<bool> {
    let result = sqlx::query(UNREGISTER)
        .bind(hearing.to_string())
        .bind(person.to_string())
        .execute(connection)
        .await?;
    Ok(result.rows_affected() == 1)
}

/// How somebody takes part; `None` when they have not registered.
///
/// # Errors
/// When the row cannot be read.
pub async fn own(
    connection: &mut AnyConnection,
    hearing: PublicHearingId,
    person: PersonId,
) -> StorageResult<Option<Way>> {
    let row = sqlx::query(OWN)
        .bind(hearing.to_string())
        .bind(person.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let code = row.text("way")?;
        Way::of_code(&code).ok_or_else(|| StorageError::corrupt("way to a hearing", code))
    })
    .transpose()
}

/// How many people have registered.
///
/// # Errors
/// When the rows cannot be read.
pub async fn registered(
    connection: &mut AnyConnection,
    hearing: PublicHearingId,
) -> StorageResult<Registered> {
    let row = sqlx::query(REGISTERED)
        .bind(hearing.to_string())
        .fetch_one(connection)
        .await?;
    Ok(Registered {
        room: row.integer("room")?,
        video: row.integer("video")?,
    })
}

type Projects = BTreeMap<String, Vec<ProjectId>>;

fn by_hearing(rows: &[AnyRow]) -> StorageResult<Projects> {
    let mut projects = Projects::new();
    for row in rows {
        let of = projects.entry(row.text("hearing")?).or_default();
        of.push(row.parsed("project")?);
    }
    Ok(projects)
}

fn hearing(row: &AnyRow, projects: &Projects) -> StorageResult<Hearing> {
    let id = row.text("id")?;
    let cancellation = row.optional_text("cancel_reason")?.map(|reason| {
        StorageResult::Ok(Cancellation {
            reason,
            at: row.timestamp("cancelled_at")?,
        })
    });
    let minutes = row.optional_text("minutes")?.map(|text| {
        StorageResult::Ok(Minutes {
            text,
            in_room: row.integer("in_room")?,
            by_video: row.integer("by_video")?,
            at: row.timestamp("recorded_at")?,
        })
    });
    let report = row.optional_text("changed")?.map(|changed| {
        StorageResult::Ok(Report {
            changed,
            at: row.timestamp("reported_at")?,
        })
    });
    Ok(Hearing {
        id: row.parsed("id")?,
        title: row.text("title")?,
        about: row.text("about")?,
        agenda: row.json("agenda")?,
        place: row.text("place")?,
        video: row.text("video")?,
        starts_at: row.timestamp("starts_at")?,
        ends_at: row.timestamp("ends_at")?,
        proposals_until: row.timestamp("proposals_until")?,
        basis: row.text("basis")?,
        rules: row.text("rules")?,
        initiators: row.text("initiators")?,
        quorum: row.text("quorum")?,
        materials: row.json("materials")?,
        projects: projects.get(&id).cloned().unwrap_or_default(),
        announced_by: row.text("announced_by_name")?,
        announced_at: row.timestamp("announced_at")?,
        cancellation: cancellation.transpose()?,
        minutes: minutes.transpose()?,
        report: report.transpose()?,
        version: row.integer("version")?,
    })
}

fn json(value: &impl serde::Serialize) -> StorageResult<String> {
    serde_json::to_string(value).map_err(|error| StorageError::corrupt("notice of a hearing", error))
}
