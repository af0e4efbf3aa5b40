//! What everybody may read: the catalogue and its cards, times, the log, checks by a code.

pub mod catalogue;
pub mod check_receipt;
pub mod document;
pub mod log;
pub mod service_card;
pub mod status;
pub mod times;
