use leptos::prelude::*;

use super::{Example, Language, both, pick};
use crate::*;

pub(super) fn examples() -> Vec<Example> {
    vec![
        Example {
            component: "SkipLink",
            name: both!("Видно, коли є фокус", "Shown when focused"),
            criteria: &[both!(
                "Перша зупинка клавіші Tab; веде до вмісту повз шапку.",
                "The first stop of the Tab key; leads past the header to the content.",
            )],
            view: |l| {
                view! { <SkipLink label=pick(l, "Перейти до прикладів", "Skip to the examples") target="gallery" /> }.into_any()
            },
        },
        Example {
            component: "SiteHeader",
            name: both!("Шапка з трьома дверима", "The header with its three doors"),
            criteria: &[
                both!(
                    "Поточний розділ позначено aria-current, а не лише кольором.",
                    "The current door carries aria-current, not only a colour.",
                ),
                both!(
                    "На телефоні двері стоять унизу, під великим пальцем; кожна ціль не менша за 44 пікселі.",
                    "On a phone the doors stand at the bottom, under the thumb; every target is at least 44 pixels.",
                ),
                both!(
                    "Посилання на іншу мову має lang і hreflang.",
                    "The link to the other language carries lang and hreflang.",
                ),
            ],
            view: site_header,
        },
        Example {
            component: "SiteFooter",
            name: both!("Підвал на глибокій воді", "The footer on deep water"),
            criteria: &[both!(
                "Кожен стовпець має заголовок; контраст посилань не менший за 7 : 1.",
                "Every column has a heading; links keep a contrast of 7 : 1 or more.",
            )],
            view: site_footer,
        },
        Example {
            component: "Hero",
            name: both!("Початок головної сторінки", "The opening of the home page"),
            criteria: &[both!(
                "Малюнок прикрашає і прихований від програм читання з екрана.",
                "The drawing is decoration and hidden from screen readers.",
            )],
            view: hero,
        },
        Example {
            component: "Breadcrumbs",
            name: both!("Шлях до сторінки", "The way to the page"),
            criteria: &[both!(
                "Навігація має назву; остання сходинка позначена aria-current.",
                "The navigation has a name; the last step carries aria-current.",
            )],
            view: |l| {
                let items = vec![
                    Crumb::link(pick(l, "Головна", "Home"), "#home"),
                    Crumb::link(pick(l, "Кабінет", "Cabinet"), "#cabinet"),
                    Crumb::here(pick(
                        l,
                        "Запит на публічну інформацію",
                        "Public information request",
                    )),
                ];
                view! { <Breadcrumbs label=pick(l, "Шлях", "Breadcrumbs") items /> }.into_any()
            },
        },
        Example {
            component: "PageHeader",
            name: both!("Заголовок сторінки з діями", "The head of a page with actions"),
            criteria: &[both!(
                "Сторінка має один заголовок першого рівня.",
                "A page has one heading of the first rank.",
            )],
            view: page_header,
        },
        Example {
            component: "Logo",
            name: both!("Знак", "The mark"),
            criteria: &[both!(
                "Знак не озвучується: поруч стоїть назва.",
                "The mark is silent: the name stands beside it.",
            )],
            view: |_| view! { <Logo /> }.into_any(),
        },
    ]
}

