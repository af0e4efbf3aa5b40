//! The queue runner and its jobs.
