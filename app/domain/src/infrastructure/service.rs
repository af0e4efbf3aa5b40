//! The only door of the infrastructure slice.

use super::bulk::{BulkFile, Format};
use super::change::Changes;
use super::comment::{CommentInput, CommentState, CommentView, Objection, Verdict};
use super::dates::ProjectDates;
use super::debt::Board;
use super::difference::{Difference, DifferenceFilter, Tally};
use super::filter::{Filter, Sort};
use super::follow::{Following, Pace, Target};
use super::import::{ImportPreview, ImportReport};
use super::news::News;
use super::profile::Profile;
use super::project::{
    AuthorityId, AuthorityPortfolio, AuthorityScore, Dataset, Day, Disclosure, ExportedProject, MapPoints,
    ProjectDetail, ProjectId, ProjectItem, ProjectPage, SupplierId, SupplierPortfolio,
};
use super::release::{Publication, Release, ReleaseName};
use super::tile::{Mark, Tile};
use super::undo::{PastImport, UndoPlan};
use crate::actor::Actor;
use crate::error::ServiceResult;
use crate::id::{CommentId, ImportId};
use crate::time::Timestamp;
use async_trait::async_trait;

/// How many projects a page of the list has.
pub const PAGE_SIZE: u32 = 50;

/// A version of a project and what it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub version: i64,
    pub on: Day,
    /// Nothing for the first version that is known here.
    pub changes: Option<Changes>,
}

/// What two releases tell differently: one page of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub before: Release,
    pub after: Release,
    /// Of all differences, whatever the filter.
    pub tally: Tally,
    /// How many differences the filter finds.
    pub found: i64,
    /// Counted from 1.
    pub page: u32,
    pub pages: u32,
    pub differences: Vec<Difference>,
}

/// Use cases: projects, their map, comments and open data.
#[async_trait]
pub trait InfrastructureService: Send + Sync {
    /// What the community has settled about its map and its open data. No query.
    fn profile(&self) -> &Profile;

    /// Whether the operator provides a ground for the map. No query.
    fn has_basemap(&self) -> bool;

    /// Imports an OC4IDS package, project by project: all of it, or nothing and a report of every fault. Projects
    /// that have not changed stay untouched; each that has is one event.
    ///
    /// # Errors
    /// The actor may not import, or the database cannot write. A faulty package is no error but a report.
    async fn import_package(
        &self,
        actor: &Actor,
        package: Box<dyn std::io::Read + Send>,
    ) -> ServiceResult<ImportReport>;

    /// Whether the actor may import.
    ///
    /// # Errors
    /// The refusal.
    fn may_import(&self, actor: &Actor) -> ServiceResult<()>;

    /// Says what a package would change and keeps it for a day; nothing is written to the projects.
    ///
    /// # Errors
    /// The actor may not import, or the package cannot be kept. A faulty package is no error but a report.
    async fn preview_import(&self, actor: &Actor, package: Vec<u8>) -> ServiceResult<ImportPreview>;

    /// Imports a package that was previewed.
    ///
    /// # Errors
    /// The actor may not import, or the package waits no longer.
    async fn confirm_import(&self, actor: &Actor, key: ImportId) -> ServiceResult<ImportReport>;

    /// The latest imports that wrote something, newest first.
    ///
    /// # Errors
    /// The actor may not import.
    async fn imports(&self, actor: &Actor) -> ServiceResult<Vec<PastImport>>;

    /// What taking an import back would do now; `None` when there is no such import.
    ///
    /// # Errors
    /// The actor may not import.
    async fn plan_undo(&self, actor: &Actor, import: ImportId) -> ServiceResult<Option<UndoPlan>>;

    /// Takes an import back: what it brought in goes, what it changed is as before, in one change. When the plan that comes back has
    /// obstacles, nothing was changed.
    ///
    /// # Errors
    /// The actor may not import, the reason is not accepted, or the import was taken back already.
    async fn undo_import(&self, actor: &Actor, import: ImportId, reason: &str) -> ServiceResult<UndoPlan>;

    /// A page of the list, with count and sum of the whole filter. A page beyond the end is the last one.
    async fn list(&self, actor: &Actor, filter: &Filter, sort: Sort, page: u32)
    -> ServiceResult<ProjectPage>;

    /// What the map draws: the same projects as the list, as far as they have a place.
    async fn points(&self, actor: &Actor, filter: &Filter) -> ServiceResult<MapPoints>;

    /// One tile of the map: the same projects as the list, those close together joined.
    async fn tile(&self, actor: &Actor, filter: &Filter, tile: Tile) -> ServiceResult<Vec<Mark>>;

