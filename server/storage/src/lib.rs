//! All SQL of hromada, on SQLite and PostgreSQL with one text.
//!
//! Queries run on sqlx's `Any` driver in a common subset: `$1…` placeholders, ids and JSON as TEXT, times and money
//! as 64-bit integers, flags as 0/1, sums cast to BIGINT, nothing ordered by a collation. A store never decides: it
//! reads and writes what a service asks for. Changes go through a [`Tx`], which wants an event before it commits.

pub mod access_log;
pub mod backup;
pub mod cabinet;
mod database;
mod error;
pub mod event;
pub mod file;
mod group_commit;
pub mod infrastructure;
pub mod job;
pub mod learning;
pub mod people;
mod row;
mod signs;
mod transaction;

pub use database::{Database, Engine, IfMissing};
pub use error::{StorageError, StorageResult};
pub use row::RowExt;
pub use sqlx::AnyConnection;
pub use transaction::Tx;
