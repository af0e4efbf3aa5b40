//! What people follow, and what is new there.

use crate::infrastructure::{commit, save, work};
use crate::on_both_engines;
use domain::Timestamp;
use domain::id::{CommentId, PersonId};
use domain::infrastructure::comment::{Comment, CommentState, OfficialAnswer};
use domain::infrastructure::follow::{Pace, Target};
use domain::infrastructure::{Filter, ProjectId};
use serde_json::json;
use storage::Database;
use storage::infrastructure::comment;
use storage::infrastructure::follow::{self, FollowerRow};
use storage::infrastructure::news::{self, Span, Stored};
use storage::infrastructure::project::{self, DocumentRow};
use uuid::Uuid;

const OLENA: PersonId = PersonId(Uuid::from_u128(1));
const ANDRII: PersonId = PersonId(Uuid::from_u128(2));

fn filter(pairs: &[(&str, &str)]) -> Target {
    Target::Filter(Filter::of_pairs(pairs.iter().copied()).unwrap())
}

fn follower(person: PersonId, pace: Pace) -> FollowerRow {
    FollowerRow {
        person,
        pace,
        stop_key: format!("key of {person}"),
        seen_at: Timestamp(1),
        told_until: Timestamp(2),
        version: 0,
    }
}

on_both_engines!(a_follower_follows_each_thing_once, async |database: Database| {
    let school = filter(&[("q", "школа ’її"), ("sector", "education")]);
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    assert!(
        follow::add(connection, OLENA, &school, Timestamp(7))
            .await
            .unwrap()
    );
    assert!(
        !follow::add(connection, OLENA, &school, Timestamp(8))
            .await
            .unwrap()
    );
    let all = filter(&[]);
    assert!(follow::add(connection, OLENA, &all, Timestamp(6)).await.unwrap());
    assert!(follow::has(connection, OLENA, &school).await.unwrap());
    assert!(!follow::has(connection, ANDRII, &school).await.unwrap());
    let followed = follow::of_person(connection, OLENA).await.unwrap();
    assert_eq!(
        followed,
        [(all.clone(), Timestamp(6)), (school.clone(), Timestamp(7))]
    );
    assert!(!follow::remove(connection, ANDRII, &school).await.unwrap());
    assert!(follow::remove(connection, OLENA, &school).await.unwrap());
    assert_eq!(follow::of_person(connection, OLENA).await.unwrap().len(), 1);
    commit(tx).await;
});

on_both_engines!(
    the_choice_of_a_follower_is_changed_only_by_who_saw_it_last,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let first = follower(OLENA, Pace::Daily);
        follow::insert_follower(connection, &first).await.unwrap();
        let again = FollowerRow {
            stop_key: "another".to_owned(),
            ..first.clone()
        };
        follow::insert_follower(connection, &again).await.unwrap();
        assert_eq!(
            follow::follower(connection, OLENA).await.unwrap(),
            Some(first.clone())
        );
        let weekly = FollowerRow {
            pace: Pace::Weekly,
            seen_at: Timestamp(9),
            version: 1,
            ..first.clone()
        };
        assert!(follow::update_follower(connection, &weekly).await.unwrap());
        assert!(!follow::update_follower(connection, &weekly).await.unwrap());
        assert_eq!(
            follow::by_key(connection, &first.stop_key).await.unwrap(),
            Some(weekly.clone())
        );
        assert_eq!(follow::by_key(connection, "another").await.unwrap(), None);
        let never = follower(ANDRII, Pace::Never);
        follow::insert_follower(connection, &never).await.unwrap();
        let wanting = follow::wanting_letters(connection, None, 10).await.unwrap();
        assert_eq!(wanting, vec![weekly.clone()]);
        assert_eq!(
            follow::wanting_letters(connection, Some(OLENA), 10)
                .await
                .unwrap(),
            []
        );
        assert!(follow::told(connection, &weekly, Timestamp(20)).await.unwrap());
        assert!(
            !follow::told(connection, &weekly, Timestamp(21)).await.unwrap(),
            "another run was faster"
        );
        assert!(
            !follow::told(connection, &never, Timestamp(20)).await.unwrap(),
            "who wants no letters is told nothing"
        );
        commit(tx).await;
    }
);

