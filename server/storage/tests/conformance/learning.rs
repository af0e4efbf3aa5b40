//! Learners, what they earn, and how two become one.

use crate::on_both_engines;
use domain::Timestamp;
use domain::id::{AttemptId, LearnerId, PersonId};
use domain::learning::answer::Answer;
use domain::learning::course::{Lesson, LessonPath, LessonText};
use domain::learning::progress::LessonProgress;
use domain::learning::review::{CardPath, History, Review};
use std::collections::BTreeSet;
use storage::learning::attempt::{self, AttemptRow};
use storage::learning::learner::{self, LearnerRow};
use storage::learning::{lesson_version, progress, review};
use storage::{Database, Tx};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn path() -> LessonPath {
    LessonPath::new("digital-abc", "m1", "power")
}

fn lesson(version: u32) -> Lesson {
    Lesson {
        code: "power".to_owned(),
        version,
        minutes: 20,
        outcomes: vec!["0.1".to_owned()],
        uk: LessonText {
            title: format!("Вмикаємо, версія {version}"),
            summary: String::new(),
            screens: Vec::new(),
        },
        en: None,
    }
}

fn anonymous(number: u128) -> LearnerRow {
    LearnerRow {
        id: id(number),
        person: None,
        version: 0,
        created_at: Timestamp(1_000),
    }
}

fn begun(place: &str, at: i64) -> LessonProgress {
    LessonProgress {
        version: 1,
        place: place.to_owned(),
        earned: BTreeSet::new(),
        started_at: Timestamp(at),
        touched_at: Timestamp(at),
        finished_at: None,
    }
}

fn attempt_row(number: u128, key: &str, option: &str) -> AttemptRow {
    AttemptRow {
        id: id::<AttemptId>(number),
        lesson_version: 1,
        exercise: "power-1".to_owned(),
        number: i64::try_from(number).unwrap(),
        key: key.to_owned(),
        answer: Answer::Choice {
            option: option.to_owned(),
        },
        is_right: option == "short",
        at: Timestamp(i64::try_from(number).unwrap()),
    }
}

async fn begin(database: &Database) -> Tx {
    database.begin().await.unwrap()
}

async fn keep(tx: Tx) {
    tx.commit_without_event("test").await.unwrap();
}

/// Adds learners with a begun lesson.
async fn add(database: &Database, learners: &[LearnerRow]) {
    let mut tx = begin(database).await;
    lesson_version::keep(tx.connection().unwrap(), &path(), &lesson(1))
        .await
        .unwrap();
    for learner in learners {
        assert!(learner::insert(tx.connection().unwrap(), learner).await.unwrap());
        progress::put(
            tx.connection().unwrap(),
            learner.id,
            &path(),
            &begun("intro", 5_000),
        )
        .await
        .unwrap();
    }
    keep(tx).await;
}

on_both_engines!(a_person_is_one_learner, async |database: Database| {
    let person: PersonId = id(9);
    let of_person = |number| LearnerRow {
        person: Some(person),
        ..anonymous(number)
    };
    let mut tx = begin(&database).await;
    assert!(
        learner::insert(tx.connection().unwrap(), &of_person(1))
            .await
            .unwrap()
    );
    assert!(
        !learner::insert(tx.connection().unwrap(), &of_person(2))
            .await
            .unwrap()
    );
    keep(tx).await;
    let mut connection = database.read().await.unwrap();
    let found = learner::of_person(&mut connection, person).await.unwrap();
    assert_eq!(found, Some(of_person(1)));
});

