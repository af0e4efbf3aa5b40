//! The right to be heard: a refusal is disclosed before it is made, and the applicant may speak.

use super::Cabinet;
use super::officer::{LEAST_MOTIVATION, MOST_DECISION, refusal, written};
use domain::cabinet::application::{Command, rule};
use domain::cabinet::card::ServiceCard;
use domain::cabinet::form::Day;
use domain::cabinet::offer::days_to_answer;
use domain::cabinet::term::Due;
use domain::cabinet::view::{HearingInput, HearingOutcome, HearingView};
use domain::id::ApplicationId;
use domain::{Actor, FieldError, Problem, ServiceError, ServiceResult};
use jiff::civil::Date;
use storage::AnyConnection;
use storage::cabinet::hearing::{self, HearingRow};

const MOST_ANSWER: u32 = 5_000;

impl Cabinet {
    pub(super) async fn disclose_refusal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &HearingInput,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::IntendRefusal).await?;
        let refusal = refusal(&changing.card, &input.ground, &input.motivation);
        let due = changing.row.due_at.map(|at| self.civil(at).date());
        let until = self.day_of_answer(&input.answer_until, due);
        let ((ground, motivation), until) = match (refusal, until) {
            (Ok(refusal), Ok(until)) => (refusal, until),
            (refusal, until) => {
                let mut errors = Vec::new();
                for error in [refusal.err(), until.err()].into_iter().flatten() {
                    match error {
                        ServiceError::Invalid(others) => errors.extend(others),
                        other => return Err(other),
                    }
                }
                return Err(ServiceError::Invalid(errors));
            }
        };
        let row = HearingRow {
            id: self.desk.id(),
            application: id,
            ground: ground.clone(),
            motivation: motivation.clone(),
            asked_at: self.desk.now(),
            answer_until: until,
            answer: None,
            outcome: None,
        };
        hearing::insert(changing.tx.connection()?, &row).await?;
        let data = serde_json::json!({ "hearing": row.id.to_string(), "ground": ground });
        self.finish(actor, changing, Some(motivation), data).await
    }

    /// The last moment of a day that was typed, when it is one on which the applicant may be awaited.
    pub(super) fn day_of_answer(&self, text: &str, due: Option<Date>) -> ServiceResult<domain::Timestamp> {
        let wrong = |problem| ServiceError::Invalid(vec![FieldError::new("answer_until", problem)]);
        if text.trim().is_empty() {
            return Err(wrong(Problem::Required));
        }
        let day: Day = text.parse().map_err(|_| wrong(Problem::NotADate))?;
        let day: Date = day.to_string().parse().map_err(|_| wrong(Problem::NotADate))?;
        let (first, last) = days_to_answer(self.civil(self.desk.now()).date(), due);
        if day < first || last.is_some_and(|last| day > last) {
            return Err(wrong(Problem::DateOutside {
                first: first.to_string(),
                last: last.map(|last| last.to_string()),
            }));
        }
        self.last_moment(Due::Day(day))
            .ok_or_else(|| wrong(Problem::NotADate))
    }

    /// The applicant speaks, or waives the right.
    pub(super) async fn speak_at_hearing(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        answer: Option<&str>,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::EndHearing).await?;
        if actor.person_id() != Some(changing.row.person) {
            return Err(ServiceError::Forbidden);
        }
        let answer = answer
            .map(|answer| written("answer", answer, MOST_ANSWER, 1))
            .transpose()?;
        let outcome = if answer.is_some() {
            HearingOutcome::Heard
        } else {
            HearingOutcome::Waived
        };
        let now = self.desk.now();
        hearing::end(changing.tx.connection()?, id, outcome, answer.as_deref(), now).await?;
        let data = serde_json::json!({ "outcome": outcome.code() });
        self.finish(actor, changing, answer, data).await
    }

    /// The officer goes on when the day has passed without an answer.
    pub(super) async fn end_lapsed_hearing(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::EndHearing).await?;
        if actor.person_id() == Some(changing.row.person) {
            return Err(ServiceError::Forbidden);
        }
        let (outcome, now) = (HearingOutcome::Lapsed, self.desk.now());
        hearing::end(changing.tx.connection()?, id, outcome, None, now).await?;
        let data = serde_json::json!({ "outcome": outcome.code() });
        self.finish(actor, changing, None, data).await
    }

    /// Refuses a refusal about whose ground the applicant has not been heard, unless the law excepts it.
    pub(super) async fn demand_hearing(
        &self,
        connection: &mut AnyConnection,
        id: ApplicationId,
        card: &ServiceCard,
        ground: &str,
        exception: &str,
    ) -> ServiceResult<Option<String>> {
        if !card.hearing_required {
            return Ok(None);
        }
        let last = hearing::last(connection, id).await?;
        if last.is_some_and(|hearing| hearing.outcome.is_some() && hearing.ground == ground) {
            return Ok(None);
        }
        if exception.trim().is_empty() {
            return Err(ServiceError::Rule(rule::HEARING_NEEDED));
        }
        written("hearing_exception", exception, MOST_DECISION, LEAST_MOTIVATION).map(Some)
    }

    pub(super) fn hearing_view(&self, row: HearingRow) -> HearingView {
        HearingView {
            ground: row.ground,
            motivation: row.motivation,
            asked_at: self.civil(row.asked_at),
            answer_until: self.civil(row.answer_until).date(),
            outcome: row.outcome,
            answer: row.answer,
        }
    }
}
