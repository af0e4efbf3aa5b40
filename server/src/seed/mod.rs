//! Demo data: made-up people, real projects.
