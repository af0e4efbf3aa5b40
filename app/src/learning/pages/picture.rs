//! The community's picture of digital skills: how many people are on which level.

use super::test::words::level_name;
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::learning::assessment::framework::Level;
use domain::learning::assessment::picture::{Group, ROUNDED_TO, SMALLEST};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{
    Bar, BarChart, Breadcrumbs, ButtonKind, ButtonLink, Crumb, Disclosure, EmptyState, IconName, PageHeader,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let picture = request.services.learning.skills_picture(&request.actor).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::here(t::picture_title(language)),
    ];
    let test = request.href("/learning/test");
    let until = request.date(picture.until);
    Page::new(t::picture_title(language), move || {
        let body = match picture.overall {
            None => view! {
                <EmptyState title=t::picture_none_title(language) text=t::picture_none(language, SMALLEST) icon=IconName::Users>
                    <ButtonLink href=test>{t::picture_take_test(language)}</ButtonLink>
                </EmptyState>
            }
            .into_any(),
            Some(overall) => {
                let areas: Vec<AnyView> = picture
                    .areas
                    .into_iter()
                    .map(|area| {
                        let name = format!("{}. {}", area.code, area.title.get(language));
                        match area.group {
                            Some(group) => chart(language, name, group),
                            None => view! { <p>{name} ": " {t::picture_few(language, SMALLEST)}</p> }.into_any(),
                        }
                    })
                    .collect();
                view! {
                    <section class="section">
                        <h2 class="section__title">{t::picture_overall(language)}</h2>
                        {chart(language, t::picture_people(language, i64::from(overall.people)), overall)}
                    </section>
                    <section class="section">
                        <h2 class="section__title">{t::picture_areas(language)}</h2>
                        <div class="stack stack--loose">{areas}</div>
                    </section>
                }
                .into_any()
            }
        };
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::picture_title(language) lead=t::picture_lead(language, until) />
            {body}
            <Disclosure summary=t::picture_method_title(language)>
                <p class="measure">{t::picture_method(language, SMALLEST, ROUNDED_TO)}</p>
            </Disclosure>
            <div class="cluster">
                <ButtonLink href="/opendata/learning/skills.csv" kind=ButtonKind::Secondary icon=IconName::Download>"CSV"</ButtonLink>
                <ButtonLink href="/opendata/learning/skills.json" kind=ButtonKind::Secondary icon=IconName::Download>"JSON"</ButtonLink>
            </div>
        }
    })
    .description(t::picture_description(language))
    .door(Door::Learning)
    .ok()
}

fn chart(language: Language, caption: String, group: Group) -> AnyView {
    let bars = Level::ALL
        .into_iter()
        .zip(group.levels)
        .map(|(level, people)| {
            let text = people.map_or_else(
                || t::picture_held_back(language).to_owned(),
                |people| people.to_string(),
            );
            Bar::new(level_name(language, level), people.map_or(0.0, f64::from), text)
        })
        .collect();
    let headings = (
        t::picture_level(language).to_owned(),
        t::picture_number(language).to_owned(),
    );
    view! { <BarChart caption=caption headings=headings bars=bars /> }.into_any()
}
