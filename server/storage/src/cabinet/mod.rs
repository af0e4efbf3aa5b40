//! Tables of the cabinet slice.
