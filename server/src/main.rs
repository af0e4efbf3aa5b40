//! The command line of hromada.

use clap::{Parser, Subcommand};
use server::http::assets::SiteAssets;
use server::settings::Settings;
use server::{Hromada, StartError, http};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use storage::IfMissing;

/// The open platform on which a city community serves its residents.
#[derive(Parser)]
#[command(name = "hromada", version)]
struct Arguments {
    /// The settings file; without it, defaults and the environment.
    #[arg(long, global = true, env = "HROMADA_SETTINGS")]
    settings: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the application.
    Serve {
        /// Creates and seeds the database with made-up people; mail goes to files.
        #[arg(long)]
        demo: bool,
    },
    /// Creates the database if need be and brings its tables to the newest version.
    Migrate,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hromada: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), StartError> {
    let mut settings = Settings::read(arguments.settings.as_deref())?;
    match arguments.command {
        Command::Migrate => {
            let hromada = Hromada::open(settings, IfMissing::Create).await?;
            hromada.desk.database.migrate().await?;
            hromada.desk.database.close().await;
            Ok(())
        }
        Command::Serve { demo } => {
            settings.demo |= demo;
            let if_missing = if settings.demo {
                IfMissing::Create
            } else {
                IfMissing::Refuse
            };
            let hromada = Hromada::open(settings, if_missing).await?;
            if hromada.desk.settings.demo {
                hromada.desk.database.migrate().await?;
                server::seed::seed(&hromada).await?;
                println!(
                    "demo people sign in with the password {}",
                    server::seed::DEMO_PASSWORD
                );
            }
            serve(hromada).await
        }
    }
}

async fn serve(hromada: Hromada) -> Result<(), StartError> {
    let settings = Arc::clone(&hromada.desk.settings);
    let site = SiteAssets::load(&settings.site_dir).map_err(|source| StartError::File {
        what: settings.site_dir.display().to_string(),
        source,
    })?;
    let listener = tokio::net::TcpListener::bind(settings.listen)
        .await
        .map_err(|source| StartError::File {
            what: format!("cannot listen on {}", settings.listen),
            source,
        })?;
    println!("hromada serves {}", settings.origin);
    let database = hromada.desk.database.clone();
    axum::serve(listener, http::router(hromada, Arc::new(site)))
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await
        .map_err(|source| StartError::File {
            what: "serving".to_owned(),
            source,
        })?;
    database.close().await;
    Ok(())
}
