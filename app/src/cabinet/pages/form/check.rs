//! Check your answers, then send: once, however often the button is pressed.

use super::step_page::{base, step_href, steps};
use crate::cabinet::pages::answers::{Empty, section_answers};
use crate::cabinet::pages::words;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::cabinet::card::TermUnit;
use domain::cabinet::form::validate;
use domain::id::DraftId;
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{Button, ButtonKind, ButtonLink, FieldError, IconName, Notice, PageHeader, Stepper, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, 200).await
}

pub async fn submit(request: PageRequest) -> Outcome {
    let id: DraftId = request.param("id")?;
    match request.services.cabinet.submit(&request.actor, id).await {
        Ok(submitted) => {
            let application = request.href(&format!("/cabinet/applications/{}", submitted.application));
            Answer::done(application, "submitted")
        }
        // The page itself finds out again what is missing, with ways to each section.
        Err(ServiceError::Invalid(_)) => page(&request, 422).await,
        Err(error) => Err(error),
    }
}

async fn page(request: &PageRequest, status: u16) -> Outcome {
    let language = request.language;
    let id: DraftId = request.param("id")?;
    let draft = request.services.cabinet.draft(&request.actor, id).await?;
    if let Some(application) = draft.application {
        return Answer::see(request.href(&format!("/cabinet/applications/{application}")));
    }
    let problems = validate(&draft.card.form, &draft.answers, draft.today);
    let errors = Errors::new(language, problems);
    let missing = missing(request, &draft, &errors);
    // A term that nobody has confirmed is not promised.
    let rule = draft.card.term_of(&draft.answers).filter(|rule| rule.confirmed);
    let term = rule.map(|rule| {
        let term = words::term(language, rule);
        match rule.unit {
            TermUnit::Hour => t::submit_due_hours(language, term),
            TermUnit::WorkingDay | TermUnit::CalendarDay | TermUnit::Month => t::submit_due(language, term),
        }
    });
    let (stepper_summary, steps) = steps(request, &draft, None);
    let file_base = request.href(&format!("{}/files", base(id)));
    let links: Vec<String> = (0..draft.card.form.sections.len())
        .map(|index| step_href(request, id, index))
        .collect();
    let back = links.last().cloned().unwrap_or_default();
    let action = request.href(&format!("{}/check", base(id)));
    let is_complete = errors.is_empty();
    Page::new(t::check_title(language), move || {
        let form = &draft.card.form;
        let visible = form.visible(&draft.answers);
        let sections: Vec<AnyView> = form
            .sections
            .iter()
            .zip(links)
            .filter(|(section, _)| visible.iter().any(|shown| section.holds(&shown.code)))
            .map(|(section, href)| {
                let title = section.title.get(language).to_owned();
                let label = t::change_section(language, &title);
                let answers = section_answers(
                    language,
                    form,
                    section,
                    &draft.answers,
                    &draft.files,
                    (&file_base, Empty::Told),
                );
                view! {
                    <section class="section">
                        <div class="section__head">
                            <h2 class="section__title">{title}</h2>
                            <a href=href aria-label=label>{t::change(language)}</a>
                        </div>
                        {answers}
                    </section>
                }
                .into_any()
            })
            .collect();
        view! {
            <Stepper summary=stepper_summary label=t::steps_label(language) steps=steps />
            <PageHeader title=t::check_title(language) lead=t::check_lead(language) />
            {(!is_complete).then(|| view! {
                <Notice tone=Tone::Warning title=t::check_incomplete(language)><ul>{missing}</ul></Notice>
            })}
            {sections}
            {term.map(|term| view! { <p>{term}</p> })}
            <form class="form" method="post" action=action>
                <div class="form__actions">
                    {is_complete.then(|| view! { <Button icon=IconName::Send>{t::submit(language)}</Button> })}
                    <ButtonLink href=back kind=ButtonKind::Secondary>{t::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
    .status(status)
    .ok()
}

/// What is missing, each with the way to its field.
fn missing(request: &PageRequest, draft: &domain::cabinet::view::DraftView, errors: &Errors) -> Vec<AnyView> {
    errors
        .summary(|_| None)
        .into_iter()
        .filter_map(|FieldError { field, message }| {
            let form = &draft.card.form;
            let index = form.sections.iter().position(|section| section.holds(&field))?;
            let label = form.label(&field, request.language)?;
            let href = format!("{}#{field}", step_href(request, draft.id, index));
            let parted = ui::after_name(&label);
            Some(view! { <li><a href=href>{label}</a> {parted} {message}</li> }.into_any())
        })
        .collect()
}
