//! Use cases of the learning slice.

use crate::service::Desk;
use async_trait::async_trait;
use domain::learning::service::LearningService;

/// The door of the learning slice, on a real desk.
pub struct Learning {
    #[expect(dead_code, reason = "the first use case needs it")]
    desk: Desk,
}

impl Learning {
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[async_trait]
impl LearningService for Learning {}
