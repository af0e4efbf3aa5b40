//! The door of the training copy.

use super::view::{TrainingPlace, TrainingView};
use crate::cabinet::form::Answers;
use crate::learning::view::Kept;
use crate::{Actor, Language, ServiceResult};
use async_trait::async_trait;

/// Use cases: the training copy of the cabinet. Whoever learns without an account trains, too: as in lessons, the device
/// becomes known with the first attempt. Nothing here touches an application, a draft or a journal.
#[async_trait]
pub trait TrainingService: Send + Sync {
    /// Where the form of a service is learnt.
    fn place_for(&self, service: &str) -> Option<TrainingPlace>;

    /// A task with the learner's own attempt.
    async fn training(
        &self,
        actor: &Actor,
        device: Option<&str>,
        task: &str,
        language: Language,
    ) -> ServiceResult<TrainingView>;

    /// Begins an attempt, or another one: everything typed before is gone.
    async fn begin(
        &self,
        actor: &Actor,
        device: Option<&str>,
        task: &str,
        language: Language,
    ) -> ServiceResult<Kept<()>>;

    /// Keeps what was typed into a section. It is judged by the page, and once more when it is sent.
    async fn save(
        &self,
        actor: &Actor,
        device: Option<&str>,
        task: &str,
        section: &str,
        answers: &Answers,
    ) -> ServiceResult<()>;

    /// Sends the form to nobody, and grades it. Sent already, it stays as it is.
    async fn send(&self, actor: &Actor, device: Option<&str>, task: &str) -> ServiceResult<()>;

    /// Opens the form of an attempt again in which something was wrong.
    async fn reopen(&self, actor: &Actor, device: Option<&str>, task: &str) -> ServiceResult<()>;

    /// Answers the correction, and grades it. Corrected already, it stays as it is.
    async fn correct(
        &self,
        actor: &Actor,
        device: Option<&str>,
        task: &str,
        answers: &Answers,
    ) -> ServiceResult<()>;
}
