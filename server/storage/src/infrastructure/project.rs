//! Single projects and suppliers; writing what an import brings.

use crate::error::StorageResult;
use crate::row::RowExt as _;
use domain::Timestamp;
use domain::infrastructure::project::{
    AuthorityId, Organisation, ProjectFacts, ProjectId, ProjectItem, SupplierId,
};
use sqlx::AnyConnection;

const ITEM: &str = "SELECT id, title, status, project_type, year_from, year_to, amount, currency, address, supplier, \
     longitude, latitude, score FROM project WHERE id = $1";
const DOCUMENT: &str = "SELECT d.document, p.version, p.updated_at FROM project p \
     JOIN project_document d ON d.project = p.id WHERE p.id = $1";
const DIGEST: &str = "SELECT digest, version FROM project WHERE id = $1";
const UPSERT: &str = "INSERT INTO project (id, title, title_key, search_text, status, project_type, sectors, year_from, \
     year_to, amount, currency, kopiykas, year_rank, address, supplier, longitude, latitude, digest, version, \
     updated_at, authority, authority_name, disclosed, score) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
     $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) \
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_key = excluded.title_key, \
     search_text = excluded.search_text, status = excluded.status, project_type = excluded.project_type, \
     sectors = excluded.sectors, year_from = excluded.year_from, year_to = excluded.year_to, amount = excluded.amount, \
     currency = excluded.currency, kopiykas = excluded.kopiykas, year_rank = excluded.year_rank, \
     address = excluded.address, supplier = excluded.supplier, longitude = excluded.longitude, \
     latitude = excluded.latitude, digest = excluded.digest, version = excluded.version, updated_at = excluded.updated_at, \
     authority = excluded.authority, authority_name = excluded.authority_name, disclosed = excluded.disclosed, \
     score = excluded.score";
const UPSERT_DOCUMENT: &str = "INSERT INTO project_document (project, document) VALUES ($1, $2) \
     ON CONFLICT (project) DO UPDATE SET document = excluded.document";
const UPSERT_SUPPLIER: &str =
    "INSERT INTO supplier (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name";
const REMOVE_SUPPLIERS: &str = "DELETE FROM project_supplier WHERE project = $1";
const REMOVE_SECTORS: &str = "DELETE FROM project_sector WHERE project = $1";
const INSERT_SUPPLIER: &str = "INSERT INTO project_supplier (supplier, project) VALUES ($1, $2)";
const INSERT_SECTOR: &str = "INSERT INTO project_sector (sector, project) VALUES ($1, $2)";
const KEEP_REVISION: &str = "INSERT INTO project_version (project, version, document, written_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (project, version) DO NOTHING";
const REVISIONS: &str = "SELECT version, document, written_at FROM project_version WHERE project = $1 \
     ORDER BY version DESC LIMIT $2";
const STALE: &str = "SELECT p.id, p.digest, p.version, p.updated_at, d.document FROM project p \
     JOIN project_document d ON d.project = p.id WHERE p.disclosed < 0 ORDER BY p.id LIMIT $1";
const AUTHORITY: &str = "SELECT authority, authority_name FROM project WHERE authority = $1 \
     ORDER BY updated_at DESC, id DESC LIMIT 1";
const SUPPLIER: &str = "SELECT id, name FROM supplier WHERE id = $1";

/// A stored document with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    pub document: String,
    pub version: i64,
    pub updated_at: Timestamp,
}

/// What an import writes for one project.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectRow<'a> {
    pub facts: &'a ProjectFacts,
    pub document: &'a str,
    pub digest: &'a str,
    pub version: i64,
    pub updated_at: Timestamp,
}

/// A project as lists show it.
///
/// # Errors
/// When the row cannot be read.
pub async fn item(connection: &mut AnyConnection, id: &ProjectId) -> StorageResult<Option<ProjectItem>> {
    let row = sqlx::query(ITEM)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.as_ref().map(super::search::item).transpose()
}

/// The document of a project.
///
/// # Errors
/// When the row cannot be read.
pub async fn document(connection: &mut AnyConnection, id: &ProjectId) -> StorageResult<Option<DocumentRow>> {
    let row = sqlx::query(DOCUMENT)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(DocumentRow {
            document: row.text("document")?,
            version: row.integer("version")?,
            updated_at: row.timestamp("updated_at")?,
        })
    })
    .transpose()
}

/// Digest of the stored document, and its version.
///
/// # Errors
/// When the row cannot be read.
pub async fn digest(connection: &mut AnyConnection, id: &ProjectId) -> StorageResult<Option<(String, i64)>> {
    let row = sqlx::query(DIGEST)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| Ok((row.text("digest")?, row.integer("version")?)))
        .transpose()
}

/// Keeps a version for the history of the project; one that is kept already stays as it is.
///
/// # Errors
/// When the row cannot be written.
pub async fn keep_revision(
    connection: &mut AnyConnection,
    id: &ProjectId,
    revision: &DocumentRow,
) -> StorageResult<()> {
    sqlx::query(KEEP_REVISION)
        .bind(id.to_string())
        .bind(revision.version)
        .bind(revision.document.clone())
        .bind(revision.updated_at.0)
        .execute(connection)
        .await?;
    Ok(())
}

