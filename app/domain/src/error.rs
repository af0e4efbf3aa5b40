//! Errors that a service returns to its callers.

use crate::field::{FieldError, Problem};

pub type ServiceResult<T> = Result<T, ServiceError>;

/// What a service could not do. Callers show the code through i18n, never this text.
///
/// Slices do not define further enums for their door: a broken rule of a slice is [`ServiceError::Rule`] with a
/// code from the slice's own enum, so that pages, the API and jobs handle refusals in one place.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// 401: the action needs a signed-in person.
    #[error("sign-in needed")]
    SignInNeeded,
    /// 403 with a way out: the second factor of staff has not been confirmed in this session.
    #[error("second factor needed")]
    SecondFactorNeeded,
    /// 403: the actor is known and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// 404, also where existence is secret.
    #[error("not found")]
    NotFound,
    /// 409: somebody changed the thing meanwhile.
    #[error("changed meanwhile")]
    Conflict,
    /// 422: fields that cannot be accepted.
    #[error("{} field(s) cannot be accepted", .0.len())]
    Invalid(Vec<FieldError>),
    /// 422: a rule of the slice forbids this now; the code is a key of `locales/*/problems.toml`.
    #[error("rule broken: {0}")]
    Rule(&'static str),
    /// 429: too many attempts.
    #[error("too many attempts, try again in {retry_after_s} s")]
    TooManyAttempts { retry_after_s: u64 },
    /// 503: the database is locked, the disk is full or a service is away; nothing was written.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// 500: a fault of ours. The text is for the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl ServiceError {
    /// One field that cannot be accepted.
    #[must_use]
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }

    /// The HTTP status that tells this to a client.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignInNeeded => 401,
            Self::SecondFactorNeeded | Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Invalid(_) | Self::Rule(_) => 422,
            Self::TooManyAttempts { .. } => 429,
            Self::Unavailable(_) => 503,
            Self::Internal(_) => 500,
        }
    }

    /// The stable code of the error, for clients and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SignInNeeded => "sign_in_needed",
            Self::SecondFactorNeeded => "second_factor_needed",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::Conflict => "conflict",
            Self::Invalid(_) => "invalid",
            Self::Rule(code) => code,
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }
}
