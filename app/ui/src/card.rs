use leptos::{children::ViewFnOnce, prelude::*};

use crate::{HeadingLevel, Icon, IconName, Text, class::with_modifiers};

/// A quiet surface that holds one matter together.
#[component]
pub fn Card(
    /// The heading of the card.
    #[prop(optional, into)]
    title: Text,
    /// The rank of that heading.
    #[prop(optional)]
    level: HeadingLevel,
    /// An icon beside the heading.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// Links and buttons at the foot.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// Tinted, for what stands aside.
    #[prop(optional)]
    is_tinted: bool,
    children: Children,
) -> impl IntoView {
    let class = with_modifiers("card", &[is_tinted.then_some("tinted")]);
    let heading = title.get().map(|title| {
        let icon = icon.map(|name| view! { <Icon name class="card__icon" /> });
        level.view("card__title", None, view! { {icon} {title} })
    });
    view! {
        <section class=class>
            {heading}
            <div class="card__body">{children()}</div>
            {actions.map(|actions| view! { <div class="card__actions cluster">{actions.run()}</div> })}
        </section>
    }
}

/// A card that is one link: the whole surface can be pressed, yet only the title is read as the link.
#[component]
pub fn LinkCard(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// The text of the link.
    #[prop(into)]
    title: String,
    /// The rank of the title.
    #[prop(optional)]
    level: HeadingLevel,
    /// One or two sentences.
    #[prop(optional, into)]
    text: Text,
    /// A small line above the title, such as a category.
    #[prop(optional, into)]
    eyebrow: Text,
    /// An icon in the corner.
    #[prop(optional, into)]
    icon: Option<IconName>,
    /// A door of the home page: larger, on deep water.
    #[prop(optional)]
    is_door: bool,
    /// Facts at the foot: term, place, badge.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = with_modifiers("link-card", &[is_door.then_some("door")]);
    let link = view! { <a class="link-card__link" href=href>{title}</a> };
    view! {
        <article class=class>
            {icon.map(|name| view! { <span class="link-card__icon"><Icon name /></span> })}
            <div class="link-card__body">
                {eyebrow.get().map(|eyebrow| view! { <p class="link-card__eyebrow">{eyebrow}</p> })}
                {level.view("link-card__title", None, link)}
                {text.get().map(|text| view! { <p class="link-card__text">{text}</p> })}
                {children.map(|children| view! { <div class="link-card__foot">{children()}</div> })}
            </div>
            <Icon name=IconName::ArrowRight class="link-card__arrow" />
        </article>
    }
}