fn site_header(l: Language) -> AnyView {
    let item = |label: &str, href: &str, icon, is_current| NavItem {
        label: label.into(),
        href: href.into(),
        icon,
        is_current,
    };
    let items = vec![
        item(pick(l, "Головна", "Home"), "#home", IconName::Home, false),
        item(
            pick(l, "Кабінет", "Cabinet"),
            "#cabinet",
            IconName::FileText,
            true,
        ),
        item(pick(l, "Мапа робіт", "Works map"), "#map", IconName::Map, false),
        item(
            pick(l, "Навчання", "Learning"),
            "#learning",
            IconName::GraduationCap,
            false,
        ),
    ];
    let language = LanguageLink {
        label: pick(l, "English", "Українська").into(),
        short: pick(l, "EN", "УК").into(),
        tag: pick(l, "en", "uk").into(),
        href: "#language".into(),
    };
    view! {
        <SiteHeader
            brand=pick(l, "Громада", "Hromada")
            place=pick(l, "Тернопіль", "Ternopil")
            home="#home"
            nav_label=pick(l, "Розділи", "Sections")
            items
            language
            search="#search"
            search_label=pick(l, "Пошук", "Search")
            account=move || {
                view! {
                    <Menu label=pick(l, "Соломія К.", "Solomiia K.") icon=IconName::User>
                        <a class="menu__item" href="#cases"><Icon name=IconName::Inbox />{pick(l, "Мої справи", "My cases")}</a>
                        <a class="menu__item" href="#settings"><Icon name=IconName::Settings />{pick(l, "Налаштування", "Settings")}</a>
                        <button class="menu__item" type="button"><Icon name=IconName::SignOut />{pick(l, "Вийти", "Sign out")}</button>
                    </Menu>
                }
            }
        />
    }
    .into_any()
}

fn site_footer(l: Language) -> AnyView {
    let links = |labels: &[&str]| {
        labels
            .iter()
            .map(|label| ((*label).to_owned(), "#footer".to_owned()))
            .collect()
    };
    let columns = vec![
        FooterColumn {
            title: pick(l, "Послуги", "Services").into(),
            links: links(&[
                pick(l, "Каталог", "Catalogue"),
                pick(l, "Мої справи", "My cases"),
                pick(l, "Перевірити документ", "Verify a document"),
            ]),
        },
        FooterColumn {
            title: pick(l, "Місто", "City").into(),
            links: links(&[
                pick(l, "Мапа робіт", "Works map"),
                pick(l, "Відкриті дані", "Open data"),
                pick(l, "Петиції", "Petitions"),
            ]),
        },
        FooterColumn {
            title: pick(l, "Довідка", "Help").into(),
            links: links(&[
                pick(l, "Доступність", "Accessibility"),
                pick(l, "Захист даних", "Data protection"),
                pick(l, "Галерея", "Gallery"),
            ]),
        },
    ];
    view! {
        <SiteFooter brand=pick(l, "Громада", "Hromada") text=pick(l, "Відкрита платформа міської громади.", "The open platform of a city community.") columns>
            <p>{pick(l, "Вільне програмне забезпечення, ліцензія EUPL-1.2.", "Free software under the EUPL-1.2.")}</p>
        </SiteFooter>
    }
    .into_any()
}

fn hero(l: Language) -> AnyView {
    view! {
        <Hero
            title=pick(l, "Місто, яке видно й чути", "A city you can see and hear")
            lead=pick(l, "Послуги без черг, кожне будівництво на мапі, навчання для всіх.", "Services without queues, every works project on a map, learning for all.")
            action=move || {
                view! {
                    <SearchBox action="#search" id="hero-search" is_large=true label=pick(l, "Пошук послуг, робіт і уроків", "Search services, works and lessons") button_label=pick(l, "Знайти", "Search") placeholder=pick(l, "Наприклад, вулиця або послуга", "For example, a street or a service") />
                }
            }
        />
    }
    .into_any()
}

fn page_header(l: Language) -> AnyView {
    view! {
        <PageHeader
            eyebrow=pick(l, "Справа № 2026-000417", "Case No. 2026-000417")
            title=pick(l, "Запит на публічну інформацію", "Public information request")
            lead=pick(l, "Подано 20 листопада. Зараз у відповідального виконавця.", "Submitted on 20 November. Now with the responsible officer.")
            actions=move || view! { <ButtonLink href="#print" kind=ButtonKind::Secondary icon=IconName::Printer>{pick(l, "Друкувати", "Print")}</ButtonLink> }
        >
            <StatusBadge status=Status::InProgress label=pick(l, "На розгляді", "In review") />
            <Fact icon=IconName::Calendar>{pick(l, "Відповідь до 27 листопада", "Answer by 27 November")}</Fact>
        </PageHeader>
    }
    .into_any()
}
