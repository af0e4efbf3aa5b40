//! Releases of the open data, and imports that are taken back.

use crate::infrastructure::{commit, save, work};
use crate::on_both_engines;
use domain::Timestamp;
use domain::id::ImportId;
use domain::infrastructure::bulk::{BulkFile, Format};
use domain::infrastructure::project::Disclosure;
use domain::infrastructure::release::{Release, ReleaseReport};
use domain::infrastructure::undo::{Obstacle, PastImport, Step, Undone};
use domain::infrastructure::{Filter, ProjectId};
use serde_json::json;
use storage::Database;
use storage::infrastructure::bulk;
use storage::infrastructure::import::{self, ItemRow};
use storage::infrastructure::release::{self, DifferingRow, Seal, Walk};
use storage::infrastructure::{project, search};
use uuid::Uuid;

/// Two releases: the first work is the same, the second changed, the third went, the fourth came.
async fn two_releases(database: &Database) {
    for (number, works) in [
        (1, [("p-1", "a", "{1}"), ("p-2", "b", "{2}"), ("p-3", "c", "{3}")]),
        (
            2,
            [("p-1", "a", "{1}"), ("p-2", "d", "{22}"), ("p-4", "e", "{4}")],
        ),
    ] {
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for (position, (id, digest, document)) in (0..).zip(works) {
            let id: ProjectId = id.parse().unwrap();
            release::add_project(connection, number, position, &id, (digest, document))
                .await
                .unwrap();
        }
        let sealed = sample(number);
        let seal = Seal {
            head: "{",
            state: "s",
        };
        release::seal(connection, &sealed, &seal).await.unwrap();
        commit(tx).await;
    }
}

fn sample(number: i64) -> Release {
    Release {
        number,
        name: format!("2026-11-2{number}").parse().unwrap(),
        published_at: Timestamp(number),
        publisher: "Ірина".to_owned(),
        note: "Роботи «осені»".to_owned(),
        digest: "ff".to_owned(),
        size_bytes: 9,
        report: ReleaseReport {
            program: "hromada".to_owned(),
            projects: 3,
            disclosure: Disclosure {
                projects: 3,
                scores: 4,
                items: vec![1, 3],
            },
        },
    }
}

on_both_engines!(releases_are_read_back_and_compared, async |database: Database| {
    two_releases(&database).await;
    let mut connection = database.read().await.unwrap();
    assert_eq!(
        release::list(&mut connection, 9).await.unwrap(),
        [sample(2), sample(1)]
    );
    let name = "2026-11-21".parse().unwrap();
    assert_eq!(
        release::by_name(&mut connection, &name).await.unwrap(),
        Some(sample(1))
    );
    assert_eq!(release::before(&mut connection, 1).await.unwrap(), None);
    assert_eq!(
        release::before(&mut connection, 2).await.unwrap(),
        Some(sample(1))
    );
    assert_eq!(
        release::head(&mut connection, 2).await.unwrap().as_deref(),
        Some("{")
    );
    let documents = release::documents(&mut connection, 2, 0, 9).await.unwrap();
    assert_eq!(documents, [(1, "{22}".to_owned()), (2, "{4}".to_owned())]);
    let told = |rows: Vec<DifferingRow>| -> Vec<(String, Option<String>, Option<String>)> {
        rows.into_iter()
            .map(|row| (row.project.to_string(), row.before, row.after))
            .collect()
    };
    let text = |text: &str| Some(text.to_owned());
    let came = release::differing(&mut connection, Walk::NewOrChanged, (1, 2), -1, 9)
        .await
        .unwrap();
    assert_eq!(
        told(came),
        [
            ("p-2".to_owned(), text("{2}"), text("{22}")),
            ("p-4".to_owned(), None, text("{4}")),
        ]
    );
    let went = release::differing(&mut connection, Walk::Gone, (1, 2), -1, 9)
        .await
        .unwrap();
    assert_eq!(told(went), [("p-3".to_owned(), text("{3}"), None)]);
    let beyond = release::differing(&mut connection, Walk::Gone, (1, 2), 2, 9)
        .await
        .unwrap();
    assert_eq!(beyond, []);
    let id = "p-2".parse().unwrap();
    assert_eq!(
        release::document(&mut connection, 1, &id).await.unwrap(),
        text("{2}")
    );
});

