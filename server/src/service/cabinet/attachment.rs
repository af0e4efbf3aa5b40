//! Files of drafts and applications: accepted by their content, kept unchanged, shown to those who may read.

use super::Cabinet;
use crate::service::files::{self, FileType, inspect};
use domain::cabinet::form::{Answers, Field, FileKind, Form, Kind};
use domain::cabinet::view::{AttachedFile, FileContent, NewFile, SavedDraft};
use domain::id::{ApplicationId, DraftId, FileId, PersonId};
use domain::job::ThumbnailJob;
use domain::{Actor, Problem, ServiceError, ServiceResult};
use storage::cabinet::draft;
use storage::file::{self, FileRow};
use storage::{AnyConnection, Tx};

impl Cabinet {
    pub(super) async fn attach_to_draft(
        &self,
        actor: &Actor,
        id: DraftId,
        new: NewFile,
    ) -> ServiceResult<SavedDraft> {
        let mut connection = self.desk.database.read().await?;
        let row = self.own_draft(actor, draft::get(&mut connection, id).await?)?;
        drop(connection);
        let card = self.catalogue.card(&row.service)?;
        self.open_for_changes(&row)?;
        let field = file_field(&card.form, &new.field)?;
        // The object is written before the change: an object without a row is only litter, a row without one a lie.
        let accepted = self.accept_file(row.person, field, new).await?;
        let mut tx = self.desk.database.begin().await?;
        let mut row = self.own_draft(actor, draft::get(tx.connection()?, id).await?)?;
        self.open_for_changes(&row)?;
        add_file(&mut row.answers, field, accepted.id)?;
        self.keep_file(&mut tx, &accepted).await?;
        self.keep_draft(tx, row, &card).await
    }

    pub(super) async fn detach_from_draft(
        &self,
        actor: &Actor,
        id: DraftId,
        field: &str,
        file: FileId,
    ) -> ServiceResult<SavedDraft> {
        let mut tx = self.desk.database.begin().await?;
        let mut row = self.own_draft(actor, draft::get(tx.connection()?, id).await?)?;
        let card = self.catalogue.card(&row.service)?;
        self.open_for_changes(&row)?;
        let field = file_field(&card.form, field)?;
        let file = file.to_string();
        let kept: Vec<String> = row
            .answers
            .of(&field.code)
            .iter()
            .filter(|id| **id != file)
            .cloned()
            .collect();
        row.answers.set(&field.code, kept);
        self.keep_draft(tx, row, &card).await
    }

    /// Looks into a file and keeps its bytes; the row is for the caller's change.
    pub(super) async fn accept_file(
        &self,
        owner: PersonId,
        field: &Field,
        new: NewFile,
    ) -> ServiceResult<FileRow> {
        self.accept_file_of(owner, &field.code, &field.accept, new).await
    }

    /// The same for a field that is of no card.
    pub(super) async fn accept_file_of(
        &self,
        owner: PersonId,
        field: &str,
        kinds: &[FileKind],
        new: NewFile,
    ) -> ServiceResult<FileRow> {
        let allowed: Vec<FileType> = kinds.iter().flat_map(|kind| types(*kind)).copied().collect();
        let NewFile { name, content, .. } = new;
        let size_bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
        // Unpacking an archive takes time that requests of others must not wait for.
        let (inspected, content) =
            tokio::task::spawn_blocking(move || (inspect(&content, &name, &allowed), content))
                .await
                .map_err(|error| ServiceError::Internal(format!("a file was not inspected: {error}")))?;
        let accepted = inspected.map_err(|problem| ServiceError::field(field, problem))?;
        let digest = self
            .files
            .put(content)
            .await
            .map_err(|error| ServiceError::Unavailable(format!("a file was not kept: {error}")))?;
        Ok(FileRow {
            id: self.desk.id(),
            digest,
            size_bytes,
            media_type: accepted.file_type.media_type().to_owned(),
            name: accepted.name,
            owner,
            thumbnail: None,
            created_at: self.desk.now(),
        })
    }

    /// Adds the row of an accepted file, and asks for the thumbnail of a photo.
    pub(super) async fn keep_file(&self, tx: &mut Tx, row: &FileRow) -> ServiceResult<()> {
        file::insert(tx.connection()?, row).await?;
        if files::IMAGES
            .iter()
            .any(|kind| kind.media_type() == row.media_type)
        {
            let job = ThumbnailJob { file: row.id };
            self.desk.enqueue(tx, &job.queued(self.desk.now())).await?;
        }
        Ok(())
    }

    pub(super) async fn file_of_draft(
        &self,
        actor: &Actor,
        id: DraftId,
        file: FileId,
    ) -> ServiceResult<FileContent> {
        let mut connection = self.desk.database.read().await?;
        let row = self.own_draft(actor, draft::get(&mut connection, id).await?)?;
        let card = self.catalogue.card(&row.service)?;
        let found = attached_file(&mut connection, &card.form, &row.answers, file).await?;
        self.content(found).await
    }

