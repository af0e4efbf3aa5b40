//! The past of the demonstration: applications of the last months, so that figures, ledgers and the log have something to
//! tell. They are made through the services, by a clock that goes back. Their applicants have closed their accounts since.

use super::cabinet::{CONSENT, Section};
use super::{actor, refused};
use crate::adapters::clock::{Clock as _, FakeClock};
use crate::service::Desk;
use crate::service::cabinet::Cabinet;
use crate::service::operations::queue::JobQueue;
use crate::wiring::{Hromada, StartError};
use domain::actor::{IdentityLevel, SignedIn};
use domain::cabinet::document::DocumentJob;
use domain::cabinet::form::Answers;
use domain::cabinet::service::CabinetService as _;
use domain::cabinet::view::{DecideInput, FieldRemark, Mended, NewFile, SaveDraft, SuspendInput};
use domain::id::{ApplicationId, DraftId};
use domain::time::{DAY_MS, HOUR_MS, SECOND_MS};
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use std::sync::Arc;

const NAMES: [&str; 8] = [
    "Галина Стець",
    "Петро Юрків",
    "Надія Ґалущак",
    "Роман Їжак",
    "Світлана Щур",
    "Василь Бойчук",
    "Леся Ярема",
    "Ігор Палій",
];

/// A service of the past: how often it was asked for, and what is typed.
struct Kind {
    service: &'static str,
    sections: &'static [Section],
    files: &'static [&'static str],
    /// The field that is asked to be mended, and what is written then.
    mended: (&'static str, &'static str),
    /// Days between two applications.
    every: i64,
    /// The last finished one was submitted so many days ago.
    youngest: i64,
    refused_by: Option<&'static str>,
    /// Whether some wait for another body.
    is_suspended: bool,
}

const KINDS: [Kind; 3] = [
    Kind {
        service: "S16",
        sections: &[
            (
                "requester",
                &[("requester_name", "Мешканець"), ("answer_channel", "cabinet")],
            ),
            (
                "request",
                &[
                    ("description", "Кошторис поточного ремонту вулиці"),
                    ("format", "electronic"),
                    ("urgent", "no"),
                ],
            ),
            CONSENT,
        ],
        files: &[],
        mended: (
            "description",
            "Кошторис поточного ремонту вулиці Живова за минулий рік",
        ),
        every: 4,
        youngest: 15,
        refused_by: Some("not_held"),
        is_suspended: false,
    },
    Kind {
        service: "S15",
        sections: &[
            (
                "author",
                &[
                    ("author_name", "Мешканець"),
                    ("author_address", "Тернопіль, вул. Руська, буд. 1"),
                    ("has_privilege", "no"),
                ],
            ),
            (
                "appeal",
                &[
                    ("kind", "application"),
                    ("text", "Прошу відремонтувати освітлення біля зупинки."),
                    ("is_collective", "no"),
                ],
            ),
            ("answer", &[("answer_channel", "cabinet")]),
            CONSENT,
        ],
        files: &[],
        mended: (
            "text",
            "Прошу відремонтувати освітлення біля зупинки «Парк Шевченка».",
        ),
        every: 8,
        youngest: 15,
        refused_by: None,
        is_suspended: false,
    },
    Kind {
        service: "S09",
        sections: &[
            (
                "organisation",
                &[
                    ("applicant_kind", "resident"),
                    ("tax_number", "3184910682"),
                    ("contact_name", "Мешканець"),
                    ("phone", "+380671234567"),
                ],
            ),
            (
                "sign",
                &[
                    ("facade", "Тернопіль, вул. Сагайдачного, буд. 2"),
                    ("sign_text", "Кав’ярня"),
                    ("dimensions", "200 × 40"),
                    ("materials", "дерево, метал"),
                    ("lighting", "no"),
                ],
            ),
            ("delivery", &[("delivery", "cabinet")]),
            CONSENT,
        ],
        files: &["model", "sketches"],
        mended: ("dimensions", "200 × 40 см"),
        every: 5,
        youngest: 23,
        refused_by: None,
        is_suspended: true,
    },
];

