//! Where a restoration goes: what is there, and how it makes room.

use super::manifest::{EngineName, Manifest};
use super::{FOLDERS, compare, file_fault, postgres, refused, sync_folder};
use crate::adapters::clock::{Clock as _, SystemClock};
use crate::adapters::random::{Random as _, SystemRandom};
use crate::settings::Settings;
use crate::wiring::StartError;
use domain::event::{Author, NewEvent};
use secrecy::ExposeSecret as _;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Duration;
use storage::{Database, IfMissing, backup};

const LOOKS: usize = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// The database and the data folder of the settings.
pub(super) struct Place {
    /// The SQLite file; `None` on PostgreSQL.
    file: Option<PathBuf>,
    data_dir: PathBuf,
}

/// What was unpacked, on the same disk as its place.
pub(super) struct Staged(tempfile::TempDir);

impl Staged {
    pub(super) fn folder(&self) -> &Path {
        self.0.path()
    }
}

impl Place {
    /// The place that the settings name.
    pub(super) fn of(settings: &Settings, engine: EngineName) -> Result<Self, StartError> {
        let url = settings.database_url.expose_secret();
        let file = url
            .strip_prefix("sqlite:")
            .map(|path| PathBuf::from(path.trim_start_matches("//")));
        let own = if file.is_some() {
            EngineName::Sqlite
        } else {
            EngineName::Postgres
        };
        if own != engine {
            return Err(refused(format!(
                "the backup is of {}, and database_url names {}",
                engine.title(),
                own.title()
            )));
        }
        Ok(Self {
            file,
            data_dir: settings.data_dir.clone(),
        })
    }

    /// Refuses a place that holds something, unless it is to be replaced; and one that somebody works on in any case.
    pub(super) async fn refuse_taken(&self, url: &str, replace: bool) -> Result<(), StartError> {
        let in_use = "another program works on the database: stop the server first";
        let taken = match &self.file {
            Some(file) if file.exists() => {
                if replace && backup::is_in_use(file).await? {
                    return Err(refused(in_use));
                }
                Some(format!("there is a database at {}", file.display()))
            }
            Some(_) => None,
            None => {
                let database = Database::open(url, IfMissing::Refuse).await?;
                let is_used = is_used_by_others(&database).await?;
                let is_empty = backup::is_empty(&database).await?;
                database.close().await;
                if is_used {
                    return Err(refused(in_use));
                }
                (!is_empty).then(|| "the database holds tables".to_owned())
            }
        };
        let full = FOLDERS
            .iter()
            .map(|name| self.data_dir.join(name))
            .find(|folder| std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()));
        let taken = taken.or_else(|| full.map(|folder| format!("{} holds files", folder.display())));
        match taken {
            Some(taken) if !replace => Err(refused(format!(
                "{taken}: nothing was changed; --replace puts the backup in its place"
            ))),
            _ => Ok(()),
        }
    }

    /// A folder to unpack into, beside the data. The database goes to its own place by renaming or copying.
    pub(super) fn stage(&self) -> Result<Staged, StartError> {
        std::fs::create_dir_all(&self.data_dir).map_err(file_fault(&self.data_dir))?;
        tempfile::Builder::new()
            .prefix(".hromada-restore-")
            .tempdir_in(&self.data_dir)
            .map(Staged)
            .map_err(file_fault(&self.data_dir))
    }

    /// Puts everything in its place; says where the former things are.
    pub(super) async fn put(
        &self,
        url: &str,
        staged: &Staged,
        manifest: &Manifest,
        replace: bool,
    ) -> Result<Vec<String>, StartError> {
        let stamp = SystemClock.now().0.to_string();
        let mut moves = Moves::default();
        // Folders first: they can be put back by renaming, whatever becomes of the database.
        let done = match (self.put_folders(staged, &stamp, &mut moves), &self.file) {
            (Ok(()), Some(file)) => self.put_file(file, staged, &stamp, &mut moves).map(|()| None),
            (Ok(()), None) => self.put_dump(url, staged, manifest, &stamp, replace).await,
            (Err(error), _) => Err(error),
        };
        match done {
            Ok(aside) => Ok(aside.into_iter().chain(moves.kept()).collect()),
            Err(error) => {
                moves.undo();
                Err(error)
            }
        }
    }

    fn put_file(
        &self,
        file: &Path,
        staged: &Staged,
        stamp: &str,
        moves: &mut Moves,
    ) -> Result<(), StartError> {
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(folder).map_err(file_fault(folder))?;
        let copy = staged.folder().join(EngineName::Sqlite.database_entry());
        // The database may lie on another disk than the data folder.
        let beside = with_ending(file, &format!(".restored-{stamp}"));
        if std::fs::rename(&copy, &beside).is_err() {
            std::fs::copy(&copy, &beside).map_err(file_fault(&beside))?;
            std::fs::File::open(&beside)
                .and_then(|file| file.sync_all())
                .map_err(file_fault(&beside))?;
        }
        // The changes that are not in the file itself yet go with it, under the names that belong together.
        let aside = with_ending(file, &format!(".before-restore-{stamp}"));
        for ending in ["", "-wal"] {
            let former = with_ending(file, ending);
            if former.exists() {
                moves.rename(&former, &with_ending(&aside, ending))?;
            }
        }
        let _ = std::fs::remove_file(with_ending(file, "-shm"));
        moves.rename(&beside, file)?;
        sync_folder(folder)
    }

    async fn put_dump(
        &self,
        url: &str,
        staged: &Staged,
        manifest: &Manifest,
        stamp: &str,
        replace: bool,
    ) -> Result<Option<String>, StartError> {
        let database = Database::open(url, IfMissing::Refuse).await?;
        let aside = format!("{}{stamp}", postgres::ASIDE);
        let is_empty = backup::is_empty(&database).await?;
        if !is_empty && !replace {
            return Err(refused("the database was filled meanwhile"));
        }
        backup::set_aside(&database, &aside).await?;
        let dump = staged.folder().join(EngineName::Postgres.database_entry());
        let done = match postgres::restore(url, &dump) {
            Ok(()) => self.compare_restored(&database, manifest).await,
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            backup::bring_back(&database, &aside).await?;
            database.close().await;
            return Err(error);
        }
        database.close().await;
        Ok((!is_empty).then(|| format!("the schema {aside} of the database")))
    }

    async fn compare_restored(&self, database: &Database, manifest: &Manifest) -> Result<(), StartError> {
        let mut connection = database.read().await?;
        let found = backup::inventory(&mut connection, database.engine()).await?;
        compare(manifest, &found)
    }

    fn put_folders(&self, staged: &Staged, stamp: &str, moves: &mut Moves) -> Result<(), StartError> {
        for name in FOLDERS {
            let (place, new) = (self.data_dir.join(name), staged.folder().join(name));
            if place.exists() {
                moves.rename(
                    &place,
                    &self.data_dir.join(format!("{name}.before-restore-{stamp}")),
                )?;
            }
            if new.exists() {
                moves.rename(&new, &place)?;
            }
        }
        sync_folder(&self.data_dir)
    }
}

