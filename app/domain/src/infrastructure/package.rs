//! How a package of the standard is written: what comes before, between and after its projects. One place, so that an
//! export of the moment and a release of a day are written alike.

use super::profile::Profile;
use crate::time::Timestamp;
use serde_json::{Value, json};

/// What stands between two projects.
pub const SEPARATOR: &str = ",\n";

/// What stands after the last project.
pub const TAIL: &str = "]}\n";

/// What stands before the first project: everything that the package says of itself. `address` is its path.
#[must_use]
pub fn head(profile: &Profile, origin: &str, address: &str, published: Timestamp) -> String {
    let mut metadata = json!({
        "uri": format!("{origin}{address}"),
        "publishedDate": published.rfc3339(),
        "version": "0.9",
        "publisher": {"name": profile.publisher, "uri": origin},
        "publicationPolicy": format!("{origin}/opendata"),
    });
    if let (false, Some(fields)) = (profile.licence.is_empty(), metadata.as_object_mut()) {
        fields.insert("license".to_owned(), Value::String(profile.licence.clone()));
    }
    let fields = metadata.to_string();
    format!("{},\"projects\":[", fields.strip_suffix('}').unwrap_or(&fields))
}
