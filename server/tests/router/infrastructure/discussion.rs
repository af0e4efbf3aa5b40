//! Comments: written, judged, answered; and who may not.

use super::dearest;
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;

const QUESTION: &str = "Чому розкопали тротуар біля школи?";
const ANSWER: &str = "Замінюємо водогін, тротуар відновлять до першого снігу.";

fn project_page(id: &str) -> String {
    format!("/infrastructure/projects/{id}")
}

async fn write(browser: &Browser<'_>, project: &str, text: &str) -> Answer {
    let fields = [("text", text), ("name", "full")];
    browser.post(&project_page(project), &fields).await
}

/// The value of a hidden field in the moderator's card that holds a text.
fn field_of_card(page: &Answer, text: &str, name: &str) -> String {
    let html = page.text();
    let card = html
        .split_once(text)
        .unwrap_or_else(|| panic!("no card holds {text}: {html}"))
        .1;
    let value = card.split_once(&format!("name=\"{name}\" value=\"")).unwrap().1;
    value.split_once('"').unwrap().0.to_owned()
}

/// Judges the comment with a text, as a moderator does in the queue.
async fn judge(moderator: &Browser<'_>, queue: &Answer, text: &str, verdict: [(&str, &str); 2]) -> Answer {
    let comment = field_of_card(queue, text, "comment");
    let version = field_of_card(queue, text, "version");
    let [first, second] = verdict;
    let fields = [
        ("comment", comment.as_str()),
        ("version", version.as_str()),
        first,
        second,
    ];
    moderator.post("/infrastructure/moderation", &fields).await
}

const PUBLISH: [(&str, &str); 2] = [("verdict", "publish"), ("reason", "")];
const HIDE: [(&str, &str); 2] = [("verdict", "hide"), ("reason", "off_topic")];

/// The id of a comment as the page of its project tells it.
fn comment_id(page: &Answer, text: &str) -> String {
    let html = page.text();
    let before = html
        .split_once(text)
        .unwrap_or_else(|| panic!("no {text} in {html}"))
        .0;
    let id = before.rsplit_once("id=\"comment-").unwrap().1;
    id.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_comment_waits_is_published_and_answered() {
    let app = TestApp::seeded().await;
    let (citizen, stranger) = (app.citizen().await, app.anonymous());
    let moderator = app.staff(Role::Moderator).await;
    let editor = app.staff(Role::ProjectEditor).await;
    let project = dearest(&stranger).await.remove(10);
    let page = project_page(&project);

    let written = write(&citizen, &project, QUESTION).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER);
    assert_eq!(written.location(), format!("{page}?written=pending#comments"));
    assert!(citizen.get(&page).await.text().contains(QUESTION));
    assert!(!stranger.get(&page).await.text().contains(QUESTION), "it waits");
    assert!(!editor.get(&page).await.text().contains(QUESTION));

    let queue = moderator.get("/infrastructure/moderation").await;
    assert_eq!(
        judge(&moderator, &queue, QUESTION, PUBLISH).await.status,
        StatusCode::SEE_OTHER
    );
    let shown = stranger.get(&page).await;
    assert!(shown.text().contains(QUESTION) && shown.text().contains("Олена Коваль"));
    assert!(
        !shown.text().contains("olena@"),
        "no address of a person is shown"
    );

    let id = comment_id(&shown, QUESTION);
    let target = format!("/infrastructure/comments/{id}/answer");
    assert!(!shown.text().contains(&target), "only the city answers");
    assert!(editor.get(&page).await.text().contains(&target));
    let answered = editor.post(&target, &[("answer", ANSWER)]).await;
    assert_eq!(answered.location(), format!("{page}?written=answered#comments"));
    let shown = stranger.get(&page).await.text();
    assert!(shown.contains(ANSWER) && shown.contains("Відповідь міста"));
    let again = editor.post(&target, &[("answer", "Ще одна відповідь")]).await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "an answer is given once"
    );
}

