//! The officer's side: looking, taking, asking for a correction, deciding.

use super::Cabinet;
use super::decision_file::told_of_files;
use domain::access::{Action, Scope, permit};
use domain::cabinet::application::Command;
use domain::cabinet::card::ServiceCard;
use domain::cabinet::opinion::accept_body;
use domain::cabinet::template::has_blank;
use domain::cabinet::view::{ApplicationView, DecideInput, FieldRemark, ForwardInput};
use domain::id::{ApplicationId, FileId};
use domain::text::clean_text;
use domain::{Actor, FieldError, Problem, ServiceError, ServiceResult};
use std::sync::Arc;
use storage::AnyConnection;
use storage::cabinet::correction::{self, CorrectionRow};
use storage::cabinet::decision_file;

const MOST_REMARK: u32 = 1_000;
pub(super) const MOST_DECISION: u32 = 10_000;
/// A motivation of fewer characters explains nothing.
pub(super) const LEAST_MOTIVATION: u32 = 20;

/// A decision that can be made: its text, for a refusal the ground, and why the applicant was not heard first.
pub(super) struct Written {
    pub text: String,
    pub ground: Option<String>,
    pub hearing_exception: Option<String>,
}

impl Cabinet {
    pub(super) async fn look_at_case(
        &self,
        actor: &Actor,
        id: ApplicationId,
    ) -> ServiceResult<ApplicationView> {
        let mut connection = self.desk.database.read().await?;
        let row = self.readable(actor, &mut connection, id).await?;
        permit(actor, Action::ListQueue, Scope::in_unit(row.unit))?;
        let view = self.present(actor, &mut connection, row.clone()).await?;
        drop(connection);
        self.note_look(actor, &row, "cabinet.review").await?;
        Ok(view)
    }

    pub(super) async fn take_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::Take).await?;
        let officer = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        changing.row.officer = Some(officer.person);
        changing.row.officer_name = Some(officer.display_name.clone());
        self.finish(actor, changing, None, serde_json::json!({})).await
    }

    pub(super) async fn ask_correction(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        remarks: &[FieldRemark],
    ) -> ServiceResult<()> {
        let mut changing = self
            .change(actor, id, version, Command::RequestCorrection)
            .await?;
        let visible: Vec<String> = changing
            .card
            .form
            .visible(&changing.row.answers)
            .iter()
            .filter(|field| field.can_be_mended())
            .map(|field| field.code.clone())
            .collect();
        let remarks = clean_remarks(&visible, remarks)?;
        let row = CorrectionRow {
            id: self.desk.id(),
            application: id,
            remarks,
            asked_at: self.desk.now(),
        };
        correction::insert(changing.tx.connection()?, &row).await?;
        let reason = row
            .remarks
            .iter()
            .map(|remark| remark.reason.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        let data = serde_json::json!({ "correction": row.id.to_string(), "remarks": row.remarks });
        self.finish(actor, changing, Some(reason), data).await
    }

    pub(super) async fn decide_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &DecideInput,
        files: &[FileId],
    ) -> ServiceResult<()> {
        let command = match input {
            DecideInput::Grant { .. } => Command::Grant,
            DecideInput::Refuse { .. } => Command::Refuse,
        };
        let mut changing = self.change(actor, id, version, command).await?;
        let card = Arc::clone(&changing.card);
        let connection = changing.tx.connection()?;
        let Written {
            text,
            ground,
            hearing_exception,
        } = self.decision_as_written(connection, id, &card, input).await?;
        let files = self.chosen_files(connection, id, files).await?;
        let now = self.desk.now();
        decision_file::put_in_decision(connection, id, now, &files).await?;
        changing.row.decided_at = Some(now);
        changing.row.decision_text = Some(text.clone());
        changing.row.refusal_ground.clone_from(&ground);
        changing.row.signer = None;
        let files = told_of_files(&files);
        let data =
            serde_json::json!({ "ground": ground, "hearing_exception": hearing_exception, "files": files });
        self.finish(actor, changing, Some(text), data).await
    }

    /// Hands an application to the body that it is for.
    pub(super) async fn forward_application(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &ForwardInput,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::Forward).await?;
        let body = accept_body("forward_to", &input.body);
        let reason = written("forward_reason", &input.reason, MOST_DECISION, LEAST_MOTIVATION);
        let (body, reason) = match (body, reason) {
            (Ok(body), Ok(reason)) => (body, reason),
            (body, reason) => {
                let mut errors: Vec<FieldError> = body.err().into_iter().collect();
                match reason {
                    Ok(_) => {}
                    Err(ServiceError::Invalid(others)) => errors.extend(others),
                    Err(other) => return Err(other),
                }
                return Err(ServiceError::Invalid(errors));
            }
        };
        let connection = changing.tx.connection()?;
        let files = self.chosen_files(connection, id, &input.files).await?;
        let now = self.desk.now();
        decision_file::put_in_decision(connection, id, now, &files).await?;
        changing.row.decided_at = Some(now);
        changing.row.decision_text = Some(reason.clone());
        changing.row.refusal_ground = None;
        changing.row.signer = None;
        let data = serde_json::json!({ "body": body, "files": told_of_files(&files) });
        self.finish(actor, changing, Some(reason), data).await
    }

    /// A decision, or the draft of one, as an officer wrote it; a refusal only after its hearing.
    pub(super) async fn decision_as_written(
        &self,
        connection: &mut AnyConnection,
        id: ApplicationId,
        card: &ServiceCard,
        input: &DecideInput,
    ) -> ServiceResult<Written> {
        match input {
            DecideInput::Grant { text } => Ok(Written {
                text: decided("decision_text", text, 1)?,
                ground: None,
                hearing_exception: None,
            }),
            DecideInput::Refuse {
                ground,
                motivation,
                hearing_exception,
            } => {
                let (ground, motivation) = refusal(card, ground, motivation)?;
                let hearing_exception = self
                    .demand_hearing(connection, id, card, &ground, hearing_exception)
                    .await?;
                Ok(Written {
                    text: motivation,
                    ground: Some(ground),
                    hearing_exception,
                })
            }
        }
    }
}

