//! What a page answers.

use domain::ServiceError;
use leptos::prelude::*;

/// A page, or why there is none. The server turns an error into an error page, or into the way to sign in.
pub type Outcome = Result<Answer, ServiceError>;

/// What goes back to the browser.
pub enum Answer {
    Page(Page),
    /// See other: after a form, so that a reload sends nothing twice. A path of this application, with its language.
    Redirect(String),
    /// A new session: its token goes into the cookie, then see other.
    SignedIn {
        token: String,
        to: String,
    },
    /// A new session whose first page is here: a kept form is on it, and must not travel in an address.
    SignedInPage {
        token: String,
        page: Box<Page>,
    },
    /// The session has ended: its cookie goes, then see other.
    SignedOut {
        to: String,
    },
    /// A new device token for somebody who is not signed in, then see other.
    DeviceKnown {
        token: String,
        to: String,
    },
    /// The chosen language is remembered, then see other.
    LanguageChosen {
        language: domain::Language,
        to: String,
    },
    Download(Download),
}

/// A file for the browser.
pub struct Download {
    pub media_type: String,
    /// `Some` makes the browser save it under this name.
    pub file_name: Option<String>,
    pub content: Vec<u8>,
}

/// The part of the navigation that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Home,
    Cabinet,
    Infrastructure,
    Learning,
    Account,
    Work,
}

/// How wide the content of a page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    #[default]
    Normal,
    /// For forms and reading.
    Narrow,
    /// For maps and queues.
    Wide,
    /// The page lays itself out from edge to edge.
    Full,
}

/// A page: its head and its view.
pub struct Page {
    pub title: String,
    pub description: Option<String>,
    pub status: u16,
    /// In how many seconds the same form may be sent again.
    pub retry_after_s: Option<u64>,
    pub door: Option<Door>,
    pub width: Width,
    /// Whether anonymous visitors may get a copy that was rendered for another a moment ago.
    pub cacheable: bool,
    /// Whether search engines are asked to leave it out.
    pub unlisted: bool,
    /// Makes the content of `<main>`.
    pub view: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Page {
    /// A page with a title and the view of its content.
    pub fn new<View: IntoView + 'static>(
        title: impl Into<String>,
        view: impl FnOnce() -> View + Send + 'static,
    ) -> Self {
        Self {
            title: title.into(),
            description: None,
            status: 200,
            retry_after_s: None,
            door: None,
            width: Width::Normal,
            cacheable: false,
            unlisted: false,
            view: Box::new(move || view().into_any()),
        }
    }

    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    #[must_use]
    pub const fn door(mut self, door: Door) -> Self {
        self.door = Some(door);
        self
    }

    #[must_use]
    pub const fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    #[must_use]
    pub const fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    #[must_use]
    pub const fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    /// Lets anonymous visitors share one rendering of the page for a short time.
    #[must_use]
    pub const fn cacheable(mut self) -> Self {
        self.cacheable = true;
        self
    }

    #[must_use]
    pub const fn unlisted(mut self) -> Self {
        self.unlisted = true;
        self
    }

    /// The page as an outcome.
    ///
    /// # Errors
    /// Never.
    pub const fn ok(self) -> Outcome {
        Ok(Answer::Page(self))
    }
}

/// See other: the way every form ends that was accepted.
impl Answer {
    /// # Errors
    /// Never.
    pub fn see(path: impl Into<String>) -> Outcome {
        Ok(Self::Redirect(path.into()))
    }
}
