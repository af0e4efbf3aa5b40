//! What two releases tell differently, in words.

use super::frame::{project_href, with_query};
use super::list::pagination;
use super::release::{crumbs, page_address};
use super::{history, words};
use crate::shared::{Door, Errors, Outcome, Page, PageRequest};
use domain::infrastructure::difference::{Difference, DifferenceFilter, Kind, What};
use domain::infrastructure::release::{Release, ReleaseName};
use domain::infrastructure::service::Comparison;
use domain::link::query;
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::{format, infrastructure as t};
use ui::{
    ButtonKind, ButtonLink, Checkbox, Choice, EmptyState, ErrorSummary, FilterBar, HeadingLevel, IconName,
    PageHeader, Select,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let name: ReleaseName = request.param("name")?;
    let service = &request.services.infrastructure;
    let after = service
        .release(&request.actor, &name)
        .await?
        .ok_or(ServiceError::NotFound)?;
    let asked = Asked::of(&request);
    let before = match &asked.since {
        Some(since) => Some(
            service
                .release(&request.actor, since)
                .await?
                .ok_or(ServiceError::NotFound)?,
        ),
        None => service.release_before(&request.actor, &after).await?,
    };
    let releases = service.releases(&request.actor).await?;
    let is_wrong = !asked.errors.is_empty();
    let found = match before.as_ref().filter(|_| !is_wrong) {
        Some(before) => Some(
            service
                .compare_releases(&request.actor, before, &after, asked.filter, asked.page)
                .await?,
        ),
        None => None,
    };
    let title = match &before {
        Some(before) => t::changes_title(language, &after.name, &before.name),
        None => t::release_title(language, &after.name),
    };
    let page = Page::new(title.clone(), move || {
        view! {
            {crumbs(&request, &title)}
            <PageHeader title=title.clone() lead=t::changes_lead(language) />
            {content(&request, &after, before.as_ref(), &releases, &asked, found)}
        }
    })
    .description(t::changes_lead(language))
    .door(Door::Infrastructure);
    if is_wrong {
        page.status(422).unlisted().ok()
    } else {
        page.cacheable().ok()
    }
}

/// What the query asks for, or what is wrong with it.
struct Asked {
    since: Option<ReleaseName>,
    filter: DifferenceFilter,
    page: u32,
    errors: Vec<FieldError>,
}

impl Asked {
    fn of(request: &PageRequest) -> Self {
        let pairs = request
            .query
            .0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let (filter, mut errors) = match DifferenceFilter::of_pairs(pairs) {
            Ok(filter) => (filter, Vec::new()),
            Err(errors) => (DifferenceFilter::default(), errors),
        };
        let value = |name| request.query.get(name).filter(|value| !value.is_empty());
        let since = value("since").and_then(|name| match name.parse() {
            Ok(name) => Some(name),
            Err(_) => {
                errors.push(FieldError::new("since", Problem::NotAChoice));
                None
            }
        });
        let page = value("page").map_or(1, |text| {
            text.parse().unwrap_or_else(|_| {
                errors.push(FieldError::new("page", Problem::NotANumber));
                1
            })
        });
        Self {
            since,
            filter,
            page,
            errors,
        }
    }

    /// What was asked, without the page.
    fn query(&self) -> String {
        let mut pairs = self.filter.to_pairs();
        if let Some(since) = &self.since {
            pairs.push(("since", since.to_string()));
        }
        query(&pairs)
    }
}

fn content(
    request: &PageRequest,
    after: &Release,
    before: Option<&Release>,
    releases: &[Release],
    asked: &Asked,
    found: Option<Comparison>,
) -> AnyView {
    let language = request.language;
    let Some(before) = before else {
        let (title, text) = (t::changes_first(language), t::changes_first_text(language));
        return view! { <EmptyState title text level=HeadingLevel::Two /> }.into_any();
    };
    let path = format!("{}/changes", page_address(&after.name));
    let list = found.as_ref().map(|found| list(request, found, &path, asked));
    view! {
        {form(request, (before, after), releases, asked, found.as_ref(), &path)}
        {list}
    }
    .into_any()
}

