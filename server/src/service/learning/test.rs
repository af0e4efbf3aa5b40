//! The adaptive test: one question at a time, and what it measured.

use super::Learning;
use super::learner::Learner;
use super::overview::lesson_summary;
use domain::access::{Action, Scope, permit};
use domain::id::{LearnerId, SittingId};
use domain::learning::answer::Answer;
use domain::learning::assessment::rules::Ending;
use domain::learning::assessment::select;
use domain::learning::assessment::sitting::{Answered, NewTest, by_area, estimate, gain, lessons_for};
use domain::learning::assessment::view::{
    AreaResult, Change, Question, Reply, ReviewedQuestion, Running, Sitting, TestHome, TestReply, TestResult,
    TestStart, TestStep,
};
use domain::learning::course::Audience;
use domain::learning::grade::{explain, grade};
use domain::learning::progress::Progress;
use domain::learning::view::{Kept, LessonSummary};
use domain::{Actor, Language, ServiceError, ServiceResult};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use storage::learning::learner::LearnerRow;
use storage::learning::sitting::{self, AreaRow, QuestionRow, ReplyRow, ResultRow, SittingRow};
use storage::learning::{learner, progress};
use storage::{AnyConnection, Tx};

/// How many lessons are recommended after a test.
const MOST_LESSONS: usize = 4;

