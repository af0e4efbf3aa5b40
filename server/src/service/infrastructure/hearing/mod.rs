//! Use cases of public hearings: the door; reading and what the city publishes. What residents send is in `residents`.

mod residents;

use crate::service::Desk;
use async_trait::async_trait;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::{ProposalId, PublicHearingId};
use domain::infrastructure::ProjectId;
use domain::infrastructure::bulk::ExportJob;
use domain::infrastructure::comment::{CommentState, Verdict};
use domain::infrastructure::hearing::notice::{Notice, NoticeInput};
use domain::infrastructure::hearing::proposal::{DecisionInput, ProposalInput, ProposalView, Tally};
use domain::infrastructure::hearing::service::HearingService;
use domain::infrastructure::hearing::{
    Hearing, HearingLine, HearingView, Minutes, MinutesInput, SUBJECT, Step,
};
use domain::infrastructure::profile::Profile;
use domain::infrastructure::project::Day;
use domain::{Actor, Problem, ServiceError, ServiceResult, Timestamp};
use jiff::civil::DateTime;
use serde_json::{Value, json};
use std::sync::Arc;
use storage::infrastructure::{hearing, hearing_proposal, project};
use storage::{AnyConnection, Tx};

/// So many hearings a list holds.
const MOST_LISTED: i64 = 300;

/// The door of public hearings, on a real desk.
pub struct Hearings {
    desk: Desk,
    profile: Arc<Profile>,
}

impl Hearings {
    #[must_use]
    pub const fn new(desk: Desk, profile: Arc<Profile>) -> Self {
        Self { desk, profile }
    }

    async fn view(&self, actor: &Actor, id: PublicHearingId) -> ServiceResult<HearingView> {
        let now = self.desk.now();
        let mut connection = self.desk.database.read().await?;
        let hearing = found(hearing::get(&mut connection, id).await?)?;
        let all = hearing_proposal::of_hearing(&mut connection, id).await?;
        let registered = hearing::registered(&mut connection, id).await?;
        let own = match actor.person_id() {
            Some(person) => hearing::own(&mut connection, id, person).await?,
            None => None,
        };
        let mut projects = Vec::with_capacity(hearing.projects.len());
        for id in &hearing.projects {
            // One that an import brought and took back is named no more.
            let item = project::item(&mut connection, id).await?;
            projects.extend(item.map(|item| (item.id, item.title)));
        }
        let tally = Tally::of(
            all.iter()
                .map(|proposal| (proposal.state, proposal.decision.as_ref())),
        );
        let reader = actor.person_id();
        let proposals = all
            .into_iter()
            .filter(|proposal| proposal.state == CommentState::Published || reader == Some(proposal.author))
            .map(|proposal| {
                let day = self.day(proposal.written_at);
                (proposal, day)
            })
            .collect();
        Ok(HearingView {
            phase: hearing.phase(now),
            takes_proposals: hearing.take_proposal(now).is_ok(),
            projects,
            registered,
            own,
            proposals,
            tally,
            hearing,
        })
    }

    /// Keeps a notice that was checked. Seeds come here, too: their hearing that is over was announced in the past.
    ///
    /// # Errors
    /// When the actor may not, a project is unknown, or the database cannot write.
    pub async fn keep_notice(
        &self,
        actor: &Actor,
        notice: Notice,
        announced_at: Timestamp,
    ) -> ServiceResult<PublicHearingId> {
        permit(actor, Action::ConductHearing, Scope::COMMUNITY)?;
        let hearing = Hearing {
            id: self.desk.id(),
            starts_at: self.moment(notice.starts)?,
            ends_at: self.moment(notice.ends)?,
            proposals_until: self.moment(notice.proposals_until)?,
            title: notice.title,
            about: notice.about,
            agenda: notice.agenda,
            place: notice.place,
            video: notice.video,
            basis: notice.basis,
            rules: notice.rules,
            initiators: notice.initiators,
            quorum: notice.quorum,
            materials: notice.materials,
            projects: notice.projects,
            announced_by: super::author_name(actor),
            announced_at,
            cancellation: None,
            minutes: None,
            report: None,
            version: 1,
        };
        let mut tx = self.desk.database.begin().await?;
        for id in &hearing.projects {
            if project::item(tx.connection()?, id).await?.is_none() {
                return Err(ServiceError::field("projects", Problem::NoSuchProject));
            }
        }
        hearing::insert(tx.connection()?, &hearing, actor.person_id()).await?;
        self.tell(
            &mut tx,
            actor,
            &hearing,
            "infrastructure.hearing.announced",
            (None, json!({"projects": hearing.projects})),
        )
        .await?;
        self.publish(&mut tx, &hearing).await?;
        tx.commit().await?;
        Ok(hearing.id)
    }

