//! `/operations`: where the staff begin.

use crate::support::TestApp;
use axum::http::StatusCode;
use domain::actor::Role;
use domain::people::session::SecondFactor;

#[tokio::test]
async fn everybody_of_the_staff_is_shown_their_own_work_and_nobody_elses() {
    let app = TestApp::seeded().await;
    let ways = [
        (Role::CaseOfficer, "/cabinet/queue?whose=unassigned"),
        (Role::Moderator, "/infrastructure/moderation"),
        (Role::CentreOfficer, "/people/verify"),
        (Role::Teacher, "id=\"lessons\""),
        (Role::Administrator, "/operations/jobs?state=dead"),
    ];
    for (role, way) in &ways {
        let page = app.staff(*role).await.get("/operations").await;
        assert_eq!(page.status, StatusCode::OK, "{role:?}");
        let text = page.text();
        let main = text.split_once("<main").unwrap().1;
        for (other, others_way) in &ways {
            assert_eq!(main.contains(others_way), role == other, "{role:?}: {others_way}");
        }
        assert!(main.contains(way));
    }
}

#[tokio::test]
async fn a_comment_that_waits_is_counted_and_gone_when_it_is_judged() {
    let app = TestApp::seeded().await;
    let moderator = app.staff(Role::Moderator).await;
    let text = moderator.get("/operations").await.text();
    assert!(
        text.contains("data-waits=\"1\"") && text.contains("1 текст"),
        "{text}"
    );
    let queue = app
        .hromada
        .services
        .infrastructure
        .moderation_queue(&domain::Actor::System, false)
        .await
        .unwrap();
    let comment = &queue[0].comment;
    let verdict = domain::infrastructure::comment::Verdict::Publish;
    let infrastructure = &app.hromada.services.infrastructure;
    infrastructure
        .judge_comment(&domain::Actor::System, comment.id, comment.version, verdict)
        .await
        .unwrap();
    let text = moderator.get("/en/operations").await.text();
    assert!(
        text.contains("data-waits=\"0\"") && text.contains("Nothing waits now"),
        "{text}"
    );
}

#[tokio::test]
async fn the_work_is_closed_to_residents_strangers_and_staff_without_the_second_factor() {
    let app = TestApp::seeded().await;
    assert_eq!(
        app.citizen().await.get("/operations").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        app.anonymous().get("/operations").await.status,
        StatusCode::UNAUTHORIZED
    );
    let unproved = app.signed_in("admin@demo.hromada", SecondFactor::NotAsked).await;
    let page = unproved.get("/operations").await;
    assert!(!page.text().contains("/operations/jobs"));
}

#[tokio::test]
async fn the_navigation_leads_staff_to_their_work() {
    let app = TestApp::seeded().await;
    let staff = app.staff(Role::Teacher).await.get("/accessibility").await;
    assert!(staff.text().contains("href=\"/operations\""));
    let resident = app.citizen().await.get("/accessibility").await;
    assert!(!resident.text().contains("href=\"/operations\""));
}
