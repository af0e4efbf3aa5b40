//! Complaints about decisions: filed by the applicant, decided by somebody who did not decide.

use super::Cabinet;
use super::officer::{LEAST_MOTIVATION, MOST_DECISION, written};
use domain::cabinet::application::Command;
use domain::cabinet::view::AppealView;
use domain::id::ApplicationId;
use domain::{Actor, ServiceResult};
use storage::cabinet::appeal::{self, AppealRow};

const MOST_COMPLAINT: u32 = 5_000;

impl Cabinet {
    pub(super) async fn file_appeal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        text: &str,
    ) -> ServiceResult<()> {
        let mut changing = self.change(actor, id, version, Command::Appeal).await?;
        let content = written("complaint", text, MOST_COMPLAINT, LEAST_MOTIVATION)?;
        let row = AppealRow {
            id: self.desk.id(),
            application: id,
            content: content.clone(),
            decider: changing.row.officer,
            signer: changing.row.signer,
            filed_at: self.desk.now(),
            annuls: None,
            reason: None,
        };
        appeal::insert(changing.tx.connection()?, &row).await?;
        let data = serde_json::json!({ "appeal": row.id.to_string() });
        self.notify_of_complaint(&mut changing).await?;
        self.finish(actor, changing, Some(content), data).await
    }

    pub(super) async fn decide_about_appeal(
        &self,
        actor: &Actor,
        id: ApplicationId,
        version: i64,
        annuls: bool,
        reason: &str,
    ) -> ServiceResult<()> {
        let command = if annuls { Command::Annul } else { Command::Uphold };
        let mut changing = self.change(actor, id, version, command).await?;
        let reason = written("reason", reason, MOST_DECISION, LEAST_MOTIVATION)?;
        appeal::decide(changing.tx.connection()?, id, annuls, &reason, self.desk.now()).await?;
        if annuls {
            // The decision stays in the events; the application begins anew, with somebody else.
            changing.row.officer = None;
            changing.row.officer_name = None;
            changing.row.signer = None;
            changing.row.decided_at = None;
            changing.row.decision_text = None;
            changing.row.refusal_ground = None;
            changing.row.extended_term = None;
        }
        self.finish(actor, changing, Some(reason), serde_json::json!({}))
            .await
    }

    pub(super) fn appeal_view(&self, row: AppealRow) -> AppealView {
        AppealView {
            text: row.content,
            filed_at: self.civil(row.filed_at),
            outcome: row.annuls.map(|annuls| (annuls, row.reason.unwrap_or_default())),
        }
    }
}
