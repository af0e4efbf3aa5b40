//! What a test measured: the level with its ±, by area, beside the look at oneself, and what to learn next.

use super::super::words::{device, lesson_item};
use super::words::{decimal, level_name, range, score};
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::id::SittingId;
use domain::learning::assessment::rules::Ending;
use domain::learning::assessment::sitting::Certainty;
use domain::learning::assessment::view::{AreaResult, Change, TestResult};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{
    Breadcrumbs, ButtonKind, ButtonLink, Card, Column, Crumb, Fact, IconName, Notice, PageHeader, ResultList,
    Table, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let id: SittingId = request.param("sitting")?;
    let learning = &request.services.learning;
    let result = learning.test_result(&request.actor, device(&request), id).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(t::test_title(language), request.href("/learning/test")),
        Crumb::here(t::test_result(language)),
    ];
    let date = request.date(result.sitting.finished_at);
    let first_date = result
        .change
        .as_ref()
        .map(|change| request.date(change.first.finished_at));
    let [answers, again, card] = [
        format!("/learning/test/results/{id}/answers"),
        "/learning/test/start".to_owned(),
        "/learning/card".to_owned(),
    ]
    .map(|path| request.href(&path));
    let is_anonymous = request.actor.signed_in().is_none();
    Page::new(t::test_result(language), move || {
        let lead = t::test_result_lead(language, date);
        let right = t::test_right(language, result.sitting.answers, result.right);
        let ending = ending(language, &result);
        let rough = result.is_rough.then(|| view! {
            <Notice tone=Tone::Warning title=t::test_rough_title(language)>{t::test_rough(language)}</Notice>
        });
        let change = result
            .change
            .zip(first_date)
            .map(|(change, date)| changed(language, &change, date));
        let areas = areas(language, &result.areas, result.least_in_area);
        let lessons: Vec<AnyView> = result
            .lessons
            .into_iter()
            .map(|lesson| lesson_item(language, lesson))
            .collect();
        let lessons = if lessons.is_empty() {
            view! { <p class="measure">{t::test_no_lessons(language)}</p> }.into_any()
        } else {
            view! { <ResultList>{lessons}</ResultList> }.into_any()
        };
        let measured = result.sitting.measured;
        let level = t::test_level(language, level_name(language, measured.level));
        let number = t::test_level_number(language, measured.level.number());
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::test_result(language) lead=lead>
                <Fact icon=IconName::CircleCheck>{right}</Fact>
                <Fact icon=IconName::Flag>{ending}</Fact>
            </PageHeader>
            {rough}
            <Card title=level icon=IconName::Award is_tinted=true>
                <p class="lead">{number} " " <strong>{score(language, &measured)}</strong></p>
                <p class="measure">{range(language, &measured)}</p>
                <p class="measure text-muted">{t::test_margin_text(language)}</p>
            </Card>
            {change}
            <section class="section">
                <h2 class="section__title">{t::test_areas(language)}</h2>
                {areas}
                <p class="measure text-muted">{t::test_reflection_note(language)}</p>
            </section>
            <section class="section">
                <h2 class="section__title">{t::test_next(language)}</h2>
                {lessons}
            </section>
            <section class="section">
                <h2 class="section__title">{t::test_more(language)}</h2>
                <p class="measure">{t::test_private(language)}</p>
                <div class="cluster">
                    <ButtonLink href=answers>{t::test_to_answers(language)}</ButtonLink>
                    <ButtonLink href=again kind=ButtonKind::Secondary icon=IconName::Refresh>{t::test_again(language)}</ButtonLink>
                    {is_anonymous.then(|| view! {
                        <ButtonLink href=card kind=ButtonKind::Quiet icon=IconName::IdCard>{t::to_card(language)}</ButtonLink>
                    })}
                </div>
            </section>
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

fn ending(language: Language, result: &TestResult) -> &'static str {
    match result.ending {
        Ending::Precise => t::test_ended_precise(language),
        Ending::Longest | Ending::NothingLeft => t::test_ended_longest(language),
        Ending::Stopped => t::test_ended_stopped(language),
    }
}

/// Measured level and self-reflection, side by side.
fn areas(language: Language, areas: &[AreaResult], least: u32) -> AnyView {
    let columns = vec![
        Column::text(t::test_area(language)),
        Column::text(t::test_measured(language)),
        Column::text(t::test_reflected(language)),
    ];
    let rows: Vec<Vec<AnyView>> = areas
        .iter()
        .map(|area| {
            let name = area.title.get(language).to_owned();
            let measured = match &area.measured {
                Some(measured) => {
                    let level = level_name(language, measured.level);
                    view! { <span><strong>{level}</strong> ", " {score(language, measured)}</span> }
                        .into_any()
                }
                None => {
                    let text = t::test_too_few(language, area.answers, least);
                    view! { <span class="text-muted">{text}</span> }.into_any()
                }
            };
            let reflected = match area.reflection {
                Some(level) => view! { <span>{level_name(language, level)}</span> }.into_any(),
                None => view! { <span class="text-muted">{t::reflection_unsure(language)}</span> }.into_any(),
            };
            vec![view! { <span>{name}</span> }.into_any(), measured, reflected]
        })
        .collect();
    view! { <Table caption=t::test_areas(language) columns=columns rows=rows is_caption_hidden=true /> }
        .into_any()
}

/// What has changed since the first test, and whether that is more than chance.
fn changed(language: Language, change: &Change, date: String) -> AnyView {
    let gain = change.gain;
    let sign = if gain.difference > 0.0 { "+" } else { "" };
    let [difference, margin] = [gain.difference, gain.margin].map(|number| decimal(language, number));
    let difference = t::test_score(language, margin, format!("{sign}{difference}"));
    let is_up = gain.difference > 0.0;
    let words = match (gain.certainty, is_up) {
        (Certainty::None, _) => t::gain_none(language),
        (Certainty::Likely, true) => t::gain_likely_up(language),
        (Certainty::Likely, false) => t::gain_likely_down(language),
        (Certainty::Sure, true) => t::gain_sure_up(language),
        (Certainty::Sure, false) => t::gain_sure_down(language),
    };
    let before = format!(
        "{}, {}",
        level_name(language, change.first.measured.level),
        score(language, &change.first.measured)
    );
    let first = t::gain_first(language, before, date);
    let lessons =
        (change.lessons_between > 0).then(|| t::gain_lessons(language, i64::from(change.lessons_between)));
    view! {
        <section class="section">
            <h2 class="section__title">{t::gain_title(language)}</h2>
            <p class="lead"><strong>{difference}</strong> " " {words}</p>
            <p class="measure">{first} " " {lessons}</p>
        </section>
    }
    .into_any()
}
