//! Visitors of classes who have no account, and what people are told when a class is moved or cancelled.

use super::classes::{LIST, VISITOR, announced, app, enrol, leave, mails, notice, people, person};
use axum::http::StatusCode;
use domain::Actor;
use domain::actor::Role;
use domain::time::DAY_MS;

#[tokio::test]
async fn an_operator_enrols_by_telephone_and_names_stay_masked_until_one_is_opened() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let operator = app.staff(Role::CentreOfficer).await;
    let form = format!("{class}/visitor");
    assert_eq!(operator.get(&form).await.status, StatusCode::OK);
    let refused = operator.post(&form, &[("name", "Ганна"), ("phone", "12")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(
        page.contains("id=\"phone-error\"") && page.contains("id=\"agrees-error\""),
        "{page}"
    );
    assert!(page.contains("value=\"Ганна\"") && page.contains("value=\"12\""));
    let done = operator.post(&form, &VISITOR).await;
    assert_eq!(done.page(), format!("{class}/people"), "{}", done.text());
    let again = operator.post(&form, &VISITOR).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);

    let teacher = app.staff(Role::Teacher).await;
    let list = teacher.get(&format!("{class}/people")).await.text();
    assert!(list.contains("Ганна П.") && list.contains("•••• 00 01"), "{list}");
    assert!(
        !list.contains("Приклад") && !list.contains("0670000001"),
        "{list}"
    );
    assert!(
        list.contains("1 із 2 зайнято"),
        "the same form twice is one person"
    );
    let people = people(&teacher, &class).await;
    assert_eq!(people.len(), 1);
    let card = teacher.get(&people[0]).await.text();
    assert!(card.contains("Ганна Приклад") && card.contains("+380670000001"));
    // 30 days after 25 November.
    assert!(card.contains("25\u{a0}грудня 2026"), "{card}");

    let id: domain::id::EnrolmentId = people[0].rsplit('/').next().unwrap().parse().unwrap();
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let looks = storage::access_log::of_person(&mut connection, domain::id::PersonId(id.0), 10)
        .await
        .unwrap();
    assert_eq!(looks.len(), 1, "the list is no look, the card is one");
    assert_eq!(
        (looks[0].reader_name.as_str(), looks[0].purpose.as_str()),
        ("Тарас Вовк", "learning.card")
    );
    drop(connection);

    // No mail, and nobody else reads it.
    assert!(mails(&app).await.is_empty());
    for browser in [app.citizen().await, app.staff(Role::ProjectEditor).await] {
        for address in [format!("{class}/people"), people[0].clone()] {
            assert_eq!(
                browser.get(&address).await.status,
                StatusCode::FORBIDDEN,
                "{address}"
            );
        }
    }
}

#[tokio::test]
async fn a_person_with_an_account_reads_who_opened_their_card() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let olena = app.citizen().await;
    enrol(&olena, &class).await;
    let teacher = app.staff(Role::Teacher).await;
    let people = people(&teacher, &class).await;
    assert!(teacher.get(&people[0]).await.text().contains("Олена Коваль"));
    let log = olena.get("/people/account/access-log").await.text();
    assert!(
        log.contains("Тарас Вовк") && log.contains("Список заняття"),
        "{log}"
    );
}

