//! Reading: lists, map, pages, exports. All of it is public.

use super::Infrastructure;
use domain::infrastructure::document;
use domain::infrastructure::filter::{Filter, Sort};
use domain::infrastructure::flag;
use domain::infrastructure::hearing::{Hearing, disclose};
use domain::infrastructure::project::{
    Dataset, ExportedProject, MapPoints, ProjectDetail, ProjectId, ProjectItem, ProjectPage, Summary,
    SupplierId, SupplierPortfolio,
};
use domain::infrastructure::service::PAGE_SIZE;
use domain::{ServiceError, ServiceResult};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use storage::infrastructure::{hearing, project, search};

/// The most projects that one page of an export holds.
const EXPORT_PAGE: u32 = 500;
/// The most that a search gives.
const MOST_FOUND: u32 = 50;
/// Another process may change the same PostgreSQL database; its changes show after this long.
pub(super) const SUMMARY_LIFE_MS: i64 = 15_000;
const MOST_SUMMARIES: usize = 500;

/// Counts and sums by filter, as long as the database stays as it is: they cost a walk over every project, and the
/// pages of one list ask for the same again and again.
#[derive(Default)]
pub(super) struct Summaries(Mutex<HashMap<String, (u64, i64, Summary)>>);

impl Infrastructure {
    pub(super) async fn read_list(
        &self,
        filter: &Filter,
        sort: Sort,
        page: u32,
    ) -> ServiceResult<ProjectPage> {
        let summary = self.summary(filter).await?;
        let pages = u32::try_from(summary.count.max(0))
            .unwrap_or(u32::MAX)
            .div_ceil(PAGE_SIZE)
            .max(1);
        let page = page.clamp(1, pages);
        let database = &self.desk.database;
        let mut connection = database.read().await?;
        let offset = i64::from(page - 1) * i64::from(PAGE_SIZE);
        let range = (i64::from(PAGE_SIZE), offset);
        let projects = search::list(&mut connection, database.engine(), filter, sort, range).await?;
        Ok(ProjectPage {
            summary,
            page,
            pages,
            projects,
        })
    }

    async fn summary(&self, filter: &Filter) -> ServiceResult<Summary> {
        let database = &self.desk.database;
        let (key, changes, now) = (filter.to_query(), database.changes(), self.desk.now());
        {
            let known = self.summaries.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((at_changes, at, summary)) = known.get(&key)
                && *at_changes == changes
                && now.0 - at < SUMMARY_LIFE_MS
            {
                return Ok(*summary);
            }
        }
        let mut connection = database.read().await?;
        let summary = search::summary(&mut connection, database.engine(), filter).await?;
        let mut known = self.summaries.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_SUMMARIES {
            known.clear();
        }
        known.insert(key, (changes, now.0, summary));
        Ok(summary)
    }

    pub(super) async fn read_points(&self, filter: &Filter) -> ServiceResult<MapPoints> {
        let summary = self.summary(filter).await?;
        let database = &self.desk.database;
        let mut connection = database.read().await?;
        let points = search::points(&mut connection, database.engine(), filter).await?;
        Ok(MapPoints { summary, points })
    }

    pub(super) async fn read_search(&self, text: &str, limit: u32) -> ServiceResult<Vec<ProjectItem>> {
        let filter = Filter::of_pairs([("q", text)]).map_err(|error| ServiceError::Invalid(error.0))?;
        if filter.is_empty() {
            return Ok(Vec::new());
        }
        self.first(&filter, Sort::Cost, limit).await
    }

    pub(super) async fn read_latest(&self, limit: u32) -> ServiceResult<Vec<ProjectItem>> {
        self.first(&Filter::default(), Sort::Year, limit).await
    }

    async fn first(&self, filter: &Filter, sort: Sort, limit: u32) -> ServiceResult<Vec<ProjectItem>> {
        let database = &self.desk.database;
        let mut connection = database.read().await?;
        let range = (i64::from(limit.min(MOST_FOUND)), 0);
        Ok(search::list(&mut connection, database.engine(), filter, sort, range).await?)
    }

    pub(super) async fn read_item(&self, id: &ProjectId) -> ServiceResult<Option<ProjectItem>> {
        let mut connection = self.desk.database.read().await?;
        Ok(project::item(&mut connection, id).await?)
    }

    pub(super) async fn read_project(&self, id: &ProjectId) -> ServiceResult<Option<ProjectDetail>> {
        let mut connection = self.desk.database.read().await?;
        let Some(row) = project::document(&mut connection, id).await? else {
            return Ok(None);
        };
        let parsed = serde_json::from_str(&row.document)
            .map_err(|error| ServiceError::Internal(format!("the document of {id}: {error}")))?;
        let today = self.day(self.desk.now());
        Ok(Some(ProjectDetail {
            flags: flag::raise(&parsed, today),
            ..document::detail(id.clone(), &parsed, row.updated_at, row.version)
        }))
    }

    pub(super) async fn read_document(&self, id: &ProjectId) -> ServiceResult<Option<String>> {
        let mut connection = self.desk.database.read().await?;
        let Some(row) = project::document(&mut connection, id).await? else {
            return Ok(None);
        };
        let hearings = hearing::about_project(&mut connection, id).await?;
        self.with_hearings(&row.document, &hearings).map(Some)
    }

    /// The document of a project with the hearings about it: what every way of publishing gives out.
    fn with_hearings(&self, document: &str, hearings: &[Hearing]) -> ServiceResult<String> {
        let page = |hearing: &Hearing| {
            let origin = &self.desk.settings.origin;
            format!("{origin}/infrastructure/hearings/{}", hearing.id)
        };
        disclose::told(document, hearings, page).map_err(ServiceError::Internal)
    }

    pub(super) async fn read_supplier(
        &self,
        id: &SupplierId,
        page: u32,
    ) -> ServiceResult<Option<SupplierPortfolio>> {
        let supplier = {
            let mut connection = self.desk.database.read().await?;
            project::supplier(&mut connection, id).await?
        };
        let Some(supplier) = supplier else { return Ok(None) };
        let filter = Filter {
            supplier: Some(id.clone()),
            ..Filter::default()
        };
        let works = self.read_list(&filter, Sort::Cost, page).await?;
        Ok(Some(SupplierPortfolio { supplier, works }))
    }

    pub(super) async fn read_dataset(&self, filter: &Filter) -> ServiceResult<Dataset> {
        let database = &self.desk.database;
        let mut connection = database.read().await?;
        Ok(search::dataset(&mut connection, database.engine(), filter).await?)
    }

    pub(super) async fn read_export(
        &self,
        filter: &Filter,
        after: Option<&ProjectId>,
        limit: u32,
    ) -> ServiceResult<Vec<ExportedProject>> {
        let database = &self.desk.database;
        let mut connection = database.read().await?;
        let limit = i64::from(limit.min(EXPORT_PAGE));
        let mut page = search::export(&mut connection, database.engine(), filter, after, limit).await?;
        let hearings = hearing::about_projects(&mut connection).await?;
        for project in &mut page {
            if let Some(hearings) = hearings.get(&project.item.id) {
                project.document = self.with_hearings(&project.document, hearings)?;
            }
        }
        Ok(page)
    }
}
