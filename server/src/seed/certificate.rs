//! A finished course and its certificate in the demonstration: what a learner is proud of.

use super::{actor, refused};
use crate::service::learning::Learning;
use crate::service::operations::queue::JobQueue;
use crate::wiring::{Hromada, StartError};
use domain::event::{Author, NewEvent};
use domain::id::LearnerId;
use domain::learning::certificate::{CertificateJob, ClaimInput, NameKind};
use domain::learning::progress::{LessonProgress, to_earn};
use domain::time::SECOND_MS;
use domain::{Actor, ServiceError, ServiceResult};
use serde::Deserialize as _;
use std::sync::Arc;
use storage::learning::learner::{self, LearnerRow};
use storage::learning::{lesson_version, progress};

/// An official who has learnt to work without paper.
const LEARNER: &str = "officer@demo.hromada";
const COURSE: &str = "paperless";
const MOST_JOBS: usize = 100;

/// Lets Ірина finish her course and take the certificate, unless she learns by herself.
pub(super) async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    if !hromada.desk.settings.demo {
        return Ok(());
    }
    certify(hromada)
        .await
        .map_err(|error| refused("a certificate", &error))
}

async fn certify(hromada: &Hromada) -> ServiceResult<()> {
    let official = actor(hromada, LEARNER).await?;
    let Some(person) = official.person_id() else {
        return Ok(());
    };
    let known = {
        let mut connection = hromada.desk.database.read().await?;
        learner::of_person(&mut connection, person).await?
    };
    if known.is_some() {
        return Ok(());
    }
    let new = LearnerRow {
        id: hromada.desk.id(),
        person: Some(person),
        version: 0,
        created_at: hromada.desk.now(),
    };
    let mut tx = hromada.desk.database.begin().await?;
    learner::insert(tx.connection()?, &new).await?;
    tx.commit_without_event("a learner of the demonstration").await?;
    finish_course(hromada, new.id, COURSE).await?;
    let input = ClaimInput {
        name_kind: NameKind::Account.code().to_owned(),
        pseudonym: String::new(),
    };
    let learning = &hromada.services.learning;
    learning
        .claim_certificate(&official, None, COURSE, &input)
        .await?;
    set_on_paper(hromada).await
}

/// Does at once what the queue would do after the start: seeds leave it nothing.
async fn set_on_paper(hromada: &Hromada) -> ServiceResult<()> {
    let (desk, content) = (hromada.desk.clone(), &hromada.content);
    let learning = Learning::new(
        desk.clone(),
        Arc::clone(&content.library),
        Arc::clone(&content.bank),
        content.documents.clone(),
    );
    let queue = JobQueue::new(desk);
    let claimed = queue.claim(&Actor::System, MOST_JOBS, SECOND_MS).await?;
    for job in claimed.iter().filter(|job| job.kind == CertificateJob::KIND) {
        let payload = CertificateJob::deserialize(&job.payload)
            .map_err(|error| ServiceError::Internal(format!("the payload: {error}")))?;
        learning.set_certificate(payload).await?;
        queue.finish(&Actor::System, job).await?;
    }
    Ok(())
}

/// Notes every screen of a course as earned, in one change: a thousand answers would make every start slow.
///
/// # Errors
/// When there is no such course, or the database cannot write.
pub async fn finish_course(hromada: &Hromada, learner: LearnerId, course: &str) -> ServiceResult<()> {
    let now = hromada.desk.now();
    let course = hromada.content.library.course(course)?;
    let mut tx = hromada.desk.database.begin().await?;
    for (path, lesson) in course.lessons() {
        let mut done = LessonProgress::begun(lesson, now);
        for slug in to_earn(lesson) {
            done.earn(lesson, slug, now);
        }
        lesson_version::keep(tx.connection()?, &path, lesson).await?;
        progress::put(tx.connection()?, learner, &path, &done).await?;
        for slug in &done.earned {
            progress::earn(tx.connection()?, learner, &path, slug, now).await?;
        }
    }
    let version = learner::next_version(tx.connection()?, learner).await?;
    let event = NewEvent {
        author: Author::System,
        on_behalf_of: None,
        subject_kind: "learning.learner",
        subject_id: learner.to_string(),
        subject_version: version,
        kind: "learning.course.finished",
        reason: Some("the demonstration".to_owned()),
        data: serde_json::json!({ "course": course.code }),
    };
    hromada.desk.record(&mut tx, &event).await?;
    Ok(tx.commit().await?)
}
