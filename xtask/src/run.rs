//! `cargo xtask run`: from a clean checkout to a running demo.

use std::env;
use std::net::TcpListener;
use std::process::Command;

use crate::command::{Context, Failure, Outcome, run};
use crate::front::{self, Care};
use crate::project::Project;
use crate::server;

const FIRST_CHOICE: &str = "127.0.0.1:8080";

/// Builds everything and serves the demo until it is interrupted. The server itself migrates, seeds and prints the sign-ins.
pub fn demo(project: &Project) -> Outcome {
    front::build(project, Care::Full)?;
    println!("building the server (the first time takes ten minutes, later ones seconds)");
    build_server(project)?;
    let mut command = demo_command(project)?;
    // The server takes our place, so that an interrupt, a terminal that closes and its exit status reach whom they concern.
    let error = std::os::unix::process::CommandExt::exec(&mut command);
    Err(Failure::new(format!("the server cannot be started: {error}")))
}

/// Builds everything that a city installs, and nothing else.
pub fn build_all(project: &Project) -> Outcome {
    front::build(project, Care::Full)?;
    build_server(project)
}

/// Compiles the server with the development profile.
pub fn build_server(project: &Project) -> Outcome {
    run(project
        .cargo()
        .args(["build", "--package", "server", "--bin", "hromada"]))
}

/// The server on its demo data, which stays between runs.
pub fn demo_command(project: &Project) -> Outcome<Command> {
    let data = project.output("demo");
    std::fs::create_dir_all(&data).context(data.display())?;
    let listen = match env::var("HROMADA_LISTEN") {
        Ok(chosen) => chosen,
        Err(_) => free_address()?,
    };
    let mut command = Command::new(project.server_binary("debug"));
    let chosen_database = env::var("HROMADA_DATABASE_URL").ok();
    server::settings(&mut command, project, &data, &listen, chosen_database.as_deref());
    command.args(["serve", "--demo"]);
    Ok(command)
}

fn free_address() -> Outcome<String> {
    if TcpListener::bind(FIRST_CHOICE).is_ok() {
        return Ok(FIRST_CHOICE.to_owned());
    }
    let other = format!("127.0.0.1:{}", crate::postgres::free_port()?);
    println!(
        "{FIRST_CHOICE} is taken, so the demo listens on {other}; HROMADA_LISTEN chooses another address"
    );
    Ok(other)
}
