//! `hromada verify`: a receipt or a certificate by itself, or the log of a database.

use crate::adapters::clock::{Clock as _, SystemClock};
use crate::service::cabinet::log::{Audit, audit, check};
use crate::service::learning::certificate::check as certificate;
use crate::wiring::{Hromada, StartError};
use domain::cabinet::receipt::{ReceiptCheck, ReceiptFault};
use domain::learning::certificate::credential::{Credential, CredentialFault};
use std::path::Path;
use std::process::ExitCode;

/// Larger than any receipt and any certificate.
const MOST_BYTES: u64 = 16_000_000;

/// Checks a receipt or a certificate; the exit code says whether it is right.
pub(super) fn file(file: &Path, key: Option<&str>) -> Result<ExitCode, StartError> {
    let unreadable = |source| StartError::File {
        what: file.display().to_string(),
        source,
    };
    let size = std::fs::metadata(file).map_err(unreadable)?.len();
    if size > MOST_BYTES {
        return Err(StartError::Refused(format!(
            "{}: too large for a receipt or a certificate",
            file.display()
        )));
    }
    let content = std::fs::read(file).map_err(unreadable)?;
    Ok(if is_linked_data(&content) {
        certificate_in(&content, key)
    } else {
        receipt(&content, key)
    })
}

/// Whether a file is of the family of certificates; a receipt is not.
fn is_linked_data(content: &[u8]) -> bool {
    let value: Result<serde_json::Value, _> = serde_json::from_slice(content);
    value.is_ok_and(|value| value.get("@context").is_some())
}

fn certificate_in(content: &[u8], key: Option<&str>) -> ExitCode {
    let mut found = certificate::check(content);
    let named = found.says.as_ref().and_then(certificate::key_named_in);
    if key.is_some() && named != key && found.is_right() {
        found.faults.push(CredentialFault::UnknownKey);
    }
    for fault in &found.faults {
        println!("fault: {}", certificate_fault_in_words(*fault));
    }
    match &found.says {
        Some(says) if found.is_right() => code(is_in_force(says, key)),
        _ => code(false),
    }
}

/// Tells what a right certificate says; whether its time is not over.
fn is_in_force(says: &Credential, key: Option<&str>) -> bool {
    println!(
        "the certificate of {} is right: «{}», issued by {} ({}) on {}",
        says.holder_name(),
        says.name,
        says.issuer.name,
        says.issuer.id,
        says.valid_from
    );
    println!("whether it was revoked says {}", says.id);
    if key.is_none() {
        println!(
            "signed with the key {}\ncompare it with those at {}/.well-known/did.json, or give it with --key",
            certificate::key_named_in(says).unwrap_or_default(),
            says.issuer.url
        );
    }
    let until = says
        .valid_until
        .as_deref()
        .and_then(|until| until.parse::<jiff::Timestamp>().ok());
    let is_over = until.is_some_and(|until| until.as_millisecond() <= SystemClock.now().0);
    if let Some(until) = until.filter(|_| is_over) {
        println!("fault: its time was over on {until}");
    }
    !is_over
}

const fn certificate_fault_in_words(fault: CredentialFault) -> &'static str {
    match fault {
        CredentialFault::NotACertificate => "the file is no certificate",
        CredentialFault::Signature => "the certificate says something else than what was signed",
        CredentialFault::UnknownKey => "it was signed with another key",
        CredentialFault::RecordDiffers => "the record of the city says something else",
    }
}

fn receipt(content: &[u8], key: Option<&str>) -> ExitCode {
    let (receipt, mut found) = check::check(content);
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
    code(found.is_right())
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
