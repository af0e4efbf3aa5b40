//! The filter as a GET form with chips of what is in force. Works the same without a script.

use super::frame::with_query;
use super::words;
use crate::shared::{Door, Errors, Outcome, Page, PageRequest};
use domain::infrastructure::filter::{Filter, FilterError, Sort};
use domain::infrastructure::project::ProjectPage;
use domain::infrastructure::{ProjectStatus, ProjectType, Sector};
use domain::link::query;
use domain::{FieldError, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::infrastructure as t;
use ui::{Chip, Choice, ErrorSummary, FieldWidth, FilterBar, InputType, Select, TextField};

/// What a query asks for: the filter, the order and the page; or what is wrong with it.
pub(super) struct Asked {
    pub filter: Filter,
    pub sort: Sort,
    pub page: u32,
    pub errors: Vec<FieldError>,
}

/// Reads the query of a request.
pub(super) fn asked(request: &PageRequest) -> Asked {
    let pairs = request
        .query
        .0
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (filter, mut errors) = match Filter::of_pairs(pairs) {
        Ok(filter) => (filter, Vec::new()),
        Err(FilterError(errors)) => (Filter::default(), errors),
    };
    let value = |name| {
        request
            .query
            .get(name)
            .map(str::trim)
            .filter(|value| !value.is_empty())
    };
    let sort = match value("sort") {
        None => Sort::default(),
        Some(code) => Sort::of_code(code).unwrap_or_else(|| {
            errors.push(FieldError::new("sort", Problem::NotAChoice));
            Sort::default()
        }),
    };
    let page = match value("page") {
        None => 1,
        Some(text) => text.parse().unwrap_or_else(|_| {
            errors.push(FieldError::new("page", Problem::NotANumber));
            1
        }),
    };
    Asked {
        filter,
        sort,
        page,
        errors,
    }
}

/// How list and map begin: what is asked for and, when the question makes sense, a page of the projects found.
pub(super) async fn found(request: &PageRequest) -> Result<(Asked, Option<ProjectPage>), ServiceError> {
    let asked = asked(request);
    if !asked.errors.is_empty() {
        return Ok((asked, None));
    }
    let service = &request.services.infrastructure;
    let found = service
        .list(&request.actor, &asked.filter, asked.sort, asked.page)
        .await?;
    Ok((asked, Some(found)))
}

/// How list and map end: a wrong question is answered with its errors, and by nobody kept.
pub(super) fn answer(page: Page, language: Language, is_wrong: bool) -> Outcome {
    let page = page.description(t::lead(language)).door(Door::Infrastructure);
    if is_wrong {
        page.status(422).unlisted().ok()
    } else {
        page.cacheable().ok()
    }
}

impl Asked {
    /// The filter with its order, as a query.
    pub(super) fn query(&self) -> String {
        let mut pairs = self.filter.to_pairs();
        if self.sort != Sort::default() {
            pairs.push(("sort", self.sort.code().to_owned()));
        }
        query(&pairs)
    }
}

/// Errors, form and chips.
pub(super) fn form(request: &PageRequest, asked: &Asked, path: &'static str) -> impl IntoView + use<> {
    let language = request.language;
    let errors = Errors::new(language, asked.errors.clone());
    let summary = errors.summary(|error| name(language, &error.field).map(str::to_owned));
    let typed = |name: &str| request.query.get(name).unwrap_or_default().to_owned();
    let count = asked.filter.to_pairs().len();
    let label = if count == 0 {
        t::filters(language).to_owned()
    } else {
        t::filters_active(language, i64::try_from(count).unwrap_or_default())
    };
    let reset = (count > 0).then(|| request.href(path));
    let reset_label = reset.as_ref().map(|_| t::reset(language).to_owned());
    let choice = |code: &str, title: &str| Choice::new(code, title);
    let statuses = ProjectStatus::ALL
        .iter()
        .map(|code| choice(code.code(), words::status(language, *code)))
        .collect::<Vec<_>>();
    let types = ProjectType::ALL
        .iter()
        .map(|code| choice(code.code(), words::project_type(language, *code)))
        .collect::<Vec<_>>();
    let sectors = Sector::ALL
        .iter()
        .map(|code| choice(code.code(), words::sector(language, *code)))
        .collect::<Vec<_>>();
    let sorts = Sort::ALL
        .into_iter()
        .map(|sort| choice(sort.code(), words::sort(language, sort)))
        .collect::<Vec<_>>();
    let hidden = ["supplier", "authority", "bbox"]
        .into_iter()
        .filter(|name| errors.of(name).is_none() && !typed(name).is_empty())
        .map(|name| (name, typed(name)))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let number = |name: &'static str, label: &'static str| {
        let (value, error) = (typed(name), errors.of(name));
        view! { <TextField name label value error input_type=InputType::Digits width=FieldWidth::Short /> }
    };
    let fields = view! {
        <TextField name="q" label=t::field_text(language) hint=t::field_text_hint(language) value=typed("q") error=errors.of("q") />
        <Select name="status" label=t::field_status(language) options=statuses value=typed("status")
            empty_label=t::any(language) error=errors.of("status") />
        <Select name="type" label=t::field_type(language) options=types value=typed("type")
            empty_label=t::any(language) error=errors.of("type") />
        <Select name="sector" label=t::field_sector(language) options=sectors value=typed("sector")
            empty_label=t::any_one(language) error=errors.of("sector") />
        {number("year_from", t::field_year_from(language))}
        {number("year_to", t::field_year_to(language))}
        {number("value_min", t::field_value_min(language))}
        {number("value_max", t::field_value_max(language))}
        <Select name="sort" label=t::sort(language) options=sorts value=asked.sort.code() error=errors.of("sort") />
        {hidden}
    };
    let is_open = !asked.errors.is_empty();
    view! {
        <ErrorSummary title=t::filter_wrong(language) errors=summary />
        <FilterBar action=request.href(path) label submit_label=t::apply(language) reset_href=reset
            reset_label=reset_label is_open>
            {fields}
        </FilterBar>
        {chips(request, &asked.filter, path)}
    }
}

/// Each filter in force, with the list that comes without it.
fn chips(request: &PageRequest, filter: &Filter, path: &str) -> impl IntoView + use<> {
    let language = request.language;
    let chips = filter
        .to_pairs()
        .into_iter()
        .map(|(name, value)| {
            let label = chip(request, filter, name, &value);
            let href = with_query(request.href(path), &filter.without(name).to_query());
            view! { <li><Chip href label remove_label=t::remove_filter(language) /></li> }
        })
        .collect::<Vec<_>>();
    (!chips.is_empty()).then(|| view! { <ul class="cluster list-plain">{chips}</ul> })
}

/// What a filter asks for, in one line; the organisations by their names where these are known.
pub(super) fn described(
    request: &PageRequest,
    filter: &Filter,
    authority: Option<&str>,
    supplier: Option<&str>,
) -> String {
    let parts: Vec<String> = filter
        .to_pairs()
        .into_iter()
        .map(|(field, value)| {
            let label = chip(request, filter, field, &value);
            let owner = match field {
                "authority" => authority,
                "supplier" => supplier,
                _ => None,
            };
            owner.map_or_else(|| label.clone(), |owner| format!("{label}: {owner}"))
        })
        .collect();
    if parts.is_empty() {
        t::following_all(request.language).to_owned()
    } else {
        parts.join(" · ")
    }
}

fn chip(request: &PageRequest, filter: &Filter, field: &str, value: &str) -> String {
    let language = request.language;
    match field {
        "status" => filter
            .status
            .map_or_else(String::new, |code| words::status(language, code).to_owned()),
        "type" => filter
            .project_type
            .map_or_else(String::new, |code| words::project_type(language, code).to_owned()),
        "sector" => filter
            .sector
            .map_or_else(String::new, |code| words::sector(language, code).to_owned()),
        "supplier" | "authority" | "bbox" => name(language, field).unwrap_or_default().to_owned(),
        "q" => format!("«{value}»"),
        _ => name(language, field).map_or_else(|| format!("«{value}»"), |name| format!("{name}: {value}")),
    }
}

/// What a field of the filter is called.
fn name(language: Language, field: &str) -> Option<&'static str> {
    Some(match field {
        "q" => t::field_text(language),
        "status" => t::field_status(language),
        "type" => t::field_type(language),
        "sector" => t::field_sector(language),
        "year_from" => t::field_year_from(language),
        "year_to" => t::field_year_to(language),
        "value_min" => t::field_value_min(language),
        "value_max" => t::field_value_max(language),
        "supplier" => t::field_supplier(language),
        "authority" => t::authority(language),
        "bbox" => t::field_bbox(language),
        "sort" => t::sort(language),
        _ => return None,
    })
}
