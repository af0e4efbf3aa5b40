//! Files that go along with a decision and with the drafts of it.

use crate::cabinet::{UNIT, id, keep, row, with};
use crate::cabinet_approval::draft;
use crate::on_both_engines;
use domain::Timestamp;
use domain::cabinet::approval::DraftOutcome;
use serde_json::Value;
use storage::Database;
use storage::cabinet::decision_draft::{self, DecisionDraftRow};
use storage::cabinet::{application, decision_file};
use storage::file::{self, FileRow};
use storage::people::own_data;

const OFFICER: u128 = 7;
/// The applicant of [`row`].
const APPLICANT: u128 = 1;

fn paper(number: u128) -> FileRow {
    FileRow {
        id: id(500 + number),
        digest: format!("{number:064x}"),
        size_bytes: 1_000,
        media_type: "application/pdf".to_owned(),
        name: format!("копія «{number}».pdf"),
        owner: id(OFFICER),
        thumbnail: None,
        created_at: Timestamp(200 + i64::try_from(number).unwrap()),
    }
}

/// Application 1, to which three files were attached, and application 2 without any.
async fn attached(database: &Database) {
    with(database, &[row(1, UNIT, None), row(2, UNIT, None)]).await;
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    for number in [1, 2, 3] {
        file::insert(connection, &paper(number)).await.unwrap();
        decision_file::attach(connection, id(1), paper(number).id)
            .await
            .unwrap();
    }
    keep(tx).await;
}

on_both_engines!(
    a_version_of_a_draft_keeps_its_files_in_their_order_whatever_the_next_one_holds,
    async |database: Database| {
        attached(&database).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let first = DecisionDraftRow {
            files: vec![paper(3), paper(1)],
            ..draft(1, 1)
        };
        let second = DecisionDraftRow {
            files: vec![paper(1)],
            ..draft(1, 2)
        };
        decision_draft::insert(connection, &first).await.unwrap();
        let outcome = DraftOutcome::Replaced;
        decision_draft::end(connection, id(1), outcome, None, Timestamp(400))
            .await
            .unwrap();
        decision_draft::insert(connection, &second).await.unwrap();
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let drafts = decision_draft::of_application(&mut connection, id(1))
            .await
            .unwrap();
        let files: Vec<&[FileRow]> = drafts.iter().map(|draft| draft.files.as_slice()).collect();
        assert_eq!(files, [&[paper(1)][..], &[paper(3), paper(1)][..]]);
        assert_eq!(
            decision_file::of_application(&mut connection, id(1))
                .await
                .unwrap(),
            [paper(1), paper(2), paper(3)],
            "each once"
        );
        assert!(
            decision_file::of_application(&mut connection, id(2))
                .await
                .unwrap()
                .is_empty()
        );
    }
);

on_both_engines!(
    a_decision_has_its_own_files_and_one_that_fell_does_not_lend_them,
    async |database: Database| {
        attached(&database).await;
        let (first, second) = (Timestamp(600), Timestamp(900));
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        decision_file::put_in_decision(connection, id(1), first, &[paper(2), paper(1)])
            .await
            .unwrap();
        decision_file::put_in_decision(connection, id(1), second, &[paper(2)])
            .await
            .unwrap();
        keep(tx).await;
        let mut tx = database.begin().await.unwrap();
        let twice =
            decision_file::put_in_decision(tx.connection().unwrap(), id(1), second, &[paper(2)]).await;
        assert!(twice.is_err(), "a decision holds a file once");
        drop(tx);
        let mut connection = database.read().await.unwrap();
        for (application, at, files) in [
            (1, first, vec![paper(2), paper(1)]),
            (1, second, vec![paper(2)]),
            (1, Timestamp(700), Vec::new()),
            (2, first, Vec::new()),
        ] {
            assert_eq!(
                decision_file::of_decision(&mut connection, id(application), at)
                    .await
                    .unwrap(),
                files
            );
        }
    }
);

on_both_engines!(
    the_archive_of_an_applicant_holds_the_files_of_decisions_and_that_of_the_officer_none_of_them,
    async |database: Database| {
        attached(&database).await;
        let own = FileRow {
            id: id(700),
            ..paper(9)
        };
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        file::insert(connection, &own).await.unwrap();
        decision_file::put_in_decision(connection, id(1), Timestamp(600), &[paper(2)])
            .await
            .unwrap();
        assert!(application::get(connection, id(1)).await.unwrap().is_some());
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let mut names = Vec::new();
        for (person, part) in [
            (APPLICANT, "files_of_decisions"),
            (APPLICANT, "files"),
            (OFFICER, "files_of_decisions"),
            (OFFICER, "files"),
        ] {
            let parts = own_data::collect(&mut connection, id(person)).await.unwrap();
            let (_, rows) = parts.into_iter().find(|(name, _)| *name == part).unwrap();
            let rows = rows.iter().map(|row| row.get("name").cloned().unwrap());
            names.push(rows.collect::<Vec<Value>>());
        }
        assert_eq!(
            names,
            [
                vec![Value::from(paper(2).name)],
                vec![],
                vec![],
                vec![Value::from(own.name)]
            ]
        );
    }
);
