//! The log of applications: events become leaves once, and nothing of it is ever changed.

use crate::cabinet::{id, keep};
use crate::on_both_engines;
use domain::Timestamp;
use domain::event::{Author, NewEvent};
use domain::id::EventId;
use serde_json::json;
use storage::Database;
use storage::cabinet::log::{self, RootRow};

const APPLICATION: &str = "01936a00-0000-7000-8000-000000000001";

async fn happened(database: &Database, number: u128, at: i64, subject_kind: &'static str) {
    let mut tx = database.begin().await.unwrap();
    let event = NewEvent {
        author: Author::System,
        on_behalf_of: None,
        subject_kind,
        subject_id: APPLICATION.to_owned(),
        subject_version: at,
        kind: "cabinet.application.taken",
        reason: Some("бо так".to_owned()),
        data: json!({ "who": "Ірина" }),
    };
    tx.record(id::<EventId>(number), Timestamp(at), &event)
        .await
        .unwrap();
    keep(tx).await;
}

fn root(day: &str, size: u64) -> RootRow {
    RootRow {
        day: day.to_owned(),
        origin: "http://localhost".to_owned(),
        size,
        hash: format!("hash of {size}"),
        signed_at: Timestamp(7),
        key: "key".to_owned(),
        signature: "signature".to_owned(),
    }
}

on_both_engines!(events_wait_until_they_are_leaves, async |database: Database| {
    happened(&database, 1, 20, "cabinet.application").await;
    happened(&database, 2, 10, "cabinet.application").await;
    happened(&database, 3, 10, "people.person").await;
    happened(&database, 4, 90, "cabinet.application").await;
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    let waiting = log::waiting(connection, None, Timestamp(90), 10).await.unwrap();
    let ids: Vec<String> = waiting.iter().map(|event| event.id.clone()).collect();
    let of = |number| id::<EventId>(number).to_string();
    assert_eq!(
        ids,
        [of(2), of(1)],
        "of applications, in the order of time, before the moment"
    );
    assert_eq!(waiting[0].data, r#"{"who":"Ірина"}"#, "the text as it is stored");
    let first = log::waiting(connection, None, Timestamp(90), 1).await.unwrap();
    let rest = log::waiting(connection, first.first(), Timestamp(90), 10)
        .await
        .unwrap();
    assert_eq!(rest, waiting[1..]);
    assert_eq!(log::size(connection).await.unwrap(), 0);
    log::add_leaf(connection, 0, &of(2)).await.unwrap();
    assert_eq!(log::size(connection).await.unwrap(), 1);
    let waiting = log::waiting(connection, None, Timestamp(100), 10).await.unwrap();
    assert_eq!(waiting.len(), 2);
    let all = log::of_application(connection, APPLICATION).await.unwrap();
    let places: Vec<Option<u64>> = all.iter().map(|(_, place)| *place).collect();
    assert_eq!(places, [Some(0), None, None]);
    assert_eq!(log::leaves(connection, 0, 5).await.unwrap().len(), 1);
    assert_eq!(log::leaves(connection, 1, 5).await.unwrap(), []);
    let by_id = log::by_id(connection, id(2)).await.unwrap().unwrap();
    assert_eq!(by_id.id, of(2));
    keep(tx).await;
});

on_both_engines!(one_root_is_kept_of_each_day, async |database: Database| {
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    assert!(log::add_root(connection, &root("2026-11-22", 3)).await.unwrap());
    assert!(log::add_root(connection, &root("2026-11-23", 5)).await.unwrap());
    assert!(!log::add_root(connection, &root("2026-11-23", 9)).await.unwrap());
    let roots = log::roots(connection, 9).await.unwrap();
    assert_eq!(roots, [root("2026-11-23", 5), root("2026-11-22", 3)]);
    let found = log::root_of_size(connection, 5, "hash of 5").await.unwrap();
    assert_eq!(found, Some(root("2026-11-23", 5)));
    assert_eq!(log::root_of_size(connection, 5, "another").await.unwrap(), None);
    assert_eq!(log::keys(connection).await.unwrap(), ["key"]);
    log::add_node(connection, 3, 2, "abc").await.unwrap();
    assert_eq!(log::node(connection, 3, 2).await.unwrap(), Some("abc".to_owned()));
    assert_eq!(log::node(connection, 2, 3).await.unwrap(), None);
    keep(tx).await;
});

on_both_engines!(
    nothing_of_the_log_is_changed_or_removed,
    async |database: Database| {
        happened(&database, 1, 20, "cabinet.application").await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        log::add_leaf(connection, 0, &id::<EventId>(1).to_string())
            .await
            .unwrap();
        log::add_node(connection, 0, 0, "abc").await.unwrap();
        log::add_root(connection, &root("2026-11-23", 1)).await.unwrap();
        keep(tx).await;
        for statement in [
            "UPDATE log_leaf SET position = 5",
            "DELETE FROM log_leaf",
            "UPDATE log_node SET hash = 'def'",
            "DELETE FROM log_node",
            "UPDATE log_root SET hash = 'def'",
            "DELETE FROM log_root",
        ] {
            let mut tx = database.begin().await.unwrap();
            let done = sqlx::query(statement).execute(tx.connection().unwrap()).await;
            let fault = done.unwrap_err().to_string();
            assert!(fault.contains("append-only"), "{statement}: {fault}");
        }
    }
);
