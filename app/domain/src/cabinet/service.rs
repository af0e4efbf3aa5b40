//! The only door of the cabinet slice.

use async_trait::async_trait;

/// Use cases: services, drafts and applications.
#[async_trait]
pub trait CabinetService: Send + Sync {}
