//! Classes, their seats and waiting lists, and visitors who are forgotten.

use crate::on_both_engines;
use domain::id::{ClassId, PersonId};
use domain::learning::class::attendance::AttendedWay;
use domain::learning::class::enrolment::{EnrolmentState, Visitor, Way, place_for};
use domain::learning::class::{Hall, HallKind, Known, Subject};
use domain::learning::question::{QuestionState, Reply};
use domain::{Language, Timestamp};
use storage::learning::class::{self, ClassRow, ClassSpan, Taken};
use storage::learning::enrolment::{self, EnrolmentRow};
use storage::learning::question::{self, QuestionRow};
use storage::people::person::{self, PersonRow};
use storage::{Database, Tx};
use uuid::Uuid;

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn somebody(number: u128) -> PersonRow {
    PersonRow {
        id: id(number),
        email: format!("person{number}@example.com"),
        name: format!("Людина {number}"),
        language: Language::Uk,
        tax_number: None,
        password_hash: None,
        is_demo: false,
        street: String::new(),
        version: 1,
        created_at: Timestamp(1),
    }
}

fn row(number: u128, starts_at: i64, seats: u32) -> ClassRow {
    ClassRow {
        id: id(number),
        subject: Subject {
            course: "digital-abc".to_owned(),
            module: (number == 1).then(|| "m1".to_owned()),
        },
        teacher: id(1),
        teacher_name: "Тарас Вовк".to_owned(),
        hall: Hall {
            kind: HallKind::Library,
            name: "Читальна зала".to_owned(),
            address: None,
            ramp: Known::Unknown,
            shelter: Known::No,
            devices: (number == 1).then_some(4),
        },
        starts_at: Timestamp(starts_at),
        ends_at: Timestamp(starts_at + 100),
        seats,
        language: Language::Uk,
        phone: None,
        bring: String::new(),
        is_cancelled: false,
        reason: None,
        secret: "secret".to_owned(),
        version: 1,
        notice: 1,
        changed_at: Timestamp(5),
    }
}

fn one(number: u128, class: ClassId, person: Option<PersonId>, place: i64) -> EnrolmentRow {
    EnrolmentRow {
        id: id(number),
        class,
        person,
        visitor: person.is_none().then(|| Visitor {
            name: "Ганна Приклад".to_owned(),
            phone: "+380670000001".to_owned(),
        }),
        way: if person.is_some() { Way::Own } else { Way::Operator },
        enrolled_by: person.is_none().then(|| id(1)),
        state: EnrolmentState::Enrolled,
        place,
        shares_progress: false,
        needs_call: false,
        enrolled_at: Timestamp(7),
        attended: None,
        forgotten_at: None,
    }
}

async fn begin(database: &Database) -> Tx {
    database.begin().await.unwrap()
}

async fn keep(tx: Tx) {
    tx.commit_without_event("test").await.unwrap();
}

async fn add(database: &Database, people: u128, classes: &[ClassRow]) {
    let mut tx = begin(database).await;
    let connection = tx.connection().unwrap();
    for number in 1..=people {
        person::insert(connection, &somebody(number)).await.unwrap();
    }
    for row in classes {
        class::insert(connection, row).await.unwrap();
    }
    keep(tx).await;
}

const fn span() -> ClassSpan {
    ClassSpan {
        ends_after: Timestamp(i64::MIN),
        from: Timestamp(i64::MIN),
        until: Timestamp(i64::MAX),
        kind: None,
        ramp: false,
        shelter: false,
        devices: false,
    }
}

