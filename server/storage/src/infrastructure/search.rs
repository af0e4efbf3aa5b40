//! Reading projects by a filter: pages of the list, sums, points of the map, pages of an export.

use super::query::Conditions;
use crate::database::Engine;
use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use domain::infrastructure::project::{
    AuthorityScore, Dataset, Disclosure, ExportedProject, MapPoint, Organisation, Place, ProjectId,
    ProjectItem, Summary,
};
use domain::infrastructure::score::{Disclosed, Item};
use domain::infrastructure::{Filter, ProjectStatus, ProjectType, Sort};
use domain::money::Money;
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

const ITEM: &str = "SELECT p.id, p.title, p.status, p.project_type, p.year_from, p.year_to, p.amount, p.currency, \
     p.address, p.supplier, p.longitude, p.latitude, p.score FROM project p";
const EXPORTED: &str = "SELECT p.id, p.title, p.status, p.project_type, p.year_from, p.year_to, p.amount, \
     p.currency, p.address, p.supplier, p.longitude, p.latitude, p.score, p.sectors, d.document \
     FROM project p JOIN project_document d ON d.project = p.id";
const POINT: &str = "SELECT p.id, p.longitude, p.latitude, p.status, p.address FROM project p";
const SUMMARY: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS found, CAST(COUNT(p.longitude) AS BIGINT) AS on_map, \
     CAST(COALESCE(SUM(CASE WHEN p.kopiykas > 0 THEN p.kopiykas ELSE 0 END), 0) AS BIGINT) AS total FROM project p";
const DATASET: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS found, \
     CAST(COALESCE(MAX(p.updated_at), 0) AS BIGINT) AS changed_at, \
     CAST(COALESCE(SUM(p.version), 0) AS BIGINT) AS revision, \
     (SELECT CAST(COUNT(*) AS BIGINT) FROM public_hearing_step s \
     WHERE s.hearing IN (SELECT hearing FROM public_hearing_project)) AS steps, \
     (SELECT CAST(COALESCE(MAX(s.happened_at), 0) AS BIGINT) FROM public_hearing_step s \
     WHERE s.hearing IN (SELECT hearing FROM public_hearing_project)) AS heard_at FROM project p";
/// Projects that tell the same are counted together: there are few such sets, so bits need not be taken apart in SQL.
const DISCLOSED: &str =
    "SELECT CAST(p.disclosed AS BIGINT) AS disclosed, CAST(COUNT(*) AS BIGINT) AS found FROM project p";
const DISCLOSED_GROUP: &str = " GROUP BY p.disclosed";
const AUTHORITIES: &str = "SELECT p.authority, MAX(p.authority_name) AS name, CAST(COUNT(*) AS BIGINT) AS found, \
     CAST(SUM(p.score) AS BIGINT) AS scores, \
     CAST(COALESCE(SUM(CASE WHEN p.kopiykas > 0 THEN p.kopiykas ELSE 0 END), 0) AS BIGINT) AS total \
     FROM project p WHERE p.authority IS NOT NULL GROUP BY p.authority ORDER BY found DESC, p.authority LIMIT 200";
const BY_COST: &str = " ORDER BY p.kopiykas DESC, p.id DESC";
const BY_YEAR: &str = " ORDER BY p.year_rank DESC, p.kopiykas DESC, p.id DESC";
const BY_NAME: &str = " ORDER BY p.title_key, p.id";
const BY_ID: &str = " ORDER BY p.id";

/// A page of the list.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(
    connection: &mut AnyConnection,
    engine: Engine,
    filter: &Filter,
    sort: Sort,
    (limit, offset): (i64, i64),
) -> StorageResult<Vec<ProjectItem>> {
    let order = match sort {
        Sort::Cost => BY_COST,
        Sort::Year => BY_YEAR,
        Sort::Name => BY_NAME,
    };
    let rows = Conditions::of(filter, engine)
        .query(ITEM, order, Some((limit, offset)))
        .fetch_all(connection)
        .await?;
    rows.iter().map(item).collect()
}

/// Count and sum of everything that a filter finds.
///
/// # Errors
/// When the rows cannot be read.
pub async fn summary(
    connection: &mut AnyConnection,
    engine: Engine,
    filter: &Filter,
) -> StorageResult<Summary> {
    let row = Conditions::of(filter, engine)
        .query(SUMMARY, "", None)
        .fetch_one(connection)
        .await?;
    Ok(Summary {
        count: row.integer("found")?,
        on_map: row.integer("on_map")?,
        total_minor: row.integer("total")?,
    })
}

