use leptos::prelude::*;

use crate::{Logo, Text};

/// A titled list of links in the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FooterColumn {
    /// What the links have in common.
    pub title: String,
    /// Text and address.
    pub links: Vec<(String, String)>,
}

/// The foot of every page, on deep water under a wave.
#[component]
pub fn SiteFooter(
    /// The name of the platform.
    #[prop(into)]
    brand: String,
    /// One sentence: who runs it and what for.
    #[prop(optional, into)]
    text: Text,
    /// Up to four columns of links.
    #[prop(optional)]
    columns: Vec<FooterColumn>,
    /// The small print: version, licence, accessibility.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <footer class="site-footer">
            <svg class="site-footer__wave" viewBox="0 0 1200 24" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <path d="M0 24V12C100 12 100 2 200 2s100 10 200 10S500 2 600 2s100 10 200 10 100-10 200-10 100 10 200 10v12z"></path>
            </svg>
            <div class="site-footer__inner container">
                <div class="site-footer__about">
                    <p class="site-footer__brand">
                        <Logo />
                        {brand}
                    </p>
                    {text.get().map(|text| view! { <p class="site-footer__text">{text}</p> })}
                </div>
                {columns.into_iter().map(column).collect_view()}
            </div>
            {children.map(|children| view! { <div class="site-footer__small container">{children()}</div> })}
        </footer>
    }
}

fn column(column: FooterColumn) -> impl IntoView {
    view! {
        <section class="site-footer__column">
            <h2 class="site-footer__title">{column.title}</h2>
            <ul class="site-footer__links">
                {column
                    .links
                    .into_iter()
                    .map(|(label, href)| view! { <li><a class="site-footer__link" href=href>{label}</a></li> })
                    .collect_view()}
            </ul>
        </section>
    }
}
