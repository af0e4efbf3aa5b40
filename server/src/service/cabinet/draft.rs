//! Drafts: started, saved as they are typed, resumed on another device.

use super::Cabinet;
use domain::access::{Action, Scope, permit};
use domain::actor::{IdentityLevel, SignedIn};
use domain::cabinet::application::rule;
use domain::cabinet::card::ServiceCard;
use domain::cabinet::form::{Answers, KnownPerson, unknown_fields};
use domain::cabinet::view::{DraftAgain, DraftSummary, DraftView, SaveDraft, SavedDraft, ServiceView};
use domain::id::{ApplicationId, DraftId, PersonId};
use domain::time::DAY_MS;
use domain::{Actor, Problem, ServiceError, ServiceResult, Timestamp};
use storage::AnyConnection;
use storage::cabinet::draft::{self, DraftRow};

/// A draft that nobody touches is of no use after this long.
const LIFE_MS: i64 = 90 * DAY_MS;
/// What a draft may hold of one answer: more than any field accepts, so that nothing typed is lost.
const MOST_CHARACTERS: usize = 20_000;

impl Cabinet {
    pub(super) async fn service_view(&self, code: &str) -> ServiceResult<ServiceView> {
        let card = self.catalogue.card(code)?;
        let mut connection = self.desk.database.read().await?;
        let units = storage::people::unit::list(&mut connection).await?;
        let unit = units.into_iter().find(|unit| unit.code == card.unit);
        let usual = self.usual_time(&mut connection, &card.code).await?;
        Ok(ServiceView { card, unit, usual })
    }

    pub(super) async fn start(&self, actor: &Actor, code: &str) -> ServiceResult<DraftId> {
        permit(actor, Action::StartDraft, Scope::COMMUNITY)?;
        let person = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        let card = self.catalogue.card(code)?;
        if card.handoff.is_some() {
            return Err(ServiceError::Rule(rule::ORDERED_ELSEWHERE));
        }
        may_apply(person, &card)?;
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let new = DraftRow {
            id: self.desk.id(),
            person: person.person,
            service: card.code.clone(),
            card_version: i64::from(card.version),
            answers: card
                .form
                .prefilled_answers(&self.known_person(tx.connection()?, person.person).await?),
            version: 1,
            application: None,
            created_at: now,
            updated_at: now,
            expires_at: now.plus_ms(LIFE_MS),
        };
        if draft::insert(tx.connection()?, &new).await? {
            tx.commit_without_event("a draft is not yet anything that the city knows of")
                .await?;
            return Ok(new.id);
        }
        let open = draft::open_for(tx.connection()?, person.person, code).await?;
        let mut open = open.ok_or(ServiceError::Conflict)?;
        if open.expires_at <= now {
            // What was typed then is still the person's; it gets a new term.
            open.updated_at = now;
            open.expires_at = now.plus_ms(LIFE_MS);
            if !draft::save(tx.connection()?, &open).await? {
                return Err(ServiceError::Conflict);
            }
            tx.commit_without_event("a draft gets a new term").await?;
        }
        Ok(open.id)
    }

    /// An own application becomes a new draft, unless an open one holds something already: nothing typed is lost.
    pub(super) async fn begin_again(&self, actor: &Actor, id: ApplicationId) -> ServiceResult<DraftAgain> {
        let earlier = {
            let mut connection = self.desk.database.read().await?;
            self.readable(actor, &mut connection, id).await?
        };
        if actor.person_id() != Some(earlier.person) {
            return Err(ServiceError::NotFound);
        }
        let id = self.start(actor, &earlier.service).await?;
        let card = self.catalogue.card(&earlier.service)?;
        let mut tx = self.desk.database.begin().await?;
        let mut draft = self.own_draft(actor, draft::get(tx.connection()?, id).await?)?;
        let untouched = {
            let known = self.known_person(tx.connection()?, draft.person).await?;
            draft.answers == card.form.prefilled_answers(&known)
        };
        if !untouched && draft.answers != Answers::default() {
            return Ok(DraftAgain { id, is_filled: false });
        }
        draft.answers = card.form.carried(&earlier.answers);
        draft.card_version = i64::from(card.version);
        draft.updated_at = self.desk.now();
        if !draft::save(tx.connection()?, &draft).await? {
            return Err(ServiceError::Conflict);
        }
        tx.commit_without_event("a draft is not yet anything that the city knows of")
            .await?;
        Ok(DraftAgain { id, is_filled: true })
    }

    /// What the city knows of a person, to fill in and to compare.
    pub(super) async fn known_person(
        &self,
        connection: &mut AnyConnection,
        id: PersonId,
    ) -> ServiceResult<KnownPerson> {
        let Some(person) = storage::people::person::get(connection, id).await? else {
            return Ok(KnownPerson::default());
        };
        let tax_number = person.tax_number.as_ref();
        Ok(KnownPerson {
            tax_number: tax_number.map(|number| number.secret_digits().to_owned()),
            name: person.name,
            email: person.email,
        })
    }

    pub(super) async fn own_drafts(&self, actor: &Actor) -> ServiceResult<Vec<DraftSummary>> {
        let person = actor.person_id().ok_or(ServiceError::SignInNeeded)?;
        permit(actor, Action::EditDraft, Scope::owned_by(person))?;
        let mut connection = self.desk.database.read().await?;
        let rows = draft::open_of(&mut connection, person, self.desk.now()).await?;
        rows.into_iter()
            .map(|row| {
                Ok(DraftSummary {
                    id: row.id,
                    service: self.catalogue.card(&row.service)?.name.clone(),
                    updated_at: self.civil(row.updated_at),
                    expires_on: self.civil(row.expires_at).date(),
                })
            })
            .collect()
    }

