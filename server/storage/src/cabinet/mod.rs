//! Tables of the cabinet slice.

pub mod application;
pub mod correction;
pub mod draft;
pub mod journal;
pub mod service_card;
