//! `hromada check`: everything that would keep the program from serving, at once.

use super::in_one_line;
use crate::http::assets::SiteAssets;
use crate::service::learning::bank::Items;
use crate::service::learning::library::Library;
use crate::settings::Settings;
use crate::wiring::{Hromada, StartError};
use std::path::Path;
use std::process::ExitCode;
use storage::IfMissing;

/// Prints every fault; the exit code says whether there was one.
pub(super) async fn run(file: Option<&Path>) -> Result<ExitCode, StartError> {
    let settings = Settings::load(file)?;
    let mut faults: Vec<String> = settings
        .faults()
        .into_iter()
        .chain(settings.faults_of_serving())
        .map(|fault| fault.to_string())
        .collect();
    let site = settings.site_dir.clone();
    if !site.join("manifest.json").is_file() {
        faults.push(format!(
            "there is no built site in {}: pages would have no style",
            site.display()
        ));
    } else if let Err(error) = SiteAssets::load(&site) {
        faults.push(format!("the built site in {}: {error}", site.display()));
    }
    // Style of lessons and items: no reason not to serve them, and one to mend them.
    let lessons = Library::read(&settings.content_dir).map(|library| library.advice);
    let items = Items::read(&settings.content_dir).map(|items| items.advice);
    for advice in [lessons, items].into_iter().flatten().flatten() {
        println!("advice: {advice}");
    }
    // A database is not opened with settings that do not hold together.
    if settings.faults().is_empty() {
        faults.extend(faults_of_data(settings).await);
    }
    for fault in &faults {
        println!("fault: {fault}");
    }
    if faults.is_empty() {
        println!("settings, content, database and site are in order");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

async fn faults_of_data(settings: Settings) -> Vec<String> {
    let hromada = match Hromada::open(settings, IfMissing::Refuse).await {
        Ok(hromada) => hromada,
        Err(error) => return vec![in_one_line(&error)],
    };
    let mut faults = Vec::new();
    match super::refuse_waiting_migrations(&hromada).await {
        Ok(()) => match hromada.desk.database.check_integrity().await {
            Ok(()) => {}
            Err(error) => faults.push(in_one_line(&error)),
        },
        Err(error) => faults.push(in_one_line(&error)),
    }
    let ready = hromada
        .services
        .operations
        .readiness(&domain::Actor::System)
        .await;
    if let Ok(readiness) = ready {
        let known = ["migrations_wait", "database_cannot_be_read"];
        faults.extend(
            readiness
                .faults
                .iter()
                .map(|fault| fault.code())
                .filter(|code| !known.contains(code))
                .map(|code| code.replace('_', " ")),
        );
    }
    hromada.desk.database.close().await;
    faults
}
