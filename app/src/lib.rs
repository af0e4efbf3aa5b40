//! Pages of hromada, by slice.
//!
//! A page is an async function from a [`shared::PageRequest`] to a [`shared::Answer`]: it asks a service, and returns
//! a view of what it got. Pages exist on the server only (feature `ssr`); what the browser needs lives in islands,
//! which compile for both. Each slice lists its pages in `routes()`.

pub mod cabinet;
pub mod home;
pub mod infrastructure;
pub mod learning;
pub mod operations;
pub mod people;
pub mod shared;

#[cfg(feature = "ssr")]
pub use routes::routes;

#[cfg(feature = "ssr")]
mod routes {
    use crate::shared::Route;

    /// Every page of the application.
    #[must_use]
    pub fn routes() -> Vec<Route> {
        [
            crate::home::routes(),
            crate::people::routes(),
            crate::cabinet::routes(),
            crate::infrastructure::routes(),
            crate::learning::routes(),
            crate::operations::routes(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
