//! What a teacher takes to a class: plan, handouts, lessons for the wall, and who needs help.

use super::classes::{announced, app, person};
use super::{CHOICE, LESSON, answer, read};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::time::{DAY_MS, MINUTE_MS};

#[tokio::test]
async fn the_kit_of_a_class_holds_its_lessons_for_the_wall_and_for_paper() {
    let app = app().await;
    let class = announced(&app, &[("subject", "digital-abc/m1")]).await;
    let teacher = app.staff(Role::Teacher).await;
    let kit = teacher.get(&format!("{class}/kit")).await;
    assert_eq!(kit.status, StatusCode::OK);
    let kit = kit.text();
    for address in [
        "/learning/projector/digital-abc/m1/power",
        "/learning/sheets/digital-abc/m1/power",
        "/stuck",
        "/code",
    ] {
        assert!(kit.contains(address), "{address}");
    }
    assert!(
        !kit.contains("/learning/sheets/digital-abc/m2/"),
        "only the module of the class"
    );
    let whole = announced(&app, &[("subject", "digital-abc")]).await;
    assert!(
        teacher
            .get(&format!("{whole}/kit"))
            .await
            .text()
            .contains("/learning/sheets/digital-abc/m2/")
    );
    for browser in [app.citizen().await, app.staff(Role::CentreOfficer).await] {
        for part in ["kit", "stuck"] {
            let answer = browser.get(&format!("{class}/{part}")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{part}");
        }
    }
}

#[tokio::test]
async fn a_lesson_on_the_wall_shows_one_screen_and_keeps_nothing() {
    let app = app().await;
    let anybody = app.anonymous();
    let wall = "/learning/projector/digital-abc/m1/power";
    let start = anybody.get(wall).await;
    assert_eq!(start.location(), format!("{wall}/intro"));
    let first = anybody.get(&format!("{wall}/intro")).await.text();
    assert!(
        first.contains("data-key=\"next\"") && !first.contains("data-key=\"previous\""),
        "{first}"
    );
    assert_eq!(first.matches("<h1").count(), 1);
    let exercise = anybody.get(&format!("{wall}/check-dark-screen")).await.text();
    assert!(
        exercise.contains("data-key=\"previous\"") && exercise.contains("sheet__box"),
        "{exercise}"
    );
    assert!(
        !exercise.contains("Телефон лише погасив екран"),
        "no feedback gives the answer away"
    );
    assert!(anybody.cookie("__Host-device").is_none());
    assert_eq!(
        anybody.get(&format!("{wall}/none")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        anybody
            .get("/learning/projector/digital-abc/m1/none")
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_teacher_sees_who_is_stuck_of_those_who_agreed_and_nothing_of_others() {
    let app = app().await;
    let class = announced(&app, &[("subject", "digital-abc/m1"), ("seats", "5")]).await;
    let olena = app.citizen().await;
    let andrii = person(&app, "andrii@demo.hromada").await;
    olena
        .post(&class, &[("_action", "enrol"), ("shares_progress", "true")])
        .await;
    andrii.post(&class, &[("_action", "enrol")]).await;
    for browser in [&olena, &andrii] {
        read(browser, "intro").await;
        read(browser, "buttons").await;
    }
    let stuck = format!("{class}/stuck");
    let page = app.staff(Role::Teacher).await.get(&stuck).await.text();
    assert!(page.contains("Олена К.") && page.contains("Іде далі"), "{page}");
    assert!(
        !page.contains("Андрій") && page.contains("Ще 1 людина з місцем поступу не показує"),
        "{page}"
    );

    for option in ["hold", "charge", "volume"] {
        assert_eq!(
            answer(&olena, CHOICE, &[("answer", option)]).await.status,
            StatusCode::SEE_OTHER,
            "{option}"
        );
    }
    let page = app.staff(Role::Teacher).await.get(&stuck).await.text();
    assert!(
        page.contains("Потрібна допомога") && page.contains("3 помилки поспіль"),
        "{page}"
    );
    answer(&olena, CHOICE, &[("answer", "short")]).await;
    let page = app.staff(Role::Teacher).await.get(&stuck).await.text();
    assert!(page.contains("Іде далі") && !page.contains("поспіль"), "{page}");
    assert!(olena.get(LESSON).await.location().starts_with(LESSON));

    // While the class lasts, whoever does nothing for ten minutes needs somebody too.
    app.clock.advance_ms(2 * DAY_MS + 45 * MINUTE_MS);
    let page = app.staff(Role::Teacher).await.get(&stuck).await.text();
    assert!(page.contains("Потрібна допомога"), "{page}");

    // Taken back, it is gone at once; what was looked at stays in the log.
    let olena = app.citizen().await;
    olena.post(&class, &[("_action", "unshare")]).await;
    let page = app.staff(Role::Teacher).await.get(&stuck).await.text();
    assert!(
        !page.contains("Олена") && page.contains("Ніхто ще не дозволив показувати поступ"),
        "{page}"
    );
    let id = app.person("olena@demo.hromada").await.id;
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let looks = storage::access_log::of_person(&mut connection, id, 10)
        .await
        .unwrap();
    assert_eq!(looks.len(), 4);
    assert!(looks.iter().all(|look| look.purpose == "learning.progress"));
}
