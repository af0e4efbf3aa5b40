//! Cookies: the session, the device of somebody who is not signed in, the chosen language.

use axum::http::{HeaderMap, HeaderValue, header};
use domain::Language;

/// `__Host-` binds a cookie to this host, to `/` and to a secure connection.
pub(super) const SESSION: &str = "__Host-session";
pub(super) const DEVICE: &str = "__Host-device";
pub(super) const LANGUAGE: &str = "__Host-language";

const YEAR_S: u32 = 365 * 24 * 60 * 60;

/// The value of a cookie.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}

/// A cookie that ends with the browser's session; the server ends it earlier when it wants to.
pub(super) fn set(name: &str, value: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={YEAR_S}"
    ))
    .ok()
}

pub(super) fn clear(name: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!(
        "{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    ))
    .ok()
}

/// The language that the person chose, or the one that the browser asks for first.
pub(super) fn preferred_language(headers: &HeaderMap) -> Option<Language> {
    if let Some(chosen) = cookie(headers, LANGUAGE) {
        return Language::of_code(chosen);
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    accepted.split(',').find_map(|part| {
        let tag = part.split(';').next()?.trim();
        Language::of_code(tag.split('-').next()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let headers = headers(header::COOKIE, "a=1; __Host-session=token; b=2");
        assert_eq!(cookie(&headers, SESSION), Some("token"));
        assert_eq!(cookie(&headers, DEVICE), None);
    }

    #[test]
    fn the_first_language_that_hromada_speaks_is_preferred() {
        let polish_then_english = headers(header::ACCEPT_LANGUAGE, "pl-PL,en-GB;q=0.8,uk;q=0.5");
        assert_eq!(preferred_language(&polish_then_english), Some(Language::En));
        assert_eq!(preferred_language(&HeaderMap::new()), None);
    }
}
