//! The program of hromada.

use std::process::ExitCode;

#[derive(Subcommand)]
enum Import {
    /// An OC4IDS project package (JSON).
    Oc4ids { file: PathBuf },
}

#[tokio::main]
async fn main() -> ExitCode {
    server::cli::main().await
}
