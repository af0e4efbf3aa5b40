//! The search over all doors: services, projects and lessons, grouped.

use super::project;
use crate::shared::{Door, Outcome, Page, PageRequest, Width};
use domain::ServiceResult;
use domain::cabinet::view::ServiceSummary;
use domain::infrastructure::project::ProjectItem;
use domain::infrastructure::{Filter, Sort};
use domain::text::clean_line;
use leptos::prelude::*;
use locales::home as t;
use ui::{
    ButtonKind, ButtonLink, EmptyState, HeadingLevel, IconName, Notice, PageHeader, ResultItem, ResultList,
    SearchBox, Tone,
};

/// The longest query.
const LONGEST: u32 = 200;
/// How many projects are shown here; the list of projects shows all.
const MOST_PROJECTS: usize = 8;
/// How many lessons are shown.
const MOST_LESSONS: usize = 12;

/// What was found.
#[derive(Default)]
struct Found {
    services: Vec<ServiceSummary>,
    projects: Vec<ProjectItem>,
    /// How many projects there are in all.
    projects_count: i64,
    /// The address of the list of all of them.
    projects_query: String,
    lessons: Vec<Lesson>,
}

/// A lesson that was found.
struct Lesson {
    href: String,
    title: String,
    module: String,
}

pub(super) async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let typed = request.query.get("q").unwrap_or_default().to_owned();
    let (query, problem) = match clean_line(&typed, LONGEST) {
        Ok(query) => (query, None),
        Err(problem) => (String::new(), Some(locales::problem_text(language, &problem))),
    };
    let is_asked = !query.is_empty();
    let found = if is_asked {
        find(&request, &query).await?
    } else {
        Found::default()
    };
    let is_refused = problem.is_some();
    let title = if is_asked {
        t::search_of(language, &query)
    } else {
        t::search_title(language).to_owned()
    };
    let page = Page::new(title, move || {
        let here = request.href("/search");
        let problem = problem.map(|text| view! { <Notice tone=Tone::Danger>{text}</Notice> });
        view! {
            <PageHeader title=t::search_title(language) lead=t::search_lead(language) />
            {problem}
            <SearchBox action=here label=t::search_label(language) button_label=t::search_button(language)
                placeholder=t::search_example(language) value=typed is_large=true />
            {is_asked.then(|| results(&request, &query, found))}
        }
    })
    .description(t::search_lead(language))
    .door(Door::Home)
    .width(Width::Narrow)
    .unlisted()
    .cacheable();
    page.status(if is_refused { 422 } else { 200 }).ok()
}

async fn find(request: &PageRequest, query: &str) -> ServiceResult<Found> {
    // Signs alone are no words: every text would hold none of them.
    if !query.chars().any(char::is_alphanumeric) {
        return Ok(Found::default());
    }
    let services = request.services.cabinet.search(&request.actor, query).await?;
    let filter = Filter {
        text: query.to_owned(),
        ..Filter::default()
    };
    let infrastructure = &request.services.infrastructure;
    let page = infrastructure
        .list(&request.actor, &filter, Sort::Year, 1)
        .await?;
    let mut projects = page.projects;
    projects.truncate(MOST_PROJECTS);
    Ok(Found {
        services,
        projects,
        projects_count: page.summary.count,
        projects_query: filter.to_query(),
        lessons: lessons(request, query).await?,
    })
}

/// The lessons whose title or summary holds the words. Courses are small and stay in memory.
async fn lessons(request: &PageRequest, query: &str) -> ServiceResult<Vec<Lesson>> {
    let (learning, actor, language) = (&request.services.learning, &request.actor, request.language);
    let mut found = Vec::new();
    for course in learning.home(actor, None).await?.courses {
        let course = learning.course(actor, None, &course.code).await?;
        for module in course.modules {
            let module = learning
                .module(actor, None, &course.course.code, &module.code)
                .await?;
            let title = module.module.title.get(language).to_owned();
            for lesson in module.lessons {
                let texts = [
                    &lesson.title.uk,
                    &lesson.title.en,
                    &lesson.summary.uk,
                    &lesson.summary.en,
                ];
                if domain::search::matches(query, texts.map(String::as_str)) {
                    found.push(Lesson {
                        href: request.href(&format!("/learning/courses/{}", lesson.path)),
                        title: lesson.title.get(language).to_owned(),
                        module: title.clone(),
                    });
                }
            }
        }
    }
    found.truncate(MOST_LESSONS);
    Ok(found)
}

fn results(request: &PageRequest, query: &str, found: Found) -> AnyView {
    let language = request.language;
    let services_count = i64::try_from(found.services.len()).unwrap_or(i64::MAX);
    let lessons_count = i64::try_from(found.lessons.len()).unwrap_or(i64::MAX);
    let total = services_count
        .saturating_add(found.projects_count)
        .saturating_add(lessons_count);
    if total == 0 {
        let [cabinet, infrastructure, learning] =
            ["/cabinet", "/infrastructure", "/learning"].map(|path| request.href(path));
        return view! {
            <EmptyState title=t::search_nothing(language, query) text=t::search_nothing_text(language)
                icon=IconName::Search level=HeadingLevel::Two>
                <ButtonLink href=cabinet kind=ButtonKind::Secondary>{t::cabinet(language)}</ButtonLink>
                <ButtonLink href=infrastructure kind=ButtonKind::Secondary>{t::infrastructure(language)}</ButtonLink>
                <ButtonLink href=learning kind=ButtonKind::Secondary>{t::learning(language)}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let all = format!("{}?{}", request.href("/infrastructure"), found.projects_query);
    let has_more = found.projects_count > i64::try_from(found.projects.len()).unwrap_or(i64::MAX);
    let more = has_more.then(|| {
        view! {
            <p>
                <ButtonLink href=all kind=ButtonKind::Secondary icon_after=IconName::ArrowRight>
                    {t::search_all_projects(language, found.projects_count)}
                </ButtonLink>
            </p>
        }
    });
    let services = (!found.services.is_empty()).then(|| {
        let items: Vec<AnyView> = found
            .services
            .into_iter()
            .map(|one| service(request, one))
            .collect();
        view! {
            <section class="section" aria-labelledby="services">
                <h2 class="section__title" id="services">{t::search_services(language)}</h2>
                <ResultList>{items}</ResultList>
            </section>
        }
    });
    let projects = (!found.projects.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="projects">
                <h2 class="section__title" id="projects">{t::search_projects(language)}</h2>
                {project::list(request, found.projects)}
                {more}
            </section>
        }
    });
    let lessons = (!found.lessons.is_empty()).then(|| {
        let items: Vec<AnyView> = found
            .lessons
            .into_iter()
            .map(|one| view! { <ResultItem href=one.href title=one.title eyebrow=one.module /> }.into_any())
            .collect();
        view! {
            <section class="section" aria-labelledby="lessons">
                <h2 class="section__title" id="lessons">{t::search_lessons(language)}</h2>
                <ResultList>{items}</ResultList>
            </section>
        }
    });
    view! {
        <p role="status">{t::search_found(language, total)}</p>
        {services}
        {lessons}
        {projects}
    }
    .into_any()
}

fn service(request: &PageRequest, service: ServiceSummary) -> AnyView {
    let language = request.language;
    let href = request.href(&format!("/cabinet/services/{}", service.code));
    let (title, text) = (
        service.name.get(language).to_owned(),
        service.summary.get(language).to_owned(),
    );
    view! { <ResultItem href=href title=title text=text /> }.into_any()
}
