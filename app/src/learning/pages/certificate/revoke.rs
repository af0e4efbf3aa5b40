//! Revoking a certificate, with a reason: teachers and administrators.

use super::words::{certificate_href, course_facts, facts_list, holder_fact, reason};
use crate::learning::pages::words::device;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::learning::certificate::view::CertificateView;
use domain::learning::certificate::{CertificateCode, RevocationInput, RevocationReason};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{
    Breadcrumbs, Button, ButtonKind, Choice, Crumb, ErrorSummary, IconName, PageHeader, RadioGroup, TextArea,
};

pub async fn show(request: PageRequest) -> Outcome {
    let certificate = open(&request).await?;
    page(&request, certificate, Errors::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let code: CertificateCode = request.param("code")?;
    let input = RevocationInput {
        reason: request.form.text("reason").to_owned(),
        words: request.form.text("words").to_owned(),
    };
    let learning = &request.services.learning;
    match learning.revoke_certificate(&request.actor, &code, &input).await {
        Ok(()) => Answer::done(certificate_href(request.language, &code), "1"),
        Err(ServiceError::Invalid(errors)) => {
            let certificate = open(&request).await?;
            let errors = Errors::new(request.language, errors);
            page(&request, certificate, errors).status(422).ok()
        }
        Err(error) => Err(error),
    }
}

/// The certificate, for those who may revoke it now.
async fn open(request: &PageRequest) -> Result<CertificateView, ServiceError> {
    let code: CertificateCode = request.param("code")?;
    let learning = &request.services.learning;
    let certificate = learning
        .certificate(&request.actor, device(request), &code)
        .await?;
    if certificate.may_revoke {
        Ok(certificate)
    } else if certificate.validity.is_valid() {
        Err(ServiceError::Forbidden)
    } else {
        Err(ServiceError::NotFound)
    }
}

fn page(request: &PageRequest, certificate: CertificateView, errors: Errors) -> Page {
    let language = request.language;
    let here = certificate_href(language, &certificate.code);
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(certificate.statement.title.get(language).to_owned(), here.clone()),
        Crumb::here(t::certificate_revoke(language)),
    ];
    let action = format!("{here}/revoke");
    let [chosen, typed] = ["reason", "words"].map(|name| request.form.text(name).to_owned());
    Page::new(t::certificate_revoke(language), move || {
        let lines = errors.summary(|error| {
            let name = if error.field == "reason" {
                t::revoke_reason(language)
            } else {
                t::revoke_words(language)
            };
            Some(name.to_owned())
        });
        let choices = RevocationReason::OF_OFFICERS
            .into_iter()
            .map(|one| Choice::new(one.code(), reason(language, one)))
            .collect();
        let mut facts = vec![holder_fact(language, &certificate.holder)];
        facts.extend(course_facts(language, &certificate.statement));
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::certificate_errors(language) errors=lines />
            <PageHeader title=t::certificate_revoke(language) lead=t::revoke_lead(language) />
            {facts_list(facts)}
            <form class="form" method="post" action=action novalidate>
                <RadioGroup name="reason" label=t::revoke_reason(language) hint=t::revoke_reason_hint(language) choices
                    value=chosen error=errors.of("reason") is_required=true />
                <TextArea name="words" label=t::revoke_words(language) hint=t::revoke_words_hint(language) value=typed
                    error=errors.of("words") max_length=RevocationInput::MOST_CHARACTERS rows=3 is_required=true />
                <div class="form__actions">
                    <Button kind=ButtonKind::Danger icon=IconName::CircleX>{t::certificate_revoke(language)}</Button>
                </div>
            </form>
        }
    })
    .door(Door::Learning)
    .unlisted()
}
