use std::borrow::Cow;
use std::sync::OnceLock;

use leptos::prelude::*;

/// Where the build has put the files that components refer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetUrls {
    /// The sprite with one `<symbol>` per [`crate::IconName`].
    pub icons: Cow<'static, str>,
}

impl Default for AssetUrls {
    fn default() -> Self {
        Self {
            icons: Cow::Borrowed("/assets/icons/icons.svg"),
        }
    }
}

/// Provides the hashed addresses to every component below; call it at the root of a page.
///
/// The page should also carry the sprite's address as `<html data-icons="…">`: islands that render in the browser read it there.
pub fn provide(urls: AssetUrls) {
    provide_context(urls);
}

/// The address where no context is at hand: a view that a page made before it was placed.
static ANNOUNCED: OnceLock<AssetUrls> = OnceLock::new();

/// Tells every component of this process where the build has put the files; the first call counts.
pub fn announce(urls: AssetUrls) {
    let _ = ANNOUNCED.set(urls);
}

/// The address of the icon sprite: the provided one, else `<html data-icons>` in the browser, else the unhashed default.
pub fn icons_url() -> Cow<'static, str> {
    if let Some(urls) = use_context::<AssetUrls>() {
        return urls.icons;
    }
    if let Some(urls) = ANNOUNCED.get() {
        return urls.icons.clone();
    }
    document_attribute("data-icons").map_or_else(|| AssetUrls::default().icons, Cow::Owned)
}

/// Reads an attribute of `<html>` in the browser; on the server there is no document and the answer is `None`.
pub(crate) fn document_attribute(name: &str) -> Option<String> {
    if cfg!(target_arch = "wasm32") {
        document()
            .document_element()
            .and_then(|root| root.get_attribute(name))
    } else {
        None
    }
}
