//! Questions to other units, answered by their staff on a page that names no applicant, and to bodies outside the city, whose
//! answer the officer notes.

use super::Cabinet;
use super::officer::written;
use super::queue::units_of;
use domain::access::{Action, Scope, permit};
use domain::actor::Role;
use domain::cabinet::application::{Command, SUBJECT, rule};
use domain::cabinet::opinion::{Asked, OpinionCase, OpinionInput, OpinionView, accept_asked, answered_in};
use domain::event::NewEvent;
use domain::id::{ApplicationId, OpinionId, PersonId, UnitId};
use domain::people::unit::Unit;
use domain::{Actor, FieldError, ServiceError, ServiceResult};
use storage::AnyConnection;
use storage::cabinet::application::{self, ApplicationRow};
use storage::cabinet::opinion::{self, OfUnits, OpinionRow};
use storage::people::role_grant;

const MOST_QUESTION: u32 = 4_000;
const MOST_ANSWER: u32 = 10_000;
/// A question of fewer characters asks nothing.
const LEAST_QUESTION: u32 = 10;
const MOST_LISTED: i64 = 200;

impl Cabinet {
    pub(super) async fn ask_for_opinion(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &OpinionInput,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::AskOpinion).await?;
        let officer = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let units = storage::people::unit::list(changing.tx.connection()?).await?;
        let others = units.iter().filter(|unit| unit.id != changing.row.unit);
        let others: Vec<(&str, UnitId)> = others.map(|unit| (unit.code.as_str(), unit.id)).collect();
        let asked = accept_asked(&input.unit, &input.body, &others);
        let due = changing.row.due_at.map(|at| self.civil(at).date());
        let question = written("question", &input.question, MOST_QUESTION, LEAST_QUESTION);
        let until = self.day_of_answer(&input.answer_until, due);
        let (asked, question, answer_until) = match (asked, question, until) {
            (Ok(asked), Ok(question), Ok(until)) => (asked, question, until),
            (asked, question, until) => {
                let mut errors: Vec<FieldError> = asked.err().into_iter().collect();
                for error in [question.err(), until.err()].into_iter().flatten() {
                    match error {
                        ServiceError::Invalid(others) => errors.extend(others),
                        other => return Err(other),
                    }
                }
                return Err(ServiceError::Invalid(errors));
            }
        };
        let row = OpinionRow {
            id: self.desk.id(),
            application: id,
            asked,
            question,
            asked_by: officer.person,
            asked_by_name: officer.display_name.clone(),
            asked_at: self.desk.now(),
            answer_until,
            answer: None,
            answered_by_name: None,
            ended_at: None,
        };
        opinion::insert(changing.tx.connection()?, &row).await?;
        if let Asked::Unit(unit) = &row.asked {
            let mut told: Vec<PersonId> = Vec::new();
            for (person, _, role) in role_grant::in_unit(changing.tx.connection()?, *unit).await? {
                let answers = matches!(role, Role::CaseOfficer | Role::UnitHead);
                let may_answer = ![row.asked_by, changing.row.person].contains(&person);
                if answers && may_answer && !told.contains(&person) {
                    told.push(person);
                    self.write_of_opinion(&mut changing.tx, &changing.row, &row, person)
                        .await?;
                }
            }
        }
        let data = told_of(&row);
        self.finish(actor, changing, None, data).await
    }

    pub(super) async fn awaited_opinions(&self, actor: &Actor) -> ServiceResult<Vec<OpinionCase>> {
        let of = of_units(actor)?;
        let mut connection = self.desk.database.read().await?;
        let rows = opinion::awaited(&mut connection, &of, MOST_LISTED).await?;
        let units = storage::people::unit::list(&mut connection).await?;
        let mut cases = Vec::with_capacity(rows.len());
        for row in rows {
            let asking = asking(&mut connection, &row).await?;
            cases.push(
                self.opinion_case(actor, &mut connection, row, &asking, &units)
                    .await?,
            );
        }
        Ok(cases)
    }

    /// How many questions wait for the units of the actor.
    pub(super) async fn count_opinions(
        &self,
        actor: &Actor,
        connection: &mut AnyConnection,
    ) -> ServiceResult<u64> {
        let number = opinion::count_awaited(connection, &of_units(actor)?).await?;
        Ok(u64::try_from(number).unwrap_or_default())
    }

    pub(super) async fn answerable_opinion(
        &self,
        actor: &Actor,
        id: OpinionId,
    ) -> ServiceResult<OpinionCase> {
        let mut connection = self.desk.database.read().await?;
        let (row, asking) = answerable(actor, &mut connection, id).await?;
        let units = storage::people::unit::list(&mut connection).await?;
        self.opinion_case(actor, &mut connection, row, &asking, &units)
            .await
    }

    pub(super) async fn answer_opinion(
        &self,
        actor: &Actor,
        id: OpinionId,
        answer: &str,
    ) -> ServiceResult<()> {
        let mut tx = self.desk.database.begin().await?;
        let (row, asking) = answerable(actor, tx.connection()?, id).await?;
        let person = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        if row.ended_at.is_some() {
            return Err(ServiceError::Conflict);
        }
        let answer = written("answer", answer, MOST_ANSWER, 1)?;
        let by = (person.person, person.display_name.as_str());
        if !opinion::answer(tx.connection()?, id, &answer, by, self.desk.now()).await? {
            return Err(ServiceError::Conflict);
        }
        // It changes nothing of the application, which somebody else may be changing now.
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: asking.id.to_string(),
            subject_version: asking.version,
            kind: Command::GiveOpinion.event(),
            reason: None,
            data: told_of(&row),
        };
        self.desk.record(&mut tx, &event).await?;
        let reader = asking.officer.unwrap_or(row.asked_by);
        if reader != person.person {
            self.write_of_answer(&mut tx, &asking, &row, reader).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn opinion_case(
        &self,
        actor: &Actor,
        connection: &mut AnyConnection,
        row: OpinionRow,
        asking: &ApplicationRow,
        units: &[Unit],
    ) -> ServiceResult<OpinionCase> {
        let card = self.card_of(connection, asking).await?;
        Ok(OpinionCase {
            case: row.asked.is_outside().then_some(asking.id),
            opinion: self.opinion_view(actor, row, asking, units)?,
            number: asking.number.clone(),
            service: card.name.clone(),
            asked_by_unit: units.iter().find(|unit| unit.id == asking.unit).cloned(),
        })
    }

    /// A question as the actor may see it: the applicant learns who is asked and until when, not what.
    pub(super) fn opinion_view(
        &self,
        actor: &Actor,
        row: OpinionRow,
        asking: &ApplicationRow,
        units: &[Unit],
    ) -> ServiceResult<OpinionView> {
        let is_readers = row.ended_at.is_none() && may_answer(actor, &row, asking).is_ok();
        let asked = match row.asked {
            Asked::Body(name) => Asked::Body(name),
            Asked::Unit(id) => {
                Asked::Unit(units.iter().find(|unit| unit.id == id).cloned().ok_or_else(|| {
                    ServiceError::Internal(format!("the unit of opinion {} is missing", row.id))
                })?)
            }
        };
        let view = OpinionView {
            id: row.id,
            asked,
            question: row.question,
            asked_by_name: row.asked_by_name,
            asked_at: self.civil(row.asked_at),
            answer_until: self.civil(row.answer_until).date(),
            is_late: row.ended_at.unwrap_or_else(|| self.desk.now()) > row.answer_until,
            answer: row.answer,
            answered_by_name: row.answered_by_name,
            ended_at: row.ended_at.map(|at| self.civil(at)),
            is_readers,
        };
        if actor.person_id() != Some(asking.person) {
            return Ok(view);
        }
        Ok(OpinionView {
            question: String::new(),
            asked_by_name: String::new(),
            answer: None,
            answered_by_name: None,
            ..view
        })
    }
}

