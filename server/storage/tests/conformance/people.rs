//! Accounts, sessions, roles and attempts.

use crate::on_both_engines;
use domain::actor::{Grant, Role};
use domain::id::{PersonId, SessionId, UnitId};
use domain::people::session::SecondFactor;
use domain::people::unit::Unit;
use domain::{Language, Timestamp};
use storage::people::own_data::{self, OwnDataRow};
use storage::people::person::{self, PersonRow};
use storage::people::session::{self, SessionRow};
use storage::people::sign_up::{self, SignUpRow};
use storage::people::totp::{self, TotpRow};
use storage::people::{attempt, password_reset, role_grant, unit};
use storage::{Database, Tx};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn resident(number: u128, email: &str, tax_number: Option<&str>) -> PersonRow {
    PersonRow {
        id: id(number),
        email: email.to_owned(),
        name: format!("Мар’яна {number}"),
        language: Language::Uk,
        tax_number: tax_number.map(|digits| digits.parse().unwrap()),
        password_hash: None,
        is_demo: false,
        street: String::new(),
        version: 1,
        created_at: Timestamp(1_000),
    }
}

async fn keep(tx: Tx) {
    tx.commit_without_event("test").await.unwrap();
}

async fn add(database: &Database, person: &PersonRow) {
    let mut tx = database.begin().await.unwrap();
    person::insert(tx.connection().unwrap(), person).await.unwrap();
    keep(tx).await;
}

on_both_engines!(
    one_mailbox_and_one_tax_number_make_one_account,
    async |database: Database| {
        add(&database, &resident(1, "Olena@example.com", Some("3184910682"))).await;
        for second in [
            resident(2, "olena@EXAMPLE.com", None),
            resident(3, "other@example.com", Some("3184910682")),
        ] {
            let mut tx = database.begin().await.unwrap();
            let refused = person::insert(tx.connection().unwrap(), &second).await;
            assert!(refused.is_err_and(|error| error.is_conflict()));
        }
        let mut connection = database.read().await.unwrap();
        let email = "OLENA@example.com".parse().unwrap();
        let found = person::by_email(&mut connection, &email).await.unwrap();
        assert_eq!(found, Some(resident(1, "Olena@example.com", Some("3184910682"))));
        let number = "3184910682".parse().unwrap();
        assert_eq!(
            person::by_tax_number(&mut connection, &number).await.unwrap(),
            found
        );
    }
);

on_both_engines!(
    an_account_is_changed_only_in_the_version_that_was_read,
    async |database: Database| {
        let before = resident(1, "a@example.com", None);
        add(&database, &before).await;
        let changed = PersonRow {
            name: "Олена".to_owned(),
            language: Language::En,
            ..before
        };
        let mut tx = database.begin().await.unwrap();
        assert!(person::update(tx.connection().unwrap(), &changed).await.unwrap());
        assert!(!person::update(tx.connection().unwrap(), &changed).await.unwrap());
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let now = person::get(&mut connection, id(1)).await.unwrap().unwrap();
        assert_eq!((now.name.as_str(), now.version), ("Олена", 2));
    }
);

on_both_engines!(
    people_are_found_by_parts_of_name_and_address_and_wildcards_are_letters,
    async |database: Database| {
        add(&database, &resident(1, "olena_k@example.com", None)).await;
        add(&database, &resident(2, "andrii@example.com", None)).await;
        let mut connection = database.read().await.unwrap();
        for (words, expected) in [
            ("МАР'ЯНА", 2),
            ("olena_", 1),
            ("_ndrii", 0),
            ("%", 0),
            ("!", 0),
            ("", 2),
        ] {
            let (people, number) = person::search(&mut connection, words, 10, 0).await.unwrap();
            assert_eq!((people.len(), number), (expected, expected as i64), "{words}");
        }
        let (page, number) = person::search(&mut connection, "", 1, 1).await.unwrap();
        assert_eq!((page.len(), number), (1, 2));
    }
);

