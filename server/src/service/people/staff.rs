//! People as staff see them: roles, and residents whose document an officer checks. Each look is written down.

use super::People;
use super::person::person_event;
use domain::access::{Action, Scope, permit};
use domain::actor::{Grant, Role, SignedIn};
use domain::event::NewEvent;
use domain::id::PersonId;
use domain::people::EmailAddress;
use domain::people::account::{FoundPeople, PEOPLE_PER_PAGE, PersonSummary};
use domain::people::identity::{VerifyInput, VerifyOutcome};
use domain::people::name::resembles;
use domain::{Actor, Problem, ServiceError, ServiceResult};
use serde_json::json;
use storage::access_log::{self, LookRow};
use storage::people::person::PersonRow;
use storage::people::{person, role_grant, session, unit};
use storage::{AnyConnection, Tx};

impl People {
    pub(super) async fn search(&self, actor: &Actor, words: &str, page: i64) -> ServiceResult<FoundPeople> {
        permit(actor, Action::ManagePeople, Scope::COMMUNITY)?;
        let offset = (page.clamp(1, 1_000_000) - 1) * PEOPLE_PER_PAGE;
        let mut tx = self.desk.database.begin().await?;
        let (rows, total) = person::search(tx.connection()?, words.trim(), PEOPLE_PER_PAGE, offset).await?;
        let mut people = Vec::with_capacity(rows.len());
        for row in rows {
            self.look(&mut tx, actor, row.id, "people.search").await?;
            people.push(summary(tx.connection()?, row).await?);
        }
        tx.commit_without_event("looks at people").await?;
        Ok(FoundPeople { people, total })
    }