/// The first application of the past is so old.
const OLDEST_DAYS: i64 = 118;
/// The log was signed in so many nights before today.
const NIGHTS: i64 = 4;
const MOST_JOBS: usize = 1_000;

/// Brings the past in, once, and publishes what the nightly jobs would have published meanwhile.
///
/// # Errors
/// When the content or the database cannot be used.
pub async fn seed(hromada: &Hromada) -> Result<(), StartError> {
    let desk = &hromada.desk;
    if !desk.settings.demo {
        return Ok(());
    }
    let fault = |error: ServiceError| refused("the demonstration's past", &error);
    let cabinet = &hromada.services.cabinet;
    if !cabinet
        .signed_roots(&Actor::Anonymous)
        .await
        .map_err(fault)?
        .is_empty()
    {
        return Ok(());
    }
    let path = desk.settings.content_dir.join("demo/files/document.pdf");
    let document = std::fs::read(&path).map_err(|source| StartError::File {
        what: path.display().to_string(),
        source,
    })?;
    let now = desk.now();
    let clock = Arc::new(FakeClock::at(now));
    let past = Desk {
        clock: Arc::clone(&clock) as _,
        ..desk.clone()
    };
    let past = Past {
        cabinet: Cabinet::new(
            past.clone(),
            Arc::clone(&hromada.content.catalogue),
            hromada.content.documents.clone(),
        ),
        desk: past,
        clock,
        now,
        document,
        officer: actor(hromada, "officer@demo.hromada").await.map_err(fault)?,
        head: actor(hromada, "head@demo.hromada").await.map_err(fault)?,
    };
    past.applications().await.map_err(fault)?;
    forget_documents(hromada).await.map_err(fault)?;
    for night in (1..=NIGHTS).rev() {
        past.at_ms(-night * DAY_MS);
        past.cabinet.sign_log(&Actor::System).await.map_err(fault)?;
    }
    cabinet.publish_times(&Actor::System).await.map_err(fault)
}

struct Past {
    cabinet: Cabinet,
    desk: Desk,
    clock: Arc<FakeClock>,
    now: Timestamp,
    document: Vec<u8>,
    officer: Actor,
    head: Actor,
}

impl Past {
    /// Sets the clock so far from now.
    fn at_ms(&self, offset_ms: i64) {
        let wanted = self.now.plus_ms(offset_ms);
        self.clock.advance_ms(wanted.since_ms(self.clock.now()));
    }

    /// In the order of time, so that numbers grow with it.
    async fn applications(&self) -> ServiceResult<()> {
        for age in (0..=OLDEST_DAYS).rev() {
            for (turn, kind) in KINDS.iter().enumerate() {
                if age >= kind.youngest && (OLDEST_DAYS - age) % kind.every == 0 {
                    let index = (OLDEST_DAYS - age) / kind.every;
                    let turn = i64::try_from(turn).unwrap_or_default();
                    self.finished(kind, age, index + turn).await?;
                }
            }
        }
        // What an officer has left lying, and what is on its way.
        let [request, appeal, ..] = &KINDS;
        for (kind, age) in [(request, 24), (appeal, 16), (request, 2)] {
            let (id, _) = self.submitted(kind, age, age).await?;
            self.at_ms((1 - age) * DAY_MS);
            self.cabinet.take(&self.officer, id, 1).await?;
        }
        Ok(())
    }

