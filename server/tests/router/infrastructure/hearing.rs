//! Public hearings: announced, visited, proposed to, decided, reported; and what the open data and the news tell of them.

use super::{import, json, package};
use crate::support::{Answer, Browser, TestApp};
use axum::http::StatusCode;
use domain::actor::Role;
use domain::people::session::SecondFactor;
use domain::time::DAY_MS;
use serde_json::json as value;

const NEW: &str = "/infrastructure/hearings/new";
const LIST: &str = "/infrastructure/hearings";
const PROJECT: &str = "oc4ids-abc123-1";
const PAGE: &str = "/infrastructure/projects/oc4ids-abc123-1";
const DATA: &str = "/opendata/oc4ids/projects/oc4ids-abc123-1.json";
const PROPOSAL: &str = "Поставте ліхтар біля зупинки.";
const REASON: &str = "Так і зробимо: він уже в кошторисі.";

async fn city() -> TestApp {
    let app = TestApp::new().await;
    server::seed::seed_people(&app.hromada).await.unwrap();
    let project = value!({
        "id": PROJECT, "title": "Доріжка",
        "documents": [{"id": "1", "title": "Кошторис"}],
    });
    let report = import(&app, package(&project.to_string())).await;
    assert!(report.is_accepted(), "{report:?}");
    app
}

/// A notice for the tenth of December, with changes.
fn notice<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("title", "Освітлення доріжки"),
        ("about", "Де стоятимуть ліхтарі"),
        ("projects", PROJECT),
        ("agenda", "Доповідь\nЗапитання"),
        ("place", "Міська рада, зала"),
        ("video", "https://video.example/room"),
        ("date", "10.12.2026"),
        ("starts", "17:00"),
        ("ends", "19:00"),
        ("materials", "Схема https://files.example/1.pdf"),
    ];
    let changed = |name: &str| changes.iter().any(|(other, _)| *other == name);
    let kept = usual.into_iter().filter(|(name, _)| !changed(name));
    kept.chain(changes.iter().copied()).collect()
}

/// Announces a hearing; gives its address.
async fn announced(editor: &Browser<'_>, changes: &[(&str, &str)]) -> String {
    let answer = editor.post(NEW, &notice(changes)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let location = answer.location();
    location.strip_suffix("?done=announced").unwrap().to_owned()
}

async fn propose(browser: &Browser<'_>, hearing: &str, text: &str) -> Answer {
    let fields = [("_action", "propose"), ("text", text), ("name", "initials")];
    browser.post(hearing, &fields).await
}

/// The id of the only proposal on a page.
fn proposal_id(page: &str) -> String {
    let id = page
        .split_once("name=\"proposal\" value=\"")
        .unwrap_or_else(|| panic!("no proposal: {page}"))
        .1;
    id.split_once('"').unwrap().0.to_owned()
}

async fn publish(app: &TestApp) {
    let moderator = app.staff(Role::Moderator).await;
    let queue = moderator.get("/infrastructure/moderation").await;
    let id = proposal_id(&queue.text());
    let fields = [
        ("proposal", id.as_str()),
        ("version", "1"),
        ("verdict", "publish"),
    ];
    let judged = moderator.post("/infrastructure/moderation", &fields).await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER, "{}", judged.text());
}

