//! Journals, drafts, cards, applications, corrections and the queue.

use crate::on_both_engines;
use domain::Timestamp;
use domain::cabinet::application::State;
use domain::cabinet::card::ServiceCard;
use domain::cabinet::form::Answers;
use domain::cabinet::view::{FieldRemark, HearingOutcome, Rating};
use domain::id::{PersonId, UnitId};
use domain::people::unit::Unit;
use storage::cabinet::appeal::{self, AppealRow};
use storage::cabinet::application::{self, ApplicationRow, QueueRows};
use storage::cabinet::correction::{self, CorrectionRow};
use storage::cabinet::draft::{self, DraftRow};
use storage::cabinet::hearing::{self, HearingRow};
use storage::cabinet::message::{self, MessageRow};
use storage::cabinet::{journal, rating, service_card};
use storage::people::unit;
use storage::{Database, Tx};
use uuid::Uuid;

pub const UNIT: u128 = 10;
const OTHER_UNIT: u128 = 11;

pub fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

pub async fn keep(tx: Tx) {
    tx.commit_without_event("test").await.unwrap();
}

fn answers(text: &str) -> Answers {
    let mut answers = Answers::default();
    answers.set("description", vec![text.to_owned()]);
    answers
}

/// The smallest card that there is.
fn card(version: u32) -> ServiceCard {
    let word = serde_json::json!({ "uk": "слово", "en": "word" });
    serde_json::from_value(serde_json::json!({
        "code": "S16", "version": version, "category": "information", "name": word, "summary": word, "unit": "office",
        "identity": "email", "who": word, "documents": [], "fee": word, "result": word, "terms": [],
        "refusal_grounds": [], "appeal": word, "law": [], "stages": [], "form": { "sections": [] }
    }))
    .unwrap()
}

fn draft_row(number: u128, person: u128) -> DraftRow {
    DraftRow {
        id: id(number),
        person: id(person),
        service: "S16".to_owned(),
        card_version: 1,
        answers: answers("їжак"),
        version: 1,
        application: None,
        created_at: Timestamp(100),
        updated_at: Timestamp(100),
        expires_at: Timestamp(1_000),
    }
}

pub fn row(number: u128, unit: u128, due: Option<i64>) -> ApplicationRow {
    ApplicationRow {
        id: id(number),
        number: format!("S16-2026-{number:06}"),
        draft: id(number + 1_000),
        service: "S16".to_owned(),
        card_version: 1,
        person: id(1),
        person_name: "Олена Коваль".to_owned(),
        unit: id(unit),
        answers: answers("ґудзик"),
        state: State::Registered,
        officer: None,
        officer_name: None,
        decision_text: None,
        refusal_ground: None,
        version: 1,
        submitted_at: Timestamp(200),
        changed_at: Timestamp(200),
        decided_at: None,
        due_at: due.map(Timestamp),
        extended_term: None,
        signer: None,
    }
}

/// Two units, a kept card, and these applications.
pub async fn with(database: &Database, rows: &[ApplicationRow]) {
    let mut tx = database.begin().await.unwrap();
    for (number, code) in [(UNIT, "office"), (OTHER_UNIT, "other")] {
        let new = Unit {
            id: id::<UnitId>(number),
            code: code.to_owned(),
            name_uk: code.to_owned(),
            name_en: code.to_owned(),
            phone: None,
        };
        unit::put(tx.connection().unwrap(), &new).await.unwrap();
    }
    service_card::keep(tx.connection().unwrap(), &card(1))
        .await
        .unwrap();
    for row in rows {
        application::insert(tx.connection().unwrap(), row).await.unwrap();
    }
    keep(tx).await;
}

pub fn everything() -> QueueRows {
    QueueRows {
        units: None,
        states: State::ALL.to_vec(),
        officer: None,
        unassigned_only: false,
        for_approval_by: None,
        due_until: None,
        limit: 10,
        offset: 0,
    }
}

pub async fn found(database: &Database, wanted: QueueRows) -> (Vec<u128>, i64) {
    let mut connection = database.read().await.unwrap();
    let (rows, total) = application::queue(&mut connection, &wanted).await.unwrap();
    (rows.iter().map(|row| row.id.0.as_u128()).collect(), total)
}

on_both_engines!(
    ordinals_have_no_gaps_within_journal_and_year,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        assert_eq!(
            journal::next(tx.connection().unwrap(), "S16", 2026)
                .await
                .unwrap(),
            1
        );
        keep(tx).await;
        let mut undone = database.begin().await.unwrap();
        assert_eq!(
            journal::next(undone.connection().unwrap(), "S16", 2026)
                .await
                .unwrap(),
            2
        );
        drop(undone);
        let mut tx = database.begin().await.unwrap();
        assert_eq!(
            journal::next(tx.connection().unwrap(), "S16", 2026)
                .await
                .unwrap(),
            2
        );
        assert_eq!(
            journal::next(tx.connection().unwrap(), "S16", 2027)
                .await
                .unwrap(),
            1
        );
        assert_eq!(
            journal::next(tx.connection().unwrap(), "S12", 2026)
                .await
                .unwrap(),
            1
        );
        keep(tx).await;
    }
);