/// The kept versions of a project, latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn revisions(
    connection: &mut AnyConnection,
    id: &ProjectId,
    limit: i64,
) -> StorageResult<Vec<DocumentRow>> {
    let rows = sqlx::query(REVISIONS)
        .bind(id.to_string())
        .bind(limit)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            Ok(DocumentRow {
                document: row.text("document")?,
                version: row.integer("version")?,
                updated_at: row.timestamp("written_at")?,
            })
        })
        .collect()
}

/// Projects whose columns an older program has written.
///
/// # Errors
/// When the rows cannot be read.
pub async fn stale(
    connection: &mut AnyConnection,
    limit: i64,
) -> StorageResult<Vec<(ProjectId, String, DocumentRow)>> {
    let rows = sqlx::query(STALE).bind(limit).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            let document = DocumentRow {
                document: row.text("document")?,
                version: row.integer("version")?,
                updated_at: row.timestamp("updated_at")?,
            };
            Ok((row.parsed("id")?, row.text("digest")?, document))
        })
        .collect()
}

/// An authority by id, as its latest project names it.
///
/// # Errors
/// When the row cannot be read.
pub async fn authority(
    connection: &mut AnyConnection,
    id: &AuthorityId,
) -> StorageResult<Option<Organisation>> {
    let row = sqlx::query(AUTHORITY)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(Organisation {
            id: row.text("authority")?,
            name: row.text("authority_name")?,
        })
    })
    .transpose()
}

/// A supplier by id.
///
/// # Errors
/// When the row cannot be read.
pub async fn supplier(
    connection: &mut AnyConnection,
    id: &SupplierId,
) -> StorageResult<Option<Organisation>> {
    let row = sqlx::query(SUPPLIER)
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        Ok(Organisation {
            id: row.text("id")?,
            name: row.text("name")?,
        })
    })
    .transpose()
}

/// Writes a new project, or replaces all that is stored of one. `is_new` saves looking for what to replace.
///
/// # Errors
/// When the rows cannot be written.
pub async fn save(connection: &mut AnyConnection, row: &ProjectRow<'_>, is_new: bool) -> StorageResult<()> {
    let ProjectFacts {
        item,
        title_key,
        search_text,
        sectors,
        suppliers,
        authority,
        disclosed,
    } = row.facts;
    let id = item.id.to_string();
    let cost = item.cost.as_ref();
    let kopiykas = cost
        .filter(|cost| cost.currency == "UAH")
        .map_or(-1, |cost| cost.minor);
    sqlx::query(UPSERT)
        .bind(id.clone())
        .bind(item.title.clone())
        .bind(title_key.clone())
        .bind(search_text.clone())
        .bind(item.status.map(|status| status.code().to_owned()))
        .bind(
            item.project_type
                .map(|project_type| project_type.code().to_owned()),
        )
        .bind(sectors.join(" "))
        .bind(item.year_from)
        .bind(item.year_to)
        .bind(cost.map(|cost| cost.minor))
        .bind(cost.map(|cost| cost.currency.clone()))
        .bind(kopiykas)
        .bind(item.year_to.or(item.year_from).unwrap_or(0))
        .bind(item.address.clone())
        .bind(item.supplier.clone())
        .bind(item.place.map(|place| place.longitude))
        .bind(item.place.map(|place| place.latitude))
        .bind(row.digest.to_owned())
        .bind(row.version)
        .bind(row.updated_at.0)
        .bind(authority.as_ref().map(|authority| authority.id.clone()))
        .bind(
            authority
                .as_ref()
                .map(|authority| authority.name.clone())
                .unwrap_or_default(),
        )
        .bind(i64::try_from(disclosed.bits()).unwrap_or_default())
        .bind(i64::from(disclosed.score()))
        .execute(&mut *connection)
        .await?;
    sqlx::query(UPSERT_DOCUMENT)
        .bind(id.clone())
        .bind(row.document.to_owned())
        .execute(&mut *connection)
        .await?;
    if !is_new {
        sqlx::query(REMOVE_SUPPLIERS)
            .bind(id.clone())
            .execute(&mut *connection)
            .await?;
        sqlx::query(REMOVE_SECTORS)
            .bind(id.clone())
            .execute(&mut *connection)
            .await?;
    }
    for supplier in suppliers {
        sqlx::query(UPSERT_SUPPLIER)
            .bind(supplier.id.clone())
            .bind(supplier.name.clone())
            .execute(&mut *connection)
            .await?;
        sqlx::query(INSERT_SUPPLIER)
            .bind(supplier.id.clone())
            .bind(id.clone())
            .execute(&mut *connection)
            .await?;
    }
    for sector in sectors {
        sqlx::query(INSERT_SECTOR)
            .bind(sector.clone())
            .bind(id.clone())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
