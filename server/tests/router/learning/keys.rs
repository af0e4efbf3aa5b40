//! No key reaches a browser before its answer: not in a page, not in what an island is given, not in the API.

use super::{CHOICE, LESSON, answer};
use crate::support::TestApp;
use domain::Language;
use domain::learning::exercise::{Exercise, Task};

/// Every text that gives a key away.
fn secrets(exercise: &Exercise) -> Vec<String> {
    match &exercise.task {
        Task::Choice { options } | Task::Many { options } => {
            options.iter().map(|option| option.feedback.clone()).collect()
        }
        Task::Order {
            feedback_right,
            feedback_wrong,
            hints,
            ..
        } => {
            let mut all = vec![feedback_right.clone(), feedback_wrong.clone()];
            all.extend(hints.iter().map(|hint| hint.text.clone()));
            all
        }
        // What is accepted may stand in the question itself: typing is practised, too.
        Task::Typed {
            feedback_right,
            feedback_wrong,
            mistakes,
            ..
        } => {
            let mut all = vec![feedback_right.clone(), feedback_wrong.clone()];
            all.extend(mistakes.iter().map(|mistake| mistake.feedback.clone()));
            all
        }
        Task::Match {
            pairs,
            feedback_right,
        } => {
            let mut all: Vec<String> = pairs.iter().map(|pair| pair.feedback.clone()).collect();
            all.push(feedback_right.clone());
            all
        }
        Task::HotText { spots, .. } => spots.iter().map(|spot| spot.feedback.clone()).collect(),
        Task::Message {
            spots,
            feedback_right,
            feedback_wrong,
            ..
        } => {
            let mut all: Vec<String> = spots.iter().map(|spot| spot.feedback.clone()).collect();
            all.extend([feedback_right.clone(), feedback_wrong.clone()]);
            all
        }
        Task::Training { feedback_right, .. } => vec![feedback_right.clone()],
    }
}

/// The beginning of a text as it would stand in HTML or JSON.
fn traces(secret: &str) -> String {
    secret
        .split(['"', '\'', '&', '<', '>'])
        .next()
        .unwrap()
        .chars()
        .take(40)
        .collect()
}

#[tokio::test]
async fn neither_pages_nor_the_api_hold_a_key_before_the_answer() {
    let app = TestApp::new().await;
    let library = &app.hromada.content.library;
    let anybody = app.anonymous();
    let mut checked = 0;
    for (path, lesson) in library.courses.iter().flat_map(|course| course.lessons()) {
        for language in Language::ALL {
            let (text, _) = lesson.text(language);
            let code = language.code();
            let api = anybody
                .get(&format!("/api/learning/courses/{path}?language={code}"))
                .await
                .text();
            assert!(
                !api.contains("correct\":") && !api.contains("feedback\":"),
                "{path}"
            );
            for screen in &text.screens {
                let Some(exercise) = &screen.exercise else {
                    continue;
                };
                let address = format!("{}/learning/courses/{path}/{}", language.prefix(), screen.slug);
                let page = anybody.get(&address).await.text();
                assert!(
                    !page.contains("is_correct") && !page.contains("\"correct\""),
                    "{address}"
                );
                for secret in secrets(exercise) {
                    let trace = traces(&secret);
                    assert!(trace.chars().count() > 5, "{secret}");
                    assert!(!page.contains(&trace), "{address} holds «{trace}»");
                    assert!(!api.contains(&trace), "the API of {path} holds «{trace}»");
                    checked += 1;
                }
                if let Task::Order { steps, .. } = &exercise.task {
                    let places: Vec<usize> = steps
                        .iter()
                        .map(|step| page.find(&format!("name=\"place.{}\"", step.id)).unwrap())
                        .collect();
                    assert!(!places.is_sorted(), "{address} shows the right order");
                }
                if let Task::Match { pairs, .. } = &exercise.task {
                    let (_, select) = page.split_once("<select").unwrap();
                    let places: Vec<usize> = pairs
                        .iter()
                        .map(|pair| select.find(&format!(">{}</option>", pair.right)).unwrap())
                        .collect();
                    assert!(!places.is_sorted(), "{address} shows the right order");
                }
            }
        }
    }
    assert!(checked > 200, "only {checked} texts were looked for");
}

#[tokio::test]
async fn a_wrong_answer_gives_no_other_option_away() {
    let app = TestApp::new().await;
    let learner = app.anonymous();
    answer(&learner, CHOICE, &[("answer", "volume")]).await;
    let page = learner.get(CHOICE).await.text();
    assert!(page.contains("Ця кнопка змінює звук"));
    assert!(!page.contains("Телефон лише погасив екран"));
    let api = learner
        .get("/api/learning/courses/digital-abc/m1/power")
        .await
        .text();
    assert!(!api.contains("Телефон лише погасив екран"));
    assert!(
        !learner
            .get(&format!("{LESSON}/check-restart"))
            .await
            .text()
            .contains("Слова «Перезапустити» ще немає")
    );
}
