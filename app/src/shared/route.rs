//! Where pages are, and what the server checks before it asks them.

use super::answer::Outcome;
use super::request::PageRequest;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub type Handler = Arc<dyn Fn(PageRequest) -> Pin<Box<dyn Future<Output = Outcome> + Send>> + Send + Sync>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Get,
    Post,
}

/// Who is let to the handler at all. The services decide again, and finer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Public,
    SignedIn,
    Staff,
}

/// What kind of body a form may post, and how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// URL-encoded fields, up to 256 KiB.
    Fields,
    /// Fields and files, up to so many bytes.
    Files { max_bytes: usize },
}

/// A page or the target of a form. The path is without language: it is served at `/path` and at `/en/path`.
#[derive(Clone)]
pub struct Route {
    pub verb: Verb,
    /// In axum's syntax: `/cabinet/services/{code}`.
    pub path: &'static str,
    pub access: Access,
    pub body: Body,
    /// Whether attempts are limited tightly, as for passwords and codes.
    pub is_sensitive: bool,
    pub handler: Handler,
}

impl Route {
    /// A page that anybody may read.
    pub fn get<F, Fut>(path: &'static str, handler: F) -> Self
    where
        F: Fn(PageRequest) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Outcome> + Send + 'static,
    {
        Self {
            verb: Verb::Get,
            path,
            access: Access::Public,
            body: Body::Fields,
            is_sensitive: false,
            handler: Arc::new(move |request| Box::pin(handler(request))),
        }
    }

    /// The target of a form.
    pub fn post<F, Fut>(path: &'static str, handler: F) -> Self
    where
        F: Fn(PageRequest) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Outcome> + Send + 'static,
    {
        Self {
            verb: Verb::Post,
            ..Self::get(path, handler)
        }
    }

    /// Only for people who are signed in; others are shown the way to sign in.
    #[must_use]
    pub fn signed_in(mut self) -> Self {
        self.access = Access::SignedIn;
        self
    }

    /// Only for staff; others get a refusal.
    #[must_use]
    pub fn staff(mut self) -> Self {
        self.access = Access::Staff;
        self
    }

    #[must_use]
    pub fn files(mut self, max_bytes: usize) -> Self {
        self.body = Body::Files { max_bytes };
        self
    }

    #[must_use]
    pub fn sensitive(mut self) -> Self {
        self.is_sensitive = true;
        self
    }
}
