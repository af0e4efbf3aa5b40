//! The only door of public hearings.

use super::notice::NoticeInput;
use super::proposal::{DecisionInput, ProposalInput, ProposalView};
use super::{HearingLine, HearingView, MinutesInput};
use crate::actor::Actor;
use crate::error::ServiceResult;
use crate::id::{ProposalId, PublicHearingId};
use crate::infrastructure::ProjectId;
use crate::infrastructure::comment::{CommentState, Verdict};
use async_trait::async_trait;

/// What pages and seeds may ask of public hearings. Reading is public.
#[async_trait]
pub trait HearingService: Send + Sync {
    /// All hearings, the latest start first. Two queries.
    async fn hearings(&self, actor: &Actor) -> ServiceResult<Vec<HearingLine>>;

    /// The hearings that are about a project, the latest start first.
    async fn hearings_of_project(
        &self,
        actor: &Actor,
        project: &ProjectId,
    ) -> ServiceResult<Vec<HearingLine>>;

    /// A hearing with its proposals as the reader may see them.
    async fn hearing(&self, actor: &Actor, id: PublicHearingId) -> ServiceResult<HearingView>;

    /// Whether somebody may announce and conduct hearings.
    ///
    /// # Errors
    /// The refusal.
    fn may_conduct(&self, actor: &Actor) -> ServiceResult<()>;

    /// Announces a hearing.
    ///
    /// # Errors
    /// Every field that cannot be accepted.
    async fn announce(&self, actor: &Actor, input: &NoticeInput) -> ServiceResult<PublicHearingId>;

    /// Cancels a hearing that has not begun.
    async fn cancel(&self, actor: &Actor, id: PublicHearingId, reason: &str) -> ServiceResult<()>;

    /// Says that somebody comes; said again, in another way.
    async fn register(&self, actor: &Actor, id: PublicHearingId, way: &str) -> ServiceResult<()>;

    /// Says that somebody does not come after all.
    async fn unregister(&self, actor: &Actor, id: PublicHearingId) -> ServiceResult<()>;

    /// Sends a written proposal; says whether it waits for a moderator.
    async fn propose(
        &self,
        actor: &Actor,
        id: PublicHearingId,
        input: &ProposalInput,
    ) -> ServiceResult<CommentState>;

    /// Proposals that wait for a moderator, oldest first, or those judged, latest first.
    async fn proposal_queue(&self, actor: &Actor, judged: bool) -> ServiceResult<Vec<ProposalView>>;

    /// Publishes or hides a proposal that the moderator saw at version `seen`.
    async fn judge_proposal(
        &self,
        actor: &Actor,
        id: ProposalId,
        seen: i64,
        verdict: Verdict,
    ) -> ServiceResult<()>;

    /// Says for the city what becomes of a proposal, and why; gives its hearing.
    async fn decide_proposal(
        &self,
        actor: &Actor,
        id: ProposalId,
        input: &DecisionInput,
    ) -> ServiceResult<PublicHearingId>;

    /// Publishes the minutes of a hearing that is over.
    async fn publish_minutes(
        &self,
        actor: &Actor,
        id: PublicHearingId,
        input: &MinutesInput,
    ) -> ServiceResult<()>;

    /// Publishes the report about a hearing whose proposals are all decided.
    async fn publish_report(&self, actor: &Actor, id: PublicHearingId, changed: &str) -> ServiceResult<()>;
}
