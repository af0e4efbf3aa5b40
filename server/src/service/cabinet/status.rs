//! Where an application is, for whoever holds its number and its code.

use super::Cabinet;
use super::present::held_since;
use domain::cabinet::application::SUBJECT;
use domain::cabinet::status::{Deadline, StatusCode, StatusInput, StatusView, typed_number};
use domain::{FieldError, Problem, ServiceError, ServiceResult};
use storage::cabinet::application;
use storage::cabinet::{decision_draft, hearing, status_code};
use storage::event;

impl Cabinet {
    /// A wrong number and a wrong code are refused alike: nobody learns which numbers there are.
    pub(super) async fn status_of(&self, input: &StatusInput) -> ServiceResult<StatusView> {
        let typed = [("number", &input.number), ("code", &input.code)];
        let missing: Vec<FieldError> = typed
            .into_iter()
            .filter(|(_, text)| text.trim().is_empty())
            .map(|(field, _)| FieldError::new(field, Problem::Required))
            .collect();
        if !missing.is_empty() {
            return Err(ServiceError::Invalid(missing));
        }
        let unknown = || ServiceError::field("code", Problem::StatusUnknown);
        let code: StatusCode = input.code.parse().map_err(|_| unknown())?;
        let mut connection = self.desk.database.read().await?;
        let id = status_code::application(&mut connection, &typed_number(&input.number), &code)
            .await?
            .ok_or_else(unknown)?;
        let row = application::get(&mut connection, id).await?.ok_or_else(unknown)?;
        let card = self.card_of(&mut connection, &row).await?;
        let events = event::of_subject(&mut connection, SUBJECT, &id.to_string()).await?;
        let versions = decision_draft::of_application(&mut connection, id).await?;
        let hearing = hearing::last(&mut connection, id).await?;
        let units = storage::people::unit::list(&mut connection).await?;
        Ok(StatusView {
            service: card.name.clone(),
            state: row.state,
            unit: units.into_iter().find(|unit| unit.id == row.unit),
            submitted_at: self.civil(row.submitted_at),
            held_since: self.civil(held_since(&row, &events, &versions)),
            deadline: Deadline {
                due: self.derivation(&card, &row, &events).due,
                due_at: row.due_at.map(|at| self.civil(at)),
                answer_until: hearing.map(|row| self.hearing_view(row).answer_until),
            },
            usual: self.usual_time(&mut connection, &row.service).await?,
            number: row.number,
        })
    }

    pub(super) fn new_status_code(&self) -> ServiceResult<StatusCode> {
        let mut bytes = [0_u8; StatusCode::RANDOM_BYTES];
        self.desk.random.fill(&mut bytes);
        StatusCode::of_bytes(&bytes)
            .ok_or_else(|| ServiceError::Internal("no code for an application".to_owned()))
    }
}
