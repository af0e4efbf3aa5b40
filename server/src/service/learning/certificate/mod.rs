//! Certificates of courses: earned by the learner, checked by everybody who has the code.

pub mod check;
mod issue;
mod paper;

use super::Learning;
use crate::adapters::data_integrity::multikey;
use crate::adapters::qr;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::LearnerId;
use domain::learning::certificate::credential::{self, did_web};
use domain::learning::certificate::view::{
    CertificateLine, CertificateView, CertificatesHome, ClaimView, CourseClaim, CredentialCheck, IssuerKeys,
};
use domain::learning::certificate::{
    CertificateCode, Holder, REVOKED, REVOKED_ALREADY, Revocation, RevocationInput, SUBJECT, Statement,
    Validity, Way,
};
use domain::learning::course::Course;
use domain::learning::progress::Progress;
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use ed25519_dalek::SigningKey;
use serde_json::json;
use std::io;
use storage::learning::certificate::{self, CertificateRow};
use storage::learning::progress;
use storage::{AnyConnection, Tx};

impl Learning {
    pub(super) async fn certificates_home(
        &self,
        actor: &Actor,
        device: Option<&str>,
    ) -> ServiceResult<CertificatesHome> {
        let mut connection = self.desk.database.read().await?;
        let learner = self.known_learner(&mut connection, actor, device).await?;
        let (rows, progress) = match &learner {
            Some(learner) => (
                certificate::of_learner(&mut connection, learner.id).await?,
                progress::all(&mut connection, learner.id).await?,
            ),
            None => (Vec::new(), Progress::new()),
        };
        let mut own = Vec::with_capacity(rows.len());
        for row in &rows {
            own.push(CertificateLine {
                code: row.code.clone(),
                title: row.statement.title.clone(),
                name: row.holder.name().to_owned(),
                issued_at: row.issued_at,
                validity: self.validity(&mut connection, row).await?,
            });
        }
        let current = |course: &str| {
            rows.iter()
                .zip(&own)
                .find(|(row, line)| row.course == course && line.validity.is_valid())
                .map(|(row, _)| row.code.clone())
        };
        let courses = self.library.courses.iter();
        let courses = courses
            .filter(|course| course.certificate.is_some())
            .map(|course| course_claim(course, &progress, current(&course.code)))
            .collect();
        Ok(CertificatesHome { own, courses })
    }