/// The ground and the motivation of a refusal, or what is wrong with either.
pub(super) fn refusal(card: &ServiceCard, ground: &str, motivation: &str) -> ServiceResult<(String, String)> {
    let known = card.refusal_ground(ground).map(|ground| ground.code.clone());
    let motivation = decided("motivation", motivation, LEAST_MOTIVATION);
    let known = known.ok_or(if ground.is_empty() {
        Problem::Required
    } else {
        Problem::NotAChoice
    });
    match (known, motivation) {
        (Ok(known), Ok(motivation)) => Ok((known, motivation)),
        (Ok(_), Err(error)) => Err(error),
        (Err(problem), motivation) => {
            let mut errors = vec![FieldError::new("ground", problem)];
            if let Err(ServiceError::Invalid(others)) = motivation {
                errors.extend(others);
            }
            Err(ServiceError::Invalid(errors))
        }
    }
}

/// The text of a decision: no blank of a template is left in it.
fn decided(field: &str, text: &str, least: u32) -> ServiceResult<String> {
    let text = written(field, text, MOST_DECISION, least)?;
    if has_blank(&text) {
        return Err(ServiceError::field(field, Problem::BlankLeft));
    }
    Ok(text)
}

pub(super) fn written(field: &str, text: &str, max: u32, min: u32) -> ServiceResult<String> {
    let text = clean_text(text, max).map_err(|problem| ServiceError::field(field, problem))?;
    match text.chars().count() {
        0 => Err(ServiceError::field(field, Problem::Required)),
        length if length < min as usize => Err(ServiceError::field(field, Problem::TooShort { min })),
        _ => Ok(text),
    }
}

/// At least one remark, each at a field that was asked and with its reason.
fn clean_remarks(asked: &[String], remarks: &[FieldRemark]) -> ServiceResult<Vec<FieldRemark>> {
    let mut cleaned: Vec<FieldRemark> = Vec::new();
    let mut errors = Vec::new();
    for remark in remarks {
        let name = format!("remark_{}", remark.field);
        if !asked.contains(&remark.field) || cleaned.iter().any(|other| other.field == remark.field) {
            errors.push(FieldError::new(name, Problem::UnknownField));
            continue;
        }
        match clean_text(&remark.reason, MOST_REMARK) {
            Ok(reason) if reason.is_empty() => errors.push(FieldError::new(name, Problem::Required)),
            Ok(reason) => cleaned.push(FieldRemark {
                field: remark.field.clone(),
                reason,
            }),
            Err(problem) => errors.push(FieldError::new(name, problem)),
        }
    }
    if remarks.is_empty() {
        errors.push(FieldError::new("fields", Problem::Required));
    }
    if errors.is_empty() {
        Ok(cleaned)
    } else {
        Err(ServiceError::Invalid(errors))
    }
}
