//! Whether the program can work.

/// What keeps the program from its work; empty when nothing does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readiness {
    pub faults: Vec<Fault>,
}

/// One thing that is out of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    DatabaseCannotBeRead,
    /// The database is behind the program.
    MigrationsWait,
    /// The last change was not kept, and neither was a trial just now.
    DatabaseCannotBeWritten,
    /// Files cannot be written: the disk is full or read-only.
    FilesCannotBeWritten,
    /// Due jobs are not begun.
    JobsAreLate,
}

impl Fault {
    /// The stable code for clients and logs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DatabaseCannotBeRead => "database_cannot_be_read",
            Self::MigrationsWait => "migrations_wait",
            Self::DatabaseCannotBeWritten => "database_cannot_be_written",
            Self::FilesCannotBeWritten => "files_cannot_be_written",
            Self::JobsAreLate => "jobs_are_late",
        }
    }
}