on_both_engines!(
    a_role_is_granted_once_in_a_unit_and_once_everywhere,
    async |database: Database| {
        let person = resident(1, "a@example.com", None);
        add(&database, &person).await;
        let office = Unit {
            id: id::<UnitId>(5),
            code: "office".to_owned(),
            name_uk: "Відділ".to_owned(),
            name_en: "Office".to_owned(),
            phone: None,
        };
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        unit::put(connection, &office).await.unwrap();
        let in_unit = Grant {
            role: Role::CaseOfficer,
            unit: Some(office.id),
        };
        let everywhere = Grant {
            role: Role::CaseOfficer,
            unit: None,
        };
        for (number, grant, is_new) in [
            (10, &in_unit, true),
            (11, &in_unit, false),
            (12, &everywhere, true),
            (13, &everywhere, false),
        ] {
            let granted = role_grant::insert(connection, id(number), person.id, grant, Timestamp(1)).await;
            assert_eq!(granted.unwrap(), is_new);
        }
        assert!(
            role_grant::remove(connection, person.id, &everywhere)
                .await
                .unwrap()
        );
        assert!(
            !role_grant::remove(connection, person.id, &everywhere)
                .await
                .unwrap()
        );
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        assert_eq!(
            role_grant::of_person(&mut connection, person.id).await.unwrap(),
            [in_unit]
        );
        assert_eq!(unit::list(&mut connection).await.unwrap(), [office]);
    }
);

fn session_of(person: PersonId, number: u128) -> SessionRow {
    SessionRow {
        id: id::<SessionId>(number),
        token_hash: format!("hash-{number}"),
        person,
        second_factor: SecondFactor::Awaited,
        device: "Firefox, Linux".to_owned(),
        created_at: Timestamp(10),
        last_seen_at: Timestamp(10),
    }
}

on_both_engines!(
    a_rotated_session_is_found_by_its_new_token_only,
    async |database: Database| {
        let person = resident(1, "a@example.com", None);
        add(&database, &person).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let row = session_of(person.id, 7);
        session::insert(connection, &row).await.unwrap();
        let now = Timestamp(20);
        assert!(
            session::rotate(connection, row.id, "new", SecondFactor::Confirmed, now)
                .await
                .unwrap()
        );
        assert_eq!(session::by_token(connection, "hash-7").await.unwrap(), None);
        let rotated = session::by_token(connection, "new").await.unwrap().unwrap();
        assert_eq!(
            (rotated.second_factor, rotated.last_seen_at),
            (SecondFactor::Confirmed, now)
        );
        keep(tx).await;
    }
);

on_both_engines!(
    sessions_end_one_by_one_all_but_one_and_by_age,
    async |database: Database| {
        let (person, other) = (
            resident(1, "a@example.com", None),
            resident(2, "b@example.com", None),
        );
        add(&database, &person).await;
        add(&database, &other).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for number in 1..=4 {
            session::insert(connection, &session_of(person.id, number))
                .await
                .unwrap();
        }
        session::insert(connection, &session_of(other.id, 5))
            .await
            .unwrap();
        assert!(!session::remove(connection, id(5), person.id).await.unwrap());
        assert!(session::remove(connection, id(4), person.id).await.unwrap());
        assert_eq!(
            session::remove_others(connection, person.id, Some(id(1)))
                .await
                .unwrap(),
            2
        );
        session::seen(connection, id(1), Timestamp(15)).await.unwrap();
        let left = session::of_person(connection, person.id).await.unwrap();
        assert_eq!(
            left.iter().map(|row| row.last_seen_at).collect::<Vec<_>>(),
            [Timestamp(15)]
        );
        assert_eq!(
            session::remove_opened_before(connection, Timestamp(11))
                .await
                .unwrap(),
            2
        );
        keep(tx).await;
    }
);

