//! `/people/account/data`: everything of one's own in one archive, for oneself alone, for a week.

use crate::cabinet::factory::Case;
use crate::cabinet::{andrii, app, between, mails_to};
use crate::support::{Browser, TestApp};
use axum::http::StatusCode;
use domain::time::DAY_MS;
use serde_json::Value;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

const PAGE: &str = "/people/account/data";

/// Asks, lets the jobs run, and says where the archive is.
async fn made(app: &TestApp, browser: &Browser<'_>) -> String {
    let asked = browser.post(PAGE, &[]).await;
    assert_eq!(asked.page(), PAGE, "{}", asked.text());
    let page = browser.get(asked.location()).await.text();
    assert!(page.contains("Готуємо архів"), "{page}");
    app.run_jobs().await;
    let page = browser.get(PAGE).await.text();
    format!("{PAGE}/{}", between(&page, &format!("href=\"{PAGE}/"), "\""))
}

fn file(archive: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> Vec<u8> {
    let mut content = Vec::new();
    archive.by_name(name).unwrap().read_to_end(&mut content).unwrap();
    content
}

#[tokio::test]
async fn a_person_gets_everything_of_their_own_and_nothing_of_others() {
    let app = app().await;
    let case = Case::social_card(&app).await;
    let other = andrii(&app).await;
    crate::cabinet::registered(&other).await;
    let address = made(&app, &case.citizen).await;
    let answer = case.citizen.get(&address).await;
    assert_eq!(answer.header("content-type"), "application/zip");
    let mut archive = ZipArchive::new(Cursor::new(answer.body.clone())).unwrap();
    assert!(
        String::from_utf8(file(&mut archive, "ПРОЧИТАЙТЕ.txt"))
            .unwrap()
            .contains("data.json")
    );
    let data: Value = serde_json::from_slice(&file(&mut archive, "data.json")).unwrap();
    let data = &data["data"];
    assert_eq!(data["account"][0]["email"], "olena@demo.hromada");
    assert_eq!(data["applications"].as_array().unwrap().len(), 1);
    assert_eq!(data["applications"][0]["number"], "S12-2026-000001");
    assert_eq!(data["applications"][0]["answers"]["surname"][0], "Коваль");
    assert_eq!(data["applications"][0]["submitted_at"], "2026-11-23T08:00:00Z");
    assert_eq!(data["events_of_applications"].as_array().unwrap().len(), 2);
    let files = data["files"].as_array().unwrap();
    assert_eq!(files.len(), 3);
    for told in files {
        let content = file(&mut archive, told["path"].as_str().unwrap());
        assert_eq!(content.len() as u64, told["size_bytes"].as_u64().unwrap());
    }
    let whole = data.to_string();
    assert!(
        !whole.contains("andrii@demo") && !whole.contains("S16-2026"),
        "{whole}"
    );
    assert!(
        !whole.contains("password") && !whole.contains("token"),
        "no secret is in it"
    );
    let mails = mails_to(&app, "olena@demo.hromada").await;
    assert!(
        mails.iter().all(|mail| !mail.text.contains(&address)),
        "a mail opens nothing"
    );
}

#[tokio::test]
async fn an_archive_is_for_its_person_alone_and_for_a_week() {
    let app = app().await;
    let citizen = app.citizen().await;
    let address = made(&app, &citizen).await;
    assert_eq!(
        andrii(&app).await.get(&address).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        app.anonymous().get(&address).await.status,
        StatusCode::UNAUTHORIZED
    );
    let content = citizen.get(&address).await.body;
    let digest = server::adapters::file_store::digest_of(&content);
    let data_dir = &app.hromada.desk.settings.data_dir;
    let files = server::adapters::file_store::FileStore::of_own_data(data_dir);
    assert!(files.get(&digest).await.unwrap().is_some());
    let objects = server::adapters::file_store::FileStore::in_data_dir(data_dir);
    objects.put(content.clone()).await.unwrap();
    app.clock.advance_ms(8 * DAY_MS);
    let citizen = app.citizen().await;
    assert_eq!(citizen.get(&address).await.status, StatusCode::NOT_FOUND);
    assert!(citizen.get(PAGE).await.text().contains("Термін минув"));
    server::service::people::People::new(app.hromada.desk.clone())
        .remove_expired_own_data()
        .await
        .unwrap();
    assert_eq!(files.get(&digest).await.unwrap(), None, "the bytes are gone");
    assert!(
        objects.get(&digest).await.unwrap().is_some(),
        "an attachment of the same bytes stays"
    );
}

#[tokio::test]
async fn one_archive_is_made_at_a_time_and_the_page_speaks_english_too() {
    let app = app().await;
    let citizen = app.citizen().await;
    citizen.post(PAGE, &[]).await;
    let twice = citizen.post(PAGE, &[]).await;
    assert_eq!(twice.page(), PAGE, "a second press is no error");
    let page = citizen.get(&format!("/en{PAGE}")).await.text();
    assert_eq!(page.matches("The archive is being made").count(), 1, "{page}");
    assert!(
        !page.contains("Make an archive"),
        "nothing to press while it is awaited"
    );
}
