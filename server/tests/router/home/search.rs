//! The search over services and projects.

use crate::support::TestApp;
use axum::http::StatusCode;
use domain::link::query;

fn address(text: &str) -> String {
    format!("/search?{}", query(&[("q", text.to_owned())]))
}

#[tokio::test]
async fn services_and_projects_are_found_in_any_case_of_the_words() {
    let app = TestApp::seeded().await;
    let page = app.anonymous().get(&address("Соціальних КАРТОК")).await.text();
    assert!(page.contains("href=\"/cabinet/services/S12\""));
    let page = app.anonymous().get(&address("освітленням")).await.text();
    assert!(page.contains("/infrastructure/projects/"));
}

#[tokio::test]
async fn list_and_search_find_the_same_number_of_projects() {
    let app = TestApp::seeded().await;
    let list = app
        .anonymous()
        .get(&address("дорозі").replace("/search", "/infrastructure"))
        .await;
    let count = list
        .text()
        .split("data-count=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    assert_ne!(count, "0");
    let search = app.anonymous().get(&address("дорозі")).await.text();
    assert!(search.contains(&format!("{count} проєкт")), "{count}");
}

#[tokio::test]
async fn nothing_found_is_said_and_an_empty_search_finds_nothing() {
    let app = TestApp::seeded().await;
    let page = app.anonymous().get(&address("юююю")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("За запитом «юююю» нічого не знайдено"));
    let empty = app.anonymous().get("/search").await.text();
    assert!(!empty.contains("нічого не знайдено") && !empty.contains("/infrastructure/projects/"));
}

#[tokio::test]
async fn a_query_that_is_no_line_of_text_is_refused_and_markup_stays_text() {
    let app = TestApp::seeded().await;
    let refused = app.anonymous().get("/search?q=%00").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = app.anonymous().get(&address(&"я".repeat(201))).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = app
        .anonymous()
        .get(&address("<script>alert(1)</script>"))
        .await
        .text();
    assert!(!page.contains("<script>alert"));
}

#[tokio::test]
async fn the_search_stays_when_the_language_changes() {
    let app = TestApp::seeded().await;
    let page = app.anonymous().get("/search?q=S16&%22%3E=1").await.text();
    assert!(page.contains("href=\"/en/search?q=S16&amp;%22%3E=1\""));
}

#[tokio::test]
async fn lessons_are_found_by_their_titles() {
    let app = TestApp::seeded().await;
    let learning = &app.hromada.services.learning;
    let courses = learning
        .home(&domain::Actor::Anonymous, None)
        .await
        .unwrap()
        .courses;
    let course = learning
        .course(&domain::Actor::Anonymous, None, &courses[0].code)
        .await
        .unwrap();
    let module = &course.modules[0].code;
    let lessons = learning
        .module(&domain::Actor::Anonymous, None, &courses[0].code, module)
        .await
        .unwrap()
        .lessons;
    let page = app.anonymous().get(&address(&lessons[0].title.uk)).await.text();
    assert!(
        page.contains(&format!("href=\"/learning/courses/{}\"", lessons[0].path)),
        "{page}"
    );
}

#[tokio::test]
async fn signs_alone_find_nothing() {
    let app = TestApp::seeded().await;
    for query in ["%25", "_", "%F0%9F%98%80", "%21%3F"] {
        let page = app.anonymous().get(&format!("/search?q={query}")).await.text();
        assert!(!page.contains("href=\"/infrastructure/projects/"), "{query}");
        assert!(!page.contains("href=\"/cabinet/services/"), "{query}");
    }
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page() {
    let app = TestApp::new().await;
    for (typed, page) in [
        ("/en/", "/en"),
        ("/cabinet/?q=1", "/cabinet?q=1"),
        ("/learning//", "/learning"),
    ] {
        assert_eq!(app.anonymous().get(typed).await.location(), page);
    }
    for elsewhere in ["//evil.example/", "/%2F%2Fevil.example/"] {
        let location = app.anonymous().get(elsewhere).await.location().to_owned();
        assert!(!location.starts_with("//"), "{location}");
    }
}

#[tokio::test]
async fn everyday_words_find_services_in_the_search_and_in_the_catalogue() {
    let app = TestApp::seeded().await;
    for (words, service) in [
        ("соцкарта", "S12"),
        ("субсидія", "S15"),
        ("садочок", "S13"),
        ("черга в садок", "S13"),
        ("сміття", "S15"),
        ("ями", "S15"),
        ("прописка", "S01"),
    ] {
        for page in ["/search", "/cabinet", "/en/search", "/en/cabinet"] {
            let address = address(words).replace("/search", page);
            let text = app.anonymous().get(&address).await.text();
            let main = text.split_once("<main").unwrap().1;
            assert!(
                main.contains(&format!("/cabinet/services/{service}\"")),
                "{words} on {page}"
            );
        }
    }
}

#[tokio::test]
async fn everyday_words_find_projects_and_list_map_and_export_agree() {
    let app = TestApp::seeded().await;
    for words in [
        "ями",
        "вибоїни на дорозі",
        "дах",
        "двір",
        "дитячий садочок",
        "roof",
    ] {
        let list = app
            .anonymous()
            .get(&address(words).replace("/search", "/infrastructure"))
            .await
            .text();
        let count = list
            .split("data-count=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        assert_ne!(count, "0", "{words}");
        let search = app.anonymous().get(&address(words)).await.text();
        assert!(search.contains("href=\"/infrastructure/projects/"), "{words}");
        let export = app
            .anonymous()
            .get(&address(words).replace("/search", "/opendata/projects.csv"))
            .await
            .text();
        let mut rows = csv::Reader::from_reader(export.as_bytes());
        assert_eq!(rows.records().count().to_string(), count, "{words}");
    }
}