    pub(super) async fn claim_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
    ) -> ServiceResult<ClaimView> {
        let course = self.library.course(course)?;
        let terms = course.certificate.ok_or(ServiceError::NotFound)?;
        let mut connection = self.desk.database.read().await?;
        let learner = self.known_learner(&mut connection, actor, device).await?;
        let (progress, current) = match &learner {
            Some(learner) => (
                progress::all(&mut connection, learner.id).await?,
                self.current(&mut connection, learner.id, &course.code).await?,
            ),
            None => (Progress::new(), None),
        };
        let code = current.as_ref().map(|row| row.code.clone());
        Ok(ClaimView {
            claim: course_claim(course, &progress, code),
            statement: Statement::of(course),
            account: actor.signed_in().map(Holder::of_account),
            current_name: current.map(|row| row.holder.name().to_owned()),
            valid_years: terms.valid_years,
        })
    }

    pub(super) async fn certificate_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
        code: &CertificateCode,
    ) -> ServiceResult<CertificateView> {
        let mut connection = self.desk.database.read().await?;
        let row = by_code(&mut connection, code).await?;
        let learner = self.known_learner(&mut connection, actor, device).await?;
        let document = certificate::document(&mut connection, row.id).await?;
        let validity = self.validity(&mut connection, &row).await?;
        let is_revoked = matches!(validity, Validity::Revoked(_));
        Ok(CertificateView {
            is_own: learner.is_some_and(|learner| learner.id == row.learner),
            may_revoke: !is_revoked && permit(actor, Action::RevokeCertificate, Scope::COMMUNITY).is_ok(),
            document_bytes: document.and_then(|document| u64::try_from(document.size_bytes).ok()),
            validity,
            code: row.code,
            statement: row.statement,
            holder: row.holder,
            issued_at: row.issued_at,
            valid_until: row.valid_until,
        })
    }

    /// The signed credential, byte for byte.
    pub(super) async fn credential_of(&self, code: &CertificateCode) -> ServiceResult<String> {
        let mut connection = self.desk.database.read().await?;
        Ok(by_code(&mut connection, code).await?.credential)
    }

    pub(super) async fn qr_of(&self, code: &CertificateCode) -> ServiceResult<String> {
        let mut connection = self.desk.database.read().await?;
        let row = by_code(&mut connection, code).await?;
        qr::svg(&self.address_of(&row.code)).map_err(ServiceError::Internal)
    }

    pub(super) async fn revoke_by_officer(
        &self,
        actor: &Actor,
        code: &CertificateCode,
        input: &RevocationInput,
    ) -> ServiceResult<()> {
        permit(actor, Action::RevokeCertificate, Scope::COMMUNITY)?;
        let (reason, words) = input.checked().map_err(ServiceError::Invalid)?;
        let mut tx = self.desk.database.begin().await?;
        let row = by_code(tx.connection()?, code).await?;
        let revocation = Revocation {
            reason,
            at: self.desk.now(),
        };
        self.revoke_row(&mut tx, actor, &row, revocation, Some(words))
            .await?;
        Ok(tx.commit().await?)
    }

    async fn revoke_row(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        row: &CertificateRow,
        revocation: Revocation,
        words: Option<String>,
    ) -> ServiceResult<()> {
        if !certificate::revoke(tx.connection()?, row.id, revocation).await? {
            return Err(ServiceError::Rule(REVOKED_ALREADY));
        }
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: row.id.to_string(),
            subject_version: 2,
            kind: REVOKED,
            reason: words,
            data: json!({ "reason": revocation.reason.code() }),
        };
        self.desk.record(tx, &event).await
    }

    /// Checks a file by itself, then against the records of the city.
    pub(super) async fn check_file(&self, content: &[u8]) -> ServiceResult<CredentialCheck> {
        let found = check::check(content);
        let Some(says) = &found.says else { return Ok(found) };
        let mut found = found.clone();
        let issuer = self.issuer_keys().await?;
        let key = check::key_named_in(says).unwrap_or_default();
        if says.issuer.id != issuer.did || !issuer.keys.iter().any(|known| known == key) {
            found.faults.push(credential::CredentialFault::UnknownKey);
            return Ok(found);
        }
        let mut connection = self.desk.database.read().await?;
        let code = says.id.rsplit('/').next().unwrap_or_default().parse();
        let row = match code {
            Ok(code) => certificate::by_code(&mut connection, &code).await?,
            Err(_) => None,
        };
        let is_recorded = row
            .as_ref()
            .is_some_and(|row| check::read(row.credential.as_bytes()).as_ref() == Some(says));
        if !is_recorded {
            found.faults.push(credential::CredentialFault::RecordDiffers);
        }
        if let Some(row) = row {
            let validity = self.validity(&mut connection, &row).await?;
            found.record = Some((row.code, validity));
        }
        Ok(found)
    }

    /// The name of the issuer and its keys: the one in use, and those that signed before.
    pub(super) async fn issuer_keys(&self) -> ServiceResult<IssuerKeys> {
        let own = self.certificate_key.existing().map_err(broken_key)?;
        let own = own.map(|key| multikey(&key.verifying_key()));
        let mut connection = self.desk.database.read().await?;
        let others = certificate::keys(&mut connection).await?;
        let others = others.into_iter().filter(|key| own.as_ref() != Some(key));
        Ok(IssuerKeys {
            did: did_web(&self.desk.settings.origin),
            keys: own.clone().into_iter().chain(others).collect(),
        })
    }

    /// The certificate of a course that a learner holds now.
    async fn current(
        &self,
        connection: &mut AnyConnection,
        learner: LearnerId,
        course: &str,
    ) -> ServiceResult<Option<CertificateRow>> {
        for row in certificate::of_learner(connection, learner).await? {
            if row.course == course && self.validity(connection, &row).await?.is_valid() {
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    async fn validity(
        &self,
        connection: &mut AnyConnection,
        row: &CertificateRow,
    ) -> ServiceResult<Validity> {
        let revocation = certificate::revocation(connection, row.id).await?;
        Ok(Validity::at(self.desk.now(), row.valid_until, revocation))
    }

    /// The key under certificates; a new one when there is none yet.
    fn signing_key(&self) -> ServiceResult<SigningKey> {
        let key = self.certificate_key.key(self.desk.random.as_ref());
        key.map_err(broken_key)
    }

    fn address_of(&self, code: &CertificateCode) -> String {
        credential::address(&self.desk.settings.origin, code)
    }
}

/// A moment as credentials write it, in whole seconds: `2026-11-25T08:00:00Z`.
fn written(at: Timestamp) -> String {
    let seconds = at.0.div_euclid(domain::time::SECOND_MS);
    jiff::Timestamp::from_second(seconds)
        .unwrap_or_default()
        .to_string()
}

fn broken_key(error: io::Error) -> ServiceError {
    ServiceError::Internal(format!("the key of certificates: {error}"))
}

async fn by_code(connection: &mut AnyConnection, code: &CertificateCode) -> ServiceResult<CertificateRow> {
    let row = certificate::by_code(connection, code).await?;
    row.ok_or(ServiceError::NotFound)
}

fn course_claim(course: &Course, progress: &Progress, current: Option<CertificateCode>) -> CourseClaim {
    CourseClaim {
        course: course.code.clone(),
        title: course.title.clone(),
        way: Way::of(course, progress),
        current,
    }
}
