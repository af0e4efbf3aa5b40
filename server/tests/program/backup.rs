//! `hromada backup` and `hromada restore`: nothing is lost on the way, and nothing is touched by a damaged archive.

use crate::support::{Place, postgres};
use sqlx::{Connection as _, Row as _};
use std::path::Path;

/// A database with units, and with a file of somebody.
async fn filled(place: &Place) {
    place.done(&["migrate"]);
    place.done(&["seed"]);
    place.done(&[
        "user",
        "add",
        "--email",
        "olha@example.com",
        "--name",
        "Ольга Ґудзь",
    ]);
    let digest = "3f".to_owned() + &"9a".repeat(31);
    std::fs::create_dir_all(place.path("data/objects/3f")).unwrap();
    std::fs::write(
        place.path("data/objects").join("3f").join("9a".repeat(31)),
        "зміст файлу",
    )
    .unwrap();
    let mut connection = place.connect().await;
    sqlx::query(
        "INSERT INTO file (id, digest, size_bytes, media_type, name, owner, created_at) \
         VALUES ('0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001', $1, 11, 'application/pdf', 'довідка.pdf', \
         '0199aaaa-bbbb-7ccc-8ddd-eeeeffff0002', 1)",
    )
    .bind(digest)
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
}

/// Everything that the tables of people and events hold, as text.
async fn contents(place: &Place) -> Vec<String> {
    let mut connection = place.connect().await;
    let mut lines = Vec::new();
    for sql in [
        "SELECT id || name || email AS line FROM person ORDER BY id",
        "SELECT id || kind || data AS line FROM event WHERE kind <> 'operations.backup.restored' ORDER BY id",
        "SELECT id || code || name_uk AS line FROM unit ORDER BY id",
        "SELECT id || digest || name AS line FROM file ORDER BY id",
    ] {
        let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
        lines.extend(rows.iter().map(|row| row.get::<String, _>("line")));
    }
    connection.close().await.unwrap();
    assert!(lines.iter().any(|line| line.contains("Ґудзь")));
    lines
}

async fn restorations(place: &Place) -> i64 {
    let mut connection = place.connect().await;
    let row = sqlx::query(
        "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM event WHERE kind = 'operations.backup.restored'",
    )
    .fetch_one(&mut connection)
    .await
    .unwrap();
    row.get("n")
}

fn object(place: &Place) -> String {
    std::fs::read_to_string(place.path("data/objects/3f").join("9a".repeat(31))).unwrap()
}

/// Every file below a folder with its bytes; what is compared before and after a refusal.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.to_string_lossy().ends_with("-shm") {
                found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn a_backup_restored_to_an_empty_place_is_the_same_city() {
    let place = Place::new();
    filled(&place).await;
    let before = contents(&place).await;
    let told = place.done(&["backup", "city.zip"]);
    assert!(told.contains("1 files") && told.contains("sha256 "), "{told}");
    let archive = place.path("city.zip");
    let elsewhere = Place::new();
    elsewhere.done(&["restore", archive.to_str().unwrap()]);
    assert_eq!(contents(&elsewhere).await, before);
    assert_eq!(object(&elsewhere), "зміст файлу");
    assert_eq!(
        restorations(&elsewhere).await,
        1,
        "that time went back is an event"
    );
    let mut served = elsewhere.serve();
    assert_eq!(served.get("/readyz").0, 200);
    served.stop();
    let again = place.refused(&["backup", "city.zip"]);
    assert!(again.contains("never overwrites"), "{again}");
}

#[tokio::test]
async fn a_backup_is_made_while_the_server_writes() {
    let place = Place::new();
    filled(&place).await;
    let served = place.serve();
    let writer = std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            (0..15)
                .map(|number| {
                    let form = format!("name=%D0%90%D0%BD%D0%BD%D0%B0&email=a{number}%40example.com&password=Stavok-nad-Seretom-{number}&consent=true");
                    served.post("/people/sign-up", &form).0
                })
                .collect::<Vec<_>>()
        });
        place.done(&["backup", "live.zip"]);
        writing.join().unwrap()
    });
    assert!(writer.iter().all(|status| *status < 500), "{writer:?}");
    let elsewhere = Place::new();
    elsewhere.done(&["restore", place.path("live.zip").to_str().unwrap()]);
    elsewhere.done(&["migrate"]);
}

#[tokio::test]
async fn a_place_that_holds_something_is_replaced_only_when_asked_and_kept_aside() {
    let place = Place::new();
    filled(&place).await;
    let before = contents(&place).await;
    place.done(&["backup", "city.zip"]);
    place.done(&[
        "user",
        "add",
        "--email",
        "pavlo@example.com",
        "--name",
        "Павло Сич",
    ]);
    let later = contents(&place).await;
    let refused = place.refused(&["restore", "city.zip"]);
    assert!(refused.contains("--replace"), "{refused}");
    assert_eq!(contents(&place).await, later);
    let served = place.serve();
    let refused = place.refused(&["restore", "--replace", "city.zip"]);
    assert!(refused.contains("stop the server first"), "{refused}");
    assert_eq!(contents(&place).await, later);
    drop(served);
    let told = place.done(&["restore", "--replace", "city.zip"]);
    assert_eq!(contents(&place).await, before);
    assert_eq!(object(&place), "зміст файлу");
    let aside = told
        .lines()
        .find_map(|line| line.strip_prefix("what was there before is kept: "))
        .unwrap();
    let former = Place::new().on(&format!("sqlite:{aside}"));
    if aside.contains("sqlite") {
        assert_eq!(contents(&former).await, later);
    }
}

