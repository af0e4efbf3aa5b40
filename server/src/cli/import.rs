//! `hromada import …`.

use crate::wiring::{Hromada, StartError};
use clap::Subcommand;
use domain::infrastructure::import::ImportReport;
use domain::{Actor, Language};
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand)]
pub(super) enum ImportCommand {
    /// Brings in an OC4IDS 0.9 package of projects: all of it, or nothing and every fault with its place.
    Oc4ids { file: PathBuf },
}

pub(super) async fn run(hromada: &Hromada, command: ImportCommand) -> Result<ExitCode, StartError> {
    let ImportCommand::Oc4ids { file } = command;
    let package = File::open(&file).map_err(|source| StartError::File {
        what: file.display().to_string(),
        source,
    })?;
    let report = hromada
        .services
        .infrastructure
        .import_package(&Actor::System, Box::new(BufReader::new(package)))
        .await
        .map_err(|error| StartError::Refused(format!("{}: {error}", file.display())))?;
    println!("{}", in_words(&report, &file.display().to_string()));
    Ok(if report.is_accepted() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn in_words(report: &ImportReport, file: &str) -> String {
    if report.is_accepted() {
        return format!(
            "{} projects read: {} new, {} changed, {} as they were",
            report.read, report.created, report.changed, report.unchanged
        );
    }
    let mut lines: Vec<String> = report
        .faults
        .iter()
        .map(|fault| {
            let (line, column) = (fault.line, fault.column);
            let detail = locales::fault_text(Language::En, &fault.detail);
            format!("{file}:{line}:{column}: {} {detail}", fault.path)
        })
        .collect();
    let untold = report.fault_count.saturating_sub(report.faults.len() as u64);
    if untold > 0 {
        lines.push(format!("and {untold} more"));
    }
    lines.push(format!("{} faults: nothing was imported", report.fault_count));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::infrastructure::import::{FaultDetail, FaultKind, ImportFault};

    #[test]
    fn a_refused_package_is_told_with_the_place_of_each_fault() {
        let mut report = ImportReport::default();
        for line in 1..=300 {
            report.refuse(ImportFault {
                path: "/projects/0".to_owned(),
                line,
                column: 7,
                kind: FaultKind::Schema,
                detail: FaultDetail::Missing {
                    field: "title".to_owned(),
                },
            });
        }
        let words = in_words(&report, "works.json");
        assert!(words.starts_with("works.json:1:7: /projects/0 The field title is missing.\n"));
        assert!(words.ends_with("and 100 more\n300 faults: nothing was imported"));
    }
}
