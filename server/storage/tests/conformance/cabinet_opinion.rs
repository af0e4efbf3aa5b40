//! Questions to other units and to bodies outside the city.

use crate::cabinet::{UNIT, id, keep, row, with};
use crate::on_both_engines;
use domain::Timestamp;
use domain::cabinet::opinion::Asked;
use domain::id::UnitId;
use storage::Database;
use storage::cabinet::opinion::{self, OfUnits, OpinionRow};

const OTHER: u128 = UNIT + 1;
/// Who reads; the application is another person's.
const READER: u128 = 8;

fn question(number: u128, asked: Asked<UnitId>, until: i64) -> OpinionRow {
    OpinionRow {
        id: id(number),
        application: id(1),
        asked,
        question: "Чи стоїть будинок на обліку «пам’яток»?".to_owned(),
        asked_by: id(7),
        asked_by_name: "Ірина Савчук".to_owned(),
        asked_at: Timestamp(300),
        answer_until: Timestamp(until),
        answer: None,
        answered_by_name: None,
        ended_at: None,
    }
}

fn unit(number: u128) -> Asked<UnitId> {
    Asked::Unit(id(number))
}

fn body() -> Asked<UnitId> {
    Asked::Body("Управління «ДСНС» у Тернопільській області".to_owned())
}

fn of(units: Option<&[u128]>) -> OfUnits {
    OfUnits {
        units: units.map(|units| units.iter().map(|unit| id(*unit)).collect()),
        reader: Some(id(READER)),
    }
}

on_both_engines!(
    a_question_is_awaited_by_its_unit_until_it_is_answered_once,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None)]).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for new in [
            question(1, unit(OTHER), 900),
            question(2, unit(OTHER), 800),
            question(3, unit(UNIT), 700),
            question(4, body(), 600),
        ] {
            opinion::insert(connection, &new).await.unwrap();
        }
        let others = of(Some(&[OTHER]));
        let awaited = opinion::awaited(connection, &others, 10).await.unwrap();
        let urgent_first = [question(2, unit(OTHER), 800), question(1, unit(OTHER), 900)];
        assert_eq!(awaited, urgent_first);
        assert_eq!(opinion::count_awaited(connection, &others).await.unwrap(), 2);
        assert_eq!(
            opinion::count_awaited(connection, &of(None)).await.unwrap(),
            3,
            "a body outside the city does not answer here"
        );
        assert_eq!(opinion::awaited(connection, &of(None), 2).await.unwrap().len(), 2);
        assert!(
            opinion::awaited(connection, &of(Some(&[])), 10)
                .await
                .unwrap()
                .is_empty()
        );
        let own = OfUnits {
            reader: Some(id(1)),
            ..of(None)
        };
        assert!(
            opinion::awaited(connection, &own, 10).await.unwrap().is_empty(),
            "nobody answers about the own application"
        );
        assert_eq!(opinion::count_awaited(connection, &own).await.unwrap(), 0);
        let program = OfUnits {
            units: None,
            reader: None,
        };
        assert_eq!(opinion::count_awaited(connection, &program).await.unwrap(), 3);
        keep(tx).await;
    }
);

on_both_engines!(
    a_question_is_answered_once_or_ends_without_an_answer,
    async |database: Database| {
        with(&database, &[row(1, UNIT, None)]).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for new in [
            question(1, unit(OTHER), 900),
            question(2, body(), 800),
            question(3, unit(UNIT), 700),
        ] {
            opinion::insert(connection, &new).await.unwrap();
        }
        let by = (id(READER), "Юлія Дорош");
        let first = opinion::answer(connection, id(2), "Ні, не стоїть.", by, Timestamp(600));
        assert!(first.await.unwrap());
        let again = opinion::answer(connection, id(2), "Так.", by, Timestamp(650));
        assert!(!again.await.unwrap());
        opinion::end(connection, id(1), Timestamp(850)).await.unwrap();
        let late = opinion::answer(connection, id(1), "Так.", by, Timestamp(860));
        assert!(!late.await.unwrap());
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let answered = OpinionRow {
            answer: Some("Ні, не стоїть.".to_owned()),
            answered_by_name: Some("Юлія Дорош".to_owned()),
            ended_at: Some(Timestamp(600)),
            ..question(2, body(), 800)
        };
        let ended = |row| OpinionRow {
            ended_at: Some(Timestamp(850)),
            ..row
        };
        assert_eq!(
            opinion::of_application(&mut connection, id(1)).await.unwrap(),
            [
                ended(question(1, unit(OTHER), 900)),
                answered.clone(),
                ended(question(3, unit(UNIT), 700))
            ]
        );
        assert_eq!(
            opinion::get(&mut connection, id(2)).await.unwrap(),
            Some(answered)
        );
        assert_eq!(opinion::get(&mut connection, id(9)).await.unwrap(), None);
        assert_eq!(
            opinion::count_awaited(&mut connection, &of(None)).await.unwrap(),
            0
        );
    }
);
