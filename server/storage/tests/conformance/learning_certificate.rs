//! Certificates of courses.

use crate::on_both_engines;
use domain::Timestamp;
use domain::id::LearnerId;
use domain::language::Bilingual;
use domain::learning::certificate::{Holder, Revocation, RevocationReason, Statement};
use domain::learning::course::{Audience, Outcome};
use storage::learning::certificate::{self, CertificateDocumentRow, CertificateRow};
use storage::learning::learner::{self, LearnerRow};
use storage::{Database, Tx};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn both(text: &str) -> Bilingual {
    Bilingual {
        uk: text.to_owned(),
        en: text.to_uppercase(),
    }
}

fn row(number: u128, code: &str, learner: LearnerId) -> CertificateRow {
    CertificateRow {
        id: id(number),
        code: code.parse().unwrap(),
        learner,
        course: "digital-abc".to_owned(),
        course_version: 1,
        statement: Statement {
            course: "digital-abc".to_owned(),
            version: 1,
            audience: Audience::Residents,
            title: both("Абетка"),
            summary: both("Про все"),
            level: "A1-A2".to_owned(),
            lessons: 50,
            minutes: 1_000,
            modules: vec![both("Мій пристрій")],
            outcomes: vec![Outcome {
                id: "LO1.1.05".to_owned(),
                text: both("Шукає"),
            }],
        },
        holder: Holder::Pseudonym {
            name: "Пані Надія".to_owned(),
        },
        credential: "{\"is\": \"kept byte for byte\"}".to_owned(),
        key: format!("z6Mk{number}"),
        status_list: 1,
        status_position: i64::try_from(number * 100).unwrap(),
        issued_at: Timestamp(i64::try_from(number).unwrap()),
        valid_until: (number == 1).then_some(Timestamp(1_000)),
    }
}

async fn begin(database: &Database) -> Tx {
    database.begin().await.unwrap()
}

async fn keep(tx: Tx) {
    tx.commit_without_event("test").await.unwrap();
}

async fn add(database: &Database, rows: &[CertificateRow]) {
    let mut tx = begin(database).await;
    let connection = tx.connection().unwrap();
    for number in 1..=2 {
        let new = LearnerRow {
            id: id(number),
            person: None,
            version: 0,
            created_at: Timestamp(1),
        };
        assert!(learner::insert(connection, &new).await.unwrap());
    }
    for row in rows {
        certificate::insert(connection, row).await.unwrap();
    }
    keep(tx).await;
}

on_both_engines!(
    a_certificate_is_found_and_goes_with_its_learner,
    async |database: Database| {
        let [first, second] = [
            row(1, "ACDEFGHJKMNPQRTU", id(1)),
            row(2, "UTRQPNMKJHGFEDCA", id(1)),
        ];
        add(&database, &[first.clone(), second.clone()]).await;
        let mut connection = database.read().await.unwrap();
        let found = certificate::by_code(&mut connection, &first.code).await.unwrap();
        assert_eq!(found, Some(first.clone()));
        let found = certificate::get(&mut connection, second.id).await.unwrap();
        assert_eq!(found, Some(second.clone()));
        let nobodys = "AAAACCCCDDDDEEEE".parse().unwrap();
        assert_eq!(
            certificate::by_code(&mut connection, &nobodys).await.unwrap(),
            None
        );
        let own = certificate::of_learner(&mut connection, id(1)).await.unwrap();
        assert_eq!(own, [second.clone(), first.clone()]);
        assert_eq!(certificate::count(&mut connection).await.unwrap(), 2);
        assert!(certificate::is_taken(&mut connection, 1, 100).await.unwrap());
        assert!(!certificate::is_taken(&mut connection, 1, 101).await.unwrap());
        assert_eq!(
            certificate::keys(&mut connection).await.unwrap(),
            ["z6Mk2", "z6Mk1"]
        );
        drop(connection);
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        certificate::hand_over(connection, id(1), id(2)).await.unwrap();
        assert_eq!(certificate::of_learner(connection, id(2)).await.unwrap().len(), 2);
        assert!(
            certificate::of_learner(connection, id(1))
                .await
                .unwrap()
                .is_empty()
        );
        keep(tx).await;
    }
);

on_both_engines!(
    a_certificate_is_revoked_once_and_for_ever,
    async |database: Database| {
        let rows = [
            row(1, "ACDEFGHJKMNPQRTU", id(1)),
            row(2, "UTRQPNMKJHGFEDCA", id(2)),
        ];
        add(&database, &rows).await;
        let revocation = Revocation {
            reason: RevocationReason::NotOwnWork,
            at: Timestamp(70),
        };
        let again = Revocation {
            reason: RevocationReason::Mistake,
            at: Timestamp(80),
        };
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        assert_eq!(certificate::list_changed_at(connection, 2).await.unwrap(), None);
        assert_eq!(
            certificate::list_changed_at(connection, 1).await.unwrap(),
            Some(Timestamp(1)),
            "a list begins with its first certificate"
        );
        assert!(certificate::revoked(connection, 1).await.unwrap().is_empty());
        assert!(certificate::revoke(connection, id(2), revocation).await.unwrap());
        assert!(!certificate::revoke(connection, id(2), again).await.unwrap());
        let kept = certificate::revocation(connection, id(2)).await.unwrap();
        assert_eq!(kept, Some(revocation));
        assert_eq!(certificate::revocation(connection, id(1)).await.unwrap(), None);
        assert_eq!(certificate::revoked(connection, 1).await.unwrap(), [200]);
        assert_eq!(
            certificate::list_changed_at(connection, 1).await.unwrap(),
            Some(Timestamp(70))
        );
        keep(tx).await;
    }
);

on_both_engines!(what_was_issued_is_never_changed, async |database: Database| {
    add(&database, &[row(1, "ACDEFGHJKMNPQRTU", id(1))]).await;
    let document = CertificateDocumentRow {
        certificate: id(1),
        digest: "d".repeat(64),
        size_bytes: 40_000,
        set_at: Timestamp(5),
    };
    let mut tx = begin(&database).await;
    let connection = tx.connection().unwrap();
    assert_eq!(certificate::document(connection, id(1)).await.unwrap(), None);
    assert!(certificate::set(connection, &document).await.unwrap());
    assert!(!certificate::set(connection, &document).await.unwrap());
    let kept = certificate::document(connection, id(1)).await.unwrap();
    assert_eq!(kept, Some(document));
    let revocation = Revocation {
        reason: RevocationReason::Mistake,
        at: Timestamp(70),
    };
    assert!(certificate::revoke(connection, id(1), revocation).await.unwrap());
    keep(tx).await;
    for statement in [
        "UPDATE certificate SET credential = ''",
        "DELETE FROM certificate",
        "UPDATE certificate_revocation SET reason = 'mistake'",
        "DELETE FROM certificate_revocation",
        "UPDATE certificate_document SET size_bytes = 1",
        "DELETE FROM certificate_document",
    ] {
        let mut tx = begin(&database).await;
        let changed = sqlx::query(statement).execute(tx.connection().unwrap()).await;
        assert!(changed.is_err(), "{statement}");
    }
});