#[tokio::test]
async fn a_helper_enrols_three_others_and_no_more() {
    let app = app().await;
    let class = announced(&app, &[("seats", "10")]).await;
    let olena = app.citizen().await;
    let form = format!("{class}/visitor");
    for name in ["Ганна Перша", "Ганна Друга", "Ганна Третя"] {
        let fields = [("name", name), ("phone", "0670000001"), ("agrees", "true")];
        assert_eq!(
            olena.post(&form, &fields).await.location(),
            format!("{class}?done=visitor")
        );
    }
    let fourth = [
        ("name", "Ганна Четверта"),
        ("phone", "0670000001"),
        ("agrees", "true"),
    ];
    let refused = olena.post(&form, &fourth).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("Ви вже записали на це заняття трьох людей")
    );
    let told = mails(&app).await;
    assert_eq!(told.len(), 3);
    assert!(
        told.iter()
            .all(|(to, _, text)| to == "olena@demo.hromada" && text.contains("Ганна "))
    );
    assert!(
        told.iter()
            .all(|(_, _, text)| !text.contains("Перша") && !text.contains("670000001")),
        "mail names nobody"
    );
    let page = olena.get(&class).await.text();
    assert!(page.contains("Скасувати запис: Ганна П."), "{page}");
    assert_eq!(
        leave(&olena, &class).await.location(),
        format!("{class}?done=left")
    );
    assert_eq!(
        olena.post(&form, &fourth).await.location(),
        format!("{class}?done=visitor")
    );
    let own = olena.get(&format!("{LIST}/own")).await.text();
    assert!(
        own.contains(&class) && own.contains("Ви записали 3 людей"),
        "{own}"
    );
}

#[tokio::test]
async fn names_and_telephones_of_visitors_are_forgotten_a_month_after_the_class() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let operator = app.staff(Role::CentreOfficer).await;
    operator.post(&format!("{class}/visitor"), &VISITOR).await;
    let visitor = people(&operator, &class).await.remove(0);
    let classes = &app.hromada.services.classes;
    assert!(classes.forget_visitors(&Actor::Anonymous).await.is_err());
    app.clock.advance_ms(31 * DAY_MS);
    classes.forget_visitors(&Actor::System).await.unwrap();
    let operator = app.staff(Role::CentreOfficer).await;
    assert!(
        operator.get(&visitor).await.text().contains("Ганна Приклад"),
        "the class is 29 days ago"
    );
    app.clock.advance_ms(2 * DAY_MS);
    classes.forget_visitors(&Actor::System).await.unwrap();
    classes.forget_visitors(&Actor::System).await.unwrap();
    let operator = app.staff(Role::CentreOfficer).await;
    let card = operator.get(&visitor).await.text();
    assert!(
        !card.contains("Ганна") && !card.contains("670000001") && card.contains("Дані забуто"),
        "{card}"
    );
    // Nothing of it is left in the events either.
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let id: domain::id::EnrolmentId = visitor.rsplit('/').next().unwrap().parse().unwrap();
    let kept: Vec<String> = sqlx::query_scalar(
        "SELECT data FROM event WHERE subject_kind IN ('learning.class', 'learning.enrolment')",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    assert!(
        kept.len() >= 3
            && kept
                .iter()
                .all(|data| !data.contains("Ганна") && !data.contains("670000001")),
        "{id} {kept:?}"
    );
}

