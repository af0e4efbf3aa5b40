//! Tests that learners take: begun, answered, finished, handed over, counted.

use crate::on_both_engines;
use domain::Timestamp;
use domain::id::{LearnerId, SittingId};
use domain::learning::answer::Answer;
use domain::learning::assessment::analysis::Bin;
use domain::learning::assessment::estimate::Estimate;
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::rules::{Ending, Goal};
use domain::learning::assessment::sitting::Reflection;
use storage::learning::item_statistics;
use storage::learning::learner::{self, LearnerRow};
use storage::learning::picture::{self, LevelCount};
use storage::learning::sitting::{self, AreaRow, QuestionRow, ReplyRow, ResultRow, SittingRow};
use storage::{AnyConnection, Database, Tx};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

async fn begin(database: &Database) -> Tx {
    database.begin().await.unwrap()
}

async fn keep(tx: Tx) {
    tx.commit_without_event("test").await.unwrap();
}

fn test(number: u128, learner: u128) -> SittingRow {
    SittingRow {
        id: id::<SittingId>(number),
        learner: id::<LearnerId>(learner),
        goal: Goal::ByArea,
        reflection: Reflection::from([("1".to_owned(), Level::Intermediate)]),
        lessons_finished: 3,
        started_at: Timestamp(i64::try_from(number).unwrap()),
        result: None,
    }
}

fn question(number: u32, item: &str) -> QuestionRow {
    QuestionRow {
        number,
        item: item.to_owned(),
        difficulty: -1.25,
        asked_at: Timestamp(10),
        reply: None,
    }
}

fn answered(option: Option<&str>, is_right: bool) -> ReplyRow {
    ReplyRow {
        answer: option.map(|option| Answer::Choice {
            option: option.to_owned(),
        }),
        is_right,
        at: Timestamp(20),
    }
}

fn result(ability: f64, level: Level) -> ResultRow {
    ResultRow {
        finished_at: Timestamp(30),
        ending: Ending::Precise,
        estimate: Estimate {
            ability,
            error: 0.398,
        },
        level,
    }
}

async fn add_learners(database: &Database, numbers: &[u128]) {
    let mut tx = begin(database).await;
    for number in numbers {
        let row = LearnerRow {
            id: id(*number),
            person: None,
            version: 0,
            created_at: Timestamp(1),
        };
        assert!(learner::insert(tx.connection().unwrap(), &row).await.unwrap());
    }
    keep(tx).await;
}

/// A finished test with one answer.
async fn add_finished(
    connection: &mut AnyConnection,
    test: &SittingRow,
    item: &str,
    is_right: bool,
    result: &ResultRow,
) {
    sitting::insert(connection, test).await.unwrap();
    sitting::ask(connection, test.id, &question(1, item))
        .await
        .unwrap();
    assert!(
        sitting::reply(connection, test.id, 1, &answered(None, is_right))
            .await
            .unwrap()
    );
    assert!(sitting::finish(connection, test.id, result, &[]).await.unwrap());
}

on_both_engines!(
    a_test_is_begun_answered_and_finished_once,
    async |database: Database| {
        add_learners(&database, &[1, 2]).await;
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        sitting::insert(connection, &test(10, 1)).await.unwrap();
        assert_eq!(
            sitting::running(connection, id(1)).await.unwrap(),
            Some(test(10, 1))
        );
        assert_eq!(sitting::running(connection, id(2)).await.unwrap(), None);
        sitting::ask(connection, id(10), &question(1, "a")).await.unwrap();
        let reply = answered(Some("x"), true);
        assert!(sitting::reply(connection, id(10), 1, &reply).await.unwrap());
        assert!(
            !sitting::reply(connection, id(10), 1, &answered(Some("y"), false))
                .await
                .unwrap(),
            "the first answer stays"
        );
        sitting::ask(connection, id(10), &question(2, "b")).await.unwrap();
        sitting::withdraw(connection, id(10), 1).await.unwrap();
        sitting::withdraw(connection, id(10), 2).await.unwrap();
        let asked = sitting::questions(connection, id(10)).await.unwrap();
        let first = QuestionRow {
            reply: Some(reply),
            ..question(1, "a")
        };
        assert_eq!(
            asked,
            std::slice::from_ref(&first),
            "only what waits is withdrawn"
        );
        sitting::ask(connection, id(10), &question(2, "c")).await.unwrap();
        let unknown = answered(None, false);
        assert!(sitting::reply(connection, id(10), 2, &unknown).await.unwrap());
        let areas = [
            AreaRow {
                area: "1".to_owned(),
                answers: 4,
                measured: Some((
                    Estimate {
                        ability: -0.733,
                        error: 0.6,
                    },
                    Level::Basic,
                )),
            },
            AreaRow {
                area: "2".to_owned(),
                answers: 1,
                measured: None,
            },
        ];
        let measured = result(-0.123, Level::Intermediate);
        assert!(
            sitting::finish(connection, id(10), &measured, &areas)
                .await
                .unwrap()
        );
        assert!(
            !sitting::finish(connection, id(10), &result(2.0, Level::Advanced), &areas)
                .await
                .unwrap(),
            "a finished test stays as it is"
        );
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        assert_eq!(sitting::running(&mut connection, id(1)).await.unwrap(), None);
        let all = sitting::all(&mut connection, id(1)).await.unwrap();
        let finished = SittingRow {
            result: Some(measured),
            ..test(10, 1)
        };
        assert_eq!(all, [finished]);
        let asked = sitting::questions(&mut connection, id(10)).await.unwrap();
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[1].reply, Some(unknown));
        assert_eq!(sitting::areas(&mut connection, id(10)).await.unwrap(), areas);
        let mut seen = sitting::seen(&mut connection, id(1)).await.unwrap();
        seen.sort();
        assert_eq!(seen, ["a", "c"]);
        let counts = sitting::answers(&mut connection, id(1)).await.unwrap();
        assert_eq!(counts, [(id(10), 2)]);
    }
);

