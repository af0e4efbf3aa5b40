//! Use cases of the training copy of the cabinet: filled in, sent to nobody, graded, corrected.

mod shelf;

pub use shelf::{Shelved, TrainingShelf};

use super::Learning;
use async_trait::async_trait;
use domain::access::{Action, Scope, permit};
use domain::cabinet::form::{Answers, Day, accept, accept_some, unknown_fields};
use domain::learning::training::service::TrainingService;
use domain::learning::training::{
    BEGUN, GRADED, TrainingAttempt, TrainingPlace, TrainingState, TrainingView, known_person,
};
use domain::learning::view::Kept;
use domain::time::DAY_MS;
use domain::{Actor, FieldError, Language, Problem, ServiceError, ServiceResult};
use serde_json::json;
use std::sync::Arc;
use storage::Tx;
use storage::learning::learner::LearnerRow;
use storage::learning::training::{self, TrainingRow};

/// What was typed is forgotten when nobody has touched it for so long.
const LIFE_MS: i64 = 30 * DAY_MS;
/// Longer than any answer of a form.
const MOST_CHARACTERS: usize = 20_000;
/// More values than any field has.
const MOST_VALUES: usize = 100;

/// The door of the training copy. It knows the catalogue of services and the learner, and no application.
pub struct Training {
    learning: Arc<Learning>,
    shelf: Arc<TrainingShelf>,
}

/// An attempt held for a change.
struct Held {
    tx: Tx,
    learner: LearnerRow,
    row: TrainingRow,
}

impl Training {
    #[must_use]
    pub const fn new(learning: Arc<Learning>, shelf: Arc<TrainingShelf>) -> Self {
        Self { learning, shelf }
    }

    fn task(&self, id: &str) -> ServiceResult<&Shelved> {
        self.shelf.task(id).ok_or(ServiceError::NotFound)
    }

    /// The learner's own attempt, for a change. Without one there is nothing to change.
    async fn held(&self, actor: &Actor, device: Option<&str>, task: &str) -> ServiceResult<Held> {
        permit(actor, Action::LearnWithProgress, Scope::COMMUNITY)?;
        let mut tx = self.learning.desk.database.begin().await?;
        let known = self
            .learning
            .known_learner(tx.connection()?, actor, device)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let learner = self.learning.hold_learner(&mut tx, known).await?;
        let row = training::get(tx.connection()?, learner.id, task).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        Ok(Held { tx, learner, row })
    }

    fn today(&self) -> ServiceResult<Day> {
        let desk = &self.learning.desk;
        let now = jiff::Timestamp::from_millisecond(desk.now().0).unwrap_or_default();
        let today = desk.time_zone.to_datetime(now).date().to_string();
        let day = today.parse();
        day.map_err(|_| ServiceError::Internal("the clock is outside the calendar".to_owned()))
    }

