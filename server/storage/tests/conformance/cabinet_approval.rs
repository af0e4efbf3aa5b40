//! Drafts of decisions, their visas, and the queue of whoever they wait for.

use crate::cabinet::{UNIT, everything, found, id, keep, row, with};
use crate::on_both_engines;
use domain::Timestamp;
use domain::actor::Role;
use domain::cabinet::application::State;
use domain::cabinet::approval::{DraftOutcome, Order, Signer, VisaOutcome};
use storage::Database;
use storage::cabinet::application::{Approver, QueueRows};
use storage::cabinet::decision_draft::{self, DecisionDraftRow, VisaRow};

const AUTHOR: u128 = 7;
const FIRST: u128 = 8;
const SECOND: u128 = 9;
const HEAD: u128 = 12;

fn visa(number: u128, person: u128, waits_since: Option<i64>) -> VisaRow {
    VisaRow {
        id: id(number),
        person: id(person),
        person_name: format!("Їжак {person}"),
        role: Role::CaseOfficer,
        waits_since: waits_since.map(Timestamp),
        outcome: None,
        remark: None,
        decided_at: None,
    }
}

pub fn draft(application: u128, number: i64) -> DecisionDraftRow {
    let own = 100 * application + u128::try_from(number).unwrap() * 10;
    DecisionDraftRow {
        id: id(own),
        application: id(application),
        number,
        is_granted: false,
        content: "Документ «не чинний»: 'так'.".to_owned(),
        ground: Some("not_held".to_owned()),
        hearing_exception: Some("Просила сама.".to_owned()),
        author: id(AUTHOR),
        author_name: "Ірина Савчук".to_owned(),
        order: Order::Series,
        signer: Signer::UnitHead,
        sent_at: Timestamp(300),
        ready_at: None,
        outcome: None,
        remark: None,
        ended_at: None,
        visas: vec![visa(own + 1, FIRST, Some(300)), visa(own + 2, SECOND, None)],
        files: Vec::new(),
    }
}

async fn waiting_for(database: &Database, person: u128, heads: Option<Vec<u128>>) -> Vec<u128> {
    let wanted = QueueRows {
        states: vec![State::Registered],
        for_approval_by: Some(Approver {
            person: id(person),
            heads: heads.map(|units| units.into_iter().map(id).collect()),
        }),
        ..everything()
    };
    let (ids, total) = found(database, wanted).await;
    assert_eq!(ids.len(), usize::try_from(total).unwrap());
    ids
}

on_both_engines!(
    one_version_of_a_draft_is_under_approval_and_all_of_them_are_kept,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None)]).await;
        let mut tx = database.begin().await.unwrap();
        decision_draft::insert(tx.connection().unwrap(), &draft(1, 1))
            .await
            .unwrap();
        keep(tx).await;
        let mut tx = database.begin().await.unwrap();
        let refused = decision_draft::insert(tx.connection().unwrap(), &draft(1, 2)).await;
        assert!(refused.is_err_and(|error| error.is_conflict()));
        drop(tx);
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let outcome = DraftOutcome::Replaced;
        decision_draft::end(connection, id(1), outcome, None, Timestamp(400))
            .await
            .unwrap();
        decision_draft::insert(connection, &draft(1, 2)).await.unwrap();
        keep(tx).await;
        let mut tx = database.begin().await.unwrap();
        let same_number = DecisionDraftRow {
            id: id(999),
            ..draft(1, 2)
        };
        let refused = decision_draft::insert(tx.connection().unwrap(), &same_number).await;
        assert!(refused.is_err_and(|error| error.is_conflict()));
        drop(tx);
        let replaced = DecisionDraftRow {
            outcome: Some(outcome),
            ended_at: Some(Timestamp(400)),
            visas: vec![visa(111, FIRST, None), visa(112, SECOND, None)],
            ..draft(1, 1)
        };
        let mut connection = database.read().await.unwrap();
        let kept = decision_draft::of_application(&mut connection, id(1))
            .await
            .unwrap();
        assert_eq!(kept, [draft(1, 2), replaced]);
    }
);

on_both_engines!(
    a_colleague_is_heard_once_and_asked_in_turn,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None)]).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        decision_draft::insert(connection, &draft(1, 1)).await.unwrap();
        let approved = VisaOutcome::Approved;
        let said = decision_draft::decide(connection, id(111), approved, Some("Гаразд."), Timestamp(350));
        assert!(said.await.unwrap());
        let again = decision_draft::decide(connection, id(111), VisaOutcome::Returned, None, Timestamp(360));
        assert!(!again.await.unwrap());
        decision_draft::ask(connection, id(112), Timestamp(350))
            .await
            .unwrap();
        decision_draft::ask(connection, id(111), Timestamp(370))
            .await
            .unwrap();
        decision_draft::ready(connection, id(110), Timestamp(380))
            .await
            .unwrap();
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let kept = decision_draft::of_application(&mut connection, id(1))
            .await
            .unwrap();
        let expected = DecisionDraftRow {
            ready_at: Some(Timestamp(380)),
            visas: vec![
                VisaRow {
                    waits_since: None,
                    outcome: Some(approved),
                    remark: Some("Гаразд.".to_owned()),
                    decided_at: Some(Timestamp(350)),
                    ..visa(111, FIRST, None)
                },
                visa(112, SECOND, Some(350)),
            ],
            ..draft(1, 1)
        };
        assert_eq!(kept, [expected]);
        assert_eq!(kept[0].round().waits_for(id(SECOND)), Some(1));
    }
);

on_both_engines!(
    the_queue_finds_what_waits_for_a_visa_and_for_a_signature,
    async |database: Database| {
        const ELSEWHERE: u128 = 11;
        with(
            &database,
            &[
                row(1, UNIT, Some(900)),
                row(2, UNIT, Some(800)),
                row(3, ELSEWHERE, Some(700)),
            ],
        )
        .await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for application in [1, 2, 3] {
            decision_draft::insert(connection, &draft(application, 1))
                .await
                .unwrap();
        }
        // The second waits for its signature, the third too, in another unit and by any officer.
        decision_draft::decide(connection, id(211), VisaOutcome::Approved, None, Timestamp(350))
            .await
            .unwrap();
        decision_draft::ready(connection, id(210), Timestamp(350))
            .await
            .unwrap();
        decision_draft::end(connection, id(3), DraftOutcome::Recalled, None, Timestamp(350))
            .await
            .unwrap();
        let by_any_officer = DecisionDraftRow {
            signer: Signer::CaseOfficer,
            visas: vec![visa(321, FIRST, None)],
            ..draft(3, 2)
        };
        decision_draft::insert(connection, &by_any_officer).await.unwrap();
        decision_draft::ready(connection, id(320), Timestamp(350))
            .await
            .unwrap();
        keep(tx).await;
        let head_of = |unit| Some(vec![unit]);
        let nowhere = Some(Vec::new());
        for (person, heads, expected) in [
            (FIRST, nowhere.clone(), vec![3, 1]),
            (SECOND, nowhere.clone(), vec![3]),
            (AUTHOR, head_of(UNIT), vec![]),
            (HEAD, head_of(UNIT), vec![3, 2]),
            (HEAD, head_of(ELSEWHERE), vec![3]),
            (HEAD, None, vec![3, 2]),
            // The applicant signs nothing of their own.
            (1, None, vec![]),
        ] {
            let found = waiting_for(&database, person, heads.clone()).await;
            assert_eq!(found, expected, "{person} {heads:?}");
        }
    }
);