on_both_engines!(
    changes_at_once_get_different_ordinals,
    async |database: Database| {
        let mut tasks = Vec::new();
        for _ in 0..12 {
            let database = database.clone();
            tasks.push(tokio::spawn(async move {
                let mut tx = database.begin().await.unwrap();
                let ordinal = journal::next(tx.connection().unwrap(), "S16", 2026)
                    .await
                    .unwrap();
                keep(tx).await;
                ordinal
            }));
        }
        let mut ordinals = Vec::new();
        for task in tasks {
            ordinals.push(task.await.unwrap());
        }
        ordinals.sort_unstable();
        assert_eq!(ordinals, (1..=12).collect::<Vec<i64>>());
    }
);

on_both_engines!(
    a_person_has_one_open_draft_of_a_service,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        assert!(draft::insert(connection, &draft_row(1, 1)).await.unwrap());
        assert!(!draft::insert(connection, &draft_row(2, 1)).await.unwrap());
        assert!(draft::insert(connection, &draft_row(3, 2)).await.unwrap());
        assert!(
            draft::submit(connection, id(1), 1, id(50), Timestamp(300))
                .await
                .unwrap()
        );
        assert!(draft::insert(connection, &draft_row(2, 1)).await.unwrap());
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let person: PersonId = id(1);
        let open = draft::open_for(&mut connection, person, "S16").await.unwrap();
        assert_eq!(open.unwrap().id, id(2));
        let listed = draft::open_of(&mut connection, person, Timestamp(999))
            .await
            .unwrap();
        assert_eq!(listed.len(), 1);
        let expired = draft::open_of(&mut connection, person, Timestamp(1_000))
            .await
            .unwrap();
        assert!(expired.is_empty());
    }
);

on_both_engines!(
    a_draft_is_saved_over_the_version_that_was_read_and_sent_once,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        draft::insert(connection, &draft_row(1, 1)).await.unwrap();
        let changed = DraftRow {
            answers: answers("їжак і «лапки» '"),
            updated_at: Timestamp(400),
            ..draft_row(1, 1)
        };
        assert!(draft::save(connection, &changed).await.unwrap());
        assert!(
            !draft::save(connection, &changed).await.unwrap(),
            "an older version"
        );
        assert!(
            !draft::submit(connection, id(1), 1, id(50), Timestamp(500))
                .await
                .unwrap()
        );
        assert!(
            draft::submit(connection, id(1), 2, id(50), Timestamp(500))
                .await
                .unwrap()
        );
        assert!(
            !draft::submit(connection, id(1), 3, id(51), Timestamp(500))
                .await
                .unwrap()
        );
        let sent = DraftRow {
            version: 3,
            ..changed.clone()
        };
        assert!(
            !draft::save(connection, &sent).await.unwrap(),
            "a sent draft stays as it is"
        );
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let now = draft::get(&mut connection, id(1)).await.unwrap().unwrap();
        assert_eq!((now.application, now.version), (Some(id(50)), 3));
        assert_eq!(now.answers, changed.answers);
    }
);

on_both_engines!(a_kept_card_never_changes, async |database: Database| {
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    service_card::keep(connection, &card(1)).await.unwrap();
    let mut other = card(1);
    other.unit = "elsewhere".to_owned();
    service_card::keep(connection, &other).await.unwrap();
    service_card::keep(connection, &card(2)).await.unwrap();
    keep(tx).await;
    let mut connection = database.read().await.unwrap();
    assert_eq!(
        service_card::get(&mut connection, "S16", 1).await.unwrap(),
        Some(card(1))
    );
    assert_eq!(
        service_card::get(&mut connection, "S16", 2).await.unwrap(),
        Some(card(2))
    );
    assert_eq!(service_card::get(&mut connection, "S16", 3).await.unwrap(), None);
});

