//! One way to say on the page after a form what was done and what comes next.
//!
//! The address names what was done by a code of ours; the page shows it only where its data bear it out, so that a link
//! somebody else made, or an old one, says nothing untrue.

use super::{Answer, Outcome, PageRequest};
use leptos::prelude::*;
use ui::{HeadingLevel, Notice, Tone};

/// The name in the address.
const DONE: &str = "done";

impl Answer {
    /// See other, and say there what was done.
    ///
    /// # Errors
    /// Never.
    pub fn done(path: impl std::fmt::Display, what: &str) -> Outcome {
        Self::see(format!("{path}?{DONE}={what}"))
    }
}

impl PageRequest {
    /// What was done on the page before this one, as its address claims.
    #[must_use]
    pub fn done(&self) -> Option<&str> {
        self.query.get(DONE)
    }
}

/// What was done, and what comes next.
#[must_use]
pub fn done_notice(what: impl Into<String>, next: impl Into<String>) -> AnyView {
    let (what, next) = (what.into(), next.into());
    view! {
        <Notice tone=Tone::Success title=what level=HeadingLevel::Two is_announced=true>
            {(!next.is_empty()).then(|| view! { <p>{next}</p> })}
        </Notice>
    }
    .into_any()
}
