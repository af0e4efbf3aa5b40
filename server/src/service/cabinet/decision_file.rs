//! Files that go along with a decision: attached by the officer who writes it, kept or taken out with each version of its draft,
//! and given to the applicant once it is decided.

use super::Cabinet;
use domain::cabinet::application::Command;
use domain::cabinet::form::FileKind;
use domain::cabinet::offer::permitted;
use domain::cabinet::view::{AttachedFile, FileContent, NewFile};
use domain::event::NewEvent;
use domain::id::{ApplicationId, FileId};
use domain::{Actor, Problem, ServiceError, ServiceResult};
use storage::AnyConnection;
use storage::cabinet::decision_file;
use storage::file::{self, FileRow};

/// So many files go along with a decision at most.
const MOST_FILES: u32 = 10;
const KINDS: [FileKind; 3] = [FileKind::Pdf, FileKind::Image, FileKind::Office];
/// The field of the form that files are sent in.
const FIELD: &str = "files";
/// The kind of the thing that the event of a file tells of. The log of the application holds what a decision holds, no attempts.
const SUBJECT: &str = "cabinet.decision_file";

impl Cabinet {
    /// Looks into a file and keeps it for the decision that the actor writes.
    pub(super) async fn keep_for_decision(
        &self,
        actor: &Actor,
        id: ApplicationId,
        new: NewFile,
    ) -> ServiceResult<FileId> {
        // Looked at first: whoever cannot decide must not make us keep files.
        let mut connection = self.desk.database.read().await?;
        self.may_write_decision(actor, &mut connection, id).await?;
        drop(connection);
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let accepted = self.accept_file_of(person, FIELD, &KINDS, new).await?;
        let mut tx = self.desk.database.begin().await?;
        self.may_write_decision(actor, tx.connection()?, id).await?;
        file::insert(tx.connection()?, &accepted).await?;
        decision_file::attach(tx.connection()?, id, accepted.id).await?;
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: accepted.id.to_string(),
            subject_version: 1,
            kind: "cabinet.decision_file.attached",
            reason: None,
            data: serde_json::json!({ "application": id.to_string(), "digest": accepted.digest }),
        };
        self.desk.record(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(accepted.id)
    }

    async fn may_write_decision(
        &self,
        actor: &Actor,
        connection: &mut AnyConnection,
        id: ApplicationId,
    ) -> ServiceResult<()> {
        let row = self.readable(actor, connection, id).await?;
        let card = self.card_of(connection, &row).await?;
        // Whoever can send a draft can write a decision, alone or not.
        let standing = self.standing(&row, &card, None, None);
        permitted(actor, Command::SendForApproval, &standing)
    }

    /// The files that an officer wants to go along, of those that were attached to the application.
    pub(super) async fn chosen_files(
        &self,
        connection: &mut AnyConnection,
        id: ApplicationId,
        chosen: &[FileId],
    ) -> ServiceResult<Vec<FileRow>> {
        let known = decision_file::of_application(connection, id).await?;
        let mut files: Vec<FileRow> = Vec::with_capacity(chosen.len());
        for id in chosen {
            let file = known.iter().find(|file| file.id == *id);
            let file = file.ok_or(ServiceError::NotFound)?;
            if files.iter().all(|other| other.id != file.id) {
                files.push(file.clone());
            }
        }
        if files.len() > MOST_FILES as usize {
            return Err(ServiceError::field(
                FIELD,
                Problem::TooManyFiles { max: MOST_FILES },
            ));
        }
        Ok(files)
    }

    /// A file of the decision for the applicant, once it is decided; for the staff of the unit any that was ever attached.
    pub(super) async fn file_of_decision(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent> {
        let mut connection = self.desk.database.read().await?;
        let row = self.readable(actor, &mut connection, id).await?;
        let is_own = actor.person_id() == Some(row.person);
        let files = match row.decided_at {
            Some(at) if is_own => decision_file::of_decision(&mut connection, id, at).await?,
            None if is_own => Vec::new(),
            Some(_) | None => decision_file::of_application(&mut connection, id).await?,
        };
        drop(connection);
        let found = files.into_iter().find(|known| known.id == file);
        let found = found.ok_or(ServiceError::NotFound)?;
        self.note_look(actor, &row, "cabinet.decision_file").await?;
        self.content(found).await
    }
}

/// What an event tells of the files of a decision, so that each copy can be proved.
pub(super) fn told_of_files(files: &[FileRow]) -> serde_json::Value {
    let files = files.iter();
    files
        .map(|file| serde_json::json!({ "name": file.name, "digest": file.digest }))
        .collect()
}

pub(super) fn shown(row: FileRow) -> AttachedFile {
    AttachedFile {
        id: row.id,
        field: String::new(),
        name: row.name,
        size_bytes: u64::try_from(row.size_bytes).unwrap_or(0),
        media_type: row.media_type,
        has_preview: false,
    }
}
