//! Importing a package: checked whole beside the database, then written in one transaction.

use super::Infrastructure;
use super::package::{self, SpooledProject};
use super::schema::Schemas;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::ImportId;
use domain::infrastructure::bulk::ExportJob;
use domain::infrastructure::import::ImportReport;
use domain::infrastructure::undo::PastImport;
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::json;
use std::io::{BufRead as _, BufReader, Read};
use storage::Tx;
use storage::infrastructure::import::{self, ItemRow};
use storage::infrastructure::project::{self, DocumentRow, ProjectRow};

impl Infrastructure {
    pub(super) async fn import_checked(
        &self,
        actor: &Actor,
        package: Box<dyn Read + Send>,
    ) -> ServiceResult<ImportReport> {
        permit(actor, Action::ImportProjects, Scope::COMMUNITY)?;
        let (mut report, spool) = self.check(package).await?;
        if !report.is_accepted() {
            return Ok(report);
        }
        let import: ImportId = self.desk.id();
        let mut tx = self.desk.database.begin().await?;
        for line in BufReader::new(spool).lines() {
            let line =
                line.map_err(|error| ServiceError::Unavailable(format!("the file kept aside: {error}")))?;
            let project: SpooledProject = serde_json::from_str(&line)
                .map_err(|error| ServiceError::Internal(format!("a project kept aside: {error}")))?;
            self.write(&mut tx, actor, (import, &project), &mut report)
                .await?;
        }
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        if report.created + report.changed > 0 {
            let past = PastImport {
                id: import,
                at: self.desk.now(),
                author: super::author_name(actor),
                created: count(report.created),
                changed: count(report.changed),
                undone: None,
            };
            import::insert(tx.connection()?, &past).await?;
            self.desk
                .enqueue(&mut tx, &ExportJob::queued(self.desk.now()))
                .await?;
        }
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: "infrastructure.import",
            subject_id: import.to_string(),
            subject_version: 1,
            kind: "infrastructure.import.completed",
            reason: None,
            data: json!({
                "read": report.read, "created": report.created, "changed": report.changed,
                "unchanged": report.unchanged,
            }),
        };
        self.desk.record(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(report)
    }

    /// Judges a package without writing anything. Reading and checking may take long and must not hold the writer: what is
    /// accepted waits in a file.
    pub(super) async fn check(
        &self,
        package: Box<dyn Read + Send>,
    ) -> ServiceResult<(ImportReport, std::fs::File)> {
        let (content, bounds) = (self.desk.settings.content_dir.clone(), self.bounds);
        let checked = tokio::task::spawn_blocking(move || {
            let schema = Schemas::open(&content).map_err(ServiceError::Internal)?;
            package::check(package, &schema, bounds).map_err(|error| {
                ServiceError::Unavailable(format!("the package cannot be kept aside: {error}"))
            })
        });
        checked
            .await
            .map_err(|error| ServiceError::Internal(format!("the check broke off: {error}")))?
    }

    /// Writes a project that is new or has changed, and remembers that this import did.
    async fn write(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (import, new): (ImportId, &SpooledProject),
        report: &mut ImportReport,
    ) -> ServiceResult<()> {
        let id = &new.facts.item.id;
        let position = i64::try_from(report.created + report.changed).unwrap_or(i64::MAX);
        let known = project::digest(tx.connection()?, id).await?;
        let (kind, version) = match &known {
            Some((digest, _)) if *digest == new.digest => {
                report.unchanged += 1;
                return Ok(());
            }
            Some((_, version)) => {
                report.changed += 1;
                ("infrastructure.project.changed", version + 1)
            }
            None => {
                report.created += 1;
                ("infrastructure.project.imported", 1)
            }
        };
        if known.is_some()
            && let Some(replaced) = project::document(tx.connection()?, id).await?
        {
            let written = DocumentRow {
                document: new.document.clone(),
                version,
                updated_at: self.desk.now(),
            };
            project::keep_revision(tx.connection()?, id, &replaced).await?;
            project::keep_revision(tx.connection()?, id, &written).await?;
        }
        let row = ProjectRow {
            facts: &new.facts,
            document: &new.document,
            digest: &new.digest,
            version,
            updated_at: self.desk.now(),
        };
        project::save(tx.connection()?, &row, known.is_none()).await?;
        let item = ItemRow {
            position,
            project: id,
            digest: &new.digest,
            replaced: known.map(|(_, version)| version),
        };
        import::insert_item(tx.connection()?, import, &item).await?;
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: "infrastructure.project",
            subject_id: id.to_string(),
            subject_version: version,
            kind,
            reason: None,
            data: json!({"digest": new.digest}),
        };
        self.desk.record(tx, &event).await
    }
}
