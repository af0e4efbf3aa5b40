//! Classes with their filter, as a list or as a month.

use super::month;
use super::words::{calendar_file, class_item, hall_kind};
use crate::learning::pages::words::is_for_everybody;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::access::{Action, Scope, permit};
use domain::learning::class::HallKind;
use domain::learning::class::calendar::Month;
use domain::learning::class::filter::ClassFilter;
use domain::learning::class::view::{ClassLine, ClassQuery};
use domain::link::query;
use leptos::prelude::*;
use locales::classes as t;
use ui::{
    ButtonKind, ButtonLink, Checkbox, Choice, DateField, EmptyState, ErrorSummary, FilterBar, IconName,
    PageHeader, ResultList, Select, Tab, Tabs,
};

const ADDRESS: &str = "/learning/classes";

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let pairs = request
        .query
        .0
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let (filter, errors) = match ClassFilter::of_pairs(pairs) {
        Ok(filter) => (filter, Vec::new()),
        Err(errors) => (ClassFilter::default(), errors),
    };
    let is_wrong = !errors.is_empty();
    let month = asked_month(&request);
    let classes = if is_wrong {
        Vec::new()
    } else {
        let asked = ClassQuery { filter, month };
        request.services.classes.classes(&request.actor, &asked).await?
    };
    let errors = Errors::new(language, errors);
    let is_teacher = permit(&request.actor, Action::AnnounceClass, Scope::COMMUNITY).is_ok();
    let is_public = is_for_everybody(&request);
    let page = Page::new(t::title(language), move || {
        let summary = errors.summary(|error| name(&request, &error.field).map(str::to_owned));
        let announce = is_teacher.then(|| request.href("/learning/classes/new"));
        let own = request
            .actor
            .signed_in()
            .map(|_| request.href("/learning/classes/own"));
        let body = match month {
            _ if is_wrong => ().into_any(),
            Some(month) => month::view(&request, &filter, month, &classes),
            None => list(&request, &classes),
        };
        view! {
            <PageHeader title=t::title(language) lead=t::lead(language) />
            <div class="cluster">
                {announce.map(|href| view! { <ButtonLink href=href icon=IconName::Plus>{t::announce(language)}</ButtonLink> })}
                {own.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::User>{t::own_title(language)}</ButtonLink> })}
                <ButtonLink href=request.href("/learning/classes/calendar.ics") kind=ButtonKind::Quiet icon=IconName::Calendar>{t::to_phone_calendar(language)}</ButtonLink>
            </div>
            <ErrorSummary title=t::errors(language) errors=summary />
            {form(&request, &filter, month, &errors)}
            {tabs(&request, &filter, month)}
            {body}
        }
    })
    .description(t::lead(language))
    .door(Door::Learning);
    if is_wrong {
        page.status(422).unlisted().ok()
    } else if is_public {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

/// Every class that is ahead, for a calendar.
pub async fn calendar(request: PageRequest) -> Outcome {
    let classes = &request.services.classes;
    let file = classes.calendar(&request.actor, request.language).await?;
    Ok(Answer::Download(calendar_file("classes.ics", file)))
}

/// The month of the calendar, where that is asked for; what cannot be read is this month.
fn asked_month(request: &PageRequest) -> Option<Month> {
    let asked = request.query.get("month");
    if request.query.get("view") != Some("month") && asked.is_none() {
        return None;
    }
    let now = (request.civil)(request.now);
    asked
        .and_then(Month::read)
        .or_else(|| Month::new(now.year, now.month))
}

/// The list with the same filter, otherwise viewed.
pub(super) fn address(request: &PageRequest, filter: &ClassFilter, month: Option<Option<Month>>) -> String {
    let mut pairs = filter.to_pairs();
    match month {
        None => {}
        Some(None) => pairs.push(("view", "month".to_owned())),
        Some(Some(month)) => pairs.push(("month", month.code())),
    }
    let path = request.href(ADDRESS);
    if pairs.is_empty() {
        path
    } else {
        format!("{path}?{}", query(&pairs))
    }
}

fn tabs(request: &PageRequest, filter: &ClassFilter, month: Option<Month>) -> impl IntoView + use<> {
    let language = request.language;
    let tab = |label: &str, href: String, is_current| Tab {
        label: label.to_owned(),
        href,
        count: None,
        is_current,
    };
    let items = vec![
        tab(
            t::view_list(language),
            address(request, filter, None),
            month.is_none(),
        ),
        tab(
            t::view_month(language),
            address(request, filter, Some(None)),
            month.is_some(),
        ),
    ];
    view! { <Tabs label=t::views(language) items=items /> }
}

fn name(request: &PageRequest, field: &str) -> Option<&'static str> {
    let language = request.language;
    Some(match field {
        "from" => t::from(language),
        "until" => t::until(language),
        "place" => t::place(language),
        "ramp" => t::only_ramp(language),
        "shelter" => t::only_shelter(language),
        "devices" => t::only_devices(language),
        "free" => t::only_free(language),
        _ => return None,
    })
}

