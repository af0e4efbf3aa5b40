//! The queue of jobs and its runner.

use crate::support::TestApp;
use async_trait::async_trait;
use axum::http::StatusCode;
use domain::actor::Role;
use domain::job::{JobState, MailJob, NewJob};
use domain::operations::job::{JOBS_PER_PAGE, JobFilter, JobOverview, MOST_ATTEMPTS};
use domain::people::session::SecondFactor;
use domain::time::{DAY_MS, HOUR_MS};
use domain::{Actor, ServiceError};
use serde_json::json;
use server::jobs::{Attempt, Job, JobFault, Jobs, Runner};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// A job that ends as a test wants.
struct Trial {
    runs: Arc<AtomicUsize>,
    end: End,
}

#[derive(Clone, Copy)]
enum End {
    Done,
    DoneAfter(Duration),
    Passing,
    Lasting,
    Panic,
    Never,
}

#[async_trait]
impl Job for Trial {
    fn kind(&self) -> &'static str {
        "test.trial"
    }

    fn time_limit(&self) -> Duration {
        Duration::from_millis(200)
    }

    async fn run(&self, _: &Attempt) -> Result<(), JobFault> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        match self.end {
            End::Done => Ok(()),
            End::DoneAfter(time) => {
                tokio::time::sleep(time).await;
                self.runs.fetch_add(100, Ordering::SeqCst);
                Ok(())
            }
            End::Passing => Err(JobFault::Passing("550 <olena@demo.hromada> is busy".to_owned())),
            End::Lasting => Err(JobFault::Lasting("no such thing".to_owned())),
            End::Panic => panic!("a job that panics"),
            End::Never => std::future::pending().await,
        }
    }
}

fn runner(app: &TestApp, end: End) -> (Runner, Arc<AtomicUsize>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let trial = Trial {
        runs: Arc::clone(&runs),
        end,
    };
    (
        Runner::new(app.hromada.desk.clone(), Jobs::default().with(trial)),
        runs,
    )
}

async fn enqueue(app: &TestApp, job: NewJob) {
    let desk = &app.hromada.desk;
    let mut tx = desk.database.begin().await.unwrap();
    desk.enqueue(&mut tx, &job).await.unwrap();
    tx.commit_without_event("a job of a test").await.unwrap();
}

fn trial(app: &TestApp, key: &str) -> NewJob {
    NewJob {
        kind: "test.trial",
        payload: json!({}),
        key: key.to_owned(),
        run_at: app.hromada.desk.now(),
    }
}

