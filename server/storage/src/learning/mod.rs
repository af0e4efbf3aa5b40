//! Tables of the learning slice.