    pub(super) async fn preview_of_draft(
        &self,
        actor: &Actor,
        id: DraftId,
        file: FileId,
    ) -> ServiceResult<FileContent> {
        let mut connection = self.desk.database.read().await?;
        let row = self.own_draft(actor, draft::get(&mut connection, id).await?)?;
        let card = self.catalogue.card(&row.service)?;
        let found = attached_file(&mut connection, &card.form, &row.answers, file).await?;
        self.content(thumbnail_of(found)?).await
    }

    pub(super) async fn file_of_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent> {
        let mut connection = self.desk.database.read().await?;
        let row = self.readable(actor, &mut connection, id).await?;
        let card = self.card_of(&mut connection, &row).await?;
        let found = attached_file(&mut connection, &card.form, &row.answers, file).await?;
        drop(connection);
        self.note_look(actor, &row, "cabinet.file").await?;
        self.content(found).await
    }

    /// The thumbnail of a file. The look at the case, which shows it, is written down already.
    pub(super) async fn preview_of_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
        file: FileId,
    ) -> ServiceResult<FileContent> {
        let mut connection = self.desk.database.read().await?;
        let row = self.readable(actor, &mut connection, id).await?;
        let card = self.card_of(&mut connection, &row).await?;
        let found = attached_file(&mut connection, &card.form, &row.answers, file).await?;
        drop(connection);
        self.content(thumbnail_of(found)?).await
    }

    pub(super) async fn content(&self, row: FileRow) -> ServiceResult<FileContent> {
        let content = self
            .files
            .get(&row.digest)
            .await
            .map_err(|error| ServiceError::Unavailable(format!("a file cannot be read: {error}")))?
            .ok_or_else(|| ServiceError::Internal(format!("the object of file {} is missing", row.id)))?;
        Ok(FileContent {
            name: row.name,
            media_type: row.media_type,
            content,
        })
    }

    /// The files of the answers, in the order of the form.
    pub(super) async fn attached(
        &self,
        connection: &mut AnyConnection,
        form: &Form,
        answers: &Answers,
    ) -> ServiceResult<Vec<AttachedFile>> {
        let mut files = Vec::new();
        for field in form.fields().filter(|field| field.kind == Kind::File) {
            for id in answers.of(&field.code).iter().filter_map(|id| id.parse().ok()) {
                if let Some(row) = file::by_id(connection, id).await? {
                    files.push(AttachedFile {
                        id,
                        field: field.code.clone(),
                        name: row.name,
                        size_bytes: u64::try_from(row.size_bytes).unwrap_or(0),
                        media_type: row.media_type,
                        has_preview: row.thumbnail.is_some(),
                    });
                }
            }
        }
        Ok(files)
    }
}

/// The row of a file, when the answers hold it.
async fn attached_file(
    connection: &mut AnyConnection,
    form: &Form,
    answers: &Answers,
    id: FileId,
) -> ServiceResult<FileRow> {
    let text = id.to_string();
    let is_attached = form
        .fields()
        .filter(|field| field.kind == Kind::File)
        .any(|field| answers.of(&field.code).contains(&text));
    if !is_attached {
        return Err(ServiceError::NotFound);
    }
    file::by_id(connection, id).await?.ok_or(ServiceError::NotFound)
}

/// The thumbnail in place of its file.
fn thumbnail_of(row: FileRow) -> ServiceResult<FileRow> {
    let digest = row.thumbnail.clone().ok_or(ServiceError::NotFound)?;
    Ok(FileRow {
        digest,
        media_type: FileType::Jpeg.media_type().to_owned(),
        ..row
    })
}

/// Adds a file to the answer of a field, within the number that the card allows.
pub(super) fn add_file(answers: &mut Answers, field: &Field, id: FileId) -> ServiceResult<()> {
    let max = field.max_files.unwrap_or(1);
    let mut values = answers.of(&field.code).to_vec();
    if values.len() >= max as usize {
        return Err(ServiceError::field(&field.code, Problem::TooManyFiles { max }));
    }
    values.push(id.to_string());
    answers.set(&field.code, values);
    Ok(())
}

pub(super) fn file_field<'a>(form: &'a Form, code: &str) -> ServiceResult<&'a Field> {
    form.fields()
        .find(|field| field.code == code && field.kind == Kind::File)
        .ok_or_else(|| ServiceError::field(code, Problem::UnknownField))
}

const fn types(kind: FileKind) -> &'static [FileType] {
    match kind {
        FileKind::Pdf => &[FileType::Pdf],
        FileKind::Image => &files::IMAGES,
        FileKind::Office => &files::OFFICE,
    }
}