    /// Keeps an attempt that was graded; one in which everything is right solves the exercise of its lesson.
    async fn graded(&self, actor: &Actor, shelved: &Shelved, held: Held) -> ServiceResult<()> {
        let Held {
            mut tx,
            learner,
            mut row,
        } = held;
        row.touched_at = self.learning.desk.now();
        training::put(tx.connection()?, learner.id, &row).await?;
        let findings = shelved.task.said(row.state, &row.answers);
        let wrong: Vec<&str> = findings
            .iter()
            .filter(|finding| !finding.is_right)
            .map(|finding| finding.id.as_str())
            .collect();
        // What was typed stays out of the events: they are never removed.
        let data = json!({
            "task": row.task, "attempt": row.id, "number": row.number, "state": row.state.code(), "wrong": wrong,
        });
        self.learning.tell(&mut tx, actor, &learner, GRADED, data).await?;
        if row.state == TrainingState::Passed {
            let place = &shelved.place;
            self.learning
                .earn_by_training(&mut tx, actor, &learner, place, row.id)
                .await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Refuses what no page of ours sends.
fn refuse_foreign(shelved: &Shelved, answers: &Answers) -> ServiceResult<()> {
    let mut wrong = unknown_fields(&shelved.card.form, answers);
    for (code, values) in &answers.0 {
        let is_long = values.iter().any(|value| value.chars().count() > MOST_CHARACTERS);
        if is_long || values.len() > MOST_VALUES {
            let max = u32::try_from(MOST_CHARACTERS).unwrap_or(u32::MAX);
            wrong.push(FieldError::new(code, Problem::TooLong { max }));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::Invalid(wrong))
    }
}

#[async_trait]
impl TrainingService for Training {
    fn place_for(&self, service: &str) -> Option<TrainingPlace> {
        self.shelf
            .for_service(service)
            .map(|shelved| shelved.place.clone())
    }

    async fn training(
        &self,
        actor: &Actor,
        device: Option<&str>,
        task: &str,
        language: Language,
    ) -> ServiceResult<TrainingView> {
        let shelved = self.task(task)?;
        let mut connection = self.learning.desk.database.read().await?;
        let learner = self
            .learning
            .known_learner(&mut connection, actor, device)
            .await?;
        let row = match learner {
            Some(learner) => training::get(&mut connection, learner.id, task).await?,
            None => None,
        };
        let attempt = row.map(|row| TrainingAttempt {
            number: row.number,
            state: row.state,
            findings: shelved.task.said(row.state, &row.answers),
            answers: row.answers,
        });
        Ok(TrainingView {
            prefilled: shelved
                .card
                .form
                .prefilled(&known_person(&shelved.task, language)),
            task: Arc::clone(&shelved.task),
            card: Arc::clone(&shelved.card),
            place: shelved.place.clone(),
            today: self.today()?,
            attempt,
        })
    }

    async fn begin(
        &self,
        actor: &Actor,
        device: Option<&str>,
        task: &str,
        language: Language,
    ) -> ServiceResult<Kept<()>> {
        permit(actor, Action::LearnWithProgress, Scope::COMMUNITY)?;
        let shelved = self.task(task)?;
        let desk = &self.learning.desk;
        let mut tx = desk.database.begin().await?;
        let learner = self.learning.learner(&mut tx, actor, device).await?;
        let last = training::get(tx.connection()?, learner.value.id, task).await?;
        let now = desk.now();
        let row = TrainingRow {
            id: desk.id(),
            task: task.to_owned(),
            number: last.map_or(1, |last| last.number + 1),
            state: TrainingState::Filling,
            answers: shelved
                .card
                .form
                .prefilled_answers(&known_person(&shelved.task, language)),
            begun_at: now,
            touched_at: now,
        };
        training::forget(tx.connection()?, now.plus_ms(-LIFE_MS)).await?;
        training::put(tx.connection()?, learner.value.id, &row).await?;
        let data = json!({ "task": task, "attempt": row.id, "number": row.number });
        self.learning
            .tell(&mut tx, actor, &learner.value, BEGUN, data)
            .await?;
        tx.commit().await?;
        Ok(Kept {
            value: (),
            new_device: learner.new_device,
        })
    }

    async fn save(
        &self,
        actor: &Actor,
        device: Option<&str>,
        task: &str,
        section: &str,
        answers: &Answers,
    ) -> ServiceResult<()> {
        let shelved = self.task(task)?;
        let sections = &shelved.card.form.sections;
        let section = sections.iter().find(|one| one.code == section);
        let section = section.ok_or(ServiceError::NotFound)?;
        refuse_foreign(shelved, answers)?;
        let Held {
            mut tx,
            learner,
            mut row,
        } = self.held(actor, device, task).await?;
        if row.state != TrainingState::Filling {
            return Ok(());
        }
        section.replace(&mut row.answers, answers);
        row.touched_at = self.learning.desk.now();
        training::put(tx.connection()?, learner.id, &row).await?;
        Ok(tx.commit_without_event("a training form as it is typed").await?)
    }

    async fn send(&self, actor: &Actor, device: Option<&str>, task: &str) -> ServiceResult<()> {
        let shelved = self.task(task)?;
        let mut held = self.held(actor, device, task).await?;
        if held.row.state != TrainingState::Filling {
            return Ok(());
        }
        let answers =
            accept(&shelved.card.form, &held.row.answers, self.today()?).map_err(ServiceError::Invalid)?;
        held.row.state = shelved.task.after_sending(&answers);
        held.row.answers = answers;
        self.graded(actor, shelved, held).await
    }

    async fn reopen(&self, actor: &Actor, device: Option<&str>, task: &str) -> ServiceResult<()> {
        self.task(task)?;
        let Held {
            mut tx,
            learner,
            mut row,
        } = self.held(actor, device, task).await?;
        if row.state != TrainingState::Judged {
            return Ok(());
        }
        row.state = TrainingState::Filling;
        row.touched_at = self.learning.desk.now();
        training::put(tx.connection()?, learner.id, &row).await?;
        Ok(tx
            .commit_without_event("a training form that is opened again")
            .await?)
    }

    async fn correct(
        &self,
        actor: &Actor,
        device: Option<&str>,
        task: &str,
        answers: &Answers,
    ) -> ServiceResult<()> {
        let shelved = self.task(task)?;
        refuse_foreign(shelved, answers)?;
        let mut held = self.held(actor, device, task).await?;
        if !held.row.state.is_returned() {
            return Ok(());
        }
        let form = &shelved.card.form;
        let open = shelved.task.open_fields(form, &held.row.answers);
        let mut mended = held.row.answers.clone();
        for code in &open {
            mended.set(code, answers.of(code).to_vec());
        }
        let mended = accept_some(form, &mended, &open, self.today()?).map_err(ServiceError::Invalid)?;
        held.row.state = shelved.task.after_correction(&mended);
        held.row.answers = mended;
        self.graded(actor, shelved, held).await
    }
}