impl Learning {
    pub(super) async fn test_home_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
    ) -> ServiceResult<TestHome> {
        permit(actor, Action::TakeTest, Scope::COMMUNITY)?;
        let rules = &self.bank.rules;
        let mut connection = self.desk.database.read().await?;
        let known = self.known_learner(&mut connection, actor, device).await?;
        let (running, mut finished) = match known {
            Some(known) => (
                self.running_test(&mut connection, known.id).await?,
                self.finished(&mut connection, known.id).await?,
            ),
            None => (None, Vec::new()),
        };
        finished.reverse();
        Ok(TestHome {
            items: number(self.bank.items().len()),
            least_questions: rules.least_questions,
            most_questions: rules.most_questions,
            running,
            finished,
        })
    }

    pub(super) async fn test_start_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
    ) -> ServiceResult<TestStart> {
        permit(actor, Action::TakeTest, Scope::COMMUNITY)?;
        let rules = &self.bank.rules;
        let mut connection = self.desk.database.read().await?;
        let running = match self.known_learner(&mut connection, actor, device).await? {
            Some(known) => sitting::running(&mut connection, known.id).await?,
            None => None,
        };
        Ok(TestStart {
            areas: self.bank.framework.areas.clone(),
            least_questions: rules.least_questions,
            most_questions: rules.most_questions,
            least_in_area: rules.least_in_area,
            is_running: running.is_some(),
        })
    }

    /// How far the running test of a learner is. Two queries at most.
    pub(super) async fn running_test(
        &self,
        connection: &mut AnyConnection,
        learner: LearnerId,
    ) -> ServiceResult<Option<Running>> {
        let Some(running) = sitting::running(connection, learner).await? else {
            return Ok(None);
        };
        let questions = sitting::questions(connection, running.id).await?;
        Ok(Some(Running {
            answered: number(answered(&questions).len()),
            most: self.bank.rules.most_questions,
        }))
    }

    pub(super) async fn begin_sitting(
        &self,
        actor: &Actor,
        device: Option<&str>,
        fields: &[(String, String)],
    ) -> ServiceResult<Kept<TestStep>> {
        permit(actor, Action::TakeTest, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let Learner {
            value: learner,
            new_device,
        } = self.learner(&mut tx, actor, device).await?;
        if sitting::running(tx.connection()?, learner.id).await?.is_some() {
            return Ok(Kept {
                value: TestStep::Question,
                new_device: None,
            });
        }
        let test = NewTest::of_fields(&self.bank.framework, fields).map_err(ServiceError::Invalid)?;
        let progress = progress::all(tx.connection()?, learner.id).await?;
        let row = SittingRow {
            id: self.desk.id(),
            learner: learner.id,
            goal: test.goal,
            reflection: test.reflection,
            lessons_finished: finished_lessons(&progress),
            started_at: self.desk.now(),
            result: None,
        };
        sitting::insert(tx.connection()?, &row).await?;
        self.ask(&mut tx, &row, &[]).await?;
        let data = json!({ "test": row.id });
        self.tell(&mut tx, actor, &learner, "learning.test.begun", data)
            .await?;
        tx.commit().await?;
        Ok(Kept {
            value: TestStep::Question,
            new_device,
        })
    }

    /// Asks the next question. Says whether there was one.
    async fn ask(&self, tx: &mut Tx, test: &SittingRow, questions: &[QuestionRow]) -> ServiceResult<bool> {
        let seen: BTreeSet<String> = sitting::seen(tx.connection()?, test.learner)
            .await?
            .into_iter()
            .collect();
        let known = estimate(&self.bank, &answered(questions));
        let asked: Vec<&str> = questions.iter().map(|question| question.item.as_str()).collect();
        let mut bytes = [0_u8; 8];
        self.desk.random.fill(&mut bytes);
        let chance = u64::from_le_bytes(bytes);
        let Some(item) = select::next(&self.bank, &asked, &seen, known, chance) else {
            return Ok(false);
        };
        let question = QuestionRow {
            number: questions.last().map_or(1, |last| last.number + 1),
            item: item.code().to_owned(),
            difficulty: item.difficulty(),
            asked_at: self.desk.now(),
            reply: None,
        };
        sitting::ask(tx.connection()?, test.id, &question).await?;
        Ok(true)
    }

    pub(super) async fn waiting_question(
        &self,
        actor: &Actor,
        device: Option<&str>,
        language: Language,
    ) -> ServiceResult<Option<Question>> {
        permit(actor, Action::TakeTest, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let Some(known) = self.known_learner(&mut connection, actor, device).await? else {
            return Ok(None);
        };
        let Some(test) = sitting::running(&mut connection, known.id).await? else {
            return Ok(None);
        };
        let questions = sitting::questions(&mut connection, test.id).await?;
        Ok(waiting(&questions).map(|question| Question {
            test: test.id,
            number: number(answered(&questions).len()) + 1,
            most: self.bank.rules.most_questions,
            exercise: self
                .bank
                .item(&question.item)
                .map(|item| item.exercise(language).view()),
        }))
    }

    pub(super) async fn keep_reply(
        &self,
        actor: &Actor,
        device: Option<&str>,
        given: &TestReply<'_>,
        language: Language,
    ) -> ServiceResult<TestStep> {
        permit(actor, Action::TakeTest, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let known = self.known_learner(tx.connection()?, actor, device).await?;
        let Some(mut owner) = known else {
            return Ok(TestStep::Nothing);
        };
        // Holds the learner: of the same answer sent twice at once, one waits and then finds the next question.
        owner.version = learner::next_version(tx.connection()?, owner.id).await?;
        let running = sitting::running(tx.connection()?, owner.id).await?;
        let Some(test) = running.filter(|running| running.id == given.test) else {
            let own = sitting::all(tx.connection()?, owner.id).await?;
            let is_done = |test: &&SittingRow| test.id == given.test && test.result.is_some();
            let done = own.iter().find(is_done).map(|test| TestStep::Finished(test.id));
            return Ok(done.unwrap_or(TestStep::Nothing));
        };
        let mut questions = sitting::questions(tx.connection()?, test.id).await?;
        let position = number(answered(&questions).len()) + 1;
        let Some(question) = waiting(&questions).cloned() else {
            return Ok(TestStep::Nothing);
        };
        if let Reply::Stop = given.reply {
            // Nothing is measured without an answer.
            if position == 1 {
                return Ok(TestStep::Question);
            }
            sitting::withdraw(tx.connection()?, test.id, question.number).await?;
            return self
                .finish(tx, actor, &owner, &test, &questions, Ending::Stopped)
                .await;
        }
        if position != given.number {
            return Ok(TestStep::Question);
        }
        let item = self.bank.item(&question.item);
        let kept = match (given.reply, item) {
            // It was taken out of the bank meanwhile: another one takes its place.
            (_, None) => None,
            (Reply::Replace | Reply::Stop, Some(_)) => return Ok(TestStep::Question),
            (Reply::Unknown, Some(_)) => Some((None, false)),
            (Reply::Fields(fields), Some(item)) => {
                let exercise = item.exercise(language);
                let answer =
                    Answer::of_fields(&exercise.view().task, fields).map_err(ServiceError::Invalid)?;
                let is_right = grade(exercise, &answer, 0).is_right;
                Some((Some(answer), is_right))
            }
        };
        questions.retain(|one| one.number != question.number);
        match kept {
            None => sitting::withdraw(tx.connection()?, test.id, question.number).await?,
            Some((answer, is_right)) => {
                let reply = ReplyRow {
                    answer,
                    is_right,
                    at: self.desk.now(),
                };
                sitting::reply(tx.connection()?, test.id, question.number, &reply).await?;
                questions.push(QuestionRow {
                    reply: Some(reply),
                    ..question
                });
            }
        }
        let answers = answered(&questions);
        let counts: Vec<u32> = by_area(&self.bank, &answers)
            .iter()
            .map(|area| area.answers)
            .collect();
        let enough = self
            .bank
            .rules
            .ending(test.goal, &counts, estimate(&self.bank, &answers));
        if let Some(ending) = enough {
            return self.finish(tx, actor, &owner, &test, &questions, ending).await;
        }
        if !self.ask(&mut tx, &test, &questions).await? {
            return self
                .finish(tx, actor, &owner, &test, &questions, Ending::NothingLeft)
                .await;
        }
        // Neither the answer nor whether it is right: administrators read events, and a result is its owner's.
        let data = json!({ "test": test.id, "question": position });
        self.tell(&mut tx, actor, &owner, "learning.test.answered", data)
            .await?;
        tx.commit().await?;
        Ok(TestStep::Question)
    }

    async fn finish(
        &self,
        mut tx: Tx,
        actor: &Actor,
        owner: &LearnerRow,
        test: &SittingRow,
        questions: &[QuestionRow],
        ending: Ending,
    ) -> ServiceResult<TestStep> {
        let answers = answered(questions);
        let cuts = self.bank.rules.cuts;
        let measured = estimate(&self.bank, &answers);
        let result = ResultRow {
            finished_at: self.desk.now(),
            ending,
            estimate: measured,
            level: cuts.level(measured.ability),
        };
        let areas: Vec<AreaRow> = by_area(&self.bank, &answers)
            .into_iter()
            .map(|area| AreaRow {
                area: area.area,
                answers: area.answers,
                measured: area
                    .estimate
                    .map(|estimate| (estimate, cuts.level(estimate.ability))),
            })
            .collect();
        sitting::finish(tx.connection()?, test.id, &result, &areas).await?;
        let data = json!({ "test": test.id, "ending": ending, "questions": answers.len() });
        self.tell(&mut tx, actor, owner, "learning.test.finished", data)
            .await?;
        tx.commit().await?;
        Ok(TestStep::Finished(test.id))
    }

    /// The finished tests of a learner, the oldest first.
    async fn finished(
        &self,
        connection: &mut AnyConnection,
        learner: LearnerId,
    ) -> ServiceResult<Vec<Sitting>> {
        let counts: BTreeMap<SittingId, u32> =
            sitting::answers(connection, learner).await?.into_iter().collect();
        let rows = sitting::all(connection, learner).await?;
        let mut finished: Vec<Sitting> = rows
            .iter()
            .filter_map(|row| {
                let result = row.result.as_ref()?;
                Some(Sitting {
                    id: row.id,
                    finished_at: result.finished_at,
                    measured: self.bank.rules.cuts.measured(result.estimate),
                    estimate: result.estimate,
                    answers: counts.get(&row.id).copied().unwrap_or(0),
                    lessons_finished: row.lessons_finished,
                })
            })
            .collect();
        finished.sort_by_key(|sitting| sitting.finished_at);
        Ok(finished)
    }

    /// A finished test of the learner who asks, and its questions.
    async fn own_finished(
        &self,
        connection: &mut AnyConnection,
        actor: &Actor,
        device: Option<&str>,
        id: SittingId,
    ) -> ServiceResult<(SittingRow, ResultRow, Vec<QuestionRow>)> {
        permit(actor, Action::TakeTest, Scope::COMMUNITY)?;
        let known = self.known_learner(connection, actor, device).await?;
        let known = known.ok_or(ServiceError::NotFound)?;
        let rows = sitting::all(connection, known.id).await?;
        let row = rows.into_iter().find(|row| row.id == id);
        let row = row.ok_or(ServiceError::NotFound)?;
        let result = row.result.ok_or(ServiceError::NotFound)?;
        let questions = sitting::questions(connection, id).await?;
        Ok((row, result, questions))
    }

    pub(super) async fn result_view(
        &self,
        actor: &Actor,
        device: Option<&str>,
        id: SittingId,
    ) -> ServiceResult<TestResult> {
        let mut connection = self.desk.database.read().await?;
        let (row, result, questions) = self.own_finished(&mut connection, actor, device, id).await?;
        let rules = &self.bank.rules;
        let answers = answered(&questions);
        let all = self.finished(&mut connection, row.learner).await?;
        let own = all.iter().find(|sitting| sitting.id == id).cloned();
        let own = own.ok_or(ServiceError::NotFound)?;
        let change = all.first().filter(|first| first.id != id).map(|first| Change {
            first: first.clone(),
            gain: gain(rules, first.estimate, own.estimate),
            lessons_between: own.lessons_finished.saturating_sub(first.lessons_finished),
        });
        let areas = sitting::areas(&mut connection, id).await?;
        let progress = progress::all(&mut connection, row.learner).await?;
        Ok(TestResult {
            goal: row.goal,
            ending: result.ending,
            is_rough: own.answers < rules.least_questions,
            right: number(answers.iter().filter(|answer| answer.is_right).count()),
            least_in_area: rules.least_in_area,
            areas: self
                .bank
                .framework
                .areas
                .iter()
                .map(|area| {
                    let measured = areas.iter().find(|row| row.area == area.code);
                    AreaResult {
                        code: area.code.clone(),
                        title: area.title.clone(),
                        answers: measured.map_or(0, |row| row.answers),
                        measured: measured
                            .and_then(|row| row.measured)
                            .map(|(estimate, _)| rules.cuts.measured(estimate)),
                        reflection: row.reflection.get(&area.code).copied(),
                    }
                })
                .collect(),
            lessons: self.recommended(actor, &answers, &progress),
            change,
            sitting: own,
        })
    }

    /// Lessons for what went wrong. The officials' course is for those who work here.
    fn recommended(&self, actor: &Actor, answers: &[Answered], progress: &Progress) -> Vec<LessonSummary> {
        let is_official = actor.signed_in().is_some_and(|person| !person.roles.is_empty());
        let courses = self.library.courses.iter();
        let courses = courses.filter(|course| is_official || course.audience == Audience::Residents);
        let is_finished = |path: &_| {
            progress
                .get(path)
                .is_some_and(|lesson| lesson.finished_at.is_some())
        };
        lessons_for(&self.bank, courses, answers, is_finished, MOST_LESSONS)
            .into_iter()
            .map(|(path, lesson)| lesson_summary(path, lesson, progress))
            .collect()
    }

    pub(super) async fn reviewed_questions(
        &self,
        actor: &Actor,
        device: Option<&str>,
        id: SittingId,
        language: Language,
    ) -> ServiceResult<Vec<ReviewedQuestion>> {
        let mut connection = self.desk.database.read().await?;
        let (_, _, questions) = self.own_finished(&mut connection, actor, device, id).await?;
        let answered = questions
            .into_iter()
            .filter_map(|question| Some((question.item, question.reply?)));
        Ok(answered
            .enumerate()
            .filter_map(|(index, (item, reply))| {
                // What was taken out of the bank meanwhile cannot be shown.
                let item = self.bank.item(&item)?;
                let (_, competence) = self.bank.framework.competence(&item.competence)?;
                let exercise = item.exercise(language);
                Some(ReviewedQuestion {
                    number: number(index + 1),
                    competence: competence.title.clone(),
                    exercise: exercise.view(),
                    grade: explain(exercise, reply.answer.as_ref()),
                    answer: reply.answer,
                    solution: exercise.solution(),
                })
            })
            .collect())
    }
}

/// The answers of a test as far as measuring goes.
fn answered(questions: &[QuestionRow]) -> Vec<Answered> {
    questions
        .iter()
        .filter_map(|question| {
            Some(Answered {
                item: question.item.clone(),
                difficulty: question.difficulty,
                is_right: question.reply.as_ref()?.is_right,
            })
        })
        .collect()
}

fn waiting(questions: &[QuestionRow]) -> Option<&QuestionRow> {
    questions.iter().find(|question| question.reply.is_none())
}

fn finished_lessons(progress: &Progress) -> u32 {
    let finished = progress.values().filter(|lesson| lesson.finished_at.is_some());
    number(finished.count())
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
