//! Issuing: the facts are fixed, the credential is built from them and signed, and a place in the list of revocations
//! is drawn by lot.

use super::{Learning, written};
use crate::adapters::data_integrity::{encoded_list, multikey, sign};
use crate::service::desk::Desk;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::CertificateId;
use domain::learning::certificate::credential::{
    Credential, LIST_PLACES, Particulars, Proof, Words, credential, did_web, status_list,
};
use domain::learning::certificate::{
    CertificateCode, CertificateJob, ClaimInput, Holder, ISSUED, NOT_EARNED, Revocation, RevocationReason,
    SUBJECT, Statement, Way,
};
use domain::{Actor, Language, ServiceError, ServiceResult, Timestamp};
use ed25519_dalek::SigningKey;
use jiff::ToSpan as _;
use locales::learning as t;
use serde::Serialize;
use serde_json::json;
use storage::AnyConnection;
use storage::learning::certificate::{self, CertificateRow};
use storage::learning::{learner, progress};

/// So many certificates share a list: it stays half empty, so that a free place is found at the second draw.
const CERTIFICATES_IN_LIST: i64 = 65_536;
/// So many draws fail together once in 2^64 certificates.
const DRAWS: usize = 64;

impl Learning {
    /// Issues the certificate of a finished course. The same claim again changes nothing; one with another name takes
    /// the place of the certificate before.
    pub(in super::super) async fn issue_certificate(
        &self,
        actor: &Actor,
        device: Option<&str>,
        course: &str,
        input: &ClaimInput,
    ) -> ServiceResult<CertificateCode> {
        permit(actor, Action::ClaimCertificate, Scope::COMMUNITY)?;
        let course = self.library.course(course)?;
        let terms = course.certificate.ok_or(ServiceError::NotFound)?;
        let holder = Holder::chosen(input, actor.signed_in()).map_err(ServiceError::Invalid)?;
        let key = self.signing_key()?;
        let mut tx = self.desk.database.begin().await?;
        let not_earned = ServiceError::Rule(NOT_EARNED);
        let known = self.known_learner(tx.connection()?, actor, device).await?;
        let Some(learner) = known else {
            return Err(not_earned);
        };
        // Of two claims at once, one waits.
        learner::next_version(tx.connection()?, learner.id).await?;
        let progress = progress::all(tx.connection()?, learner.id).await?;
        if !Way::of(course, &progress).is_done() {
            return Err(not_earned);
        }
        let now = self.desk.now();
        let before = self.current(tx.connection()?, learner.id, &course.code).await?;
        if let Some(before) = &before {
            if before.holder == holder && before.course_version == course.version {
                return Ok(before.code.clone());
            }
            let revocation = Revocation {
                reason: RevocationReason::Replaced,
                at: now,
            };
            self.revoke_row(&mut tx, actor, before, revocation, None).await?;
        }
        let (status_list, status_position) = self.free_place(tx.connection()?).await?;
        let mut row = CertificateRow {
            id: self.desk.id(),
            code: self.new_code()?,
            learner: learner.id,
            course: course.code.clone(),
            course_version: course.version,
            statement: Statement::of(course),
            holder,
            credential: String::new(),
            key: multikey(&key.verifying_key()),
            status_list,
            status_position,
            issued_at: now,
            valid_until: terms
                .valid_years
                .and_then(|years| years_later(&self.desk, now, years)),
        };
        row.credential = self.signed_credential(&row, &key)?;
        certificate::insert(tx.connection()?, &row).await?;
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: row.id.to_string(),
            subject_version: 1,
            kind: ISSUED,
            reason: None,
            data: json!({
                "learner": learner.id, "course": row.course, "version": row.course_version,
                "replaces": before.map(|before| before.id),
            }),
        };
        self.desk.record(&mut tx, &event).await?;
        let job = CertificateJob { certificate: row.id };
        self.desk.enqueue(&mut tx, &job.queued(now)).await?;
        tx.commit().await?;
        Ok(row.code)
    }

    fn signed_credential(&self, row: &CertificateRow, key: &SigningKey) -> ServiceResult<String> {
        let settings = &self.desk.settings;
        let did = did_web(&settings.origin);
        let subject: CertificateId = self.desk.id();
        let particulars = Particulars {
            code: &row.code,
            holder: &row.holder,
            origin: &settings.origin,
            did: &did,
            community: &settings.community.name_uk,
            subject: subject.0,
            valid_from: written(row.issued_at),
            valid_until: row.valid_until.map(written),
            status_list: row.status_list,
            status_position: row.status_position,
            words: words(&row.statement),
        };
        let unsigned = credential(&row.statement, &particulars);
        let proof = self.proof(&unsigned, row.issued_at, key)?;
        let signed = Credential {
            proof: vec![proof],
            ..unsigned
        };
        serde_json::to_string_pretty(&signed).map_err(|error| internal(&error))
    }

    fn proof<T: Serialize>(&self, unsigned: &T, at: Timestamp, key: &SigningKey) -> ServiceResult<Proof> {
        let document = serde_json::to_value(unsigned).map_err(|error| internal(&error))?;
        let did = did_web(&self.desk.settings.origin);
        let method = format!("{did}#{}", multikey(&key.verifying_key()));
        sign(&document, Proof::unsigned(method, written(at)), key).map_err(|error| internal(&error))
    }

    /// The list of revocations as a signed credential. Nothing of it is kept: the same revocations give the same bytes.
    pub(in super::super) async fn signed_list(&self, list: i64) -> ServiceResult<String> {
        let mut connection = self.desk.database.read().await?;
        let changed_at = certificate::list_changed_at(&mut connection, list).await?;
        let changed_at = changed_at.ok_or(ServiceError::NotFound)?;
        let revoked = certificate::revoked(&mut connection, list).await?;
        drop(connection);
        let key = self.certificate_key.existing().map_err(super::broken_key)?;
        let key = key.ok_or(ServiceError::NotFound)?;
        let origin = &self.desk.settings.origin;
        let bits = encoded_list(LIST_PLACES, &revoked);
        let mut unsigned = status_list(origin, &did_web(origin), list, written(changed_at), bits);
        let proof = self.proof(&unsigned, changed_at, &key)?;
        unsigned.proof.push(proof);
        serde_json::to_string_pretty(&unsigned).map_err(|error| internal(&error))
    }

    /// A place that no certificate has: by lot, so that places tell nothing of who came after whom.
    async fn free_place(&self, connection: &mut AnyConnection) -> ServiceResult<(i64, i64)> {
        let list = certificate::count(connection).await? / CERTIFICATES_IN_LIST + 1;
        for _ in 0..DRAWS {
            let mut bytes = [0; 4];
            self.desk.random.fill(&mut bytes);
            // The number of places is a power of two: every place is as likely.
            let position = i64::from(u32::from_le_bytes(bytes) % LIST_PLACES);
            if !certificate::is_taken(connection, list, position).await? {
                return Ok((list, position));
            }
        }
        Err(ServiceError::Internal(
            "no free place in the list of revocations".to_owned(),
        ))
    }

    fn new_code(&self) -> ServiceResult<CertificateCode> {
        let mut bytes = [0_u8; CertificateCode::RANDOM_BYTES];
        self.desk.random.fill(&mut bytes);
        CertificateCode::of_bytes(&bytes)
            .ok_or_else(|| ServiceError::Internal("no code for a certificate".to_owned()))
    }
}

/// The same time of the day, so many years later, on the clock of the community.
fn years_later(desk: &Desk, at: Timestamp, years: u8) -> Option<Timestamp> {
    let at = jiff::Timestamp::from_millisecond(at.0).ok()?;
    let later = at
        .to_zoned(desk.time_zone.clone())
        .checked_add(i64::from(years).years());
    later
        .ok()
        .map(|later| Timestamp(later.timestamp().as_millisecond()))
}

/// A credential speaks Ukrainian, as the acts of the city do.
fn words(statement: &Statement) -> Words {
    let language = Language::Uk;
    let lessons = t::lessons_count(language, i64::from(statement.lessons));
    Words {
        criteria: t::certificate_criteria(language, lessons),
        level: t::certificate_level(language).to_owned(),
        time: t::certificate_time(language).to_owned(),
        time_value: app::learning::course_time(language, statement),
    }
}

fn internal(error: &dyn std::error::Error) -> ServiceError {
    ServiceError::Internal(format!("a credential: {error}"))
}