#[tokio::test]
async fn an_editor_finds_the_questions_that_wait_for_an_answer() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let moderator = app.staff(Role::Moderator).await;
    let editor = app.staff(Role::ProjectEditor).await;
    let project = dearest(&citizen).await.remove(10);
    write(&citizen, &project, QUESTION).await;
    let (start, answers) = ("/operations", "/infrastructure/answers");
    let waiting = editor.get(answers).await.text();
    assert!(!waiting.contains(QUESTION), "a moderator has not seen it yet");
    let before = waiting.matches("#comment-").count();
    let queue = moderator.get("/infrastructure/moderation").await;
    judge(&moderator, &queue, QUESTION, PUBLISH).await;

    let tile = editor.get(start).await.text();
    assert!(tile.contains(&format!("href=\"{answers}\"")), "{tile}");
    assert!(tile.contains(&format!("data-waits=\"{}\"", before + 1)), "{tile}");
    let waiting = editor.get(answers).await.text();
    let id = comment_id(&editor.get(&project_page(&project)).await, QUESTION);
    assert!(waiting.contains(QUESTION));
    assert!(waiting.contains(&format!("{}#comment-{id}", project_page(&project))));

    let target = format!("/infrastructure/comments/{id}/answer");
    editor.post(&target, &[("answer", ANSWER)]).await;
    let waiting = editor.get(answers).await.text();
    assert_eq!(waiting.matches("#comment-").count(), before);
    assert!(!waiting.contains(QUESTION));
    for (browser, status) in [
        (&citizen, StatusCode::FORBIDDEN),
        (&moderator, StatusCode::FORBIDDEN),
        (&app.anonymous(), StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(browser.get(answers).await.status, status);
    }
}

#[tokio::test]
async fn a_hidden_comment_is_shown_to_its_author_only_with_the_reason() {
    let app = TestApp::seeded().await;
    let (citizen, stranger) = (app.citizen().await, app.anonymous());
    let moderator = app.staff(Role::Moderator).await;
    let project = dearest(&stranger).await.remove(10);
    write(&citizen, &project, QUESTION).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    judge(&moderator, &queue, QUESTION, HIDE).await;
    let own = citizen.get(&project_page(&project)).await.text();
    assert!(own.contains(QUESTION) && own.contains("не про цей проєкт"));
    for other in [&stranger, &moderator] {
        let page = other.get(&project_page(&project)).await.text();
        assert!(!page.contains(QUESTION));
    }
    let judged = moderator.get("/infrastructure/moderation?show=judged").await;
    assert!(judged.text().contains(QUESTION));
    let id = field_of_card(&judged, QUESTION, "comment");
    let editor = app.staff(Role::ProjectEditor).await;
    let target = format!("/infrastructure/comments/{id}/answer");
    let refused = editor.post(&target, &[("answer", ANSWER)]).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "what nobody sees is not answered"
    );
}

#[tokio::test]
async fn replies_to_a_comment_that_is_hidden_disappear_with_it() {
    let app = TestApp::seeded().await;
    let (citizen, stranger) = (app.citizen().await, app.anonymous());
    let moderator = app.staff(Role::Moderator).await;
    let project = dearest(&stranger).await.remove(10);
    let page = project_page(&project);
    write(&citizen, &project, QUESTION).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    judge(&moderator, &queue, QUESTION, PUBLISH).await;
    let parent = comment_id(&stranger.get(&page).await, QUESTION);
    let reply = [
        ("text", "Підтримую запитання"),
        ("name", "initials"),
        ("parent", parent.as_str()),
    ];
    assert_eq!(citizen.post(&page, &reply).await.status, StatusCode::SEE_OTHER);
    let queue = moderator.get("/infrastructure/moderation").await;
    judge(&moderator, &queue, "Підтримую запитання", PUBLISH).await;
    let shown = stranger.get(&page).await;
    assert!(shown.text().contains("Підтримую запитання") && shown.text().contains("О. К."));
    let id = comment_id(&shown, "Підтримую запитання");
    let nested = [("text", "І я"), ("name", "full"), ("parent", id.as_str())];
    assert_eq!(
        citizen.post(&page, &nested).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "replies have no replies"
    );
    let judged = moderator.get("/infrastructure/moderation?show=judged").await;
    judge(&moderator, &judged, QUESTION, HIDE).await;
    let shown = stranger.get(&page).await.text();
    assert!(!shown.contains(QUESTION) && !shown.contains("Підтримую запитання"));
}

