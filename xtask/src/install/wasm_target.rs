//! The standard library for the browser: from rustup, or from Debian's own Rust where rustup cannot fetch.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Context, Outcome, capture, find_program, run};
use crate::project::Project;

use super::{debian_packages, say};

/// The platform that the browser client is compiled for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

const REASON: &str = "the browser client is compiled for it";

/// A cargo that can compile for the browser.
pub fn wasm_cargo(project: &Project) -> Outcome<Command> {
    let sysroot = capture(Command::new("rustc").args(["--print", "sysroot"]))?;
    if has_standard_library(Path::new(sysroot.trim())) {
        return Ok(project.cargo());
    }
    if find_program("rustup").is_some() {
        say(&format!("the target {WASM_TARGET}"), REASON, "rustup");
        let Err(failure) = run(Command::new("rustup").args(["target", "add", WASM_TARGET])) else {
            return Ok(project.cargo());
        };
        println!("{failure}; trying Debian's Rust instead");
    }
    from_debian(project)
}

/// Debian ships a Rust with the source of the standard library, but without it compiled for the browser: it is compiled here, once.
fn from_debian(project: &Project) -> Outcome<Command> {
    let toolchain = project.tools().join("rust-web");
    let is_ready = has_standard_library(&toolchain);
    if !is_ready {
        const PACKAGES: [(&str, &str); 5] = [
            ("", "rustc-web"),
            ("", "cargo-web"),
            ("", "rust-web-src"),
            ("", "rust-web-llvm"),
            ("", "libstd-rust-web-dev"),
        ];
        debian_packages(&PACKAGES, REASON)?;
        compile_standard_library(&toolchain)?;
    }
    let mut command = Command::new("/usr/bin/cargo");
    command.current_dir(project.root());
    command
        .env("RUSTC", toolchain.join("bin/rustc"))
        .env_remove("RUSTUP_TOOLCHAIN");
    // Another compiler than the one of the server: their artefacts must not push each other out.
    command.env("CARGO_TARGET_DIR", project.cargo_target());
    Ok(command)
}

fn compile_standard_library(toolchain: &Path) -> Outcome {
    let scratch = toolchain.with_extension("part");
    let _ = fs::remove_dir_all(&scratch);
    let crate_folder = scratch.join("empty");
    fs::create_dir_all(crate_folder.join("src")).context(crate_folder.display())?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[lib]\ncrate-type = [\"cdylib\"]\n[workspace]\n";
    fs::write(crate_folder.join("Cargo.toml"), manifest).context("empty crate")?;
    fs::write(crate_folder.join("src/lib.rs"), "").context("empty crate")?;
    println!("compiling the standard library for {WASM_TARGET} (two minutes, once)");
    let mut build = Command::new("/usr/bin/cargo");
    build
        .current_dir(&crate_folder)
        .args([
            "build",
            "--quiet",
            "--release",
            "-Z",
            "build-std=std,panic_abort",
            "--target",
            WASM_TARGET,
        ])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env("CARGO_TARGET_DIR", crate_folder.join("target"));
    run(&mut build)?;

    // A sysroot of our own beside Debian's, which belongs to the package manager: links to its parts, and the new library.
    let sysroot = PathBuf::from(capture(Command::new("/usr/bin/rustc").args(["--print", "sysroot"]))?.trim());
    let mirror = scratch.join("sysroot");
    let rustlib = mirror.join("lib/rustlib");
    let library = rustlib.join(WASM_TARGET).join("lib");
    fs::create_dir_all(&library).context(library.display())?;
    link_children(&sysroot.join("lib/rustlib"), &rustlib)?;
    let built = crate_folder.join("target").join(WASM_TARGET).join("release/deps");
    for entry in fs::read_dir(&built).context(built.display())?.flatten() {
        let is_library = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "rlib");
        if is_library {
            fs::copy(entry.path(), library.join(entry.file_name()))
                .context("copying the standard library")?;
        }
    }
    fs::create_dir_all(mirror.join("bin")).context("toolchain")?;
    let wrapper = mirror.join("bin/rustc");
    let place = toolchain.display();
    fs::write(
        &wrapper,
        format!("#!/bin/sh\nexec /usr/bin/rustc --sysroot '{place}' \"$@\"\n"),
    )
    .context("toolchain")?;
    run(Command::new("chmod").arg("+x").arg(&wrapper))?;
    let _ = fs::remove_dir_all(toolchain);
    fs::rename(&mirror, toolchain).context(toolchain.display())?;
    fs::remove_dir_all(&scratch).context(scratch.display())
}

fn link_children(from: &Path, to: &Path) -> Outcome {
    for entry in fs::read_dir(from).context(from.display())?.flatten() {
        let place = to.join(entry.file_name());
        if !place.exists() {
            std::os::unix::fs::symlink(entry.path(), &place).context(place.display())?;
        }
    }
    Ok(())
}

fn has_standard_library(sysroot: &Path) -> bool {
    let folder = sysroot.join("lib/rustlib").join(WASM_TARGET).join("lib");
    fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-"))
    })
}
