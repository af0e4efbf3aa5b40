//! Tables of the cabinet slice.

pub mod appeal;
pub mod application;
pub mod correction;
pub mod decision_draft;
pub mod decision_file;
pub mod document;
pub mod draft;
pub mod figures;
pub mod hearing;
pub mod journal;
pub mod log;
pub mod message;
pub mod opinion;
pub mod rating;
pub mod service_card;
pub mod status_code;
