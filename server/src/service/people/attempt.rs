//! Limits of attempts, counted in the database, so that a restart or a second server does not forget them.

use super::People;
use super::secret::digest;
use domain::time::{HOUR_MS, MINUTE_MS};
use domain::{ServiceError, ServiceResult};
use storage::people::attempt;

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit {
    /// Names the counter; part of its key.
    pub name: &'static str,
    pub most: i64,
    pub window_ms: i64,
}

impl Limit {
    pub const SIGN_IN_OF_ACCOUNT: Self = Self::new("sign_in:account", 10, 15 * MINUTE_MS);
    pub const SIGN_IN_OF_CLIENT: Self = Self::new("sign_in:client", 60, 15 * MINUTE_MS);

    pub const CODE_OF_ACCOUNT: Self = Self::new("code:account", 8, 15 * MINUTE_MS);
    pub const MAIL_TO_ADDRESS: Self = Self::new("mail:address", 4, HOUR_MS);
    pub const MAIL_OF_CLIENT: Self = Self::new("mail:client", 30, HOUR_MS);

    const fn new(name: &'static str, most: i64, window_ms: i64) -> Self {
        Self {
            name,
            most,
            window_ms,
        }
    }

    fn key(self, of: &str) -> String {
        digest(&format!("{}:{of}", self.name))
    }
}

impl People {
    /// Counts an attempt before it is made: those that run at once cannot pass together. An unknown client
    /// (an empty `of`) is not limited.
    ///
    /// # Errors
    /// [`ServiceError::TooManyAttempts`] when there were too many in the window.
    pub(super) async fn limit(&self, limits: &[(Limit, &str)]) -> ServiceResult<()> {
        let now = self.desk.now();
        let mut tx = self.desk.database.begin().await?;
        let mut retry_after_s = None;
        for (limit, of) in limits.iter().filter(|(_, of)| !of.is_empty()) {
            let ends_at = now.plus_ms(limit.window_ms);
            let made = attempt::count(tx.connection()?, &limit.key(of), now, ends_at).await?;
            if made.number > limit.most {
                let wait_ms = made.window_ends_at.since_ms(now).max(0).unsigned_abs();
                retry_after_s = retry_after_s.max(Some(wait_ms.div_ceil(1_000)));
            }
        }
        tx.commit_without_event("a counter of attempts").await?;
        match retry_after_s {
            Some(retry_after_s) => Err(ServiceError::TooManyAttempts { retry_after_s }),
            None => Ok(()),
        }
    }

    /// Takes back the attempt that was counted before it turned out right: whoever shares a network with many others is not kept
    /// from signing in by their success. Earlier ones stay counted, so an own account is no way to try more of others.
    pub(super) async fn give_attempt_back(
        &self,
        tx: &mut storage::Tx,
        limit: Limit,
        of: &str,
    ) -> ServiceResult<()> {
        Ok(attempt::give_back(tx.connection()?, &limit.key(of)).await?)
    }

    /// Forgets the attempts after a success.
    pub(super) async fn forget_attempts(
        &self,
        tx: &mut storage::Tx,
        limit: Limit,
        of: &str,
    ) -> ServiceResult<()> {
        Ok(attempt::forget(tx.connection()?, &limit.key(of)).await?)
    }
}
