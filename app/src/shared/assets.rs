//! Addresses of built assets, with the hash of their content.

use leptos::prelude::*;
use std::collections::BTreeMap;

/// Logical names (`main.css`) and the addresses under which they are served for ever (`/assets/main.3f9a.css`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets(pub BTreeMap<String, String>);

impl Assets {
    /// Tells the components of this process where the build has put the icons.
    pub fn announce(&self) {
        if self.has("icons/icons.svg") {
            ui::assets::announce(ui::assets::AssetUrls {
                icons: self.url("icons/icons.svg").into(),
            });
        }
    }

    /// The address of an asset; its plain name where the build made none.
    #[must_use]
    pub fn url(&self, name: &str) -> String {
        self.0
            .get(name)
            .cloned()
            .unwrap_or_else(|| format!("/assets/{name}"))
    }

    /// Whether the build made the asset.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// The stylesheet of a few pages (`style/pages`), where its first element stands: pages without it do not carry it.
pub fn stylesheet(name: &'static str) -> impl IntoView {
    let address = use_context::<Assets>().unwrap_or_default().url(name);
    view! { <link rel="stylesheet" href=address /> }
}
