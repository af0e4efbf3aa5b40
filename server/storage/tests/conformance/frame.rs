//! Events, jobs, group commit and the shape of both schemas.

use crate::on_both_engines;
use domain::Timestamp;
use domain::event::{Author, NewEvent};
use domain::id::{EventId, JobId};
use domain::job::{JobState, NewJob};
use serde_json::json;
use storage::event::EventQuery;
use storage::{Database, StorageError, event, job};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn happened(subject: &str, version: i64) -> NewEvent {
    NewEvent {
        author: Author::System,
        on_behalf_of: None,
        subject_kind: "test.thing",
        subject_id: subject.to_owned(),
        subject_version: version,
        kind: "test.thing.changed",
        reason: None,
        data: json!({ "слово": "ґанок" }),
    }
}

fn mail(key: &str, run_at: i64) -> NewJob {
    NewJob {
        kind: "mail.send",
        payload: json!({}),
        key: key.to_owned(),
        run_at: Timestamp(run_at),
    }
}

on_both_engines!(
    events_are_read_back_as_they_were_appended,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        tx.record(id::<EventId>(2), Timestamp(5), &happened("a", 2))
            .await
            .unwrap();
        tx.record(id::<EventId>(1), Timestamp(4), &happened("a", 1))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut connection = database.read().await.unwrap();
        let events = event::of_subject(&mut connection, "test.thing", "a")
            .await
            .unwrap();
        assert_eq!(
            events
                .iter()
                .map(|event| event.subject_version)
                .collect::<Vec<_>>(),
            [1, 2]
        );
        assert_eq!(events[0].data, json!({ "слово": "ґанок" }));
        assert_eq!(events[0].author, Author::System);
    }
);

on_both_engines!(events_cannot_be_changed_or_removed, async |database: Database| {
    for sql in ["UPDATE event SET reason = 'other'", "DELETE FROM event"] {
        let mut tx = database.begin().await.unwrap();
        tx.record(id::<EventId>(1), Timestamp(1), &happened("a", 1))
            .await
            .unwrap();
        assert!(
            sqlx::query(sql).execute(tx.connection().unwrap()).await.is_err(),
            "{sql}"
        );
    }
});

on_both_engines!(
    a_change_without_an_event_is_refused_and_undone,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        tx.enqueue(id::<JobId>(1), Timestamp(1), &mail("a", 1))
            .await
            .unwrap();
        assert!(matches!(tx.commit().await, Err(StorageError::Unrecorded)));
        let mut connection = database.read().await.unwrap();
        assert_eq!(job::counts(&mut connection).await.unwrap(), []);
    }
);

on_both_engines!(
    a_dropped_change_leaves_nothing_and_blocks_nobody,
    async |database: Database| {
        let mut dropped = database.begin().await.unwrap();
        dropped
            .record(id::<EventId>(1), Timestamp(1), &happened("dropped", 1))
            .await
            .unwrap();
        drop(dropped);
        let mut kept = database.begin().await.unwrap();
        kept.record(id::<EventId>(2), Timestamp(2), &happened("kept", 1))
            .await
            .unwrap();
        kept.commit().await.unwrap();
        let mut connection = database.read().await.unwrap();
        assert_eq!(
            event::of_subject(&mut connection, "test.thing", "dropped")
                .await
                .unwrap(),
            []
        );
        assert_eq!(
            event::of_subject(&mut connection, "test.thing", "kept")
                .await
                .unwrap()
                .len(),
            1
        );
    }
);

