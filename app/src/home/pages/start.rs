//! The home page: what a resident comes for.

use super::{project, waiting};
use crate::shared::{Door, Outcome, Page, PageRequest, Width};
use domain::ServiceResult;
use domain::infrastructure::filter::{Filter, Sort};
use domain::infrastructure::project::ProjectItem;
use leptos::prelude::*;
use locales::home as t;
use ui::{ButtonKind, ButtonLink, HeadingLevel, Hero, IconName, LinkCard, SearchBox};

/// How many projects are shown.
const PROJECTS: u32 = 4;

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let waiting = waiting::of(&request).await?;
    let building = Building::near(&request).await?;
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
                {building.view(&request)}
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

/// What is being built: on the street of the person who asks, or where it was built last.
struct Building {
    /// The street, when the person has named one.
    street: Option<String>,
    /// Whether these are the projects of that street.
    is_near: bool,
    projects: Vec<ProjectItem>,
}

impl Building {
    async fn near(request: &PageRequest) -> ServiceResult<Self> {
        let infrastructure = &request.services.infrastructure;
        let street = match request.actor.signed_in() {
            Some(_) => request.services.people.account(&request.actor).await?.street,
            None => String::new(),
        };
        if !street.is_empty() {
            let filter = on_street(&street);
            let mut projects = infrastructure
                .list(&request.actor, &filter, Sort::Year, 1)
                .await?
                .projects;
            projects.truncate(PROJECTS as usize);
            if !projects.is_empty() {
                return Ok(Self {
                    street: Some(street),
                    is_near: true,
                    projects,
                });
            }
        }
        Ok(Self {
            street: (!street.is_empty()).then_some(street),
            is_near: false,
            projects: infrastructure.latest(&request.actor, PROJECTS).await?,
        })
    }

    fn view(self, request: &PageRequest) -> Option<impl IntoView + use<>> {
        let language = request.language;
        let filter = match &self.street {
            Some(street) if self.is_near => on_street(street).to_query(),
            _ => String::new(),
        };
        let [all, map] = ["/infrastructure", "/infrastructure/map"].map(|path| {
            let mark = if filter.is_empty() { "" } else { "?" };
            request.href(&format!("{path}{mark}{filter}"))
        });
        let (title, note) = match &self.street {
            Some(street) if self.is_near => (t::building_near(language, street), None),
            Some(street) => (
                t::building(language).to_owned(),
                Some(t::building_none_near(language, street)),
            ),
            None => (t::building(language).to_owned(), None),
        };
        let account = request.href("/people/account");
        let is_signed_in = request.actor.signed_in().is_some();
        let invite = (is_signed_in && self.street.is_none()).then(|| {
            view! { <p class="text-muted">{t::building_invite(language)} " " <a href=account>{t::building_name_street(language)}</a></p> }
        });
        (!self.projects.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby="building">
                    <div class="section__head">
                        <h2 class="section__title" id="building">{title}</h2>
                        <div class="cluster">
                            <ButtonLink href=map kind=ButtonKind::Quiet icon=IconName::Map>{t::building_map(language)}</ButtonLink>
                            <ButtonLink href=all kind=ButtonKind::Quiet icon_after=IconName::ArrowRight>
                                {t::building_all(language)}
                            </ButtonLink>
                        </div>
                    </div>
                    {note.map(|note| view! { <p class="text-muted">{note}</p> })}
                    {invite}
                    {project::list(request, self.projects)}
                </section>
            }
        })
    }
}

fn on_street(street: &str) -> Filter {
    Filter {
        text: street.to_owned(),
        ..Filter::default()
    }
}
