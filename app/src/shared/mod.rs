//! What every slice's pages and islands use: requests and answers, layout, error pages, links, the page in the browser.

#[cfg(feature = "ssr")]
mod answer;
#[cfg(feature = "ssr")]
mod assets;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod done;
#[cfg(feature = "ssr")]
mod error_page;
#[cfg(feature = "ssr")]
mod form;
#[cfg(feature = "hydrate")]
pub mod island;
#[cfg(feature = "ssr")]
mod layout;
mod link;
#[cfg(feature = "ssr")]
mod refusal;
#[cfg(feature = "ssr")]
mod request;
#[cfg(feature = "ssr")]
mod route;

#[cfg(feature = "ssr")]
pub use answer::{Answer, Door, Download, Outcome, Page, Width};
#[cfg(feature = "ssr")]
pub use assets::{Assets, stylesheet};
#[cfg(feature = "ssr")]
pub use document::{PageFrame, render};
#[cfg(feature = "ssr")]
pub use done::done_notice;
#[cfg(feature = "ssr")]
pub use error_page::{error_page, on_error};
#[cfg(feature = "ssr")]
pub use form::{Errors, Form, RefusedForm, Upload};
pub use link::href;
#[cfg(feature = "ssr")]
pub use refusal::Refusal;
#[cfg(feature = "ssr")]
pub use request::{Civil, Community, PageRequest, Pairs, Services};
#[cfg(feature = "ssr")]
pub use route::{Access, Body, Handler, Route, Verb};