on_both_engines!(changes_made_at_once_are_all_kept, async |database: Database| {
    let tasks: Vec<_> = (0..200_u128)
        .map(|number| {
            let database = database.clone();
            tokio::spawn(async move {
                let mut tx = database.begin().await.unwrap();
                let event = happened(&format!("thing-{number}"), 1);
                tx.record(id::<EventId>(number + 1), Timestamp(1), &event)
                    .await
                    .unwrap();
                // Every tenth client goes away in the middle of its change.
                if number % 10 == 0 {
                    drop(tx)
                } else {
                    tx.commit().await.unwrap()
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut connection = database.read().await.unwrap();
    let kept: i64 = sqlx::query_scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM event")
        .fetch_one(&mut *connection)
        .await
        .unwrap();
    assert_eq!(kept, 180);
});

on_both_engines!(
    a_second_event_for_the_same_row_id_is_a_conflict,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        tx.record(id::<EventId>(1), Timestamp(1), &happened("a", 1))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = database.begin().await.unwrap();
        let second = tx.record(id::<EventId>(1), Timestamp(1), &happened("b", 1)).await;
        assert!(second.is_err_and(|error| error.is_conflict()));
    }
);

on_both_engines!(
    a_job_is_queued_once_for_its_key_and_claimed_when_due,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        assert!(
            tx.enqueue(id::<JobId>(1), Timestamp(1), &mail("a", 10))
                .await
                .unwrap()
        );
        assert!(
            !tx.enqueue(id::<JobId>(2), Timestamp(1), &mail("a", 10))
                .await
                .unwrap()
        );
        tx.enqueue(id::<JobId>(3), Timestamp(1), &mail("later", 99))
            .await
            .unwrap();
        tx.commit_without_event("test").await.unwrap();
        let mut tx = database.begin().await.unwrap();
        let claimed = job::claim(tx.connection().unwrap(), Timestamp(10), Timestamp(20), 5)
            .await
            .unwrap();
        assert_eq!(
            claimed.iter().map(|job| job.key.as_str()).collect::<Vec<_>>(),
            ["a"]
        );
        assert_eq!(
            job::claim(tx.connection().unwrap(), Timestamp(11), Timestamp(20), 5)
                .await
                .unwrap(),
            []
        );
        let again = job::claim(tx.connection().unwrap(), Timestamp(20), Timestamp(30), 5)
            .await
            .unwrap();
        assert_eq!(
            again.iter().map(|job| job.attempts).collect::<Vec<_>>(),
            [2],
            "the lease ran out"
        );
    }
);

on_both_engines!(
    a_done_job_forgets_its_payload_and_keeps_its_key,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let letter = NewJob {
            payload: json!({ "to": "olena@demo.hromada" }),
            ..mail("a", 10)
        };
        tx.enqueue(id::<JobId>(1), Timestamp(1), &letter).await.unwrap();
        let connection = tx.connection().unwrap();
        job::claim(connection, Timestamp(10), Timestamp(20), 5)
            .await
            .unwrap();
        assert!(
            !job::finish(connection, id(1), 7, Timestamp(11)).await.unwrap(),
            "the claim of another attempt"
        );
        assert!(job::finish(connection, id(1), 1, Timestamp(11)).await.unwrap());
        assert!(
            !tx.enqueue(id::<JobId>(2), Timestamp(12), &letter).await.unwrap(),
            "nothing is sent twice"
        );
        tx.commit_without_event("test").await.unwrap();
        let mut connection = database.read().await.unwrap();
        let row = job::by_id(&mut connection, id(1)).await.unwrap().unwrap();
        assert_eq!((row.payload, row.finished_at), (json!({}), Some(Timestamp(11))));
        assert_eq!(job::next_at(&mut connection).await.unwrap(), None);
        drop(connection);
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        assert_eq!(
            job::remove_done_before(connection, Timestamp(11)).await.unwrap(),
            0
        );
        assert_eq!(
            job::remove_done_before(connection, Timestamp(12)).await.unwrap(),
            1
        );
    }
);

on_both_engines!(
    the_next_job_is_the_one_due_first_or_whose_lease_ends_first,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        tx.enqueue(id::<JobId>(1), Timestamp(1), &mail("a", 10))
            .await
            .unwrap();
        tx.enqueue(id::<JobId>(2), Timestamp(1), &mail("b", 30))
            .await
            .unwrap();
        let connection = tx.connection().unwrap();
        assert_eq!(job::next_at(connection).await.unwrap(), Some(Timestamp(10)));
        job::claim(connection, Timestamp(10), Timestamp(20), 5)
            .await
            .unwrap();
        assert_eq!(job::next_at(connection).await.unwrap(), Some(Timestamp(20)));
        job::fail(connection, id(1), 1, Timestamp(11), Some(Timestamp(40)), "busy")
            .await
            .unwrap();
        assert_eq!(job::next_at(connection).await.unwrap(), Some(Timestamp(30)));
    }
);

on_both_engines!(
    a_commit_that_queues_a_job_wakes_the_runner_and_others_do_not,
    async |database: Database| {
        let soon = std::time::Duration::from_millis(50);
        let mut tx = database.begin().await.unwrap();
        tx.record(id::<EventId>(1), Timestamp(1), &happened("a", 1))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(tokio::time::timeout(soon, database.job_queued()).await.is_err());
        let mut tx = database.begin().await.unwrap();
        tx.enqueue(id::<JobId>(1), Timestamp(1), &mail("a", 10))
            .await
            .unwrap();
        tx.commit_without_event("test").await.unwrap();
        tokio::time::timeout(soon * 100, database.job_queued())
            .await
            .unwrap();
    }
);

on_both_engines!(
    a_trial_change_leaves_nothing_behind,
    async |database: Database| {
        database.doubt("no room");
        assert_eq!(database.write_fault().as_deref(), Some("no room"));
        database.try_change(id::<JobId>(1), Timestamp(1)).await.unwrap();
        assert_eq!(database.write_fault(), None);
        let mut connection = database.read().await.unwrap();
        assert_eq!(job::counts(&mut connection).await.unwrap(), []);
    }
);

on_both_engines!(readers_cannot_write_on_sqlite, async |database: Database| {
    let mut connection = database.read().await.unwrap();
    let written = sqlx::query("DELETE FROM job").execute(&mut *connection).await;
    assert_eq!(written.is_err(), database.engine() == storage::Engine::Sqlite);
});

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |folder: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations/").to_owned() + folder;
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[tokio::test]
async fn a_missing_file_is_an_error_not_an_empty_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("absent.sqlite");
    let opened = Database::open(&format!("sqlite:{}", path.display()), storage::IfMissing::Refuse).await;
    assert!(matches!(opened, Err(StorageError::Settings(_))));
    assert!(!path.exists());
    let unknown = Database::open("mysql://localhost/x", storage::IfMissing::Create).await;
    assert!(matches!(unknown, Err(StorageError::Settings(_))));
}

