//! The start of the browser client: islands become alive when the loader calls their exported functions.

use wasm_bindgen::prelude::wasm_bindgen;

// Links the islands of every slice into the module.
pub use app;

/// Prepares the reactive system; the loader calls it once, before the first island.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
