//! One's own certificates, and the way to the next.

use super::words::{certificate_href, validity_badge};
use crate::learning::pages::words::{course_href, device, lessons_progress};
use crate::shared::{Door, Outcome, Page, PageRequest, href};
use domain::Language;
use domain::learning::certificate::view::{CertificateLine, CourseClaim};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{
    Breadcrumbs, ButtonKind, ButtonLink, Card, Crumb, Fact, HeadingLevel, IconName, PageHeader, ResultItem,
    ResultList,
};

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let learning = &request.services.learning;
    let home = learning.certificates(&request.actor, device(&request)).await?;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::here(t::certificates_title(language)),
    ];
    let check = request.href("/learning/certificates/check");
    Page::new(t::certificates_title(language), move || {
        let has_own = !home.own.is_empty();
        let own: Vec<AnyView> = home.own.into_iter().map(|line| own(&request, line)).collect();
        let courses: Vec<AnyView> = home.courses.into_iter().map(|claim| course(language, claim)).collect();
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <PageHeader title=t::certificates_title(language) lead=t::certificates_lead(language) />
            {has_own.then(|| view! {
                <section class="section">
                    <h2 class="section__title">{t::certificates_own(language)}</h2>
                    <ResultList>{own}</ResultList>
                </section>
            })}
            <section class="section">
                <h2 class="section__title">{t::certificates_courses(language)}</h2>
                <div class="grid grid--wide">{courses}</div>
            </section>
            <section class="section">
                <h2 class="section__title">{t::certificate_check_title(language)}</h2>
                <p class="measure">{t::certificate_check_lead(language)}</p>
                <p><ButtonLink href=check kind=ButtonKind::Secondary icon=IconName::Shield>{t::certificate_check_open(language)}</ButtonLink></p>
            </section>
        }
    })
    .description(t::certificates_lead(language))
    .door(Door::Learning)
    .ok()
}

fn own(request: &PageRequest, line: CertificateLine) -> AnyView {
    let language = request.language;
    let href = certificate_href(language, &line.code);
    let title = line.title.get(language).to_owned();
    let issued = t::certificate_issued_on(language, request.date(line.issued_at));
    let validity = line.validity;
    view! {
        <ResultItem href=href title=title badge=move || validity_badge(language, validity)>
            <Fact icon=IconName::User>{line.name}</Fact>
            <Fact icon=IconName::Calendar>{issued}</Fact>
        </ResultItem>
    }
    .into_any()
}

/// A course: its certificate waits, or so many lessons are left.
fn course(language: Language, claim: CourseClaim) -> AnyView {
    let title = claim.title.get(language).to_owned();
    let claim_href = href(
        language,
        &format!("/learning/certificates/claim/{}", claim.course),
    );
    let id = format!("certificate-{}", claim.course);
    let way = claim.way;
    let (text, action) = match &claim.current {
        Some(code) => (
            t::certificate_have(language),
            view! {
                <ButtonLink href=certificate_href(language, code) kind=ButtonKind::Secondary>{t::certificate_open(language)}</ButtonLink>
            }
            .into_any(),
        ),
        None if way.is_done() => (
            t::certificate_waits(language),
            view! { <ButtonLink href=claim_href icon=IconName::Award>{t::certificate_get(language)}</ButtonLink> }.into_any(),
        ),
        None => (
            t::certificate_not_yet(language),
            view! {
                <ButtonLink href=course_href(language, &claim.course) kind=ButtonKind::Secondary>{t::certificate_to_course(language)}</ButtonLink>
                <ButtonLink href=claim_href kind=ButtonKind::Quiet>{t::certificate_see(language)}</ButtonLink>
            }
            .into_any(),
        ),
    };
    view! {
        <Card title=title level=HeadingLevel::Three icon=IconName::Award>
            <p>{text}</p>
            {lessons_progress(language, id, way.finished, way.lessons)}
            <div class="cluster">{action}</div>
        </Card>
    }
    .into_any()
}
