//! `hromada import`: files into the database, told on the command line.

use crate::wiring::{Hromada, StartError};
use domain::Actor;
use domain::infrastructure::import::ImportReport;
use std::path::Path;

/// Imports an OC4IDS package and prints what changed, or every fault with its place.
///
/// # Errors
/// When the file cannot be read, has faults, or the database cannot write. Then nothing was imported.
pub async fn oc4ids(hromada: &Hromada, path: &Path) -> Result<(), StartError> {
    let report = import(hromada, path).await?;
    for fault in &report.faults {
        let (kind, place) = (fault.kind.code(), if fault.path.is_empty() { "/" } else { &fault.path });
        println!("{}:{}:{}: {kind} at {place}: {}", path.display(), fault.line, fault.column, fault.detail);
    }
    if report.is_accepted() {
        println!(
            "{} projects read: {} new, {} changed, {} unchanged",
            report.read, report.created, report.changed, report.unchanged
        );
        return Ok(());
    }
    let hidden = report.fault_count.saturating_sub(report.faults.len() as u64);
    if hidden > 0 {
        println!("… and {hidden} more");
    }
    Err(StartError::Content(format!(
        "{} has {} fault(s): nothing was imported",
        path.display(),
        report.fault_count
    )))
}

/// Imports a file on behalf of the program itself.
pub(crate) async fn import(hromada: &Hromada, path: &Path) -> Result<ImportReport, StartError> {
    let what = path.display().to_string();
    let file = std::fs::File::open(path).map_err(|source| StartError::File { what: what.clone(), source })?;
    let service = &hromada.services.infrastructure;
    service
        .import_package(&Actor::System, Box::new(file))
        .await
        .map_err(|error| StartError::Content(format!("{what}: {error}")))
}