/// Whether others work on a PostgreSQL database. A connection that was closed a moment ago, one of ours too, is still
/// listed for a while: only who stays counts.
async fn is_used_by_others(database: &Database) -> Result<bool, StartError> {
    for _ in 0..LOOKS {
        if backup::other_clients(database).await? == 0 {
            return Ok(false);
        }
        tokio::time::sleep(BETWEEN_LOOKS).await;
    }
    Ok(true)
}

/// Renamings that can be undone.
#[derive(Default)]
struct Moves(Vec<(PathBuf, PathBuf)>);

impl Moves {
    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), StartError> {
        std::fs::rename(from, to).map_err(file_fault(from))?;
        self.0.push((from.to_owned(), to.to_owned()));
        Ok(())
    }

    /// Where former things are now.
    fn kept(&self) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .map(|(_, to)| to.display().to_string())
            .filter(|to| to.contains(".before-restore-"))
    }

    fn undo(self) {
        for (from, to) in self.0.into_iter().rev() {
            if let Err(error) = std::fs::rename(&to, &from) {
                tracing::error!(%error, from = %to.display(), to = %from.display(), "cannot be put back");
            }
        }
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Notes in the restored database that time went back: a citizen may ask why a later change is not there.
pub(super) async fn record(settings: &Settings, manifest: &Manifest) -> Result<(), StartError> {
    let database = Database::open(settings.database_url.expose_secret(), IfMissing::Refuse).await?;
    let (clock, random) = (SystemClock, SystemRandom);
    let now = clock.now();
    let event = NewEvent {
        author: Author::System,
        on_behalf_of: None,
        subject_kind: "operations.backup",
        subject_id: random.uuid(now).to_string(),
        subject_version: 1,
        kind: "operations.backup.restored",
        reason: None,
        data: json!({ "created_at": manifest.created_at, "program": manifest.program }),
    };
    let mut tx = database.begin().await?;
    tx.record(random.uuid(now).into(), now, &event).await?;
    tx.commit().await?;
    database.close().await;
    Ok(())
}
