//! Verification through the identity provider.

use super::People;
use super::secret::digest;
use crate::adapters::identity::{IdentityError, IdentityProvider, Visit};
use domain::people::TaxNumber;
use domain::people::account::clean_name;
use domain::people::identity::VerifyOutcome;
use domain::time::MINUTE_MS;
use domain::{Actor, ServiceError, ServiceResult};
use serde_json::json;
use storage::people::identity_visit::{self, IdentityVisitRow};

/// How long a person may stay at the provider.
const VISIT_LASTS_MS: i64 = 15 * MINUTE_MS;

impl People {
    /// The name of the provider for the button, when one is configured.
    pub(super) fn provider_name(&self) -> Option<String> {
        let settings = &self.desk.settings.identity;
        (!settings.issuer.is_empty()).then(|| settings.provider_name.clone())
    }

    pub(super) async fn leave_for_provider(&self, actor: &Actor) -> ServiceResult<String> {
        let (_, row) = self.own(actor).await?;
        let provider = self.provider()?;
        let visit = Visit {
            state: self.desk.random.token(),
            nonce: self.desk.random.token(),
            verifier: self.desk.random.token(),
        };
        let address = provider.address(&visit).await.map_err(told)?;
        let now = self.desk.now();
        let kept = IdentityVisitRow {
            state_hash: digest(&visit.state),
            person: row.id,
            nonce: visit.nonce,
            verifier: visit.verifier,
            expires_at: now.plus_ms(VISIT_LASTS_MS),
        };
        let mut tx = self.desk.database.begin().await?;
        identity_visit::insert(tx.connection()?, &kept, now).await?;
        tx.commit_without_event("a visit that may come to nothing")
            .await?;
        Ok(address)
    }

    pub(super) async fn return_from_provider(
        &self,
        actor: &Actor,
        state: &str,
        code: &str,
    ) -> ServiceResult<VerifyOutcome> {
        let (_, row) = self.own(actor).await?;
        let provider = self.provider()?;
        let now = self.desk.now();
        // Taken before the exchange and kept taken: a state is worth one attempt.
        let mut tx = self.desk.database.begin().await?;
        let visit = identity_visit::take(tx.connection()?, &digest(state), row.id, now).await?;
        tx.commit_without_event("a visit is used once").await?;
        let visit = visit.ok_or(ServiceError::Rule("identity_refused"))?;
        let visit = Visit {
            state: state.to_owned(),
            nonce: visit.nonce,
            verifier: visit.verifier,
        };
        let proved = provider.identity(visit, code, now).await.map_err(told)?;
        let incomplete = || ServiceError::Rule("identity_incomplete");
        let tax_number: TaxNumber = proved.tax_number.parse().map_err(|_| incomplete())?;
        let name = clean_name("name", &proved.name).map_err(|_| incomplete())?;
        let way = json!({ "way": "provider", "provider": self.desk.settings.identity.provider_name });
        let mut tx = self.desk.database.begin().await?;
        let outcome = self
            .make_verified(&mut tx, actor, row, name, tax_number, way)
            .await?;
        tx.commit().await?;
        Ok(outcome)
    }

    fn provider(&self) -> ServiceResult<IdentityProvider> {
        let settings = &self.desk.settings;
        IdentityProvider::of(&settings.identity, &settings.origin)
            .map_err(told)?
            .ok_or(ServiceError::NotFound)
    }
}

/// What a person is told; the log gets the rest.
fn told(error: IdentityError) -> ServiceError {
    tracing::warn!(%error, "verification through the identity provider");
    match error {
        IdentityError::Unavailable(_) => {
            ServiceError::Unavailable("the identity provider is away".to_owned())
        }
        IdentityError::Refused(_) => ServiceError::Rule("identity_refused"),
        IdentityError::Missing(_) => ServiceError::Rule("identity_incomplete"),
    }
}
