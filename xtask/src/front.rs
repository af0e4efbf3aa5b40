//! Builds what the browser gets: the wasm client, stylesheets, scripts, fonts and icons, hashed and compressed.

use crate::command::{Context, Outcome, run};
use crate::install::{self, WASM_TARGET};
use crate::project::Project;

/// How much care goes into the bytes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Care {
    /// What visitors get: size-optimised wasm, brotli at its best.
    Full,
    /// For `cargo xtask dev`: seconds instead of a minute, several times the bytes.
    Quick,
}

/// Builds `target/site`; steps whose input did not change are skipped.
///
/// # Errors
/// With the compiler's or the script's own message.
pub fn build(project: &Project, care: Care) -> Outcome {
    install::node_packages(project)?;
    let bindgen = install::wasm_bindgen(project)?;
    let profile = match care {
        Care::Full => "wasm-release",
        Care::Quick => "dev",
    };
    let mut cargo = install::wasm_cargo(project)?;
    run(cargo.args([
        "build",
        "--quiet",
        "--package",
        "frontend",
        "--target",
        WASM_TARGET,
        "--profile",
        profile,
    ]))?;

    let folder = if care == Care::Full { profile } else { "debug" };
    let options = serde_json::json!({
        "root": project.root(),
        "wasm": project.cargo_target().join(WASM_TARGET).join(folder).join("frontend.wasm"),
        "bindgen": bindgen,
        "site": project.site(),
        "cache": project.output("site-cache"),
        "quick": care == Care::Quick,
    });
    std::fs::create_dir_all(project.site()).context("target/site")?;
    run(std::process::Command::new("node")
        .arg(project.path("xtask/assets.mjs"))
        .arg(options.to_string()))
}
