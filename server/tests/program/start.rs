//! What keeps the program from starting is told in sentences, and nothing is made in passing.

use crate::support::{Place, free_address, words};
use std::net::TcpListener;

#[test]
fn an_unknown_scheme_is_refused_without_its_password() {
    for url in ["mysql://u:wort@h/d", "hromada.sqlite", "file:x", ""] {
        let place = Place::new().on(url);
        let mut command = place.command(&["serve"]);
        command.env("HROMADA_DATABASE_URL", if url.is_empty() { " " } else { url });
        let output = command.output().unwrap();
        let words = words(&output);
        assert_eq!(output.status.code(), Some(1), "{url}: {words}");
        assert!(
            words.contains("must begin with sqlite: or postgres:"),
            "{url}: {words}"
        );
        assert!(!words.contains("wort"), "{words}");
    }
}

#[test]
fn a_server_that_does_not_answer_is_told_as_such_without_its_password() {
    let port = free_address().port();
    let place = Place::new().on(&format!("postgres://u:wort@127.0.0.1:{port}/d"));
    for command in ["serve", "migrate", "seed", "check"] {
        let words = place.refused(&[command]);
        assert!(
            words.contains("cannot connect") && words.contains("refused"),
            "{words}"
        );
        assert!(!words.contains("wort"), "{words}");
    }
}

#[test]
fn a_missing_database_is_never_made_in_passing() {
    let place = Place::new();
    for command in [&["serve"] as &[&str], &["seed"], &["check"], &["backup", "x.zip"]] {
        let words = place.refused(command);
        assert!(words.contains("hromada migrate"), "{command:?}: {words}");
    }
    assert!(!place.database().exists());
    assert!(!place.path("x.zip").exists());
}

#[test]
fn a_file_that_is_no_database_is_told_and_left_alone() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("db")).unwrap();
    let text = "це не база даних ".repeat(100);
    std::fs::write(place.database(), &text).unwrap();
    let words = place.refused(&["migrate"]);
    assert!(words.contains("not a database"), "{words}");
    assert_eq!(std::fs::read_to_string(place.database()).unwrap(), text);
}

#[test]
fn a_database_that_cannot_keep_what_it_acknowledges_is_refused() {
    // In memory there is no write-ahead log to flush.
    let place = Place::new().on("sqlite::memory:");
    let words = place.refused(&["migrate"]);
    assert!(words.contains("WAL and FULL"), "{words}");
    assert!(!place.path(":memory:").exists());
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_by_every_command() {
    let place = Place::new();
    place.done(&["migrate"]);
    let mut connection = place.connect().await;
    sqlx::raw_sql(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (990001, 'of the future', 1, x'00', 1)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    for command in ["migrate", "serve", "seed", "check"] {
        let words = place.refused(&[command]);
        assert!(
            words.contains("newer hromada") && words.contains("990001"),
            "{command}: {words}"
        );
    }
    let mut demo = place.command(&["serve", "--demo"]);
    let output = demo
        .env("HROMADA_LISTEN", free_address().to_string())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", words(&output));
}

#[tokio::test]
async fn a_database_of_an_older_version_waits_for_migrate() {
    let place = Place::new();
    place.done(&["migrate"]);
    let mut connection = place.connect().await;
    sqlx::raw_sql("DELETE FROM _sqlx_migrations WHERE version > 2")
        .execute(&mut connection)
        .await
        .unwrap();
    let words = place.refused(&["serve"]);
    assert!(
        words.contains("behind this program") && words.contains("hromada migrate"),
        "{words}"
    );
}

#[test]
fn every_wrong_setting_is_told_at_once() {
    let place = Place::new();
    let mut command = place.command(&["serve"]);
    command
        .env("HROMADA_ORIGIN", "cabinet.example/")
        .env("HROMADA_COMMUNITY__TIME_ZONE", "Europe/Nowhere")
        .env("HROMADA_MAIL__FROM", "nobody")
        .env_remove("HROMADA_MAIL__SMTP_URL");
    let output = command.output().unwrap();
    let words = words(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    for name in ["origin", "community.time_zone", "mail.from", "mail.smtp_url"] {
        assert!(
            words.contains(&format!("the setting {name} is wrong")),
            "{name}: {words}"
        );
    }
}

#[test]
fn a_mistyped_setting_is_named() {
    let place = Place::new();
    let output = place
        .command(&["serve"])
        .env("HROMADA_LISEN", "x")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(words(&output).contains("lisen"), "{}", words(&output));
    let words = place.refused(&["--settings", "nowhere.toml", "serve"]);
    assert!(words.contains("nowhere.toml"), "{words}");
}

#[test]
fn a_port_that_is_taken_is_told_before_anything_is_touched() {
    let place = Place::new();
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut command = place.command(&["serve", "--demo"]);
    let output = command.env("HROMADA_LISTEN", &address).output().unwrap();
    let words = words(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains(&format!("cannot listen on {address}")), "{words}");
    assert!(!place.database().exists(), "the demonstration was not begun");
}

#[test]
fn wrong_arguments_end_with_two() {
    let place = Place::new();
    for arguments in [
        &["fly"] as &[&str],
        &["restore"],
        &["import", "oc4ids"],
        &["serve", "--fast"],
    ] {
        assert_eq!(place.run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_server_that_is_asked_to_stop_ends_well() {
    let place = Place::new();
    place.done(&["migrate"]);
    place.done(&["seed"]);
    let mut served = place.serve();
    assert_eq!(served.get("/readyz").0, 200);
    assert_eq!(served.get("/").0, 200);
    assert_eq!(served.stop().code(), Some(0));
}

#[test]
fn metrics_tell_of_the_queue_and_of_commits_apart_from_the_public_address() {
    let place = Place::new();
    place.done(&["migrate"]);
    place.done(&["seed"]);
    let metrics = free_address();
    let mut command = place.command(&["serve"]);
    command.env("HROMADA_METRICS_LISTEN", metrics.to_string());
    let served = place.serve_with(command);
    let form = "name=Anna+Bui&email=anna%40example.com&password=Stavok-nad-Seretom-2026";
    assert_eq!(served.post("/people/sign-up", form).0, 303);
    assert_eq!(served.get("/metrics").0, 404);
    let figures = crate::support::get(metrics, "/metrics").unwrap().1;
    for name in [
        "hromada_jobs{state=\"queued\"}",
        "hromada_jobs{state=\"dead\"} 0",
        "hromada_oldest_due_job_seconds",
        "hromada_commit_changes_bucket{le=\"64\"}",
    ] {
        assert!(figures.contains(name), "{name}: {figures}");
    }
}
