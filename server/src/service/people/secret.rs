//! Passwords and tokens as they are stored.

use crate::adapters::random::Random;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::people::password::check_length;
use domain::{FieldError, Problem, ServiceError, ServiceResult};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// OWASP's recommendation for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashing at once: bounds the memory that a flood of sign-ins can take.
const MOST_AT_ONCE: usize = 4;
const SALT_BYTES: usize = 16;

/// SHA-256 in hexadecimal: enough for tokens of 256 random bits, too weak for passwords.
#[must_use]
pub fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

/// Judges a new password: its length, and how soon it would be guessed by somebody who knows `known` of the person.
///
/// # Errors
/// The problem of the field.
pub fn judge(field: &str, password: &str, known: &[&str]) -> Result<(), FieldError> {
    check_length(field, password)?;
    if zxcvbn::zxcvbn(password, known).score() < zxcvbn::Score::Three {
        return Err(FieldError::new(field, Problem::PasswordTooWeak));
    }
    Ok(())
}

/// Hashes passwords on threads of their own, a few at once.
#[derive(Clone)]
pub struct PasswordHasher {
    permits: Arc<Semaphore>,
}

impl Default for PasswordHasher {
    fn default() -> Self {
        Self::new()
    }
}

impl PasswordHasher {
    #[must_use]
    pub fn new() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(MOST_AT_ONCE)),
        }
    }

    /// Hashes a new password with a salt of its own, to a PHC string.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when hashing fails.
    pub async fn hash(&self, random: &dyn Random, password: &str) -> ServiceResult<String> {
        let mut salt = [0_u8; SALT_BYTES];
        random.fill(&mut salt);
        let password = password.to_owned();
        self.run(move || {
            argon2()?
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map(|hash: PasswordHash| hash.to_string())
                .map_err(failed)
        })
        .await
    }

    /// Whether the password is the one of the hash. Without a hash it takes the same time and says no.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] when the stored hash cannot be read.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> ServiceResult<bool> {
        let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
        self.run(move || {
            let argon2 = argon2()?;
            let Some(hash) = hash else {
                let work: Result<PasswordHash, _> =
                    argon2.hash_password_with_salt(password.as_bytes(), &[0; SALT_BYTES]);
                return work.map(|_| false).map_err(failed);
            };
            let hash = PasswordHash::new(&hash).map_err(failed)?;
            Ok(argon2.verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> ServiceResult<T> + Send + 'static,
    ) -> ServiceResult<T> {
        let _permit = self.permits.acquire().await.map_err(failed)?;
        tokio::task::spawn_blocking(work).await.map_err(failed)?
    }
}

fn argon2() -> ServiceResult<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn failed(error: impl std::fmt::Display) -> ServiceError {
    ServiceError::Internal(format!("password hashing: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::random::SeededRandom;

    #[tokio::test]
    async fn a_password_is_recognised_and_another_is_not() {
        let hasher = PasswordHasher::new();
        let hash = hasher
            .hash(&SeededRandom::new(1), "ставок і лебеді")
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher.verify("ставок і лебеді", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("ставок і лебедi", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("ставок і лебеді", None).await.unwrap());
    }

    #[test]
    fn passwords_that_are_guessed_soon_are_refused() {
        let problem = |password: &str| {
            judge("password", password, &["olena.koval@example.com", "Олена Коваль"])
                .err()
                .map(|error| error.problem)
        };
        assert_eq!(problem("short1!"), Some(Problem::TooShort { min: 10 }));
        for weak in [
            "1234567890",
            "qwertyuiop",
            "aaaaaaaaaaaa",
            "olena.koval@example.com",
        ] {
            assert_eq!(problem(weak), Some(Problem::PasswordTooWeak), "{weak}");
        }
        assert_eq!(problem("лелека літає над ставом"), None);
    }

    #[test]
    fn a_digest_is_that_of_the_standard() {
        assert_eq!(
            digest("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
