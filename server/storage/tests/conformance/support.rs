//! Empty databases for tests. PostgreSQL is used when `HROMADA_TEST_POSTGRES_URL` names a server where the user may
//! create databases; `cargo xtask test` starts one.

use storage::{Database, IfMissing};
use uuid::Uuid;

/// Runs a test on an empty migrated SQLite database and on an empty migrated PostgreSQL database.
#[macro_export]
macro_rules! on_both_engines {
    ($(#[$attribute:meta])* $name:ident, $test:expr) => {
        mod $name {
            use super::*;

            $(#[$attribute])*
            #[tokio::test]
            async fn sqlite() {
                let database = $crate::support::Empty::sqlite().await;
                ($test)(database.database.clone()).await;
                database.remove().await;
            }

            $(#[$attribute])*
            #[tokio::test]
            async fn postgres() {
                if let Some(database) = $crate::support::Empty::postgres().await {
                    ($test)(database.database.clone()).await;
                    database.remove().await;
                }
            }
        }
    };
}

/// An empty migrated database of a test.
pub struct Empty {
    pub database: Database,
    folder: Option<tempfile::TempDir>,
    on_server: Option<(String, String)>,
}

impl Empty {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.sqlite").display());
        let database = Database::open(&url, IfMissing::Create).await.unwrap();
        database.migrate().await.unwrap();
        Self {
            database,
            folder: Some(folder),
            on_server: None,
        }
    }

    pub async fn postgres() -> Option<Self> {
        let Ok(server) = std::env::var("HROMADA_TEST_POSTGRES_URL") else {
            eprintln!("HROMADA_TEST_POSTGRES_URL is not set: run `cargo xtask test`, which starts a server");
            return None;
        };
        let name = format!("hromada_test_{}", Uuid::from_u128(rand_number()).simple());
        admin(&server, format!("CREATE DATABASE {name}")).await;
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        let database = Database::open(&url, IfMissing::Refuse).await.unwrap();
        database.migrate().await.unwrap();
        Some(Self {
            database,
            folder: None,
            on_server: Some((server, name)),
        })
    }

    pub async fn remove(self) {
        self.database.close().await;
        if let Some((server, name)) = self.on_server {
            admin(&server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
        drop(self.folder);
    }
}

async fn admin(server: &str, sql: String) {
    use sqlx::Connection as _;
    let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

/// A number that no other test of this run has.
fn rand_number() -> u128 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let time = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    (time << 32) ^ (u128::from(std::process::id()) << 8) ^ u128::from(NEXT.fetch_add(1, Ordering::Relaxed))
}
