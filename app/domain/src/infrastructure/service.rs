//! The only door of the infrastructure slice.

use async_trait::async_trait;

/// Use cases: projects, their map, comments and open data.
#[async_trait]
pub trait InfrastructureService: Send + Sync {}
