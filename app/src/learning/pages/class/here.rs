//! A learner types the code from the wall. Nothing is noted by opening the page.

use super::words::{class_href, crumbs, when};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::ServiceError;
use domain::id::ClassId;
use domain::learning::class::attendance::{shown_code, typed_code};
use domain::learning::class::enrolment::EnrolmentState;
use domain::learning::class::view::ClassView;
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{
    Breadcrumbs, Button, ErrorSummary, Fact, FieldWidth, IconName, InputType, Notice, PageHeader, TextField,
    Tone,
};

pub async fn ask(request: PageRequest) -> Outcome {
    let class = open(&request).await?;
    let scanned = typed_code(request.query.get("code").unwrap_or_default());
    page(&request, class, shown_code(&scanned), Errors::default()).ok()
}

pub async fn confirm(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let typed = request.form.text("code");
    let classes = &request.services.classes;
    match classes.confirm_attendance(&request.actor, id, typed).await {
        Ok(()) => Answer::done(class_href(request.language, id), "here"),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "code", error)?;
            let class = open(&request).await?;
            let page = page(&request, class, typed.to_owned(), refused.errors.clone());
            refused.answer(page)
        }
    }
}

async fn open(request: &PageRequest) -> Result<ClassView, ServiceError> {
    let id: ClassId = request.param("class")?;
    request.services.classes.class(&request.actor, id).await
}

fn page(request: &PageRequest, class: ClassView, typed: String, errors: Errors) -> Page {
    let language = request.language;
    let crumbs = crumbs(request, &class.line, t::here_title(language));
    let action = format!("{}/here", class_href(language, class.line.id));
    let (when, about) = (when(request, &class.line), class.line.title(language).to_owned());
    Page::new(t::here_title(language), move || {
        let own = class.own.filter(|own| own.state == EnrolmentState::Enrolled);
        let note = match own {
            None => Some((Tone::Warning, t::here_not_enrolled(language))),
            Some(own) => own.attended_at.map(|_| (Tone::Success, t::here_again(language))),
        };
        let summary = errors.summary(|_| Some(t::here_code(language).to_owned()));
        let note = note.map(|(tone, text)| view! { <Notice tone=tone><p>{text}</p></Notice> });
        let form = own.filter(|own| own.attended_at.is_none()).map(|_| {
            view! {
                <form class="form" method="post" action=action novalidate>
                    <TextField name="code" label=t::here_code(language) value=typed error=errors.of("code")
                        input_type=InputType::Digits width=FieldWidth::Medium autocomplete="one-time-code" is_required=true />
                    <div class="form__actions"><Button icon=IconName::Check>{t::here_submit(language)}</Button></div>
                </form>
            }
        });
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::here_errors(language) errors=summary />
            <PageHeader title=t::here_title(language) lead=form.is_some().then(|| t::here_lead(language))>
                <Fact icon=IconName::BookOpen>{about}</Fact>
                <Fact icon=IconName::Calendar>{when}</Fact>
            </PageHeader>
            {note}
            {form}
        }
    })
    .door(Door::Learning)
    .unlisted()
}