    /// Stores what happened to a hearing, with its event and, where it is about projects, new files of open data.
    async fn happened(
        &self,
        mut tx: Tx,
        actor: &Actor,
        hearing: &Hearing,
        (step, kind): (Step, &'static str),
        (reason, data): (Option<String>, Value),
    ) -> ServiceResult<()> {
        let now = self.desk.now();
        if !hearing::update(tx.connection()?, hearing, step, now).await? {
            return Err(ServiceError::Conflict);
        }
        self.tell(&mut tx, actor, hearing, kind, (reason, data)).await?;
        self.publish(&mut tx, hearing).await?;
        Ok(tx.commit().await?)
    }

    async fn publish(&self, tx: &mut Tx, hearing: &Hearing) -> ServiceResult<()> {
        if hearing.projects.is_empty() {
            return Ok(());
        }
        let job = ExportJob::queued(self.desk.now());
        self.desk.enqueue(tx, &job).await
    }

    async fn tell(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        hearing: &Hearing,
        kind: &'static str,
        (reason, data): (Option<String>, Value),
    ) -> ServiceResult<()> {
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: hearing.id.to_string(),
            subject_version: hearing.version,
            kind,
            reason,
            data,
        };
        self.desk.record(tx, &event).await
    }

    fn line(&self, hearing: Hearing) -> HearingLine {
        HearingLine {
            phase: hearing.phase(self.desk.now()),
            hearing,
        }
    }

    /// What the clock of the community shows at a moment.
    fn civil(&self, at: Timestamp) -> DateTime {
        let at = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        self.desk.time_zone.to_datetime(at)
    }

    fn day(&self, at: Timestamp) -> Day {
        let date = self.civil(at).date();
        Day {
            year: date.year(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }
    }

    /// The moment when the clock of the community shows this.
    fn moment(&self, at: DateTime) -> ServiceResult<Timestamp> {
        let at = self.desk.time_zone.to_timestamp(at);
        let at = at.map_err(|error| ServiceError::Internal(format!("the time of a hearing: {error}")))?;
        Ok(Timestamp(at.as_millisecond()))
    }
}

fn found<T>(thing: Option<T>) -> ServiceResult<T> {
    thing.ok_or(ServiceError::NotFound)
}

async fn held(connection: &mut AnyConnection, id: PublicHearingId) -> ServiceResult<Hearing> {
    found(hearing::get(connection, id).await?)
}

#[async_trait]
impl HearingService for Hearings {
    async fn hearings(&self, _: &Actor) -> ServiceResult<Vec<HearingLine>> {
        let mut connection = self.desk.database.read().await?;
        let hearings = hearing::list(&mut connection, MOST_LISTED).await?;
        Ok(hearings.into_iter().map(|hearing| self.line(hearing)).collect())
    }

    async fn hearings_of_project(&self, _: &Actor, project: &ProjectId) -> ServiceResult<Vec<HearingLine>> {
        let mut connection = self.desk.database.read().await?;
        let hearings = hearing::of_project(&mut connection, project, MOST_LISTED).await?;
        Ok(hearings.into_iter().map(|hearing| self.line(hearing)).collect())
    }

