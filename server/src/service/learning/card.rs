//! The printed card that carries progress to another device without an account.

use super::Learning;
use crate::service::people::secret::digest;
use domain::access::{Action, Scope, permit};
use domain::learning::resume_code::ResumeCode;
use domain::learning::view::{GoOn, Kept, ResumeCard};
use domain::{Actor, Problem, ServiceError, ServiceResult};
use serde_json::json;
use storage::learning::learner::{self, LearnerRow};
use storage::{StorageError, Tx};

/// Two codes that are taken already in a row: something is wrong with the randomness.
const MOST_TRIES: usize = 8;

impl Learning {
    pub(super) async fn own_card(&self, actor: &Actor, device: Option<&str>) -> ServiceResult<ResumeCard> {
        let mut connection = self.desk.database.read().await?;
        let Some(known) = self.known_learner(&mut connection, actor, device).await? else {
            return Ok(ResumeCard {
                code: None,
                is_learner: false,
            });
        };
        let code = learner::card(&mut connection, known.id).await?;
        let code = code.map(|code| stored(&code)).transpose()?;
        Ok(ResumeCard {
            code,
            is_learner: true,
        })
    }

    pub(super) async fn make_card(
        &self,
        actor: &Actor,
        device: Option<&str>,
    ) -> ServiceResult<Kept<ResumeCard>> {
        let mut tx = self.desk.database.begin().await?;
        let learner = self.learner(&mut tx, actor, device).await?;
        if let Some(code) = learner::card(tx.connection()?, learner.value.id).await? {
            let code = Some(stored(&code)?);
            return Ok(Kept {
                value: ResumeCard {
                    code,
                    is_learner: true,
                },
                new_device: None,
            });
        }
        let code = self.new_card(&mut tx, &learner.value).await?;
        self.tell(&mut tx, actor, &learner.value, "learning.card.made", json!({}))
            .await?;
        tx.commit().await?;
        Ok(Kept {
            value: ResumeCard {
                code: Some(code),
                is_learner: true,
            },
            new_device: learner.new_device,
        })
    }

    async fn new_card(&self, tx: &mut Tx, owner: &LearnerRow) -> ServiceResult<ResumeCode> {
        for _ in 0..MOST_TRIES {
            let mut bytes = [0_u8; ResumeCode::RANDOM_BYTES];
            self.desk.random.fill(&mut bytes);
            let Some(code) = ResumeCode::of_bytes(&bytes) else {
                continue;
            };
            if learner::add_card(tx.connection()?, owner.id, code.as_str(), self.desk.now()).await? {
                return Ok(code);
            }
        }
        Err(ServiceError::Internal(
            "no free code for a resume card".to_owned(),
        ))
    }

    pub(super) async fn use_card(&self, actor: &Actor, code: &str) -> ServiceResult<Kept<Option<GoOn>>> {
        permit(actor, Action::LearnWithProgress, Scope::COMMUNITY)?;
        if code.trim().is_empty() {
            return Err(ServiceError::field("code", Problem::Required));
        }
        let wrong = || ServiceError::field("code", Problem::UnknownCard);
        let code: ResumeCode = code.parse().map_err(|_| wrong())?;
        let mut tx = self.desk.database.begin().await?;
        let mut owner = learner::of_code(tx.connection()?, code.as_str())
            .await?
            .ok_or_else(wrong)?;
        let mut new_device = None;
        match (actor.person_id(), owner.person) {
            (Some(person), None) => {
                owner = self.take_in(&mut tx, actor, person, owner, "card").await?;
            }
            (Some(person), Some(own)) if person == own => {
                owner.version = learner::next_version(tx.connection()?, owner.id).await?;
            }
            // Another person's card: their account is theirs.
            (Some(_), Some(_)) => return Err(wrong()),
            (None, _) => {
                owner.version = learner::next_version(tx.connection()?, owner.id).await?;
                let token = self.desk.random.token();
                learner::add_device(tx.connection()?, &digest(&token), owner.id, self.desk.now()).await?;
                new_device = Some(token);
            }
        }
        self.tell(&mut tx, actor, &owner, "learning.card.used", json!({}))
            .await?;
        let progress = storage::learning::progress::all(tx.connection()?, owner.id).await?;
        tx.commit().await?;
        Ok(Kept {
            value: self.go_on(&progress),
            new_device,
        })
    }
}

fn stored(code: &str) -> ServiceResult<ResumeCode> {
    Ok(code
        .parse()
        .map_err(|error| StorageError::corrupt("resume code", error))?)
}
