//! Taking back an import: one change with all its events, or nothing.

use super::Infrastructure;
use crate::adapters::file_store::digest_of;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::ImportId;
use domain::infrastructure::bulk::ExportJob;
use domain::infrastructure::document;
use domain::infrastructure::undo::{ImportedProject, PastImport, Step, UndoPlan, Undone, accept_reason};
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::{Value, json};
use storage::infrastructure::import;
use storage::infrastructure::project::{self, DocumentRow, ProjectRow};
use storage::{AnyConnection, Tx};

/// The most imports that a list shows.
const MOST_IMPORTS: i64 = 100;
/// Projects that are read at a time.
const STEP: i64 = 250;

impl Infrastructure {
    pub(super) async fn read_imports(&self, actor: &Actor) -> ServiceResult<Vec<PastImport>> {
        permit(actor, Action::ImportProjects, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        Ok(import::list(&mut connection, MOST_IMPORTS).await?)
    }

    pub(super) async fn read_plan(&self, actor: &Actor, id: ImportId) -> ServiceResult<Option<UndoPlan>> {
        permit(actor, Action::ImportProjects, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        match import::by_id(&mut connection, id).await? {
            None => Ok(None),
            Some(import) => plan(&mut connection, import).await.map(Some),
        }
    }

    pub(super) async fn undo(&self, actor: &Actor, id: ImportId, reason: &str) -> ServiceResult<UndoPlan> {
        permit(actor, Action::ImportProjects, Scope::COMMUNITY)?;
        let reason = accept_reason(reason)?;
        let mut tx = self.desk.database.begin().await?;
        let import = import::by_id(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let undone = Undone {
            at: self.desk.now(),
            author: super::author_name(actor),
            reason,
        };
        // Marked first: of two who take back the same import, the second waits here and finds it done.
        if !import::mark_undone(tx.connection()?, id, &undone).await? {
            return Err(ServiceError::Rule("import_already_undone"));
        }
        let plan = plan(tx.connection()?, import).await?;
        if !plan.is_free() {
            return Ok(plan);
        }
        let mut after = -1;
        loop {
            let items = import::items(tx.connection()?, id, after, STEP).await?;
            let Some(last) = items.last() else { break };
            after = last.position;
            for item in items {
                self.take_back(&mut tx, actor, (id, &undone), &item).await?;
            }
        }
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: "infrastructure.import",
            subject_id: id.to_string(),
            subject_version: 2,
            kind: "infrastructure.import.undone",
            reason: Some(undone.reason.clone()),
            data: json!({"removed": plan.removed, "restored": plan.restored}),
        };
        self.desk.record(&mut tx, &event).await?;
        self.desk
            .enqueue(&mut tx, &ExportJob::queued(self.desk.now()))
            .await?;
        tx.commit().await?;
        Ok(plan)
    }

    async fn take_back(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (id, undone): (ImportId, &Undone),
        item: &ImportedProject,
    ) -> ServiceResult<()> {
        let (Ok(step), Some(now)) = (item.step(), &item.now) else {
            return Err(ServiceError::Conflict);
        };
        let version = now.version + 1;
        let (kind, data) = match step {
            Step::Remove => {
                import::remove_project(tx.connection()?, id, &item.project).await?;
                (
                    "infrastructure.project.taken_back",
                    json!({"import": id, "digest": now.digest}),
                )
            }
            Step::Restore { version: old } => {
                let digest = self.restore(tx, item, old, version).await?;
                (
                    "infrastructure.project.changed",
                    json!({"import": id, "digest": digest, "restored": old}),
                )
            }
        };
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: "infrastructure.project",
            subject_id: item.project.to_string(),
            subject_version: version,
            kind,
            reason: Some(undone.reason.clone()),
            data,
        };
        self.desk.record(tx, &event).await
    }

    /// Writes an old version again, as a new one: history goes on, it does not turn back. Gives the digest.
    async fn restore(
        &self,
        tx: &mut Tx,
        item: &ImportedProject,
        old: i64,
        version: i64,
    ) -> ServiceResult<String> {
        let document = import::version(tx.connection()?, &item.project, old)
            .await?
            .ok_or_else(|| {
                ServiceError::Internal(format!("version {old} of {} is not kept", item.project))
            })?;
        let parsed: Value = serde_json::from_str(&document)
            .map_err(|error| ServiceError::Internal(format!("version {old} of {}: {error}", item.project)))?;
        let facts = document::facts(item.project.clone(), &parsed);
        let digest = digest_of(document.as_bytes());
        let row = ProjectRow {
            facts: &facts,
            document: &document,
            digest: &digest,
            version,
            updated_at: self.desk.now(),
        };
        project::save(tx.connection()?, &row, false).await?;
        let written = DocumentRow {
            document: document.clone(),
            version,
            updated_at: self.desk.now(),
        };
        project::keep_revision(tx.connection()?, &item.project, &written).await?;
        Ok(digest)
    }
}

/// What taking back would do to every project of an import, as they are now.
async fn plan(connection: &mut AnyConnection, import: PastImport) -> ServiceResult<UndoPlan> {
    let id = import.id;
    let mut plan = UndoPlan::of(import);
    let mut after = -1;
    loop {
        let items = import::items(connection, id, after, STEP).await?;
        let Some(last) = items.last() else { return Ok(plan) };
        after = last.position;
        items.iter().for_each(|item| plan.add(item));
    }
}