fn form(
    request: &PageRequest,
    (before, after): (&Release, &Release),
    releases: &[Release],
    asked: &Asked,
    found: Option<&Comparison>,
    path: &str,
) -> impl IntoView + use<> {
    let language = request.language;
    let errors = Errors::new(language, asked.errors.clone());
    let summary = errors.summary(|_| None);
    let counted = |label: &str, count: Option<i64>| match count {
        Some(count) => format!("{label} ({})", format::number(language, count)),
        None => label.to_owned(),
    };
    let kinds = Kind::ALL
        .into_iter()
        .map(|kind| {
            let count = found.map(|found| found.tally.of(kind));
            Choice::new(
                kind.code(),
                counted(words::difference_kind(language, kind), count),
            )
        })
        .collect::<Vec<_>>();
    let others = releases
        .iter()
        .filter(|release| release.number != after.number)
        .map(|release| Choice::new(release.name.as_str(), t::release_title(language, &release.name)))
        .collect::<Vec<_>>();
    let kind = asked.filter.kind.map(Kind::code).unwrap_or_default();
    let unexplained = counted(
        t::changes_without_reason(language),
        found.map(|found| found.tally.without_reason),
    );
    let active = asked.filter.to_pairs().len();
    let label = if active == 0 {
        t::filters(language).to_owned()
    } else {
        t::filters_active(language, i64::try_from(active).unwrap_or_default())
    };
    let reset = (active > 0).then(|| {
        let since = asked.since.as_ref().map(|since| ("since", since.to_string()));
        let pairs: Vec<_> = since.into_iter().collect();
        with_query(request.href(path), &query(&pairs))
    });
    let reset_label = reset.as_ref().map(|_| t::reset(language).to_owned());
    let is_open = active > 0 || !asked.errors.is_empty();
    let (since, is_checked) = (before.name.to_string(), asked.filter.without_reason);
    let (since_error, kind_error) = (errors.of("since"), errors.of("kind"));
    view! {
        <ErrorSummary title=t::filter_wrong(language) errors=summary />
        <FilterBar action=request.href(path) label submit_label=t::apply(language) reset_href=reset
            reset_label=reset_label is_open>
            <Select name="since" label=t::changes_since(language) options=others value=since
                error=since_error />
            <Select name="kind" label=t::changes_kind(language) options=kinds value=kind
                empty_label=t::changes_any(language) error=kind_error />
            <Checkbox name="without_reason" label=unexplained value="1" is_checked />
        </FilterBar>
    }
}

fn list(request: &PageRequest, found: &Comparison, path: &str, asked: &Asked) -> AnyView {
    let language = request.language;
    if found.tally.all == 0 {
        let (title, text) = (t::changes_none(language), t::changes_none_text(language));
        return view! { <EmptyState title text icon=IconName::Check level=HeadingLevel::Two /> }.into_any();
    }
    let summary = t::changes_found(language, found.found);
    let query = asked.query();
    let feed = with_query(
        request.href("/opendata/releases/changes.atom"),
        &self::query(&asked.filter.to_pairs()),
    );
    let items = found
        .differences
        .iter()
        .map(|difference| item(language, difference))
        .collect_view();
    let pages = pagination(request, path, found.page, found.pages, &query);
    view! {
        <section class="section" aria-labelledby="found">
            <h2 id="found" class="section__title" data-count=found.found.to_string()>{summary}</h2>
            <ol class="list-plain stack">{items}</ol>
        </section>
        {pages}
        <div class="cluster">
            <ButtonLink href=feed kind=ButtonKind::Secondary icon=IconName::Bell>{t::releases_feed(language)}</ButtonLink>
        </div>
    }
    .into_any()
}

fn item(language: Language, difference: &Difference) -> impl IntoView + use<> {
    let title = difference.item.title.clone();
    let is_gone = difference.what == What::Removed;
    let heading = if is_gone {
        view! { <span>{title}</span> }.into_any()
    } else {
        let href = project_href(language, &difference.item.id);
        view! { <a href=href>{title}</a> }.into_any()
    };
    let sentences = sentences(language, difference)
        .into_iter()
        .map(|sentence| view! { <li>{sentence}</li> })
        .collect_view();
    let fields = match &difference.what {
        What::Changed(changes) => {
            let summary = t::history_fields(language, changes.fields.len());
            Some(history::fields(language, summary, changes))
        }
        What::Added | What::Removed => None,
    };
    let id = difference.item.id.to_string();
    view! {
        <li class="stack stack--tight" data-project=id>
            <h3 class="results__title">{heading}</h3>
            <ul>{sentences}</ul>
            {fields}
        </li>
    }
}

/// A difference as sentences.
pub(super) fn sentences(language: Language, difference: &Difference) -> Vec<String> {
    match &difference.what {
        What::Added => {
            let item = &difference.item;
            let years = words::years(language, item.year_from, item.year_to);
            vec![t::changes_added(language, words::cost(language, item), years)]
        }
        What::Removed => vec![t::changes_removed(language).to_owned()],
        What::Changed(changes) if changes.told.is_empty() => {
            let count = i64::try_from(changes.fields.len()).unwrap_or(i64::MAX);
            vec![t::changes_other(language, count)]
        }
        What::Changed(changes) => changes
            .told
            .iter()
            .map(|change| words::change(language, change))
            .collect(),
    }
}
