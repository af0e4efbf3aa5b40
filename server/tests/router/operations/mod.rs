//! The program as its administrator sees it.

mod jobs;
