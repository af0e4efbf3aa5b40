use leptos::prelude::*;

use crate::{HeadingLevel, Icon, IconName, Text, class::with_modifiers};

/// What to show where there is nothing yet: why, and what to do about it.
#[component]
pub fn EmptyState(
    /// «Ще немає звернень».
    #[prop(into)]
    title: String,
    /// The rank of the title.
    #[prop(optional)]
    level: HeadingLevel,
    /// Why, or what will be here.
    #[prop(optional, into)]
    text: Text,
    /// The mark above.
    #[prop(default = IconName::Inbox)]
    icon: IconName,
    /// A way on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <span class="state__icon"><Icon name=icon /></span>
            {level.text("state__title", title.into())}
            {text.get().map(|text| view! { <p class="state__text">{text}</p> })}
            {children.map(|children| view! { <div class="state__actions cluster">{children()}</div> })}
        </div>
    }
}

/// What to show where something failed: in plain words, with the number by which the operators find it.
#[component]
pub fn ErrorState(
    /// «Не вдалося завантажити сторінку».
    #[prop(into)]
    title: String,
    /// The rank of the title; `One` where the whole page failed.
    #[prop(optional)]
    level: HeadingLevel,
    /// What happened and what can be done.
    #[prop(optional, into)]
    text: Text,
    /// The status or the stable code of the error.
    #[prop(optional, into)]
    code: Text,
    /// What the request's number is called, and the number.
    #[prop(optional, into)]
    request: Option<(String, String)>,
    /// The mark above.
    #[prop(default = IconName::AlertTriangle)]
    icon: IconName,
    /// Ways on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state state--error">
            <span class="state__icon"><Icon name=icon /></span>
            {code.get().map(|code| view! { <p class="state__code">{code}</p> })}
            {level.text("state__title", title.into())}
            {text.get().map(|text| view! { <p class="state__text">{text}</p> })}
            {children.map(|children| view! { <div class="state__actions cluster">{children()}</div> })}
            {request.map(|(label, id)| view! { <p class="state__request">{label} " " <code>{id}</code></p> })}
        </div>
    }
}

/// The shape of what is being loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkeletonShape {
    /// Lines of text.
    #[default]
    Text,
    /// Cards in a grid.
    Cards,
    /// Rows of a table or list.
    Rows,
}

/// A place kept for what is being loaded; hidden from screen readers, which hear `label` instead.
#[component]
pub fn Skeleton(
    /// «Завантажуємо…».
    #[prop(into)]
    label: String,
    /// The shape of what will come.
    #[prop(optional)]
    shape: SkeletonShape,
    /// How many lines, cards or rows.
    #[prop(default = 3)]
    count: usize,
) -> impl IntoView {
    let modifier = match shape {
        SkeletonShape::Text => "text",
        SkeletonShape::Cards => "cards",
        SkeletonShape::Rows => "rows",
    };
    view! {
        <div class=with_modifiers("skeleton", &[Some(modifier)]) role="status">
            <span class="visually-hidden">{label}</span>
            {(0..count).map(|_| view! { <span class="skeleton__part" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}
