use leptos::{children::ViewFnOnce, prelude::*};

use crate::{Icon, IconName, Logo, Text};

/// One door of the main navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// One short word or two: it stands under an icon at 320 px.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Its icon.
    pub icon: IconName,
    /// The page shown belongs to this door.
    pub is_current: bool,
}

/// The way to the same page in the other language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language in its own words: «English».
    pub label: String,
    /// Two letters shown where there is little room: «EN».
    pub short: String,
    /// The language tag: `en`.
    pub tag: String,
    /// The same page in that language.
    pub href: String,
}

/// The head of every page: brand, doors, search, language, account.
///
/// The doors are one list: a row at the top on wide screens, a bar under the thumb on phones. No script takes part.
#[component]
pub fn SiteHeader(
    /// The name of the platform.
    #[prop(into)]
    brand: String,
    /// The community that runs it.
    #[prop(optional, into)]
    place: Text,
    /// The home page.
    #[prop(into)]
    home: String,
    /// What the navigation is called for screen readers.
    #[prop(into)]
    nav_label: String,
    /// The doors, five at most.
    items: Vec<NavItem>,
    /// The page in the other language.
    #[prop(optional, into)]
    language: Option<LanguageLink>,
    /// The address of the search page.
    #[prop(optional, into)]
    search: Text,
    /// What the search link is called.
    #[prop(optional, into)]
    search_label: Text,
    /// The account: a link to sign in, or a menu.
    #[prop(optional, into)]
    account: Option<ViewFnOnce>,
) -> impl IntoView {
    let search = search.get().zip(search_label.get()).map(|(href, label)| {
        view! {
            <a class="site-header__tool" href=href>
                <Icon name=IconName::Search label />
            </a>
        }
    });
    let language = language.map(|language| {
        view! {
            <a class="site-header__tool" href=language.href hreflang=language.tag.clone() lang=language.tag rel="alternate">
                <span aria-hidden="true">{language.short}</span>
                <span class="visually-hidden">{language.label}</span>
            </a>
        }
    });
    view! {
        <header class="site-header">
            <div class="site-header__bar container">
                <a class="brand" href=home>
                    <Logo />
                    <span class="brand__text">
                        <span class="brand__name">{brand}</span>
                        {place.get().map(|place| view! { " " <span class="brand__place">{place}</span> })}
                    </span>
                </a>
                <nav class="site-nav" aria-label=nav_label>
                    <ul class="site-nav__list">{items.into_iter().map(nav_item).collect_view()}</ul>
                </nav>
                <div class="site-header__tools">{search} {language} {account.map(ViewFnOnce::run)}</div>
            </div>
        </header>
    }
}

fn nav_item(item: NavItem) -> impl IntoView {
    view! {
        <li class="site-nav__item">
            <a class="site-nav__link" href=item.href aria-current=item.is_current.then_some("page")>
                <Icon name=item.icon />
                <span class="site-nav__label">{item.label}</span>
            </a>
        </li>
    }
}
