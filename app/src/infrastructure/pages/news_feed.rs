//! The news of a project, or of what a filter finds, as a feed. Public, and without anything that a resident wrote.

use super::atom::{Entry, Feed};
use super::frame::{project_href, with_query};
use crate::shared::{Outcome, PageRequest};
use domain::infrastructure::follow::{MOST_NEWS, Target};
use domain::infrastructure::news::News;
use domain::infrastructure::{Filter, ProjectId};
use domain::{ServiceError, ServiceResult};
use locales::{infrastructure as t, project as words};

/// The news of everything that the filter of the address finds.
pub async fn of_filter(request: PageRequest) -> Outcome {
    let filter = filter(&request)?;
    let query = filter.to_query();
    let title = if filter.is_empty() {
        t::news_feed_title(request.language)
    } else {
        t::news_feed_filtered(request.language)
    };
    let own = with_query(request.href("/infrastructure/news.atom"), &query);
    let page = with_query(request.href("/infrastructure"), &query);
    answer(&request, &Target::Filter(filter), title, own, page).await
}

/// The news of one project.
pub async fn of_project(request: PageRequest) -> Outcome {
    let id: ProjectId = request.param("id")?;
    let service = &request.services.infrastructure;
    let item = service.item(&request.actor, &id).await?;
    let item = item.ok_or(ServiceError::NotFound)?;
    let title = t::news_feed_project(request.language, &item.title);
    let page = project_href(request.language, &id);
    let own = format!("{page}/news.atom");
    answer(&request, &Target::Project(id), &title, own, page).await
}

/// The filter that the address of a feed names.
pub(super) fn filter(request: &PageRequest) -> ServiceResult<Filter> {
    let pairs = request
        .query
        .0
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    Filter::of_pairs(pairs).map_err(|error| ServiceError::Invalid(error.0))
}

async fn answer(request: &PageRequest, target: &Target, title: &str, own: String, page: String) -> Outcome {
    let service = &request.services.infrastructure;
    let news = service
        .news(&request.actor, target, MOST_NEWS)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let entries: Vec<String> = news.iter().map(|news| entry(request, news)).collect();
    let feed = Feed {
        title,
        own,
        page,
        updated: news.first().map(|latest| latest.at).unwrap_or_default(),
    };
    feed.answer(request, &entries)
}

fn entry(request: &PageRequest, news: &News) -> String {
    let language = request.language;
    let page = project_href(language, &news.project);
    let kind = words::news_kind(language, &news.what);
    let entry = Entry {
        title: &format!("{kind}: {}", news.title),
        id: format!("{page}#{}", news.anchor()),
        updated: news.at,
        link: format!("{page}{}", news.place()),
        text: &words::news_text(language, &news.what),
    };
    entry.text(request)
}
