//! Publishing a release of the open data, reading it, and telling what differs between two.

use super::Infrastructure;
use super::package::SpooledProject;
use crate::adapters::file_store::hex;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::infrastructure::difference::{
    DIFFERENCES_ON_PAGE, Difference, DifferenceFilter, Marks, Tally, compare,
};
use domain::infrastructure::filter::Filter;
use domain::infrastructure::package::{SEPARATOR, TAIL, head};
use domain::infrastructure::project::{Dataset, Disclosure, ProjectId};
use domain::infrastructure::release::{
    Publication, Release, ReleaseName, ReleaseReport, accept_note, package_address, project_of_path,
};
use domain::infrastructure::score::Item;
use domain::infrastructure::service::Comparison;
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use storage::infrastructure::release::{Seal, Walk};
use storage::infrastructure::{release, search};

/// Projects that are exported at a time.
const PAGE: u32 = 250;
/// Projects that are compared at a time.
const STEP: i64 = 250;
/// The most releases that a list shows.
const MOST_RELEASES: i64 = 500;
/// The most documents that one page of a package holds.
const MOST_DOCUMENTS: u32 = 500;
/// Comparisons whose index is kept: releases never change, so they stay right.
const MOST_COMPARISONS: usize = 8;

/// Which projects two releases tell differently, by the numbers of the releases.
#[derive(Default)]
pub(super) struct Comparisons(Mutex<Vec<Known>>);

struct Known {
    pair: (i64, i64),
    index: Arc<Index>,
}

/// The projects that differ, in the order of ids.
type Index = Vec<(ProjectId, Marks)>;

/// The package of this moment, in a file that nobody else can open.
struct Draft {
    file: File,
    name: ReleaseName,
    number: i64,
    head: String,
    published_at: Timestamp,
    dataset: Dataset,
    /// In the order of the package.
    ids: Vec<ProjectId>,
}

impl Infrastructure {
    pub(super) async fn publish(&self, actor: &Actor, note: &str) -> ServiceResult<Publication> {
        permit(actor, Action::PublishRelease, Scope::COMMUNITY)?;
        let note = accept_note(note)?;
        let now = self.desk.now();
        let latest = self.latest_release().await?;
        let day = self.day(now);
        let name = ReleaseName::following(latest.as_ref().map(|latest| &latest.name), day);
        let draft = self.draft(latest.as_ref(), name, now).await?;
        let copy = draft.file.try_clone().map_err(|error| aside(&error))?;
        let (report, spool) = self.check(Box::new(copy)).await?;
        if !report.is_accepted() {
            let id = |path: &str| draft.ids.get(project_of_path(path)?).cloned();
            let projects = report.faults.iter().map(|fault| id(&fault.path)).collect();
            return Ok(Publication::Refused { report, projects });
        }
        let (spool, facts) = tokio::task::spawn_blocking(move || weigh(spool))
            .await
            .map_err(|error| ServiceError::Internal(format!("weighing the release broke off: {error}")))??;
        if let Some(latest) = latest
            && self.state_of(&latest).await?.as_deref() == Some(facts.state.as_str())
        {
            return Ok(Publication::Unchanged(latest));
        }
        let release = self.seal(actor, draft, (spool, facts), note).await?;
        Ok(Publication::Published(release))
    }

    async fn latest_release(&self) -> ServiceResult<Option<Release>> {
        let mut connection = self.desk.database.read().await?;
        Ok(release::list(&mut connection, 1).await?.into_iter().next())
    }

    async fn state_of(&self, release: &Release) -> ServiceResult<Option<String>> {
        let mut connection = self.desk.database.read().await?;
        Ok(release::state(&mut connection, release.number).await?)
    }

    /// Writes the package as it is now into a file, through the same door as every other export.
    async fn draft(
        &self,
        latest: Option<&Release>,
        name: ReleaseName,
        now: Timestamp,
    ) -> ServiceResult<Draft> {
        let head = head(
            &self.profile,
            &self.desk.settings.origin,
            &package_address(&name),
            now,
        );
        let dataset = self.read_dataset(&Filter::default()).await?;
        let file = tempfile::tempfile().map_err(|error| aside(&error))?;
        let mut writer = BufWriter::new(file);
        let mut write = |text: &str| writer.write_all(text.as_bytes()).map_err(|error| aside(&error));
        write(&head)?;
        let mut ids: Vec<ProjectId> = Vec::new();
        loop {
            let page = self.read_export(&Filter::default(), ids.last(), PAGE).await?;
            if page.is_empty() {
                break;
            }
            for project in page {
                if !ids.is_empty() {
                    write(SEPARATOR)?;
                }
                write(&project.document)?;
                ids.push(project.item.id);
            }
        }
        write(TAIL)?;
        let mut file = writer.into_inner().map_err(|error| aside(&error.into_error()))?;
        file.rewind().map_err(|error| aside(&error))?;
        Ok(Draft {
            file,
            name,
            number: latest.map_or(0, |latest| latest.number) + 1,
            head,
            published_at: now,
            dataset,
            ids,
        })
    }

