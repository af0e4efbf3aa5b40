//! What storage could not do.

use domain::ServiceError;

pub type StorageResult<T> = Result<T, StorageError>;

/// A failure of the database. A missing row is `Ok(None)`, never an error.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Locked, full, unreachable or shutting down: nothing was written, and trying again may help.
    #[error("the database cannot work now: {reason}")]
    Unavailable { reason: String },
    /// A unique or foreign key forbids the row.
    #[error("the row contradicts another: {constraint}")]
    Conflict { constraint: String },
    /// A stored value is not what the code expects.
    #[error("the stored {what} cannot be read: {reason}")]
    Corrupt { what: &'static str, reason: String },
    /// A change was to be committed without an event that tells of it.
    #[error("a change without an event was refused")]
    Unrecorded,
    /// The settings of the database are wrong; the text says how.
    #[error("{0}")]
    Settings(String),
    #[error("a query failed")]
    Query(#[source] sqlx::Error),
    #[error("a migration failed")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl StorageError {
    /// A stored value that cannot be read.
    pub fn corrupt(what: &'static str, reason: impl ToString) -> Self {
        Self::Corrupt {
            what,
            reason: reason.to_string(),
        }
    }

    /// Whether the error is the violation of a unique key.
    #[must_use]
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict { .. })
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(fault) => {
                if fault.is_unique_violation() || fault.is_foreign_key_violation() {
                    return Self::Conflict {
                        constraint: fault.message().to_owned(),
                    };
                }
                if fault.code().is_some_and(|code| is_passing(&code)) {
                    return Self::Unavailable {
                        reason: fault.message().to_owned(),
                    };
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => {
                return Self::Unavailable {
                    reason: error.to_string(),
                };
            }
            _ => {}
        }
        Self::Query(error)
    }
}

/// Codes of faults that pass or that the operator mends: SQLite's primary code (busy, locked, read-only, I/O,
/// full, cannot open), PostgreSQL's classes 08 (connection), 53 (resources), 57 (shutdown) and serialisation.
fn is_passing(code: &str) -> bool {
    // A SQLSTATE has five characters; an extended SQLite code is a shorter number whose low byte is the primary one.
    if code.len() == 5 {
        return matches!(code.get(..2), Some("08" | "53" | "57"))
            || matches!(code, "40001" | "40P01" | "55P03");
    }
    code.parse::<u32>()
        .is_ok_and(|extended| matches!(extended & 0xff, 5 | 6 | 8 | 10 | 13 | 14))
}

impl From<StorageError> for ServiceError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unavailable { reason } => Self::Unavailable(reason),
            StorageError::Conflict { .. } => Self::Conflict,
            StorageError::Query(ref source) => Self::Internal(format!("{error}: {source}")),
            StorageError::Migration(ref source) => Self::Internal(format!("{error}: {source}")),
            StorageError::Corrupt { .. } | StorageError::Unrecorded | StorageError::Settings(_) => {
                Self::Internal(error.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn busy_full_and_unreachable_databases_are_passing_faults() {
        for code in ["5", "517", "13", "2570", "08006", "53100", "57P03", "40001"] {
            assert!(is_passing(code), "{code}");
        }
        for code in ["1", "19", "2067", "42P01", "23505"] {
            assert!(!is_passing(code), "{code}");
        }
    }
}
