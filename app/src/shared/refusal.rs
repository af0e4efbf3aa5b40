//! Why the server refuses a request before a page sees it, and how the reader is told.

use super::answer::Page;
use super::document::PageFrame;
use super::error_page::{ErrorText, Next, Place};
use domain::Language;
use locales::errors as t;
use locales::format;

/// A refusal of the frame: of the body, the address, the pace, or of the server's own strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// 400: bytes in the address that are no UTF-8.
    BadAddress,
    /// 400: not the form or the JSON that was announced.
    Malformed,
    /// 400: bytes that are no UTF-8.
    NotUtf8,
    /// 400
    TooManyFields,
    /// 403: a change that another site made the browser ask for.
    CrossSite,
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 408: the body did not come in time.
    TooSlow,
    /// 413
    BodyTooLarge { max_bytes: usize },
    /// 415
    WrongContentType,
    /// 429
    TooFast { retry_after_s: u64 },
    /// 500: the log knows more.
    Internal,
    /// 503: as many requests as the server works on at once are under way.
    Overloaded,
    /// 503: the answer was not ready in time.
    TimedOut,
}

impl Refusal {
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::BadAddress | Self::Malformed | Self::NotUtf8 | Self::TooManyFields => 400,
            Self::CrossSite => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooSlow => 408,
            Self::BodyTooLarge { .. } => 413,
            Self::WrongContentType => 415,
            Self::TooFast { .. } => 429,
            Self::Internal => 500,
            Self::Overloaded | Self::TimedOut => 503,
        }
    }

    /// The stable code, for clients of the API and for the log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadAddress => "bad_address",
            Self::Malformed => "malformed",
            Self::NotUtf8 => "not_utf8",
            Self::TooManyFields => "too_many_fields",
            Self::CrossSite => "cross_site",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooSlow => "too_slow",
            Self::BodyTooLarge { .. } => "body_too_large",
            Self::WrongContentType => "wrong_content_type",
            Self::TooFast { .. } => "too_fast",
            Self::Internal => "internal",
            Self::Overloaded => "overloaded",
            Self::TimedOut => "timed_out",
        }
    }

    /// In how many seconds the same request may be welcome.
    #[must_use]
    pub const fn retry_after_s(self) -> Option<u64> {
        match self {
            Self::TooFast { retry_after_s } => Some(retry_after_s),
            Self::Overloaded => Some(10),
            Self::TimedOut => Some(60),
            _ => None,
        }
    }

    /// The page that tells it, with what the reader can do.
    #[must_use]
    pub fn page(self, frame: &PageFrame) -> Page {
        let (title, text) = self.words(frame.language);
        let (status, next) = (self.status(), self.next());
        ErrorText {
            title,
            text,
            status,
            next,
        }
        .page(&Place::of_frame(frame))
    }

    const fn next(self) -> Next {
        match self {
            Self::BadAddress | Self::NotFound => Next::Search,
            Self::CrossSite | Self::MethodNotAllowed => Next::OpenAgain,
            Self::TooFast { .. } | Self::Internal | Self::Overloaded | Self::TimedOut => Next::TryAgain,
            Self::Malformed
            | Self::NotUtf8
            | Self::TooManyFields
            | Self::TooSlow
            | Self::BodyTooLarge { .. }
            | Self::WrongContentType => Next::Back,
        }
    }

    fn words(self, language: Language) -> (&'static str, String) {
        let (title, text) = match self {
            Self::BadAddress => (t::bad_address(language), t::not_found_text(language)),
            Self::Malformed => (t::malformed(language), t::malformed_text(language)),
            Self::NotUtf8 => (t::not_utf8(language), t::not_utf8_text(language)),
            Self::TooManyFields => (t::too_many_fields(language), t::too_many_fields_text(language)),
            Self::CrossSite => (t::cross_site(language), t::cross_site_text(language)),
            Self::NotFound => (t::not_found(language), t::not_found_text(language)),
            Self::MethodNotAllowed => (
                t::method_not_allowed(language),
                t::method_not_allowed_text(language),
            ),
            Self::TooSlow => (t::too_slow(language), t::too_slow_text(language)),
            Self::WrongContentType => (
                t::wrong_content_type(language),
                t::wrong_content_type_text(language),
            ),
            Self::Internal => (t::internal(language), t::internal_text(language)),
            Self::Overloaded => (t::overloaded(language), t::overloaded_text(language)),
            Self::TimedOut => (t::timed_out(language), t::timed_out_text(language)),
            Self::BodyTooLarge { max_bytes } => {
                let size = format::bytes(language, max_bytes as u64);
                return (
                    t::body_too_large(language),
                    t::body_too_large_text(language, size),
                );
            }
            Self::TooFast { retry_after_s } => {
                let wait = format::wait(language, retry_after_s);
                return (t::too_fast(language), t::too_fast_text(language, wait));
            }
        };
        (title, text.to_owned())
    }
}