fn form(
    request: &PageRequest,
    filter: &ClassFilter,
    month: Option<Month>,
    errors: &Errors,
) -> impl IntoView + use<> {
    let language = request.language;
    let typed = |name: &str| request.query.get(name).unwrap_or_default().to_owned();
    let count = filter.to_pairs().len();
    let label = if count == 0 {
        t::filters(language).to_owned()
    } else {
        t::filters_active(language, count)
    };
    let reset = (count > 0 || !errors.is_empty()).then(|| request.href(ADDRESS));
    let reset_label = reset.as_ref().map(|_| t::reset(language).to_owned());
    let places = HallKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.code(), hall_kind(language, kind)))
        .collect();
    let days = month.is_none().then(|| {
        view! {
            <DateField name="from" label=t::from(language) value=typed("from") error=errors.of("from") />
            <DateField name="until" label=t::until(language) value=typed("until") error=errors.of("until") />
        }
    });
    let kept = month.map(|month| view! { <input type="hidden" name="month" value=month.code() /> });
    let place = typed("place");
    let place_error = errors.of("place");
    let (ramp, shelter, devices, free) = (filter.ramp, filter.shelter, filter.devices, filter.free);
    let is_open = !errors.is_empty();
    view! {
        <FilterBar action=request.href(ADDRESS) label=label submit_label=t::apply(language) reset_href=reset
            reset_label=reset_label is_open=is_open>
            {kept}
            {days}
            <Select name="place" label=t::place(language) options=places value=place empty_label=t::place_any(language)
                error=place_error />
            <Checkbox name="ramp" value="yes" label=t::only_ramp(language) is_checked=ramp />
            <Checkbox name="shelter" value="yes" label=t::only_shelter(language) is_checked=shelter />
            <Checkbox name="devices" value="yes" label=t::only_devices(language) is_checked=devices />
            <Checkbox name="free" value="yes" label=t::only_free(language) is_checked=free />
        </FilterBar>
    }
}

fn list(request: &PageRequest, classes: &[ClassLine]) -> AnyView {
    let language = request.language;
    if classes.is_empty() {
        let courses = request.href("/learning");
        return view! {
            <EmptyState title=t::empty(language) text=t::empty_text(language) icon=IconName::Calendar>
                <ButtonLink href=courses kind=ButtonKind::Secondary>{t::to_courses(language)}</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let count = i64::try_from(classes.len()).unwrap_or(i64::MAX);
    let items: Vec<AnyView> = classes.iter().map(|line| class_item(request, line)).collect();
    view! {
        <section class="section">
            <h2 class="section__title">{t::found(language, count)}</h2>
            <ResultList>{items}</ResultList>
        </section>
    }
    .into_any()
}