on_both_engines!(
    attempts_are_counted_within_a_window_and_then_anew,
    async |database: Database| {
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        let mut numbers = Vec::new();
        for now in [0, 10, 99, 100, 101] {
            let ends_at = Timestamp(now + 100);
            let made = attempt::count(connection, "key", Timestamp(now), ends_at)
                .await
                .unwrap();
            numbers.push(made.number);
        }
        assert_eq!(numbers, [1, 2, 3, 1, 2]);
        attempt::give_back(connection, "key").await.unwrap();
        let made = attempt::count(connection, "key", Timestamp(102), Timestamp(202)).await;
        assert_eq!(made.unwrap().number, 2);
        attempt::forget(connection, "key").await.unwrap();
        let made = attempt::count(connection, "key", Timestamp(102), Timestamp(202)).await;
        assert_eq!(made.unwrap().number, 1);
        keep(tx).await;
    }
);

on_both_engines!(
    a_sign_up_is_taken_once_and_only_in_its_time,
    async |database: Database| {
        let row = SignUpRow {
            token_hash: "digest".to_owned(),
            email: "mariia@example.com".to_owned(),
            name: "Марія".to_owned(),
            language: Language::En,
            password_hash: "hash".to_owned(),
            expires_at: Timestamp(100),
        };
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        sign_up::insert(connection, &row, Timestamp(0)).await.unwrap();
        let at =
            async |connection: &mut _, now| sign_up::get(connection, "digest", Timestamp(now)).await.unwrap();
        assert_eq!(at(connection, 99).await, Some(row.clone()));
        assert_eq!(at(connection, 100).await, None);
        assert!(sign_up::take(connection, "digest").await.unwrap());
        assert!(!sign_up::take(connection, "digest").await.unwrap());
        keep(tx).await;
    }
);

on_both_engines!(
    a_reset_has_a_term_and_ends_with_the_others_of_its_person,
    async |database: Database| {
        let person = resident(1, "a@example.com", None);
        add(&database, &person).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for digest in ["one", "two"] {
            password_reset::insert(connection, digest, person.id, Timestamp(100))
                .await
                .unwrap();
        }
        for (now, expected) in [(99, Some(person.id)), (100, None)] {
            let found = password_reset::person(connection, "one", Timestamp(now)).await;
            assert_eq!(found.unwrap(), expected);
        }
        assert_eq!(password_reset::remove_of(connection, person.id).await.unwrap(), 2);
        assert_eq!(password_reset::remove_of(connection, person.id).await.unwrap(), 0);
        keep(tx).await;
    }
);

on_both_engines!(
    a_step_of_codes_is_accepted_once_and_a_recovery_code_too,
    async |database: Database| {
        let person = resident(1, "a@example.com", None);
        add(&database, &person).await;
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for confirmed_at in [None, Some(Timestamp(5))] {
            let row = TotpRow {
                person: person.id,
                secret: "SECRET".to_owned(),
                confirmed_at,
                last_step: 7,
            };
            totp::put(connection, &row).await.unwrap();
            let kept = totp::get(connection, person.id).await.unwrap().unwrap();
            assert_eq!((kept.confirmed_at, kept.last_step), (confirmed_at, 7));
        }
        for (step, expected) in [(7, false), (8, true), (8, false), (6, false)] {
            assert_eq!(totp::accept(connection, person.id, step).await.unwrap(), expected);
        }
        let codes = ["a".to_owned(), "b".to_owned()];
        totp::put_codes(connection, person.id, &codes).await.unwrap();
        assert!(totp::take_code(connection, person.id, "a").await.unwrap());
        assert!(!totp::take_code(connection, person.id, "a").await.unwrap());
        assert_eq!(totp::count_codes(connection, person.id).await.unwrap(), 1);
        totp::remove(connection, person.id).await.unwrap();
        assert_eq!(totp::count_codes(connection, person.id).await.unwrap(), 0);
        assert!(totp::get(connection, person.id).await.unwrap().is_none());
        keep(tx).await;
    }
);