on_both_engines!(
    the_log_of_events_is_read_by_filters_and_from_a_place_on,
    async |database: Database| {
        for number in 1..=6_u128 {
            let mut tx = database.begin().await.unwrap();
            let event = happened(
                if number % 2 == 0 { "even" } else { "odd" },
                i64::try_from(number).unwrap(),
            );
            // Two events share each moment: then the id decides.
            let at = Timestamp(i64::try_from(number / 2).unwrap());
            tx.record(id::<EventId>(number), at, &event).await.unwrap();
            tx.commit().await.unwrap();
        }
        let any = EventQuery {
            subject_kind: String::new(),
            subject_id: String::new(),
            kind: String::new(),
            from: Timestamp(i64::MIN),
            until: Timestamp(i64::MAX),
            before: None,
            limit: 4,
        };
        let mut connection = database.read().await.unwrap();
        let mut found = async |query: EventQuery| -> Vec<i64> {
            let rows = event::list(&mut connection, &query).await.unwrap();
            rows.into_iter().map(|row| row.subject_version).collect()
        };
        assert_eq!(found(any.clone()).await, [6, 5, 4, 3]);
        let next = EventQuery {
            before: Some(id::<EventId>(3)),
            ..any.clone()
        };
        assert_eq!(found(next).await, [2, 1]);
        let unknown = EventQuery {
            before: Some(id::<EventId>(99)),
            ..any.clone()
        };
        assert_eq!(found(unknown).await, [] as [i64; 0]);
        let even = EventQuery {
            subject_id: "even".to_owned(),
            ..any.clone()
        };
        assert_eq!(found(even).await, [6, 4, 2]);
        let early = EventQuery {
            until: Timestamp(2),
            ..any.clone()
        };
        assert_eq!(found(early).await, [3, 2, 1]);
        let late = EventQuery {
            from: Timestamp(2),
            kind: "test.thing.other".to_owned(),
            ..any
        };
        assert_eq!(found(late).await, [] as [i64; 0]);
        assert_eq!(
            event::subject_kinds(&mut connection).await.unwrap(),
            ["test.thing"]
        );
        assert_eq!(event::kinds(&mut connection).await.unwrap().len(), 1);
    }
);

on_both_engines!(jobs_are_listed_by_state_and_kind, async |database: Database| {
    let mut tx = database.begin().await.unwrap();
    for number in 1..=3_u128 {
        tx.enqueue(id::<JobId>(number), Timestamp(1), &mail(&number.to_string(), 1))
            .await
            .unwrap();
    }
    tx.commit_without_event("jobs of a test").await.unwrap();
    let mut connection = database.read().await.unwrap();
    let kinds = job::kinds(&mut connection).await.unwrap();
    assert_eq!(kinds.len(), 1);
    for kind in [None, kinds.first().map(String::as_str)] {
        let (rows, total) = job::list(&mut connection, JobState::Queued, kind, 2, 1)
            .await
            .unwrap();
        let ids: Vec<JobId> = rows.into_iter().map(|row| row.id).collect();
        assert_eq!((ids, total), (vec![id::<JobId>(2), id::<JobId>(1)], 3));
    }
    let none = job::list(&mut connection, JobState::Dead, None, 2, 0)
        .await
        .unwrap();
    assert_eq!(none, (Vec::new(), 0));
    let other = job::list(&mut connection, JobState::Queued, Some("x"), 2, 0)
        .await
        .unwrap();
    assert_eq!(other, (Vec::new(), 0));
});