#[tokio::test]
async fn an_editor_announces_a_hearing_and_everybody_reads_what_is_not_set() {
    let app = city().await;
    let (editor, stranger) = (app.staff(Role::ProjectEditor).await, app.anonymous());
    assert!(
        stranger
            .get(LIST)
            .await
            .text()
            .contains("Нових слухань поки що немає")
    );
    let form = editor.get(&format!("{NEW}?project={PROJECT}")).await.text();
    assert!(form.contains(&format!("{PROJECT}</textarea>")), "{form}");
    let hearing = announced(&editor, &[]).await;
    let page = stranger.get(&hearing).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    for told in [
        "Четвер, 10\u{a0}грудня 2026\u{a0}р., 17:00–19:00",
        "https://files.example/1.pdf",
        "https://video.example/room",
        "Доріжка",
        "Запитання",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert_eq!(page.matches("не встановлено").count(), 4, "{page}");
    assert!(stranger.get(LIST).await.text().contains("Освітлення доріжки"));
    assert!(
        stranger.get(PAGE).await.text().contains(&hearing),
        "its project leads there"
    );
    let english = stranger.get(&format!("/en{hearing}")).await.text();
    assert!(
        english.contains("Public hearings") && english.contains("not set"),
        "{english}"
    );

    let file = stranger.get(&format!("{hearing}/hearing.ics")).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    let file = file.text();
    assert!(
        file.contains("DTSTART:20261210T150000Z\r\nDTEND:20261210T170000Z"),
        "{file}"
    );
    assert!(
        file.contains("STATUS:CONFIRMED\r\nSUMMARY:Освітлення доріжки\r\n"),
        "{file}"
    );
    assert!(file.contains("LOCATION:Міська рада\\, зала"), "{file}");
}

#[tokio::test]
async fn a_notice_with_faults_comes_back_with_everything_that_was_typed() {
    let app = city().await;
    let editor = app.staff(Role::ProjectEditor).await;
    let changes = [
        ("projects", "oc4ids-abc123-9"),
        ("video", "javascript:alert(1)"),
        ("ends", "16:00"),
    ];
    let refused = editor.post(NEW, &notice(&changes)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    for told in [
        "href=\"#video\"",
        "href=\"#ends\"",
        "Де стоятимуть ліхтарі",
        "Кінець має бути пізніше за початок",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let unknown = editor.post(NEW, &notice(&changes[..1])).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unknown.text().contains("href=\"#projects\""),
        "{}",
        unknown.text()
    );
    for (browser, status) in [
        (&app.citizen().await, StatusCode::FORBIDDEN),
        (&app.staff(Role::Moderator).await, StatusCode::FORBIDDEN),
        (&app.anonymous(), StatusCode::UNAUTHORIZED),
    ] {
        assert_eq!(browser.get(NEW).await.status, status);
        assert_eq!(browser.post(NEW, &notice(&[])).await.status, status);
    }
}

#[tokio::test]
async fn residents_register_without_names_and_change_their_mind() {
    let app = city().await;
    let editor = app.staff(Role::ProjectEditor).await;
    let hearing = announced(&editor, &[]).await;
    let (olena, stranger) = (app.citizen().await, app.anonymous());
    let register = |way| [("_action", "register"), ("way", way)];
    let joined = olena.post(&hearing, &register("room")).await;
    assert_eq!(joined.location(), format!("{hearing}?done=joined"));
    olena.post(&hearing, &register("video")).await;
    let page = stranger.get(&hearing).await.text();
    assert!(page.contains("1 людина: у залі – 0, онлайн – 1"), "{page}");
    assert!(!page.contains("Олена"), "who comes is nobody's business");
    assert!(olena.get(&hearing).await.text().contains("долучитеся онлайн"));
    let wrong = olena.post(&hearing, &register("пішки")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("href=\"#way\""), "{}", wrong.text());
    assert_eq!(
        stranger.post(&hearing, &register("room")).await.status,
        StatusCode::UNAUTHORIZED
    );
    let left = olena.post(&hearing, &[("_action", "leave")]).await;
    assert_eq!(left.location(), format!("{hearing}?done=left"));
    assert!(stranger.get(&hearing).await.text().contains("0 людей"));
    app.clock.advance_ms(18 * DAY_MS);
    let olena = app.citizen().await;
    let late = olena.post(&hearing, &register("room")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.text().contains("Слухання вже завершилися"),
        "{}",
        late.text()
    );
}

#[tokio::test]
async fn a_proposal_waits_for_a_moderator_and_ends_with_a_decision_and_a_reason() {
    let app = city().await;
    let editor = app.staff(Role::ProjectEditor).await;
    let hearing = announced(&editor, &[("until_date", "9.12.2026")]).await;
    let desk = format!("{hearing}/desk");
    let (olena, stranger) = (app.citizen().await, app.anonymous());
    let short = propose(&olena, &hearing, "ні").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text().contains("ні</textarea>"), "what was typed stays");
    let sent = propose(&olena, &hearing, PROPOSAL).await;
    assert_eq!(sent.location(), format!("{hearing}?done=pending"));
    assert!(olena.get(&hearing).await.text().contains(PROPOSAL));
    assert!(
        !stranger.get(&hearing).await.text().contains(PROPOSAL),
        "it waits"
    );
    publish(&app).await;
    let page = stranger.get(&hearing).await.text();
    assert!(page.contains(PROPOSAL) && page.contains("О. К."), "{page}");
    assert!(!page.contains("Олена Коваль"), "initials were chosen: {page}");

    let early = [
        ("_action", "record"),
        ("minutes", "Слухали"),
        ("in_room", "5"),
        ("by_video", "2"),
    ];
    assert_eq!(
        editor.post(&desk, &early).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    app.clock.advance_ms(17 * DAY_MS + 1);
    let closed = propose(&app.citizen().await, &hearing, "Ще одна пропозиція").await;
    assert_eq!(closed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(closed.text().contains("більше не приймають"), "{}", closed.text());

    app.clock.advance_ms(DAY_MS);
    let editor = app.staff(Role::ProjectEditor).await;
    let page = editor.get(&desk).await.text();
    let id = proposal_id(&page);
    let report = [("_action", "report"), ("changed", "Ліхтар додали")];
    assert!(page.contains("Звіт можна опублікувати, коли"), "{page}");
    assert_eq!(
        editor.post(&desk, &report).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let decide = |outcome, reason| {
        [
            ("_action", "decide"),
            ("proposal", id.as_str()),
            ("outcome", outcome),
            ("reason", reason),
        ]
    };
    let wrong = editor.post(&desk, &decide("accepted", "")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text().contains(&format!("href=\"#reason-{id}\"")),
        "{}",
        wrong.text()
    );
    let olena = app.citizen().await;
    assert_eq!(
        olena.post(&desk, &decide("accepted", REASON)).await.status,
        StatusCode::FORBIDDEN
    );
    let decided = editor.post(&desk, &decide("accepted", REASON)).await;
    assert_eq!(decided.location(), format!("{desk}?done=decided"));
    let again = editor.post(&desk, &decide("rejected", "Ні")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    let page = stranger.get(&hearing).await.text();
    assert!(page.contains("Прийнято") && page.contains(REASON), "{page}");

    let recorded = editor.post(&desk, &early).await;
    assert_eq!(recorded.location(), format!("{hearing}?done=recorded"));
    let reported = editor.post(&desk, &report).await;
    assert_eq!(reported.location(), format!("{hearing}?done=reported"));
    let page = stranger.get(&hearing).await.text();
    assert!(
        page.contains("Ліхтар додали") && page.contains("Слухали"),
        "{page}"
    );
    let figures: Vec<&str> = page
        .split("stat__value\">")
        .skip(1)
        .map(|rest| rest.split_once('<').unwrap().0)
        .collect();
    assert_eq!(
        figures,
        ["7", "1", "1", "0", "0"],
        "people, proposals, and their decisions"
    );
    assert_eq!(
        editor.post(&desk, &report).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "once"
    );
}

#[tokio::test]
async fn the_open_data_tell_an_invitation_and_then_a_meeting() {
    let app = city().await;
    let editor = app.staff(Role::ProjectEditor).await;
    let before = app.anonymous().get(DATA).await;
    let hearing = announced(&editor, &[]).await;
    let invited = app.anonymous().get(DATA).await;
    assert_ne!(before.header("etag"), invited.header("etag"), "another revision");
    let project = json(&invited)["projects"][0].clone();
    assert_eq!(
        project["documents"][1]["documentType"],
        "consultationMeetingInvitation"
    );
    assert_eq!(
        project["documents"][1]["url"],
        format!("http://localhost{hearing}")
    );
    assert_eq!(project.get("social"), None);

    app.clock.advance_ms(18 * DAY_MS);
    let editor = app.staff(Role::ProjectEditor).await;
    let record = [
        ("_action", "record"),
        ("minutes", "Слухали"),
        ("in_room", "5"),
        ("by_video", "2"),
    ];
    let recorded = editor.post(&format!("{hearing}/desk"), &record).await;
    assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.text());
    let id = hearing.rsplit_once('/').unwrap().1;
    let meeting = value!({
        "id": format!("hearing-{id}"), "date": "2026-12-10T15:00:00Z", "numberOfParticipants": 7,
        "address": {"streetAddress": "Міська рада, зала"},
    });
    for path in [DATA, "/opendata/oc4ids/ternopil-works.json"] {
        let project = json(&app.anonymous().get(path).await)["projects"][0].clone();
        assert_eq!(
            project["social"]["consultationMeetings"],
            value!([meeting]),
            "{path}"
        );
        assert_eq!(project["documents"][0]["title"], "Кошторис", "{path}");
        assert_eq!(project["documents"].as_array().unwrap().len(), 3, "{path}");
    }
    app.run_jobs().await;
    app.clock.advance_ms(2 * 60_000);
    app.run_jobs().await;
    let made = json(&app.anonymous().get("/opendata/oc4ids/ternopil-works.json").await);
    assert_eq!(
        made["projects"][0]["social"]["consultationMeetings"],
        value!([meeting])
    );

    let editor = app.staff(Role::ProjectEditor).await;
    let note = [("note", "Випуск зі слуханнями")];
    let released = editor.post("/opendata/releases/new", &note).await;
    assert_eq!(
        released.status,
        StatusCode::SEE_OTHER,
        "it keeps the schema: {}",
        released.text()
    );
}

#[tokio::test]
async fn followers_hear_of_it_and_a_cancelled_hearing_says_why() {
    let app = city().await;
    let editor = app.staff(Role::ProjectEditor).await;
    let stranger = app.anonymous();
    let hearing = announced(&editor, &[]).await;
    let feed = format!("{PAGE}/news.atom");
    let news = stranger.get(&feed).await.text();
    assert!(
        news.contains("Оголошено слухання «Освітлення доріжки» (10\u{a0}грудня"),
        "{news}"
    );
    let desk = format!("{hearing}/desk");
    let cancel = |reason| [("_action", "cancel"), ("reason", reason)];
    let empty = editor.post(&desk, &cancel("")).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text().contains("href=\"#reason\""), "{}", empty.text());
    app.clock.advance_ms(60_000);
    let cancelled = editor.post(&desk, &cancel("Повітряна тривога")).await;
    assert_eq!(cancelled.location(), format!("{hearing}?done=cancelled"));
    let page = stranger.get(&hearing).await.text();
    assert!(page.contains("Причина: Повітряна тривога"), "{page}");
    let file = stranger.get(&format!("{hearing}/hearing.ics")).await.text();
    assert!(
        file.contains("SEQUENCE:1\r\n") && file.contains("STATUS:CANCELLED"),
        "{file}"
    );
    let news = stranger.get(&feed).await.text();
    assert!(news.contains("скасовано"), "{news}");
    assert_eq!(
        json(&stranger.get(DATA).await)["projects"][0]["documents"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let late = propose(&app.citizen().await, &hearing, PROPOSAL).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        editor.post(&desk, &cancel("Ще раз")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "once"
    );
}

#[tokio::test]
async fn the_sixth_proposal_within_an_hour_waits() {
    let app = city().await;
    let editor = app.staff(Role::ProjectEditor).await;
    let hearing = announced(&editor, &[]).await;
    let andrii = app.signed_in("andrii@demo.hromada", SecondFactor::NotAsked).await;
    for number in 1..=5 {
        let sent = propose(&andrii, &hearing, &format!("Пропозиція {number}")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    let flood = propose(&andrii, &hearing, PROPOSAL).await;
    assert_eq!(flood.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(flood.text().contains(PROPOSAL), "what was typed stays");
}

#[tokio::test]
async fn the_demonstration_holds_a_hearing_that_comes_and_one_that_is_over() {
    let app = TestApp::seeded().await;
    let stranger = app.anonymous();
    let list = stranger.get(LIST).await.text();
    let coming = list.split_once("id=\"past\"").unwrap();
    assert!(coming.0.contains("освітлення пішохідної доріжки"), "{list}");
    assert!(
        coming.1.contains("навчальний майданчик") && coming.1.contains("є звіт"),
        "{list}"
    );
    let held = json(
        &stranger
            .get("/opendata/oc4ids/projects/oc4ids-tern00-demo-1.json")
            .await,
    );
    let meeting = &held["projects"][0]["social"]["consultationMeetings"][0];
    assert_eq!(meeting["numberOfParticipants"], 23);
}
