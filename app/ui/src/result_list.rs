use leptos::{children::ViewFnOnce, prelude::*};

use crate::{AsWritten, HeadingLevel, Text};

/// A list of things found: projects, services, cases, lessons.
#[component]
pub fn ResultList(children: Children) -> impl IntoView {
    view! { <ul class="results">{children()}</ul> }
}

/// One thing of a list: the title is the link, facts stand below, a badge at the side.
#[component]
pub fn ResultItem(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The text of the link.
    #[prop(into)]
    title: String,
    /// The rank of the title.
    #[prop(default = HeadingLevel::Three)]
    level: HeadingLevel,
    /// A small line above the title: number, category.
    #[prop(optional, into)]
    eyebrow: Text,
    /// One or two sentences.
    #[prop(optional, into)]
    text: Text,
    /// A badge at the side.
    #[prop(optional, into)]
    badge: Option<ViewFnOnce>,
    /// Facts below: place, date, sum; each a `Fact`.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let link = view! { <a class="results__link" href=href><AsWritten text=title /></a> };
    view! {
        <li class="results__item">
            <div class="results__body">
                {eyebrow.get().map(|eyebrow| view! { <p class="results__eyebrow">{eyebrow}</p> })}
                {level.view("results__title", None, link)}
                {text.get().map(|text| view! { <p class="results__text"><AsWritten text=text /></p> })}
                {children.map(|children| view! { <div class="results__facts">{children()}</div> })}
            </div>
            {badge.map(|badge| view! { <div class="results__badge">{badge.run()}</div> })}
        </li>
    }
}

/// A small fact with its icon: a place, a date, a sum.
#[component]
pub fn Fact(
    /// The icon before it.
    icon: crate::IconName,
    children: Children,
) -> impl IntoView {
    view! {
        <span class="fact">
            <crate::Icon name=icon />
            <span>{children()}</span>
        </span>
    }
}