    /// Writes a checked package in one transaction. The digest is of the bytes that will be read back, not of those that were
    /// checked: a difference between the two would be a fault of ours, and refuses.
    async fn seal(
        &self,
        actor: &Actor,
        draft: Draft,
        (spool, facts): (File, Facts),
        note: String,
    ) -> ServiceResult<Release> {
        let mut file = draft.file;
        let checked = tokio::task::spawn_blocking(move || digest_of(&mut file))
            .await
            .map_err(|error| ServiceError::Internal(format!("reading the release broke off: {error}")))?
            .map_err(|error| aside(&error))?;
        let mut tx = self.desk.database.begin().await?;
        let engine = self.desk.database.engine();
        if search::dataset(tx.connection()?, engine, &Filter::default()).await? != draft.dataset {
            return Err(ServiceError::Conflict);
        }
        let mut bytes = Bytes::default();
        bytes.add(&draft.head);
        let mut position = 0;
        for line in BufReader::new(spool).lines() {
            let project = spooled(&line.map_err(|error| aside(&error))?)?;
            if position > 0 {
                bytes.add(SEPARATOR);
            }
            bytes.add(&project.document);
            let id = &project.facts.item.id;
            let content = (project.digest.as_str(), project.document.as_str());
            release::add_project(tx.connection()?, draft.number, position, id, content).await?;
            position += 1;
        }
        bytes.add(TAIL);
        let (digest, size_bytes) = bytes.finish();
        if (digest.as_str(), size_bytes) != (checked.0.as_str(), checked.1) {
            return Err(ServiceError::Internal(
                "the release would not be the package that was checked".to_owned(),
            ));
        }
        let release = Release {
            number: draft.number,
            name: draft.name,
            published_at: draft.published_at,
            publisher: super::author_name(actor),
            note,
            digest,
            size_bytes,
            report: ReleaseReport {
                program: concat!("hromada ", env!("CARGO_PKG_VERSION")).to_owned(),
                projects: position,
                disclosure: facts.disclosure,
            },
        };
        let seal = Seal {
            head: &draft.head,
            state: &facts.state,
        };
        release::seal(tx.connection()?, &release, &seal).await?;
        let event = NewEvent {
            author: actor.author(),
            on_behalf_of: None,
            subject_kind: "infrastructure.release",
            subject_id: release.name.to_string(),
            subject_version: 1,
            kind: "infrastructure.release.published",
            reason: Some(release.note.clone()),
            data: json!({
                "digest": release.digest, "size_bytes": release.size_bytes, "projects": position,
            }),
        };
        self.desk.record(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(release)
    }

    pub(super) async fn read_releases(&self) -> ServiceResult<Vec<Release>> {
        let mut connection = self.desk.database.read().await?;
        Ok(release::list(&mut connection, MOST_RELEASES).await?)
    }

    pub(super) async fn read_release(&self, name: &ReleaseName) -> ServiceResult<Option<Release>> {
        let mut connection = self.desk.database.read().await?;
        Ok(release::by_name(&mut connection, name).await?)
    }

    pub(super) async fn read_release_before(&self, later: &Release) -> ServiceResult<Option<Release>> {
        let mut connection = self.desk.database.read().await?;
        Ok(release::before(&mut connection, later.number).await?)
    }

    pub(super) async fn read_release_head(&self, release: &Release) -> ServiceResult<String> {
        let mut connection = self.desk.database.read().await?;
        release::head(&mut connection, release.number)
            .await?
            .ok_or(ServiceError::NotFound)
    }

    pub(super) async fn read_release_documents(
        &self,
        release: &Release,
        after: i64,
        limit: u32,
    ) -> ServiceResult<Vec<(i64, String)>> {
        let mut connection = self.desk.database.read().await?;
        let limit = i64::from(limit.min(MOST_DOCUMENTS));
        Ok(release::documents(&mut connection, release.number, after, limit).await?)
    }

    pub(super) async fn compare_pair(
        &self,
        before: &Release,
        after: &Release,
        filter: DifferenceFilter,
        page: u32,
    ) -> ServiceResult<Comparison> {
        let index = self.index_of((before.number, after.number)).await?;
        let mut tally = Tally::default();
        index.iter().for_each(|(_, marks)| tally.count(*marks));
        let found: Vec<&ProjectId> = index
            .iter()
            .filter(|(_, marks)| filter.takes(*marks))
            .map(|(id, _)| id)
            .collect();
        let on_page = DIFFERENCES_ON_PAGE as usize;
        let pages = u32::try_from(found.len().div_ceil(on_page))
            .unwrap_or(u32::MAX)
            .max(1);
        let page = page.clamp(1, pages);
        let mut differences = Vec::new();
        let mut connection = self.desk.database.read().await?;
        for id in found.iter().skip((page as usize - 1) * on_page).take(on_page) {
            let old = release::document(&mut connection, before.number, id).await?;
            let new = release::document(&mut connection, after.number, id).await?;
            let (old, new) = (parsed(old.as_deref())?, parsed(new.as_deref())?);
            differences.extend(Difference::between(id, old.as_ref(), new.as_ref()));
        }
        Ok(Comparison {
            before: before.clone(),
            after: after.clone(),
            tally,
            found: i64::try_from(found.len()).unwrap_or(i64::MAX),
            page,
            pages,
            differences,
        })
    }

    /// Which projects differ.
    async fn index_of(&self, pair: (i64, i64)) -> ServiceResult<Arc<Index>> {
        {
            let known = self.comparisons.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = known.iter().find(|known| known.pair == pair) {
                return Ok(Arc::clone(&known.index));
            }
        }
        let mut index = Vec::new();
        for walk in [Walk::NewOrChanged, Walk::Gone] {
            let mut from = -1;
            loop {
                let rows = {
                    let mut connection = self.desk.database.read().await?;
                    release::differing(&mut connection, walk, pair, from, STEP).await?
                };
                let Some(last) = rows.last() else { break };
                from = last.position;
                let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
                for row in rows {
                    if let Some(document) = parsed(row.before.as_deref())? {
                        before.insert(row.project.clone(), document);
                    }
                    if let Some(document) = parsed(row.after.as_deref())? {
                        after.insert(row.project, document);
                    }
                }
                let differences = compare(&before, &after);
                index.extend(
                    differences
                        .into_iter()
                        .map(|found| (found.item.id.clone(), found.marks())),
                );
            }
        }
        index.sort_by(|(one, _), (other, _)| one.cmp(other));
        let index = Arc::new(index);
        let mut known = self.comparisons.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_COMPARISONS {
            known.remove(0);
        }
        known.push(Known {
            pair,
            index: Arc::clone(&index),
        });
        Ok(index)
    }
}

/// What a checked package tells as a whole.
struct Facts {
    state: String,
    disclosure: Disclosure,
}

/// Reads the checked projects once and gives the file back, at its beginning.
fn weigh(mut spool: File) -> ServiceResult<(File, Facts)> {
    let mut state = Sha256::new();
    let mut disclosure = Disclosure {
        projects: 0,
        scores: 0,
        items: vec![0; Item::ALL.len()],
    };
    for line in BufReader::new(&mut spool).lines() {
        let project = spooled(&line.map_err(|error| aside(&error))?)?;
        state.update(project.facts.item.id.as_str());
        state.update(b"\0");
        state.update(&project.digest);
        state.update(b"\n");
        let told = project.facts.disclosed;
        disclosure.projects += 1;
        disclosure.scores += i64::from(told.score());
        for (count, item) in disclosure.items.iter_mut().zip(Item::ALL) {
            *count += i64::from(told.has(item));
        }
    }
    spool.rewind().map_err(|error| aside(&error))?;
    let state = hex(&state.finalize());
    Ok((spool, Facts { state, disclosure }))
}

/// Counts and digests what will be read back.
#[derive(Default)]
struct Bytes {
    digest: Sha256,
    size: i64,
}

impl Bytes {
    fn add(&mut self, text: &str) {
        self.digest.update(text);
        self.size += i64::try_from(text.len()).unwrap_or_default();
    }

    fn finish(self) -> (String, i64) {
        (hex(&self.digest.finalize()), self.size)
    }
}

fn digest_of(file: &mut File) -> std::io::Result<(String, i64)> {
    file.rewind()?;
    let mut reader = BufReader::new(file);
    let mut digest = Sha256::new();
    let mut size = 0;
    loop {
        let piece = reader.fill_buf()?;
        if piece.is_empty() {
            return Ok((hex(&digest.finalize()), size));
        }
        digest.update(piece);
        let read = piece.len();
        size += i64::try_from(read).unwrap_or_default();
        reader.consume(read);
    }
}

fn spooled(line: &str) -> ServiceResult<SpooledProject> {
    serde_json::from_str(line)
        .map_err(|error| ServiceError::Internal(format!("a project kept aside: {error}")))
}

fn parsed(document: Option<&str>) -> ServiceResult<Option<Value>> {
    document
        .map(|document| {
            serde_json::from_str(document)
                .map_err(|error| ServiceError::Internal(format!("a document of a release: {error}")))
        })
        .transpose()
}

fn aside(error: &std::io::Error) -> ServiceError {
    ServiceError::Unavailable(format!("the release cannot be kept aside: {error}"))
}
