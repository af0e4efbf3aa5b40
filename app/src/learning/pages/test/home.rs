//! What the test is, for whom, how long, and one's own results.

use super::super::words::{device, is_for_everybody};
use super::words::{level_name, score};
use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::Language;
use domain::actor::Role;
use domain::learning::assessment::view::{Running, Sitting};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{Breadcrumbs, ButtonKind, ButtonLink, Crumb, Fact, IconName, PageHeader, ResultItem, ResultList};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let learning = &request.services.learning;
    let home = learning.test_home(&request.actor, device(&request)).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::here(t::test_title(language)),
    ];
    let is_staff = request.actor.signed_in().is_some_and(|person| {
        [Role::Teacher, Role::Administrator]
            .iter()
            .any(|role| person.holds_anywhere(*role))
    });
    let items_page = is_staff.then(|| request.href("/learning/test/items"));
    let [start, question, card] = [
        "/learning/test/start",
        "/learning/test/question",
        "/learning/card",
    ]
    .map(|path| request.href(path));
    let results: Vec<(Sitting, String, String)> = home
        .finished
        .into_iter()
        .map(|sitting| {
            let href = request.href(&format!("/learning/test/results/{}", sitting.id));
            let date = request.date(sitting.finished_at);
            (sitting, href, date)
        })
        .collect();
    let picture = request.href("/learning/picture");
    let page = Page::new(t::test_title(language), move || {
        let length = t::test_length(language, home.least_questions, home.most_questions);
        let results: Vec<AnyView> = results
            .into_iter()
            .map(|(sitting, href, date)| result(language, &sitting, href, date))
            .collect();
        let has_results = !results.is_empty();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::test_title(language) lead=t::test_lead(language)>
                <Fact icon=IconName::Help>{length}</Fact>
                <Fact icon=IconName::Clock>{t::test_no_hurry(language)}</Fact>
            </PageHeader>
            {items_page.map(|href| view! {
                <p><ButtonLink href=href kind=ButtonKind::Secondary icon=IconName::FileText>{t::items_title(language)}</ButtonLink></p>
            })}
            {way(language, home.running, start, question)}
            {has_results.then(|| view! {
                <section class="section">
                    <h2 class="section__title">{t::test_results(language)}</h2>
                    <ResultList>{results}</ResultList>
                </section>
            })}
            <section class="section">
                <h2 class="section__title">{t::test_how(language)}</h2>
                <ul class="stack stack--tight measure">
                    <li>{t::test_how_adaptive(language)}</li>
                    <li>{t::test_how_unknown(language)}</li>
                    <li>{t::test_how_pause(language)}</li>
                    <li>{t::test_how_margin(language)}</li>
                    <li>{t::test_how_after(language)}</li>
                </ul>
            </section>
            <p><ButtonLink href=picture kind=ButtonKind::Secondary icon=IconName::Users>{t::picture_open(language)}</ButtonLink></p>
            <section class="section">
                <h2 class="section__title">{t::test_private_title(language)}</h2>
                <p class="measure">{t::test_private(language)}</p>
                <p><ButtonLink href=card kind=ButtonKind::Quiet icon=IconName::IdCard>{t::to_card(language)}</ButtonLink></p>
            </section>
        }
    })
    .description(t::test_lead(language))
    .door(Door::Learning);
    if is_for_everybody(&request) {
        page.cacheable().ok()
    } else {
        page.ok()
    }
}

/// Into a new test, or back into the one that waits.
fn way(language: Language, running: Option<Running>, start: String, question: String) -> AnyView {
    match running {
        Some(running) => {
            let answered = t::test_answered(language, i64::from(running.answered));
            view! {
                <div class="cluster">
                    <ButtonLink href=question icon_after=IconName::ArrowRight>{t::test_go_on(language)}</ButtonLink>
                    <Fact icon=IconName::CircleDot>{answered}</Fact>
                </div>
            }
            .into_any()
        }
        None => view! {
            <p><ButtonLink href=start icon_after=IconName::ArrowRight>{t::test_begin(language)}</ButtonLink></p>
        }
        .into_any(),
    }
}

fn result(language: Language, sitting: &Sitting, href: String, date: String) -> AnyView {
    let level = level_name(language, sitting.measured.level);
    let title = t::test_result_of(language, date);
    let text = format!("{level}: {}", score(language, &sitting.measured));
    let answers = t::test_answered(language, i64::from(sitting.answers));
    view! {
        <ResultItem href=href title=title text=text>
            <Fact icon=IconName::Help>{answers}</Fact>
        </ResultItem>
    }
    .into_any()
}
