//! News and dates of projects: public, and without anything that a resident wrote.

use super::Infrastructure;
use domain::infrastructure::change::Changes;
use domain::infrastructure::dates::{self, ProjectDates};
use domain::infrastructure::document;
use domain::infrastructure::follow::{MOST_NEWS, Target};
use domain::infrastructure::news::{Happened, News};
use domain::{ServiceError, ServiceResult, Timestamp};
use serde_json::Value;
use storage::AnyConnection;
use storage::infrastructure::news::{self, NewsRow, Span, Stored};
use storage::infrastructure::project;

/// The most projects whose dates one calendar holds: the latest of what a filter finds.
const MOST_DATED: i64 = 500;

impl Infrastructure {
    pub(super) async fn read_news(&self, target: &Target, limit: u32) -> ServiceResult<Option<Vec<News>>> {
        let mut connection = self.desk.database.read().await?;
        if is_missing(&mut connection, target).await? {
            return Ok(None);
        }
        let span = Span {
            after: Timestamp(-1),
            until: self.desk.now(),
        };
        let limit = limit.min(MOST_NEWS);
        self.news_of(&mut connection, target, span, limit).await.map(Some)
    }

    pub(super) async fn read_dates(&self, target: &Target) -> ServiceResult<Option<Vec<ProjectDates>>> {
        let database = &self.desk.database;
        let mut connection = database.read().await?;
        if is_missing(&mut connection, target).await? {
            return Ok(None);
        }
        let understood = self.understood_target(target);
        let rows = news::dated(&mut connection, database.engine(), &understood, MOST_DATED).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in rows {
            found.push(ProjectDates {
                dates: dates::dates(&parse(&row.document)?),
                project: row.project,
                title: row.title,
                updated: row.updated_at,
            });
        }
        Ok(Some(found))
    }

    /// The news of a target within a span, with what the changes were.
    pub(super) async fn news_of(
        &self,
        connection: &mut AnyConnection,
        target: &Target,
        span: Span,
        limit: u32,
    ) -> ServiceResult<Vec<News>> {
        let engine = self.desk.database.engine();
        let understood = self.understood_target(target);
        let rows = news::of_target(connection, engine, &understood, span, i64::from(limit)).await?;
        let mut told = Vec::with_capacity(rows.len());
        for row in rows {
            told.extend(self.tell(connection, row).await?);
        }
        Ok(told)
    }

    /// What a row tells; nothing when a version says the same as the one before it in other letters.
    async fn tell(&self, connection: &mut AnyConnection, row: NewsRow) -> ServiceResult<Option<News>> {
        let NewsRow {
            project: id,
            title,
            at,
            what,
        } = row;
        let what = match what {
            Stored::Answer { comment, answer } => Happened::Answered { comment, answer },
            Stored::Hearing {
                hearing,
                title,
                step,
                starts_at,
            } => Happened::Hearing {
                hearing,
                title,
                step,
                on: self.day(starts_at),
            },
            Stored::Version(version) => match news::pair(connection, &id, version).await? {
                Some((after, Some(before))) => {
                    let (before, after) = (parse(&before)?, parse(&after)?);
                    let detail = |value| document::detail(id.clone(), value, at, version);
                    let changes = Changes::between((&before, &detail(&before)), (&after, &detail(&after)));
                    if changes.is_empty() {
                        return Ok(None);
                    }
                    Happened::Changed { version, changes }
                }
                None | Some((_, None)) => Happened::Added,
            },
        };
        Ok(Some(News {
            project: id,
            title,
            at,
            what,
        }))
    }

    /// A target whose words also find what they mean, as in the list.
    fn understood_target(&self, target: &Target) -> Target {
        match target {
            Target::Project(id) => Target::Project(id.clone()),
            Target::Filter(filter) => Target::Filter(self.understood(filter)),
        }
    }
}

/// Whether a target is a project that is not there.
pub(super) async fn is_missing(connection: &mut AnyConnection, target: &Target) -> ServiceResult<bool> {
    match target {
        Target::Project(id) => Ok(project::item(connection, id).await?.is_none()),
        Target::Filter(_) => Ok(false),
    }
}

fn parse(document: &str) -> ServiceResult<Value> {
    serde_json::from_str(document)
        .map_err(|error| ServiceError::Internal(format!("the document of a project: {error}")))
}