#[tokio::test]
async fn a_moved_class_tells_everybody_why_and_more_seats_go_to_those_who_wait() {
    let app = app().await;
    let class = announced(&app, &[("seats", "1")]).await;
    let (olena, andrii) = (app.citizen().await, person(&app, "andrii@demo.hromada").await);
    enrol(&olena, &class).await;
    enrol(&andrii, &class).await;
    let operator = app.staff(Role::CentreOfficer).await;
    operator.post(&format!("{class}/visitor"), &VISITOR).await;
    mails(&app).await;

    let teacher = app.staff(Role::Teacher).await;
    let form = format!("{class}/change");
    let page = teacher.get(&form).await.text();
    assert!(
        page.contains("value=\"10:30\"") && page.contains("name=\"_version\" value=\"1\""),
        "{page}"
    );
    let moved = |reason| {
        notice(&[
            ("seats", "3"),
            ("date", "2026-11-26"),
            ("_version", "1"),
            ("reason", reason),
        ])
    };
    let refused = teacher.post(&form, &moved("")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("id=\"reason-error\""));
    let few = notice(&[("seats", "1"), ("_version", "7"), ("reason", "Немає світла")]);
    assert_eq!(
        teacher.post(&form, &few).await.status,
        StatusCode::CONFLICT,
        "somebody changed it meanwhile"
    );
    let same = notice(&[("seats", "1"), ("_version", "1"), ("reason", "Немає світла")]);
    let same = teacher.post(&form, &same).await;
    assert_eq!(
        same.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nothing has changed"
    );
    assert!(same.text().contains("id=\"reason-error\""));
    let done = teacher.post(&form, &moved("Немає світла")).await;
    assert_eq!(
        done.location(),
        format!("{class}?done=changed"),
        "{}",
        done.text()
    );

    let told = mails(&app).await;
    let subjects: Vec<String> = told
        .iter()
        .map(|(to, subject, _)| format!("{to}: {subject}"))
        .collect();
    assert_eq!(subjects.len(), 3, "{subjects:?}");
    assert!(
        subjects[0].starts_with("andrii@demo.hromada: Звільнилося місце"),
        "{subjects:?}"
    );
    assert!(
        subjects[1].starts_with("andrii@demo.hromada: Зміни щодо заняття"),
        "{subjects:?}"
    );
    assert!(
        subjects[2].starts_with("olena@demo.hromada: Зміни щодо заняття"),
        "{subjects:?}"
    );
    assert!(
        told[2].2.contains("Немає світла") && told[2].2.contains("26\u{a0}листопада"),
        "{:?}",
        told[2]
    );
    let page = app.anonymous().get(&class).await.text();
    assert!(
        page.contains("Причина: Немає світла") && page.contains("3 із 3 зайнято"),
        "{page}"
    );

    // The visitor has no mailbox: somebody rings.
    let list = teacher.get(&format!("{class}/people")).await.text();
    assert_eq!(list.matches("Треба зателефонувати").count(), 1, "{list}");
    let visitor = people(&teacher, &class).await.into_iter().last().unwrap();
    assert!(
        operator
            .get(&visitor)
            .await
            .text()
            .contains("Повідомлено телефоном")
    );
    let called = operator.post(&visitor, &[("_action", "called")]).await;
    assert_eq!(called.page(), visitor);
    let list = teacher.get(&format!("{class}/people")).await.text();
    assert!(!list.contains("Треба зателефонувати"));
    let ics = app.anonymous().get(&format!("{class}/class.ics")).await.text();
    assert!(ics.contains("SEQUENCE:1") && ics.contains("DTSTART:20261126T083000Z"));
}

#[tokio::test]
async fn seats_cannot_become_fewer_than_are_taken() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    enrol(&app.citizen().await, &class).await;
    enrol(&person(&app, "andrii@demo.hromada").await, &class).await;
    let teacher = app.staff(Role::Teacher).await;
    let fields = notice(&[("seats", "1"), ("_version", "1"), ("reason", "Менша зала")]);
    let refused = teacher.post(&format!("{class}/change"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("id=\"seats-error\""));
}

#[tokio::test]
async fn a_cancelled_class_says_why_and_takes_nobody_any_more() {
    let app = app().await;
    let class = announced(&app, &[]).await;
    let olena = app.citizen().await;
    enrol(&olena, &class).await;
    mails(&app).await;
    let teacher = app.staff(Role::Teacher).await;
    let form = format!("{class}/cancel");
    assert_eq!(
        app.staff(Role::CentreOfficer).await.get(&form).await.status,
        StatusCode::FORBIDDEN
    );
    let refused = teacher.post(&form, &[("reason", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("id=\"reason-error\""));
    let done = teacher.post(&form, &[("reason", "Хворіє викладач")]).await;
    assert_eq!(done.location(), format!("{class}?done=cancelled"));
    let told = mails(&app).await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0].1.starts_with("Заняття скасовано") && told[0].2.contains("Хворіє викладач"),
        "{told:?}"
    );
    let page = olena.get(&class).await.text();
    assert!(page.contains("Заняття скасовано") && page.contains("Причина: Хворіє викладач"));
    let late = enrol(&person(&app, "andrii@demo.hromada").await, &class).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().contains("Це заняття скасовано"));
    assert_eq!(
        teacher.post(&form, &[("reason", "ще раз")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let ics = olena.get(&format!("{class}/class.ics")).await.text();
    assert!(ics.contains("STATUS:CANCELLED"));
}
