//! An application for the officer: the answers, the clock, and what can be done now.

use super::application::{answers, decision, history, remarks};
use super::meanwhile::meanwhile;
use super::why::due_and_why;
use super::words;
use crate::shared::{Answer, Door, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::application::State;
use domain::cabinet::view::ApplicationView;
use domain::id::ApplicationId;
use leptos::prelude::*;
use locales::{cabinet as t, layout};
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Crumb, DescriptionList, Detail, IconName, Notice,
    PageHeader, StatusBadge, Timeline, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let case = request.services.cabinet.case(&request.actor, id).await?;
    page(&request, case, false).ok()
}

fn page(request: &PageRequest, case: ApplicationView, is_changed: bool) -> Page {
    let language = request.language;
    let id = case.id;
    let here = format!("/cabinet/queue/{id}");
    let crumbs = vec![
        Crumb::link(t::queue_title(language), request.href("/cabinet/queue")),
        Crumb::here(case.number.clone()),
    ];
    let file_base = request.href(&format!("/cabinet/applications/{id}/files"));
    let (take, ask, decide) = (
        request.href(&here),
        request.href(&format!("{here}/correction")),
        request.href(&format!("{here}/decision")),
    );
    Page::new(t::application_title(language, &case.number), move || {
        let can_take = case.state == State::Registered;
        let can_work = case.state == State::InReview && case.is_taken_by_reader;
        let label = words::state(language, case.state);
        let officer = case.officer_name.clone().unwrap_or_else(|| t::queue_nobody(language).to_owned());
        let facts = vec![
            Detail::new(t::case_applicant(language), view! { <span>{case.applicant_name.clone()}</span> }),
            Detail::new(t::queue_officer(language), view! { <span>{officer}</span> }),
            Detail::new(
                t::queue_submitted(language),
                view! { <span>{words::moment(language, case.submitted_at)}</span> },
            ),
        ];
        let asked = case.correction.is_some().then(|| remarks(language, &case));
        let (decided, due) = (decision(language, &case), due_and_why(language, &case));
        let events = history(language, &case.history);
        let sent = answers(language, &case, &file_base);
        let changed = is_changed.then(|| meanwhile(language, &case, false));
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            {changed}
            <PageHeader title=case.card.name.get(language).to_owned() eyebrow=case.number.clone()>
                <StatusBadge status=words::status(case.state) label=label />
            </PageHeader>
            <DescriptionList items=facts />
            {can_take.then(|| view! {
                <form class="form" method="post" action=take>
                    <input type="hidden" name="_version" value=case.version.to_string() />
                    <div class="form__actions"><Button icon=IconName::User>{t::case_take(language)}</Button></div>
                </form>
            })}
            {can_work.then(|| view! {
                <div class="form__actions">
                    <ButtonLink href=decide icon=IconName::Scale>{t::case_decide(language)}</ButtonLink>
                    <ButtonLink href=ask kind=ButtonKind::Secondary icon=IconName::Returned>{t::case_ask(language)}</ButtonLink>
                </div>
            })}
            {asked.map(|asked| view! {
                <Notice tone=Tone::Info title=t::happened_returned(language)>{asked}</Notice>
            })}
            {decided}
            <section class="section">
                <h2 class="section__title">{t::case_answers(language)}</h2>
                {sent}
            </section>
            {due}
            <section class="section">
                <h2 class="section__title">{t::history_title(language)}</h2>
                <Timeline events=events />
            </section>
            <p class="text-muted text-small">{t::case_look_noted(language)}</p>
        }
    })
    .door(Door::Work)
    .unlisted()
}

/// Takes the application; of two officers at once the slower one is told who has it.
pub async fn take(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let version = request.form.text("_version").parse().unwrap_or(0);
    let cabinet = &request.services.cabinet;
    match cabinet.take(&request.actor, id, version).await {
        Ok(()) => Answer::see(request.href(&format!("/cabinet/queue/{id}"))),
        Err(ServiceError::Conflict) => {
            let case = cabinet.case(&request.actor, id).await?;
            if case.is_taken_by_reader {
                // The button was pressed twice: it is done.
                return Answer::see(request.href(&format!("/cabinet/queue/{id}")));
            }
            page(&request, case, true).status(409).ok()
        }
        Err(error) => Err(error),
    }
}
