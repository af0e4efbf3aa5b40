//! Following: what somebody follows, what is new there, and how often letters come.

use super::Infrastructure;
use super::news::is_missing;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::PersonId;
use domain::infrastructure::follow::{
    Followed, Following, MOST_FOLLOWED, MOST_NEWS, NEWS_DAYS, Pace, TOO_MANY, Target,
};
use domain::infrastructure::news::{News, merge};
use domain::time::DAY_MS;
use domain::{Actor, ServiceError, ServiceResult, Timestamp};
use serde_json::{Value, json};
use storage::AnyConnection;
use storage::infrastructure::follow::{self, FollowerRow};
use storage::infrastructure::news::Span;
use storage::infrastructure::project;

impl Infrastructure {
    pub(super) async fn add_follow(&self, actor: &Actor, target: &Target) -> ServiceResult<()> {
        let person = follower(actor)?;
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let connection = tx.connection()?;
        if is_missing(connection, target).await? {
            return Err(ServiceError::NotFound);
        }
        let followed = follow::of_person(connection, person).await?;
        if followed.iter().any(|(known, _)| known == target) {
            return Ok(());
        }
        if followed.len() >= MOST_FOLLOWED {
            return Err(ServiceError::Rule(TOO_MANY));
        }
        let new = FollowerRow {
            person,
            pace: Pace::default(),
            stop_key: self.desk.random.token(),
            seen_at: now,
            told_until: now,
            version: 0,
        };
        follow::insert_follower(connection, &new).await?;
        follow::add(connection, person, target, now).await?;
        let mut row = follow::follower(connection, person)
            .await?
            .ok_or(ServiceError::Conflict)?;
        // What is followed first is new from now on, however long ago the last letter went.
        if followed.is_empty() {
            row.told_until = now;
        }
        let event = event(actor, "infrastructure.following.begun", data(target));
        self.keep_follower(tx, row, event).await
    }

    pub(super) async fn remove_follow(&self, actor: &Actor, target: &Target) -> ServiceResult<()> {
        let person = follower(actor)?;
        let mut tx = self.desk.database.begin().await?;
        let connection = tx.connection()?;
        if !follow::remove(connection, person, target).await? {
            return Ok(());
        }
        let row = follow::follower(connection, person)
            .await?
            .ok_or(ServiceError::Conflict)?;
        let event = event(actor, "infrastructure.following.ended", data(target));
        self.keep_follower(tx, row, event).await
    }

    pub(super) async fn follows(&self, actor: &Actor, target: &Target) -> ServiceResult<bool> {
        let Some(person) = actor.person_id() else {
            return Ok(false);
        };
        let mut connection = self.desk.database.read().await?;
        Ok(follow::has(&mut connection, person, target).await?)
    }

    pub(super) async fn read_following(&self, actor: &Actor) -> ServiceResult<Following> {
        let person = follower(actor)?;
        let now = self.desk.now();
        let mut connection = self.desk.database.read().await?;
        let followed = follow::of_person(&mut connection, person).await?;
        let row = follow::follower(&mut connection, person).await?;
        let span = Span {
            after: now.plus_ms(-NEWS_DAYS * DAY_MS),
            until: now,
        };
        let news = self
            .news_of_all(&mut connection, &followed, span, MOST_NEWS)
            .await?;
        let mut things = Vec::with_capacity(followed.len());
        for (target, since) in followed {
            things.push(named(&mut connection, target, since).await?);
        }
        Ok(Following {
            things,
            pace: row.as_ref().map(|row| row.pace).unwrap_or_default(),
            seen_at: row.map_or(now, |row| row.seen_at),
            news,
        })
    }

    /// The news of everything that is followed, each from the moment on which that was begun.
    pub(super) async fn news_of_all(
        &self,
        connection: &mut AnyConnection,
        followed: &[(Target, Timestamp)],
        span: Span,
        limit: u32,
    ) -> ServiceResult<Vec<News>> {
        let mut lists = Vec::with_capacity(followed.len());
        for (target, since) in followed {
            let span = Span {
                after: span.after.max(*since),
                ..span
            };
            lists.push(self.news_of(connection, target, span, limit).await?);
        }
        Ok(merge(lists, usize::try_from(limit).unwrap_or(usize::MAX)))
    }