on_both_engines!(
    a_class_is_found_by_day_and_by_what_its_hall_has,
    async |database: Database| {
        let (first, mut second) = (row(1, 1_000, 5), row(2, 2_000, 5));
        second.hall.kind = HallKind::School;
        second.hall.ramp = Known::Yes;
        second.hall.shelter = Known::Yes;
        second.hall.address = Some("вул. Юності, 11".to_owned());
        second.phone = Some("+380352000000".to_owned());
        add(&database, 1, &[second.clone(), first.clone()]).await;
        let mut connection = database.read().await.unwrap();
        let found = async |connection: &mut storage::AnyConnection, span: ClassSpan| {
            let rows = class::list(connection, &span, 10).await.unwrap();
            rows.into_iter().map(|row| row.id).collect::<Vec<ClassId>>()
        };
        assert_eq!(
            class::get(&mut connection, first.id).await.unwrap(),
            Some(first.clone())
        );
        assert_eq!(
            class::get(&mut connection, second.id).await.unwrap(),
            Some(second.clone())
        );
        assert_eq!(class::get(&mut connection, id(3)).await.unwrap(), None);
        assert_eq!(found(&mut connection, span()).await, [first.id, second.id]);
        for (asked, expected) in [
            (
                ClassSpan {
                    ends_after: Timestamp(1_100),
                    ..span()
                },
                vec![second.id],
            ),
            (
                ClassSpan {
                    from: Timestamp(1_001),
                    ..span()
                },
                vec![second.id],
            ),
            (
                ClassSpan {
                    until: Timestamp(2_000),
                    ..span()
                },
                vec![first.id],
            ),
            (
                ClassSpan {
                    kind: Some(HallKind::School),
                    ..span()
                },
                vec![second.id],
            ),
            (ClassSpan { ramp: true, ..span() }, vec![second.id]),
            (
                ClassSpan {
                    shelter: true,
                    ..span()
                },
                vec![second.id],
            ),
            (
                ClassSpan {
                    devices: true,
                    ..span()
                },
                vec![first.id],
            ),
            (
                ClassSpan {
                    ramp: true,
                    devices: true,
                    ..span()
                },
                vec![],
            ),
        ] {
            assert_eq!(found(&mut connection, asked).await, expected, "{asked:?}");
        }
    }
);

on_both_engines!(a_changed_notice_is_counted, async |database: Database| {
    add(&database, 1, &[row(1, 1_000, 5)]).await;
    let mut tx = begin(&database).await;
    let connection = tx.connection().unwrap();
    assert_eq!(class::hold(connection, id(1)).await.unwrap(), Some(2));
    assert_eq!(class::hold(connection, id(9)).await.unwrap(), None);
    let mut changed = class::get(connection, id(1)).await.unwrap().unwrap();
    changed.seats = 7;
    changed.is_cancelled = true;
    changed.reason = Some("немає світла".to_owned());
    class::update(connection, &changed).await.unwrap();
    let kept = class::get(connection, id(1)).await.unwrap().unwrap();
    assert_eq!((kept.notice, kept.version), (2, 2));
    assert_eq!(kept, ClassRow { notice: 2, ..changed });
    keep(tx).await;
});

