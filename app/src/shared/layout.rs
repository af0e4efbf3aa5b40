//! The body of every page: skip link, header with the three doors, content, footer.

use super::answer::Door;
use super::document::PageFrame;
use super::link::href;
use domain::Language;
use leptos::prelude::*;
use locales::layout as t;

/// The `<body>` around the content of a page.
pub(super) fn layout(
    frame: &PageFrame,
    door: Option<Door>,
    content: Box<dyn FnOnce() -> AnyView + Send>,
) -> impl IntoView + use<> {
    let language = frame.language;
    let other = language.pick(Language::En, Language::Uk);
    let current = move |this: Door| (door == Some(this)).then_some("page");
    let cabinet = language
        .pick(&frame.community.cabinet_uk, &frame.community.cabinet_en)
        .clone();
    view! {
        <body>
            <a class="skip-link" href="#main">{t::skip_to_content(language)}</a>
            <header class="site-header">
                <a class="site-header__brand" href=href(language, "/")>{cabinet}</a>
                <nav aria-label=t::navigation(language)>
                    <a href=href(language, "/cabinet") aria-current=current(Door::Cabinet)>{t::cabinet(language)}</a>
                    <a href=href(language, "/infrastructure") aria-current=current(Door::Infrastructure)>
                        {t::infrastructure(language)}
                    </a>
                    <a href=href(language, "/learning") aria-current=current(Door::Learning)>{t::learning(language)}</a>
                </nav>
                <a href=href(other, &frame.path) hreflang=other.code() lang=other.code()>{t::other_language(language)}</a>
            </header>
            <main id="main" tabindex="-1">{content()}</main>
            <footer class="site-footer"></footer>
        </body>
    }
}
