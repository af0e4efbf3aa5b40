//! People as the administrator and the program see them.

use super::People;
use domain::access::{Action, Scope, permit};
use domain::event::NewEvent;
use domain::id::PersonId;
use domain::people::account::{AddPerson, clean_name};
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::json;
use storage::people::person::PersonRow;
use storage::people::totp::TotpRow;
use storage::people::{person, role_grant, totp};

impl People {
    pub(super) async fn add(&self, actor: &Actor, new: &AddPerson) -> ServiceResult<PersonId> {
        permit(actor, Action::ManagePeople, Scope::COMMUNITY)?;
        let name = clean_name("name", &new.name).map_err(|error| ServiceError::Invalid(vec![error]))?;
        let password_hash = match &new.password {
            Some(password) => Some(self.passwords.hash(self.desk.random.as_ref(), password).await?),
            None => None,
        };
        let now = self.desk.now();
        let row = PersonRow {
            id: self.desk.id(),
            email: new.email.as_str().to_owned(),
            name,
            language: new.language,
            tax_number: new.tax_number.clone(),
            password_hash,
            is_demo: new.is_demo,
            street: String::new(),
            version: 1,
            created_at: now,
        };
        let mut tx = self.desk.database.begin().await?;
        person::insert(tx.connection()?, &row).await?;
        for grant in &new.roles {
            role_grant::insert(tx.connection()?, self.desk.id(), row.id, grant, now).await?;
        }
        if row.is_demo && !new.roles.is_empty() {
            // Staff need a second factor; that of made-up people is shown on the page.
            let authenticator = TotpRow {
                confirmed_at: Some(now),
                ..self.new_totp(row.id)
            };
            totp::put(tx.connection()?, &authenticator).await?;
        }
        let event = NewEvent {
            data: json!({ "identity": row.identity().code(), "roles": new.roles }),
            ..person_event(actor, row.id, 1, "people.person.added")
        };
        self.desk.record(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(row.id)
    }
}

/// What happened to a person's account.
pub(super) fn person_event(actor: &Actor, person: PersonId, version: i64, kind: &'static str) -> NewEvent {
    NewEvent {
        author: actor.author(),
        on_behalf_of: actor
            .person_id()
            .is_some_and(|author| author != person)
            .then_some(person),
        subject_kind: "people.person",
        subject_id: person.to_string(),
        subject_version: version,
        kind,
        reason: None,
        data: json!({}),
    }
}
