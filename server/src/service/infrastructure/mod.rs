//! Use cases of the infrastructure slice.

mod digest;
mod disclosure;
mod export;
mod follow;
pub mod hearing;
mod import;
mod news;
mod package;
mod preview;
mod reading;
mod release;
mod schema;
mod talk;
mod tiles;
mod undo;

pub use export::Writer;

use crate::adapters::file_store::FileStore;
use crate::service::Desk;
use crate::wiring::StartError;
use async_trait::async_trait;
use domain::id::{CommentId, ImportId};
use domain::infrastructure::bulk::{BulkFile, Format};
use domain::infrastructure::comment::{CommentInput, CommentState, CommentView, Objection, Verdict};
use domain::infrastructure::dates::ProjectDates;
use domain::infrastructure::debt::Board;
use domain::infrastructure::difference::DifferenceFilter;
use domain::infrastructure::filter::{Area, Filter, Sort};
use domain::infrastructure::follow::{Following, Pace, Target};
use domain::infrastructure::import::{ImportPreview, ImportReport};
use domain::infrastructure::news::News;
use domain::infrastructure::profile::Profile;
use domain::infrastructure::project::{
    AuthorityId, AuthorityPortfolio, AuthorityScore, Dataset, Day, Disclosure, ExportedProject, MapPoints,
    ProjectDetail, ProjectId, ProjectItem, ProjectPage, SupplierId, SupplierPortfolio,
};
use domain::infrastructure::release::{Publication, Release, ReleaseName};
use domain::infrastructure::service::{Comparison, InfrastructureService, Revision};
use domain::infrastructure::tile::{Mark, Tile};
use domain::infrastructure::undo::{PastImport, UndoPlan};
use domain::synonyms::{Synonym, Synonyms};
use domain::{Actor, ServiceResult, Timestamp};
use std::path::Path;
use std::sync::Arc;

/// The door of the infrastructure slice, on a real desk.
pub struct Infrastructure {
    desk: Desk,
    profile: Arc<Profile>,
    synonyms: Arc<Synonyms>,
    bounds: Area,
    summaries: reading::Summaries,
    pins: tiles::PinCache,
    comparisons: release::Comparisons,
    exports: export::Exports,
}

impl Infrastructure {
    /// # Errors
    /// When the bounds of the community make no area.
    pub fn open(desk: Desk, profile: Arc<Profile>, synonyms: Arc<Synonyms>) -> Result<Self, StartError> {
        let bounds = profile
            .bounds
            .area()
            .map_err(|_| StartError::Content("the profile of infrastructure: bounds".to_owned()))?;
        let exports = FileStore::of_exports(&desk.settings.data_dir);
        Ok(Self {
            desk,
            profile,
            synonyms,
            bounds,
            summaries: reading::Summaries::default(),
            pins: tiles::PinCache::default(),
            comparisons: release::Comparisons::default(),
            exports: export::Exports::new(exports),
        })
    }

    /// A filter whose text also finds what its words mean: the same for list, map, sums and export.
    fn understood(&self, filter: &Filter) -> Filter {
        filter.understood_by(&self.synonyms)
    }
}

/// Reads everyday words and what they mean; a community that has written none down has none.
///
/// # Errors
/// When the file cannot be read, or breaks a rule; the text names file, line and rule.
pub(crate) fn read_synonyms(file: &Path) -> Result<Synonyms, StartError> {
    let name = file.display().to_string();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Synonyms::default()),
        Err(source) => return Err(StartError::File { what: name, source }),
    };
    parse_synonyms(&name, &text).map_err(StartError::Content)
}