#[tokio::test]
async fn hiding_needs_a_reason() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let moderator = app.staff(Role::Moderator).await;
    let project = dearest(&citizen).await.remove(10);
    write(&citizen, &project, QUESTION).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    let refused = judge(
        &moderator,
        &queue,
        QUESTION,
        [("verdict", "hide"), ("reason", "")],
    )
    .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let id = field_of_card(&queue, QUESTION, "comment");
    assert!(refused.text().contains(&format!("href=\"#reason-{id}\"")));
    assert!(
        citizen
            .get(&project_page(&project))
            .await
            .text()
            .contains(QUESTION)
    );
}

#[tokio::test]
async fn the_slower_of_two_moderators_is_told() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let moderator = app.staff(Role::Moderator).await;
    let project = dearest(&citizen).await.remove(10);
    write(&citizen, &project, QUESTION).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    judge(&moderator, &queue, QUESTION, PUBLISH).await;
    let late = judge(&moderator, &queue, QUESTION, HIDE).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let page = app.anonymous().get(&project_page(&project)).await;
    assert!(page.text().contains(QUESTION), "the first verdict stands");
}

#[tokio::test]
async fn a_stranger_cannot_write_and_loses_nothing() {
    let app = TestApp::seeded().await;
    let stranger = app.anonymous();
    let project = dearest(&stranger).await.remove(10);
    let refused = write(&stranger, &project, QUESTION).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let kept = format!("name=\"kept:text\" value=\"{QUESTION}\"");
    assert!(refused.text().contains(&kept), "{}", refused.text());
    let moderator = app.staff(Role::Moderator).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    assert!(!queue.text().contains(QUESTION));
}

#[tokio::test]
async fn only_moderators_judge_and_only_editors_answer() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let moderator = app.staff(Role::Moderator).await;
    let editor = app.staff(Role::ProjectEditor).await;
    let project = dearest(&citizen).await.remove(10);
    write(&citizen, &project, QUESTION).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    let stranger = app.anonymous();
    for (who, status) in [
        (&stranger, StatusCode::UNAUTHORIZED),
        (&citizen, StatusCode::FORBIDDEN),
        (&editor, StatusCode::FORBIDDEN),
    ] {
        assert_eq!(who.get("/infrastructure/moderation").await.status, status);
        assert_eq!(judge(who, &queue, QUESTION, PUBLISH).await.status, status);
    }
    judge(&moderator, &queue, QUESTION, PUBLISH).await;
    let id = comment_id(&stranger.get(&project_page(&project)).await, QUESTION);
    let target = format!("/infrastructure/comments/{id}/answer");
    for (who, status) in [
        (&stranger, StatusCode::UNAUTHORIZED),
        (&citizen, StatusCode::FORBIDDEN),
        (&moderator, StatusCode::FORBIDDEN),
    ] {
        assert_eq!(who.post(&target, &[("answer", ANSWER)]).await.status, status);
    }
}

