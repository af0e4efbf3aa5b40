//! From rows and events to what people see: the history, the clock, the decision.

use super::Cabinet;
use super::decision_file::shown;
use domain::access::{Action, Scope, permit};
use domain::actor::Role;
use domain::cabinet::application::{Command, SUBJECT, SUBMITTED};
use domain::cabinet::card::{ServiceCard, TermRule};
use domain::cabinet::document::DocumentView;
use domain::cabinet::form::{Answers, Form};
use domain::cabinet::ledger::stretches;
use domain::cabinet::offer::{Standing, hindered, offered};
use domain::cabinet::term::{Cause, ClockChange, ClockEvent, Derivation, Due, derive};
use domain::cabinet::view::{ApplicationView, CorrectionView, DecisionView, Happened, HappenedKind};
use domain::id::ApplicationId;
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use jiff::civil::DateTime;
use std::sync::Arc;
use storage::AnyConnection;
use storage::access_log::{self, LookRow};
use storage::cabinet::appeal::AppealRow;
use storage::cabinet::application::{self, ApplicationRow};
use storage::cabinet::correction::{self, CorrectionRow};
use storage::cabinet::decision_draft::{self, DecisionDraftRow};
use storage::cabinet::hearing::HearingRow;
use storage::cabinet::{
    appeal, decision_file, document, hearing, message, opinion, rating, service_card, status_code,
};
use storage::event::{self, EventRow};

