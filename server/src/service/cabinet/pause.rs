//! The clock by hand: suspension, resumption, a longer term.

use super::Cabinet;
use super::officer::written;
use domain::cabinet::application::Command;
use domain::cabinet::view::SuspendInput;
use domain::id::ApplicationId;
use domain::{Actor, FieldError, Problem, ServiceError, ServiceResult};

const MOST_REASON: u32 = 2_000;
/// A reason of fewer characters explains nothing.
const LEAST_REASON: u32 = 10;

impl Cabinet {
    pub(super) async fn suspend_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &SuspendInput,
    ) -> ServiceResult<()> {
        let changing = self.change(actor, id, version, Command::Suspend).await?;
        let ground = changing.card.suspension_ground(&input.ground);
        let reason = written("reason", &input.reason, MOST_REASON, LEAST_REASON);
        let (Some(ground), Ok(reason)) = (ground, &reason) else {
            let mut errors = Vec::new();
            if ground.is_none() {
                let problem = if input.ground.is_empty() {
                    Problem::Required
                } else {
                    Problem::NotAChoice
                };
                errors.push(FieldError::new("ground", problem));
            }
            if let Err(ServiceError::Invalid(others)) = reason {
                errors.extend(others);
            }
            return Err(ServiceError::Invalid(errors));
        };
        let told = reason.clone();
        let data = serde_json::json!({ "ground": ground.code, "whose_days": ground.whose_days });
        self.finish(actor, changing, Some(told), data).await
    }

    pub(super) async fn resume_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
    ) -> ServiceResult<()> {
        let changing = self.change(actor, id, version, Command::Resume).await?;
        self.finish(actor, changing, None, serde_json::json!({})).await
    }

    /// The head of the unit sets the longer term that the card names, once.
    pub(super) async fn extend_term(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        reason: &str,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::Extend).await?;
        let term = changing.card.extended_term().ok_or(ServiceError::NotFound)?;
        let term = term.code.clone();
        let reason = written("reason", reason, MOST_REASON, LEAST_REASON)?;
        changing.row.extended_term = Some(term.clone());
        let data = serde_json::json!({ "term": term });
        self.finish(actor, changing, Some(reason), data).await
    }
}
