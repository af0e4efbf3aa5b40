//! Exercises: answered through the form.

use super::{CHOICE, LESSON, MANY, ORDER, answer, key_of};
use crate::support::TestApp;
use axum::http::StatusCode;

const RIGHT_ORDER: [(&str, &str); 4] = [
    ("place.hold", "1"),
    ("place.restart", "2"),
    ("place.wait", "3"),
    ("place.code", "4"),
];

#[tokio::test]
async fn a_wrong_answer_is_explained_and_may_be_given_again() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let sent = answer(&learner, CHOICE, &[("answer", "charge")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert_eq!(sent.location(), format!("{CHOICE}#feedback"));
    let page = learner.get(CHOICE).await.text();
    assert!(page.contains("Спершу перевірте простіше"), "{page}");
    assert!(
        !page.contains("Довге натискання відкриває"),
        "only the chosen option is explained"
    );
    assert!(page.contains("Перевірити ще раз"));
    answer(&learner, CHOICE, &[("answer", "short")]).await;
    let page = learner.get(CHOICE).await.text();
    assert!(page.contains("Телефон лише погасив екран"));
    assert!(!page.contains("Пропустити поки що"), "the way on is open");
}

#[tokio::test]
async fn several_answers_are_all_wanted() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    answer(&learner, MANY, &[("answer", "saver"), ("answer", "video")]).await;
    let page = learner.get(MANY).await.text();
    assert!(page.contains("Відео швидко розряджає телефон"));
    assert!(page.contains("Бракує ще 2 правильних відповідей"), "{page}");
    assert!(
        !page.contains("саме екран витрачає"),
        "what was missed is not told at once"
    );
    answer(&learner, MANY, &[("answer", "saver")]).await;
    let page = learner.get(MANY).await.text();
    assert!(page.contains("саме екран витрачає"), "help comes after a mistake");
    answer(
        &learner,
        MANY,
        &[("answer", "powerbank"), ("answer", "bright"), ("answer", "saver")],
    )
    .await;
    assert!(learner.get(MANY).await.text().contains("Правильно"));
}

#[tokio::test]
async fn steps_are_put_in_order_by_their_numbers() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let wrong = [
        ("place.restart", "1"),
        ("place.hold", "2"),
        ("place.wait", "3"),
        ("place.code", "4"),
    ];
    answer(&learner, ORDER, &wrong).await;
    let page = learner.get(ORDER).await.text();
    assert!(
        page.contains("Слова «Перезапустити» ще немає на екрані"),
        "the hint for this mistake"
    );
    assert!(!page.contains("Такий перезапуск часто виправляє"));
    answer(&learner, ORDER, &RIGHT_ORDER).await;
    assert!(
        learner
            .get(ORDER)
            .await
            .text()
            .contains("Такий перезапуск часто виправляє")
    );
}

const TYPED: &str = "/learning/courses/digital-abc/m1/touch/check-email";
const MATCH: &str = "/learning/courses/digital-abc/m1/internet/check-signs";
const HOT_TEXT: &str = "/learning/courses/digital-abc/m1/faults/check-lost";
const MESSAGE: &str = "/learning/courses/digital-abc/m1/apps/check-link";

