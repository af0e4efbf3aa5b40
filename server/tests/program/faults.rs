//! Faults of the machine: a full disk and a locked database. Nothing is half written, the reason is said plainly, and the
//! program goes on when the fault has passed.

use crate::support::{Place, Served};
use sqlx::{Connection as _, Row as _};
use std::path::Path;
use std::process::Command;

fn sign_up(served: &Served, number: u32) -> u16 {
    let form = format!(
        "name=%D0%90%D0%BD%D0%BD%D0%B0&email=a{number}%40example.com&password=Stavok-nad-Seretom-{number}&consent=true"
    );
    let (status, answer) = served.post("/people/sign-up", &form);
    if status == 503 {
        assert!(answer.contains("Сервіс тимчасово не працює"), "{answer}");
        assert!(answer.contains("Номер запиту"), "{answer}");
        assert!(answer.contains("<main"), "a page, not a bare line: {answer}");
    }
    status
}

/// How many sign-ups and how many mails about them there are: both or neither.
async fn kept(place: &Place) -> (i64, i64) {
    let mut connection = place.connect().await;
    let mut counts = Vec::new();
    for sql in [
        "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM sign_up",
        "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM job WHERE kind = 'mail.send'",
    ] {
        let row = sqlx::query(sql).fetch_one(&mut connection).await.unwrap();
        counts.push(row.get::<i64, _>("n"));
    }
    connection.close().await.unwrap();
    (counts[0], counts[1])
}

/// Puts everything into the database file, so that the next change needs new room.
async fn empty_the_log(place: &Place) {
    let mut connection = place.connect().await;
    sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_locked_database_is_told_and_heals_by_itself() {
    let place = Place::new();
    place.done(&["migrate"]);
    place.done(&["seed"]);
    let served = place.serve();
    assert_eq!(sign_up(&served, 1), 303);
    let mut other = place.connect().await;
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .unwrap();
    assert_eq!(sign_up(&served, 2), 503);
    assert_eq!(served.get("/people/sign-in").0, 200, "who reads, reads on");
    let (status, answer) = served.get("/readyz");
    assert!(
        status == 503 && answer.contains("database_cannot_be_written"),
        "{answer}"
    );
    sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
    assert_eq!(sign_up(&served, 3), 303);
    assert_eq!(served.get("/readyz").0, 200);
    assert_eq!(kept(&place).await, (2, 2));
}

#[tokio::test]
async fn a_full_disk_is_told_and_heals_by_itself() {
    let disk = SmallDisk::new();
    let place = Place::in_folder(disk.folder());
    place.done(&["migrate"]);
    place.done(&["seed"]);
    let served = place.serve_with(disk.command(&place));
    assert_eq!(sign_up(&served, 1), 303);
    empty_the_log(&place).await;
    disk.fill(served.id());
    let refused: Vec<u16> = (2..8).map(|number| sign_up(&served, number)).collect();
    assert_eq!(refused, [503; 6]);
    assert_eq!(served.get("/people/sign-in").0, 200, "who reads, reads on");
    let (status, answer) = served.get("/readyz");
    assert!(status == 503 && answer.contains("cannot_be_written"), "{answer}");
    assert_eq!(kept(&place).await, (1, 1), "nothing is half written");
    disk.empty(served.id());
    assert_eq!(sign_up(&served, 9), 303);
    assert_eq!(served.get("/readyz").0, 200);
    assert_eq!(kept(&place).await, (2, 2));
    drop(served);
    let mut connection = place.connect().await;
    let row = sqlx::query("PRAGMA integrity_check")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert_eq!(row.get::<String, _>(0), "ok");
}

/// A disk that a test can fill: a small file system of its own where this user may mount one; otherwise the limit that the
/// system puts on the files of one process.
enum SmallDisk {
    Mounted(tempfile::TempDir),
    Limited(tempfile::TempDir),
}

impl SmallDisk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=24m", "tmpfs"])
            .arg(folder.path())
            .output();
        if mounted.is_ok_and(|output| output.status.success()) {
            Self::Mounted(folder)
        } else {
            Self::Limited(folder)
        }
    }

    fn folder(&self) -> &Path {
        match self {
            Self::Mounted(folder) | Self::Limited(folder) => folder.path(),
        }
    }

    /// The server, so that its files can be limited later. A write beyond the limit must be an error, not the end.
    fn command(&self, place: &Place) -> Command {
        let program = place.command(&["serve"]);
        let mut command = Command::new("sh");
        command
            .args(["-c", "trap '' XFSZ; exec \"$0\" serve"])
            .arg(program.get_program())
            .current_dir(place.path(""));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("HROMADA_")) {
            command.env_remove(name);
        }
        for (name, value) in program.get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        command
    }

    fn fill(&self, process: u32) {
        match self {
            Self::Mounted(folder) => {
                let mut filler = std::fs::File::create(folder.path().join("filler")).unwrap();
                let block = vec![0x5a_u8; 4096];
                while std::io::Write::write_all(&mut filler, &block).is_ok() {}
            }
            Self::Limited(_) => limit(process, "4096:unlimited"),
        }
    }

    fn empty(&self, process: u32) {
        match self {
            Self::Mounted(folder) => std::fs::remove_file(folder.path().join("filler")).unwrap(),
            Self::Limited(_) => limit(process, "unlimited:unlimited"),
        }
    }
}

fn limit(process: u32, fsize: &str) {
    let done = Command::new("prlimit")
        .arg(format!("--pid={process}"))
        .arg(format!("--fsize={fsize}"))
        .status();
    assert!(done.unwrap().success());
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Self::Mounted(folder) = self {
            // The folder of the mount must be free before it is removed.
            let _ = Command::new("umount").arg("--lazy").arg(folder.path()).status();
        }
    }
}
