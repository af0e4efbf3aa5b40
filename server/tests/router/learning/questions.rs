//! `/learning/questions`: asked by whoever is signed in, answered in public or hidden with a reason.

use super::classes::{app, mails, person};
use crate::support::Browser;
use axum::http::StatusCode;
use domain::actor::Role;
use domain::time::HOUR_MS;

const ADDRESS: &str = "/learning/questions";

async fn ask(browser: &Browser<'_>, content: &str) -> StatusCode {
    let fields = [
        ("_action", "ask"),
        ("subject", "digital-abc/m5"),
        ("content", content),
    ];
    browser.post(ADDRESS, &fields).await.status
}

/// The id of the first question that waits.
async fn waiting(teacher: &Browser<'_>) -> String {
    let page = teacher.get(ADDRESS).await.text();
    let (_, rest) = page.split_once("name=\"question\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_question_is_read_by_nobody_until_a_teacher_answers_it() {
    let app = app().await;
    let olena = app.citizen().await;
    assert_eq!(
        ask(&olena, "Чи справжній цей лист від банку?").await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        ask(&olena, "Чи справжній цей лист від банку?").await,
        StatusCode::SEE_OTHER,
        "sent twice it is one"
    );
    let own = olena.get(&format!("{ADDRESS}?done=asked")).await.text();
    assert!(
        own.contains("Запитання надіслано") && own.contains("Чекає на викладача"),
        "{own}"
    );
    assert_eq!(own.matches("Чи справжній цей лист").count(), 1);
    let andrii = person(&app, "andrii@demo.hromada").await;
    for browser in [&app.anonymous(), &andrii, &app.staff(Role::CentreOfficer).await] {
        assert!(!browser.get(ADDRESS).await.text().contains("Чи справжній"));
    }

    let teacher = app.staff(Role::Teacher).await;
    let id = waiting(&teacher).await;
    let empty = teacher
        .post(
            ADDRESS,
            &[("_action", "answer"), ("question", &id), ("reply", " ")],
        )
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("id=\"reply-error\""));
    let fields = [
        ("_action", "answer"),
        ("question", id.as_str()),
        (
            "reply",
            "Банк ніколи не просить коду. Зателефонуйте за номером на картці.",
        ),
    ];
    assert_eq!(andrii.post(ADDRESS, &fields).await.status, StatusCode::FORBIDDEN);
    assert_eq!(teacher.post(ADDRESS, &fields).await.status, StatusCode::SEE_OTHER);
    let page = app.anonymous().get(ADDRESS).await.text();
    assert!(
        page.contains("Чи справжній")
            && page.contains("Банк ніколи не просить коду")
            && page.contains("Тарас Вовк")
    );
    assert!(!page.contains("Олена"), "who asked is not told");
    let told = mails(&app).await;
    assert_eq!(told.len(), 1);
    assert!(
        told[0].0 == "olena@demo.hromada" && told[0].2.contains("Банк ніколи"),
        "{told:?}"
    );
    let again = teacher.post(ADDRESS, &fields).await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it is answered already"
    );
}

#[tokio::test]
async fn a_hidden_question_is_explained_to_its_author_alone() {
    let app = app().await;
    let olena = app.citizen().await;
    ask(&olena, "Мій сусід Степан вліз у мій телефон").await;
    let teacher = app.staff(Role::Teacher).await;
    let id = waiting(&teacher).await;
    let fields = [
        ("_action", "hide"),
        ("question", id.as_str()),
        ("reply", "Запитайте ще раз без імен."),
    ];
    assert_eq!(teacher.post(ADDRESS, &fields).await.status, StatusCode::SEE_OTHER);
    let own = olena.get(ADDRESS).await.text();
    assert!(own.contains("Бачите лише ви") && own.contains("Запитайте ще раз без імен"));
    for browser in [app.anonymous(), app.staff(Role::Teacher).await] {
        assert!(!browser.get(ADDRESS).await.text().contains("Степан"));
    }
    assert!(mails(&app).await[0].1.contains("не опубліковано"));
}