on_both_engines!(
    people_of_a_class_are_kept_in_their_order,
    async |database: Database| {
        add(&database, 3, &[row(1, 1_000, 5), row(2, 2_000, 5)]).await;
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        let class = id(1);
        let mut first = one(10, class, Some(id(2)), 2);
        let visitor = one(11, class, None, 3);
        let waiting = EnrolmentRow {
            state: EnrolmentState::Waiting,
            ..one(12, class, Some(id(3)), 4)
        };
        for row in [&waiting, &first, &visitor] {
            enrolment::put(connection, row).await.unwrap();
        }
        assert_eq!(
            enrolment::of_class(connection, class).await.unwrap(),
            [first.clone(), visitor.clone(), waiting.clone()]
        );
        let taken = Taken {
            enrolled: 2,
            waiting: 1,
        };
        assert_eq!(class::taken(connection, class).await.unwrap(), taken);
        assert_eq!(class::taken(connection, id(2)).await.unwrap(), Taken::default());
        let all = class::taken_of_span(connection, &span()).await.unwrap();
        assert_eq!(all.into_iter().collect::<Vec<_>>(), [(class, taken)]);

        first.state = EnrolmentState::Left;
        first.shares_progress = true;
        enrolment::put(connection, &first).await.unwrap();
        assert_eq!(
            enrolment::get(connection, class, first.id).await.unwrap(),
            Some(first.clone())
        );
        assert_eq!(enrolment::get(connection, id(2), first.id).await.unwrap(), None);
        assert_eq!(
            enrolment::of_person(connection, class, id(2)).await.unwrap(),
            Some(first)
        );
        assert_eq!(
            enrolment::of_person(connection, class, id(1)).await.unwrap(),
            None
        );
        assert_eq!(class::of_person(connection, id(3), 10).await.unwrap().len(), 1);
        assert!(
            class::of_person(connection, id(1), 10).await.unwrap().is_empty(),
            "an operator does not come to the classes of visitors"
        );

        enrolment::announce_change(connection, class).await.unwrap();
        let marked: Vec<bool> = enrolment::of_class(connection, class)
            .await
            .unwrap()
            .iter()
            .map(|one| one.needs_call)
            .collect();
        assert_eq!(marked, [false, true, false]);
        keep(tx).await;

        let mut tx = begin(&database).await;
        let again = enrolment::put(tx.connection().unwrap(), &one(13, class, Some(id(3)), 9)).await;
        assert!(again.unwrap_err().is_conflict(), "one person has one seat");
    }
);

on_both_engines!(a_question_is_answered_once, async |database: Database| {
    add(&database, 2, &[]).await;
    let mut tx = begin(&database).await;
    let connection = tx.connection().unwrap();
    let asked = |number: u128, at: i64| QuestionRow {
        id: id(number),
        subject: "digital-abc/m5".parse().unwrap(),
        person: id(2),
        content: format!("Запитання {number}"),
        state: QuestionState::Waiting,
        asked_at: Timestamp(at),
        reply: None,
    };
    let (first, second) = (asked(20, 5), asked(21, 6));
    for row in [&second, &first] {
        question::insert(connection, row).await.unwrap();
    }
    assert_eq!(
        question::waiting(connection, 10).await.unwrap(),
        [first.clone(), second.clone()]
    );
    assert_eq!(
        question::of_person(connection, id(2), 10).await.unwrap(),
        [second.clone(), first.clone()]
    );
    assert_eq!(question::of_person(connection, id(1), 10).await.unwrap(), []);
    let reply = Reply {
        content: "Відповідь".to_owned(),
        teacher: "Тарас Вовк".to_owned(),
        at: Timestamp(9),
    };
    let answer = question::reply(connection, &first, QuestionState::Answered, &reply);
    assert!(answer.await.unwrap());
    let again = question::reply(connection, &first, QuestionState::Hidden, &reply);
    assert!(!again.await.unwrap(), "it waits no longer");
    let answered = QuestionRow {
        state: QuestionState::Answered,
        reply: Some(reply.clone()),
        ..first
    };
    let about = |subject: &str| Some(subject.parse::<Subject>().unwrap());
    for wanted in [None, about("digital-abc"), about("digital-abc/m5")] {
        let found = question::answered(connection, wanted.as_ref(), 10).await.unwrap();
        assert_eq!(found, std::slice::from_ref(&answered), "{wanted:?}");
    }
    for other in [about("paperless"), about("digital-abc/m1")] {
        let found = question::answered(connection, other.as_ref(), 10).await.unwrap();
        assert_eq!(found, [], "{other:?}");
    }
    assert_eq!(
        question::get(connection, answered.id).await.unwrap(),
        Some(answered.clone())
    );
    assert_eq!(question::waiting(connection, 10).await.unwrap(), [second]);
    let withdrawn = question::reply(connection, &answered, QuestionState::Hidden, &reply);
    assert!(withdrawn.await.unwrap());
    assert_eq!(question::answered(connection, None, 10).await.unwrap(), []);
    keep(tx).await;
});

