//! The command line: what an operator asks the program to do.

mod backup;
mod check;
mod demo;
mod import;
mod serve;
mod signals;
mod user;
mod verify;

use crate::settings::Settings;
use crate::wiring::{Hromada, StartError};
use clap::{Parser, Subcommand};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
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
    /// Serves the application until it is told to stop.
    Serve {
        /// Creates and seeds the database with made-up people; mail goes to files.
        #[arg(long)]
        demo: bool,
    },
    /// Creates the database if need be and brings its tables to the newest version.
    Migrate,
    /// Brings in units, service cards and courses; in a demonstration also made-up people.
    Seed,
    /// Brings in open data.
    #[command(subcommand)]
    Import(import::ImportCommand),
    /// Writes the database and the files of people into one archive, while the server goes on working.
    Backup { file: PathBuf },
    /// Brings an archive back. It is verified as a whole before anything is touched.
    Restore {
        file: PathBuf,
        /// Puts it in place of what is there; what was there is kept aside.
        #[arg(long)]
        replace: bool,
    },
    /// Checks a receipt or a certificate by itself, without a database or a network; without a file, the whole log of this database.
    Verify {
        /// The receipt or the certificate as it was downloaded.
        file: Option<PathBuf>,
        /// The public key that the cabinet publishes; without it the key in the file is printed, to be compared.
        #[arg(long, requires = "file")]
        key: Option<String>,
    },
    /// Adds and changes people.
    #[command(subcommand)]
    User(user::UserCommand),
    /// Looks at the settings, the content, the database and the site, and says everything that is wrong.
    Check,
    /// Says which version this is.
    Version,
}

/// Runs the command of the process's arguments. 0 means done, 1 a fault that was told, 2 wrong arguments.
pub async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("hromada: {}", in_one_line(&error));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<ExitCode, StartError> {
    let file = arguments.settings.as_deref();
    match arguments.command {
        Command::Version => {
            println!("hromada {}", env!("CARGO_PKG_VERSION"));
            return Ok(ExitCode::SUCCESS);
        }
        Command::Check => return check::run(file).await,
        Command::Verify {
            file: Some(proof),
            key,
        } => return verify::file(&proof, key.as_deref()),
        Command::Verify { file: None, .. } => {
            let hromada = open_migrated(read_quietly(file)?).await?;
            let code = verify::log(&hromada).await?;
            hromada.desk.database.close().await;
            return Ok(code);
        }
        Command::Serve { demo } => {
            let settings = Settings::read_for_serving(file, demo)?;
            crate::log::begin(settings.log_format, "info");
            serve::run(settings).await?;
        }
        Command::Migrate => {
            let settings = read_quietly(file)?;
            let hromada = Hromada::open(settings, IfMissing::Create).await?;
            migrate(&hromada).await?;
            hromada.desk.database.close().await;
        }
        Command::Seed => {
            let hromada = open_migrated(read_quietly(file)?).await?;
            crate::seed::seed(&hromada).await?;
            println!("the seeds are in");
            hromada.desk.database.close().await;
        }
        Command::Import(command) => {
            let hromada = open_migrated(read_quietly(file)?).await?;
            let code = import::run(&hromada, command).await?;
            hromada.desk.database.close().await;
            return Ok(code);
        }
        Command::Backup { file: target } => backup::backup(&read_quietly(file)?, &target).await?,
        Command::Restore {
            file: source,
            replace,
        } => {
            backup::restore(&read_quietly(file)?, &source, replace).await?;
        }
        Command::User(command) => {
            let hromada = open_migrated(read_quietly(file)?).await?;
            user::run(&hromada, command).await?;
            hromada.desk.database.close().await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Settings of a command that talks to the person at the terminal: its log holds faults only.
fn read_quietly(file: Option<&std::path::Path>) -> Result<Settings, StartError> {
    let settings = Settings::read(file)?;
    crate::log::begin(settings.log_format, "warn");
    Ok(settings)
}

async fn migrate(hromada: &Hromada) -> Result<(), StartError> {
    refuse_newer(hromada).await?;
    let waiting = hromada.desk.database.pending_migrations().await?.len();
    hromada.desk.database.migrate().await?;
    hromada
        .services
        .infrastructure
        .refresh(&domain::Actor::System)
        .await
        .map_err(|error| StartError::Refused(error.to_string()))?;
    match waiting {
        0 => println!("the database is up to date"),
        1 => println!("1 migration was applied"),
        number => println!("{number} migrations were applied"),
    }
    Ok(())
}

/// Opens a database that exists and is up to date.
async fn open_migrated(settings: Settings) -> Result<Hromada, StartError> {
    let hromada = Hromada::open(settings, IfMissing::Refuse).await?;
    refuse_waiting_migrations(&hromada).await?;
    Ok(hromada)
}

async fn refuse_waiting_migrations(hromada: &Hromada) -> Result<(), StartError> {
    refuse_newer(hromada).await?;
    match hromada.desk.database.pending_migrations().await?.len() {
        0 => Ok(()),
        number => Err(StartError::Refused(format!(
            "the database is {number} migrations behind this program: back it up, then run `hromada migrate`"
        ))),
    }
}

/// An older program would not understand what a newer one has written.
async fn refuse_newer(hromada: &Hromada) -> Result<(), StartError> {
    match hromada.desk.database.unknown_migrations().await?.last() {
        None => Ok(()),
        Some(version) => Err(StartError::Refused(format!(
            "a newer hromada has worked on this database (migration {version}): install that version, or restore a \
             backup of this one"
        ))),
    }
}

/// An error with its causes, on one line.
fn in_one_line(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let words = next.to_string();
        if !text.contains(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        cause = next.source();
    }
    text.replace(['\n', '\r'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn an_error_is_told_with_its_causes_on_one_line() {
        let error = StartError::File {
            what: "site".to_owned(),
            source: std::io::Error::other("no room\non the disk"),
        };
        assert_eq!(in_one_line(&error), "site: no room on the disk");
    }
}
