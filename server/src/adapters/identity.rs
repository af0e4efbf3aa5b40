//! The identity provider: OpenID Connect with the authorisation code, PKCE, state and nonce.

use crate::settings::IdentitySettings;
use domain::Timestamp;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType,
    CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AsyncHttpClient, AuthenticationFlow, AuthorizationCode, Client, ClientId, ClientSecret,
    CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::pin::Pin;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(15);
/// An answer of a provider is a few kilobytes.
const MOST_BYTES: usize = 512 * 1_024;

/// Why a provider's word could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    #[error("the identity provider cannot be used now: {0}")]
    Unavailable(String),
    /// A signature, an audience, a term or a nonce is wrong, or the code is not known to the provider.
    #[error("the identity provider’s answer was refused: {0}")]
    Refused(String),
    #[error("the identity provider did not tell {0}")]
    Missing(&'static str),
}

/// What ties an answer of the provider to a visit.
pub struct Visit {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// What the provider vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvedIdentity {
    pub name: String,
    /// As the provider wrote it, not yet checked.
    pub tax_number: String,
}

/// A provider that is configured.
#[derive(Clone)]
pub struct IdentityProvider {
    settings: IdentitySettings,
    redirect: String,
    http: Http,
}

/// Claims beside the standard ones; the tax number is among them.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct OtherClaims {
    #[serde(flatten)]
    claims: BTreeMap<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

type Fields = IdTokenFields<
    OtherClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type ProviderClient = Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

impl IdentityProvider {
    /// The provider of the settings, when one is configured. `origin` is the address that people see.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn of(settings: &IdentitySettings, origin: &str) -> Result<Option<Self>, IdentityError> {
        if settings.issuer.is_empty() {
            return Ok(None);
        }
        // Redirects are not followed: a provider must not send our secret elsewhere.
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .build()
            .map_err(unavailable)?;
        Ok(Some(Self {
            settings: settings.clone(),
            redirect: format!("{origin}/people/identity/return"),
            http: Http(http),
        }))
    }

    /// The address at the provider where a visit begins.
    ///
    /// # Errors
    /// When the provider cannot be reached.
    pub async fn address(&self, visit: &Visit) -> Result<String, IdentityError> {
        let client = self.client().await?;
        let verifier = PkceCodeVerifier::new(visit.verifier.clone());
        let (state, nonce) = (visit.state.clone(), visit.nonce.clone());
        let (address, ..) = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_scope(Scope::new("profile".to_owned()))
            .url();
        Ok(address.to_string())
    }

    /// Exchanges the code that a visit brought back for what the provider vouches for.
    ///
    /// # Errors
    /// When the provider cannot be reached, or its answer cannot be trusted or lacks something.
    pub async fn identity(
        &self,
        visit: Visit,
        code: &str,
        now: Timestamp,
    ) -> Result<ProvedIdentity, IdentityError> {
        let client = self.client().await?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(refused)?
            .set_pkce_verifier(PkceCodeVerifier::new(visit.verifier))
            .request_async(&self.http)
            .await
            .map_err(refused)?;
        let token = answer.id_token().ok_or(IdentityError::Missing("an ID token"))?;
        let moment = std::time::UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).unwrap_or(0));
        let verifier = client.id_token_verifier().set_time_fn(move || moment.into());
        let claims = token
            .claims(&verifier, &Nonce::new(visit.nonce))
            .map_err(refused)?;
        let text = |claim: Option<&str>| {
            claim
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let given = claims.given_name().and_then(|name| name.get(None));
        let middle = claims.middle_name().and_then(|name| name.get(None));
        let family = claims.family_name().and_then(|name| name.get(None));
        let name = match (
            text(given.map(|name| name.as_str())),
            text(family.map(|name| name.as_str())),
        ) {
            (Some(given), Some(family)) => {
                let middle = text(middle.map(|name| name.as_str()));
                let parts = [Some(given), middle, Some(family)];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            _ => return Err(IdentityError::Missing("the names")),
        };
        let claims = &claims.additional_claims().claims;
        let tax_number = claims
            .get(&self.settings.tax_number_claim)
            .and_then(Value::as_str);
        Ok(ProvedIdentity {
            name,
            tax_number: text(tax_number).ok_or(IdentityError::Missing("the tax number"))?,
        })
    }

    /// Reads the provider's own description anew each time: visits are rare, keys change.
    async fn client(&self) -> Result<ProviderClient, IdentityError> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(unavailable)?;
        let description = CoreProviderMetadata::discover_async(issuer, &self.http)
            .await
            .map_err(unavailable)?;
        let redirect = RedirectUrl::new(self.redirect.clone()).map_err(unavailable)?;
        let secret = self.settings.client_secret.expose_secret().to_owned();
        let client = ProviderClient::from_provider_metadata(
            description,
            ClientId::new(self.settings.client_id.clone()),
            Some(ClientSecret::new(secret)),
        );
        Ok(client.set_redirect_uri(redirect))
    }
}

/// The HTTP client as the protocol's library calls it.
#[derive(Clone)]
struct Http(reqwest::Client);

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = IdentityError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, IdentityError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(call(&self.0, request))
    }
}

async fn call(http: &reqwest::Client, request: HttpRequest) -> Result<HttpResponse, IdentityError> {
    let request = reqwest::Request::try_from(request).map_err(unavailable)?;
    let mut answer = http.execute(request).await.map_err(unavailable)?;
    let mut response = http::Response::builder().status(answer.status());
    if let Some(headers) = response.headers_mut() {
        headers.clone_from(answer.headers());
    }
    let mut content = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(unavailable)? {
        content.extend_from_slice(&part);
        if content.len() > MOST_BYTES {
            return Err(IdentityError::Unavailable("its answer is too long".to_owned()));
        }
    }
    response.body(content).map_err(unavailable)
}

fn unavailable(error: impl std::error::Error) -> IdentityError {
    IdentityError::Unavailable(in_full(&error))
}

fn refused(error: impl std::error::Error) -> IdentityError {
    IdentityError::Refused(in_full(&error))
}

/// An error with its causes, for the log.
fn in_full(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text = format!("{text}: {deeper}");
        cause = deeper.source();
    }
    text
}
