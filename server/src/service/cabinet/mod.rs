//! Use cases of the cabinet slice.

use crate::service::Desk;
use async_trait::async_trait;
use domain::cabinet::service::CabinetService;

/// The door of the cabinet slice, on a real desk.
pub struct Cabinet {
    #[expect(dead_code, reason = "the first use case needs it")]
    desk: Desk,
}

impl Cabinet {
    #[must_use]
    pub const fn new(desk: Desk) -> Self {
        Self { desk }
    }
}

#[async_trait]
impl CabinetService for Cabinet {}
