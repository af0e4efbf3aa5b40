//! The applicant's side: reading, mending, taking back. And the one path of every change of an application.

use super::Cabinet;
use super::attachment::{add_file, file_field};
use super::present::open_fields;
use domain::access::{Action, Scope, permit};
use domain::cabinet::application::{Command, SUBJECT, State, next};
use domain::cabinet::approval::{DraftOutcome, Round};
use domain::cabinet::card::ServiceCard;
use domain::cabinet::document::DocumentJob;
use domain::cabinet::form::{Kind, accept_some};
use domain::cabinet::offer::{Standing, permitted};
use domain::cabinet::view::{ApplicationSummary, ApplicationView, HearingOutcome, Mended};
use domain::event::NewEvent;
use domain::id::ApplicationId;
use domain::{Actor, FieldError, Problem, ServiceError, ServiceResult};
use std::sync::Arc;
use storage::cabinet::application::{self, ApplicationRow};
use storage::cabinet::{appeal, correction, decision_draft, hearing, opinion};
use storage::{AnyConnection, Tx};

/// How many applications the list of a person shows.
const MOST_LISTED: i64 = 200;

/// An application that a command is about to change.
pub(super) struct Changing {
    pub tx: Tx,
    pub row: ApplicationRow,
    pub card: Arc<ServiceCard>,
    pub command: Command,
}

impl Cabinet {
    pub(super) async fn own_applications(&self, actor: &Actor) -> ServiceResult<Vec<ApplicationSummary>> {
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        permit(actor, Action::ReadApplication, Scope::owned_by(person))?;
        let mut connection = self.desk.database.read().await?;
        let rows = application::of_person(&mut connection, person, MOST_LISTED).await?;
        let mut summaries = Vec::with_capacity(rows.len());
        for row in rows {
            let card = self.card_of(&mut connection, &row).await?;
            summaries.push(ApplicationSummary {
                id: row.id,
                number: row.number,
                service: card.name.clone(),
                state: row.state,
                due: row.due_at.map(|at| self.civil(at)),
                changed_at: self.civil(row.changed_at),
            });
        }
        Ok(summaries)
    }

    pub(super) async fn own_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> ServiceResult<ApplicationView> {
        let mut connection = self.desk.database.read().await?;
        let row = self.readable(actor, &mut connection, id).await?;
        if actor.person_id() != Some(row.person) {
            // Staff read it in the queue, where the look is written down.
            return Err(ServiceError::NotFound);
        }
        self.present(actor, &mut connection, row).await
    }

    pub(super) async fn take_back(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
    ) -> ServiceResult<()> {
        let changing = self.change(actor, id, version, Command::Withdraw).await?;
        self.finish(actor, changing, None, serde_json::json!({})).await
    }

    pub(super) async fn answer_correction(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        mended: Mended,
    ) -> ServiceResult<()> {
        let Mended {
            answers,
            files,
            is_sure,
        } = mended;
        // Looked at first: a closed application or a stranger must not make us keep files.
        let (card, awaited, before) = {
            let mut connection = self.desk.database.read().await?;
            let row = self.readable(actor, &mut connection, id).await?;
            permit(actor, Command::Correct.action(), Scope::owned_by(row.person))?;
            next(row.state, Command::Correct).map_err(ServiceError::Rule)?;
            let awaited = correction::awaited(&mut connection, id).await?;
            (self.card_of(&mut connection, &row).await?, awaited, row.answers)
        };
        let awaited = awaited.ok_or(ServiceError::Conflict)?;
        let open = open_fields(&card.form, &awaited, &before);
        refuse_others(
            &open,
            answers.0.keys().chain(files.iter().map(|file| &file.field)),
        )?;
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let mut accepted = Vec::new();
        for new in files {
            let field = file_field(&card.form, &new.field)?;
            accepted.push((field.code.clone(), self.accept_file(person, field, new).await?));
        }

        let mut changing = self.change(actor, id, version, Command::Correct).await?;
        let mut mended = changing.row.answers.clone();
        for code in &open {
            match card.form.field(code).map(|field| field.kind) {
                // New files take the place of the old ones, which stay in the log of the case.
                Some(Kind::File) if accepted.iter().any(|(field, _)| field == code) => {
                    mended.set(code, Vec::new())
                }
                Some(Kind::File) | None => {}
                Some(_) => mended.set(code, answers.of(code).to_vec()),
            }
        }
        for (code, row) in &accepted {
            add_file(&mut mended, file_field(&card.form, code)?, row.id)?;
            self.keep_file(&mut changing.tx, row).await?;
        }
        let before = std::mem::take(&mut changing.row.answers);
        changing.row.answers =
            accept_some(&card.form, &mended, &open, self.today()?).map_err(ServiceError::Invalid)?;
        if !is_sure && changing.row.answers == before {
            let same = awaited.remarks.iter();
            return Err(ServiceError::Invalid(
                same.map(|remark| FieldError::new(&remark.field, Problem::NotChanged))
                    .collect(),
            ));
        }
        correction::end(changing.tx.connection()?, id, self.desk.now()).await?;
        // What stood there before belongs to the case: nothing is overwritten that a citizen could dispute.
        let replaced: serde_json::Map<String, serde_json::Value> = open
            .iter()
            .map(|code| (code.clone(), serde_json::json!(before.of(code))))
            .collect();
        self.finish(actor, changing, None, serde_json::json!({ "replaced": replaced }))
            .await
    }