on_both_engines!(
    a_device_and_a_card_lead_to_their_learner_and_to_no_other,
    async |database: Database| {
        add(&database, &[anonymous(1), anonymous(2)]).await;
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        for (number, token, code) in [(1, "a", "AAAAAAAAA"), (2, "b", "CCCCCCCCC")] {
            learner::add_device(connection, token, id(number), Timestamp(1))
                .await
                .unwrap();
            assert!(
                learner::add_card(connection, id(number), code, Timestamp(1))
                    .await
                    .unwrap()
            );
        }
        let is_free = learner::add_card(connection, id(2), "AAAAAAAAA", Timestamp(2))
            .await
            .unwrap();
        assert!(!is_free, "a code belongs to one learner");
        assert_eq!(learner::next_version(connection, id(1)).await.unwrap(), 1);
        assert_eq!(learner::next_version(connection, id(1)).await.unwrap(), 2);
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let of_device = learner::of_device(&mut connection, "a").await.unwrap().unwrap();
        assert_eq!((of_device.id, of_device.version), (id(1), 2));
        let of_code = learner::of_code(&mut connection, "CCCCCCCCC")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(of_code.id, id(2));
        assert_eq!(
            learner::card(&mut connection, id(1)).await.unwrap().as_deref(),
            Some("AAAAAAAAA")
        );
        assert_eq!(learner::of_device(&mut connection, "c").await.unwrap(), None);
        drop(connection);
        let mut tx = begin(&database).await;
        assert!(
            learner::forget_device(tx.connection().unwrap(), "a")
                .await
                .unwrap()
        );
        assert!(
            !learner::forget_device(tx.connection().unwrap(), "a")
                .await
                .unwrap()
        );
    }
);

on_both_engines!(
    progress_is_read_as_it_was_written_and_screens_are_earned_once,
    async |database: Database| {
        add(&database, &[anonymous(1), anonymous(2)]).await;
        let learner: LearnerId = id(1);
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        let mut own = begun("buttons", 5_000);
        own.finished_at = Some(Timestamp(7_000));
        progress::put(connection, learner, &path(), &own).await.unwrap();
        let at = Timestamp(6_000);
        assert!(
            progress::earn(connection, learner, &path(), "intro", at)
                .await
                .unwrap()
        );
        assert!(
            !progress::earn(connection, learner, &path(), "intro", at)
                .await
                .unwrap()
        );
        keep(tx).await;
        own.earned.insert("intro".to_owned());
        let mut connection = database.read().await.unwrap();
        assert_eq!(
            progress::get(&mut connection, learner, &path()).await.unwrap(),
            Some(own.clone())
        );
        let all = progress::all(&mut connection, learner).await.unwrap();
        assert_eq!(all.into_iter().collect::<Vec<_>>(), [(path(), own)]);
        let other = progress::all(&mut connection, id(2)).await.unwrap();
        assert!(other[&path()].earned.is_empty(), "it is somebody else's");
    }
);

on_both_engines!(a_kept_version_of_a_lesson_stays, async |database: Database| {
    let mut tx = begin(&database).await;
    for lesson in [lesson(1), lesson(2)] {
        lesson_version::keep(tx.connection().unwrap(), &path(), &lesson)
            .await
            .unwrap();
    }
    let edited = Lesson {
        minutes: 5,
        ..lesson(1)
    };
    lesson_version::keep(tx.connection().unwrap(), &path(), &edited)
        .await
        .unwrap();
    keep(tx).await;
    let mut connection = database.read().await.unwrap();
    for version in [1, 2] {
        let kept = lesson_version::get(&mut connection, &path(), version)
            .await
            .unwrap();
        assert_eq!(kept, Some(lesson(version)));
    }
    assert_eq!(
        lesson_version::get(&mut connection, &path(), 3).await.unwrap(),
        None
    );
});

on_both_engines!(
    the_same_answer_under_the_same_key_is_one_attempt,
    async |database: Database| {
        add(&database, &[anonymous(1)]).await;
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        for (row, is_news) in [
            (attempt_row(1, "k", "hold"), true),
            (attempt_row(2, "k", "hold"), false),
            (attempt_row(3, "k", "short"), true),
            (attempt_row(4, "l", "hold"), true),
        ] {
            let kept = attempt::insert(connection, id(1), &path(), &row).await.unwrap();
            assert_eq!(kept, is_news, "{row:?}");
        }
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let kept = attempt::at_exercise(&mut connection, id(1), &path(), "power-1")
            .await
            .unwrap();
        assert_eq!(
            kept,
            [
                attempt_row(1, "k", "hold"),
                attempt_row(3, "k", "short"),
                attempt_row(4, "l", "hold")
            ]
        );
        let elsewhere = attempt::at_exercise(&mut connection, id(1), &path(), "power-2")
            .await
            .unwrap();
        assert!(elsewhere.is_empty());
    }
);

