//! Attempts on the training copy: one of each learner at each task, joined and forgotten.

use crate::on_both_engines;
use domain::Timestamp;
use domain::cabinet::form::Answers;
use domain::id::LearnerId;
use domain::learning::training::TrainingState;
use storage::Database;
use storage::learning::learner::{self, LearnerRow};
use storage::learning::training::{self, TrainingRow};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn attempt(task: &str, number: i64, state: TrainingState, touched_at: i64) -> TrainingRow {
    let mut answers = Answers::default();
    answers.set("description", vec![format!("Спроба {number}")]);
    TrainingRow {
        id: id(u128::try_from(100 + number).unwrap()),
        task: task.to_owned(),
        number,
        state,
        answers,
        begun_at: Timestamp(5),
        touched_at: Timestamp(touched_at),
    }
}

async fn with_learners(database: &Database) {
    let mut tx = database.begin().await.unwrap();
    for number in [1, 2] {
        let new = LearnerRow {
            id: id(number),
            person: None,
            version: 0,
            created_at: Timestamp(1),
        };
        learner::insert(tx.connection().unwrap(), &new).await.unwrap();
    }
    tx.commit_without_event("test").await.unwrap();
}

on_both_engines!(
    a_new_attempt_takes_the_place_of_the_last_one,
    async |database: Database| {
        with_learners(&database).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let learner: LearnerId = id(1);
        assert_eq!(training::get(connection, learner, "request").await.unwrap(), None);
        let first = attempt("request", 1, TrainingState::Judged, 10);
        training::put(connection, learner, &first).await.unwrap();
        let kept = training::get(connection, learner, "request").await.unwrap();
        assert_eq!(kept, Some(first));
        for state in TrainingState::ALL {
            let second = attempt("request", 2, state, 20);
            training::put(connection, learner, &second).await.unwrap();
            let kept = training::get(connection, learner, "request").await.unwrap();
            assert_eq!(kept, Some(second));
        }
        assert_eq!(training::get(connection, learner, "appeal").await.unwrap(), None);
        assert_eq!(training::get(connection, id(2), "request").await.unwrap(), None);
        tx.commit_without_event("test").await.unwrap();
    }
);

on_both_engines!(
    attempts_follow_their_learner_and_are_forgotten_when_old,
    async |database: Database| {
        with_learners(&database).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let (device, person): (LearnerId, LearnerId) = (id(1), id(2));
        let on_device = attempt("appeal", 3, TrainingState::Filling, 30);
        let own = attempt("request", 2, TrainingState::Passed, 20);
        training::put(connection, device, &on_device).await.unwrap();
        training::put(
            connection,
            device,
            &attempt("request", 1, TrainingState::Filling, 40),
        )
        .await
        .unwrap();
        training::put(connection, person, &own).await.unwrap();
        training::hand_over(connection, device, person).await.unwrap();
        let of = async |connection: &mut storage::AnyConnection, learner, task| {
            training::get(connection, learner, task).await.unwrap()
        };
        assert_eq!(of(connection, person, "appeal").await, Some(on_device.clone()));
        assert_eq!(
            of(connection, person, "request").await,
            Some(own),
            "an own attempt stays"
        );
        assert_eq!(of(connection, device, "request").await, None);
        training::forget(connection, Timestamp(30)).await.unwrap();
        assert_eq!(of(connection, person, "request").await, None);
        assert_eq!(of(connection, person, "appeal").await, Some(on_device));
        tx.commit_without_event("test").await.unwrap();
    }
);
