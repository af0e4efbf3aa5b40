//! Where somebody was going before signing in, and the form that they had filled in.

use crate::shared::{Answer, Outcome, Page, PageRequest, Pairs, Width};
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, ButtonLink, Notice, PageHeader, Tone};

/// Names of kept fields on their way through the sign-in page begin with this.
const KEPT: &str = "kept:";
const NEXT: &str = "next";
const IS_FORM: &str = "next-is-form";
const LOST_FILES: &str = "next-lost-files";
const MOST_ADDRESS_BYTES: usize = 2_000;

/// Where to go after signing in, and what to post there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Continuation {
    /// An address of this application; empty for the account page.
    to: String,
    /// The fields of the form that was refused, when it was one.
    form: Option<Pairs>,
    /// Names of files that came with it and cannot be kept.
    lost_files: Vec<String>,
}

impl Continuation {
    /// Of a request that was refused for want of a session.
    pub fn of_refused(request: &PageRequest) -> Self {
        Self {
            to: address(request),
            form: request.is_form.then(|| request.form.fields.clone()),
            lost_files: request
                .form
                .files
                .iter()
                .map(|file| file.file_name.clone())
                .collect(),
        }
    }

    /// Of the sign-in form, or of a link to it.
    pub fn of_posted(request: &PageRequest) -> Self {
        let fields = &request.form.fields;
        let to = fields.get(NEXT).or_else(|| request.query.get(NEXT));
        let kept = fields
            .0
            .iter()
            .filter_map(|(name, value)| Some((name.strip_prefix(KEPT)?.to_owned(), value.clone())))
            .collect();
        Self {
            to: to.filter(|to| is_own_path(to)).unwrap_or_default().to_owned(),
            form: fields.get(IS_FORM).map(|_| Pairs(kept)),
            lost_files: fields.all(LOST_FILES).map(str::to_owned).collect(),
        }
    }

    /// Whether somebody was stopped on the way to a page.
    pub const fn is_present(&self) -> bool {
        !self.to.is_empty()
    }

    /// Whether a filled-in form waits to be sent.
    pub const fn holds_form(&self) -> bool {
        self.form.is_some()
    }

    /// The hidden fields that carry it through a form.
    pub fn fields(&self) -> impl IntoView + use<> {
        let mut fields = Vec::new();
        if !self.to.is_empty() {
            fields.push((NEXT.to_owned(), self.to.clone()));
        }
        if let Some(form) = &self.form {
            fields.push((IS_FORM.to_owned(), "true".to_owned()));
            fields.extend(
                form.0
                    .iter()
                    .map(|(name, value)| (format!("{KEPT}{name}"), value.clone())),
            );
        }
        fields.extend(
            self.lost_files
                .iter()
                .map(|name| (LOST_FILES.to_owned(), name.clone())),
        );
        hidden(fields)
    }

    /// Goes on with a new session: to the page, or to the button that sends the kept form again.
    pub fn go_on(self, request: &PageRequest, token: String) -> Outcome {
        if self.form.is_none() {
            let to = if self.to.is_empty() {
                request.href("/people/account")
            } else {
                self.to
            };
            return Ok(Answer::SignedIn { token, to });
        }
        Ok(Answer::SignedInPage {
            token,
            page: Box::new(self.page(request)),
        })
    }

    /// The same for somebody who is signed in already.
    pub fn resume(self, request: &PageRequest) -> Outcome {
        if self.form.is_some() {
            return self.page(request).ok();
        }
        Answer::see(if self.to.is_empty() {
            request.href("/people/account")
        } else {
            self.to
        })
    }

    fn page(&self, request: &PageRequest) -> Page {
        let language = request.language;
        let onward = self.onward(request);
        Page::new(t::continue_title(language), move || {
            view! {
                <PageHeader title=t::continue_title(language) lead=t::continue_lead(language) />
                {onward}
            }
        })
        .width(Width::Narrow)
        .unlisted()
    }

    /// The button that goes on: a form with what was kept, or a link.
    pub fn onward(&self, request: &PageRequest) -> impl IntoView + use<> {
        let language = request.language;
        let lost = (!self.lost_files.is_empty())
            .then(|| t::continue_lost_files(language, self.lost_files.join(", ")))
            .map(|text| view! { <Notice tone=Tone::Warning>{text}</Notice> });
        let to = if self.to.is_empty() {
            request.href("/people/account")
        } else {
            self.to.clone()
        };
        match &self.form {
            Some(form) => view! {
                {lost}
                <form class="form" method="post" action=to>
                    {hidden(form.0.clone())}
                    <div class="form__actions"><Button>{t::continue_button(language)}</Button></div>
                </form>
            }
            .into_any(),
            None => {
                view! { <p><ButtonLink href=to>{t::continue_button(language)}</ButtonLink></p> }.into_any()
            }
        }
    }
}

fn hidden(fields: Vec<(String, String)>) -> impl IntoView {
    fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view()
}

/// Whether an address leads to a page of this application and nowhere else.
///
/// ```
/// use app::people::pages::is_own_path;
/// assert!(is_own_path("/en/cabinet?page=2"));
/// assert!(!is_own_path("https://evil.example/"));
/// assert!(!is_own_path("//evil.example"));
/// assert!(!is_own_path("/\\evil.example"));
/// assert!(!is_own_path("/\t/evil.example"));
/// ```
#[must_use]
pub fn is_own_path(to: &str) -> bool {
    to.len() <= MOST_ADDRESS_BYTES
        && to.starts_with('/')
        && !to.starts_with("//")
        && to.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// The address of a request, as it would be asked for again.
fn address(request: &PageRequest) -> String {
    let mut address = request.href(&request.path);
    if !request.query.is_empty() {
        address.push('?');
        address.push_str(&request.query.encoded());
    }
    if is_own_path(&address) {
        address
    } else {
        String::new()
    }
}
