//! Somebody else was faster: said on the page itself, with what was typed still in the form.

use super::applicant::application::happened_title;
use super::words;
use domain::Language;
use domain::cabinet::view::ApplicationView;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{HeadingLevel, Notice, Tone};

/// What happened to an application while its page was open.
pub fn meanwhile(language: Language, application: &ApplicationView, keeps_text: bool) -> AnyView {
    let happened = application.history.last().map(|event| {
        let what = happened_title(language, event.kind);
        let when = words::moment(language, event.at);
        match &event.who {
            Some(who) => t::meanwhile_by(language, what, when, who),
            None => t::meanwhile_at(language, what, when),
        }
    });
    view! {
        <Notice tone=Tone::Warning title=t::meanwhile_title(language) level=HeadingLevel::Two is_announced=true>
            {happened.map(|text| view! { <p>{text}</p> })}
            {keeps_text.then(|| view! { <p>{t::meanwhile_kept(language)}</p> })}
        </Notice>
    }
    .into_any()
}