#[tokio::test]
async fn a_question_needs_its_subject_and_five_an_hour_are_enough() {
    let app = app().await;
    let olena = app.citizen().await;
    let refused = olena
        .post(
            ADDRESS,
            &[
                ("_action", "ask"),
                ("subject", "digital-abc/m99"),
                ("content", ""),
            ],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("id=\"content-error\""));
    let refused = olena
        .post(
            ADDRESS,
            &[
                ("_action", "ask"),
                ("subject", "digital-abc/m99"),
                ("content", "Що це?"),
            ],
        )
        .await;
    let page = refused.text();
    assert!(
        page.contains("id=\"subject-error\"") && page.contains("Що це?"),
        "{page}"
    );
    for number in 1..=5 {
        assert_eq!(
            ask(&olena, &format!("Запитання {number}")).await,
            StatusCode::SEE_OTHER
        );
    }
    let fields = [
        ("_action", "ask"),
        ("subject", "digital-abc/m5"),
        ("content", "Запитання 6"),
    ];
    let refused = olena.post(ADDRESS, &fields).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.text().contains("id=\"content-error\"") && refused.text().contains("Запитання 6"));
    app.clock.advance_ms(HOUR_MS);
    assert_eq!(
        ask(&app.citizen().await, "Запитання 6").await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(ask(&app.anonymous(), "Хто я?").await, StatusCode::UNAUTHORIZED);
    let page = app.anonymous().get(ADDRESS).await.text();
    assert!(
        !page.contains("<textarea") && page.contains("/people/sign-in?next="),
        "who is signed out is led to sign in"
    );
}

#[tokio::test]
async fn an_answer_that_told_too_much_is_taken_off_the_site() {
    let app = app().await;
    let olena = app.citizen().await;
    ask(&olena, "Мій номер 067 000 00 09, чому мене не чути?").await;
    let teacher = app.staff(Role::Teacher).await;
    let id = waiting(&teacher).await;
    let reply = async |action: &str, text: &str| {
        let fields = [("_action", action), ("question", id.as_str()), ("reply", text)];
        teacher.post(ADDRESS, &fields).await
    };
    assert_eq!(
        reply("answer", "Увімкніть мікрофон.").await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        app.anonymous()
            .get(ADDRESS)
            .await
            .text()
            .contains("067 000 00 09")
    );
    let empty = reply("hide", "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("id=\"reply-error\""));
    assert_eq!(
        reply("hide", "У запитанні був номер телефону.").await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        !app.anonymous()
            .get(ADDRESS)
            .await
            .text()
            .contains("067 000 00 09")
    );
    assert!(
        olena
            .get(ADDRESS)
            .await
            .text()
            .contains("У запитанні був номер телефону.")
    );
    let late = reply("answer", "Ще одна відповідь").await;
    assert_eq!(
        late.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "what is hidden stays hidden"
    );
    assert!(late.text().contains("Ще одна відповідь"), "nothing typed is lost");
    let told = mails(&app).await;
    assert_eq!(told.len(), 2, "{told:?}");
}

#[tokio::test]
async fn a_module_leads_to_questions_about_it() {
    let app = app().await;
    let olena = app.citizen().await;
    ask(&olena, "Чи справжній цей лист?").await;
    let teacher = app.staff(Role::Teacher).await;
    let start = teacher.get("/operations").await.text();
    assert!(
        start.contains("Запитання учнів") && start.contains("1 запитання"),
        "{start}"
    );
    let id = waiting(&teacher).await;
    let fields = [("_action", "answer"), ("question", id.as_str()), ("reply", "Ні.")];
    teacher.post(ADDRESS, &fields).await;
    let anybody = app.anonymous();
    let module = anybody.get("/learning/courses/digital-abc/m5").await.text();
    assert!(
        module.contains("/learning/questions?about=digital-abc%2Fm5"),
        "{module}"
    );
    let about = anybody
        .get(&format!("{ADDRESS}?about=digital-abc%2Fm5"))
        .await
        .text();
    assert!(about.contains("Запитання про «") && about.contains("Чи справжній цей лист?"));
    let other = anybody
        .get(&format!("{ADDRESS}?about=digital-abc%2Fm1"))
        .await
        .text();
    assert!(!other.contains("Чи справжній цей лист?"));
    let unknown = anybody.get(&format!("{ADDRESS}?about=digital-abc%2Fm99")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
