//! The home page: what a resident comes for.

use super::{project, waiting};
use crate::shared::{Door, Outcome, Page, PageRequest, Width};
use domain::infrastructure::project::ProjectItem;
use leptos::prelude::*;
use locales::home as t;
use ui::{ButtonKind, ButtonLink, HeadingLevel, Hero, IconName, LinkCard, SearchBox};

/// How many projects are shown.
const PROJECTS: u32 = 4;

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let waiting = waiting::of(&request).await?;
    let projects = request
        .services
        .infrastructure
        .latest(&request.actor, PROJECTS)
        .await?;
    let search = request.href("/search");
    Page::new(t::title(language), move || {
        let search = move || {
            view! {
                <SearchBox action=search label=t::search_label(language) button_label=t::search_button(language)
                    placeholder=t::search_example(language) is_large=true />
            }
        };
        view! {
            <Hero title=t::title(language) lead=t::lead(language) action=search />
            <div class="container page">
                {doors(&request)}
                {waiting.view(&request)}
                {building(&request, projects)}
            </div>
        }
    })
    .description(t::lead(language))
    .door(Door::Home)
    .width(Width::Full)
    .cacheable()
    .ok()
}

fn doors(request: &PageRequest) -> impl IntoView + use<> {
    let language = request.language;
    let door = |path: &str, title: &'static str, text: &'static str, icon| {
        view! { <LinkCard href=request.href(path) title=title level=HeadingLevel::Three text=text icon=icon is_door=true /> }
    };
    view! {
        <section class="section" aria-labelledby="doors">
            <h2 class="visually-hidden" id="doors">{t::doors(language)}</h2>
            <div class="grid">
                {door("/cabinet", t::cabinet(language), t::cabinet_text(language), IconName::FileText)}
                {door("/infrastructure", t::infrastructure(language), t::infrastructure_text(language), IconName::Map)}
                {door("/learning", t::learning(language), t::learning_text(language), IconName::GraduationCap)}
            </div>
        </section>
    }
}

fn building(request: &PageRequest, projects: Vec<ProjectItem>) -> Option<impl IntoView + use<>> {
    let language = request.language;
    let (all, map) = (
        request.href("/infrastructure"),
        request.href("/infrastructure/map"),
    );
    (!projects.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="building">
                <div class="section__head">
                    <h2 class="section__title" id="building">{t::building(language)}</h2>
                    <div class="cluster">
                        <ButtonLink href=map kind=ButtonKind::Quiet icon=IconName::Map>{t::building_map(language)}</ButtonLink>
                        <ButtonLink href=all kind=ButtonKind::Quiet icon_after=IconName::ArrowRight>
                            {t::building_all(language)}
                        </ButtonLink>
                    </div>
                </div>
                {project::list(request, projects)}
            </section>
        }
    })
}
