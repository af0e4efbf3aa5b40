//! Where things are: the checkout, what cargo builds, what the commands keep.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{Failure, Outcome};

/// The checkout that the command works on, and the folders that it may write to.
#[derive(Clone, Debug)]
pub struct Project {
    root: PathBuf,
    cargo_target: PathBuf,
}

impl Project {
    /// Finds the checkout through cargo's own variable, or by walking up from the current folder.
    pub fn find() -> Outcome<Self> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => {
                env::current_dir().map_err(|error| Failure::new(format!("no current folder: {error}")))?
            }
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("Cargo.lock").is_file() && folder.join("xtask").is_dir())
            .ok_or_else(|| Failure::new(format!("{} lies in no checkout of hromada", start.display())))?
            .to_path_buf();
        let cargo_target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self { root, cargo_target })
    }

    /// The top folder of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the checkout.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// What cargo builds, possibly a cache that several checkouts share.
    pub fn cargo_target(&self) -> &Path {
        &self.cargo_target
    }

    /// Tools of the build, installed for this project only. They lie in cargo's target folder so that a cache keeps them.
    pub fn tools(&self) -> PathBuf {
        self.cargo_target.join("tools")
    }

    /// A folder of this checkout alone: assets, demo data, logs and reports are never shared.
    pub fn output(&self, name: &str) -> PathBuf {
        self.root.join("target").join(name)
    }

    /// The built assets, as the server reads them.
    pub fn site(&self) -> PathBuf {
        self.output("site")
    }

    /// The server program of the development profile.
    pub fn server_binary(&self, profile: &str) -> PathBuf {
        self.cargo_target
            .join(profile)
            .join(format!("hromada{}", env::consts::EXE_SUFFIX))
    }

    /// `cargo`, the one that runs this command, in the checkout.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root);
        command
    }

    /// `name` in the folder of the browser specs, where the Node packages are.
    pub fn in_end2end(&self, name: &str) -> Command {
        let mut command = Command::new(name);
        command.current_dir(self.path("end2end"));
        command
    }
}
