//! What figures are made of: decided and open applications, returns, and the published months.

use crate::cabinet::{UNIT, id, keep, row, with};
use crate::on_both_engines;
use domain::Timestamp;
use domain::cabinet::application::State;
use domain::cabinet::figures::Cell;
use domain::cabinet::ledger::Days;
use domain::cabinet::view::FieldRemark;
use domain::event::{Author, NewEvent};
use domain::id::EventId;
use serde_json::{Value, json};
use storage::cabinet::application::{self, ApplicationRow};
use storage::cabinet::correction::{self, CorrectionRow};
use storage::cabinet::figures::{self, FigureQuery, TimeFigureRow};
use storage::{Database, Tx};

async fn tell(tx: &mut Tx, number: u128, at: i64, subject: u128, kind: &'static str, data: Value) {
    let event = NewEvent {
        author: Author::System,
        on_behalf_of: None,
        subject_kind: "cabinet.application",
        subject_id: id::<domain::id::ApplicationId>(subject).to_string(),
        subject_version: at,
        kind,
        reason: None,
        data,
    };
    tx.record(id::<EventId>(number), Timestamp(at), &event)
        .await
        .unwrap();
}

/// Of unit 10: one decided at 500 after a suspension, one open; of another unit: one decided at 900.
async fn filled(database: &Database) {
    let decided = |number, unit, at: i64| ApplicationRow {
        state: State::Granted,
        decided_at: Some(Timestamp(at)),
        ..row(number, unit, None)
    };
    let rows = [
        decided(1, UNIT, 500),
        row(2, UNIT, Some(400)),
        decided(3, UNIT + 1, 900),
    ];
    with(database, &rows).await;
    let mut tx = database.begin().await.unwrap();
    for row in &rows {
        application::update(tx.connection().unwrap(), row).await.unwrap();
    }
    tell(&mut tx, 11, 200, 1, "cabinet.application.submitted", json!({})).await;
    let data = json!({ "ground": "other_case", "whose_days": "external" });
    tell(&mut tx, 12, 300, 1, "cabinet.application.suspended", data).await;
    tell(
        &mut tx,
        13,
        500,
        1,
        "cabinet.application.granted",
        json!({ "ground": null }),
    )
    .await;
    tell(&mut tx, 14, 200, 2, "cabinet.application.submitted", json!({})).await;
    tell(&mut tx, 15, 200, 3, "cabinet.application.submitted", json!({})).await;
    let remark = FieldRemark {
        field: "description".to_owned(),
        reason: "Яка вулиця?".to_owned(),
    };
    let asked = CorrectionRow {
        id: id(21),
        application: id(2),
        remarks: vec![remark],
        asked_at: Timestamp(350),
    };
    correction::insert(tx.connection().unwrap(), &asked)
        .await
        .unwrap();
    keep(tx).await;
}

fn query(unit: Option<u128>, from: i64, until: i64) -> FigureQuery {
    FigureQuery {
        units: unit.map(|unit| vec![id(unit)]),
        service: None,
        from: Timestamp(from),
        until: Timestamp(until),
    }
}

on_both_engines!(
    decided_applications_come_with_their_events,
    async |database: Database| {
        filled(&database).await;
        let mut connection = database.read().await.unwrap();
        let lives = figures::lives(&mut connection, &query(Some(UNIT), 0, 1_000))
            .await
            .unwrap();
        assert_eq!(lives.len(), 1);
        let kinds: Vec<&str> = lives[0].events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(
            kinds,
            [
                "cabinet.application.submitted",
                "cabinet.application.suspended",
                "cabinet.application.granted"
            ]
        );
        let data: Vec<Option<&str>> = lives[0]
            .events
            .iter()
            .map(|event| event.data.as_ref()?.get("whose_days")?.as_str())
            .collect();
        assert_eq!(
            data,
            [None, Some("external"), None],
            "only suspensions bring data"
        );
        let all = figures::lives(&mut connection, &query(None, 0, 1_000))
            .await
            .unwrap();
        assert_eq!(all.len(), 2);
        let none = figures::lives(&mut connection, &query(None, 501, 900))
            .await
            .unwrap();
        assert_eq!(none, [], "the end of the time is outside");
    }
);

on_both_engines!(
    open_received_and_returned_are_told_by_unit,
    async |database: Database| {
        filled(&database).await;
        let mut connection = database.read().await.unwrap();
        let mine = query(Some(UNIT), 0, 1_000);
        let open = figures::open(&mut connection, &mine).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].due_at, Some(Timestamp(400)));
        assert_eq!(figures::received(&mut connection, &mine).await.unwrap().len(), 2);
        let returns = figures::returns(&mut connection, &mine).await.unwrap();
        assert_eq!((returns[0].0.as_str(), returns[0].2.len()), ("S16", 1));
        let theirs = query(Some(UNIT + 1), 0, 1_000);
        assert_eq!(figures::returns(&mut connection, &theirs).await.unwrap(), []);
        let of_another_service = FigureQuery {
            service: Some("S01".to_owned()),
            ..mine
        };
        assert_eq!(
            figures::open(&mut connection, &of_another_service).await.unwrap(),
            []
        );
    }
);

on_both_engines!(
    durations_are_those_of_the_newest_decisions,
    async |database: Database| {
        filled(&database).await;
        let mut connection = database.read().await.unwrap();
        let all = figures::durations(&mut connection, "S16", Timestamp(0), 10)
            .await
            .unwrap();
        let pair = |decided| (Timestamp(200), Timestamp(decided));
        assert_eq!(all, [pair(900), pair(500)]);
        let newest = figures::durations(&mut connection, "S16", Timestamp(0), 1)
            .await
            .unwrap();
        assert_eq!(newest, [pair(900)]);
        let later = figures::durations(&mut connection, "S16", Timestamp(501), 10)
            .await
            .unwrap();
        assert_eq!(later, [pair(900)]);
    }
);

on_both_engines!(a_month_is_published_once, async |database: Database| {
    with(&database, &[]).await;
    let (october, september) = ("2026-10".parse().unwrap(), "2026-09".parse().unwrap());
    let cell = Cell {
        applications: 6,
        days: Days {
            unit: 40,
            applicant: 3,
            external: 2,
            law: 1,
        },
        median_days: 7,
        ninetieth_days: 12,
    };
    let figure = |month, service: &str, cell| TimeFigureRow {
        month,
        unit: id(UNIT),
        service: service.to_owned(),
        cell,
    };
    let rows = [figure(october, "S01", None), figure(october, "S16", Some(cell))];
    let mut tx = database.begin().await.unwrap();
    let connection = tx.connection().unwrap();
    assert!(
        figures::publish(connection, october, Timestamp(1), &rows)
            .await
            .unwrap()
    );
    assert!(
        figures::publish(connection, september, Timestamp(1), &[])
            .await
            .unwrap()
    );
    let again = [figure(october, "S16", None)];
    assert!(
        !figures::publish(connection, october, Timestamp(2), &again)
            .await
            .unwrap()
    );
    keep(tx).await;
    let mut connection = database.read().await.unwrap();
    assert_eq!(
        figures::months(&mut connection, 9).await.unwrap(),
        [october, september]
    );
    assert_eq!(figures::months(&mut connection, 1).await.unwrap(), [october]);
    assert_eq!(
        figures::published(&mut connection, september).await.unwrap(),
        rows
    );
});
