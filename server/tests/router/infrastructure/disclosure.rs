//! How much is told of a project, and what has changed in it.

use super::{dearest, import, package};
use crate::support::TestApp;
use axum::http::StatusCode;

fn work(sum: u32, end: &str, more: &str) -> String {
    format!(
        "{{\"id\": \"oc4ids-abc123-1\", \"title\": \"Дах\", \"status\": \"implementation\", \
          \"publicAuthority\": {{\"id\": \"council\", \"name\": \"Рада\"}}, \
          \"parties\": [{{\"id\": \"council\", \"name\": \"Рада\", \"roles\": [\"publicAuthority\"]}}], \
          \"period\": {{\"startDate\": \"2026-01-01T00:00:00Z\", \"endDate\": \"{end}T00:00:00Z\"}}, \
          \"contractingProcesses\": [{{\"id\": \"c1\", \"summary\": {{{more} \
            \"contractValue\": {{\"amount\": {sum}, \"currency\": \"UAH\"}}}}}}]}}"
    )
}

#[tokio::test]
async fn a_real_work_tells_thirteen_of_forty_items() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    let id = dearest(&browser).await.remove(0);
    let page = browser
        .get(&format!("/infrastructure/projects/{id}"))
        .await
        .text();
    assert!(page.contains("13 з 40"), "{page}");
    assert!(
        page.contains("Чого бракує: 27"),
        "the works are finished: everything else is owed"
    );
    assert!(page.contains("Надати має: Тернопільська міська рада"));
    let table = browser.get("/opendata/projects.csv").await.text();
    assert!(table.lines().next().unwrap().contains(",disclosed,"));
    assert!(table.contains(",13,http"));
}

#[tokio::test]
async fn nothing_is_owed_before_its_stage() {
    let app = TestApp::new().await;
    import(&app, package(&work(100, "2026-05-01", ""))).await;
    let page = app
        .anonymous()
        .get("/infrastructure/projects/oc4ids-abc123-1")
        .await
        .text();
    assert!(
        page.contains("Ще не настав час: 5"),
        "the end of the works is not yet"
    );
}

#[tokio::test]
async fn authorities_are_compared_and_have_their_pages() {
    let app = TestApp::seeded().await;
    let browser = app.anonymous();
    for prefix in ["", "/en"] {
        let table = browser.get(&format!("{prefix}/infrastructure/disclosure")).await;
        assert_eq!(table.status, StatusCode::OK);
        assert!(table.text().contains(&format!(
            "href=\"{prefix}/infrastructure/authorities/ternopil-city-council\""
        )));
        let page = browser
            .get(&format!(
                "{prefix}/infrastructure/authorities/ternopil-city-council?page=2"
            ))
            .await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains("706 / 706"), "{}", page.text());
    }
    let none = browser.get("/infrastructure/authorities/nobody").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let list = browser
        .get("/infrastructure?authority=ternopil-city-council")
        .await;
    assert!(list.text().contains("data-count=\"706\""));
    let empty = browser.get("/infrastructure?authority=nobody").await;
    assert!(!empty.text().contains("data-count"));
}

#[tokio::test]
async fn a_change_is_told_in_words_with_its_reason_or_its_want_of_one() {
    let app = TestApp::new().await;
    let address = "/infrastructure/projects/oc4ids-abc123-1";
    import(&app, package(&work(100, "2026-05-01", ""))).await;
    let page = app.anonymous().get(address).await.text();
    assert!(page.contains("запис не змінювали"), "{page}");
    app.clock.advance_ms(86_400_000);
    let reason =
        "\"modifications\": [{\"id\": \"1\", \"type\": \"value\", \"rationale\": \"Подорожчав <b>бітум\"}],";
    let report = import(&app, package(&work(112, "2026-07-30", reason))).await;
    assert_eq!(report.changed, 1, "{report:?}");
    let page = app.anonymous().get(address).await.text();
    assert!(page.contains("Вартість зросла на 12 %"), "{page}");
    assert!(page.contains("Причина: Подорожчав &lt;b&gt;бітум"), "{page}");
    assert!(page.contains("на 90 днів пізніше") && page.contains("Причину не названо."));
    assert!(page.contains("/period/endDate"), "{page}");
    assert!(page.contains("24\u{a0}листопада 2026"), "{page}");
    let english = app.anonymous().get(&format!("/en{address}")).await.text();
    assert!(english.contains("The cost rose by 12 %") && english.contains("90 days later"));
}

#[tokio::test]
async fn columns_of_an_older_program_are_read_again_from_the_documents() {
    let app = TestApp::new().await;
    import(&app, package(&work(100, "2026-05-01", ""))).await;
    let service = &app.hromada.services.infrastructure;
    assert_eq!(service.refresh(&domain::Actor::System).await.unwrap(), 0);
    let refused = service.refresh(&domain::Actor::Anonymous).await;
    assert!(refused.is_err(), "only the operator does this");
}