    /// One application from its submission to its decision. The index makes them differ.
    async fn finished(&self, kind: &Kind, age: i64, index: i64) -> ServiceResult<()> {
        let (id, applicant) = self.submitted(kind, age, index).await?;
        let officer = if index % 3 == 0 { &self.head } else { &self.officer };
        let (mut day, mut version) = (index % 3, 1);
        self.at_ms((day - age) * DAY_MS + HOUR_MS);
        self.cabinet.take(officer, id, version).await?;
        version += 1;
        if index % 4 == 1 {
            day += 1;
            self.at_ms((day - age) * DAY_MS + 2 * HOUR_MS);
            let remark = FieldRemark {
                field: kind.mended.0.to_owned(),
                reason: "Напишіть, будь ласка, докладніше.".to_owned(),
            };
            self.cabinet
                .request_correction(officer, id, version, &[remark])
                .await?;
            day += 2 + index % 5;
            self.at_ms((day - age) * DAY_MS);
            let mut mended = Mended::default();
            mended.answers.set(kind.mended.0, vec![kind.mended.1.to_owned()]);
            self.cabinet.correct(&applicant, id, version + 1, mended).await?;
            version += 2;
        }
        if kind.is_suspended && index % 2 == 0 {
            day += 1;
            self.at_ms((day - age) * DAY_MS + 3 * HOUR_MS);
            let input = SuspendInput {
                ground: "other_case".to_owned(),
                reason: "Чекаємо на висновок про стан фасаду.".to_owned(),
            };
            self.cabinet.suspend(officer, id, version, &input).await?;
            day += 5 + index % 4;
            self.at_ms((day - age) * DAY_MS);
            self.cabinet.resume(officer, id, version + 1).await?;
            version += 2;
        }
        day += 1 + index % 4;
        self.at_ms((day - age) * DAY_MS + 4 * HOUR_MS);
        let decision = match kind.refused_by.filter(|_| index % 7 == 3) {
            Some(ground) => DecideInput::Refuse {
                ground: ground.to_owned(),
                motivation: "Міська рада не має цього документа і не зобов’язана його мати.".to_owned(),
                hearing_exception: String::new(),
            },
            None => DecideInput::Grant {
                text: "Заяву задоволено. Результат у вашому кабінеті.".to_owned(),
            },
        };
        self.cabinet.decide(officer, id, version, &decision, &[]).await
    }

    async fn submitted(&self, kind: &Kind, age: i64, index: i64) -> ServiceResult<(ApplicationId, Actor)> {
        self.at_ms(-age * DAY_MS);
        let name = usize::try_from(index)
            .ok()
            .and_then(|index| NAMES.get(index % NAMES.len()))
            .unwrap_or(&"Мешканець");
        let applicant = Actor::Person(SignedIn {
            person: self.desk.id(),
            session: self.desk.id(),
            display_name: (*name).to_owned(),
            identity: IdentityLevel::Verified,
            roles: Vec::new(),
            second_factor: false,
        });
        let draft = self.cabinet.start_draft(&applicant, kind.service).await?;
        for (section, typed) in kind.sections {
            self.save(&applicant, draft, section, typed).await?;
        }
        for field in kind.files {
            let file = NewFile {
                field: (*field).to_owned(),
                name: "макет.pdf".to_owned(),
                content: self.document.clone(),
            };
            self.cabinet.attach(&applicant, draft, file).await?;
        }
        let submitted = self.cabinet.submit(&applicant, draft).await?;
        Ok((submitted.application, applicant))
    }

    async fn save(
        &self,
        applicant: &Actor,
        draft: DraftId,
        section: &str,
        typed: &[(&str, &str)],
    ) -> ServiceResult<()> {
        let mut answers = Answers::default();
        for (field, value) in typed {
            answers.set(field, vec![(*value).to_owned()]);
        }
        let save = SaveDraft {
            version: self.cabinet.draft(applicant, draft).await?.version,
            section: section.to_owned(),
            answers,
        };
        self.cabinet.save_draft(applicant, draft, &save).await?;
        Ok(())
    }
}

/// Nobody will ask for the decisions of the past on paper, and setting them all would keep the machine busy.
async fn forget_documents(hromada: &Hromada) -> ServiceResult<()> {
    let queue = JobQueue::new(hromada.desk.clone());
    // What else is due runs when the lease has run out; the other seeds have left nothing.
    let claimed = queue.claim(&Actor::System, MOST_JOBS, SECOND_MS).await?;
    for job in claimed.iter().filter(|job| job.kind == DocumentJob::KIND) {
        queue.finish(&Actor::System, job).await?;
    }
    Ok(())
}
