//! Tables of the infrastructure slice.