    /// The projects that fit a search best, for the home page.
    async fn search(&self, actor: &Actor, text: &str, limit: u32) -> ServiceResult<Vec<ProjectItem>>;

    /// The dearest of the latest works, for the home page.
    async fn latest(&self, actor: &Actor, limit: u32) -> ServiceResult<Vec<ProjectItem>>;

    /// One project in a list's words; `None` when there is none.
    async fn item(&self, actor: &Actor, id: &ProjectId) -> ServiceResult<Option<ProjectItem>>;

    /// One project with everything its page shows; `None` when there is none.
    async fn project(&self, actor: &Actor, id: &ProjectId) -> ServiceResult<Option<ProjectDetail>>;

    /// The OC4IDS document of a project, as it was imported; `None` when there is none.
    async fn document(&self, actor: &Actor, id: &ProjectId) -> ServiceResult<Option<String>>;

    /// A supplier with a page of their works; `None` when there is none.
    async fn supplier(
        &self,
        actor: &Actor,
        id: &SupplierId,
        page: u32,
    ) -> ServiceResult<Option<SupplierPortfolio>>;

    /// An authority with a page of its works; `None` when there is none.
    async fn authority(
        &self,
        actor: &Actor,
        id: &AuthorityId,
        page: u32,
    ) -> ServiceResult<Option<AuthorityPortfolio>>;

    /// How much is told of all projects, and by each authority, those with most projects first.
    async fn disclosure(&self, actor: &Actor) -> ServiceResult<(Disclosure, Vec<AuthorityScore>)>;

    /// The versions of a project that were replaced or written here, latest first, each with what it changed.
    async fn history(&self, actor: &Actor, id: &ProjectId) -> ServiceResult<Vec<Revision>>;

    /// Reads again what lists need from the documents of projects that were stored before this program knew it. Says how many.
    async fn refresh(&self, actor: &Actor) -> ServiceResult<u64>;

    /// Comments of a project that the actor may read, oldest first, replies after their comment.
    async fn comments(&self, actor: &Actor, project: &ProjectId) -> ServiceResult<Vec<CommentView>>;

    /// Writes a comment and says in which state it is now.
    ///
    /// # Errors
    /// Sign-in, fields, the rule against replies to replies, or too many comments within an hour.
    async fn write_comment(
        &self,
        actor: &Actor,
        project: &ProjectId,
        input: &CommentInput,
    ) -> ServiceResult<(CommentId, CommentState)>;

    /// Comments that wait for a moderator, oldest first; with `judged`, those judged last instead.
    async fn moderation_queue(&self, actor: &Actor, judged: bool) -> ServiceResult<Vec<CommentView>>;

    /// Published questions without an answer of the city, oldest first.
    async fn unanswered(&self, actor: &Actor) -> ServiceResult<Vec<CommentView>>;

    /// Publishes or hides a comment that the moderator saw at a version.
    async fn judge_comment(
        &self,
        actor: &Actor,
        id: CommentId,
        seen: i64,
        verdict: Verdict,
    ) -> ServiceResult<()>;

    /// Answers a comment for the city; gives the project that it belongs to.
    async fn answer_comment(&self, actor: &Actor, id: CommentId, text: &str) -> ServiceResult<ProjectId>;

    /// Says for the author of a question that its answer does not satisfy; gives the project that it belongs to.
    ///
    /// # Errors
    /// The actor is not its author, or a rule forbids it.
    async fn reopen_question(
        &self,
        actor: &Actor,
        id: CommentId,
        objection: Objection,
    ) -> ServiceResult<ProjectId>;

    /// What each body owes to those who asked, as of today.
    async fn answer_debt(&self, actor: &Actor) -> ServiceResult<Board>;

    /// The latest news of a project or of what a filter finds, latest first, at most `limit`; `None` when there is no such project.
    /// Public: it names no resident.
    async fn news(&self, actor: &Actor, target: &Target, limit: u32) -> ServiceResult<Option<Vec<News>>>;

    /// The dates of a project, or of the latest projects that a filter finds; `None` when there is no such project.
    async fn dates(&self, actor: &Actor, target: &Target) -> ServiceResult<Option<Vec<ProjectDates>>>;

    /// Follows something; a second time changes nothing.
    ///
    /// # Errors
    /// Sign-in, a project that is not there, or too many followed things.
    async fn follow(&self, actor: &Actor, target: &Target) -> ServiceResult<()>;

    /// Follows something no longer; what is not followed stays so.
    ///
    /// # Errors
    /// Sign-in.
    async fn unfollow(&self, actor: &Actor, target: &Target) -> ServiceResult<()>;