    pub(super) async fn draft_view(&self, actor: &Actor, id: DraftId) -> ServiceResult<DraftView> {
        let mut connection = self.desk.database.read().await?;
        let row = self.own_draft(actor, draft::get(&mut connection, id).await?)?;
        let card = self.catalogue.card(&row.service)?;
        let files = self.attached(&mut connection, &card.form, &row.answers).await?;
        let known = self.known_person(&mut connection, row.person).await?;
        Ok(DraftView {
            id,
            prefilled: card.form.prefilled(&known),
            files,
            answers: row.answers,
            version: row.version,
            updated_at: self.civil(row.updated_at),
            expires_on: self.civil(row.expires_at).date(),
            today: self.today()?,
            application: row.application,
            card,
        })
    }

    /// The draft when it is the actor's; somebody else's does not exist for them.
    pub(super) fn own_draft(&self, actor: &Actor, row: Option<DraftRow>) -> ServiceResult<DraftRow> {
        if actor.signed_in().is_none() {
            return Err(ServiceError::SignInNeeded);
        }
        let row = row.ok_or(ServiceError::NotFound)?;
        match permit(actor, Action::EditDraft, Scope::owned_by(row.person)) {
            Ok(()) => Ok(row),
            Err(ServiceError::Forbidden) => Err(ServiceError::NotFound),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn save(
        &self,
        actor: &Actor,
        id: DraftId,
        save: &SaveDraft,
    ) -> ServiceResult<SavedDraft> {
        let mut tx = self.desk.database.begin().await?;
        let mut row = self.own_draft(actor, draft::get(tx.connection()?, id).await?)?;
        let card = self.catalogue.card(&row.service)?;
        self.open_for_changes(&row)?;
        if row.version != save.version {
            return Err(ServiceError::Conflict);
        }
        let section = card
            .form
            .sections
            .iter()
            .find(|section| section.code == save.section)
            .ok_or(ServiceError::NotFound)?;
        let mut unknown = unknown_fields(&card.form, &save.answers);
        for (code, values) in &save.answers.0 {
            let too_long = values.iter().any(|value| value.chars().count() > MOST_CHARACTERS);
            if too_long || values.len() > 100 {
                let max = u32::try_from(MOST_CHARACTERS).unwrap_or(u32::MAX);
                unknown.push(domain::FieldError::new(code, Problem::TooLong { max }));
            }
        }
        if !unknown.is_empty() {
            return Err(ServiceError::Invalid(unknown));
        }
        // The ids of files come from us alone.
        section.replace(&mut row.answers, &save.answers);
        self.keep_draft(tx, row, &card).await
    }

    /// Keeps a changed draft and says its new version.
    pub(super) async fn keep_draft(
        &self,
        mut tx: storage::Tx,
        mut row: DraftRow,
        card: &ServiceCard,
    ) -> ServiceResult<SavedDraft> {
        let now = self.desk.now();
        row.updated_at = now;
        row.expires_at = now.plus_ms(LIFE_MS);
        // A draft moves on to the newest card; only what was registered keeps the old one.
        row.card_version = i64::from(card.version);
        if !draft::save(tx.connection()?, &row).await? {
            return Err(ServiceError::Conflict);
        }
        tx.commit_without_event("a draft as it is typed").await?;
        let at = self.civil(now);
        Ok(SavedDraft {
            version: row.version + 1,
            saved_at: format!("{}:{:02}", at.hour(), at.minute()),
        })
    }

    pub(super) fn open_for_changes(&self, row: &DraftRow) -> ServiceResult<()> {
        if row.application.is_some() {
            Err(ServiceError::Rule(rule::DRAFT_SUBMITTED))
        } else if row.expires_at <= self.desk.now() {
            Err(ServiceError::Rule(rule::DRAFT_EXPIRED))
        } else {
            Ok(())
        }
    }

    /// A moment in the community's zone.
    pub(super) fn civil(&self, at: Timestamp) -> jiff::civil::DateTime {
        jiff::Timestamp::from_millisecond(at.0)
            .map(|at| self.desk.time_zone.to_datetime(at))
            .unwrap_or_default()
    }

    /// The day of today in the community's zone.
    pub(super) fn today(&self) -> ServiceResult<domain::cabinet::form::Day> {
        let today = self.civil(self.desk.now());
        let part = |value: i8| u8::try_from(value).ok();
        u16::try_from(today.year())
            .ok()
            .zip(part(today.month()))
            .zip(part(today.day()))
            .and_then(|((year, month), day)| domain::cabinet::form::Day::new(year, month, day))
            .ok_or_else(|| ServiceError::Internal("the clock is outside the calendar".to_owned()))
    }
}

/// Whether the person is known well enough; told before the form, not after it.
pub(super) fn may_apply(person: &SignedIn, card: &ServiceCard) -> ServiceResult<()> {
    match (card.identity, person.identity) {
        (IdentityLevel::Email, _) | (IdentityLevel::Verified, IdentityLevel::Verified) => Ok(()),
        (IdentityLevel::Verified, IdentityLevel::Email) => {
            Err(ServiceError::Rule(rule::VERIFIED_IDENTITY_NEEDED))
        }
    }
}
