//! The code of an application by which its state is told.

use crate::cabinet::{UNIT, id, keep, row, with};
use crate::on_both_engines;
use storage::Database;
use storage::cabinet::status_code;

on_both_engines!(
    an_application_is_found_by_number_and_code_together,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None), row(2, UNIT, None)]).await;
        let (own, other) = ("ACDEFGHJKMNP".parse().unwrap(), "PNMKJHGFEDCA".parse().unwrap());
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        assert_eq!(
            status_code::of_application(connection, id(1)).await.unwrap(),
            None
        );
        status_code::insert(connection, id(1), &own).await.unwrap();
        assert_eq!(
            status_code::of_application(connection, id(1)).await.unwrap(),
            Some(own.clone())
        );
        let found = status_code::application(connection, "S16-2026-000001", &own)
            .await
            .unwrap();
        assert_eq!(found, Some(id(1)));
        for (number, code) in [("S16-2026-000001", &other), ("S16-2026-000002", &own), ("", &own)] {
            let found = status_code::application(connection, number, code).await.unwrap();
            assert_eq!(found, None, "{number}");
        }
        keep(tx).await;
    }
);
