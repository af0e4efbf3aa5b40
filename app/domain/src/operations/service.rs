//! The only door of the operations slice.

use async_trait::async_trait;

/// Use cases: the state of the program itself.
#[async_trait]
pub trait OperationsService: Send + Sync {}
