//! The infrastructure slice: its pages and islands.

#[cfg(feature = "ssr")]
pub mod pages;

#[cfg(feature = "ssr")]
pub use pages::routes;