    pub(super) async fn choose_pace(&self, actor: &Actor, pace: Pace) -> ServiceResult<()> {
        let person = follower(actor)?;
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let Some(row) = follow::follower(tx.connection()?, person).await? else {
            // Nothing is followed yet, so no letter can come.
            return Err(ServiceError::NotFound);
        };
        self.keep_pace(tx, actor, row, pace, now).await
    }

    pub(super) async fn mark_seen(&self, actor: &Actor) -> ServiceResult<()> {
        let person = follower(actor)?;
        let mut tx = self.desk.database.begin().await?;
        let Some(row) = follow::follower(tx.connection()?, person).await? else {
            return Ok(());
        };
        let seen = FollowerRow {
            seen_at: self.desk.now(),
            version: row.version + 1,
            ..row
        };
        if !follow::update_follower(tx.connection()?, &seen).await? {
            return Err(ServiceError::Conflict);
        }
        Ok(tx.commit_without_event("how far somebody has read").await?)
    }

    pub(super) async fn pace_of_key(&self, actor: &Actor, key: &str) -> ServiceResult<Option<Pace>> {
        permit(actor, Action::StopLetters, Scope::COMMUNITY)?;
        let mut connection = self.desk.database.read().await?;
        let row = follow::by_key(&mut connection, key).await?;
        Ok(row.map(|row| row.pace))
    }

    pub(super) async fn stop_by_key(&self, actor: &Actor, key: &str) -> ServiceResult<()> {
        permit(actor, Action::StopLetters, Scope::COMMUNITY)?;
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let row = follow::by_key(tx.connection()?, key)
            .await?
            .ok_or(ServiceError::NotFound)?;
        self.keep_pace(tx, actor, row, Pace::Never, now).await
    }

    async fn keep_pace(
        &self,
        tx: storage::Tx,
        actor: &Actor,
        row: FollowerRow,
        pace: Pace,
        now: Timestamp,
    ) -> ServiceResult<()> {
        if row.pace == pace {
            return Ok(());
        }
        let event = NewEvent {
            subject_id: row.person.to_string(),
            ..event(
                actor,
                "infrastructure.following.paced",
                json!({"pace": pace.code()}),
            )
        };
        let row = FollowerRow {
            pace,
            // Nobody wants all that happened while no letters came.
            told_until: if row.pace == Pace::Never {
                now
            } else {
                row.told_until
            },
            ..row
        };
        self.keep_follower(tx, row, event).await
    }

    /// Writes the next version of a follower with its event.
    async fn keep_follower(
        &self,
        mut tx: storage::Tx,
        row: FollowerRow,
        event: NewEvent,
    ) -> ServiceResult<()> {
        let row = FollowerRow {
            version: row.version + 1,
            ..row
        };
        if !follow::update_follower(tx.connection()?, &row).await? {
            return Err(ServiceError::Conflict);
        }
        let event = NewEvent {
            subject_version: row.version,
            ..event
        };
        self.desk.record(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }
}

/// Who follows: somebody signed in.
fn follower(actor: &Actor) -> ServiceResult<PersonId> {
    permit(actor, Action::FollowProjects, Scope::COMMUNITY)?;
    actor.person_id().ok_or(ServiceError::SignInNeeded)
}

/// An event of somebody's following; it says whether a project or a filter, not which: what somebody reads is their own matter.
fn event(actor: &Actor, kind: &'static str, data: Value) -> NewEvent {
    NewEvent {
        author: actor.author(),
        on_behalf_of: None,
        subject_kind: "infrastructure.following",
        subject_id: actor
            .person_id()
            .map(|person| person.to_string())
            .unwrap_or_default(),
        subject_version: 1,
        kind,
        reason: None,
        data,
    }
}

fn data(target: &Target) -> Value {
    let what = match target {
        Target::Project(_) => "project",
        Target::Filter(_) => "filter",
    };
    json!({ "what": what })
}

async fn named(connection: &mut AnyConnection, target: Target, since: Timestamp) -> ServiceResult<Followed> {
    let mut followed = Followed {
        target,
        since,
        title: None,
        authority: None,
        supplier: None,
    };
    match &followed.target {
        Target::Project(id) => {
            followed.title = project::item(connection, id).await?.map(|item| item.title);
        }
        Target::Filter(filter) => {
            if let Some(id) = &filter.authority {
                followed.authority = project::authority(connection, id).await?.map(|found| found.name);
            }
            if let Some(id) = &filter.supplier {
                followed.supplier = project::supplier(connection, id).await?.map(|found| found.name);
            }
        }
    }
    Ok(followed)
}
