//! Check your answers, then send them: to nobody.

use super::{address, device, filling, open, page, see_standing, step_address};
use crate::cabinet::pages::answers::{Empty, section_answers};
use crate::cabinet::pages::form::step_page::{Filled, line_of_steps};
use crate::shared::{Answer, Errors, Outcome, PageRequest};
use domain::ServiceError;
use domain::cabinet::form::validate;
use leptos::prelude::*;
use locales::{cabinet as c, training as t};
use ui::{Button, ButtonKind, ButtonLink, IconName, Notice, PageHeader, Stepper, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    check_page(&request, 200).await
}

pub async fn submit(request: PageRequest) -> Outcome {
    let task: String = request.param("task")?;
    let training = &request.services.training;
    match training.send(&request.actor, device(&request), &task).await {
        Ok(()) => Answer::see(address(&request, &task, "/application")),
        // The page itself finds out again what is missing, with ways to each section.
        Err(ServiceError::Invalid(_)) => check_page(&request, 422).await,
        Err(error) => Err(error),
    }
}

async fn check_page(request: &PageRequest, status: u16) -> Outcome {
    let language = request.language;
    let view = open(request).await?;
    let Some(attempt) = filling(&view) else {
        return see_standing(request, &view);
    };
    let (answers, today) = (attempt.answers.clone(), view.today);
    let (task, card) = (view.task.clone(), view.card.clone());
    let errors = Errors::new(language, validate(&card.form, &answers, today));
    let filled = Filled {
        form: &card.form,
        answers: &answers,
        today,
    };
    let (summary, steps) = line_of_steps(language, filled, None, |index| {
        step_address(request, &task.id, index)
    });
    let links: Vec<String> = (0..card.form.sections.len())
        .map(|index| step_address(request, &task.id, index))
        .collect();
    let missing: Vec<(String, String, String)> = errors
        .summary(|_| None)
        .into_iter()
        .filter_map(|error| {
            let form = &card.form;
            let index = form
                .sections
                .iter()
                .position(|section| section.holds(&error.field))?;
            let label = form.label(&error.field, language)?;
            let href = format!("{}#{}", step_address(request, &task.id, index), error.field);
            Some((href, label, error.message))
        })
        .collect();
    let back = links.last().cloned().unwrap_or_default();
    let action = address(request, &task.id, "/check");
    page(request, &view, c::check_title(language), move || {
        let form = &card.form;
        let visible = form.visible(&answers);
        let sections: Vec<AnyView> = form
            .sections
            .iter()
            .zip(links)
            .filter(|(section, _)| visible.iter().any(|shown| section.holds(&shown.code)))
            .map(|(section, href)| {
                let title = section.title.get(language).to_owned();
                let label = c::change_section(language, &title);
                let given = section_answers(language, form, section, &answers, &[], ("", Empty::Told));
                view! {
                    <section class="section">
                        <div class="section__head">
                            <h2 class="section__title">{title}</h2>
                            <a href=href aria-label=label>{c::change(language)}</a>
                        </div>
                        {given}
                    </section>
                }
                .into_any()
            })
            .collect();
        let is_complete = missing.is_empty();
        let missing: Vec<AnyView> = missing
            .into_iter()
            .map(|(href, label, message)| {
                let parted = ui::after_name(&label);
                view! { <li><a href=href>{label}</a> {parted} {message}</li> }.into_any()
            })
            .collect();
        view! {
            <Stepper summary=summary label=c::steps_label(language) steps=steps />
            <PageHeader title=c::check_title(language) lead=t::check_lead(language) />
            {(!is_complete).then(|| view! {
                <Notice tone=Tone::Warning title=c::check_incomplete(language)><ul>{missing}</ul></Notice>
            })}
            {sections}
            <form class="form" method="post" action=action>
                <div class="form__actions">
                    {is_complete.then(|| view! { <Button icon=IconName::Send>{t::send(language)}</Button> })}
                    <ButtonLink href=back kind=ButtonKind::Secondary>{c::back(language)}</ButtonLink>
                </div>
            </form>
        }
    })
    .status(status)
    .ok()
}
