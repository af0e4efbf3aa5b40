//! How much is told: by authority, by item; and what has changed since.

use super::Infrastructure;
use domain::access::{Action, Scope, permit};
use domain::infrastructure::change::Changes;
use domain::infrastructure::document;
use domain::infrastructure::filter::{Filter, Sort};
use domain::infrastructure::project::{
    AuthorityId, AuthorityPortfolio, AuthorityScore, Disclosure, ProjectDetail, ProjectId,
};
use domain::infrastructure::service::Revision;
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::Value;
use storage::infrastructure::project::{self, DocumentRow, ProjectRow};
use storage::infrastructure::search;

/// The most versions that the history of a project shows.
const MOST_REVISIONS: i64 = 50;
/// Projects that are read again at a time.
const STEP: i64 = 250;

impl Infrastructure {
    pub(super) async fn read_authority(
        &self,
        id: &AuthorityId,
        page: u32,
    ) -> ServiceResult<Option<AuthorityPortfolio>> {
        let database = &self.desk.database;
        let filter = Filter {
            authority: Some(id.clone()),
            ..Filter::default()
        };
        let (authority, disclosure) = {
            let mut connection = database.read().await?;
            let Some(authority) = project::authority(&mut connection, id).await? else {
                return Ok(None);
            };
            let disclosure = search::disclosure(&mut connection, database.engine(), &filter).await?;
            (authority, disclosure)
        };
        let works = self.read_list(&filter, Sort::Cost, page).await?;
        Ok(Some(AuthorityPortfolio {
            authority,
            works,
            disclosure,
        }))
    }

    pub(super) async fn read_disclosure(&self) -> ServiceResult<(Disclosure, Vec<AuthorityScore>)> {
        let database = &self.desk.database;
        let mut connection = database.read().await?;
        let all = search::disclosure(&mut connection, database.engine(), &Filter::default()).await?;
        let authorities = search::authorities(&mut connection).await?;
        Ok((all, authorities))
    }

    pub(super) async fn read_history(&self, id: &ProjectId) -> ServiceResult<Vec<Revision>> {
        let rows = {
            let mut connection = self.desk.database.read().await?;
            project::revisions(&mut connection, id, MOST_REVISIONS).await?
        };
        let mut versions: Vec<(DocumentRow, Value, ProjectDetail)> = Vec::with_capacity(rows.len());
        for row in rows {
            let parsed = parse(id, &row.document)?;
            let detail = document::detail(id.clone(), &parsed, row.updated_at, row.version);
            versions.push((row, parsed, detail));
        }
        let older = versions.iter().skip(1).map(Some).chain([None]);
        Ok(versions
            .iter()
            .zip(older)
            .map(|((row, parsed, detail), older)| Revision {
                version: row.version,
                on: self.day(row.updated_at),
                changes: older.map(|(_, before, shown)| Changes::between((before, shown), (parsed, detail))),
            })
            .collect())
    }

    /// Documents stay as they are; only the columns that are read from them are written again.
    pub(super) async fn refresh_stale(&self, actor: &Actor) -> ServiceResult<u64> {
        permit(actor, Action::ImportProjects, Scope::COMMUNITY)?;
        let mut count = 0;
        loop {
            let stale = {
                let mut connection = self.desk.database.read().await?;
                project::stale(&mut connection, STEP).await?
            };
            if stale.is_empty() {
                return Ok(count);
            }
            let mut tx = self.desk.database.begin().await?;
            for (id, digest, stored) in stale {
                let facts = document::facts(id.clone(), &parse(&id, &stored.document)?);
                let row = ProjectRow {
                    facts: &facts,
                    document: &stored.document,
                    digest: &digest,
                    version: stored.version,
                    updated_at: stored.updated_at,
                };
                project::save(tx.connection()?, &row, false).await?;
                count += 1;
            }
            tx.commit_without_event("columns read again from unchanged documents")
                .await?;
        }
    }
}

fn parse(id: &ProjectId, document: &str) -> ServiceResult<Value> {
    serde_json::from_str(document)
        .map_err(|error| ServiceError::Internal(format!("the document of {id}: {error}")))
}
