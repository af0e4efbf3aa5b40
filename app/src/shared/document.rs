//! The HTML document around a page.

use super::answer::Page;
use super::assets::Assets;
use super::layout::layout;
use super::request::{Community, PageRequest};
use domain::{Actor, Language};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::fmt::Write as _;
use std::sync::Arc;

/// What the document needs to know of the request, apart from the page.
#[derive(Clone)]
pub struct PageFrame {
    pub actor: Actor,
    pub language: Language,
    /// The path without the language prefix.
    pub path: String,
    /// The query as the browser sent it, without the question mark.
    pub query: String,
    /// Whether a form was posted.
    pub is_form: bool,
    /// The page of ours that the reader came from.
    pub came_from: Option<String>,
    pub community: Arc<Community>,
    pub assets: Arc<Assets>,
    pub nonce: String,
    pub request_id: String,
}

impl PageFrame {
    #[must_use]
    pub fn of(request: &PageRequest, assets: Arc<Assets>, nonce: String) -> Self {
        Self {
            actor: request.actor.clone(),
            language: request.language,
            path: request.path.clone(),
            query: if request.is_form {
                String::new()
            } else {
                request.query.encoded()
            },
            is_form: request.is_form,
            came_from: request.came_from.clone(),
            community: Arc::clone(&request.community),
            assets,
            nonce,
            request_id: request.request_id.clone(),
        }
    }
}

/// What every page is set in; asked for at once, so that no line moves when they come.
const FONTS: [&str; 2] = ["fonts/inter.woff2", "fonts/arsenal-bold.woff2"];

/// Renders a page to a whole HTML document.
#[must_use]
pub fn render(frame: &PageFrame, page: Page) -> String {
    let Page {
        title,
        description,
        door,
        width,
        unlisted,
        view,
        ..
    } = page;
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let body = owner.with(|| {
        provide_context(frame.assets.as_ref().clone());
        ui::assets::provide(ui::assets::AssetUrls {
            icons: frame.assets.url("icons/icons.svg").into(),
        });
        ui::provide_words(frame.language.pick(ui::Words::UKRAINIAN, ui::Words::ENGLISH));
        layout(frame, door, width, view).to_html()
    });
    drop(owner);

    let mut html = String::with_capacity(body.len() + 2_048);
    let community = frame
        .language
        .pick(&frame.community.name_uk, &frame.community.name_en);
    let (title, community) = (escape(&title), escape(community));
    let assets = &frame.assets;
    let _ = write!(
        html,
        "<!DOCTYPE html><html lang=\"{}\" data-icons=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{title} · {community}</title>",
        frame.language.code(),
        assets.url("icons/icons.svg"),
    );
    if let Some(description) = description {
        let _ = write!(
            html,
            "<meta name=\"description\" content=\"{}\">",
            escape(&description)
        );
    }
    if unlisted {
        html.push_str("<meta name=\"robots\" content=\"noindex\">");
    }
    for font in FONTS.iter().filter(|font| assets.has(font)) {
        let _ = write!(
            html,
            "<link rel=\"preload\" href=\"{}\" as=\"font\" type=\"font/woff2\" crossorigin>",
            assets.url(font),
        );
    }
    let _ = write!(
        html,
        "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"theme-color\" content=\"#0b4a63\">\
         <link rel=\"stylesheet\" href=\"{}\"><link rel=\"manifest\" href=\"{}\">\
         <link rel=\"icon\" href=\"{}\" type=\"image/svg+xml\"><link rel=\"apple-touch-icon\" href=\"{}\">",
        assets.url("main.css"),
        super::link::href(frame.language, "/manifest.webmanifest"),
        assets.url("icons/app-icon.svg"),
        assets.url("icons/apple-touch-icon.png"),
    );
    alternates(&mut html, frame);
    let _ = write!(
        html,
        "<script nonce=\"{}\" type=\"module\" src=\"{}\" data-glue=\"{}\" data-wasm=\"{}\" data-unsent=\"{}\" data-again=\"{}\"{}{}></script></head>{body}</html>",
        frame.nonce,
        assets.url("loader.js"),
        assets.url("frontend.js"),
        assets.url("frontend.wasm"),
        locales::errors::unsent(frame.language),
        locales::errors::unsent_again(frame.language),
        if assets.has("service-worker.js") {
            " data-worker=\"/service-worker.js\""
        } else {
            ""
        },
        reader(&frame.actor),
    );
    legible(html)
}

/// Tells one reader from the next on a shared computer, and nothing else of them.
fn reader(actor: &Actor) -> String {
    actor.person_id().map_or_else(String::new, |person| {
        let id = person.to_string();
        format!(" data-person=\"{}\"", id.rsplit('-').next().unwrap_or_default())
    })
}

/// The page without the control characters that HTML forbids: a refused form shows what was typed, whatever it was.
fn legible(html: String) -> String {
    let is_forbidden = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    if html.bytes().any(is_forbidden) {
        html.replace(|sign| u8::try_from(sign).is_ok_and(is_forbidden), "\u{FFFD}")
    } else {
        html
    }
}

/// Tells search engines where the same page is in the other language.
fn alternates(html: &mut String, frame: &PageFrame) {
    let path = escape(&frame.path);
    for language in Language::ALL {
        let _ = write!(
            html,
            "<link rel=\"alternate\" hreflang=\"{}\" href=\"{}{}\">",
            language.code(),
            escape(&frame.community.origin),
            super::link::href(language, &path),
        );
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_forbids_is_shown_as_unreadable() {
        let page = |text: &str| format!("<p title=\"{text}\">\t{text}\r\n</p>");
        assert_eq!(legible(page("a\0b\u{1b}")), page("a\u{FFFD}b\u{FFFD}"));
        assert_eq!(legible(page("їжак")), page("їжак"));
    }
}