    pub(super) async fn summary_of(&self, actor: &Actor, id: PersonId) -> ServiceResult<PersonSummary> {
        permit(actor, Action::ManagePeople, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let row = person::get(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        self.look(&mut tx, actor, id, "people.roles").await?;
        let summary = summary(tx.connection()?, row).await?;
        tx.commit_without_event("a look at a person").await?;
        Ok(summary)
    }

    pub(super) async fn grant(&self, actor: &Actor, id: PersonId, grant: &Grant) -> ServiceResult<()> {
        permit(actor, Action::ManagePeople, Scope::COMMUNITY)?;
        if grant.unit.is_some() && grant.role.is_community_wide() {
            return Err(ServiceError::Rule("role_is_community_wide"));
        }
        let mut tx = self.desk.database.begin().await?;
        let row = person::get(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        if let Some(wanted) = grant.unit
            && !unit::list(tx.connection()?)
                .await?
                .iter()
                .any(|unit| unit.id == wanted)
        {
            return Err(ServiceError::field("unit", Problem::NotAChoice));
        }
        let now = self.desk.now();
        if !role_grant::insert(tx.connection()?, self.desk.id(), id, grant, now).await? {
            return Err(ServiceError::Rule("role_held_already"));
        }
        self.record_roles(&mut tx, actor, &row, grant, "people.role.granted")
            .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn revoke(&self, actor: &Actor, id: PersonId, grant: &Grant) -> ServiceResult<()> {
        permit(actor, Action::ManagePeople, Scope::COMMUNITY)?;
        let mut tx = self.desk.database.begin().await?;
        let row = person::get(tx.connection()?, id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        if !role_grant::remove(tx.connection()?, id, grant).await? {
            return Err(ServiceError::NotFound);
        }
        let is_administered = role_grant::all(tx.connection()?)
            .await?
            .iter()
            .any(|(_, grant)| administers(grant));
        if !is_administered {
            return Err(ServiceError::Rule("last_administrator"));
        }
        // What was open under the role is closed at once.
        session::remove_others(tx.connection()?, id, actor.signed_in().map(|this| this.session)).await?;
        self.record_roles(&mut tx, actor, &row, grant, "people.role.revoked")
            .await?;
        Ok(tx.commit().await?)
    }

    async fn record_roles(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        row: &PersonRow,
        grant: &Grant,
        kind: &'static str,
    ) -> ServiceResult<()> {
        let event = NewEvent {
            data: json!({ "role": grant.role.code(), "unit": grant.unit }),
            ..person_event(actor, row.id, row.version, kind)
        };
        self.desk.record(tx, &event).await
    }

    pub(super) async fn resident_of(
        &self,
        actor: &Actor,
        email: &str,
    ) -> ServiceResult<Option<PersonSummary>> {
        self.officer(actor)?;
        let email: EmailAddress = email
            .parse()
            .map_err(|problem| ServiceError::field("email", problem))?;
        let mut tx = self.desk.database.begin().await?;
        let Some(row) = person::by_email(tx.connection()?, &email).await? else {
            return Ok(None);
        };
        self.look(&mut tx, actor, row.id, "people.verification").await?;
        let summary = summary(tx.connection()?, row).await?;
        tx.commit_without_event("a look at a resident").await?;
        Ok(Some(summary))
    }

    pub(super) async fn verify_by_document(
        &self,
        actor: &Actor,
        input: &VerifyInput,
    ) -> ServiceResult<VerifyOutcome> {
        let officer = self.officer(actor)?;
        let verified = input.check().map_err(ServiceError::Invalid)?;
        let email: EmailAddress = input
            .email
            .parse()
            .map_err(|problem| ServiceError::field("email", problem))?;
        let mut tx = self.desk.database.begin().await?;
        let row = person::by_email(tx.connection()?, &email)
            .await?
            .ok_or(ServiceError::NotFound)?;
        if row.id == officer.person {
            return Err(ServiceError::Rule("own_identity"));
        }
        self.look(&mut tx, actor, row.id, "people.verification").await?;
        let way = json!({ "way": "document", "document": verified.document.code() });
        let outcome = self
            .make_verified(&mut tx, actor, row, verified.name, verified.tax_number, way)
            .await?;
        tx.commit().await?;
        Ok(outcome)
    }

    /// Binds a checked tax number and name to an account, with its event.
    ///
    /// # Errors
    /// A rule when the number belongs to another account, or the account to another number. Neither tells whose.
    pub(super) async fn make_verified(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        row: PersonRow,
        name: String,
        tax_number: domain::people::TaxNumber,
        way: serde_json::Value,
    ) -> ServiceResult<VerifyOutcome> {
        if row.tax_number.as_ref().is_some_and(|known| *known != tax_number) {
            return Err(ServiceError::Rule("identity_differs"));
        }
        let names_differ = !resembles(&row.name, &name);
        let changed = PersonRow {
            name,
            tax_number: Some(tax_number),
            ..row
        };
        match person::update(tx.connection()?, &changed).await {
            Ok(true) => {}
            Ok(false) => return Err(ServiceError::Conflict),
            Err(error) if error.is_conflict() => return Err(ServiceError::Rule("tax_number_taken")),
            Err(error) => return Err(error.into()),
        }
        let mut data = way;
        if let Some(data) = data.as_object_mut() {
            data.insert("names_differ".to_owned(), json!(names_differ));
        }
        let event = NewEvent {
            data,
            ..person_event(actor, changed.id, changed.version + 1, "people.person.verified")
        };
        self.desk.record(tx, &event).await?;
        Ok(VerifyOutcome { names_differ })
    }

    fn officer<'a>(&self, actor: &'a Actor) -> ServiceResult<&'a SignedIn> {
        let officer = actor.signed_in().ok_or(ServiceError::SignInNeeded)?;
        // A resident belongs to no unit: the officer's own unit is asked for.
        let unit = officer
            .roles
            .iter()
            .find(|grant| grant.role == Role::CentreOfficer)
            .and_then(|grant| grant.unit);
        permit(actor, Action::VerifyResident, Scope::COMMUNITY.with_unit(unit))?;
        Ok(officer)
    }

    /// Writes down that staff looked at a person's data. One's own are no news.
    pub(super) async fn look(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        person: PersonId,
        purpose: &str,
    ) -> ServiceResult<()> {
        let Some(reader) = actor.signed_in().filter(|reader| reader.person != person) else {
            return Ok(());
        };
        let look = LookRow {
            id: self.desk.id(),
            at: self.desk.now(),
            reader: reader.person,
            reader_name: reader.display_name.clone(),
            person,
            subject_kind: "people.person".to_owned(),
            subject_id: person.to_string(),
            purpose: purpose.to_owned(),
        };
        Ok(access_log::insert(tx.connection()?, &look).await?)
    }
}

/// Whether the holder can manage people: an administrator of one unit could not.
fn administers(grant: &Grant) -> bool {
    grant.role == Role::Administrator && grant.unit.is_none()
}

async fn summary(connection: &mut AnyConnection, row: PersonRow) -> ServiceResult<PersonSummary> {
    let roles = role_grant::of_person(connection, row.id).await?;
    let is_last_administrator = roles.iter().any(administers)
        && role_grant::all(connection)
            .await?
            .iter()
            .filter(|(_, grant)| administers(grant))
            .count()
            == 1;
    Ok(PersonSummary {
        is_last_administrator,
        person: row.id,
        identity: row.identity(),
        tax_number: row.tax_number.as_ref().map(ToString::to_string),
        name: row.name,
        email: row.email,
        roles,
        created_at: row.created_at,
    })
}
