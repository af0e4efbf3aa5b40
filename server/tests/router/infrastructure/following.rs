//! Following projects and lists: the page of news, letters, and the feeds that need no account.

use super::{import, package};
use crate::cabinet::between;
use crate::support::{Answer, Browser, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::infrastructure::comment::{CommentInput, Verdict};
use domain::infrastructure::follow::MOST_FOLLOWED;
use domain::job::{JobState, ListMailJob};
use domain::people::session::SecondFactor;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use domain::{Actor, Timestamp};
use serde_json::{Value, json};

const PAGE: &str = "/infrastructure/following";
const QUESTION: &str = "Чому розкопали тротуар біля школи?";
const ANSWER: &str = "Замінюємо водогін, тротуар відновлять до снігу.";

async fn people() -> TestApp {
    let app = TestApp::new().await;
    server::seed::seed_people(&app.hromada).await.unwrap();
    app
}

fn id(number: u32) -> String {
    format!("oc4ids-abc123-{number}")
}

fn project_page(number: u32) -> String {
    format!("/infrastructure/projects/{}", id(number))
}

fn work(number: u32, title: &str, more: Value) -> String {
    let mut project = json!({ "id": id(number), "title": title, "status": "implementation" });
    for (name, value) in more.as_object().unwrap() {
        project[name] = value.clone();
    }
    project.to_string()
}

async fn bring(app: &TestApp, number: u32, title: &str, more: Value) {
    let report = import(app, package(&work(number, title, more))).await;
    assert!(report.is_accepted(), "{report:?}");
    app.clock.advance_ms(1_000);
}

async fn follow(browser: &Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    let fields: Vec<(&str, &str)> = [("do", "follow")]
        .into_iter()
        .chain(fields.iter().copied())
        .collect();
    browser.post(PAGE, &fields).await
}

async fn follow_project(browser: &Browser<'_>, number: u32) -> Answer {
    follow(browser, &[("project", id(number).as_str())]).await
}

/// What the program's daily job does.
async fn digest(app: &TestApp) -> u64 {
    let service = &app.hromada.services.infrastructure;
    service.send_digests(&Actor::System).await.unwrap()
}

/// The letters that wait, each with the moment at which it may go.
async fn letters(app: &TestApp) -> Vec<(ListMailJob, Timestamp)> {
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let (jobs, _) = storage::job::list(&mut connection, JobState::Queued, None, 100, 0)
        .await
        .unwrap();
    let of_list = jobs.into_iter().filter(|job| job.kind == ListMailJob::KIND);
    of_list
        .map(|job| (serde_json::from_value(job.payload).unwrap(), job.run_at))
        .collect()
}

/// Goes to ten minutes past the coming midnight in Kyiv, when the clock says ten in the morning or a little later.
fn go_past_midnight(app: &TestApp) {
    app.clock.advance_ms(14 * HOUR_MS + 10 * MINUTE_MS);
}

async fn answered(app: &TestApp, number: u32) {
    let service = &app.hromada.services.infrastructure;
    let olena = app.actor("olena@demo.hromada", SecondFactor::NotAsked).await;
    let editor = app.actor("editor@demo.hromada", SecondFactor::Confirmed).await;
    let input = CommentInput {
        text: QUESTION.to_owned(),
        name: "full".to_owned(),
        parent: None,
    };
    let project = id(number).parse().unwrap();
    let (comment, _) = service.write_comment(&olena, &project, &input).await.unwrap();
    service
        .judge_comment(&Actor::System, comment, 1, Verdict::Publish)
        .await
        .unwrap();
    service.answer_comment(&editor, comment, ANSWER).await.unwrap();
    app.clock.advance_ms(1_000);
}

#[tokio::test]
async fn a_resident_follows_a_project_and_finds_its_news_on_one_page() {
    let app = people().await;
    bring(&app, 1, "Дах школи", json!({})).await;
    let citizen = app.citizen().await;
    assert!(
        citizen
            .get(PAGE)
            .await
            .text()
            .contains("Ви ще ні за чим не стежите")
    );

    let begun = follow_project(&citizen, 1).await;
    assert_eq!(
        begun.location(),
        format!("{}?followed=begun#follow", project_page(1))
    );
    let page = citizen
        .get(&format!("{}?followed=begun", project_page(1)))
        .await
        .text();
    assert!(page.contains("Тепер ви стежите за цим") && page.contains("Більше не стежити"));
    let page = citizen.get(PAGE).await.text();
    assert!(
        page.contains("Дах школи") && page.contains("Новин немає"),
        "{page}"
    );

    app.clock.advance_ms(HOUR_MS);
    let act = json!({"documents": [{"id": "1", "title": "Акт приймання"}]});
    bring(&app, 1, "Дах і стіни школи", act).await;
    answered(&app, 1).await;
    let page = citizen.get(PAGE).await.text();
    assert!(page.contains("2 нові"), "{page}");
    assert!(
        page.contains("Назва: було «Дах школи», стало «Дах і стіни школи»"),
        "{page}"
    );
    assert!(page.contains("Нові документи: Акт приймання."), "{page}");
    assert!(
        page.contains(ANSWER) && page.contains("Відповідь міста"),
        "{page}"
    );

    let seen = citizen.post(PAGE, &[("do", "seen")]).await;
    assert_eq!(seen.location(), format!("{PAGE}?done=seen"));
    let page = citizen.get(seen.location()).await.text();
    assert!(
        page.contains("Усе позначено прочитаним") && !page.contains("2 нові"),
        "{page}"
    );
    assert!(page.contains(ANSWER), "what was read stays");

    let project = id(1);
    let fields = [
        ("do", "unfollow"),
        ("project", project.as_str()),
        ("back", "following"),
    ];
    let ended = citizen.post(PAGE, &fields).await;
    assert_eq!(ended.location(), format!("{PAGE}?done=ended"));
    let page = citizen.get(ended.location()).await.text();
    assert!(page.contains("більше за цим не стежите") && page.contains("Ви ще ні за чим не стежите"));
}

#[tokio::test]
async fn who_is_not_signed_in_sees_the_button_and_signs_in_on_the_way() {
    let app = people().await;
    bring(&app, 1, "Дах школи", json!({})).await;
    let stranger = app.anonymous();
    for address in [
        project_page(1),
        "/infrastructure?status=implementation".to_owned(),
    ] {
        let page = stranger.get(&address).await.text();
        assert!(page.contains(&format!("action=\"{PAGE}\"")), "{page}");
    }
    let refused = follow_project(&stranger, 1).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(
        refused.text().contains("name=\"password\""),
        "the way in is on the page"
    );
    assert_eq!(stranger.get(PAGE).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_followed_list_tells_what_enters_it_and_nothing_else() {
    let app = people().await;
    let citizen = app.citizen().await;
    let begun = follow(&citizen, &[("sector", "education"), ("status", "implementation")]).await;
    assert_eq!(
        begun.location(),
        "/infrastructure?status=implementation&sector=education&followed=begun"
    );
    let again = follow(&citizen, &[("status", "implementation"), ("sector", "education")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    app.clock.advance_ms(1_000);
    bring(&app, 1, "Ремонт школи", json!({"sector": ["education"]})).await;
    bring(&app, 2, "Ремонт лікарні", json!({"sector": ["health"]})).await;
    let page = citizen.get(PAGE).await.text();
    assert_eq!(
        page.matches("data-followed=").count(),
        1,
        "the same filter once: {page}"
    );
    assert!(
        page.contains("Ремонт школи") && page.contains("Новий проєкт"),
        "{page}"
    );
    assert!(!page.contains("Ремонт лікарні"), "{page}");
    assert!(page.contains("Впровадження · Освіта"), "{page}");
}

#[tokio::test]
async fn a_letter_comes_once_a_day_and_only_with_news() {
    let app = people().await;
    bring(&app, 1, "Дах школи", json!({})).await;
    let citizen = app.citizen().await;
    follow_project(&citizen, 1).await;
    follow(&citizen, &[]).await;
    app.clock.advance_ms(1_000);
    bring(&app, 1, "Дах і стіни школи", json!({})).await;
    app.clock.advance_ms(HOUR_MS);
    assert_eq!(
        digest(&app).await,
        0,
        "not on the day on which somebody began to follow"
    );
    app.clock.advance_ms(-HOUR_MS);
    go_past_midnight(&app);
    let midnight = app.hromada.desk.now();
    assert_eq!(digest(&app).await, 1);
    assert_eq!(digest(&app).await, 0, "a second run finds nothing to do");

    let waiting = letters(&app).await;
    let [(letter, at)] = waiting.as_slice() else {
        panic!("{waiting:?}");
    };
    assert_eq!(letter.to, "olena@demo.hromada");
    assert_eq!(letter.subject, "1 новина проєктів, за якими ви стежите");
    assert!(
        letter.text.contains("стало «Дах і стіни школи»"),
        "{}",
        letter.text
    );
    assert!(
        letter.text.contains(&format!("{}#history", project_page(1))),
        "{}",
        letter.text
    );
    assert!(letter.text.contains(&letter.unsubscribe), "{}", letter.text);
    let to_morning = at.since_ms(midnight);
    assert!(
        (7 * HOUR_MS..8 * HOUR_MS).contains(&to_morning),
        "at eight: {to_morning}"
    );

    app.clock.advance_ms(DAY_MS);
    assert_eq!(digest(&app).await, 0, "nothing is new");
}

#[tokio::test]
async fn letters_come_weekly_or_never_when_somebody_wants_so() {
    let app = people().await;
    bring(&app, 1, "Дах школи", json!({})).await;
    let citizen = app.citizen().await;
    follow_project(&citizen, 1).await;
    let chosen = citizen.post(PAGE, &[("do", "pace"), ("pace", "weekly")]).await;
    assert_eq!(chosen.location(), format!("{PAGE}?done=pace"));
    let wrong = citizen.post(PAGE, &[("do", "pace"), ("pace", "hourly")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#pace\""), "{}", wrong.text());

    app.clock.advance_ms(1_000);
    bring(&app, 1, "Дах і стіни школи", json!({})).await;
    app.clock.advance_ms(6 * DAY_MS);
    assert_eq!(digest(&app).await, 0, "six days are no week");
    app.clock.advance_ms(DAY_MS);
    assert_eq!(digest(&app).await, 1);

    let citizen = app.citizen().await;
    citizen.post(PAGE, &[("do", "pace"), ("pace", "never")]).await;
    bring(&app, 1, "Школа", json!({})).await;
    app.clock.advance_ms(30 * DAY_MS);
    assert_eq!(digest(&app).await, 0);
    let citizen = app.citizen().await;
    citizen.post(PAGE, &[("do", "pace"), ("pace", "daily")]).await;
    app.clock.advance_ms(2 * DAY_MS);
    assert_eq!(
        digest(&app).await,
        0,
        "what happened while no letters came stays on the page"
    );
}

#[tokio::test]
async fn one_press_stops_the_letters_without_signing_in() {
    let app = people().await;
    bring(&app, 1, "Дах школи", json!({})).await;
    let citizen = app.citizen().await;
    follow_project(&citizen, 1).await;
    app.clock.advance_ms(1_000);
    bring(&app, 1, "Дах і стіни школи", json!({})).await;
    app.clock.advance_ms(2 * DAY_MS);
    assert_eq!(digest(&app).await, 1);
    let (letter, _) = letters(&app).await.remove(0);
    let address = letter.unsubscribe.split_once("/infrastructure").unwrap().1;
    let address = format!("/infrastructure{address}");

    let stranger = app.anonymous();
    let asked = stranger.get(&address).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(
        !asked.text().contains("Олена") && !asked.text().contains("olena@"),
        "no name is told"
    );
    bring(&app, 1, "Дах, стіни й подвір’я", json!({})).await;
    app.clock.advance_ms(2 * DAY_MS);
    assert_eq!(digest(&app).await, 1, "a look changes nothing");
    let stopped = stranger.post(&address, &[]).await;
    assert_eq!(stopped.location(), address);
    assert!(stranger.get(&address).await.text().contains("Ви відписалися"));
    bring(&app, 1, "Школа", json!({})).await;
    app.clock.advance_ms(2 * DAY_MS);
    assert_eq!(digest(&app).await, 0);
    let page = app.citizen().await.get(PAGE).await.text();
    assert!(page.contains("Школа"), "the page still tells the news");
    let unknown = stranger.get("/infrastructure/following/stop?key=abc").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_mail_program_stops_the_letters_by_itself() {
    let app = people().await;
    bring(&app, 1, "Дах школи", json!({})).await;
    let citizen = app.citizen().await;
    follow_project(&citizen, 1).await;
    app.clock.advance_ms(1_000);
    bring(&app, 1, "Дах і стіни школи", json!({})).await;
    app.clock.advance_ms(2 * DAY_MS);
    digest(&app).await;
    let (letter, _) = letters(&app).await.remove(0);
    let address = letter.unsubscribe.split_once("/infrastructure").unwrap().1;
    // Neither cookies nor an origin; the form of RFC 8058, section 3.2.
    let body =
        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
    let request = Request::post(format!("/infrastructure{address}"))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    let done = app.anonymous().send(request).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let page = app.citizen().await.get(PAGE).await.text();
    let never = between(&page, "value=\"never\"", ">");
    assert!(never.contains("checked"), "{page}");
}

#[tokio::test]
async fn what_somebody_follows_is_in_their_own_data_without_the_key() {
    let app = people().await;
    bring(&app, 1, "Дах школи", json!({})).await;
    let citizen = app.citizen().await;
    follow_project(&citizen, 1).await;
    let olena = app.person("olena@demo.hromada").await;
    let mut connection = app.hromada.desk.database.read().await.unwrap();
    let parts = storage::people::own_data::collect(&mut connection, olena.id)
        .await
        .unwrap();
    let (_, followed) = parts.iter().find(|(name, _)| *name == "followed").unwrap();
    assert_eq!(followed[0]["target"], format!("project:{}", id(1)));
    assert_eq!(followed[0]["letters"], "daily");
    assert!(!followed[0].contains_key("stop_key"));
}

#[tokio::test]
async fn nobody_follows_without_end_nor_what_is_not_there() {
    let app = people().await;
    let citizen = app.citizen().await;
    assert_eq!(follow_project(&citizen, 9).await.status, StatusCode::NOT_FOUND);
    let wrong = follow(&citizen, &[("status", "готово")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        citizen.post(PAGE, &[("do", "delete")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let olena = app.actor("olena@demo.hromada", SecondFactor::NotAsked).await;
    let service = &app.hromada.services.infrastructure;
    for year in 0..MOST_FOLLOWED {
        let year = (1_950 + year).to_string();
        let filter = domain::infrastructure::Filter::of_pairs([("year_from", year.as_str())]).unwrap();
        let target = domain::infrastructure::follow::Target::Filter(filter);
        service.follow(&olena, &target).await.unwrap();
    }
    let refused = follow(&citizen, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("Ви стежите за багатьма"),
        "{}",
        refused.text()
    );
}

#[tokio::test]
async fn the_feed_is_for_everybody_and_names_no_resident() {
    let app = people().await;
    bring(&app, 1, "Дах <школи>", json!({"sector": ["education"]})).await;
    bring(&app, 2, "Лікарня", json!({"sector": ["health"]})).await;
    bring(&app, 1, "Дах & стіни", json!({"sector": ["education"]})).await;
    answered(&app, 1).await;
    let stranger = app.anonymous();
    let feed = stranger.get("/infrastructure/news.atom").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    let text = feed.text();
    assert_eq!(text.matches("<entry>").count(), 4, "{text}");
    assert!(
        text.contains("Дах &amp; стіни") && text.contains("стало «Дах &amp; стіни»"),
        "{text}"
    );
    assert!(text.contains(ANSWER), "{text}");
    assert!(
        !text.contains(QUESTION) && !text.contains("Коваль") && !text.contains("Яремчук"),
        "{text}"
    );
    let first = text.find("Відповідь міста").unwrap();
    assert!(
        first < text.find("Зміни в проєкті").unwrap(),
        "latest first: {text}"
    );

    let filtered = stranger
        .get("/infrastructure/news.atom?sector=health")
        .await
        .text();
    assert_eq!(filtered.matches("<entry>").count(), 1, "{filtered}");
    let one = stranger
        .get(&format!("{}/news.atom", project_page(1)))
        .await
        .text();
    assert_eq!(one.matches("<entry>").count(), 3, "{one}");
    let english = stranger
        .get(&format!("/en{}/news.atom", project_page(1)))
        .await
        .text();
    assert!(
        english.contains("xml:lang=\"en\"") && english.contains("The city’s answer"),
        "{english}"
    );
    for (address, status) in [
        (
            "/infrastructure/news.atom?status=x".to_owned(),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (format!("{}/news.atom", project_page(9)), StatusCode::NOT_FOUND),
        (format!("{}/dates.ics", project_page(9)), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(stranger.get(&address).await.status, status, "{address}");
    }
}

#[tokio::test]
async fn an_answer_below_a_hidden_comment_is_no_news() {
    let app = people().await;
    bring(&app, 1, "Дах школи", json!({})).await;
    answered(&app, 1).await;
    let service = &app.hromada.services.infrastructure;
    let project = id(1).parse().unwrap();
    let comments = service.comments(&Actor::Anonymous, &project).await.unwrap();
    let [view] = comments.as_slice() else {
        panic!("{comments:?}")
    };
    service
        .judge_comment(
            &Actor::System,
            view.comment.id,
            view.comment.version,
            Verdict::Hide(domain::infrastructure::comment::HidingReason::OffTopic),
        )
        .await
        .unwrap();
    let feed = app.anonymous().get("/infrastructure/news.atom").await.text();
    assert!(!feed.contains(ANSWER), "{feed}");
}

#[tokio::test]
async fn the_calendar_tells_planned_dates_and_invents_none() {
    let app = people().await;
    let planned = json!({
        "period": {"startDate": "2026-03-02T00:00:00Z", "endDate": "2026-09-30T23:59:59Z"},
        "milestones": [{"id": "m1", "title": "Відкриття, свято", "dueDate": "2026-10-05T00:00:00Z"}],
    });
    let years = json!({"period": {"startDate": "2027-01-01T00:00:00Z", "endDate": "2027-12-31T23:59:59Z"}});
    bring(&app, 1, "Дах школи", planned).await;
    bring(&app, 2, "Лікарня", years).await;
    let stranger = app.anonymous();
    let calendar = stranger.get("/infrastructure/dates.ics").await;
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    let text = calendar.text().replace("\r\n ", "");
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 3, "{text}");
    for line in [
        "DTSTART;VALUE=DATE:20260302",
        "DTSTART;VALUE=DATE:20260930",
        "DTSTART;VALUE=DATE:20261005",
        "SUMMARY:Відкриття\\, свято: Дах школи",
    ] {
        assert!(text.contains(&format!("{line}\r\n")), "{line}: {text}");
    }
    assert!(!text.contains("Лікарня"), "a year is no day: {text}");
    let one = stranger
        .get(&format!("{}/dates.ics", project_page(2)))
        .await
        .text();
    assert_eq!(one.matches("BEGIN:VEVENT").count(), 0, "{one}");
}
