//! `/operations`.

mod events;
mod jobs;
mod mails;
mod start;