    /// Opens the change of an application: who, which version, which state.
    pub(super) async fn change(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        command: Command,
    ) -> ServiceResult<Changing> {
        let mut tx = self.desk.database.begin().await?;
        let mut row = self.readable(actor, tx.connection()?, id).await?;
        permit(
            actor,
            command.action(),
            Scope::owned_by(row.person).with_unit(Some(row.unit)),
        )?;
        // First of all: whoever saw another version is told what happened meanwhile, not which rule that breaks.
        if row.version != version {
            return Err(ServiceError::Conflict);
        }
        let card = self.card_of(tx.connection()?, &row).await?;
        let hearing = hearing::last(tx.connection()?, id).await?;
        let appeal = appeal::last(tx.connection()?, id).await?;
        let round = open_round(tx.connection()?, &row).await?;
        let standing = Standing {
            round: round.as_ref(),
            ..self.standing(&row, &card, hearing.as_ref(), appeal.as_ref())
        };
        permitted(actor, command, &standing)?;
        row.state = next(row.state, command).map_err(ServiceError::Rule)?;
        Ok(Changing {
            tx,
            row,
            card,
            command,
        })
    }

    /// Saves the change with its event and the applicant's mail.
    pub(super) async fn finish(
        &self,
        actor: &Actor,
        changing: Changing,
        reason: Option<String>,
        mut data: serde_json::Value,
    ) -> ServiceResult<()> {
        let Changing {
            mut tx,
            mut row,
            card,
            command,
        } = changing;
        row.changed_at = self.desk.now();
        row.due_at = self.due_after(tx.connection()?, &card, &row, command).await?;
        if row.state.is_closed() {
            let dropped = DraftOutcome::Dropped;
            decision_draft::end(tx.connection()?, row.id, dropped, None, self.desk.now()).await?;
            opinion::end(tx.connection()?, row.id, self.desk.now()).await?;
            correction::end(tx.connection()?, row.id, self.desk.now()).await?;
            hearing::end(
                tx.connection()?,
                row.id,
                HearingOutcome::Lapsed,
                None,
                self.desk.now(),
            )
            .await?;
        }
        if !application::update(tx.connection()?, &row).await? {
            return Err(ServiceError::Conflict);
        }
        // What happens among colleagues names nobody: the receipt of the applicant holds every event.
        let named = actor.signed_in().filter(|_| !command.is_internal());
        if let (Some(fields), Some(person)) = (data.as_object_mut(), named) {
            fields.insert("who".to_owned(), serde_json::json!(person.display_name));
        }
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: row.id.to_string(),
            subject_version: row.version + 1,
            kind: command.event(),
            reason,
            data,
        };
        self.desk.record(&mut tx, &event).await?;
        row.version += 1;
        self.notify(&mut tx, &row, &card, command.event()).await?;
        if matches!(command, Command::Grant | Command::Refuse) {
            let document = DocumentJob {
                application: row.id,
                version: row.version,
            };
            self.desk
                .enqueue(&mut tx, &document.queued(self.desk.now()))
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The draft under approval as the rules see it.
async fn open_round(connection: &mut AnyConnection, row: &ApplicationRow) -> ServiceResult<Option<Round>> {
    if row.state != State::Approval {
        return Ok(None);
    }
    let drafts = decision_draft::of_application(connection, row.id).await?;
    let open = drafts.into_iter().find(|draft| draft.outcome.is_none());
    Ok(open.map(|draft| draft.round()))
}

/// Only the fields that the officer named can be mended.
fn refuse_others<'a>(open: &[String], sent: impl Iterator<Item = &'a String>) -> ServiceResult<()> {
    let others: Vec<FieldError> = sent
        .filter(|code| !open.contains(code))
        .map(|code| FieldError::new(code, Problem::UnknownField))
        .collect();
    if others.is_empty() {
        Ok(())
    } else {
        Err(ServiceError::Invalid(others))
    }
}
