//! Enrolling somebody without an account: on the telephone by staff, or for a relative by a helper.

use super::words::{class_href, crumbs, when};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::ServiceError;
use domain::id::ClassId;
use domain::learning::class::enrolment::{MOST_NAME, VisitorInput};
use domain::learning::class::view::ClassView;
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{
    Breadcrumbs, Button, Checkbox, ErrorSummary, Fact, FieldWidth, IconName, InputType, PageHeader, TextField,
};

pub async fn ask(request: PageRequest) -> Outcome {
    let class = open(&request).await?;
    page(&request, &class, Errors::default()).ok()
}

pub async fn enrol(request: PageRequest) -> Outcome {
    let class = open(&request).await?;
    let id = class.line.id;
    let input = VisitorInput {
        name: request.form.text("name").to_owned(),
        phone: request.form.text("phone").to_owned(),
        agrees: request.form.is_ticked("agrees"),
    };
    let classes = &request.services.classes;
    match classes.enrol_visitor(&request.actor, id, &input).await {
        Ok(_) if class.rights.read_people => {
            Answer::done(format!("{}/people", class_href(request.language, id)), "visitor")
        }
        Ok(_) => Answer::done(class_href(request.language, id), "visitor"),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "name", error)?;
            let page = page(&request, &class, refused.errors.clone());
            refused.answer(page)
        }
    }
}

async fn open(request: &PageRequest) -> Result<ClassView, ServiceError> {
    let id: ClassId = request.param("class")?;
    let class = request.services.classes.class(&request.actor, id).await?;
    match class.line.phase.is_open() {
        Ok(()) => Ok(class),
        Err(rule) => Err(ServiceError::Rule(rule)),
    }
}

fn page(request: &PageRequest, class: &ClassView, errors: Errors) -> Page {
    let language = request.language;
    let (title, lead) = if class.rights.enrol_visitor {
        (t::phone_enrol(language), t::visitor_lead_operator(language))
    } else {
        (t::visitor_title(language), t::visitor_lead(language))
    };
    let crumbs = crumbs(request, &class.line, title);
    let action = format!("{}/visitor", class_href(language, class.line.id));
    let [name, phone] = ["name", "phone"].map(|field| request.form.text(field).to_owned());
    let agrees = request.form.is_ticked("agrees");
    let (when, about) = (when(request, &class.line), class.line.title(language).to_owned());
    Page::new(title, move || {
        let summary = errors.summary(|error| {
            let name = match error.field.as_str() {
                "name" => t::visitor_name(language),
                "phone" => t::visitor_phone(language),
                _ => return None,
            };
            Some(name.to_owned())
        });
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::visitor_errors(language) errors=summary />
            <PageHeader title=title lead=lead>
                <Fact icon=IconName::BookOpen>{about}</Fact>
                <Fact icon=IconName::Calendar>{when}</Fact>
            </PageHeader>
            <form class="form" method="post" action=action novalidate>
                <TextField name="name" label=t::visitor_name(language) value=name error=errors.of("name")
                    autocomplete="off" max_length=MOST_NAME is_required=true />
                <TextField name="phone" label=t::visitor_phone(language) hint=t::visitor_phone_hint(language) value=phone
                    error=errors.of("phone") input_type=InputType::Phone width=FieldWidth::Medium autocomplete="off" is_required=true />
                <Checkbox name="agrees" label=t::visitor_agrees(language) is_checked=agrees error=errors.of("agrees") />
                <div class="form__actions"><Button icon=IconName::Check>{t::visitor_enrol(language)}</Button></div>
            </form>
        }
    })
    .door(Door::Learning)
    .unlisted()
}