fn parse_synonyms(name: &str, text: &str) -> Result<Synonyms, String> {
    let lines: Vec<Synonym> = serde_saphyr::from_str(text).map_err(|error| {
        let line = error.location().map_or(1, |place| place.line());
        format!("{name}:{line}: {error}")
    })?;
    Synonyms::of(&lines).map_err(|fault| {
        let is_there = |line: &str| !fault.word.is_empty() && line.contains(&fault.word);
        // The last place: of a word that stands there twice, the one too many.
        let number = text
            .lines()
            .enumerate()
            .filter(|(_, line)| is_there(line))
            .last()
            .map_or(1, |(index, _)| index + 1);
        format!("{name}:{number}: {fault}")
    })
}

/// The name under which an actor's deed is shown; empty for the program.
fn author_name(actor: &Actor) -> String {
    actor
        .signed_in()
        .map(|person| person.display_name.clone())
        .unwrap_or_default()
}

/// Reads the community's choices.
///
/// # Errors
/// When the file cannot be read or makes no sense.
pub(crate) fn read_profile(file: &Path) -> Result<Profile, StartError> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|source| StartError::File {
        what: name.clone(),
        source,
    })?;
    let profile: Profile =
        serde_saphyr::from_str(&text).map_err(|error| StartError::Content(format!("{name}: {error}")))?;
    profile
        .check()
        .map_err(|reason| StartError::Content(format!("{name}: {reason}")))?;
    Ok(profile)
}

#[async_trait]
impl InfrastructureService for Infrastructure {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn has_basemap(&self) -> bool {
        !self.desk.settings.map.basemap.as_os_str().is_empty()
    }

    async fn import_package(
        &self,
        actor: &Actor,
        package: Box<dyn std::io::Read + Send>,
    ) -> ServiceResult<ImportReport> {
        self.import_checked(actor, package).await
    }

    fn may_import(&self, actor: &Actor) -> ServiceResult<()> {
        domain::access::permit(
            actor,
            domain::access::Action::ImportProjects,
            domain::access::Scope::COMMUNITY,
        )
    }

    async fn preview_import(&self, actor: &Actor, package: Vec<u8>) -> ServiceResult<ImportPreview> {
        self.preview(actor, package).await
    }

    async fn confirm_import(&self, actor: &Actor, key: ImportId) -> ServiceResult<ImportReport> {
        self.confirm(actor, key).await
    }

    async fn imports(&self, actor: &Actor) -> ServiceResult<Vec<PastImport>> {
        self.read_imports(actor).await
    }

    async fn plan_undo(&self, actor: &Actor, import: ImportId) -> ServiceResult<Option<UndoPlan>> {
        self.read_plan(actor, import).await
    }

    async fn undo_import(&self, actor: &Actor, import: ImportId, reason: &str) -> ServiceResult<UndoPlan> {
        self.undo(actor, import, reason).await
    }

    async fn list(&self, _: &Actor, filter: &Filter, sort: Sort, page: u32) -> ServiceResult<ProjectPage> {
        self.read_list(&self.understood(filter), sort, page).await
    }

    async fn points(&self, _: &Actor, filter: &Filter) -> ServiceResult<MapPoints> {
        self.read_points(&self.understood(filter)).await
    }

    async fn tile(&self, _: &Actor, filter: &Filter, tile: Tile) -> ServiceResult<Vec<Mark>> {
        self.read_tile(&self.understood(filter), tile).await
    }

    async fn search(&self, _: &Actor, text: &str, limit: u32) -> ServiceResult<Vec<ProjectItem>> {
        self.read_search(text, limit).await
    }

    async fn latest(&self, _: &Actor, limit: u32) -> ServiceResult<Vec<ProjectItem>> {
        self.read_latest(limit).await
    }

    async fn item(&self, _: &Actor, id: &ProjectId) -> ServiceResult<Option<ProjectItem>> {
        self.read_item(id).await
    }

    async fn project(&self, _: &Actor, id: &ProjectId) -> ServiceResult<Option<ProjectDetail>> {
        self.read_project(id).await
    }

    async fn document(&self, _: &Actor, id: &ProjectId) -> ServiceResult<Option<String>> {
        self.read_document(id).await
    }

