//! The demonstration: its data come in by themselves, and its sign-ins are told.

use crate::adapters::file_store::hex;
use crate::seed::{DEMO_PASSWORD, demo_sign_ins, seed};
use crate::wiring::{Hromada, StartError};
use domain::event::{Author, NewEvent};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use storage::event;

const SUBJECT: &str = "operations.seed";

/// Migrates, and seeds when the content or the program has changed since the last time.
pub(super) async fn prepare(hromada: &Hromada) -> Result<(), StartError> {
    let desk = &hromada.desk;
    super::refuse_newer(hromada).await?;
    desk.database.migrate().await?;
    hromada
        .services
        .infrastructure
        .refresh(&domain::Actor::System)
        .await
        .map_err(|error| StartError::Refused(error.to_string()))?;
    let state = state_of_seeds(&desk.settings.content_dir);
    let mut connection = desk.database.read().await?;
    let is_seeded = !event::of_subject(&mut connection, SUBJECT, &state)
        .await?
        .is_empty();
    drop(connection);
    if is_seeded {
        return Ok(());
    }
    println!("bringing in the demo data");
    seed(hromada).await?;
    let mut tx = desk.database.begin().await?;
    let event = NewEvent {
        author: Author::System,
        on_behalf_of: None,
        subject_kind: SUBJECT,
        subject_id: state,
        subject_version: 1,
        kind: "operations.seed.brought_in",
        reason: None,
        data: json!({ "program": env!("CARGO_PKG_VERSION") }),
    };
    tx.record(desk.id(), desk.now(), &event).await?;
    tx.commit().await?;
    Ok(())
}

/// Prints who can sign in.
pub(super) fn print_sign_ins() {
    println!("\nsign in as one of these, with the password {DEMO_PASSWORD}");
    for (email, who) in demo_sign_ins() {
        println!("  {email:<24}{who}");
    }
}

/// A digest of names, sizes and times of the content and of the program itself: cheap, and different after any edit.
fn state_of_seeds(content: &Path) -> String {
    let mut digest = Sha256::new();
    let mut folders = vec![content.to_owned()];
    let mut files: Vec<_> = std::env::current_exe().into_iter().collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    for file in files {
        let Ok(metadata) = file.metadata() else { continue };
        digest.update(file.as_os_str().as_encoded_bytes());
        digest.update(metadata.len().to_le_bytes());
        let changed = metadata
            .modified()
            .ok()
            .and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        digest.update(changed.unwrap_or_default().as_nanos().to_le_bytes());
    }
    hex(&digest.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_of_the_content_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("units.yaml");
        std::fs::write(&file, "a").unwrap();
        let before = state_of_seeds(folder.path());
        assert_eq!(before, state_of_seeds(folder.path()));
        std::fs::write(&file, "ab").unwrap();
        assert_ne!(before, state_of_seeds(folder.path()));
    }
}