#[tokio::test]
async fn a_typed_answer_hears_about_its_own_mistake() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    answer(&learner, TYPED, &[("answer", "hanna@example,com")]).await;
    let page = learner.get(TYPED).await.text();
    assert!(page.contains("Замість крапки стоїть кома"), "{page}");
    assert!(
        page.contains("value=\"hanna@example,com\""),
        "what was typed stays"
    );
    answer(&learner, TYPED, &[("answer", "  Hanna@example.com ")]).await;
    assert!(
        learner
            .get(TYPED)
            .await
            .text()
            .contains("Ви набрали адресу без жодної помилки")
    );
    for typed in ["", "   ", "\u{202e}moc", "x".repeat(101).as_str()] {
        let refused = answer(&learner, TYPED, &[("answer", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        assert!(refused.text().contains("href=\"#answer\""));
    }
}

#[tokio::test]
async fn pairs_are_chosen_from_lists_and_the_wrong_ones_are_explained() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let fields = ["match.fan", "match.fan-mark", "match.letters", "match.plane"];
    let half = answer(&learner, MATCH, &[(fields[0], "1"), (fields[1], "9")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in &fields[1..] {
        assert!(half.text().contains(&format!("href=\"#{field}\"")), "{field}");
    }
    let all_the_same: Vec<(&str, &str)> = fields.iter().map(|field| (*field, "1")).collect();
    answer(&learner, MATCH, &all_the_same).await;
    let page = learner.get(MATCH).await.text();
    assert!(page.contains("Правильно з’єднано 1 з 4"), "{page}");
    // The list is the same for everybody: each right side has its place in it.
    let place = |right: &str| {
        let (before, _) = page.split_once(&format!(">{right}</option>")).unwrap();
        let (_, option) = before.rsplit_once("value=\"").unwrap();
        option.split('"').next().unwrap().to_owned()
    };
    let rights = [
        "Телефон під’єднано до Wi-Fi",
        "Wi-Fi є, але інтернету в ньому немає",
        "Працюють мобільні дані оператора",
        "Дзвінки й мобільні дані вимкнено",
    ]
    .map(place);
    let right: Vec<(&str, &str)> = fields
        .iter()
        .zip(&rights)
        .map(|(field, right)| (*field, right.as_str()))
        .collect();
    answer(&learner, MATCH, &right).await;
    assert!(
        learner
            .get(MATCH)
            .await
            .text()
            .contains("ви спершу поглянете на знаки")
    );
}

#[tokio::test]
async fn places_in_a_text_are_marked() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    answer(&learner, HOT_TEXT, &[("answer", "good"), ("answer", "comma")]).await;
    let page = learner.get(HOT_TEXT).await.text();
    assert!(
        page.contains("Тут усе гаразд") && page.contains("Бракує ще 2 правильних"),
        "{page}"
    );
    let all = [("answer", "comma"), ("answer", "space"), ("answer", "no-at")];
    answer(&learner, HOT_TEXT, &all).await;
    assert!(!learner.get(HOT_TEXT).await.text().contains("Пропустити поки що"));
}

#[tokio::test]
async fn a_fraud_is_told_by_its_signs_and_not_by_a_guess() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let undecided = answer(&learner, MESSAGE, &[("answer", "install")]).await;
    assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(undecided.text().contains("href=\"#verdict\""));
    answer(&learner, MESSAGE, &[("verdict", "real")]).await;
    assert!(
        learner
            .get(MESSAGE)
            .await
            .text()
            .contains("Погляньте ще раз, чого від вас хочуть")
    );
    answer(&learner, MESSAGE, &[("verdict", "fake"), ("answer", "sender")]).await;
    let page = learner.get(MESSAGE).await.text();
    assert!(
        page.contains("Ще не зовсім") && page.contains("легко підробити"),
        "{page}"
    );
    let signs = [
        ("verdict", "fake"),
        ("answer", "install"),
        ("answer", "address"),
        ("answer", "hurry"),
    ];
    answer(&learner, MESSAGE, &signs).await;
    assert!(learner.get(MESSAGE).await.text().contains("Так, це обман"));
}

#[tokio::test]
async fn a_form_without_an_answer_says_so_at_its_field_and_keeps_what_was_typed() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    let refused = answer(&learner, CHOICE, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    assert!(
        text.contains("href=\"#answer\"") && text.contains("id=\"answer-error\""),
        "{text}"
    );
    let half = [("place.hold", "1"), ("place.restart", "1"), ("place.wait", "7")];
    let refused = answer(&learner, ORDER, &half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = refused.text();
    for field in ["place.wait", "place.code"] {
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}");
    }
    assert!(text.contains("Це місце вже зайняте"));
    assert!(
        text.contains("Ввести код розблокування екрана: Заповніть це поле"),
        "the summary names the step"
    );
    let (_, select) = text.split_once("name=\"place.hold\"").unwrap();
    let (select, _) = select.split_once("</select>").unwrap();
    assert!(select.contains("<option value=\"1\" selected"), "{select}");
    assert_eq!(learner.cookie("__Host-device"), None, "nothing was kept");
}

#[tokio::test]
async fn hostile_fields_are_refused_at_theirs() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    for fields in [
        vec![("answer", "<script>alert(1)</script>")],
        vec![("answer", "short"), ("answer", "hold")],
        vec![("answer", "saver")],
    ] {
        let refused = answer(&learner, CHOICE, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(!refused.text().contains("<script>alert"));
    }
    let long = "x".repeat(65);
    for key in ["", "два слова", long.as_str()] {
        let refused = learner.post(CHOICE, &[("_key", key), ("answer", "short")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_one_answer() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    answer(&learner, CHOICE, &[("answer", "hold")]).await;
    let key = key_of(&learner.get(CHOICE).await);
    for _ in 0..3 {
        let sent = learner
            .post(CHOICE, &[("_key", &key), ("answer", "volume")])
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    assert!(
        key_of(&learner.get(CHOICE).await).starts_with("3-"),
        "two attempts were kept"
    );
    let other = learner.post(CHOICE, &[("_key", &key), ("answer", "short")]).await;
    assert_eq!(other.status, StatusCode::SEE_OTHER);
    assert!(
        learner
            .get(CHOICE)
            .await
            .text()
            .contains("Телефон лише погасив екран"),
        "another answer is graded"
    );
}

#[tokio::test]
async fn an_unknown_exercise_is_not_found() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    for page in [
        format!("{LESSON}/none"),
        format!("{LESSON}/buttons"),
        "/learning/courses/x/m1/power/check-volume".to_owned(),
    ] {
        let refused = learner.post(&page, &[("_key", "k"), ("answer", "short")]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_eq!(learner.cookie("__Host-device"), None);
}

#[tokio::test]
async fn a_learner_goes_on_with_the_version_that_was_begun() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    answer(&learner, CHOICE, &[("answer", "hold")]).await;
    // A new version of the lesson has another first exercise.
    let folder = tempfile::tempdir().unwrap();
    let content = app.hromada.desk.settings.content_dir.clone();
    let newer = app
        .reopened(|settings| {
            copy(&content, folder.path());
            for language in ["uk", "en"] {
                let file = folder
                    .path()
                    .join(format!("courses/digital-abc/m1/power.{language}.md"));
                let text = std::fs::read_to_string(&file).unwrap();
                let text = text
                    .replacen("version: 1", "version: 2", 1)
                    .replace("# check-dark-screen |", "# check-light |");
                std::fs::write(&file, text).unwrap();
            }
            settings.content_dir = folder.path().to_owned();
        })
        .await;
    let same = newer.anonymous();
    same.plant("__Host-device", &learner.cookie("__Host-device").unwrap());
    assert!(
        same.get(CHOICE)
            .await
            .text()
            .contains("Довге натискання відкриває")
    );
    let stranger = newer.anonymous();
    assert_eq!(stranger.get(CHOICE).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        stranger.get(&format!("{LESSON}/check-light")).await.status,
        StatusCode::OK
    );
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