on_both_engines!(an_item_is_asked_once_in_a_test, async |database: Database| {
    add_learners(&database, &[1]).await;
    let mut tx = begin(&database).await;
    let connection = tx.connection().unwrap();
    sitting::insert(connection, &test(10, 1)).await.unwrap();
    sitting::ask(connection, id(10), &question(1, "a")).await.unwrap();
    assert!(sitting::ask(connection, id(10), &question(2, "a")).await.is_err());
});

on_both_engines!(tests_are_handed_to_another_learner, async |database: Database| {
    add_learners(&database, &[1, 2]).await;
    let mut tx = begin(&database).await;
    let connection = tx.connection().unwrap();
    sitting::insert(connection, &test(10, 1)).await.unwrap();
    sitting::insert(connection, &test(11, 2)).await.unwrap();
    sitting::hand_over(connection, id(1), id(2)).await.unwrap();
    let all = sitting::all(connection, id(2)).await.unwrap();
    assert_eq!(
        all.iter().map(|test| test.id).collect::<Vec<_>>(),
        [id(10), id(11)]
    );
    let running = sitting::running(connection, id(2)).await.unwrap();
    assert_eq!(running.map(|test| test.id), Some(id(11)), "the one begun last");
    learner::remove(connection, id(1)).await.unwrap();
    keep(tx).await;
});

on_both_engines!(answers_are_counted_by_ability, async |database: Database| {
    add_learners(&database, &[1]).await;
    let mut tx = begin(&database).await;
    let connection = tx.connection().unwrap();
    for (number, item, is_right, ability) in [
        (10, "a", true, 0.512),
        (11, "a", false, 0.555),
        (12, "a", false, -0.01),
        (13, "a", false, 0.01),
        (14, "b", true, -2.4),
    ] {
        add_finished(
            connection,
            &test(number, 1),
            item,
            is_right,
            &result(ability, Level::Basic),
        )
        .await;
    }
    // A test that is not finished counts for nothing.
    sitting::insert(connection, &test(20, 1)).await.unwrap();
    sitting::ask(connection, id(20), &question(1, "a")).await.unwrap();
    sitting::reply(connection, id(20), 1, &answered(None, true))
        .await
        .unwrap();
    keep(tx).await;
    let mut connection = database.read().await.unwrap();
    let items = item_statistics::bins(&mut connection).await.unwrap();
    let bin = |ability, answers, right| Bin {
        ability,
        answers,
        right,
    };
    assert_eq!(items["a"], [bin(-0.05, 1, 0), bin(0.05, 1, 0), bin(0.55, 2, 1)]);
    assert_eq!(items["b"], [bin(-2.35, 1, 1)]);
    assert_eq!(items.len(), 2);
});

on_both_engines!(
    everybody_counts_once_with_the_last_whole_test,
    async |database: Database| {
        add_learners(&database, &[1, 2, 3]).await;
        let area = |level| AreaRow {
            area: "1".to_owned(),
            answers: 4,
            measured: Some((
                Estimate {
                    ability: 0.0,
                    error: 0.5,
                },
                level,
            )),
        };
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        for (number, learner, at, ending, level) in [
            (11, 1, 10, Ending::Precise, Level::Basic),
            (12, 1, 20, Ending::Longest, Level::Intermediate),
            (13, 1, 30, Ending::Stopped, Level::HighlyAdvanced),
            (14, 1, 99, Ending::Precise, Level::HighlyAdvanced),
            (21, 2, 20, Ending::Precise, Level::Intermediate),
            // Of two at once, one counts.
            (31, 3, 20, Ending::Precise, Level::Basic),
            (32, 3, 20, Ending::Precise, Level::Advanced),
        ] {
            sitting::insert(connection, &test(number, learner)).await.unwrap();
            let result = ResultRow {
                finished_at: Timestamp(at),
                ending,
                ..result(0.0, level)
            };
            assert!(
                sitting::finish(connection, id(number), &result, &[area(level)])
                    .await
                    .unwrap()
            );
        }
        sitting::insert(connection, &test(22, 2)).await.unwrap();
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let counts = picture::counts(&mut connection, Timestamp(50)).await.unwrap();
        let expected = |area: Option<&str>| {
            [(Level::Advanced, 1), (Level::Intermediate, 2)].map(|(level, people)| LevelCount {
                area: area.map(str::to_owned),
                level,
                people,
            })
        };
        assert_eq!(counts, [expected(None), expected(Some("1"))].concat());
        assert!(
            picture::counts(&mut connection, Timestamp(10))
                .await
                .unwrap()
                .is_empty()
        );
    }
);