/// Every place that a filter finds.
///
/// # Errors
/// When the rows cannot be read.
pub async fn points(
    connection: &mut AnyConnection,
    engine: Engine,
    filter: &Filter,
) -> StorageResult<Vec<MapPoint>> {
    let mut conditions = Conditions::of(filter, engine);
    conditions.with_place();
    let rows = conditions.query(POINT, BY_ID, None).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let coordinate = |name| {
                row.optional_real(name)?
                    .ok_or_else(|| StorageError::corrupt("place of a project", "half of it is missing"))
            };
            Ok(MapPoint(
                row.parsed("id")?,
                coordinate("longitude")?,
                coordinate("latitude")?,
                status(row)?,
                row.text("address")?,
            ))
        })
        .collect()
}

/// The revision of what a filter finds: of its projects, and of the hearings about any project.
///
/// # Errors
/// When the rows cannot be read.
pub async fn dataset(
    connection: &mut AnyConnection,
    engine: Engine,
    filter: &Filter,
) -> StorageResult<Dataset> {
    let row = Conditions::of(filter, engine)
        .query(DATASET, "", None)
        .fetch_one(connection)
        .await?;
    Ok(Dataset {
        count: row.integer("found")?,
        changed_at: row.timestamp("changed_at")?.max(row.timestamp("heard_at")?),
        revision: row.integer("revision")? + row.integer("steps")?,
    })
}

/// The next projects with their documents, in the order of ids.
///
/// # Errors
/// When the rows cannot be read.
pub async fn export(
    connection: &mut AnyConnection,
    engine: Engine,
    filter: &Filter,
    after: Option<&ProjectId>,
    limit: i64,
) -> StorageResult<Vec<ExportedProject>> {
    let mut conditions = Conditions::of(filter, engine);
    if let Some(after) = after {
        conditions.after(after.as_str());
    }
    let rows = conditions
        .query(EXPORTED, BY_ID, Some((limit, 0)))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(ExportedProject {
                item: item(row)?,
                sectors: row
                    .text("sectors")?
                    .split(' ')
                    .filter(|code| !code.is_empty())
                    .map(str::to_owned)
                    .collect(),
                document: row.text("document")?,
            })
        })
        .collect()
}

/// How much the projects of an authority, or all of them, tell.
///
/// # Errors
/// When the rows cannot be read.
pub async fn disclosure(
    connection: &mut AnyConnection,
    engine: Engine,
    filter: &Filter,
) -> StorageResult<Disclosure> {
    let rows = Conditions::of(filter, engine)
        .query(DISCLOSED, DISCLOSED_GROUP, None)
        .fetch_all(connection)
        .await?;
    let mut disclosure = Disclosure {
        projects: 0,
        scores: 0,
        items: vec![0; Item::ALL.len()],
    };
    for row in &rows {
        let projects = row.integer("found")?;
        let told = Disclosed::of_bits(u64::try_from(row.integer("disclosed")?).unwrap_or_default());
        disclosure.projects += projects;
        disclosure.scores += projects * i64::from(told.score());
        for (count, item) in disclosure.items.iter_mut().zip(Item::ALL) {
            *count += if told.has(item) { projects } else { 0 };
        }
    }
    Ok(disclosure)
}

/// Every authority with its number of projects, its scores and the sum of its costs; most projects first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn authorities(connection: &mut AnyConnection) -> StorageResult<Vec<AuthorityScore>> {
    let rows = sqlx::query(AUTHORITIES).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            Ok(AuthorityScore {
                authority: Organisation {
                    id: row.text("authority")?,
                    name: row.text("name")?,
                },
                projects: row.integer("found")?,
                scores: row.integer("scores")?,
                total_minor: row.integer("total")?,
            })
        })
        .collect()
}

fn status(row: &AnyRow) -> StorageResult<Option<ProjectStatus>> {
    Ok(row
        .optional_text("status")?
        .and_then(|code| ProjectStatus::of_code(&code)))
}

/// A project of a list from its row.
pub(super) fn item(row: &AnyRow) -> StorageResult<ProjectItem> {
    let cost = row
        .optional_integer("amount")?
        .zip(row.optional_text("currency")?);
    let place = row
        .optional_real("longitude")?
        .zip(row.optional_real("latitude")?);
    Ok(ProjectItem {
        id: row.parsed("id")?,
        title: row.text("title")?,
        status: status(row)?,
        project_type: row
            .optional_text("project_type")?
            .and_then(|code| ProjectType::of_code(&code)),
        year_from: row.optional_integer("year_from")?,
        year_to: row.optional_integer("year_to")?,
        cost: cost.map(|(minor, currency)| Money { minor, currency }),
        address: row.text("address")?,
        supplier: row.text("supplier")?,
        place: place.map(|(longitude, latitude)| Place { longitude, latitude }),
        disclosed: row.integer("score")?,
    })
}
