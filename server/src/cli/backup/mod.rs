//! `hromada backup FILE` and `hromada restore FILE`: the database and the files of people in one archive.
//!
//! The server goes on working while a backup is made. A restoration unpacks and verifies everything first, then puts it
//! in place by renaming; what was there before is kept aside.

mod archive;
mod manifest;
mod place;
mod postgres;

use crate::adapters::clock::{Clock as _, SystemClock};
use crate::settings::Settings;
use crate::wiring::StartError;
use archive::{Packer, Unpacker};
use manifest::{EngineName, FORMAT, Manifest};
use secrecy::ExposeSecret as _;
use std::path::Path;
use storage::backup::{Inventory, Snapshot, inspect_file};
use storage::{Database, Engine, IfMissing};

/// Folders of the data folder that belong to a backup.
const FOLDERS: [&str; 3] = ["objects", "mail", "keys"];

/// Writes an archive. It never overwrites one.
pub(super) async fn backup(settings: &Settings, target: &Path) -> Result<(), StartError> {
    if target.exists() {
        return Err(refused(format!(
            "{} is there already: a backup never overwrites another",
            target.display()
        )));
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let database = Database::open(settings.database_url.expose_secret(), IfMissing::Refuse).await?;
    // Beside the target: the copy and the archive need room there, and a renaming needs one disk.
    let work = tempfile::Builder::new()
        .prefix(".hromada-backup-")
        .tempdir_in(folder)
        .map_err(file_fault(folder))?;
    let engine = EngineName::of(database.engine());
    let copy = work.path().join(engine.database_entry());
    let inventory = copy_database(settings, &database, &copy).await?;
    database.close().await;

    let part = work.path().join("archive");
    let file = private_file(&part)?;
    let mut packer = Packer::new(file);
    packer.add(
        engine.database_entry(),
        &copy,
        database.engine() == Engine::Postgres,
    )?;
    for folder in FOLDERS {
        add_folder(&mut packer, &settings.data_dir, folder)?;
    }
    let missing = inventory
        .digests
        .iter()
        .find(|digest| !packer.holds(&object_entry(digest)));
    if let Some(digest) = missing {
        return Err(refused(format!(
            "the database names the file {digest}, and there is none in {}: is data_dir right?",
            settings.objects_dir().display()
        )));
    }
    let manifest = packer.finish(Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: SystemClock.now().rfc3339(),
        engine,
        migrations: inventory.migrations,
        counts: inventory.counts,
        entries: Vec::new(),
    })?;
    let sha256 = archive::digest(&part)?;
    // Not `rename`: somebody may have written a file of this name meanwhile.
    std::fs::hard_link(&part, target).map_err(file_fault(target))?;
    sync_folder(folder)?;
    println!("{} holds {}", target.display(), in_words(&manifest));
    println!("sha256 {sha256}");
    Ok(())
}

async fn copy_database(
    settings: &Settings,
    database: &Database,
    copy: &Path,
) -> Result<Inventory, StartError> {
    match database.engine() {
        Engine::Sqlite => {
            database.copy_to(copy).await?;
            Ok(inspect_file(copy).await?)
        }
        Engine::Postgres => {
            let mut snapshot = Snapshot::of(database).await?;
            let inventory = snapshot.inventory().await?;
            postgres::dump(settings.database_url.expose_secret(), &snapshot.name, copy)?;
            snapshot.end().await?;
            Ok(inventory)
        }
    }
}

fn add_folder(packer: &mut Packer, data_dir: &Path, name: &str) -> Result<(), StartError> {
    let mut folders = vec![name.to_owned()];
    while let Some(inner) = folders.pop() {
        let folder = data_dir.join(&inner);
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(file_fault(&folder)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(file_fault(&folder))?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let inner = format!("{inner}/{name}");
            let kind = entry.file_type().map_err(file_fault(&entry.path()))?;
            if kind.is_dir() {
                folders.push(inner);
            } else if kind.is_file() && !name.starts_with('.') {
                // A name with a dot before it is a file that is being written.
                packer.add(&inner, &entry.path(), true)?;
            }
        }
    }
    Ok(())
}

