//! What a backup and its restoration need of a database besides its copy.

use crate::database::{Database, Engine, SQLITE_MIGRATIONS};
use crate::error::{StorageError, StorageResult};
use crate::row::RowExt as _;
use sqlx::any::AnyConnectOptions;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Connection as _, Row as _};
use std::collections::BTreeMap;
use std::path::Path;

const SQLITE_TABLES: &str =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
const POSTGRES_TABLES: &str = "SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables \
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1";
const APPLIED: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";
const DIGESTS: &str = "SELECT digest FROM file UNION SELECT thumbnail AS digest FROM file WHERE thumbnail IS NOT NULL \
     UNION SELECT digest FROM decision_document UNION SELECT digest FROM certificate_document";
const OTHER_CLIENTS: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS number FROM pg_stat_activity \
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

/// What a database holds, so that a copy can be compared with its original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inventory {
    /// The applied migrations, oldest first.
    pub migrations: Vec<i64>,
    /// Rows by table.
    pub counts: BTreeMap<String, i64>,
    /// Digests of the objects that rows name.
    pub digests: Vec<String>,
}

/// Takes stock. It reads every table.
///
/// # Errors
/// When the rows cannot be read.
pub async fn inventory(connection: &mut AnyConnection, engine: Engine) -> StorageResult<Inventory> {
    let sql = match engine {
        Engine::Sqlite => SQLITE_TABLES,
        Engine::Postgres => POSTGRES_TABLES,
    };
    let tables = sqlx::query(sql).fetch_all(&mut *connection).await?;
    let mut counts = BTreeMap::new();
    for table in tables {
        let name = table.text("name")?;
        // The name comes from the database's own list, and its quotes are doubled.
        let count = format!(
            "SELECT CAST(COUNT(*) AS BIGINT) AS number FROM \"{}\"",
            name.replace('"', "\"\"")
        );
        let row = sqlx::query(AssertSqlSafe(count))
            .fetch_one(&mut *connection)
            .await?;
        counts.insert(name, row.integer("number")?);
    }
    let migrations = sqlx::query(APPLIED).fetch_all(&mut *connection).await?;
    let migrations = migrations
        .iter()
        .map(|row| row.integer("version"))
        .collect::<StorageResult<_>>()?;
    let digests = sqlx::query(DIGESTS).fetch_all(&mut *connection).await?;
    let digests = digests
        .iter()
        .map(|row| row.text("digest"))
        .collect::<StorageResult<_>>()?;
    Ok(Inventory {
        migrations,
        counts,
        digests,
    })
}

/// Takes stock of a SQLite file that nobody uses, and refuses one that is damaged.
///
/// # Errors
/// [`StorageError::Corrupt`] with the first fault.
pub async fn inspect_file(file: &Path) -> StorageResult<Inventory> {
    sqlx::any::install_default_drivers();
    let mut connection = connect(file, "ro").await?;
    for check in ["PRAGMA integrity_check(1)", "PRAGMA foreign_key_check"] {
        let fault = sqlx::query(check).fetch_optional(&mut connection).await?;
        let fault: Option<String> = fault.map(|row| row.try_get(0)).transpose()?;
        if let Some(fault) = fault.filter(|fault| fault != "ok") {
            return Err(StorageError::corrupt("database", fault));
        }
    }
    let inventory = inventory(&mut connection, Engine::Sqlite).await?;
    connection.close().await?;
    Ok(inventory)
}

/// Whether another program has a SQLite file open: such a file must not be replaced.
///
/// # Errors
/// When the file cannot be opened, or is no database.
pub async fn is_in_use(file: &Path) -> StorageResult<bool> {
    sqlx::any::install_default_drivers();
    let mut connection = connect(file, "rw").await?;
    // Every connection in WAL mode holds a shared lock as long as it lives.
    let locked = sqlx::raw_sql(
        "PRAGMA locking_mode = EXCLUSIVE; PRAGMA busy_timeout = 500; BEGIN EXCLUSIVE; ROLLBACK;",
    )
    .execute(&mut connection)
    .await;
    let is_in_use = match locked.map_err(StorageError::from) {
        Ok(_) => false,
        Err(StorageError::Unavailable { .. }) => true,
        Err(error) => return Err(error),
    };
    connection.close().await?;
    Ok(is_in_use)
}