on_both_engines!(
    an_application_comes_back_as_it_was_stored_and_a_draft_makes_one,
    async |database: Database| {
        with(&database, &[row(1, UNIT, Some(900))]).await;
        let mut tx = database.begin().await.unwrap();
        let second = ApplicationRow {
            draft: row(1, UNIT, None).draft,
            ..row(2, UNIT, None)
        };
        let refused = application::insert(tx.connection().unwrap(), &second).await;
        assert!(refused.is_err_and(|error| error.is_conflict()));
        drop(tx);
        let mut tx = database.begin().await.unwrap();
        let same_number = ApplicationRow {
            number: row(1, UNIT, None).number,
            ..row(2, UNIT, None)
        };
        let refused = application::insert(tx.connection().unwrap(), &same_number).await;
        assert!(refused.is_err_and(|error| error.is_conflict()));
        drop(tx);
        let mut connection = database.read().await.unwrap();
        let now = application::get(&mut connection, id(1)).await.unwrap();
        assert_eq!(now, Some(row(1, UNIT, Some(900))));
        assert_eq!(application::get(&mut connection, id(2)).await.unwrap(), None);
        let own = application::of_person(&mut connection, id(1), 10).await.unwrap();
        assert_eq!(own.len(), 1);
        assert!(
            application::of_person(&mut connection, id(2), 10)
                .await
                .unwrap()
                .is_empty()
        );
    }
);

on_both_engines!(
    an_application_is_changed_only_in_the_version_that_was_read,
    async |database: Database| {
        with(&database, &[row(1, UNIT, Some(900))]).await;
        let decided = ApplicationRow {
            state: State::Refused,
            officer: Some(id(7)),
            officer_name: Some("Ірина Савчук".to_owned()),
            decision_text: Some("Бо так.".to_owned()),
            refusal_ground: Some("not_held".to_owned()),
            decided_at: Some(Timestamp(800)),
            due_at: None,
            extended_term: Some("extended".to_owned()),
            signer: Some(id(8)),
            changed_at: Timestamp(800),
            ..row(1, UNIT, Some(900))
        };
        let mut tx = database.begin().await.unwrap();
        assert!(
            application::update(tx.connection().unwrap(), &decided)
                .await
                .unwrap()
        );
        assert!(
            !application::update(tx.connection().unwrap(), &decided)
                .await
                .unwrap()
        );
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let now = application::get(&mut connection, id(1)).await.unwrap();
        assert_eq!(
            now,
            Some(ApplicationRow {
                version: 2,
                ..decided
            })
        );
    }
);

on_both_engines!(
    the_queue_puts_the_most_urgent_first_and_stopped_clocks_last,
    async |database: Database| {
        let rows = [
            row(1, UNIT, None),
            row(2, UNIT, Some(900)),
            row(3, UNIT, Some(500)),
            row(4, OTHER_UNIT, Some(100)),
        ];
        with(&database, &rows).await;
        let of_unit = QueueRows {
            units: Some(vec![id(UNIT)]),
            ..everything()
        };
        assert_eq!(found(&database, of_unit.clone()).await, (vec![3, 2, 1], 3));
        assert_eq!(found(&database, everything()).await, (vec![4, 3, 2, 1], 4));
        let second_page = QueueRows {
            limit: 1,
            offset: 1,
            ..of_unit.clone()
        };
        assert_eq!(found(&database, second_page).await, (vec![2], 3));
        let due = QueueRows {
            due_until: Some(Timestamp(500)),
            ..of_unit
        };
        assert_eq!(found(&database, due).await, (vec![3], 1));
        let nowhere = QueueRows {
            units: Some(Vec::new()),
            ..everything()
        };
        assert_eq!(found(&database, nowhere).await, (Vec::new(), 0));
    }
);

on_both_engines!(
    the_queue_is_filtered_by_state_and_officer,
    async |database: Database| {
        let taken = ApplicationRow {
            state: State::InReview,
            officer: Some(id(7)),
            ..row(2, UNIT, Some(900))
        };
        with(&database, &[row(1, UNIT, Some(800)), row(2, UNIT, Some(900))]).await;
        let mut tx = database.begin().await.unwrap();
        application::update(tx.connection().unwrap(), &taken)
            .await
            .unwrap();
        keep(tx).await;
        let mine = QueueRows {
            officer: Some(id(7)),
            ..everything()
        };
        assert_eq!(found(&database, mine).await, (vec![2], 1));
        let nobodys = QueueRows {
            unassigned_only: true,
            ..everything()
        };
        assert_eq!(found(&database, nobodys).await, (vec![1], 1));
        let registered = QueueRows {
            states: vec![State::Registered],
            ..everything()
        };
        assert_eq!(found(&database, registered).await, (vec![1], 1));
    }
);