    async fn supplier(
        &self,
        _: &Actor,
        id: &SupplierId,
        page: u32,
    ) -> ServiceResult<Option<SupplierPortfolio>> {
        self.read_supplier(id, page).await
    }

    async fn authority(
        &self,
        _: &Actor,
        id: &AuthorityId,
        page: u32,
    ) -> ServiceResult<Option<AuthorityPortfolio>> {
        self.read_authority(id, page).await
    }

    async fn disclosure(&self, _: &Actor) -> ServiceResult<(Disclosure, Vec<AuthorityScore>)> {
        self.read_disclosure().await
    }

    async fn history(&self, _: &Actor, id: &ProjectId) -> ServiceResult<Vec<Revision>> {
        self.read_history(id).await
    }

    async fn refresh(&self, actor: &Actor) -> ServiceResult<u64> {
        self.refresh_stale(actor).await
    }

    async fn comments(&self, actor: &Actor, project: &ProjectId) -> ServiceResult<Vec<CommentView>> {
        self.read_comments(actor, project).await
    }

    async fn write_comment(
        &self,
        actor: &Actor,
        project: &ProjectId,
        input: &CommentInput,
    ) -> ServiceResult<(CommentId, CommentState)> {
        self.add_comment(actor, project, input).await
    }

    async fn moderation_queue(&self, actor: &Actor, judged: bool) -> ServiceResult<Vec<CommentView>> {
        self.read_queue(actor, judged).await
    }

    async fn unanswered(&self, actor: &Actor) -> ServiceResult<Vec<CommentView>> {
        self.read_unanswered(actor).await
    }

    async fn judge_comment(
        &self,
        actor: &Actor,
        id: CommentId,
        seen: i64,
        verdict: Verdict,
    ) -> ServiceResult<()> {
        self.judge(actor, id, seen, verdict).await
    }

    async fn answer_comment(&self, actor: &Actor, id: CommentId, text: &str) -> ServiceResult<ProjectId> {
        self.answer(actor, id, text).await
    }

    async fn reopen_question(
        &self,
        actor: &Actor,
        id: CommentId,
        objection: Objection,
    ) -> ServiceResult<ProjectId> {
        self.reopen(actor, id, objection).await
    }

    async fn answer_debt(&self, _: &Actor) -> ServiceResult<Board> {
        self.read_debt().await
    }

    async fn news(&self, _: &Actor, target: &Target, limit: u32) -> ServiceResult<Option<Vec<News>>> {
        self.read_news(target, limit).await
    }

    async fn dates(&self, _: &Actor, target: &Target) -> ServiceResult<Option<Vec<ProjectDates>>> {
        self.read_dates(target).await
    }

    async fn follow(&self, actor: &Actor, target: &Target) -> ServiceResult<()> {
        self.add_follow(actor, target).await
    }

    async fn unfollow(&self, actor: &Actor, target: &Target) -> ServiceResult<()> {
        self.remove_follow(actor, target).await
    }

    async fn is_following(&self, actor: &Actor, target: &Target) -> ServiceResult<bool> {
        self.follows(actor, target).await
    }

    async fn following(&self, actor: &Actor) -> ServiceResult<Following> {
        self.read_following(actor).await
    }

    async fn set_pace(&self, actor: &Actor, pace: Pace) -> ServiceResult<()> {
        self.choose_pace(actor, pace).await
    }

    async fn mark_news_seen(&self, actor: &Actor) -> ServiceResult<()> {
        self.mark_seen(actor).await
    }

    async fn pace_of_letters(&self, actor: &Actor, key: &str) -> ServiceResult<Option<Pace>> {
        self.pace_of_key(actor, key).await
    }

    async fn stop_letters(&self, actor: &Actor, key: &str) -> ServiceResult<()> {
        self.stop_by_key(actor, key).await
    }

