//! The home page: what a resident comes for.

use crate::shared::{Door, Outcome, Page, PageRequest};
use leptos::prelude::*;
use locales::home as t;
use ui::{HeadingLevel, IconName, LinkCard};

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let [cabinet, infrastructure, learning] =
        ["/cabinet", "/infrastructure", "/learning"].map(|path| request.href(path));
    Page::new(t::title(language), move || {
        view! {
            <header class="page-header">
                <h1>{t::title(language)}</h1>
                <p class="lead measure">{t::lead(language)}</p>
            </header>
            <section class="section" aria-labelledby="doors">
                <h2 class="visually-hidden" id="doors">{t::doors(language)}</h2>
                <div class="grid">
                    <LinkCard
                        href=cabinet
                        title=t::cabinet(language)
                        level=HeadingLevel::Three
                        text=t::cabinet_text(language)
                        icon=IconName::FileText
                        is_door=true
                    />
                    <LinkCard
                        href=infrastructure
                        title=t::infrastructure(language)
                        level=HeadingLevel::Three
                        text=t::infrastructure_text(language)
                        icon=IconName::Map
                        is_door=true
                    />
                    <LinkCard
                        href=learning
                        title=t::learning(language)
                        level=HeadingLevel::Three
                        text=t::learning_text(language)
                        icon=IconName::GraduationCap
                        is_door=true
                    />
                </div>
            </section>
        }
    })
    .description(t::lead(language))
    .door(Door::Home)
    .cacheable()
    .ok()
}
