//! What residents send to a hearing, who moderates it, and what the city decides about it.

use super::{Hearings, found, held};
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::{ProposalId, PublicHearingId};
use domain::infrastructure::comment::{CommentState, FLOOD_WINDOW_MS, Verdict, limit_flood};
use domain::infrastructure::hearing::proposal::{self, DecisionInput, Proposal, ProposalInput, ProposalView};
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use serde_json::json;
use storage::Tx;
use storage::infrastructure::{hearing, hearing_proposal};

/// The most proposals a queue shows at once.
const QUEUE_LENGTH: i64 = 100;

impl Hearings {
    pub(super) async fn join(&self, actor: &Actor, id: PublicHearingId, way: &str) -> ServiceResult<()> {
        permit(actor, Action::TakePartInHearing, Scope::COMMUNITY)?;
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let hearing = held(tx.connection()?, id).await?;
        let way = hearing.take_part(way, now)?;
        if hearing::own(tx.connection()?, id, person).await? == Some(way) {
            return Ok(());
        }
        hearing::register(tx.connection()?, id, person, way, now).await?;
        let data = json!({"way": way.code()});
        self.tell(
            &mut tx,
            actor,
            &hearing,
            "infrastructure.hearing.joined",
            (None, data),
        )
        .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn leave(&self, actor: &Actor, id: PublicHearingId) -> ServiceResult<()> {
        permit(actor, Action::TakePartInHearing, Scope::COMMUNITY)?;
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let mut tx = self.desk.database.begin().await?;
        let hearing = held(tx.connection()?, id).await?;
        hearing.is_open(self.desk.now())?;
        if !hearing::unregister(tx.connection()?, id, person).await? {
            return Ok(());
        }
        self.tell(
            &mut tx,
            actor,
            &hearing,
            "infrastructure.hearing.left",
            (None, json!({})),
        )
        .await?;
        Ok(tx.commit().await?)
    }

    /// Writes a proposal at a moment. Seeds come here, too: theirs were written before the hearing that is over.
    ///
    /// # Errors
    /// What cannot be accepted, or the rule that forbids it.
    pub async fn write_proposal(
        &self,
        actor: &Actor,
        id: PublicHearingId,
        input: &ProposalInput,
        now: Timestamp,
    ) -> ServiceResult<(ProposalId, CommentState)> {
        permit(actor, Action::TakePartInHearing, Scope::COMMUNITY)?;
        let person = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let mut tx = self.desk.database.begin().await?;
        let connection = tx.connection()?;
        held(connection, id).await?.take_proposal(now)?;
        let (text, name) = input.accept()?;
        let since = now.plus_ms(-FLOOD_WINDOW_MS);
        let (written, oldest) = hearing_proposal::written_since(connection, person.person, since).await?;
        limit_flood(written, Some(oldest), now)?;
        let proposal = Proposal {
            id: self.desk.id(),
            hearing: id,
            author: person.person,
            author_name: name.apply(&person.display_name),
            text,
            state: self.profile.moderation.first_state(),
            reason: None,
            written_at: now,
            decision: None,
            version: 1,
        };
        hearing_proposal::insert(connection, &proposal).await?;
        self.tell_of(&mut tx, actor, &proposal, "infrastructure.proposal.written")
            .await?;
        tx.commit().await?;
        Ok((proposal.id, proposal.state))
    }

    pub(super) async fn queue(&self, actor: &Actor, judged: bool) -> ServiceResult<Vec<ProposalView>> {
        permit(actor, Action::ModerateComment, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let waiting = hearing_proposal::queue(&mut connection, judged, QUEUE_LENGTH).await?;
        Ok(waiting
            .into_iter()
            .map(|(proposal, hearing_title)| ProposalView {
                written_on: self.day(proposal.written_at),
                proposal,
                hearing_title,
            })
            .collect())
    }

    pub(super) async fn judge(
        &self,
        actor: &Actor,
        id: ProposalId,
        seen: i64,
        verdict: Verdict,
    ) -> ServiceResult<()> {
        permit(actor, Action::ModerateComment, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let mut proposal = found(hearing_proposal::by_id(tx.connection()?, id).await?)?;
        proposal.judge(verdict, seen)?;
        if !hearing_proposal::save_verdict(tx.connection()?, &proposal, self.desk.now()).await? {
            return Err(ServiceError::Conflict);
        }
        let kind = match verdict {
            Verdict::Publish => "infrastructure.proposal.published",
            Verdict::Hide(_) => "infrastructure.proposal.hidden",
        };
        self.tell_of(&mut tx, actor, &proposal, kind).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn decide(
        &self,
        actor: &Actor,
        id: ProposalId,
        input: &DecisionInput,
    ) -> ServiceResult<PublicHearingId> {
        permit(actor, Action::ConductHearing, Scope::COMMUNITY)?;
        let person = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let mut proposal = found(hearing_proposal::by_id(tx.connection()?, id).await?)?;
        held(tx.connection()?, proposal.hearing)
            .await?
            .take_decision(now)?;
        proposal.decide(input, (person.person, person.display_name.clone()), now)?;
        if !hearing_proposal::save_decision(tx.connection()?, &proposal).await? {
            return Err(ServiceError::Conflict);
        }
        self.tell_of(&mut tx, actor, &proposal, "infrastructure.proposal.decided")
            .await?;
        tx.commit().await?;
        Ok(proposal.hearing)
    }

    /// An event about a proposal. It holds no word of it: events stay, a hidden text must not.
    async fn tell_of(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        proposal: &Proposal,
        kind: &'static str,
    ) -> ServiceResult<()> {
        let outcome = proposal.decision.as_ref().map(|decision| decision.outcome.code());
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: proposal::SUBJECT,
            subject_id: proposal.id.to_string(),
            subject_version: proposal.version,
            kind,
            reason: proposal.reason.map(|reason| reason.code().to_owned()),
            data: json!({"hearing": proposal.hearing, "state": proposal.state.code(), "outcome": outcome}),
        };
        self.desk.record(tx, &event).await
    }
}
