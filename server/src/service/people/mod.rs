//! Use cases of the people slice.

use crate::service::Desk;
use async_trait::async_trait;
use domain::people::service::PeopleService;
use domain::{Actor, ServiceResult};

/// The door of the people slice, on a real desk.
pub struct People {
    #[expect(dead_code, reason = "the first use case needs it")]
    desk: Desk,
}

impl People {
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[async_trait]
impl PeopleService for People {
    async fn actor_of_session(&self, _token: &str) -> ServiceResult<Actor> {
        Ok(Actor::Anonymous)
    }
}
