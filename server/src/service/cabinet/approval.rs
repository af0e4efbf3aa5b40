//! Drafts of decisions: sent to colleagues, approved or returned with a remark, signed by somebody who did not write them.

use super::Cabinet;
use super::application::Changing;
use super::decision_file::{shown, told_of_files};
use super::officer::written;
use crate::adapters::file_store;
use domain::access::{Scope, permit};
use domain::actor::Role;
use domain::cabinet::application::{Command, State, rule};
use domain::cabinet::approval::{DraftOutcome, MOST_VISAS, Order, VisaOutcome, accept_visas};
use domain::cabinet::view::{ApprovalInput, ApprovalView, Colleague, DecisionDraftView, VisaView};
use domain::id::{ApplicationId, PersonId};
use domain::text::clean_text;
use domain::{Actor, FieldError, Problem, ServiceError, ServiceResult};
use std::sync::Arc;
use storage::AnyConnection;
use storage::cabinet::application::ApplicationRow;
use storage::cabinet::decision_draft::{self, DecisionDraftRow, VisaRow};
use storage::cabinet::decision_file;
use storage::people::role_grant;

const MOST_REMARK: u32 = 2_000;
/// A remark of fewer characters explains nothing.
const LEAST_REMARK: u32 = 10;

impl Cabinet {
    pub(super) async fn send_draft(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        input: &ApprovalInput,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::SendForApproval).await?;
        let author = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let (author, author_name) = (author.person, author.display_name.clone());
        let card = Arc::clone(&changing.card);
        let signer = card.approval.map(|rule| rule.signer).unwrap_or_default();
        let connection = changing.tx.connection()?;
        let colleagues = self.colleagues(connection, &changing.row, author).await?;
        if !colleagues.iter().any(|colleague| signer.is(colleague.role)) {
            return Err(ServiceError::Rule(rule::NO_SIGNER));
        }
        let written = self
            .decision_as_written(connection, id, &card, &input.decision)
            .await;
        let files = self.chosen_files(connection, id, &input.files).await;
        let order = order_of(&input.order);
        let least = card.approval.map_or(1, |rule| rule.visas);
        let known: Vec<PersonId> = colleagues.iter().map(|colleague| colleague.person).collect();
        let asked = accept_visas(&input.visas, &known, usize::try_from(least).unwrap_or(MOST_VISAS));
        let (written, files, order, asked) = match (written, files, order, asked) {
            (Ok(written), Ok(files), Ok(order), Ok(asked)) => (written, files, order, asked),
            (written, files, order, asked) => {
                let mut errors = Vec::new();
                for error in [written.err(), files.err()].into_iter().flatten() {
                    match error {
                        ServiceError::Invalid(others) => errors.extend(others),
                        other => return Err(other),
                    }
                }
                errors.extend(order.err());
                errors.extend(asked.err().into_iter().flatten());
                return Err(ServiceError::Invalid(errors));
            }
        };
        let now = self.desk.now();
        let before = decision_draft::of_application(connection, id).await?;
        decision_draft::end(connection, id, DraftOutcome::Replaced, None, now).await?;
        let visas = asked.iter().enumerate().filter_map(|(position, person)| {
            let colleague = colleagues.iter().find(|colleague| colleague.person == *person)?;
            Some(VisaRow {
                id: self.desk.id(),
                person: *person,
                person_name: colleague.name.clone(),
                role: colleague.role,
                waits_since: (position == 0 || order == Order::Parallel).then_some(now),
                outcome: None,
                remark: None,
                decided_at: None,
            })
        });
        let draft = DecisionDraftRow {
            id: self.desk.id(),
            application: id,
            number: before.first().map_or(1, |last| last.number + 1),
            is_granted: written.ground.is_none(),
            content: written.text,
            ground: written.ground,
            hearing_exception: written.hearing_exception,
            author,
            author_name,
            order,
            signer,
            sent_at: now,
            ready_at: None,
            outcome: None,
            remark: None,
            ended_at: None,
            visas: visas.collect(),
            files,
        };
        decision_draft::insert(connection, &draft).await?;
        let data = told(&draft);
        let asked = draft.visas.iter().filter(|visa| visa.waits_since.is_some());
        let asked: Vec<PersonId> = asked.map(|visa| visa.person).collect();
        self.ask_for_visas(&mut changing, &draft, &asked).await?;
        self.finish(actor, changing, None, data).await
    }

    pub(super) async fn approve_draft(
        &self,
        actor: &Actor,
        id: ApplicationId,
        number: i64,
        remark: &str,
    ) -> ServiceResult<()> {
        let (mut changing, draft) = self.change_draft(actor, id, number, Command::GiveVisa).await?;
        let remark = clean_text(remark, MOST_REMARK)
            .map_err(|problem| ServiceError::field("remark", problem))
            .map(|remark| (!remark.is_empty()).then_some(remark))?;
        let mut round = draft.round();
        let position = actor.person_id().and_then(|reader| round.waits_for(reader));
        let position = position.ok_or(ServiceError::Rule(rule::NOT_YOUR_VISA))?;
        let own = draft.visas.get(position).ok_or(ServiceError::Conflict)?;
        let (outcome, now) = (VisaOutcome::Approved, self.desk.now());
        let connection = changing.tx.connection()?;
        if !decision_draft::decide(connection, own.id, outcome, remark.as_deref(), now).await? {
            return Err(ServiceError::Conflict);
        }
        if let Some((_, said)) = round.visas.get_mut(position) {
            *said = Some(outcome);
        }
        // In series it is the turn of the next.
        let mut next = Vec::new();
        for position in round.waiting() {
            if let Some(visa) = draft
                .visas
                .get(position)
                .filter(|visa| visa.waits_since.is_none())
            {
                decision_draft::ask(connection, visa.id, now).await?;
                next.push(visa.person);
            }
        }
        if round.is_complete() {
            decision_draft::ready(connection, draft.id, now).await?;
            self.ask_for_signature(&mut changing, &draft).await?;
        }
        self.ask_for_visas(&mut changing, &draft, &next).await?;
        let mut data = told(&draft);
        if let Some(fields) = data.as_object_mut() {
            fields.insert("visa".to_owned(), serde_json::json!(own.id.to_string()));
            fields.insert("role".to_owned(), serde_json::json!(own.role.code()));
        }
        self.finish(actor, changing, None, data).await
    }

    pub(super) async fn send_draft_back(
        &self,
        actor: &Actor,
        id: ApplicationId,
        number: i64,
        remark: &str,
    ) -> ServiceResult<()> {
        let (mut changing, draft) = self.change_draft(actor, id, number, Command::ReturnDraft).await?;
        let remark = written("remark", remark, MOST_REMARK, LEAST_REMARK)?;
        let round = draft.round();
        let position = actor.person_id().and_then(|reader| round.waits_for(reader));
        let own = position.and_then(|position| draft.visas.get(position));
        let now = self.desk.now();
        let connection = changing.tx.connection()?;
        let mut data = told(&draft);
        let mut of_signer = None;
        match own {
            Some(visa) => {
                let outcome = VisaOutcome::Returned;
                if !decision_draft::decide(connection, visa.id, outcome, Some(&remark), now).await? {
                    return Err(ServiceError::Conflict);
                }
                if let Some(fields) = data.as_object_mut() {
                    fields.insert("visa".to_owned(), serde_json::json!(visa.id.to_string()));
                    fields.insert("role".to_owned(), serde_json::json!(visa.role.code()));
                }
            }
            // Whoever was to sign it sends it back: the remark stays with the draft.
            None => of_signer = Some(remark.as_str()),
        }
        decision_draft::end(connection, id, DraftOutcome::Returned, of_signer, now).await?;
        self.notify_author(&mut changing, &draft).await?;
        self.finish(actor, changing, None, data).await
    }

    pub(super) async fn take_draft_back(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::RecallDraft).await?;
        let (outcome, now) = (DraftOutcome::Recalled, self.desk.now());
        decision_draft::end(changing.tx.connection()?, id, outcome, None, now).await?;
        self.finish(actor, changing, None, serde_json::json!({})).await
    }

    pub(super) async fn sign_open_draft(
        &self,
        actor: &Actor,
        id: ApplicationId,
        number: i64,
    ) -> ServiceResult<()> {
        let command = {
            let mut connection = self.desk.database.read().await?;
            self.readable(actor, &mut connection, id).await?;
            let drafts = decision_draft::of_application(&mut connection, id).await?;
            let open = drafts.into_iter().find(|draft| draft.outcome.is_none());
            match open {
                Some(draft) if draft.is_granted => Command::Grant,
                Some(_) => Command::Refuse,
                None => return Err(ServiceError::Conflict),
            }
        };
        let (mut changing, draft) = self.change_draft(actor, id, number, command).await?;
        let card = Arc::clone(&changing.card);
        let connection = changing.tx.connection()?;
        if let Some(ground) = &draft.ground {
            let exception = draft.hearing_exception.as_deref().unwrap_or_default();
            self.demand_hearing(connection, id, &card, ground, exception)
                .await?;
        }
        let now = self.desk.now();
        decision_draft::end(connection, id, DraftOutcome::Signed, None, now).await?;
        decision_file::put_in_decision(connection, id, now, &draft.files).await?;
        let row = &mut changing.row;
        row.decided_at = Some(now);
        row.decision_text = Some(draft.content.clone());
        row.refusal_ground.clone_from(&draft.ground);
        row.signer = actor.person_id();
        let mut data = told(&draft);
        if let Some(fields) = data.as_object_mut() {
            fields.insert("ground".to_owned(), serde_json::json!(draft.ground));
            fields.insert(
                "hearing_exception".to_owned(),
                serde_json::json!(draft.hearing_exception),
            );
            fields.insert("files".to_owned(), told_of_files(&draft.files));
        }
        self.finish(actor, changing, Some(draft.content), data).await
    }

    /// Opens the change of an application by the version of its draft that was read: a colleague who has approved it meanwhile is
    /// no reason to read it again.
    async fn change_draft(
        &self,
        actor: &Actor,
        id: ApplicationId,
        number: i64,
        command: Command,
    ) -> ServiceResult<(Changing, DecisionDraftRow)> {
        let version = {
            let mut connection = self.desk.database.read().await?;
            let row = self.readable(actor, &mut connection, id).await?;
            let scope = Scope::owned_by(row.person).with_unit(Some(row.unit));
            permit(actor, command.action(), scope)?;
            let drafts = decision_draft::of_application(&mut connection, id).await?;
            let open = drafts.iter().find(|draft| draft.outcome.is_none());
            let open = open.filter(|draft| row.state == State::Approval && draft.number == number);
            let open = open.ok_or(ServiceError::Conflict)?;
            // Pressed twice: what was said stays said. A complete draft can still be sent back by whoever signs it.
            let round = open.round();
            let is_said = match command {
                Command::GiveVisa => true,
                Command::ReturnDraft => !round.is_complete(),
                _ => false,
            };
            let said = |reader| round.was_answered_by(reader);
            if is_said && actor.person_id().is_some_and(said) {
                return Err(ServiceError::Conflict);
            }
            row.version
        };
        let mut changing = self.change(actor, id, version, command).await?;
        let drafts = decision_draft::of_application(changing.tx.connection()?, id).await?;
        let open = drafts.into_iter().find(|draft| draft.outcome.is_none());
        let open = open.filter(|draft| draft.number == number);
        Ok((changing, open.ok_or(ServiceError::Conflict)?))
    }

    /// Those who can be asked for a visa of an application: they can read it, and are neither the author nor the applicant.
    pub(super) async fn colleagues(
        &self,
        connection: &mut AnyConnection,
        row: &ApplicationRow,
        author: PersonId,
    ) -> ServiceResult<Vec<Colleague>> {
        let mut colleagues: Vec<Colleague> = Vec::new();
        for (person, name, role) in role_grant::in_unit(connection, row.unit).await? {
            let decides = matches!(role, Role::CaseOfficer | Role::UnitHead);
            if !decides || person == author || person == row.person {
                continue;
            }
            match colleagues.iter_mut().find(|known| known.person == person) {
                Some(known) if role == Role::UnitHead => known.role = role,
                Some(_) => {}
                None => colleagues.push(Colleague { person, name, role }),
            }
        }
        Ok(colleagues)
    }

    /// For whom the open draft waits, by role.
    pub(super) fn approval_view(&self, drafts: &[DecisionDraftRow]) -> Option<ApprovalView> {
        let open = drafts.iter().find(|draft| draft.outcome.is_none())?;
        let mut visas_of: Vec<Role> = Vec::new();
        for visa in open.visas.iter().filter(|visa| visa.waits_since.is_some()) {
            if !visas_of.contains(&visa.role) {
                visas_of.push(visa.role);
            }
        }
        Some(ApprovalView {
            signature_of: open.ready_at.map(|_| open.signer),
            visas_of,
        })
    }

    pub(super) fn draft_decision_view(&self, actor: &Actor, row: &DecisionDraftRow) -> DecisionDraftView {
        let visa = |visa: &VisaRow| VisaView {
            person: visa.person,
            person_name: visa.person_name.clone(),
            role: visa.role,
            is_readers: actor.person_id() == Some(visa.person),
            waits_since: visa.waits_since.map(|at| self.civil(at)),
            outcome: visa.outcome,
            remark: visa.remark.clone(),
            decided_at: visa.decided_at.map(|at| self.civil(at)),
        };
        DecisionDraftView {
            number: row.number,
            is_granted: row.is_granted,
            text: row.content.clone(),
            ground: row.ground.clone(),
            hearing_exception: row.hearing_exception.clone(),
            author_name: row.author_name.clone(),
            sent_at: self.civil(row.sent_at),
            order: row.order,
            visas: row.visas.iter().map(visa).collect(),
            is_complete: row.round().is_complete(),
            outcome: row.outcome,
            ended_at: row.ended_at.map(|at| self.civil(at)),
            remark: row.remark.clone(),
            files: row.files.iter().cloned().map(shown).collect(),
        }
    }
}

/// What an event tells of a version of a draft: its digest, so that the version that was approved can be proved, and no name,
/// because the receipt of the applicant holds every event.
fn told(draft: &DecisionDraftRow) -> serde_json::Value {
    let mut frozen = vec![
        serde_json::json!(draft.number),
        serde_json::json!(draft.is_granted),
        serde_json::json!(draft.content),
        serde_json::json!(draft.ground),
        serde_json::json!(draft.hearing_exception),
    ];
    // A draft without files has the digest that it had before drafts could have any.
    frozen.extend(draft.files.iter().map(|file| serde_json::json!(file.digest)));
    let frozen = serde_json::Value::from(frozen);
    serde_json::json!({
        "draft": draft.id.to_string(),
        "number": draft.number,
        "digest": file_store::digest_of(frozen.to_string().as_bytes()),
        "order": draft.order.code(),
        "visas": draft.visas.len(),
    })
}

fn order_of(text: &str) -> Result<Order, FieldError> {
    Order::of_code(text).ok_or_else(|| {
        let problem = if text.is_empty() {
            Problem::Required
        } else {
            Problem::NotAChoice
        };
        FieldError::new("order", problem)
    })
}