on_both_engines!(a_sealed_release_is_never_changed, async |database: Database| {
    two_releases(&database).await;
    for change in [
        "UPDATE dataset_release SET note = 'x' WHERE number = 1",
        "DELETE FROM dataset_release WHERE number = 2",
        "UPDATE dataset_project SET digest = 'a' WHERE release = 1 AND position = 1",
        "DELETE FROM dataset_project WHERE release = 1",
        "INSERT INTO dataset_project (release, position, project, digest) VALUES (1, 9, 'p-9', 'a')",
        "UPDATE dataset_document SET document = '{}' WHERE digest = 'a'",
        "DELETE FROM dataset_document WHERE digest = 'e'",
    ] {
        let mut tx = database.begin().await.unwrap();
        let refused = sqlx::query(change).execute(tx.connection().unwrap()).await;
        let reason = refused.map(drop).unwrap_err().to_string();
        assert!(reason.contains("releases never change"), "{change}: {reason}");
    }
    let mut tx = database.begin().await.unwrap();
    let seal = Seal {
        head: "{",
        state: "s",
    };
    let taken = release::seal(tx.connection().unwrap(), &sample(2), &seal).await;
    assert!(taken.unwrap_err().is_conflict(), "two cannot have one number");
});

on_both_engines!(an_import_can_be_taken_back, async |database: Database| {
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    let document = work(1, "Дах", 2015, None, None, json!({"sector": ["energy"]}));
    save(connection, &document, 1, 10).await;
    save(connection, &work(2, "Двір", 2015, None, None, json!({})), 1, 10).await;
    let id: ProjectId = "oc4ids-abc123-1".parse().unwrap();
    let past = PastImport {
        id: ImportId(Uuid::from_u128(7)),
        at: Timestamp(10),
        author: "Ірина".to_owned(),
        created: 1,
        changed: 1,
        undone: None,
    };
    import::insert(connection, &past).await.unwrap();
    for (position, (number, digest, replaced)) in (0..).zip([(1, "digest 1", None), (3, "digest 1", Some(4))])
    {
        let project = format!("oc4ids-abc123-{number}").parse().unwrap();
        let item = ItemRow {
            position,
            project: &project,
            digest,
            replaced,
        };
        import::insert_item(connection, past.id, &item).await.unwrap();
    }
    commit(tx).await;
    let mut connection = database.read().await.unwrap();
    assert_eq!(
        import::list(&mut connection, 9).await.unwrap(),
        std::slice::from_ref(&past)
    );
    let items = import::items(&mut connection, past.id, -1, 9).await.unwrap();
    assert_eq!(items[0].step(), Ok(Step::Remove));
    assert_eq!(items[1].step(), Err(Obstacle::Gone));
    assert_eq!(items[1].replaced, Some(4));
    assert_eq!(import::items(&mut connection, past.id, 1, 9).await.unwrap(), []);
    drop(connection);

    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    let undone = Undone {
        at: Timestamp(20),
        author: "Ірина".to_owned(),
        reason: "Не той файл".to_owned(),
    };
    assert!(import::mark_undone(connection, past.id, &undone).await.unwrap());
    assert!(
        !import::mark_undone(connection, past.id, &undone).await.unwrap(),
        "once"
    );
    import::remove_project(connection, past.id, &id).await.unwrap();
    commit(tx).await;
    let mut connection = database.read().await.unwrap();
    assert_eq!(project::item(&mut connection, &id).await.unwrap(), None);
    let filter = Filter::default();
    let left = search::dataset(&mut connection, database.engine(), &filter)
        .await
        .unwrap();
    assert_eq!(left.count, 1);
    let read = import::by_id(&mut connection, past.id).await.unwrap().unwrap();
    assert_eq!(read.undone, Some(undone));
    let kept = sqlx::query("SELECT document FROM project_taken_back WHERE project = $1 AND version = 1")
        .bind(id.to_string())
        .fetch_one(&mut *connection)
        .await
        .unwrap();
    let text: String = sqlx::Row::get(&kept, 0);
    assert_eq!(text, document.to_string(), "nothing is lost");
});

on_both_engines!(
    a_file_made_anew_takes_the_place_of_the_one_before,
    async |database: Database| {
        let made = |format, digest: &str, at| BulkFile {
            format,
            state: format!("state at {at}"),
            digest: digest.to_owned(),
            size_bytes: 5_000_000_000,
            packed_digest: "packed".to_owned(),
            packed_bytes: 7,
            projects: 706,
            as_of: Timestamp(at - 1),
            made_at: Timestamp(at),
        };
        let files = [
            made(Format::Csv, "aa", 10),
            made(Format::Package, "bb", 10),
            made(Format::Csv, "cc", 20),
        ];
        for file in &files {
            let mut tx = database.begin().await.unwrap();
            bulk::save(tx.connection().unwrap(), file).await.unwrap();
            commit(tx).await;
        }
        let mut connection = database.read().await.unwrap();
        let known = bulk::list(&mut connection).await.unwrap();
        assert_eq!(known, [files[2].clone(), files[1].clone()]);
    }
);