async fn connect(file: &Path, mode: &str) -> StorageResult<AnyConnection> {
    let text = file
        .to_str()
        .ok_or_else(|| StorageError::Settings(format!("{} is not UTF-8", file.display())))?;
    let options: AnyConnectOptions = format!("sqlite:{text}?mode={mode}").parse()?;
    Ok(AnyConnection::connect_with(&options).await?)
}

/// Migrations of a copy that this program does not know: a newer one wrote it.
#[must_use]
pub fn unknown_migrations(applied: &[i64]) -> Vec<i64> {
    applied
        .iter()
        .copied()
        .filter(|version| !SQLITE_MIGRATIONS.version_exists(*version))
        .collect()
}

/// A moment of a PostgreSQL database that `pg_dump` can be pointed at; it lasts as long as this is held.
pub struct Snapshot {
    connection: PoolConnection<Any>,
    /// What `pg_dump --snapshot` takes.
    pub name: String,
}

impl Snapshot {
    /// Holds on to the present moment.
    ///
    /// # Errors
    /// When the server cannot be reached, or is no PostgreSQL.
    pub async fn of(database: &Database) -> StorageResult<Self> {
        let mut connection = database.read().await?;
        sqlx::raw_sql(
            "SET idle_in_transaction_session_timeout = 0; BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        )
        .execute(&mut *connection)
        .await?;
        let name = sqlx::query("SELECT pg_export_snapshot() AS name")
            .fetch_one(&mut *connection)
            .await?
            .text("name")?;
        Ok(Self { connection, name })
    }

    /// Takes stock of that moment.
    ///
    /// # Errors
    /// When the rows cannot be read.
    pub async fn inventory(&mut self) -> StorageResult<Inventory> {
        inventory(&mut self.connection, Engine::Postgres).await
    }

    /// Lets the moment go.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn end(mut self) -> StorageResult<()> {
        sqlx::raw_sql("ROLLBACK").execute(&mut *self.connection).await?;
        Ok(())
    }
}

/// Whether a PostgreSQL database holds no table.
///
/// # Errors
/// When the server cannot be reached.
pub async fn is_empty(database: &Database) -> StorageResult<bool> {
    let mut connection = database.read().await?;
    let tables = sqlx::query(POSTGRES_TABLES).fetch_all(&mut *connection).await?;
    Ok(tables.is_empty())
}

/// How many other programs are connected to a PostgreSQL database.
///
/// # Errors
/// When the server cannot be reached.
pub async fn other_clients(database: &Database) -> StorageResult<i64> {
    let mut connection = database.read().await?;
    sqlx::query(OTHER_CLIENTS)
        .fetch_one(&mut *connection)
        .await?
        .integer("number")
}

/// Keeps everything that a PostgreSQL database holds in another schema, and leaves an empty one in its place.
///
/// # Errors
/// When the user may not; then nothing has changed.
pub async fn set_aside(database: &Database, schema: &str) -> StorageResult<()> {
    change_schemas(
        database,
        format!("BEGIN; ALTER SCHEMA public RENAME TO {schema}; CREATE SCHEMA public; COMMIT"),
    )
    .await
}

/// Undoes [`set_aside`].
///
/// # Errors
/// When the server cannot be reached.
pub async fn bring_back(database: &Database, schema: &str) -> StorageResult<()> {
    change_schemas(
        database,
        format!("BEGIN; DROP SCHEMA public CASCADE; ALTER SCHEMA {schema} RENAME TO public; COMMIT"),
    )
    .await
}

async fn change_schemas(database: &Database, sql: String) -> StorageResult<()> {
    let mut connection = database.read().await?;
    let done = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *connection).await;
    if let Err(error) = done {
        sqlx::raw_sql("ROLLBACK").execute(&mut *connection).await?;
        return Err(error.into());
    }
    Ok(())
}
