//! The body of every page: skip link, header with the three doors, content, footer.

use super::answer::{Door, Width};
use super::document::PageFrame;
use super::link::href;
use domain::Language;
use domain::actor::SignedIn;
use leptos::prelude::*;
use locales::layout as t;
use ui::{FooterColumn, IconName, LanguageLink, NavItem, SiteFooter, SiteHeader, SkipLink};

/// The `<body>` around the content of a page.
pub(super) fn layout(
    frame: &PageFrame,
    door: Option<Door>,
    width: Width,
    content: Box<dyn FnOnce() -> AnyView + Send>,
) -> impl IntoView + use<> {
    let language = frame.language;
    let other = language.pick(Language::En, Language::Uk);
    let switch = LanguageLink {
        label: t::other_language(language).to_owned(),
        short: other.code().to_uppercase(),
        tag: other.code().to_owned(),
        href: with_query(href(other, &frame.path), &frame.query),
    };
    let brand = language
        .pick(&frame.community.cabinet_uk, &frame.community.cabinet_en)
        .clone();
    let place = language
        .pick(&frame.community.name_uk, &frame.community.name_en)
        .clone();
    let items = navigation(language, door, frame.actor.signed_in());
    let is_demo = frame.community.is_demo;
    let class = match width {
        Width::Normal => "container page",
        Width::Narrow => "container container--narrow page",
        Width::Wide => "container container--wide page",
        Width::Full => "page-full",
    };
    view! {
        <body>
            <SkipLink label=t::skip_to_content(language) />
            <SiteHeader
                brand=brand.clone()
                place
                home=href(language, "/")
                nav_label=t::navigation(language)
                items
                language=switch
                search=href(language, "/search")
                search_label=t::search(language)
            />
            <main id="main" tabindex="-1" class=class>
                {content()}
            </main>
            <SiteFooter brand text=t::purpose(language) columns=columns(language)>
                {is_demo.then(|| view! { <p>{t::demonstration(language)}</p> })}
            </SiteFooter>
        </body>
    }
}

/// An address with its query, so that a search or a filter stays in the other language.
fn with_query(address: String, query: &str) -> String {
    if query.is_empty() {
        address
    } else {
        format!("{address}?{query}")
    }
}

/// The three doors, the account and, for the staff, their work: five at most, so that each can be reached with a thumb.
fn navigation(language: Language, door: Option<Door>, person: Option<&SignedIn>) -> Vec<NavItem> {
    let item = |this: Door, label: &str, path: &str, icon| NavItem {
        label: label.to_owned(),
        href: href(language, path),
        icon,
        is_current: door == Some(this),
    };
    let mut items = vec![
        item(
            Door::Cabinet,
            t::cabinet(language),
            "/cabinet",
            IconName::FileText,
        ),
        item(
            Door::Infrastructure,
            t::infrastructure(language),
            "/infrastructure",
            IconName::Map,
        ),
        item(
            Door::Learning,
            t::learning(language),
            "/learning",
            IconName::GraduationCap,
        ),
    ];
    items.push(match person {
        Some(_) => item(
            Door::Account,
            t::account(language),
            "/people/account",
            IconName::User,
        ),
        None => item(
            Door::Account,
            t::sign_in(language),
            "/people/sign-in",
            IconName::User,
        ),
    });
    if person.is_some_and(SignedIn::is_staff) {
        items.push(item(
            Door::Work,
            t::work(language),
            "/operations",
            IconName::Users,
        ));
    }
    items
}

fn columns(language: Language) -> Vec<FooterColumn> {
    let link = |label: &str, path: &str| (label.to_owned(), href(language, path));
    vec![
        FooterColumn {
            title: t::doors(language).to_owned(),
            links: vec![
                link(t::cabinet(language), "/cabinet"),
                link(t::infrastructure(language), "/infrastructure"),
                link(t::learning(language), "/learning"),
                link(t::open_data(language), "/opendata"),
            ],
        },
        FooterColumn {
            title: t::about(language).to_owned(),
            links: vec![
                link(t::search(language), "/search"),
                link(t::accessibility(language), "/accessibility"),
                link(t::gallery(language), "/gallery"),
            ],
        },
    ]
}
