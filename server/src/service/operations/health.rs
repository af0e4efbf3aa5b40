//! Looks at what the program needs for its work.

use crate::service::Desk;
use domain::operations::health::{Fault, Readiness};
use domain::time::MINUTE_MS;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use storage::{StorageError, job};

/// Due jobs that are not begun for so long are late.
const LATE_MS: i64 = 10 * MINUTE_MS;
/// A disk with less room than this refuses the next upload anyway.
const TRIAL_BYTES: usize = 256 * 1024;

pub(super) async fn readiness(desk: &Desk) -> Readiness {
    let mut faults = Vec::new();
    match desk.database.pending_migrations().await {
        Ok(pending) if pending.is_empty() => faults.extend(jobs_are_late(desk).await),
        Ok(_) => faults.push(Fault::MigrationsWait),
        Err(error) => {
            tracing::error!(%error, "not ready");
            faults.push(Fault::DatabaseCannotBeRead);
        }
    }
    if faults.is_empty() && desk.database.write_fault().is_some() {
        // Only a change that is kept proves that the fault has passed.
        if let Err(error) = desk.database.try_change(desk.id(), desk.now()).await {
            tracing::error!(%error, "not ready");
            faults.push(Fault::DatabaseCannotBeWritten);
        }
    }
    if let Err(error) = files_can_be_written(desk).await {
        tracing::error!(%error, "not ready");
        faults.push(Fault::FilesCannotBeWritten);
    }
    Readiness { faults }
}

async fn jobs_are_late(desk: &Desk) -> Option<Fault> {
    let now = desk.now();
    let oldest = async {
        let mut connection = desk.database.read().await?;
        job::oldest_due(&mut connection, now).await
    };
    match oldest.await {
        Ok(oldest) => oldest
            .is_some_and(|due| now.since_ms(due) > LATE_MS)
            .then_some(Fault::JobsAreLate),
        Err(StorageError::Unavailable { .. }) => Some(Fault::DatabaseCannotBeRead),
        Err(error) => {
            tracing::error!(%error, "not ready");
            Some(Fault::DatabaseCannotBeRead)
        }
    }
}

/// Writes a file beside the database and one beside the uploads: they may lie on different disks.
async fn files_can_be_written(desk: &Desk) -> io::Result<()> {
    let mut folders = vec![desk.settings.data_dir.clone()];
    folders.extend(desk.database.file().and_then(Path::parent).map(Path::to_owned));
    folders.dedup();
    tokio::task::spawn_blocking(move || folders.into_iter().try_for_each(try_to_write))
        .await
        .map_err(io::Error::other)?
}

fn try_to_write(folder: PathBuf) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        folder
    };
    std::fs::create_dir_all(&folder)?;
    // It has no name, and is gone with the handle.
    let mut trial = tempfile::tempfile_in(folder)?;
    trial.write_all(&vec![0x5a; TRIAL_BYTES])?;
    trial.flush()
}
