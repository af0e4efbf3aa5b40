//! Certificates on paper: set by a job, given to everybody who has the code.

use super::{Learning, by_code};
use crate::adapters::qr;
use domain::event::{Author, NewEvent};
use domain::language::Bilingual;
use domain::learning::certificate::{CertificateCode, CertificateJob, SET, SUBJECT, is_of_digcomp};
use domain::learning::course::Audience;
use domain::{Language, ServiceError, ServiceResult, Timestamp};
use locales::{format, learning as t};
use serde_json::{Value, json};
use storage::learning::certificate::{self, CertificateDocumentRow, CertificateRow};

const TEMPLATE: &str = "certificate";

impl Learning {
    /// Sets a certificate on paper and keeps it; a second time it does nothing.
    ///
    /// # Errors
    /// When it cannot be set or kept.
    pub async fn set_certificate(&self, job: CertificateJob) -> ServiceResult<()> {
        let mut connection = self.desk.database.read().await?;
        let row = certificate::get(&mut connection, job.certificate)
            .await?
            .ok_or(ServiceError::NotFound)?;
        if certificate::document(&mut connection, row.id).await?.is_some() {
            return Ok(());
        }
        drop(connection);
        let content = self.set_on_paper(&row).await?;
        let kept = CertificateDocumentRow {
            certificate: row.id,
            size_bytes: i64::try_from(content.len()).unwrap_or(i64::MAX),
            digest: self.files.put(content).await.map_err(|error| {
                ServiceError::Unavailable(format!("a certificate cannot be kept: {error}"))
            })?,
            set_at: self.desk.now(),
        };
        let mut tx = self.desk.database.begin().await?;
        if !certificate::set(tx.connection()?, &kept).await? {
            // Another attempt at the same job was faster.
            return Ok(());
        }
        let event = NewEvent {
            author: Author::System,
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: row.id.to_string(),
            subject_version: 1,
            kind: SET,
            reason: None,
            data: json!({ "digest": kept.digest }),
        };
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    /// The PDF.
    pub(in super::super) async fn document_of(&self, code: &CertificateCode) -> ServiceResult<Vec<u8>> {
        let mut connection = self.desk.database.read().await?;
        let row = by_code(&mut connection, code).await?;
        let kept = certificate::document(&mut connection, row.id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        drop(connection);
        let content =
            self.files.get(&kept.digest).await.map_err(|error| {
                ServiceError::Unavailable(format!("a certificate cannot be read: {error}"))
            })?;
        content.ok_or_else(|| {
            ServiceError::Internal(format!("the object of the certificate {} is missing", row.id))
        })
    }

    async fn set_on_paper(&self, row: &CertificateRow) -> ServiceResult<Vec<u8>> {
        let svg = qr::svg(&self.address_of(&row.code)).map_err(ServiceError::Internal)?;
        let set = self
            .documents
            .pdf_with_code(TEMPLATE, self.printed(row), svg)
            .await;
        set.map_err(|fault| ServiceError::Internal(fault.to_string()))
    }

    /// Everything that the template says, in Ukrainian and then in English.
    fn printed(&self, row: &CertificateRow) -> Value {
        let statement = &row.statement;
        let settings = &self.desk.settings;
        let both = |uk: String, en: String| json!({ "uk": uk, "en": en });
        let text = |text: &Bilingual| json!({ "uk": text.uk, "en": text.en });
        let time = |language| app::learning::course_time(language, statement);
        let day = |language, at| self.date_of(language, at);
        let lessons = |language| t::lessons_count(language, i64::from(statement.lessons));
        let outcomes: Vec<Value> = statement
            .outcomes
            .iter()
            .map(|outcome| {
                let code = is_of_digcomp(&outcome.id).then_some(outcome.id.as_str());
                json!({ "code": code, "text": outcome.text.uk })
            })
            .collect();
        let issued = (self.desk.civil())(row.issued_at);
        json!({
            "community": both(settings.community.name_uk.clone(), settings.community.name_en.clone()),
            "name": row.holder.name(),
            "is_verified": row.holder.is_verified(),
            "course": text(&statement.title),
            "version": statement.version,
            "level": statement.level,
            "is_for_officials": statement.audience == Audience::Officials,
            "lessons": both(lessons(Language::Uk), lessons(Language::En)),
            "time": both(time(Language::Uk), time(Language::En)),
            "issued": both(day(Language::Uk, row.issued_at), day(Language::En, row.issued_at)),
            "until": row.valid_until.map(|until| both(day(Language::Uk, until), day(Language::En, until))),
            "day": [issued.year, i16::from(issued.month), i16::from(issued.day)],
            "modules": statement.modules.iter().map(|module| module.uk.clone()).collect::<Vec<_>>(),
            "outcomes": outcomes,
            "code": row.code.to_string(),
            "address": self.address_of(&row.code),
        })
    }

    fn date_of(&self, language: Language, at: Timestamp) -> String {
        let at = (self.desk.civil())(at);
        format::date(language, at.year, at.month, at.day)
    }
}