impl Cabinet {
    /// The application when the actor may read it; otherwise it does not exist for them.
    pub(super) async fn readable(
        &self,
        actor: &Actor,
        connection: &mut AnyConnection,
        id: ApplicationId,
    ) -> ServiceResult<ApplicationRow> {
        if matches!(actor, Actor::Anonymous) {
            return Err(ServiceError::SignInNeeded);
        }
        let row = application::get(connection, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let scope = Scope::owned_by(row.person).with_unit(Some(row.unit));
        match permit(actor, Action::ReadApplication, scope) {
            Ok(()) => Ok(row),
            // Colleagues know that applications exist; for everybody else a number that is not theirs is none.
            Err(ServiceError::Forbidden) if !decides_applications(actor) => Err(ServiceError::NotFound),
            Err(error) => Err(error),
        }
    }

    /// The card under which the application was registered.
    pub(super) async fn card_of(
        &self,
        connection: &mut AnyConnection,
        row: &ApplicationRow,
    ) -> ServiceResult<Arc<ServiceCard>> {
        let card = service_card::get(connection, &row.service, row.card_version).await?;
        card.map(Arc::new)
            .ok_or_else(|| ServiceError::Internal(format!("the card of application {} is missing", row.id)))
    }

    /// Writes down that somebody of the staff looked. The applicant's own look is none.
    pub(super) async fn note_look(
        &self,
        actor: &Actor,
        row: &ApplicationRow,
        purpose: &str,
    ) -> ServiceResult<()> {
        let Some(reader) = actor.signed_in().filter(|reader| reader.person != row.person) else {
            return Ok(());
        };
        let look = LookRow {
            id: self.desk.id(),
            at: self.desk.now(),
            reader: reader.person,
            reader_name: reader.display_name.clone(),
            person: row.person,
            subject_kind: SUBJECT.to_owned(),
            subject_id: row.id.to_string(),
            purpose: purpose.to_owned(),
        };
        let mut tx = self.desk.database.begin().await?;
        access_log::insert(tx.connection()?, &look).await?;
        tx.commit_without_event("a look is its own record").await?;
        Ok(())
    }

    /// What of an application decides who can do what.
    pub(super) fn standing<'a>(
        &self,
        row: &ApplicationRow,
        card: &'a ServiceCard,
        hearing: Option<&HearingRow>,
        appeal: Option<&AppealRow>,
    ) -> Standing<'a> {
        Standing {
            state: row.state,
            owner: row.person,
            unit: row.unit,
            officer: row.officer,
            card,
            is_extended: row.extended_term.is_some(),
            hearing_lasts: hearing.is_some_and(|hearing| hearing.answer_until >= self.desk.now()),
            round: None,
            signer: row.signer,
            deciders: appeal.map_or([None, None], |appeal| [appeal.decider, appeal.signer]),
        }
    }

    pub(super) async fn present(
        &self,
        actor: &Actor,
        connection: &mut AnyConnection,
        row: ApplicationRow,
    ) -> ServiceResult<ApplicationView> {
        let card = self.card_of(connection, &row).await?;
        let events = event::of_subject(connection, SUBJECT, &row.id.to_string()).await?;
        let derivation = self.derivation(&card, &row, &events);
        let units = storage::people::unit::list(connection).await?;
        let awaited = correction::awaited(connection, row.id).await?;
        let files = self.attached(connection, &card.form, &row.answers).await?;
        let term = term_in_force(&card, &row).cloned();
        let hearing = hearing::last(connection, row.id).await?;
        let appeal = appeal::last(connection, row.id).await?;
        let rating = rating::of_application(connection, row.id).await?;
        let kept = match row.decided_at {
            Some(_) => document::last(connection, row.id).await?,
            None => None,
        };
        let thread = message::thread(connection, row.id).await?;
        let usual = self.usual_time(connection, &row.service).await?;
        let moves = self.moves(&events);
        let ledger = stretches(&moves, self.civil(self.desk.now()).date());
        let asked = opinion::of_application(connection, row.id).await?;
        let versions = decision_draft::of_application(connection, row.id).await?;
        let open = versions.iter().find(|draft| draft.outcome.is_none());
        let held_since = held_since(&row, &events, &versions);
        let round = open.map(DecisionDraftRow::round);
        let (offered, hindered) = {
            let standing = Standing {
                round: round.as_ref(),
                ..self.standing(&row, &card, hearing.as_ref(), appeal.as_ref())
            };
            (offered(actor, &standing), hindered(actor, &standing))
        };
        let status_code = if actor.person_id() == Some(row.person) {
            status_code::of_application(connection, row.id).await?
        } else {
            None
        };
        let opinions = asked
            .into_iter()
            .map(|asked| self.opinion_view(actor, asked, &row, &units))
            .collect::<ServiceResult<_>>()?;
        let other_units = if offered.contains(&Command::AskOpinion) {
            let others = units.iter().filter(|unit| unit.id != row.unit);
            others.cloned().collect()
        } else {
            Vec::new()
        };
        let (mut drafts, mut colleagues) = (Vec::new(), Vec::new());
        if actor.person_id() != Some(row.person) {
            drafts = versions
                .iter()
                .map(|draft| self.draft_decision_view(actor, draft))
                .collect();
        }
        if let Some(reader) = actor
            .person_id()
            .filter(|_| offered.contains(&Command::SendForApproval))
        {
            colleagues = self.colleagues(connection, &row, reader).await?;
        }
        let decides = [Command::SendForApproval, Command::Grant, Command::Refuse];
        let (mut templates, mut papers) = (Vec::new(), Vec::new());
        if decides.iter().any(|command| offered.contains(command)) {
            templates = self.catalogue.templates(&card);
            papers = decision_file::of_application(connection, row.id).await?;
        }
        let decision_files = match row.decided_at {
            Some(at) => decision_file::of_decision(connection, row.id, at).await?,
            None => Vec::new(),
        };
        let differing = if actor.person_id() == Some(row.person) {
            Vec::new()
        } else {
            let known = self.known_person(connection, row.person).await?;
            card.form.differing(&row.answers, &known)
        };
        let forwarded_to = forwarded_to(&events);
        // The paper of an earlier decision, which fell, is none of this one.
        let is_forwarded = forwarded_to.is_some();
        let decision = row.decided_at.map(|at| DecisionView {
            is_granted: row.refusal_ground.is_none() && forwarded_to.is_none(),
            text: row.decision_text.clone().unwrap_or_default(),
            ground: row.refusal_ground.clone(),
            forwarded_to,
            files: decision_files.into_iter().map(shown).collect(),
            decided_at: self.civil(at),
        });
        Ok(ApplicationView {
            id: row.id,
            number: row.number,
            status_code,
            state: row.state,
            version: row.version,
            applicant_name: row.person_name,
            differing,
            files,
            unit: units.into_iter().find(|unit| unit.id == row.unit),
            officer_name: row.officer_name,
            is_taken_by_reader: row.officer.is_some() && row.officer == actor.person_id(),
            submitted_at: self.civil(row.submitted_at),
            term,
            due: row.due_at.map(|at| self.civil(at)),
            is_overdue: row.state.has_term() && row.due_at.is_some_and(|due| due < self.desk.now()),
            derivation,
            held_since: self.civil(held_since),
            ledger,
            usual,
            history: events
                .iter()
                .filter_map(|event| self.happened(&card, event))
                .collect(),
            correction: awaited.map(|correction| CorrectionView {
                id: correction.id,
                asked_at: self.civil(correction.asked_at),
                open: open_fields(&card.form, &correction, &row.answers),
                fields: correction.remarks,
            }),
            decision,
            approval: self.approval_view(&versions),
            drafts,
            colleagues,
            templates,
            papers: papers.into_iter().map(shown).collect(),
            opinions,
            other_units,
            document: kept.filter(|_| !is_forwarded).map(|kept| DocumentView {
                code: kept.code,
                size_bytes: u64::try_from(kept.size_bytes).unwrap_or_default(),
            }),
            hearing: hearing.map(|row| self.hearing_view(row)),
            appeal: appeal.map(|row| self.appeal_view(row)),
            rating,
            messages: thread.into_iter().map(|row| self.message_view(row)).collect(),
            offered,
            hindered,
            today: self.today()?,
            answers: row.answers,
            card,
        })
    }

    fn happened(&self, card: &ServiceCard, event: &EventRow) -> Option<Happened> {
        let ground = event
            .data
            .get("ground")
            .and_then(|code| card.suspension_ground(code.as_str()?))
            .filter(|_| event.kind == Command::Suspend.event());
        Some(Happened {
            ground: ground.cloned(),
            kind: HappenedKind::of_event(&event.kind)?,
            at: self.civil(event.at),
            who: event
                .data
                .get("who")
                .and_then(|who| who.as_str())
                .map(str::to_owned),
            reason: event.reason.as_ref().map(|reason| {
                // Earlier events repeat the ground in one language before what the officer wrote.
                let repeated =
                    ground.and_then(|ground| reason.strip_prefix(&ground.text.uk)?.strip_prefix('\n'));
                repeated.unwrap_or(reason).to_owned()
            }),
        })
    }

    /// The due date as a function of the log, with its derivation.
    pub(super) fn derivation(
        &self,
        card: &ServiceCard,
        row: &ApplicationRow,
        events: &[EventRow],
    ) -> Derivation {
        let clock: Vec<ClockEvent> = events
            .iter()
            .filter_map(|event| Some(self.clock_event(clock_change(&event.kind)?, event.at)))
            .collect();
        self.derive(card, row, &clock)
    }

    fn derive(&self, card: &ServiceCard, row: &ApplicationRow, clock: &[ClockEvent]) -> Derivation {
        term_in_force(card, row).map_or(
            Derivation {
                due: None,
                steps: Vec::new(),
            },
            |rule| derive(rule, clock, &self.catalogue.holidays),
        )
    }

    fn clock_event(&self, kind: ClockChange, at: Timestamp) -> ClockEvent {
        ClockEvent {
            kind,
            at,
            day: self.civil(at).date(),
        }
    }

    /// When an application is late that is registered now.
    pub(super) fn due_of_new(&self, card: &ServiceCard, row: &ApplicationRow) -> Option<Timestamp> {
        let started = self.clock_event(ClockChange::Started, row.submitted_at);
        self.last_moment(self.derive(card, row, &[started]).due?)
    }

    /// When the application is late after a further command; nothing is late once it is closed.
    pub(super) async fn due_after(
        &self,
        connection: &mut AnyConnection,
        card: &ServiceCard,
        row: &ApplicationRow,
        command: Command,
    ) -> ServiceResult<Option<Timestamp>> {
        if !row.state.has_term() {
            return Ok(None);
        }
        let events = event::of_subject(connection, SUBJECT, &row.id.to_string()).await?;
        let mut clock: Vec<ClockEvent> = events
            .iter()
            .filter_map(|event| Some(self.clock_event(clock_change(&event.kind)?, event.at)))
            .collect();
        if let Some(change) = clock_change(command.event()) {
            clock.push(self.clock_event(change, self.desk.now()));
        }
        Ok(self
            .derive(card, row, &clock)
            .due
            .and_then(|due| self.last_moment(due)))
    }

    /// A day ends in the community's zone; its last minute is still in time.
    pub(super) fn last_moment(&self, due: Due) -> Option<Timestamp> {
        match due {
            Due::Moment(at) => Some(at),
            Due::Day(day) => {
                let end: DateTime = day.at(23, 59, 59, 0);
                let zoned = end.to_zoned(self.desk.time_zone.clone()).ok()?;
                Some(Timestamp(zoned.timestamp().as_millisecond()))
            }
        }
    }
}