    /// Whether the actor follows something; nobody does without an account.
    async fn is_following(&self, actor: &Actor, target: &Target) -> ServiceResult<bool>;

    /// Everything that the actor follows, with its news.
    ///
    /// # Errors
    /// Sign-in.
    async fn following(&self, actor: &Actor) -> ServiceResult<Following>;

    /// Chooses how often letters come.
    ///
    /// # Errors
    /// Sign-in.
    async fn set_pace(&self, actor: &Actor, pace: Pace) -> ServiceResult<()>;

    /// Remembers that the actor has seen the news up to now.
    ///
    /// # Errors
    /// Sign-in.
    async fn mark_news_seen(&self, actor: &Actor) -> ServiceResult<()>;

    /// How often letters come to whoever holds the key of one; `None` for a key that no letter has.
    async fn pace_of_letters(&self, actor: &Actor, key: &str) -> ServiceResult<Option<Pace>>;

    /// Stops the letters of whoever holds the key of one, signed in or not; a second time changes nothing.
    ///
    /// # Errors
    /// [`crate::ServiceError::NotFound`] for a key that no letter has.
    async fn stop_letters(&self, actor: &Actor, key: &str) -> ServiceResult<()>;

    /// Queues a letter to everybody for whom there is news and whose pace allows one today. Says how many.
    ///
    /// # Errors
    /// The actor is not the program, or the database cannot work.
    async fn send_digests(&self, actor: &Actor) -> ServiceResult<u64>;

    /// The civil day of a moment in the community's zone. No query.
    fn dataset_day(&self, at: Timestamp) -> Day;

    /// The state of the open data that a filter finds.
    async fn dataset(&self, actor: &Actor, filter: &Filter) -> ServiceResult<Dataset>;

    /// The next projects of an export, in the order of their ids, after `after`.
    async fn export(
        &self,
        actor: &Actor,
        filter: &Filter,
        after: Option<&ProjectId>,
        limit: u32,
    ) -> ServiceResult<Vec<ExportedProject>>;

    /// The files of all projects that were made ahead, and whether each tells of now.
    async fn bulk_files(&self, actor: &Actor) -> ServiceResult<Vec<(BulkFile, bool)>>;

    /// A file of all projects, packed by gzip or not, to be read; `None` when none of this very state was made yet.
    async fn open_bulk_file(
        &self,
        actor: &Actor,
        dataset: &Dataset,
        format: Format,
        is_packed: bool,
    ) -> ServiceResult<Option<(BulkFile, Box<dyn std::io::Read + Send>)>>;

    /// Makes the files that do not tell of now. Says how many.
    ///
    /// # Errors
    /// The actor is not the program, projects change meanwhile, or disk or database cannot write.
    async fn make_bulk_files(&self, actor: &Actor) -> ServiceResult<u64>;

    /// Whether the actor may publish a release.
    ///
    /// # Errors
    /// The refusal.
    fn may_publish(&self, actor: &Actor) -> ServiceResult<()>;

    /// Checks all projects as they are now and publishes them as a release that never changes. One fault, and nothing is
    /// published; so also when nothing has changed since the last release.
    ///
    /// # Errors
    /// The actor may not publish, the note is not accepted, projects change meanwhile, or the database cannot write.
    async fn publish_release(&self, actor: &Actor, note: &str) -> ServiceResult<Publication>;

    /// The releases, latest first.
    async fn releases(&self, actor: &Actor) -> ServiceResult<Vec<Release>>;

    /// A release by name; `None` when there is none.
    async fn release(&self, actor: &Actor, name: &ReleaseName) -> ServiceResult<Option<Release>>;

    /// The release before another; `None` before the first.
    async fn release_before(&self, actor: &Actor, release: &Release) -> ServiceResult<Option<Release>>;

    /// What stands in the package of a release before its first project.
    async fn release_head(&self, actor: &Actor, release: &Release) -> ServiceResult<String>;

    /// The next documents of a release with their places, after a place; the first stands at 0.
    async fn release_documents(
        &self,
        actor: &Actor,
        release: &Release,
        after: i64,
        limit: u32,
    ) -> ServiceResult<Vec<(i64, String)>>;

    /// What two releases tell differently. A page beyond the end is the last one. Reads each project that differs once; after
    /// that, only those of the page.
    async fn compare_releases(
        &self,
        actor: &Actor,
        before: &Release,
        after: &Release,
        filter: DifferenceFilter,
        page: u32,
    ) -> ServiceResult<Comparison>;
}