fn answered(number: u128, at: i64, state: CommentState, parent: Option<u128>) -> Comment {
    Comment {
        id: CommentId(Uuid::from_u128(number)),
        project: "oc4ids-abc123-1".parse().unwrap(),
        parent: parent.map(|parent| CommentId(Uuid::from_u128(parent))),
        author: OLENA,
        author_name: "О. К.".to_owned(),
        text: "Коли?".to_owned(),
        state,
        reason: None,
        written_at: Timestamp(1),
        answer: Some(OfficialAnswer {
            text: format!("Відповідь {number}"),
            author: ANDRII,
            author_name: "Управління".to_owned(),
            answered_at: Timestamp(at),
        }),
        waits_since: None,
        reopened: 0,
        version: 2,
    }
}

on_both_engines!(
    news_are_versions_and_shown_answers_latest_first,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let old = work(1, "Дах", 2026, None, None, json!({"sector": ["education"]}));
        let new = work(1, "Стіна", 2026, None, None, json!({"sector": ["education"]}));
        let other = work(2, "Двір", 2025, None, None, json!({"sector": ["health"]}));
        save(connection, &old, 1, 10).await;
        save(connection, &other, 1, 30).await;
        let id: ProjectId = "oc4ids-abc123-1".parse().unwrap();
        for (version, document, at) in [(1, &old, 10), (2, &new, 20)] {
            let row = DocumentRow {
                document: document.to_string(),
                version,
                updated_at: Timestamp(at),
            };
            project::keep_revision(connection, &id, &row).await.unwrap();
        }
        save(connection, &new, 2, 20).await;
        for comment in [
            answered(1, 25, CommentState::Published, None),
            answered(2, 26, CommentState::Hidden, None),
            answered(3, 27, CommentState::Published, Some(2)),
            answered(4, 28, CommentState::Published, Some(1)),
        ] {
            comment::insert(connection, &comment).await.unwrap();
            assert!(
                comment::save_answer(
                    connection,
                    &Comment {
                        version: 3,
                        ..comment
                    },
                    Timestamp(1)
                )
                .await
                .unwrap()
            );
        }
        commit(tx).await;

        let engine = database.engine();
        let mut connection = database.read().await.unwrap();
        let span = |after, until| Span {
            after: Timestamp(after),
            until: Timestamp(until),
        };
        let mut told = async |target: &Target, span: Span, limit: i64| -> Vec<(i64, String)> {
            let news = news::of_target(&mut connection, engine, target, span, limit)
                .await
                .unwrap();
            let what = |stored: &Stored| match stored {
                Stored::Version(version) => format!("version {version}"),
                Stored::Answer { answer, .. } => answer.clone(),
                Stored::Hearing { step, .. } => step.code().to_owned(),
            };
            news.iter().map(|news| (news.at.0, what(&news.what))).collect()
        };
        let pairs = |expected: &[(i64, &str)]| -> Vec<(i64, String)> {
            expected
                .iter()
                .map(|(at, what)| (*at, (*what).to_owned()))
                .collect()
        };
        let all = filter(&[]);
        assert_eq!(
            told(&all, span(0, 100), 10).await,
            pairs(&[
                (30, "version 1"),
                (28, "Відповідь 4"),
                (25, "Відповідь 1"),
                (20, "version 2"),
                (10, "version 1"),
            ])
        );
        assert_eq!(
            told(&all, span(20, 28), 10).await,
            pairs(&[(28, "Відповідь 4"), (25, "Відповідь 1")]),
            "the beginning of a span is outside, its end inside"
        );
        assert_eq!(told(&all, span(0, 100), 1).await, pairs(&[(30, "version 1")]));
        let schools = filter(&[("sector", "education")]);
        assert_eq!(told(&schools, span(0, 100), 10).await.len(), 4);
        let one = Target::Project("oc4ids-abc123-2".parse().unwrap());
        assert_eq!(told(&one, span(0, 100), 10).await, pairs(&[(30, "version 1")]));

        assert_eq!(news::latest(&mut connection).await.unwrap(), Timestamp(30));
        let pair = news::pair(&mut connection, &id, 2).await.unwrap().unwrap();
        assert_eq!(pair, (new.to_string(), Some(old.to_string())));
        let first = news::pair(&mut connection, &id, 1).await.unwrap().unwrap();
        assert_eq!(first, (old.to_string(), None));
        assert_eq!(
            news::pair(&mut connection, &"oc4ids-abc123-2".parse().unwrap(), 1)
                .await
                .unwrap(),
            None
        );
        let dated = news::dated(&mut connection, engine, &all, 1).await.unwrap();
        assert_eq!(dated.len(), 1);
        assert_eq!(
            (dated[0].title.as_str(), dated[0].updated_at),
            ("Стіна", Timestamp(20))
        );
    }
);