fn decides_applications(actor: &Actor) -> bool {
    actor.signed_in().is_some_and(|person| {
        [Role::CaseOfficer, Role::UnitHead]
            .into_iter()
            .any(|role| person.holds_anywhere(role))
    })
}

/// The fields that an awaited correction lets the applicant change.
pub(super) fn open_fields(form: &Form, correction: &CorrectionRow, answers: &Answers) -> Vec<String> {
    let named: Vec<&str> = correction
        .remarks
        .iter()
        .map(|remark| remark.field.as_str())
        .collect();
    form.open_for_mending(&named, answers)
}

/// The rule by which the term is counted: the longer one once it was set.
fn term_in_force<'a>(card: &'a ServiceCard, row: &ApplicationRow) -> Option<&'a TermRule> {
    row.extended_term
        .as_ref()
        .and_then(|code| card.terms.iter().find(|term| term.code == *code))
        .or_else(|| card.term_of(&row.answers))
}

/// Since when the application is with whoever has it now.
pub(super) fn held_since(
    row: &ApplicationRow,
    events: &[EventRow],
    versions: &[DecisionDraftRow],
) -> Timestamp {
    let open = versions.iter().find(|draft| draft.outcome.is_none());
    let handed_on = |event: &&EventRow| HappenedKind::of_event(&event.kind).is_some_and(hands_on);
    let last = events.iter().rev().find(handed_on).map(|event| event.at);
    open.map(with_colleagues_since)
        .or(last)
        .unwrap_or(row.submitted_at)
}