#[tokio::test]
async fn a_damaged_archive_is_refused_whole() {
    let place = Place::new();
    filled(&place).await;
    let before = contents(&place).await;
    place.done(&["backup", "city.zip"]);
    let whole = std::fs::read(place.path("city.zip")).unwrap();
    let elsewhere = Place::new();
    let damaged = elsewhere.path("damaged.zip");
    let source = damaged.to_str().unwrap();
    let mut refusals = 0;
    let places = 24;
    for step in 0..places {
        let mut bytes = whole.clone();
        let at = 40 + (bytes.len() - 80) / places * step;
        bytes[at] ^= 0x55;
        std::fs::write(&damaged, &bytes).unwrap();
        let output = elsewhere.run(&["restore", source]);
        if output.status.success() {
            // Some bytes of a zip file mean nothing, such as the time of an entry.
            assert_eq!(contents(&elsewhere).await, before, "byte {at}");
            std::fs::remove_dir_all(elsewhere.path("db")).unwrap();
            std::fs::remove_dir_all(elsewhere.path("data")).unwrap();
        } else {
            refusals += 1;
            assert_eq!(output.status.code(), Some(1));
            assert!(!elsewhere.database().exists(), "byte {at}");
            assert!(!elsewhere.path("data/objects").exists(), "byte {at}");
        }
    }
    assert!(refusals > places / 2, "{refusals}");
    for length in [0, 10, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&damaged, &whole[..length]).unwrap();
        elsewhere.refused(&["restore", source]);
    }
    let untouched = everything(&place.path("db"));
    std::fs::write(&damaged, &whole[..whole.len() / 2]).unwrap();
    place.refused(&["restore", "--replace", source]);
    assert_eq!(everything(&place.path("db")), untouched);
}

#[tokio::test]
async fn an_archive_that_lies_about_itself_is_refused() {
    use std::io::{Read as _, Write as _};
    let place = Place::new();
    filled(&place).await;
    place.done(&["backup", "city.zip"]);
    let elsewhere = Place::new();
    for (lie, with, words) in [
        ("\"person\": 1", "\"person\": 2", "person has 1 rows"),
        ("objects/3f/", "../../etc/3f/", "outside of itself"),
        ("\"format\": 1", "\"format\": 2", "shape"),
        ("\"engine\": \"sqlite\"", "\"engine\": \"postgres\"", "PostgreSQL"),
    ] {
        let source = std::fs::File::open(place.path("city.zip")).unwrap();
        let mut source = zip::ZipArchive::new(source).unwrap();
        let target = std::fs::File::create(elsewhere.path("lie.zip")).unwrap();
        let mut target = zip::ZipWriter::new(target);
        for index in 0..source.len() {
            let mut entry = source.by_index(index).unwrap();
            let mut content = Vec::new();
            let name = entry.name().unwrap().into_owned();
            entry.read_to_end(&mut content).unwrap();
            let name = name.replace(
                "objects/3f/",
                if lie.starts_with("objects") {
                    with
                } else {
                    "objects/3f/"
                },
            );
            if name == "manifest.json" {
                let text = String::from_utf8(content).unwrap();
                assert!(text.contains(lie), "{text}");
                content = text.replace(lie, with).into_bytes();
            }
            target
                .start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            target.write_all(&content).unwrap();
        }
        target.finish().unwrap();
        let told = elsewhere.refused(&["restore", "lie.zip"]);
        assert!(told.contains(words), "{lie}: {told}");
        assert!(!elsewhere.database().exists());
    }
}

#[tokio::test]
async fn a_backup_of_a_newer_program_is_refused() {
    let place = Place::new();
    filled(&place).await;
    let mut connection = place.connect().await;
    sqlx::raw_sql(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (990001, 'of the future', 1, x'00', 1)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    place.done(&["backup", "future.zip"]);
    let elsewhere = Place::new();
    let told = elsewhere.refused(&["restore", place.path("future.zip").to_str().unwrap()]);
    assert!(told.contains("newer than this program"), "{told}");
}

#[tokio::test]
async fn a_backup_of_postgresql_goes_the_same_way() {
    let (Some(first), Some(second)) = (postgres("first").await, postgres("second").await) else {
        return;
    };
    let place = Place::new().on(&first);
    filled(&place).await;
    let before = contents(&place).await;
    place.done(&["backup", "city.zip"]);
    let archive = place.path("city.zip");
    let archive = archive.to_str().unwrap();
    let elsewhere = Place::new().on(&second);
    elsewhere.done(&["restore", archive]);
    assert_eq!(contents(&elsewhere).await, before);
    assert_eq!(object(&elsewhere), "зміст файлу");
    elsewhere.done(&[
        "user",
        "add",
        "--email",
        "pavlo@example.com",
        "--name",
        "Павло Сич",
    ]);
    let refused = elsewhere.refused(&["restore", archive]);
    assert!(refused.contains("--replace"), "{refused}");
    let served = elsewhere.serve();
    let refused = elsewhere.refused(&["restore", "--replace", archive]);
    assert!(refused.contains("stop the server first"), "{refused}");
    drop(served);
    elsewhere.done(&["restore", "--replace", archive]);
    assert_eq!(contents(&elsewhere).await, before);
    // What was set aside is no part of the next backup, and a second restoration finds room.
    elsewhere.done(&["backup", "again.zip"]);
    elsewhere.done(&["restore", "--replace", "again.zip"]);
    assert_eq!(contents(&elsewhere).await, before);
    let sqlite = Place::new();
    let told = sqlite.refused(&["restore", archive]);
    assert!(told.contains("PostgreSQL") && told.contains("SQLite"), "{told}");
    let mut without = place.command(&["backup", "none.zip"]);
    let output = without.env("PATH", "/nowhere").output().unwrap();
    let told = crate::support::words(&output);
    assert!(told.contains("pg_dump is not on PATH"), "{told}");
    assert!(!place.path("none.zip").exists());
}
