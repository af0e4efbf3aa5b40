//! `hromada verify`: a receipt by itself, or the log of a database.

use crate::service::cabinet::log::{Audit, audit, check};
use crate::wiring::{Hromada, StartError};
use domain::cabinet::receipt::{ReceiptCheck, ReceiptFault};
use std::path::Path;
use std::process::ExitCode;

/// Larger than any receipt.
const MOST_BYTES: u64 = 16_000_000;

/// Checks a receipt; the exit code says whether it is right.
pub(super) fn receipt(file: &Path, key: Option<&str>) -> Result<ExitCode, StartError> {
    let unreadable = |source| StartError::File {
        what: file.display().to_string(),
        source,
    };
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > MOST_BYTES {
        return Err(StartError::Refused(format!(
            "{}: too large for a receipt",
            file.display()
        )));
    }
    let content = std::fs::read(file).map_err(unreadable)?;
    let (receipt, mut found) = check::check(&content);
    if let (Some(receipt), Some(wanted)) = (&receipt, key) {
        let root_key = receipt.root.as_ref().map(|root| root.key.as_str());
        if receipt.key != wanted || root_key.is_some_and(|key| key != wanted) {
            found.faults.push(ReceiptFault::UnknownKey);
        }
    }
    println!("{}", in_words(&found));
    if let (Some(receipt), None) = (&receipt, key) {
        println!(
            "signed with the key {}\ncompare it with the one at {}/cabinet/log, or give it with --key",
            receipt.key, receipt.origin
        );
    }
    Ok(code(found.is_right()))
}

/// Checks the whole log; the exit code says whether it is right.
pub(super) async fn log(hromada: &Hromada) -> Result<ExitCode, StartError> {
    let found = audit(&hromada.desk)
        .await
        .map_err(|error| StartError::Refused(error.to_string()))?;
    match found {
        Audit::Whole(leaves) => {
            println!("the log is whole: {leaves} leaves, each as its event, and every root as it was signed");
            Ok(ExitCode::SUCCESS)
        }
        Audit::Broken(fault) => {
            println!("fault: {fault}");
            Ok(ExitCode::FAILURE)
        }
    }
}

fn code(is_right: bool) -> ExitCode {
    if is_right {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn in_words(check: &ReceiptCheck) -> String {
    let mut lines: Vec<String> = check
        .faults
        .iter()
        .map(|fault| format!("fault: {}", fault_in_words(*fault)))
        .collect();
    if check.is_right() {
        lines.push(format!(
            "the receipt of {} is right: {} events lead to the signed root, {} wait for the next one",
            check.number, check.proven, check.waiting
        ));
    }
    lines.join("\n")
}

const fn fault_in_words(fault: ReceiptFault) -> &'static str {
    match fault {
        ReceiptFault::NotAReceipt => "the file is no receipt",
        ReceiptFault::ReceiptSignature => "the receipt says something else than what was signed",
        ReceiptFault::RootSignature => "the root says something else than what was signed",
        ReceiptFault::Proof => "an event does not lead to the signed root: it was changed",
        ReceiptFault::UnknownKey => "it was signed with another key",
        ReceiptFault::UnknownRoot => "no such root was published",
        ReceiptFault::RecordDiffers => "the record of the city says something else",
    }
}
