//! Everything that the city holds of a person: asked for by them, made by a job, downloaded by them alone, removed after a week.

use super::People;
use super::person::person_event;
use crate::adapters::file_store::FileStore;
use domain::event::{Author, NewEvent};
use domain::id::OwnDataId;
use domain::job::MailJob;
use domain::people::own_data::{AWAITED, LIFE_MS, OwnDataExport, OwnDataFile, OwnDataJob, OwnDataStage};
use domain::{Actor, Language, ServiceError, ServiceResult, Timestamp};
use locales::people as t;
use serde_json::{Map, Value, json};
use std::io::{Cursor, Write as _};
use storage::people::own_data::{self, OwnDataRow};
use storage::people::person;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// So many archives a page lists.
const MOST_LISTED: i64 = 10;
/// So many expired archives one run of the job removes.
const MOST_REMOVED: i64 = 1_000;
/// The bytes of files in one archive; what comes after them is named and left out.
const MOST_FILE_BYTES: u64 = 500_000_000;

type Rows = Vec<Map<String, Value>>;

impl People {
    pub(super) async fn ask_for_own_data(&self, actor: &Actor, language: Language) -> ServiceResult<()> {
        let (_, row) = self.own(actor).await?;
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let earlier = own_data::of_person(tx.connection()?, row.id, 1).await?;
        if earlier
            .iter()
            .any(|earlier| stage(earlier, now) == OwnDataStage::Awaited)
        {
            return Err(ServiceError::Rule(AWAITED));
        }
        let new = OwnDataRow {
            id: self.desk.id(),
            person: row.id,
            language,
            asked_at: now,
            made: None,
            digest: None,
        };
        own_data::insert(tx.connection()?, &new).await?;
        let event = NewEvent {
            data: json!({ "export": new.id }),
            ..person_event(actor, row.id, row.version, "people.person.own_data_asked")
        };
        self.desk.record(&mut tx, &event).await?;
        let job = OwnDataJob { export: new.id };
        self.desk.enqueue(&mut tx, &job.queued(now)).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn own_exports(&self, actor: &Actor) -> ServiceResult<Vec<OwnDataExport>> {
        let (_, row) = self.own(actor).await?;
        let now = self.desk.now();
        let mut connection = self.desk.database.read().await?;
        let rows = own_data::of_person(&mut connection, row.id, MOST_LISTED).await?;
        Ok(rows
            .iter()
            .map(|row| OwnDataExport {
                id: row.id,
                asked_at: row.asked_at,
                stage: stage(row, now),
            })
            .collect())
    }

    pub(super) async fn own_archive(&self, actor: &Actor, id: OwnDataId) -> ServiceResult<OwnDataFile> {
        let (_, person) = self.own(actor).await?;
        let mut connection = self.desk.database.read().await?;
        let row = own_data::get(&mut connection, id).await?;
        // Somebody else's does not exist for them, nor does one whose time is over.
        let row = row
            .filter(|row| row.person == person.id)
            .filter(|row| matches!(stage(row, self.desk.now()), OwnDataStage::Ready { .. }))
            .ok_or(ServiceError::NotFound)?;
        drop(connection);
        let digest = row.digest.ok_or(ServiceError::NotFound)?;
        let content = self.store().get(&digest).await.map_err(unkept)?;
        Ok(OwnDataFile {
            name: t::own_data_file_name(row.language).to_owned(),
            content: content.ok_or(ServiceError::NotFound)?,
        })
    }

    /// Makes an archive; a second time it does nothing.
    ///
    /// # Errors
    /// When something cannot be read or kept.
    pub async fn make_own_data(&self, job: OwnDataJob) -> ServiceResult<()> {
        let mut connection = self.desk.database.read().await?;
        let export = own_data::get(&mut connection, job.export).await?;
        let export = export.ok_or(ServiceError::NotFound)?;
        if export.made.is_some() {
            return Ok(());
        }
        let person = person::get(&mut connection, export.person).await?;
        let person = person.ok_or(ServiceError::NotFound)?;
        let parts = own_data::collect(&mut connection, export.person).await?;
        drop(connection);

        let archive = self.archive(export.language, parts).await?;
        let size = i64::try_from(archive.len()).unwrap_or(i64::MAX);
        let digest = self.store().put(archive).await.map_err(unkept)?;
        let (now, until) = (self.desk.now(), self.desk.now().plus_ms(LIFE_MS));
        let mut tx = self.desk.database.begin().await?;
        if !own_data::made(tx.connection()?, export.id, size, until, &digest).await? {
            // Another attempt at the same job was faster.
            return Ok(());
        }
        let event = NewEvent {
            author: Author::System,
            data: json!({ "export": export.id, "digest": digest }),
            ..person_event(
                &Actor::System,
                person.id,
                person.version,
                "people.person.own_data_made",
            )
        };
        self.desk.record(&mut tx, &event).await?;
        let language = person.language;
        let origin = &self.desk.settings.origin;
        let page = format!("{origin}{}/people/account/data", language.prefix());
        let mail = MailJob {
            to: person.email,
            subject: t::mail_own_data_subject(language).to_owned(),
            text: format!("{}\n\n{page}\n", t::mail_own_data(language)),
        };
        let mail = mail.queued(format!("mail:own-data:{}", export.id), now);
        self.desk.enqueue(&mut tx, &mail).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes the bytes of archives whose time is over. Only the program itself does.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub async fn remove_expired_own_data(&self) -> ServiceResult<()> {
        let mut connection = self.desk.database.read().await?;
        let expired = own_data::expired(&mut connection, self.desk.now(), MOST_REMOVED).await?;
        drop(connection);
        for row in expired {
            if let Some(digest) = &row.digest {
                self.store().remove(digest).await.map_err(unkept)?;
            }
            let mut tx = self.desk.database.begin().await?;
            own_data::forget(tx.connection()?, row.id).await?;
            let event = NewEvent {
                author: Author::System,
                data: json!({ "export": row.id }),
                ..person_event(&Actor::System, row.person, 0, "people.person.own_data_removed")
            };
            self.desk.record(&mut tx, &event).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Where archives lie.
    fn store(&self) -> FileStore {
        FileStore::of_own_data(&self.desk.settings.data_dir)
    }

    /// The archive: what it is, the data, and the files under the names that the data give.
    async fn archive(&self, language: Language, parts: Vec<(&'static str, Rows)>) -> ServiceResult<Vec<u8>> {
        let mut data = Map::new();
        let mut files: Vec<(String, String)> = Vec::new();
        let mut bytes = 0;
        for (part, mut rows) in parts {
            for row in &mut rows {
                write_moments(row);
                let Some(digest) = row.get("digest").and_then(Value::as_str).map(str::to_owned) else {
                    continue;
                };
                let size = row.get("size_bytes").and_then(Value::as_u64).unwrap_or(0);
                bytes += size;
                let path = (bytes <= MOST_FILE_BYTES).then(|| path_of(part, row));
                row.insert("path".to_owned(), json!(path));
                files.extend(path.map(|path| (path, digest)));
            }
            data.insert(part.to_owned(), json!(rows));
        }
        let made_at = self.desk.now().rfc3339();
        let data = json!({ "format": "hromada own data 1", "made_at": made_at, "data": data });
        let data =
            serde_json::to_vec_pretty(&data).map_err(|error| ServiceError::Internal(error.to_string()))?;
        let objects = FileStore::in_data_dir(&self.desk.settings.data_dir);
        let mut archive = Archive::new();
        archive.add(
            t::own_data_readme_name(language),
            t::own_data_readme(language).as_bytes(),
        )?;
        archive.add("data.json", &data)?;
        for (path, digest) in files {
            if let Some(content) = objects.get(&digest).await.map_err(unkept)? {
                archive.add(&path, &content)?;
            }
        }
        archive.finish()
    }
}

fn stage(row: &OwnDataRow, now: Timestamp) -> OwnDataStage {
    let made = row.made.map(|(size, until)| (size.unsigned_abs(), until));
    OwnDataStage::of(row.asked_at, made, now)
}

/// The name of a file in the archive; its id keeps two of the same name apart.
fn path_of(part: &str, row: &Map<String, Value>) -> String {
    let text = |field: &str| row.get(field).and_then(Value::as_str).unwrap_or_default();
    let name = match part {
        "decisions" => format!("{}.pdf", text("code")),
        _ => format!("{}-{}", text("id"), text("name")),
    };
    let name: String = name
        .chars()
        .map(|c| if matches!(c, '/' | '\\' | ':') { '_' } else { c })
        .collect();
    format!("{part}/{name}")
}

/// Moments as people and programs read them: `2026-11-23T08:00:00Z`.
fn write_moments(row: &mut Map<String, Value>) {
    for (name, value) in row.iter_mut() {
        let is_moment = name == "at" || name == "answer_until" || name.ends_with("_at");
        if let (true, Some(ms)) = (is_moment, value.as_i64()) {
            *value = json!(Timestamp(ms).rfc3339());
        }
    }
}

fn unkept(error: std::io::Error) -> ServiceError {
    ServiceError::Unavailable(format!("an archive of own data: {error}"))
}

/// A zip archive in memory.
struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn add(&mut self, path: &str, content: &[u8]) -> ServiceResult<()> {
        let fault = |error: String| ServiceError::Internal(format!("an archive of own data: {error}"));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.0
            .start_file(path, options)
            .map_err(|error| fault(error.to_string()))?;
        self.0
            .write_all(content)
            .map_err(|error| fault(error.to_string()))
    }

    fn finish(self) -> ServiceResult<Vec<u8>> {
        match self.0.finish() {
            Ok(content) => Ok(content.into_inner()),
            Err(error) => Err(ServiceError::Internal(format!("an archive of own data: {error}"))),
        }
    }
}
