//! Decisions on paper.

use crate::cabinet::{UNIT, id, keep, row, with};
use crate::on_both_engines;
use domain::Timestamp;
use storage::Database;
use storage::cabinet::document::{self, DocumentRow};

on_both_engines!(
    a_decision_has_one_document_that_never_changes,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None)]).await;
        let issued = DocumentRow {
            code: "ACDEFGHJKMNPQRTU".parse().unwrap(),
            application: id(1),
            application_version: 3,
            is_granted: true,
            digest: "d".repeat(64),
            size_bytes: 20_000,
            issued_at: Timestamp(5),
        };
        let again = DocumentRow {
            code: "UTRQPNMKJHGFEDCA".parse().unwrap(),
            ..issued.clone()
        };
        let of_new_decision = DocumentRow {
            code: "AAAACCCCDDDDEEEE".parse().unwrap(),
            application_version: 7,
            is_granted: false,
            ..issued.clone()
        };
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        assert_eq!(document::last(connection, id(1)).await.unwrap(), None);
        assert!(document::insert(connection, &issued).await.unwrap());
        assert!(!document::insert(connection, &again).await.unwrap());
        assert!(document::insert(connection, &of_new_decision).await.unwrap());
        assert_eq!(
            document::last(connection, id(1)).await.unwrap(),
            Some(of_new_decision)
        );
        let found = document::by_code(connection, &issued.code).await.unwrap();
        assert_eq!(found, Some(issued));
        assert_eq!(document::by_code(connection, &again.code).await.unwrap(), None);
        keep(tx).await;
        let mut tx = database.begin().await.unwrap();
        let changed = sqlx::query("UPDATE decision_document SET size_bytes = 1")
            .execute(tx.connection().unwrap())
            .await;
        assert!(changed.is_err(), "issued documents stay as they are");
    }
);
