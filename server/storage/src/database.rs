//! Opening a database, its readers and its writer.

use crate::error::{StorageError, StorageResult};
use crate::group_commit::Writer;
use crate::job;
use crate::signs::Signs;
use crate::transaction::Tx;
use domain::Timestamp;
use domain::id::JobId;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection as _, Row as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub(crate) static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../../migrations/postgres");

/// How long a statement waits for a lock before it gives up.
const LOCK_TIMEOUT_MS: u32 = 5_000;
const READERS: u32 = 8;
/// Not NORMAL: under a simulated power cut it lost 15 % of the acknowledged writes.
const SQLITE_SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
     PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192;";
const POSTGRES_SETTINGS: &str = "SET lock_timeout = 5000; SET idle_in_transaction_session_timeout = 60000;";

/// The engine behind a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What to do when the SQLite file does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfMissing {
    /// Refuse: a mistyped path must never become an empty city.
    Refuse,
    Create,
}

/// A database: many readers and, on SQLite, one writer with group commit. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    engine: Engine,
    readers: AnyPool,
    writer: Option<Arc<Writer>>,
    signs: Arc<Signs>,
    file: Option<PathBuf>,
}

impl Database {
    /// Opens the database that `url` names: `sqlite:PATH` or `postgres://…`.
    ///
    /// # Errors
    /// [`StorageError::Settings`] for an unknown scheme, a missing file or an engine that does not keep what it
    /// acknowledges; [`StorageError::Unavailable`] when the server cannot be reached.
    pub async fn open(url: &str, if_missing: IfMissing) -> StorageResult<Self> {
        sqlx::any::install_default_drivers();
        let signs = Arc::new(Signs::default());
        match url.split_once(':') {
            Some(("sqlite", path)) => {
                Self::open_sqlite(Path::new(path.trim_start_matches("//")), if_missing, signs).await
            }
            Some(("postgres" | "postgresql", _)) => Self::open_postgres(url, signs).await,
            _ => Err(StorageError::Settings(
                "the database address must begin with sqlite: or postgres:".to_owned(),
            )),
        }
    }

    async fn open_sqlite(path: &Path, if_missing: IfMissing, signs: Arc<Signs>) -> StorageResult<Self> {
        let shown = path.display();
        if !path.is_file() && if_missing == IfMissing::Refuse {
            return Err(StorageError::Settings(format!(
                "there is no database at {shown}: create it with `hromada migrate`"
            )));
        }
        if let (IfMissing::Create, Some(folder)) = (if_missing, path.parent()) {
            std::fs::create_dir_all(folder)
                .map_err(|e| StorageError::Settings(format!("{}: {e}", folder.display())))?;
        }
        let text = path
            .to_str()
            .ok_or_else(|| StorageError::Settings(format!("{shown} is not UTF-8")))?;
        // A path with a question mark would be cut there, and another file opened.
        if text.contains(['?', '%', '#']) {
            return Err(StorageError::Settings(format!(
                "the path {shown} of the database must hold none of ? % #"
            )));
        }
        let mode = match if_missing {
            IfMissing::Refuse => "rw",
            IfMissing::Create => "rwc",
        };
        let options: AnyConnectOptions = format!("sqlite:{text}?mode={mode}").parse()?;
        let unreadable =
            |error: sqlx::Error| StorageError::Settings(format!("the database {shown}: {error}"));
        let mut writer = AnyConnection::connect_with(&options).await.map_err(unreadable)?;
        if let Err(error) = sqlx::raw_sql(SQLITE_SETTINGS).execute(&mut writer).await {
            return Err(match StorageError::from(error) {
                StorageError::Query(error) => unreadable(error),
                passing => passing,
            });
        }
        check_durability(&mut writer).await?;
        let readers = AnyPoolOptions::new()
            .max_connections(READERS)
            .acquire_timeout(Duration::from_millis(u64::from(LOCK_TIMEOUT_MS)))
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::raw_sql(SQLITE_SETTINGS).execute(&mut *connection).await?;
                    sqlx::raw_sql("PRAGMA query_only = ON;")
                        .execute(&mut *connection)
                        .await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await
            .map_err(unreachable)?;
        let writer = Some(Arc::new(Writer::new(writer, Arc::clone(&signs))));
        Ok(Self {
            engine: Engine::Sqlite,
            readers,
            writer,
            signs,
            file: Some(path.to_owned()),
        })
    }