    async fn send_digests(&self, actor: &Actor) -> ServiceResult<u64> {
        self.digest(actor).await
    }

    fn dataset_day(&self, at: Timestamp) -> Day {
        self.day(at)
    }

    async fn dataset(&self, _: &Actor, filter: &Filter) -> ServiceResult<Dataset> {
        self.read_dataset(&self.understood(filter)).await
    }

    async fn export(
        &self,
        _: &Actor,
        filter: &Filter,
        after: Option<&ProjectId>,
        limit: u32,
    ) -> ServiceResult<Vec<ExportedProject>> {
        self.read_export(&self.understood(filter), after, limit).await
    }

    async fn bulk_files(&self, _: &Actor) -> ServiceResult<Vec<(BulkFile, bool)>> {
        self.read_bulk_files().await
    }

    async fn open_bulk_file(
        &self,
        _: &Actor,
        dataset: &Dataset,
        format: Format,
        is_packed: bool,
    ) -> ServiceResult<Option<(BulkFile, Box<dyn std::io::Read + Send>)>> {
        self.open_bulk(dataset, format, is_packed).await
    }

    async fn make_bulk_files(&self, actor: &Actor) -> ServiceResult<u64> {
        self.make_bulk(actor).await
    }

    fn may_publish(&self, actor: &Actor) -> ServiceResult<()> {
        domain::access::permit(
            actor,
            domain::access::Action::PublishRelease,
            domain::access::Scope::COMMUNITY,
        )
    }

    async fn publish_release(&self, actor: &Actor, note: &str) -> ServiceResult<Publication> {
        self.publish(actor, note).await
    }

    async fn releases(&self, _: &Actor) -> ServiceResult<Vec<Release>> {
        self.read_releases().await
    }

    async fn release(&self, _: &Actor, name: &ReleaseName) -> ServiceResult<Option<Release>> {
        self.read_release(name).await
    }

    async fn release_before(&self, _: &Actor, release: &Release) -> ServiceResult<Option<Release>> {
        self.read_release_before(release).await
    }

    async fn release_head(&self, _: &Actor, release: &Release) -> ServiceResult<String> {
        self.read_release_head(release).await
    }

    async fn release_documents(
        &self,
        _: &Actor,
        release: &Release,
        after: i64,
        limit: u32,
    ) -> ServiceResult<Vec<(i64, String)>> {
        self.read_release_documents(release, after, limit).await
    }

    async fn compare_releases(
        &self,
        _: &Actor,
        before: &Release,
        after: &Release,
        filter: DifferenceFilter,
        page: u32,
    ) -> ServiceResult<Comparison> {
        self.compare_pair(before, after, filter, page).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_synonyms_of_the_content_keep_the_rules() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/infrastructure/synonyms.yaml");
        let synonyms = read_synonyms(&file).unwrap();
        assert!(synonyms.understand("ями")[0].contains(&"дорог".to_owned()));
        let none = read_synonyms(&file.with_file_name("none.yaml")).unwrap();
        assert_eq!(none, Synonyms::default());
    }

    #[test]
    fn a_broken_line_of_the_synonyms_is_named_by_file_line_and_rule() {
        let text = "- { words: [ями], means: [дорога] }\n- { words: [яма, ями], means: [проїзд] }\n";
        assert_eq!(
            parse_synonyms("synonyms.yaml", text).unwrap_err(),
            "synonyms.yaml:2: ями: the word stands in two lines"
        );
        let text = "- { words: [ями], means: [ремонт дороги] }\n";
        assert_eq!(
            parse_synonyms("synonyms.yaml", text).unwrap_err(),
            "synonyms.yaml:1: ремонт дороги: a meaning is one word"
        );
        let unknown = parse_synonyms("synonyms.yaml", "- { word: [ями] }\n").unwrap_err();
        assert!(
            unknown.starts_with("synonyms.yaml:1: ") && unknown.contains("word"),
            "{unknown}"
        );
    }
}
