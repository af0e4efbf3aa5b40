//! A month of classes: a calendar on wide screens, a list of days on phones. In the source it is a list of days.

use super::list::address;
use super::words::{class_href, hours, phase_badge};
use crate::shared::{PageRequest, stylesheet};
use domain::learning::class::calendar::{Month, weekday};
use domain::learning::class::filter::ClassFilter;
use domain::learning::class::view::ClassLine;
use leptos::prelude::*;
use locales::{classes as t, format};
use ui::{ButtonKind, ButtonLink, EmptyState, IconName};

pub fn view(request: &PageRequest, filter: &ClassFilter, month: Month, classes: &[ClassLine]) -> AnyView {
    let language = request.language;
    let name = format::month(language, month.year(), month.number());
    let to = |months: i64| {
        month
            .moved(months)
            .map(|month| address(request, filter, Some(Some(month))))
    };
    let (previous, next) = (to(-1), to(1));
    let days: Vec<AnyView> = (1..=month.length())
        .map(|number| day(request, month, number, classes))
        .collect();
    let columns: Vec<AnyView> = (1..=7)
        .map(|number| view! { <li>{format::weekday_short(language, number)}</li> }.into_any())
        .collect();
    let body = if classes.is_empty() {
        let all = address(request, filter, None);
        view! {
            <EmptyState title=t::month_empty(language) text=t::month_empty_text(language) icon=IconName::Calendar>
                <ButtonLink href=all kind=ButtonKind::Secondary>{t::open_list(language)}</ButtonLink>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            {stylesheet("classes.css")}
            <ol class="month__columns" aria-hidden="true">{columns}</ol>
            <ol class="month">{days}</ol>
        }
        .into_any()
    };
    view! {
        <section class="section">
            <div class="cluster cluster--between">
                <h2 class="section__title">{t::month_of(language, name)}</h2>
                <div class="cluster">
                    {previous.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::ChevronLeft is_small=true>{t::previous_month(language)}</ButtonLink> })}
                    {next.map(|href| view! { <ButtonLink href=href kind=ButtonKind::Secondary icon_after=IconName::ChevronRight is_small=true>{t::next_month(language)}</ButtonLink> })}
                </div>
            </div>
            {body}
        </section>
    }
    .into_any()
}

fn day(request: &PageRequest, month: Month, number: u8, classes: &[ClassLine]) -> AnyView {
    let language = request.language;
    let of_day: Vec<&ClassLine> = classes
        .iter()
        .filter(|line| {
            let at = (request.civil)(line.starts_at);
            (at.year, at.month, at.day) == (month.year(), month.number(), number)
        })
        .collect();
    let column = weekday(month.year(), month.number(), number);
    let mut class = if number == 1 {
        format!("month__day month__day--in-{column}")
    } else {
        "month__day".to_owned()
    };
    if of_day.is_empty() {
        class.push_str(" month__day--empty");
    }
    let name = format::weekday(language, column);
    let date = format::date(language, month.year(), month.number(), number);
    let entries: Vec<AnyView> = of_day
        .into_iter()
        .map(|line| {
            let (href, title) = (class_href(language, line.id), line.title(language).to_owned());
            let (hours, hall) = (hours(request, line), line.hall.name.clone());
            view! {
                <li class="month__class">
                    <a href=href><span class="text-strong">{hours}</span> " " {title}</a>
                    <p class="text-small text-muted">{hall}</p>
                    {phase_badge(language, line)}
                </li>
            }
            .into_any()
        })
        .collect();
    let entries =
        (!entries.is_empty()).then(|| view! { <ul class="list-plain stack stack--tight">{entries}</ul> });
    view! {
        <li class=class>
            <h3 class="month__date">
                <span class="month__number" aria-hidden="true">{number}</span>
                <span class="month__whole">{name} ", " {date}</span>
            </h3>
            {entries}
        </li>
    }
    .into_any()
}
