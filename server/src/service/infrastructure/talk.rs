//! Comments: writing, moderation, the city's answers.

use super::Infrastructure;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::CommentId;
use domain::infrastructure::ProjectId;
use domain::infrastructure::comment::{
    Comment, CommentInput, CommentState, CommentView, FLOOD_WINDOW_MS, Objection, OfficialAnswer, Verdict,
    limit_flood, words,
};
use domain::infrastructure::debt::{self, Asked, Board, Given};
use domain::infrastructure::project::Day;
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use serde_json::json;
use std::collections::HashMap;
use storage::Tx;
use storage::infrastructure::{comment, project};

/// The most comments that a page of the staff shows at once.
const QUEUE_LENGTH: i64 = 100;

impl Infrastructure {
    pub(super) async fn read_comments(
        &self,
        actor: &Actor,
        project: &ProjectId,
    ) -> ServiceResult<Vec<CommentView>> {
        let mut connection = self.desk.database.read().await?;
        let reader = actor.person_id();
        let comments = comment::of_project(&mut connection, project, reader).await?;
        let seen = comments
            .into_iter()
            .filter(|comment| comment.is_visible_to(reader));
        let mut replies: HashMap<CommentId, Vec<Comment>> = HashMap::new();
        let mut heads = Vec::new();
        for comment in seen {
            match comment.parent {
                Some(parent) => replies.entry(parent).or_default().push(comment),
                None => heads.push(comment),
            }
        }
        // Replies to a comment that was hidden meanwhile are hidden with it.
        let past = comment::past_answers(&mut connection, project).await?;
        let threads = heads.into_iter().flat_map(|head| {
            let replies = replies.remove(&head.id).unwrap_or_default();
            std::iter::once(head).chain(replies)
        });
        Ok(threads
            .map(|comment| {
                let id = comment.id;
                let of_it = past.iter().filter(|past| past.comment == id);
                let past = of_it.map(|past| {
                    let answered_on = self.day(past.answer.answered_at);
                    (past.clone(), answered_on, self.day(past.objected_at))
                });
                CommentView {
                    past: past.collect(),
                    ..self.view(comment, String::new())
                }
            })
            .collect())
    }

    pub(super) async fn add_comment(
        &self,
        actor: &Actor,
        project: &ProjectId,
        input: &CommentInput,
    ) -> ServiceResult<(CommentId, CommentState)> {
        permit(actor, Action::WriteComment, Scope::COMMUNITY)?;
        let person = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let accepted = input.accept()?;
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let connection = tx.connection()?;
        if project::item(connection, project).await?.is_none() {
            return Err(ServiceError::NotFound);
        }
        if let Some(parent) = accepted.parent {
            let parent = comment::by_id(connection, parent)
                .await?
                .ok_or(ServiceError::NotFound)?;
            if parent.project != *project {
                return Err(ServiceError::NotFound);
            }
            parent.take_reply()?;
        }
        let since = now.plus_ms(-FLOOD_WINDOW_MS);
        let (written, oldest) = comment::written_since(connection, person.person, since).await?;
        limit_flood(written, Some(oldest), now)?;
        let mut comment = Comment {
            id: self.desk.id(),
            project: project.clone(),
            parent: accepted.parent,
            author: person.person,
            author_name: accepted.name.apply(&person.display_name),
            text: accepted.text,
            state: self.profile.moderation.first_state(),
            reason: None,
            written_at: now,
            answer: None,
            waits_since: None,
            reopened: 0,
            version: 1,
        };
        comment.start_clock(now);
        comment::insert(tx.connection()?, &comment).await?;
        self.record_comment(&mut tx, actor, &comment, "infrastructure.comment.written")
            .await?;
        tx.commit().await?;
        Ok((comment.id, comment.state))
    }

