//! `/operations/events`.

use crate::support::TestApp;
use axum::http::StatusCode;
use domain::Actor;
use domain::actor::Role;
use domain::event::{Author, NewEvent};
use domain::operations::event::{EVENTS_PER_PAGE, EventFilter};
use domain::time::DAY_MS;
use serde_json::json;

async fn happened(app: &TestApp, subject: &str, kind: &'static str) {
    let desk = &app.hromada.desk;
    let mut tx = desk.database.begin().await.unwrap();
    let event = NewEvent {
        author: Author::System,
        on_behalf_of: None,
        subject_kind: "test.thing",
        subject_id: subject.to_owned(),
        subject_version: 1,
        kind,
        reason: Some("слова про людину".to_owned()),
        data: json!({ "name": "Олена" }),
    };
    desk.record(&mut tx, &event).await.unwrap();
    tx.commit().await.unwrap();
}

/// Three things share a moment.
fn moment_of(thing: &str) -> usize {
    thing.trim_start_matches("thing-").parse::<usize>().unwrap() / 3
}

#[tokio::test]
async fn the_log_is_read_page_by_page_without_a_gap_or_a_double() {
    let app = TestApp::new().await;
    let number = usize::try_from(EVENTS_PER_PAGE).unwrap() * 2 + 7;
    for thing in 0..number {
        app.clock.advance_ms(i64::from(thing % 3 == 0));
        happened(&app, &format!("thing-{thing:04}"), "test.thing.made").await;
    }
    let operations = &app.hromada.services.operations;
    let mut seen = Vec::new();
    let mut filter = EventFilter::default();
    loop {
        let page = operations.events(&Actor::System, &filter).await.unwrap();
        seen.extend(page.events.into_iter().map(|event| event.subject_id));
        // What happens meanwhile stands at the front and moves nothing.
        happened(&app, "meanwhile", "test.thing.made").await;
        match page.next {
            Some(next) => filter.before = Some(next),
            None => break,
        }
    }
    // Within one moment the ids decide, and they are random.
    assert!(
        seen.windows(2)
            .all(|pair| moment_of(&pair[0]) >= moment_of(&pair[1])),
        "{seen:?}"
    );
    seen.sort();
    let expected: Vec<String> = (0..number).map(|thing| format!("thing-{thing:04}")).collect();
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn every_filter_narrows_the_log() {
    let app = TestApp::new().await;
    happened(&app, "a", "test.thing.made").await;
    happened(&app, "b", "test.thing.broken").await;
    app.clock.advance_ms(DAY_MS);
    happened(&app, "a", "test.thing.broken").await;
    let found = async |filter: EventFilter| {
        let operations = &app.hromada.services.operations;
        operations
            .events(&Actor::System, &filter)
            .await
            .unwrap()
            .events
            .len()
    };
    let any = EventFilter::default();
    assert_eq!(found(any.clone()).await, 3);
    let of_a = EventFilter {
        subject: Some("a".to_owned()),
        ..any.clone()
    };
    assert_eq!(found(of_a).await, 2);
    let broken = EventFilter {
        kind: Some("test.thing.broken".to_owned()),
        ..any.clone()
    };
    assert_eq!(found(broken).await, 2);
    let other = EventFilter {
        subject_kind: Some("test.other".to_owned()),
        ..any.clone()
    };
    assert_eq!(found(other).await, 0);
    let monday = EventFilter {
        day: Some("2026-11-23".parse().unwrap()),
        ..any
    };
    assert_eq!(found(monday).await, 2);
}

#[tokio::test]
async fn a_day_begins_and_ends_by_the_clock_of_the_community() {
    let app = TestApp::new().await;
    // 22:30 in UTC is 00:30 of the next day in Kyiv.
    app.clock.advance_ms(14 * 3_600_000 + 1_800_000);
    happened(&app, "late", "test.thing.made").await;
    for (day, number) in [("2026-11-23", 0), ("2026-11-24", 1)] {
        let filter = EventFilter {
            day: Some(day.parse().unwrap()),
            ..EventFilter::default()
        };
        let operations = &app.hromada.services.operations;
        let page = operations.events(&Actor::System, &filter).await.unwrap();
        assert_eq!(page.events.len(), number, "{day}");
    }
}

#[tokio::test]
async fn the_page_shows_ids_and_no_words_about_people() {
    let app = TestApp::seeded().await;
    happened(&app, "thing-1", "test.thing.made").await;
    let administrator = app.staff(Role::Administrator).await;
    let page = administrator.get("/operations/events?kind=test.thing.made").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    let main = text.split_once("<main").unwrap().1;
    assert!(main.contains("thing-1") && main.contains("test.thing.made"));
    assert!(!main.contains("слова про людину") && !main.contains("Олена"));
    let wrong = administrator.get("/operations/events?day=вчора").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"вчора\""), "what was typed stays");
    let forbidden = app.staff(Role::Moderator).await.get("/operations/events").await;
    assert_eq!(forbidden.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn events_are_told_in_words_of_both_languages_and_chosen_by_them() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    for (prefix, event, thing) in [
        ("", "Обліковий запис додано", "Обліковий запис"),
        ("/en", "Account added", "Account"),
    ] {
        let address = format!("{prefix}/operations/events?kind=people.person.added");
        let page = administrator.get(&address).await.text();
        let main = page.split_once("<main").unwrap().1;
        let (form, table) = main.split_once("<table").unwrap();
        assert!(form.contains(&format!("selected>{event}</option>")), "{form}");
        assert!(
            table.contains(event) && table.contains(thing),
            "in words: {table}"
        );
        assert!(table.contains("people.person.added"), "with the code beside them");
    }
}

#[tokio::test]
async fn every_event_of_the_demonstration_has_words() {
    let app = TestApp::seeded().await;
    let administrator = app.staff(Role::Administrator).await;
    let page = administrator.get("/operations/events").await.text();
    for name in ["kind", "subject_kind"] {
        let select = page.split_once(&format!("id=\"{name}\"")).unwrap().1;
        let select = select.split_once("</select>").unwrap().0;
        let mut options = 0;
        for option in select.split("<option value=\"").skip(2) {
            let (code, rest) = option.split_once('"').unwrap();
            let label = rest.split_once('>').unwrap().1.split_once('<').unwrap().0;
            assert_ne!(label, code);
            options += 1;
        }
        assert!(options > 5, "{options}");
    }
}
