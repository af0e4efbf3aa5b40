//! Questions to teachers: asked, answered in public, or hidden with a reason.

use super::Classes;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::QuestionId;
use domain::job::MailJob;
use domain::language::Bilingual;
use domain::learning::class::Subject;
use domain::learning::question::{
    ANSWERED, ASKED, HIDDEN, JUDGED_ALREADY, QuestionState, QuestionView, QuestionsPage, Reply, SUBJECT,
    WINDOW_MS, WITHDRAWN, checked, checked_reply, may_ask,
};
use domain::{Actor, Problem, ServiceError, ServiceResult};
use locales::classes as t;
use serde_json::json;
use storage::Tx;
use storage::learning::question::{self, QuestionRow};
use storage::people::person;

/// So many questions a list holds.
const MOST_LISTED: i64 = 100;

impl Classes {
    pub(super) async fn questions_page(
        &self,
        actor: &Actor,
        about: Option<&Subject>,
    ) -> ServiceResult<QuestionsPage> {
        let about = match about {
            Some(subject) => {
                let title = self.subject_title(subject).ok_or(ServiceError::NotFound)?;
                Some((subject.clone(), title))
            }
            None => None,
        };
        let may_answer = permit(actor, Action::AnswerQuestion, Scope::COMMUNITY).is_ok();
        let mut connection = self.desk.database.read().await?;
        let answered = question::answered(
            &mut connection,
            about.as_ref().map(|(subject, _)| subject),
            MOST_LISTED,
        )
        .await?;
        let own = match actor.person_id() {
            Some(person) => question::of_person(&mut connection, person, MOST_LISTED).await?,
            None => Vec::new(),
        };
        let waiting = if may_answer {
            question::waiting(&mut connection, MOST_LISTED).await?
        } else {
            Vec::new()
        };
        let views = |rows: Vec<QuestionRow>| -> Vec<QuestionView> {
            rows.into_iter().map(|row| self.question_view(row)).collect()
        };
        let own = own
            .into_iter()
            .filter(|row| row.state != QuestionState::Answered)
            .collect();
        Ok(QuestionsPage {
            about,
            answered: views(answered),
            own: views(own),
            waiting: views(waiting),
            may_answer,
            subjects: self.all_subjects(),
        })
    }

    fn question_view(&self, row: QuestionRow) -> QuestionView {
        let plain = Bilingual {
            uk: row.subject.to_string(),
            en: row.subject.to_string(),
        };
        let title = self.subject_title(&row.subject).unwrap_or(plain);
        QuestionView {
            id: row.id,
            subject: row.subject,
            title,
            content: row.content,
            state: row.state,
            asked_at: row.asked_at,
            reply: row.reply,
        }
    }

    fn subject_title(&self, subject: &Subject) -> Option<Bilingual> {
        let all = self.all_subjects();
        all.into_iter()
            .find(|(known, _)| known == subject)
            .map(|(_, title)| title)
    }

    pub(super) async fn ask(&self, actor: &Actor, subject: &str, content: &str) -> ServiceResult<()> {
        permit(actor, Action::AskTeacher, Scope::COMMUNITY)?;
        let author = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        let (subject, content) = checked(subject, content).map_err(ServiceError::Invalid)?;
        if self.subject_title(&subject).is_none() {
            return Err(ServiceError::field("subject", Problem::NotAChoice));
        }
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let earlier = question::of_person(tx.connection()?, author, MOST_LISTED).await?;
        // The same form sent twice.
        if earlier
            .iter()
            .any(|row| row.content == content && row.state == QuestionState::Waiting)
        {
            return Ok(());
        }
        let times: Vec<_> = earlier
            .iter()
            .map(|row| row.asked_at)
            .filter(|at| now.since_ms(*at) < WINDOW_MS)
            .collect();
        may_ask(&times, now)?;
        let row = QuestionRow {
            id: self.desk.id(),
            subject,
            person: author,
            content,
            state: QuestionState::Waiting,
            asked_at: now,
            reply: None,
        };
        question::insert(tx.connection()?, &row).await?;
        self.tell_of_question(&mut tx, actor, &row, ASKED, None).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn reply_to(
        &self,
        actor: &Actor,
        id: QuestionId,
        content: &str,
        is_published: bool,
    ) -> ServiceResult<()> {
        permit(actor, Action::AnswerQuestion, Scope::COMMUNITY)?;
        let teacher = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let content = checked_reply(content).map_err(|error| ServiceError::Invalid(vec![error]))?;
        let mut tx = self.desk.database.begin().await?;
        let row = question::get(tx.connection()?, id).await?;
        let row = row.ok_or(ServiceError::NotFound)?;
        let state = if is_published {
            QuestionState::Answered
        } else {
            QuestionState::Hidden
        };
        let kind = match (row.state, state) {
            (_, QuestionState::Answered) => ANSWERED,
            (QuestionState::Answered, _) => WITHDRAWN,
            (QuestionState::Waiting | QuestionState::Hidden, _) => HIDDEN,
        };
        let reply = Reply {
            content,
            teacher: teacher.display_name.clone(),
            at: self.desk.now(),
        };
        if !row.state.may_become(state) || !question::reply(tx.connection()?, &row, state, &reply).await? {
            return Err(ServiceError::Rule(JUDGED_ALREADY));
        }
        self.tell_of_question(&mut tx, actor, &row, kind, Some(&reply))
            .await?;
        self.mail_reply(&mut tx, &row, &reply, is_published).await?;
        Ok(tx.commit().await?)
    }

    async fn mail_reply(
        &self,
        tx: &mut Tx,
        row: &QuestionRow,
        reply: &Reply,
        is_published: bool,
    ) -> ServiceResult<()> {
        let Some(author) = person::get(tx.connection()?, row.person).await? else {
            return Ok(());
        };
        let language = author.language;
        let (subject, text) = if is_published {
            (t::mail_answered(language), t::mail_answered_text(language))
        } else {
            (t::mail_hidden(language), t::mail_hidden_text(language))
        };
        let origin = &self.desk.settings.origin;
        let page = format!("{origin}{}/learning/questions", language.prefix());
        let asked = t::mail_question(language, row.content.clone());
        let mail = MailJob {
            to: author.email,
            subject: subject.to_owned(),
            text: format!("{asked}\n\n{text}\n\n{}\n\n{page}\n", reply.content),
        };
        let key = format!("mail:question:{}:{}", row.id, version_after(row.state));
        self.desk.enqueue(tx, &mail.queued(key, self.desk.now())).await
    }

    /// Events hold what a teacher said, which is the city's word, and never the question.
    async fn tell_of_question(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        row: &QuestionRow,
        kind: &'static str,
        reply: Option<&Reply>,
    ) -> ServiceResult<()> {
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: SUBJECT,
            subject_id: row.id.to_string(),
            subject_version: if reply.is_some() {
                version_after(row.state)
            } else {
                1
            },
            kind,
            reason: None,
            data: json!({ "subject": row.subject.to_string(), "reply": reply.map(|reply| reply.content.as_str()) }),
        };
        self.desk.record(tx, &event).await
    }
}

/// The version of a question that was in this state before a teacher's word.
const fn version_after(state: QuestionState) -> i64 {
    match state {
        QuestionState::Waiting => 2,
        QuestionState::Answered | QuestionState::Hidden => 3,
    }
}
