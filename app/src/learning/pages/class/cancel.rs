//! Cancelling a class, with a reason that everybody enrolled reads.

use super::words::{class_href, crumbs, when};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest, RefusedForm};
use domain::ServiceError;
use domain::id::ClassId;
use domain::learning::class::notice::MOST_TEXT;
use domain::learning::class::view::ClassView;
use leptos::prelude::*;
use locales::{classes as t, layout};
use ui::{Breadcrumbs, Button, ButtonKind, ErrorSummary, Fact, IconName, PageHeader, TextArea};

pub async fn ask(request: PageRequest) -> Outcome {
    let class = open(&request).await?;
    page(&request, &class, Errors::default()).ok()
}

pub async fn cancel(request: PageRequest) -> Outcome {
    let id: ClassId = request.param("class")?;
    let classes = &request.services.classes;
    let reason = request.form.text("reason");
    match classes.cancel_class(&request.actor, id, reason).await {
        Ok(()) => Answer::done(class_href(request.language, id), "cancelled"),
        Err(ServiceError::Rule(rule)) => Err(ServiceError::Rule(rule)),
        Err(error) => {
            let refused = RefusedForm::of(request.language, "reason", error)?;
            let class = open(&request).await?;
            let page = page(&request, &class, refused.errors.clone());
            refused.answer(page)
        }
    }
}

/// The class, for those who may cancel it now.
async fn open(request: &PageRequest) -> Result<ClassView, ServiceError> {
    let id: ClassId = request.param("class")?;
    let class = request.services.classes.class(&request.actor, id).await?;
    if !class.rights.change {
        return Err(ServiceError::Forbidden);
    }
    class.line.phase.is_open().map_err(ServiceError::Rule)?;
    Ok(class)
}

fn page(request: &PageRequest, class: &ClassView, errors: Errors) -> Page {
    let language = request.language;
    let crumbs = crumbs(request, &class.line, t::cancel(language));
    let action = format!("{}/cancel", class_href(language, class.line.id));
    let typed = request.form.text("reason").to_owned();
    let (when, about) = (when(request, &class.line), class.line.title(language).to_owned());
    Page::new(t::cancel(language), move || {
        let summary = errors.summary(|_| Some(t::reason(language).to_owned()));
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::notice_errors(language) errors=summary />
            <PageHeader title=t::cancel(language) lead=t::cancel_lead(language)>
                <Fact icon=IconName::BookOpen>{about}</Fact>
                <Fact icon=IconName::Calendar>{when}</Fact>
            </PageHeader>
            <form class="form" method="post" action=action novalidate>
                <TextArea name="reason" label=t::reason(language) hint=t::reason_hint(language) value=typed
                    error=errors.of("reason") max_length=MOST_TEXT rows=3 is_required=true />
                <div class="form__actions">
                    <Button kind=ButtonKind::Danger icon=IconName::CircleX>{t::cancel_submit(language)}</Button>
                </div>
            </form>
        }
    })
    .door(Door::Learning)
    .unlisted()
}