on_both_engines!(
    everything_of_a_person_is_collected_and_an_archive_is_made_once,
    async |database: Database| {
        let (olena, other) = (
            resident(1, "olena@example.com", Some("3184910682")),
            resident(2, "b@example.com", None),
        );
        add(&database, &olena).await;
        add(&database, &other).await;
        let mut connection = database.read().await.unwrap();
        let parts = own_data::collect(&mut connection, olena.id).await.unwrap();
        drop(connection);
        let (name, rows) = parts.first().unwrap();
        assert_eq!((*name, rows.len()), ("account", 1));
        assert_eq!(rows[0]["email"], "olena@example.com");
        assert_eq!(rows[0]["created_at"], olena.created_at.0);
        assert!(parts.iter().skip(1).all(|(_, rows)| rows.is_empty()), "{parts:?}");

        let asked = OwnDataRow {
            id: Uuid::from_u128(7).into(),
            person: olena.id,
            language: Language::En,
            asked_at: Timestamp(5),
            made: None,
            digest: None,
        };
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        own_data::insert(connection, &asked).await.unwrap();
        assert_eq!(
            own_data::get(connection, asked.id).await.unwrap(),
            Some(asked.clone())
        );
        assert!(
            own_data::made(connection, asked.id, 12, Timestamp(100), "ab")
                .await
                .unwrap()
        );
        assert!(
            !own_data::made(connection, asked.id, 13, Timestamp(200), "cd")
                .await
                .unwrap()
        );
        let made = OwnDataRow {
            made: Some((12, Timestamp(100))),
            digest: Some("ab".to_owned()),
            ..asked.clone()
        };
        assert_eq!(
            own_data::of_person(connection, olena.id, 10).await.unwrap(),
            std::slice::from_ref(&made)
        );
        assert_eq!(own_data::of_person(connection, other.id, 10).await.unwrap(), []);
        assert_eq!(
            own_data::expired(connection, Timestamp(99), 10).await.unwrap(),
            []
        );
        assert_eq!(
            own_data::expired(connection, Timestamp(100), 10).await.unwrap(),
            [made]
        );
        own_data::forget(connection, asked.id).await.unwrap();
        assert_eq!(
            own_data::expired(connection, Timestamp(100), 10).await.unwrap(),
            []
        );
        keep(tx).await;
    }
);

on_both_engines!(
    those_who_hold_a_role_in_a_unit_are_found_by_name,
    async |database: Database| {
        let (unit_id, other): (UnitId, UnitId) = (id(70), id(71));
        let mut tx = database.begin().await.unwrap();
        let connection = tx.connection().unwrap();
        for (unit_id, code) in [(unit_id, "housing"), (other, "roads")] {
            let new = Unit {
                id: unit_id,
                code: code.to_owned(),
                name_uk: code.to_owned(),
                name_en: code.to_owned(),
                phone: None,
            };
            unit::put(connection, &new).await.unwrap();
        }
        for (number, email) in [(2, "b@example.com"), (1, "a@example.com"), (3, "c@example.com")] {
            person::insert(connection, &resident(number, email, None))
                .await
                .unwrap();
        }
        let granted = [
            (2, Role::CaseOfficer, Some(unit_id)),
            (1, Role::UnitHead, None),
            (3, Role::CaseOfficer, Some(other)),
        ];
        for (number, role, unit) in granted {
            let grant = Grant { role, unit };
            role_grant::insert(
                connection,
                Uuid::from_u128(80 + number),
                id(number),
                &grant,
                Timestamp(1),
            )
            .await
            .unwrap();
        }
        keep(tx).await;
        let mut connection = database.read().await.unwrap();
        let found = role_grant::in_unit(&mut connection, unit_id).await.unwrap();
        assert_eq!(
            found,
            [
                (id(1), "Мар’яна 1".to_owned(), Role::UnitHead),
                (id(2), "Мар’яна 2".to_owned(), Role::CaseOfficer)
            ]
        );
    }
);