on_both_engines!(attendance_is_noted_and_taken_back, async |database: Database| {
    add(&database, 2, &[row(1, 1_000, 5)]).await;
    let mut tx = begin(&database).await;
    let connection = tx.connection().unwrap();
    let somebody = one(10, id(1), Some(id(2)), 2);
    enrolment::put(connection, &somebody).await.unwrap();
    let noted = Some((Timestamp(1_050), AttendedWay::Code));
    enrolment::attend(connection, somebody.id, noted).await.unwrap();
    // A later change of the seat leaves it as it is.
    enrolment::put(connection, &somebody).await.unwrap();
    let kept = enrolment::get(connection, id(1), somebody.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.attended, noted);
    enrolment::attend(connection, somebody.id, None).await.unwrap();
    let kept = enrolment::get(connection, id(1), somebody.id).await.unwrap();
    assert_eq!(kept, Some(somebody));
    keep(tx).await;
});

on_both_engines!(
    visitors_are_forgotten_and_people_with_accounts_are_not,
    async |database: Database| {
        add(&database, 2, &[row(1, 1_000, 5), row(2, 5_000, 5)]).await;
        let mut tx = begin(&database).await;
        let connection = tx.connection().unwrap();
        let (old, new) = (one(10, id(1), None, 2), one(11, id(2), None, 2));
        for row in [&old, &new, &one(12, id(1), Some(id(2)), 3)] {
            enrolment::put(connection, row).await.unwrap();
        }
        assert_eq!(
            enrolment::to_forget(connection, Timestamp(1_099), 10)
                .await
                .unwrap(),
            []
        );
        assert_eq!(
            enrolment::to_forget(connection, Timestamp(1_100), 10)
                .await
                .unwrap(),
            std::slice::from_ref(&old)
        );
        enrolment::forget(connection, old.id, Timestamp(9_000))
            .await
            .unwrap();
        assert_eq!(
            enrolment::to_forget(connection, Timestamp(1_100), 10)
                .await
                .unwrap(),
            []
        );
        let kept = enrolment::get(connection, id(1), old.id).await.unwrap().unwrap();
        assert_eq!((kept.visitor, kept.forgotten_at), (None, Some(Timestamp(9_000))));
        keep(tx).await;
    }
);

on_both_engines!(
    of_many_who_want_the_last_seats_at_once_no_more_get_one_than_there_are,
    async |database: Database| {
        const PEOPLE: u128 = 24;
        const SEATS: u32 = 5;
        add(&database, PEOPLE, &[row(1, 1_000, SEATS)]).await;
        let wants = (1..=PEOPLE).map(|number| {
            let database = database.clone();
            tokio::spawn(async move {
                let mut tx = begin(&database).await;
                let connection = tx.connection().unwrap();
                let class: ClassId = id(1);
                let place = class::hold(connection, class).await.unwrap().unwrap();
                let taken = class::taken(connection, class).await.unwrap();
                let row = EnrolmentRow {
                    state: place_for(SEATS, taken.enrolled, taken.waiting),
                    ..one(100 + number, class, Some(id(number)), place)
                };
                enrolment::put(connection, &row).await.unwrap();
                keep(tx).await;
            })
        });
        for want in wants.collect::<Vec<_>>() {
            want.await.unwrap();
        }
        let mut connection = database.read().await.unwrap();
        let taken = class::taken(&mut connection, id(1)).await.unwrap();
        assert_eq!((taken.enrolled, taken.waiting), (SEATS, 24 - SEATS));
        let all = enrolment::of_class(&mut connection, id(1)).await.unwrap();
        let mut places: Vec<i64> = all.iter().map(|one| one.place).collect();
        places.dedup();
        assert_eq!(places.len(), 24, "nobody has the place of another");
        let first: Vec<EnrolmentState> = all.iter().take(5).map(|one| one.state).collect();
        assert_eq!(first, [EnrolmentState::Enrolled; 5], "who comes first has a seat");
    }
);
