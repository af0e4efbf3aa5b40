//! The only door of the learning slice.

use async_trait::async_trait;

/// Use cases: courses, lessons, exercises and progress.
#[async_trait]
pub trait LearningService: Send + Sync {}