on_both_engines!(
    everything_of_one_learner_is_handed_to_another,
    async |database: Database| {
        add(&database, &[anonymous(1), anonymous(2)]).await;
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        for (number, screen) in [(1, "intro"), (1, "buttons"), (2, "intro")] {
            progress::earn(connection, id(number), &path(), screen, Timestamp(1))
                .await
                .unwrap();
        }
        for (number, row) in [
            (1, attempt_row(1, "k", "hold")),
            (1, attempt_row(2, "l", "hold")),
            (2, attempt_row(3, "k", "hold")),
        ] {
            attempt::insert(connection, id(number), &path(), &row)
                .await
                .unwrap();
        }
        learner::add_device(connection, "a", id(1), Timestamp(1))
            .await
            .unwrap();
        learner::add_card(connection, id(1), "AAAAAAAAA", Timestamp(1))
            .await
            .unwrap();
        progress::hand_over(connection, id(1), id(2)).await.unwrap();
        attempt::hand_over(connection, id(1), id(2)).await.unwrap();
        learner::hand_over(connection, id(1), id(2)).await.unwrap();
        learner::remove(connection, id(1)).await.unwrap();
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let own = progress::get(&mut connection, id(2), &path())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(own.earned.len(), 2);
        let attempts = attempt::at_exercise(&mut connection, id(2), &path(), "power-1")
            .await
            .unwrap();
        assert_eq!(
            attempts.len(),
            2,
            "the same answer under the same key counts once"
        );
        let of_device = learner::of_device(&mut connection, "a").await.unwrap();
        let of_code = learner::of_code(&mut connection, "AAAAAAAAA").await.unwrap();
        assert_eq!(of_device, of_code);
        assert_eq!(of_code.map(|learner| learner.id), Some(id(2)));
        let gone = progress::all(&mut connection, id(1)).await.unwrap();
        assert!(gone.is_empty());
    }
);

on_both_engines!(a_card_is_answered_once_a_day, async |database: Database| {
    add(&database, &[anonymous(1), anonymous(2)]).await;
    let card: CardPath = "digital-abc/m1/power-dark".parse().unwrap();
    let answer = |day, knows| Review { day, knows };
    let mut tx = begin(&database).await;
    let connection = tx.connection().unwrap();
    for (learner, review, is_first) in [
        (1, answer(101, false), true),
        (1, answer(100, true), true),
        (1, answer(101, true), false),
        (2, answer(101, true), true),
    ] {
        let kept = review::insert(connection, id(learner), &card, review, Timestamp(1))
            .await
            .unwrap();
        assert_eq!(kept, is_first, "{learner} {review:?}");
    }
    keep(tx).await;
    let mut connection = database.read().await.unwrap();
    let own = review::all(&mut connection, id(1)).await.unwrap();
    let both = vec![answer(100, true), answer(101, false)];
    assert_eq!(own, History::from([(card.clone(), both)]));
    drop(connection);
    let mut tx = begin(&database).await;
    review::hand_over(tx.connection().unwrap(), id(1), id(2))
        .await
        .unwrap();
    keep(tx).await;
    let mut connection = database.read().await.unwrap();
    let joined = review::all(&mut connection, id(2)).await.unwrap();
    assert_eq!(
        joined,
        History::from([(card, vec![answer(100, true), answer(101, true)])]),
        "an answer of one's own stays"
    );
    assert!(review::all(&mut connection, id(1)).await.unwrap().is_empty());
});