on_both_engines!(one_correction_is_awaited_at_a_time, async |database: Database| {
    with(&database, &[row(1, UNIT, None)]).await;
    let asked = CorrectionRow {
        id: id(70),
        application: id(1),
        remarks: vec![FieldRemark {
            field: "description".to_owned(),
            reason: "Уточніть адресу".to_owned(),
        }],
        asked_at: Timestamp(300),
    };
    let mut tx = database.begin().await.unwrap();
    correction::insert(tx.connection().unwrap(), &asked)
        .await
        .unwrap();
    keep(tx).await;
    let second = CorrectionRow {
        id: id(71),
        ..asked.clone()
    };
    let mut tx = database.begin().await.unwrap();
    let refused = correction::insert(tx.connection().unwrap(), &second).await;
    assert!(refused.is_err_and(|error| error.is_conflict()));
    drop(tx);
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    assert_eq!(correction::awaited(connection, id(1)).await.unwrap(), Some(asked));
    correction::end(connection, id(1), Timestamp(400)).await.unwrap();
    assert_eq!(correction::awaited(connection, id(1)).await.unwrap(), None);
    correction::insert(connection, &second).await.unwrap();
    keep(tx).await;
});

on_both_engines!(
    messages_come_back_in_the_order_in_which_they_were_written,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None), row(2, UNIT, None)]).await;
        let written = |number: u128, application: u128, at: i64| MessageRow {
            id: id(number),
            application: id(application),
            author: id(1),
            author_name: "Олена Коваль".to_owned(),
            is_staff: number == 82,
            content: format!("їжак {number}"),
            at: Timestamp(at),
        };
        let mut tx = database.begin().await.unwrap();
        for new in [written(82, 1, 20), written(81, 1, 10), written(83, 2, 15)] {
            message::insert(tx.connection().unwrap(), &new).await.unwrap();
        }
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let thread = message::thread(&mut connection, id(1)).await.unwrap();
        assert_eq!(thread, [written(81, 1, 10), written(82, 1, 20)]);
    }
);

on_both_engines!(
    one_hearing_is_awaited_at_a_time_and_its_end_is_kept,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None)]).await;
        let asked = HearingRow {
            id: id(90),
            application: id(1),
            ground: "not_held".to_owned(),
            motivation: "Бо так.".to_owned(),
            asked_at: Timestamp(300),
            answer_until: Timestamp(400),
            answer: None,
            outcome: None,
        };
        let second = HearingRow {
            id: id(91),
            asked_at: Timestamp(500),
            ..asked.clone()
        };
        let mut tx = database.begin().await.unwrap();
        hearing::insert(tx.connection().unwrap(), &asked).await.unwrap();
        keep(tx).await;
        let mut tx = database.begin().await.unwrap();
        let refused = hearing::insert(tx.connection().unwrap(), &second).await;
        assert!(refused.is_err_and(|error| error.is_conflict()));
        drop(tx);
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let outcome = HearingOutcome::Heard;
        hearing::end(connection, id(1), outcome, Some("Ні."), Timestamp(350))
            .await
            .unwrap();
        let ended = HearingRow {
            answer: Some("Ні.".to_owned()),
            outcome: Some(outcome),
            ..asked
        };
        assert_eq!(hearing::last(connection, id(1)).await.unwrap(), Some(ended));
        hearing::insert(connection, &second).await.unwrap();
        assert_eq!(hearing::last(connection, id(1)).await.unwrap(), Some(second));
        keep(tx).await;
    }
);

on_both_engines!(
    a_complaint_is_awaited_until_it_is_decided,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None)]).await;
        let filed = AppealRow {
            id: id(95),
            application: id(1),
            content: "Не згодна.".to_owned(),
            decider: Some(id(7)),
            signer: Some(id(8)),
            filed_at: Timestamp(300),
            annuls: None,
            reason: None,
        };
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        assert_eq!(appeal::last(connection, id(1)).await.unwrap(), None);
        appeal::insert(connection, &filed).await.unwrap();
        assert_eq!(
            appeal::last(connection, id(1)).await.unwrap(),
            Some(filed.clone())
        );
        appeal::decide(connection, id(1), false, "Рішення правильне.", Timestamp(400))
            .await
            .unwrap();
        appeal::decide(connection, id(1), true, "Пізно.", Timestamp(500))
            .await
            .unwrap();
        let decided = AppealRow {
            annuls: Some(false),
            reason: Some("Рішення правильне.".to_owned()),
            ..filed
        };
        assert_eq!(appeal::last(connection, id(1)).await.unwrap(), Some(decided));
        keep(tx).await;
    }
);

on_both_engines!(an_application_is_rated_once, async |database: Database| {
    with(&database, &[row(1, UNIT, None)]).await;
    let given = Rating {
        score: 5,
        comment: "Швидко".to_owned(),
    };
    let other = Rating {
        score: 1,
        comment: String::new(),
    };
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    assert!(
        rating::insert(connection, id(1), &given, Timestamp(1))
            .await
            .unwrap()
    );
    assert!(
        !rating::insert(connection, id(1), &other, Timestamp(2))
            .await
            .unwrap()
    );
    assert_eq!(
        rating::of_application(connection, id(1)).await.unwrap(),
        Some(given)
    );
    keep(tx).await;
});