async fn overview(app: &TestApp, state: JobState) -> JobOverview {
    app.hromada
        .services
        .operations
        .jobs(&Actor::System, &JobFilter::of_state(state))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_queued_mail_of_the_demonstration_becomes_a_file() {
    let app = TestApp::new().await;
    let mail = MailJob {
        to: "olena@demo.hromada".to_owned(),
        subject: "Заяву прийнято".to_owned(),
        text: "Добрий день!".to_owned(),
    };
    enqueue(&app, mail.queued("mail:test".to_owned(), app.hromada.desk.now())).await;
    assert_eq!(app.run_jobs().await, 1);
    let operations = &app.hromada.services.operations;
    let sent = operations.demo_mail(&Actor::System).await.unwrap();
    assert_eq!(
        sent.iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(),
        ["Заяву прийнято"]
    );
    assert_eq!(app.run_jobs().await, 0, "it is sent once");
}

#[tokio::test]
async fn a_failing_job_is_tried_again_later_each_time_and_then_given_up() {
    let app = TestApp::new().await;
    let (runner, runs) = runner(&app, End::Passing);
    enqueue(&app, trial(&app, "a")).await;
    for attempt in 1..=MOST_ATTEMPTS {
        assert_eq!(runner.run_due().await, 1, "attempt {attempt}");
        assert_eq!(runner.run_due().await, 0, "not before the pause is over");
        app.clock.advance_ms(2 * HOUR_MS);
    }
    assert_eq!(runner.run_due().await, 0, "given up");
    assert_eq!(runs.load(Ordering::SeqCst) as i64, MOST_ATTEMPTS);
    let dead = overview(&app, JobState::Dead).await;
    assert_eq!(dead.counts.iter().map(|(_, number)| number).sum::<i64>(), 1);
    assert_eq!(
        dead.jobs[0].last_error.as_deref(),
        Some("550 *** is busy"),
        "no address"
    );
}

#[tokio::test]
async fn a_lasting_fault_is_not_tried_again() {
    let app = TestApp::new().await;
    let (runner, _) = runner(&app, End::Lasting);
    enqueue(&app, trial(&app, "a")).await;
    assert_eq!(runner.run_due().await, 1);
    assert_eq!(overview(&app, JobState::Dead).await.jobs.len(), 1);
}

#[tokio::test]
async fn a_job_of_an_unknown_kind_is_given_up_and_seen() {
    let app = TestApp::new().await;
    enqueue(&app, trial(&app, "a")).await;
    assert_eq!(app.run_jobs().await, 1);
    let dead = overview(&app, JobState::Dead).await;
    assert!(
        dead.jobs[0]
            .last_error
            .as_deref()
            .unwrap()
            .contains("does not know")
    );
}

#[tokio::test]
async fn a_job_that_panics_or_never_ends_does_not_stop_the_runner() {
    let app = TestApp::new().await;
    for (key, end) in [("panics", End::Panic), ("never ends", End::Never)] {
        let (runner, _) = runner(&app, end);
        enqueue(&app, trial(&app, key)).await;
        assert_eq!(runner.run_due().await, 1, "{key}");
    }
    let waiting = overview(&app, JobState::Queued).await;
    assert_eq!(waiting.jobs.len(), 2, "both are tried again");
    assert!(waiting.jobs.iter().all(|job| job.last_error.is_some()));
}

#[tokio::test]
async fn a_job_whose_worker_died_runs_again_after_its_lease() {
    let app = TestApp::new().await;
    enqueue(&app, trial(&app, "a")).await;
    let queue = server::service::operations::queue::JobQueue::new(app.hromada.desk.clone());
    let claimed = queue.claim(&Actor::System, 5, 1_000).await.unwrap();
    let (runner, runs) = runner(&app, End::Done);
    assert_eq!(runner.run_due().await, 0);
    app.clock.advance_ms(1_001);
    assert_eq!(runner.run_due().await, 1);
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    // The dead worker comes back and reports a failure: the job stays done.
    queue
        .fail(&Actor::System, &claimed[0], false, "late")
        .await
        .unwrap();
    assert_eq!(overview(&app, JobState::Done).await.jobs.len(), 1);
}

#[tokio::test]
async fn the_runner_begins_a_queued_job_at_once_and_ends_it_before_it_stops() {
    let app = TestApp::new().await;
    let (runner, runs) = runner(&app, End::DoneAfter(Duration::from_millis(100)));
    let stop = CancellationToken::new();
    let running = tokio::spawn(runner.run(stop.clone()));
    // The runner is asleep by now, for two seconds if nobody wakes it.
    tokio::time::timeout(Duration::from_secs(1), async {
        tokio::task::yield_now().await;
        enqueue(&app, trial(&app, "a")).await;
        while runs.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .expect("begun at once");
    stop.cancel();
    running.await.unwrap();
    assert_eq!(runs.load(Ordering::SeqCst), 101, "ended, not dropped");
    assert_eq!(overview(&app, JobState::Done).await.jobs.len(), 1);
}

#[tokio::test]
async fn jobs_done_long_ago_are_forgotten() {
    let app = TestApp::new().await;
    let (runner, _) = runner(&app, End::Done);
    enqueue(&app, trial(&app, "a")).await;
    runner.run_due().await;
    let queue = server::service::operations::queue::JobQueue::new(app.hromada.desk.clone());
    assert_eq!(queue.forget_old(&Actor::System).await.unwrap(), 0);
    app.clock.advance_ms(91 * DAY_MS);
    assert_eq!(queue.forget_old(&Actor::System).await.unwrap(), 1);
}

#[tokio::test]
async fn only_an_administrator_begins_a_given_up_job_anew() {
    let app = TestApp::seeded().await;
    let (runner, runs) = runner(&app, End::Lasting);
    enqueue(&app, trial(&app, "a")).await;
    runner.run_due().await;
    let job = overview(&app, JobState::Dead).await.jobs[0].id;
    let operations = &app.hromada.services.operations;
    let officer = app.actor("officer@demo.hromada", SecondFactor::Confirmed).await;
    assert!(matches!(
        operations.retry_job(&officer, job).await,
        Err(ServiceError::Forbidden)
    ));
    let administrator = app.actor("admin@demo.hromada", SecondFactor::Confirmed).await;
    operations.retry_job(&administrator, job).await.unwrap();
    assert!(matches!(
        operations.retry_job(&administrator, job).await,
        Err(ServiceError::Rule("job_not_dead"))
    ));
    runner.run_due().await;
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    operations.retry_job(&administrator, job).await.unwrap();
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let events = storage::event::of_subject(&mut connection, "operations.job", &job.to_string())
        .await
        .unwrap();
    assert_eq!(
        events
            .iter()
            .map(|event| event.subject_version)
            .collect::<Vec<_>>(),
        [1, 2]
    );
    assert_eq!(events[0].author, administrator.author());
}

#[tokio::test]
async fn an_administrator_sees_a_job_that_was_given_up_and_begins_it_anew() {
    let app = TestApp::seeded().await;
    let (runner, _) = runner(&app, End::Lasting);
    enqueue(&app, trial(&app, "a")).await;
    runner.run_due().await;
    let administrator = app.staff(Role::Administrator).await;
    let page = administrator.get("/operations/jobs").await.text();
    assert!(
        page.contains("test.trial") && page.contains("no such thing"),
        "{page}"
    );
    let dead = overview(&app, JobState::Dead).await;
    let id = dead.jobs[0].id.to_string();
    let moderator = app.staff(Role::Moderator).await;
    assert_eq!(
        moderator.post("/operations/jobs", &[("job", &id)]).await.status,
        StatusCode::FORBIDDEN
    );
    let begun = administrator.post("/operations/jobs", &[("job", &id)]).await;
    assert_eq!(begun.location(), "/operations/jobs?state=queued&done=1");
    let page = administrator.get(begun.location()).await.text();
    assert!(page.contains(&id), "{page}");
    let again = administrator.post("/operations/jobs", &[("job", &id)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("вже не чекає"));
    for unknown in ["", "х", "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000"] {
        let answer = administrator.post("/operations/jobs", &[("job", unknown)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn jobs_are_listed_by_state_and_kind_and_turned_page_by_page() {
    let app = TestApp::seeded().await;
    for number in 0..JOBS_PER_PAGE + 1 {
        enqueue(&app, trial(&app, &format!("job-{number}"))).await;
    }
    let administrator = app.staff(Role::Administrator).await;
    let rows = async |address: &str| {
        let page = administrator.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        page.text().matches("class=\"table__row\"").count() as i64
    };
    assert_eq!(
        rows("/operations/jobs?state=queued&kind=test.trial").await,
        JOBS_PER_PAGE
    );
    assert_eq!(
        rows("/operations/jobs?state=queued&kind=test.trial&page=2").await,
        1
    );
    assert_eq!(rows("/operations/jobs?state=queued&kind=mail.send").await, 0);
    // The demonstration's own mails are sent already.
    assert_eq!(rows("/operations/jobs?state=done&kind=test.trial").await, 0);
    assert_eq!(rows("/operations/jobs?state=nonsense&page=-4").await, 0);
}
