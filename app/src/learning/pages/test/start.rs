//! Before the first question: how people see themselves, and what they want to know.

use super::super::words::{device, see};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::rules::Goal;
use domain::learning::assessment::sitting::{GOAL, UNSURE, reflection_field};
use domain::learning::assessment::view::TestStart;
use domain::{Language, ServiceError};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{Breadcrumbs, Button, Choice, Crumb, ErrorSummary, IconName, PageHeader, RadioGroup};

pub async fn show(request: PageRequest) -> Outcome {
    let start = open(&request).await?;
    if start.is_running {
        return Answer::see(request.href("/learning/test/question"));
    }
    page(&request, start, Errors::default()).ok()
}

pub async fn begin(request: PageRequest) -> Outcome {
    let learning = &request.services.learning;
    let fields = &request.form.fields.0;
    match learning
        .begin_test(&request.actor, device(&request), fields)
        .await
    {
        Ok(kept) => see(kept, request.href("/learning/test/question")),
        Err(ServiceError::Invalid(errors)) => {
            let start = open(&request).await?;
            let errors = Errors::new(request.language, errors);
            page(&request, start, errors).status(422).ok()
        }
        Err(error) => Err(error),
    }
}

async fn open(request: &PageRequest) -> Result<TestStart, ServiceError> {
    let learning = &request.services.learning;
    learning.test_start(&request.actor, device(request)).await
}

fn page(request: &PageRequest, start: TestStart, errors: Errors) -> Page {
    let language = request.language;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(t::test_title(language), request.href("/learning/test")),
        Crumb::here(t::reflection_title(language)),
    ];
    let action = request.href("/learning/test/start");
    let typed = request.form.fields.0.clone();
    Page::new(t::reflection_title(language), move || {
        let value = |name: &str| {
            let given = typed.iter().find(|(key, _)| key == name);
            given.map(|(_, value)| value.clone())
        };
        let lines = errors.summary(|error| {
            let area = start.areas.iter().find(|area| reflection_field(&area.code) == error.field);
            let name = area.map_or(t::goal(language), |area| area.title.get(language));
            Some(name.to_owned())
        });
        let areas: Vec<AnyView> = start
            .areas
            .iter()
            .map(|area| {
                let name = reflection_field(&area.code);
                let (value, error) = (value(&name), errors.of(&name));
                let label = format!("{}. {}", area.code, area.title.get(language));
                let about = area.about.get(language).to_owned();
                view! {
                    <RadioGroup name=name label=label hint=about choices=views(language) value=value error=error />
                }
                .into_any()
            })
            .collect();
        let areas_count = u32::try_from(start.areas.len()).unwrap_or(u32::MAX);
        let full = start.least_in_area.saturating_mul(areas_count);
        let most = start.most_questions;
        let goals = vec![
            Choice::new(Goal::ByArea.code(), t::goal_by_area(language))
                .hint(t::goal_by_area_hint(language, full, most)),
            Choice::new(Goal::Overall.code(), t::goal_overall(language))
                .hint(t::goal_overall_hint(language, start.least_questions, most)),
        ];
        let (goal, goal_error) = (value(GOAL), errors.of(GOAL));
        view! {
            <div class="container--narrow page">
                <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
                <ErrorSummary title=t::reflection_errors(language) errors=lines />
                <PageHeader title=t::reflection_title(language) lead=t::reflection_lead(language) />
                <form class="form" method="post" action=action novalidate>
                    {areas}
                    <RadioGroup name=GOAL label=t::goal(language) choices=goals value=goal error=goal_error />
                    <div class="form__actions">
                        <Button icon_after=IconName::ArrowRight>{t::test_first_question(language)}</Button>
                    </div>
                </form>
            </div>
        }
    })
    .door(Door::Learning)
    .unlisted()
}

/// How somebody may see themselves; the levels are named after the test.
fn views(language: Language) -> Vec<Choice> {
    let mut views: Vec<Choice> = Level::ALL
        .into_iter()
        .map(|level| Choice::new(level.code(), view_of(language, level)))
        .collect();
    views.push(Choice::new(UNSURE, t::reflection_unsure(language)));
    views
}

/// What somebody of a level says.
fn view_of(language: Language, level: Level) -> &'static str {
    match level {
        Level::Basic => t::reflection_basic(language),
        Level::Intermediate => t::reflection_intermediate(language),
        Level::Advanced => t::reflection_advanced(language),
        Level::HighlyAdvanced => t::reflection_highly_advanced(language),
    }
}
