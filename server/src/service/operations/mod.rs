//! Use cases of the operations slice.

use crate::service::Desk;
use async_trait::async_trait;
use domain::operations::service::OperationsService;

/// The door of the operations slice, on a real desk.
pub struct Operations {
    #[expect(dead_code, reason = "the first use case needs it")]
    desk: Desk,
}

impl Operations {
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[async_trait]
impl OperationsService for Operations {}