#[tokio::test]
async fn the_sixth_comment_of_an_hour_waits_until_the_hour_is_over() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    // Some comments of the demonstration are hers, too.
    app.clock.advance_ms(2 * 3_600_000);
    let project = dearest(&citizen).await.remove(10);
    for number in 1..=5 {
        let text = format!("Запитання номер {number}");
        assert_eq!(
            write(&citizen, &project, &text).await.status,
            StatusCode::SEE_OTHER,
            "{number}"
        );
    }
    let sixth = write(&citizen, &project, QUESTION).await;
    assert_eq!(sixth.status, StatusCode::TOO_MANY_REQUESTS);
    app.clock.advance_ms(3_600_001);
    assert_eq!(
        write(&citizen, &project, QUESTION).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn comments_on_what_does_not_exist_are_not_found() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let moderator = app.staff(Role::Moderator).await;
    let editor = app.staff(Role::ProjectEditor).await;
    let ids = dearest(&citizen).await;
    let foreign = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
    assert_eq!(
        write(&citizen, "oc4ids-abc123-none", QUESTION).await.status,
        StatusCode::NOT_FOUND
    );
    // A published comment of another project is no parent here.
    let discussed = citizen.get(&project_page(&ids[0])).await;
    let other = comment_id(&discussed, "Скільки років гарантії");
    for parent in [other.as_str(), foreign, "1 OR 1=1"] {
        let fields = [("text", QUESTION), ("name", "full"), ("parent", parent)];
        let refused = citizen.post(&project_page(&ids[5]), &fields).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{parent}");
    }
    for id in [foreign, "x"] {
        let verdict = [("comment", id), ("version", "1"), ("verdict", "publish")];
        let refused = moderator.post("/infrastructure/moderation", &verdict).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        let target = format!("/infrastructure/comments/{id}/answer");
        let refused = editor.post(&target, &[("answer", ANSWER)]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_refused_comment_is_told_at_its_field_and_kept() {
    let app = TestApp::seeded().await;
    let citizen = app.citizen().await;
    let project = dearest(&citizen).await.remove(10);
    let long = "я".repeat(2_001);
    for text in ["", "ні", long.as_str(), "перевернуто \u{202e}тут"] {
        let refused = write(&citizen, &project, text).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        assert!(page.contains("href=\"#text\""), "the summary leads to the field");
        assert!(page.contains(text));
    }
    let refused = citizen
        .post(
            &project_page(&project),
            &[("text", QUESTION), ("name", "anonymous")],
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(QUESTION));
}

#[tokio::test]
async fn an_answer_that_is_refused_is_kept_at_its_comment() {
    let app = TestApp::seeded().await;
    let editor = app.staff(Role::ProjectEditor).await;
    let citizen = app.citizen().await;
    let moderator = app.staff(Role::Moderator).await;
    let project = dearest(&citizen).await.remove(10);
    write(&citizen, &project, QUESTION).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    judge(&moderator, &queue, QUESTION, PUBLISH).await;
    let id = comment_id(&editor.get(&project_page(&project)).await, QUESTION);
    let long = "т".repeat(2_001);
    let target = format!("/infrastructure/comments/{id}/answer");
    let fields = [("answer", long.as_str()), ("project", project.as_str())];
    let refused = editor.post(&target, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains(&format!("href=\"#answer-{id}\"")), "{page}");
    assert!(page.contains(&long), "nothing typed is lost");
    assert!(page.contains(QUESTION), "it is the page of the project");
}

#[tokio::test]
async fn a_script_in_a_comment_is_text() {
    let app = TestApp::seeded().await;
    let (citizen, stranger) = (app.citizen().await, app.anonymous());
    let moderator = app.staff(Role::Moderator).await;
    let editor = app.staff(Role::ProjectEditor).await;
    let project = dearest(&stranger).await.remove(10);
    let payload = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>";
    let too_long = format!("{payload}{}", "я".repeat(2_000));
    let refused = write(&citizen, &project, &too_long).await.text();
    assert!(!refused.contains("<script>alert") && !refused.contains("<img src=x"));
    write(&citizen, &project, payload).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;";
    assert!(queue.text().contains(escaped) && !queue.text().contains("<script>alert"));
    judge(&moderator, &queue, escaped, PUBLISH).await;
    let page = stranger.get(&project_page(&project)).await;
    assert!(page.text().contains(escaped) && !page.text().contains("<script>alert"));
    let id = comment_id(&page, escaped);
    let target = format!("/infrastructure/comments/{id}/answer");
    editor.post(&target, &[("answer", payload)]).await;
    let page = stranger.get(&project_page(&project)).await.text();
    assert_eq!(page.matches(escaped).count(), 2);
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"));
}