    async fn open_postgres(url: &str, signs: Arc<Signs>) -> StorageResult<Self> {
        let options: AnyConnectOptions = url.parse().map_err(|_| {
            StorageError::Settings(
                "the database address must be postgres://user:password@host/database".to_owned(),
            )
        })?;
        // A pool would try again until its time is over, and then say only that.
        let wait = Duration::from_millis(u64::from(LOCK_TIMEOUT_MS));
        match tokio::time::timeout(wait, AnyConnection::connect_with(&options)).await {
            Ok(connected) => connected.map_err(unreachable)?.close().await?,
            Err(_) => {
                return Err(StorageError::Unavailable {
                    reason: format!("the server has not answered within {} s", wait.as_secs()),
                });
            }
        }
        let readers = AnyPoolOptions::new()
            .max_connections(READERS * 2)
            .acquire_timeout(Duration::from_millis(u64::from(LOCK_TIMEOUT_MS)))
            .after_connect(|connection, _| {
                Box::pin(async move {
                    sqlx::raw_sql(POSTGRES_SETTINGS).execute(connection).await?;
                    Ok(())
                })
            })
            .connect_with(options)
            .await
            .map_err(unreachable)?;
        Ok(Self {
            engine: Engine::Postgres,
            readers,
            writer: None,
            signs,
            file: None,
        })
    }

    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// The SQLite file, or `None` on PostgreSQL.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// How many changes this process has committed; a cached page is fresh while the number stays.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.signs.changes()
    }

    /// Waits until a change of this process has queued a job.
    pub async fn job_queued(&self) {
        self.signs.job_queued.notified().await;
    }

    /// Notes that a statement of a change failed for want of room or of a lock.
    pub fn doubt(&self, reason: &str) {
        self.signs.not_kept(reason);
    }

    /// Keeps a change of some size that leaves nothing behind: proof that the database writes again.
    ///
    /// # Errors
    /// When it does not.
    pub async fn try_change(&self, id: JobId, at: Timestamp) -> StorageResult<()> {
        let mut tx = self.begin().await?;
        job::insert_and_remove_trial(tx.connection()?, id, at).await?;
        tx.commit_without_event("a trial").await
    }

    /// Why the last change could not be kept; `None` once one was.
    #[must_use]
    pub fn write_fault(&self) -> Option<String> {
        self.signs.write_fault()
    }

    /// Brings the tables to the newest version.
    ///
    /// # Errors
    /// When a migration fails, or when the database is newer than this program.
    pub async fn migrate(&self) -> StorageResult<()> {
        match &self.writer {
            Some(writer) => writer.migrate(&SQLITE_MIGRATIONS).await,
            None => Ok(POSTGRES_MIGRATIONS.run(&self.readers).await?),
        }
    }

    /// Versions of the migrations that are not applied yet, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn pending_migrations(&self) -> StorageResult<Vec<i64>> {
        let migrations = match self.engine {
            Engine::Sqlite => &SQLITE_MIGRATIONS,
            Engine::Postgres => &POSTGRES_MIGRATIONS,
        };
        let applied = self.applied_migrations().await?;
        Ok(migrations
            .iter()
            .map(|migration| migration.version)
            .filter(|v| !applied.contains(v))
            .collect())
    }

    /// Versions of applied migrations that this program does not know: a newer one has worked on the database.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unknown_migrations(&self) -> StorageResult<Vec<i64>> {
        Ok(crate::backup::unknown_migrations(
            &self.applied_migrations().await?,
        ))
    }

    async fn applied_migrations(&self) -> StorageResult<Vec<i64>> {
        let mut connection = self.read().await?;
        match sqlx::query("SELECT version FROM _sqlx_migrations ORDER BY version")
            .fetch_all(&mut *connection)
            .await
        {
            Ok(rows) => Ok(rows
                .iter()
                .map(|row| row.try_get::<i64, _>(0))
                .collect::<Result<Vec<_>, _>>()?),
            Err(error) if is_missing_table(&error) => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    /// A connection for reading. On SQLite it refuses to write.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when none is free in time.
    pub async fn read(&self) -> StorageResult<PoolConnection<Any>> {
        Ok(self.readers.acquire().await?)
    }

    /// Begins a change.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] when the database is locked or away.
    pub async fn begin(&self) -> StorageResult<Tx> {
        match &self.writer {
            Some(writer) => Ok(Tx::grouped(writer.begin().await?)),
            None => match self.readers.begin().await {
                Ok(transaction) => Ok(Tx::own(transaction, Arc::clone(&self.signs))),
                Err(error) => {
                    self.signs.not_kept(&error.to_string());
                    Err(error.into())
                }
            },
        }
    }

    /// Refuses a damaged SQLite database. It reads every page. PostgreSQL checks its own pages.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] with the first fault.
    pub async fn check_integrity(&self) -> StorageResult<()> {
        if self.engine == Engine::Postgres {
            return Ok(());
        }
        let mut connection = self.read().await?;
        let found: String = sqlx::query("PRAGMA integrity_check(1)")
            .fetch_one(&mut *connection)
            .await?
            .try_get(0)?;
        if found == "ok" {
            Ok(())
        } else {
            Err(StorageError::corrupt("database", found))
        }
    }

    /// Writes a consistent copy of a SQLite database to a new file while others go on working.
    ///
    /// # Errors
    /// [`StorageError::Settings`] on PostgreSQL, where `pg_dump` does this.
    pub async fn copy_to(&self, target: &Path) -> StorageResult<()> {
        let (Engine::Sqlite, Some(text)) = (self.engine, target.to_str()) else {
            return Err(StorageError::Settings(
                "back up PostgreSQL with pg_dump".to_owned(),
            ));
        };
        let file = self.file.as_deref().and_then(Path::to_str).unwrap_or_default();
        let mut connection =
            AnyConnection::connect_with(&format!("sqlite:{file}?mode=ro").parse::<AnyConnectOptions>()?)
                .await?;
        sqlx::query("VACUUM INTO $1")
            .bind(text.to_owned())
            .execute(&mut connection)
            .await?;
        connection.close().await?;
        Ok(())
    }

    /// Waits for writes under way, then closes every connection.
    pub async fn close(&self) {
        if let Some(writer) = &self.writer {
            writer.finish().await;
        }
        self.readers.close().await;
    }
}

/// Refuses a SQLite that would forget acknowledged writes on a power cut.
async fn check_durability(connection: &mut AnyConnection) -> StorageResult<()> {
    let journal: String = sqlx::query("PRAGMA journal_mode")
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    let synchronous: i64 = sqlx::query("PRAGMA synchronous")
        .fetch_one(&mut *connection)
        .await?
        .try_get(0)?;
    if journal != "wal" || synchronous != 2 {
        return Err(StorageError::Settings(format!(
            "SQLite runs with journal_mode={journal} and synchronous={synchronous}, where WAL and FULL (2) are needed"
        )));
    }
    Ok(())
}

/// Whether a query failed because there was no migration yet. Any other fault must not look like an empty database.
fn is_missing_table(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(fault) => {
            fault.code().as_deref() == Some("42P01") || fault.message().contains("no such table")
        }
        _ => false,
    }
}

fn unreachable(error: sqlx::Error) -> StorageError {
    StorageError::Unavailable {
        reason: format!("cannot connect: {error}"),
    }
}
