//! Decisions on paper: set by a job, read by the applicant, checked by everybody who holds one.

use super::Cabinet;
use crate::adapters::{file_store, qr};
use app::cabinet::day;
use domain::cabinet::application::{Command, SUBJECT, State};
use domain::cabinet::document::{DocumentCheck, DocumentCode, DocumentJob, ISSUED};
use domain::cabinet::view::FileContent;
use domain::event::{Author, NewEvent};
use domain::id::ApplicationId;
use domain::{Actor, Language, Problem, ServiceError, ServiceResult};
use locales::cabinet as t;
use serde_json::{Value, json};
use storage::cabinet::application::{self, ApplicationRow};
use storage::cabinet::document::{self, DocumentRow};
use storage::event::{self, EventRow};

const TEMPLATE: &str = "decision";
/// An act of a Ukrainian body is written in Ukrainian, whatever its reader prefers.
const LANGUAGE: Language = Language::Uk;

impl Cabinet {
    /// Sets the document of a decision and keeps it; a second time it does nothing.
    ///
    /// # Errors
    /// When the document cannot be set or kept.
    pub async fn issue_document(&self, job: DocumentJob) -> ServiceResult<()> {
        let mut connection = self.desk.database.read().await?;
        let row = application::get(&mut connection, job.application)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let events = event::of_subject(&mut connection, SUBJECT, &row.id.to_string()).await?;
        let decision = events
            .into_iter()
            .find(|event| event.subject_version == job.version && is_granting(event).is_some())
            .ok_or(ServiceError::NotFound)?;
        let last = document::last(&mut connection, row.id).await?;
        if last.is_some_and(|last| last.application_version >= job.version) {
            return Ok(());
        }
        let code = self.new_document_code()?;
        let data = self.words_of(&mut connection, &row, &decision, &code).await?;
        drop(connection);

        let content = self.set(data, &code).await?;
        let kept =
            DocumentRow {
                code,
                application: row.id,
                application_version: job.version,
                is_granted: is_granting(&decision).unwrap_or_default(),
                size_bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
                digest: self.files.put(content).await.map_err(|error| {
                    ServiceError::Unavailable(format!("a document cannot be kept: {error}"))
                })?,
                issued_at: self.desk.now(),
            };
        let mut tx = self.desk.database.begin().await?;
        if !document::insert(tx.connection()?, &kept).await? {
            // Another attempt at the same job was faster.
            return Ok(());
        }
        let event = NewEvent {
            author: Author::System,
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: row.id.to_string(),
            subject_version: row.version,
            kind: ISSUED,
            reason: None,
            data: json!({ "digest": kept.digest, "of_version": job.version }),
        };
        self.desk.record(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(())
    }

    pub(super) async fn document_of(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<FileContent> {
        let mut connection = self.desk.database.read().await?;
        let row = self.readable(actor, &mut connection, id).await?;
        let kept = document::last(&mut connection, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        drop(connection);
        self.note_look(actor, &row, "cabinet.document").await?;
        let content = self
            .files
            .get(&kept.digest)
            .await
            .map_err(|error| ServiceError::Unavailable(format!("a document cannot be read: {error}")))?
            .ok_or_else(|| {
                ServiceError::Internal(format!("the object of the document of {id} is missing"))
            })?;
        Ok(FileContent {
            name: t::document_file_name(LANGUAGE, &row.number),
            media_type: "application/pdf".to_owned(),
            content,
        })
    }

    pub(super) async fn check_of(&self, code: &str) -> ServiceResult<DocumentCheck> {
        if code.trim().is_empty() {
            return Err(ServiceError::field("code", Problem::Required));
        }
        let unknown = || ServiceError::field("code", Problem::CodeRejected);
        let code: DocumentCode = code.parse().map_err(|_| unknown())?;
        let mut connection = self.desk.database.read().await?;
        let kept = document::by_code(&mut connection, &code)
            .await?
            .ok_or_else(unknown)?;
        let row = application::get(&mut connection, kept.application)
            .await?
            .ok_or_else(unknown)?;
        let card = self.card_of(&mut connection, &row).await?;
        let units = storage::people::unit::list(&mut connection).await?;
        let last = document::last(&mut connection, row.id).await?;
        let is_last = last.is_none_or(|last| last.code == kept.code);
        Ok(DocumentCheck {
            code,
            number: row.number,
            service: card.name.clone(),
            unit: units.into_iter().find(|unit| unit.id == row.unit),
            issued_at: self.civil(kept.issued_at),
            is_granted: kept.is_granted,
            is_in_force: is_last && row.decided_at.is_some() && row.state != State::Forwarded,
            digest: kept.digest,
        })
    }

    pub(super) async fn compare_with(
        &self,
        code: &str,
        content: &[u8],
    ) -> ServiceResult<(DocumentCheck, bool)> {
        let check = self.check_of(code).await?;
        let is_same = file_store::digest_of(content) == check.digest;
        Ok((check, is_same))
    }

    /// Everything that the template says.
    async fn words_of(
        &self,
        connection: &mut storage::AnyConnection,
        row: &ApplicationRow,
        decision: &EventRow,
        code: &DocumentCode,
    ) -> ServiceResult<Value> {
        let card = self.card_of(connection, row).await?;
        let units = storage::people::unit::list(connection).await?;
        let unit = units.iter().find(|unit| unit.id == row.unit);
        let ground = decision
            .data
            .get("ground")
            .and_then(Value::as_str)
            .and_then(|code| card.refusal_ground(code))
            .map(|ground| {
                let citation = app::cabinet::statement(LANGUAGE, &ground.citation);
                format!("{} ({citation})", ground.text.get(LANGUAGE))
            });
        let is_granted = is_granting(decision) == Some(true);
        let outcome = if is_granted {
            t::document_granted(LANGUAGE)
        } else {
            t::document_refused(LANGUAGE)
        };
        let decided = self.civil(decision.at);
        let text: Vec<&str> = decision.reason.as_deref().unwrap_or_default().lines().collect();
        Ok(json!({
            "community": self.desk.settings.community.name_uk,
            "unit": unit.map_or(t::unconfirmed(LANGUAGE), |unit| unit.name(LANGUAGE)),
            "number": row.number,
            "service": card.name.get(LANGUAGE),
            "applicant": row.person_name,
            "submitted": day(LANGUAGE, self.civil(row.submitted_at).date()),
            "decided": day(LANGUAGE, decided.date()),
            "day": [decided.year(), decided.month(), decided.day()],
            "outcome": outcome,
            "ground": ground,
            "text": text,
            "officer": decision.data.get("who").and_then(Value::as_str).unwrap_or_default(),
            "files": decision.data.get("files").cloned().unwrap_or_else(|| json!([])),
            "appeal": (!is_granted).then(|| app::cabinet::statement(LANGUAGE, &card.appeal)),
            "code": code.to_string(),
            "address": self.address_of(code),
        }))
    }

    fn address_of(&self, code: &DocumentCode) -> String {
        format!(
            "{}/cabinet/documents/{}",
            self.desk.settings.origin,
            code.as_str()
        )
    }

    async fn set(&self, data: Value, code: &DocumentCode) -> ServiceResult<Vec<u8>> {
        let svg = qr::svg(&self.address_of(code)).map_err(ServiceError::Internal)?;
        let set = self.documents.pdf_with_code(TEMPLATE, data, svg).await;
        set.map_err(|fault| ServiceError::Internal(fault.to_string()))
    }

    fn new_document_code(&self) -> ServiceResult<DocumentCode> {
        let mut bytes = [0_u8; DocumentCode::RANDOM_BYTES];
        self.desk.random.fill(&mut bytes);
        DocumentCode::of_bytes(&bytes)
            .ok_or_else(|| ServiceError::Internal("no code for a document".to_owned()))
    }
}

/// Whether an event is a decision, and which.
fn is_granting(event: &EventRow) -> Option<bool> {
    if event.kind == Command::Grant.event() {
        Some(true)
    } else if event.kind == Command::Refuse.event() {
        Some(false)
    } else {
        None
    }
}
