//! Submission: once, however often the button is pressed.

use super::Cabinet;
use super::draft::may_apply;
use domain::access::{Action, Scope, permit};
use domain::cabinet::application::{SUBJECT, SUBMITTED, State, number, rule};
use domain::cabinet::card::ServiceCard;
use domain::cabinet::form::accept;
use domain::cabinet::view::Submitted;
use domain::event::NewEvent;
use domain::id::{ApplicationId, DraftId, UnitId};
use domain::{Actor, ServiceError, ServiceResult};
use storage::cabinet::application::{self, ApplicationRow};
use storage::cabinet::draft::{self, DraftRow};
use storage::cabinet::{journal, service_card, status_code};
use storage::{AnyConnection, Tx};

impl Cabinet {
    /// The draft is the key of idempotency: the change that marks it as submitted is the one that registers the
    /// application, and any other finds the mark.
    pub(super) async fn submit_draft(&self, actor: &Actor, id: DraftId) -> ServiceResult<Submitted> {
        let person = actor.signed_in().ok_or(ServiceError::SignInNeeded)?.clone();
        let mut tx = self.desk.database.begin().await?;
        let draft = self.own_draft(actor, draft::get(tx.connection()?, id).await?)?;
        permit(actor, Action::SubmitApplication, Scope::owned_by(draft.person))?;
        if let Some(application) = draft.application {
            return submitted(tx.connection()?, application).await;
        }
        let card = self.catalogue.card(&draft.service)?;
        may_apply(&person, &card)?;
        if draft.expires_at <= self.desk.now() {
            return Err(ServiceError::Rule(rule::DRAFT_EXPIRED));
        }
        let answers = accept(&card.form, &draft.answers, self.today()?).map_err(ServiceError::Invalid)?;
        let now = self.desk.now();
        let application: ApplicationId = self.desk.id();
        if !draft::submit(tx.connection()?, id, draft.version, application, now).await? {
            return self.found_submitted(tx, id).await;
        }
        let unit = unit_of(tx.connection()?, &card).await?;
        service_card::keep(tx.connection()?, &card).await?;
        let code = self.new_status_code()?;
        let recipient = storage::people::person::get(tx.connection()?, person.person).await?;
        // Last of what can be done before: on PostgreSQL whoever submits next waits for this number until the commit.
        let year = self.civil(now).year();
        let ordinal = journal::next(tx.connection()?, &card.code, i64::from(year)).await?;
        let mut row = ApplicationRow {
            id: application,
            number: number(&card.code, year, ordinal),
            draft: id,
            service: card.code.clone(),
            card_version: i64::from(card.version),
            person: person.person,
            person_name: person.display_name.clone(),
            unit,
            answers,
            state: State::Registered,
            officer: None,
            officer_name: None,
            decision_text: None,
            refusal_ground: None,
            version: 1,
            submitted_at: now,
            changed_at: now,
            decided_at: None,
            due_at: None,
            extended_term: None,
            signer: None,
        };
        row.due_at = self.due_of_new(&card, &row);
        application::insert(tx.connection()?, &row).await?;
        status_code::insert(tx.connection()?, application, &code).await?;
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: application.to_string(),
            subject_version: 1,
            kind: SUBMITTED,
            reason: None,
            data: serde_json::json!({
                "number": row.number, "service": row.service, "card_version": row.card_version,
                "draft": id.to_string(), "who": row.person_name,
            }),
        };
        self.desk.record(&mut tx, &event).await?;
        if let Some(recipient) = recipient {
            self.notify_of_registration(&mut tx, &recipient, &row, &card, &code)
                .await?;
        }
        tx.commit().await?;
        Ok(Submitted {
            application,
            number: row.number,
        })
    }

    /// Somebody was faster: the same person in another window, or a save on another device.
    async fn found_submitted(&self, mut tx: Tx, id: DraftId) -> ServiceResult<Submitted> {
        let now: Option<DraftRow> = draft::get(tx.connection()?, id).await?;
        match now.and_then(|draft| draft.application) {
            Some(application) => submitted(tx.connection()?, application).await,
            None => Err(ServiceError::Conflict),
        }
    }
}

async fn submitted(connection: &mut AnyConnection, id: ApplicationId) -> ServiceResult<Submitted> {
    let row = application::get(connection, id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    Ok(Submitted {
        application: id,
        number: row.number,
    })
}

async fn unit_of(connection: &mut AnyConnection, card: &ServiceCard) -> ServiceResult<UnitId> {
    let units = storage::people::unit::list(connection).await?;
    units
        .into_iter()
        .find(|unit| unit.code == card.unit)
        .map(|unit| unit.id)
        .ok_or_else(|| {
            ServiceError::Internal(format!(
                "service {} names the unknown unit {}",
                card.code, card.unit
            ))
        })
}