    async fn hearing(&self, actor: &Actor, id: PublicHearingId) -> ServiceResult<HearingView> {
        self.view(actor, id).await
    }

    fn may_conduct(&self, actor: &Actor) -> ServiceResult<()> {
        permit(actor, Action::ConductHearing, Scope::COMMUNITY)
    }

    async fn announce(&self, actor: &Actor, input: &NoticeInput) -> ServiceResult<PublicHearingId> {
        self.may_conduct(actor)?;
        let notice = input
            .checked(self.civil(self.desk.now()))
            .map_err(ServiceError::Invalid)?;
        self.keep_notice(actor, notice, self.desk.now()).await
    }

    async fn cancel(&self, actor: &Actor, id: PublicHearingId, reason: &str) -> ServiceResult<()> {
        self.may_conduct(actor)?;
        let mut tx = self.desk.database.begin().await?;
        let mut hearing = held(tx.connection()?, id).await?;
        hearing.cancel(reason, self.desk.now())?;
        let reason = hearing.cancellation.as_ref().map(|gone| gone.reason.clone());
        let what = (Step::Cancelled, "infrastructure.hearing.cancelled");
        self.happened(tx, actor, &hearing, what, (reason, json!({})))
            .await
    }

    async fn register(&self, actor: &Actor, id: PublicHearingId, way: &str) -> ServiceResult<()> {
        self.join(actor, id, way).await
    }

    async fn unregister(&self, actor: &Actor, id: PublicHearingId) -> ServiceResult<()> {
        self.leave(actor, id).await
    }

    async fn propose(
        &self,
        actor: &Actor,
        id: PublicHearingId,
        input: &ProposalInput,
    ) -> ServiceResult<CommentState> {
        let sent = self.write_proposal(actor, id, input, self.desk.now()).await;
        sent.map(|(_, state)| state)
    }

    async fn proposal_queue(&self, actor: &Actor, judged: bool) -> ServiceResult<Vec<ProposalView>> {
        self.queue(actor, judged).await
    }

    async fn judge_proposal(
        &self,
        actor: &Actor,
        id: ProposalId,
        seen: i64,
        verdict: Verdict,
    ) -> ServiceResult<()> {
        self.judge(actor, id, seen, verdict).await
    }

    async fn decide_proposal(
        &self,
        actor: &Actor,
        id: ProposalId,
        input: &DecisionInput,
    ) -> ServiceResult<PublicHearingId> {
        self.decide(actor, id, input).await
    }

    async fn publish_minutes(
        &self,
        actor: &Actor,
        id: PublicHearingId,
        input: &MinutesInput,
    ) -> ServiceResult<()> {
        self.may_conduct(actor)?;
        let mut tx = self.desk.database.begin().await?;
        let mut hearing = held(tx.connection()?, id).await?;
        hearing.record(input, self.desk.now())?;
        let data = json!({"people": hearing.minutes.as_ref().map(Minutes::people)});
        let what = (Step::Recorded, "infrastructure.hearing.recorded");
        self.happened(tx, actor, &hearing, what, (None, data)).await
    }

    async fn publish_report(&self, actor: &Actor, id: PublicHearingId, changed: &str) -> ServiceResult<()> {
        self.may_conduct(actor)?;
        let mut tx = self.desk.database.begin().await?;
        let mut hearing = held(tx.connection()?, id).await?;
        let all = hearing_proposal::of_hearing(tx.connection()?, id).await?;
        let tally = Tally::of(
            all.iter()
                .map(|proposal| (proposal.state, proposal.decision.as_ref())),
        );
        hearing.report(changed, tally, self.desk.now())?;
        let data = json!({
            "accepted": tally.accepted, "partly": tally.partly, "rejected": tally.rejected,
        });
        let what = (Step::Reported, "infrastructure.hearing.reported");
        self.happened(tx, actor, &hearing, what, (None, data)).await
    }
}