    pub(super) async fn read_queue(&self, actor: &Actor, judged: bool) -> ServiceResult<Vec<CommentView>> {
        permit(actor, Action::ModerateComment, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let comments = comment::queue(&mut connection, judged, QUEUE_LENGTH).await?;
        Ok(comments
            .into_iter()
            .map(|(comment, title)| self.view(comment, title))
            .collect())
    }

    pub(super) async fn read_unanswered(&self, actor: &Actor) -> ServiceResult<Vec<CommentView>> {
        permit(actor, Action::AnswerComment, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let comments = comment::unanswered(&mut connection, QUEUE_LENGTH).await?;
        Ok(comments
            .into_iter()
            .map(|(comment, title)| self.view(comment, title))
            .collect())
    }

    pub(super) async fn judge(
        &self,
        actor: &Actor,
        id: CommentId,
        seen: i64,
        verdict: Verdict,
    ) -> ServiceResult<()> {
        permit(actor, Action::ModerateComment, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let mut comment = comment::by_id(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let now = self.desk.now();
        comment.judge(verdict, seen, now)?;
        if !comment::save_verdict(tx.connection()?, &comment, now).await? {
            return Err(ServiceError::Conflict);
        }
        let kind = match verdict {
            Verdict::Publish => "infrastructure.comment.published",
            Verdict::Hide(_) => "infrastructure.comment.hidden",
        };
        self.record_comment(&mut tx, actor, &comment, kind).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn answer(&self, actor: &Actor, id: CommentId, text: &str) -> ServiceResult<ProjectId> {
        permit(actor, Action::AnswerComment, Scope::COMMUNITY)?;
        let person = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let text = words(text).map_err(|problem| ServiceError::field("answer", problem))?;
        let mut tx = self.desk.database.begin().await?;
        let mut comment = comment::by_id(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let waited_since = comment.answer(OfficialAnswer {
            text,
            author: person.person,
            author_name: person.display_name.clone(),
            answered_at: self.desk.now(),
        })?;
        if !comment::save_answer(tx.connection()?, &comment, waited_since).await? {
            return Err(ServiceError::Conflict);
        }
        self.record_comment(&mut tx, actor, &comment, "infrastructure.comment.answered")
            .await?;
        tx.commit().await?;
        Ok(comment.project)
    }

    pub(super) async fn reopen(
        &self,
        actor: &Actor,
        id: CommentId,
        objection: Objection,
    ) -> ServiceResult<ProjectId> {
        let mut tx = self.desk.database.begin().await?;
        let mut comment = comment::by_id(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        permit(actor, Action::ReopenQuestion, Scope::owned_by(comment.author))?;
        let past = comment.reopen(objection, self.desk.now())?;
        if !comment::save_reopening(tx.connection()?, &comment, &past).await? {
            return Err(ServiceError::Conflict);
        }
        let event = NewEvent {
            reason: Some(objection.code().to_owned()),
            ..comment_event(actor, &comment, "infrastructure.comment.reopened")
        };
        self.desk.record(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(comment.project)
    }

    pub(super) async fn read_debt(&self) -> ServiceResult<Board> {
        let mut connection = self.desk.database.read().await?;
        let asked = comment::asked(&mut connection).await?;
        let given = comment::given(&mut connection).await?;
        drop(connection);
        let asked: Vec<Asked> = asked
            .into_iter()
            .map(|(body, since, reopened)| Asked {
                body,
                waits_since: since.map(|since| self.day(since)),
                reopened,
            })
            .collect();
        let given: Vec<Given> = given
            .into_iter()
            .map(|(body, since, at)| Given {
                body,
                waited_since: self.day(since),
                answered_on: self.day(at),
            })
            .collect();
        let today = self.day(self.desk.now());
        Ok(debt::board(
            &asked,
            &given,
            self.profile.answer_term.as_ref(),
            today,
        ))
    }

    async fn record_comment(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        comment: &Comment,
        kind: &'static str,
    ) -> ServiceResult<()> {
        let event = comment_event(actor, comment, kind);
        self.desk.record(tx, &event).await
    }

    fn view(&self, comment: Comment, project_title: String) -> CommentView {
        let waits_on = comment.waits_since.map(|since| self.day(since));
        let term = self.profile.answer_term.as_ref();
        let due_on = waits_on.zip(term).map(|(since, term)| term.due(since));
        let today = self.day(self.desk.now());
        CommentView {
            waits_on,
            due_on,
            days_late: due_on.and_then(|due| debt::days_late(due, today)),
            past: Vec::new(),
            written_on: self.day(comment.written_at),
            answered_on: comment.answer.as_ref().map(|answer| self.day(answer.answered_at)),
            comment,
            project_title,
        }
    }

    /// The civil day of a moment in the community's zone.
    pub(super) fn day(&self, at: Timestamp) -> Day {
        let moment = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        let date = moment.to_zoned(self.desk.time_zone.clone()).date();
        Day {
            year: date.year(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }
    }
}

fn comment_event(actor: &Actor, comment: &Comment, kind: &'static str) -> NewEvent {
    NewEvent {
        author: actor.author(),
        on_behalf_of: None,
        subject_kind: "infrastructure.comment",
        subject_id: comment.id.to_string(),
        subject_version: comment.version,
        kind,
        reason: comment.reason.map(|reason| reason.code().to_owned()),
        data: json!({"project": comment.project.as_str(), "state": comment.state.code()}),
    }
}
