//! Tables of the people slice.
