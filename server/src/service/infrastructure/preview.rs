//! A package looked at before it is imported: it waits in a file, for a day at most.

use super::Infrastructure;
use super::package::SpooledProject;
use domain::access::{Action, Scope, permit};
use domain::id::ImportId;
use domain::infrastructure::change::Changes;
use domain::infrastructure::document;
use domain::infrastructure::import::{ImportPreview, ImportReport, MOST_LISTED};
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::time::Duration;
use storage::infrastructure::project;

const KEPT: Duration = Duration::from_secs(24 * 3_600);

impl Infrastructure {
    pub(super) async fn preview(&self, actor: &Actor, package: Vec<u8>) -> ServiceResult<ImportPreview> {
        permit(actor, Action::ImportProjects, Scope::COMMUNITY)?;
        let (report, spool) = self.check(Box::new(Cursor::new(package.clone()))).await?;
        let mut preview = ImportPreview {
            report,
            ..ImportPreview::default()
        };
        if !preview.report.is_accepted() {
            return Ok(preview);
        }
        for line in BufReader::new(spool).lines() {
            let line = line.map_err(|error| unavailable(&error))?;
            let project: SpooledProject = serde_json::from_str(&line)
                .map_err(|error| ServiceError::Internal(format!("a project kept aside: {error}")))?;
            self.compare(project, &mut preview).await?;
        }
        let key: ImportId = self.desk.id();
        let folder = self.waiting_room();
        let kept = tokio::task::spawn_blocking(move || keep(&folder, key, &package));
        kept.await
            .map_err(|error| ServiceError::Internal(format!("keeping the package broke off: {error}")))?
            .map_err(|error| unavailable(&error))?;
        preview.key = Some(key);
        Ok(preview)
    }

    /// Says what a project would change.
    async fn compare(&self, new: SpooledProject, preview: &mut ImportPreview) -> ServiceResult<()> {
        let id = &new.facts.item.id;
        let mut connection = self.desk.database.read().await?;
        let known = project::digest(&mut connection, id).await?;
        match known {
            Some((digest, _)) if digest == new.digest => preview.report.unchanged += 1,
            Some(_) => {
                preview.report.changed += 1;
                if preview.changed.len() < MOST_LISTED
                    && let Some(stored) = project::document(&mut connection, id).await?
                {
                    let (before, after) = (parse(&stored.document)?, parse(&new.document)?);
                    let detail = |value: &Value| {
                        document::detail(id.clone(), value, stored.updated_at, stored.version)
                    };
                    let changes = Changes::between((&before, &detail(&before)), (&after, &detail(&after)));
                    preview.changed.push((new.facts.item.clone(), changes));
                }
            }
            None => {
                preview.report.created += 1;
                if preview.new.len() < MOST_LISTED {
                    preview.new.push(new.facts.item.clone());
                }
            }
        }
        Ok(())
    }

    pub(super) async fn confirm(&self, actor: &Actor, key: ImportId) -> ServiceResult<ImportReport> {
        permit(actor, Action::ImportProjects, Scope::COMMUNITY)?;
        let file = self.waiting_room().join(format!("{key}.json"));
        let package = match std::fs::File::open(&file) {
            Ok(package) => package,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(ServiceError::NotFound),
            Err(error) => return Err(unavailable(&error)),
        };
        // It is judged again: others may have imported meanwhile, and the limits of the community may have changed.
        let report = self
            .import_checked(actor, Box::new(BufReader::new(package)))
            .await?;
        if report.is_accepted()
            && let Err(error) = std::fs::remove_file(&file)
        {
            tracing::warn!(%error, "an imported package stays in its folder");
        }
        Ok(report)
    }

    fn waiting_room(&self) -> PathBuf {
        self.desk.settings.data_dir.join("imports")
    }
}

/// Writes the package and removes those that waited too long.
fn keep(folder: &Path, key: ImportId, package: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for entry in std::fs::read_dir(folder)?.flatten() {
        let age = entry
            .metadata()
            .and_then(|metadata| metadata.modified())
            .ok()
            .and_then(|modified| modified.elapsed().ok());
        if age.is_some_and(|age| age > KEPT) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    std::fs::write(folder.join(format!("{key}.json")), package)
}

fn parse(document: &str) -> ServiceResult<Value> {
    serde_json::from_str(document).map_err(|error| ServiceError::Internal(format!("a document: {error}")))
}

fn unavailable(error: &std::io::Error) -> ServiceError {
    ServiceError::Unavailable(format!("the package cannot be kept aside: {error}"))
}