/// Puts an archive in place of what is there.
pub(super) async fn restore(settings: &Settings, source: &Path, replace: bool) -> Result<(), StartError> {
    let url = settings.database_url.expose_secret();
    let mut unpacker = Unpacker::open(source)?;
    let manifest = unpacker.manifest.clone();
    let place = place::Place::of(settings, manifest.engine)?;
    let newer = storage::backup::unknown_migrations(&manifest.migrations);
    if let Some(version) = newer.first() {
        return Err(refused(format!(
            "the backup was made by hromada {}, which is newer than this program (migration {version})",
            manifest.program
        )));
    }
    place.refuse_taken(url, replace).await?;
    let staged = place.stage()?;
    unpacker.unpack(staged.folder())?;
    verify(&manifest, staged.folder()).await?;
    let aside = place.put(url, &staged, &manifest, replace).await?;
    place::record(settings, &manifest).await?;
    println!("restored {} of {}", in_words(&manifest), manifest.created_at);
    for kept in aside {
        println!("what was there before is kept: {kept}");
    }
    Ok(())
}

/// Looks at what was unpacked as a whole: the database is sound, and its files are there.
async fn verify(manifest: &Manifest, folder: &Path) -> Result<(), StartError> {
    let database = folder.join(manifest.engine.database_entry());
    if !database.is_file() {
        return Err(refused("the backup holds no database"));
    }
    match manifest.engine {
        EngineName::Sqlite => {
            let inventory = inspect_file(&database).await?;
            compare(manifest, &inventory)?;
            let missing = inventory
                .digests
                .iter()
                .find(|digest| !folder.join(object_entry(digest)).is_file());
            match missing {
                Some(digest) => Err(refused(format!("the backup lacks the file {digest}"))),
                None => Ok(()),
            }
        }
        EngineName::Postgres => postgres::check(&database),
    }
}

/// Whether a database holds what the manifest tells.
fn compare(manifest: &Manifest, found: &Inventory) -> Result<(), StartError> {
    if manifest.counts == found.counts && manifest.migrations == found.migrations {
        return Ok(());
    }
    let differs = manifest
        .counts
        .iter()
        .find(|(table, number)| found.counts.get(*table) != Some(number))
        .map_or_else(String::new, |(table, number)| {
            let found = found.counts.get(table).copied().unwrap_or(0);
            format!(": {table} has {found} rows instead of {number}")
        });
    Err(refused(format!(
        "the database of the backup is not what its manifest tells{differs}"
    )))
}

/// The entry of an object, as the file store lays it out.
fn object_entry(digest: &str) -> String {
    let (head, tail) = digest.split_at_checked(2).unwrap_or((digest, ""));
    format!("objects/{head}/{tail}")
}

fn in_words(manifest: &Manifest) -> String {
    let files = manifest.entries.len().saturating_sub(1);
    format!(
        "{} rows in {} tables of {}, and {files} files: {} bytes",
        manifest.rows(),
        manifest.counts.len(),
        manifest.engine.title(),
        manifest.bytes()
    )
}

/// A file that only its owner reads: it holds data of people.
fn private_file(path: &Path) -> Result<std::fs::File, StartError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(file_fault(path))
}

/// Makes a renaming in a folder survive a power cut.
fn sync_folder(folder: &Path) -> Result<(), StartError> {
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(file_fault(folder))
}

fn file_fault(path: &Path) -> impl FnOnce(std::io::Error) -> StartError + use<> {
    let what = path.display().to_string();
    move |source| StartError::File { what, source }
}

fn refused(what: impl Into<String>) -> StartError {
    StartError::Refused(what.into())
}
