//! One suite, run on SQLite and on PostgreSQL: whatever a store promises holds on both.

mod frame;
mod people;
mod support;
