//! Use cases of the infrastructure slice.

use crate::service::Desk;
use async_trait::async_trait;
use domain::infrastructure::service::InfrastructureService;

/// The door of the infrastructure slice, on a real desk.
pub struct Infrastructure {
    #[expect(dead_code, reason = "the first use case needs it")]
    desk: Desk,
}

impl Infrastructure {
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[async_trait]
impl InfrastructureService for Infrastructure {}