/// Since when a draft waits for those for whom it waits now.
fn with_colleagues_since(draft: &DecisionDraftRow) -> Timestamp {
    let waiting = draft.visas.iter().filter_map(|visa| visa.waits_since).min();
    draft.ready_at.or(waiting).unwrap_or(draft.sent_at)
}

/// The body to which the last decision handed the application.
fn forwarded_to(events: &[EventRow]) -> Option<String> {
    let decisions = [Command::Grant, Command::Refuse, Command::Forward].map(Command::event);
    let last = events
        .iter()
        .rev()
        .find(|event| decisions.contains(&event.kind.as_str()))?;
    let body = last
        .data
        .get("body")
        .filter(|_| last.kind == Command::Forward.event())?;
    body.as_str().map(str::to_owned)
}

/// Whether somebody else has the application afterwards. Whoever asks others has it still.
const fn hands_on(kind: HappenedKind) -> bool {
    !matches!(
        kind,
        HappenedKind::Did(Command::Extend | Command::AskOpinion | Command::GiveOpinion)
    )
}

fn clock_change(kind: &str) -> Option<ClockChange> {
    if kind == SUBMITTED || kind == Command::Annul.event() {
        Some(ClockChange::Started)
    } else if kind == Command::RequestCorrection.event() {
        Some(ClockChange::Paused(Cause::Correction))
    } else if kind == Command::Suspend.event() {
        Some(ClockChange::Paused(Cause::Suspension))
    } else if kind == Command::Correct.event() || kind == Command::Resume.event() {
        Some(ClockChange::Resumed)
    } else if kind == Command::Extend.event() {
        Some(ClockChange::Extended)
    } else {
        None
    }
}