/// Of which units the actor reads questions.
fn of_units(actor: &Actor) -> ServiceResult<OfUnits> {
    Ok(OfUnits {
        units: units_of(actor)?,
        reader: actor.person_id(),
    })
}

/// The application that a question is about.
async fn asking(connection: &mut AnyConnection, row: &OpinionRow) -> ServiceResult<ApplicationRow> {
    application::get(connection, row.application)
        .await?
        .ok_or(ServiceError::NotFound)
}

/// Why the actor cannot answer a question. Nobody answers about the own application.
fn may_answer(actor: &Actor, row: &OpinionRow, asking: &ApplicationRow) -> ServiceResult<()> {
    let unit = answered_in(&row.asked, asking.unit);
    permit(actor, Action::GiveOpinion, Scope::in_unit(unit))?;
    if actor.person_id() == Some(asking.person) {
        return Err(ServiceError::Rule(rule::OWN_APPLICATION));
    }
    Ok(())
}

/// A question that the actor can answer; for everybody else it does not exist.
async fn answerable(
    actor: &Actor,
    connection: &mut AnyConnection,
    id: OpinionId,
) -> ServiceResult<(OpinionRow, ApplicationRow)> {
    let row = opinion::get(connection, id)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let asking = asking(connection, &row).await?;
    match may_answer(actor, &row, &asking) {
        Ok(()) => Ok((row, asking)),
        Err(ServiceError::Forbidden) => Err(ServiceError::NotFound),
        Err(error) => Err(error),
    }
}

/// What an event tells of a question: no text and no name, because the receipt of the applicant holds every event.
fn told_of(row: &OpinionRow) -> serde_json::Value {
    let opinion = row.id.to_string();
    match &row.asked {
        Asked::Unit(unit) => serde_json::json!({ "opinion": opinion, "unit": unit.to_string() }),
        Asked::Body(_) => serde_json::json!({ "opinion": opinion, "is_outside": true }),
    }
}
