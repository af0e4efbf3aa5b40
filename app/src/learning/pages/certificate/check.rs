//! The check of a certificate, for anybody: by its code, or as a file. No sign-in, nothing is kept.

use super::words::{certificate_href, reason};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::learning::certificate::credential::{Credential, CredentialFault};
use domain::learning::certificate::view::CredentialCheck;
use domain::learning::certificate::{CertificateCode, Validity};
use domain::{FieldError, Language, Problem};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Crumb, DescriptionList, Detail, ErrorSummary, FieldWidth,
    FileDrop, IconName, Notice, PageHeader, TextField, Tone,
};

const ADDRESS: &str = "/learning/certificates/check";

pub async fn show(request: PageRequest) -> Outcome {
    page(&request, None, Errors::default()).ok()
}

/// Goes to the certificate of a code, or checks a file.
pub async fn submit(request: PageRequest) -> Outcome {
    if request.form.fields.get("code").is_some() {
        return find(&request);
    }
    let file = request.form.files.iter().find(|file| file.field == "file");
    let problem = match file {
        None => Some(Problem::Required),
        Some(file) if file.content.is_empty() && file.file_name.is_empty() => Some(Problem::Required),
        Some(file) if file.content.is_empty() => Some(Problem::FileEmpty),
        Some(_) => None,
    };
    if let Some(problem) = problem {
        return refused(&request, "file", problem);
    }
    let content = file.map(|file| file.content.as_slice()).unwrap_or_default();
    let learning = &request.services.learning;
    let check = learning.check_credential(&request.actor, content).await?;
    page(&request, Some(check), Errors::default()).ok()
}

fn find(request: &PageRequest) -> Outcome {
    let typed = request.form.text("code").trim();
    if typed.is_empty() {
        return refused(request, "code", Problem::Required);
    }
    match typed.parse::<CertificateCode>() {
        Ok(code) => Answer::see(certificate_href(request.language, &code)),
        Err(_) => refused(request, "code", Problem::CodeRejected),
    }
}

fn refused(request: &PageRequest, field: &str, problem: Problem) -> Outcome {
    let errors = Errors::new(request.language, vec![FieldError::new(field, problem)]);
    page(request, None, errors).status(422).ok()
}

fn page(request: &PageRequest, check: Option<CredentialCheck>, errors: Errors) -> Page {
    let language = request.language;
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(
            t::certificates_title(language),
            request.href("/learning/certificates"),
        ),
        Crumb::here(t::certificate_check_title(language)),
    ];
    let action = request.href(ADDRESS);
    let typed = request.form.text("code").to_owned();
    let request = request.clone();
    Page::new(t::certificate_check_title(language), move || {
        let lines = errors.summary(|error| {
            let name = if error.field == "code" {
                t::certificate_code(language)
            } else {
                t::certificate_file_label(language)
            };
            Some(name.to_owned())
        });
        let (by_code, by_file) = (action.clone(), action);
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::certificate_check_errors(language) errors=lines />
            <PageHeader title=t::certificate_check_title(language) lead=t::certificate_check_lead(language) />
            {check.map(|check| result(&request, &check))}
            <section class="section">
                <h2 class="section__title">{t::certificate_by_code(language)}</h2>
                <form class="form" method="post" action=by_code enctype="multipart/form-data" novalidate>
                    <TextField name="code" label=t::certificate_code(language) hint=t::certificate_code_hint(language) value=typed
                        error=errors.of("code") autocomplete="off" width=FieldWidth::Medium max_length=40_u32 is_required=true />
                    <div class="form__actions"><Button icon_after=IconName::ArrowRight>{t::certificate_find(language)}</Button></div>
                </form>
            </section>
            <section class="section">
                <h2 class="section__title">{t::certificate_by_file(language)}</h2>
                <form class="form" method="post" action=by_file enctype="multipart/form-data" novalidate>
                    <FileDrop name="file" label=t::certificate_file_label(language) hint=t::certificate_file_hint(language)
                        accept=".json,application/json" error=errors.of("file") is_required=true />
                    <div class="form__actions">
                        <Button kind=ButtonKind::Secondary icon=IconName::Shield>{t::certificate_check_file(language)}</Button>
                    </div>
                </form>
                <p class="text-muted text-small">{t::certificate_check_command(language)} " " <code>"hromada verify FILE"</code></p>
            </section>
        }
    })
    .description(t::certificate_check_lead(language))
    .door(Door::Learning)
}

/// What was found, in plain words.
fn result(request: &PageRequest, check: &CredentialCheck) -> AnyView {
    let language = request.language;
    let link = check.record.as_ref().map(|(code, _)| {
        let href = certificate_href(language, code);
        view! { <p><ButtonLink href=href kind=ButtonKind::Secondary>{t::certificate_open(language)}</ButtonLink></p> }
    });
    if !check.is_right() {
        let faults: Vec<AnyView> = check
            .faults
            .iter()
            .map(|fault| view! { <li data-fault=fault.code()>{words_of(language, *fault)}</li> }.into_any())
            .collect();
        return view! {
            <Notice tone=Tone::Danger title=t::file_wrong(language) is_announced=true>
                <ul>{faults}</ul>
                <p>{t::file_what_now(language)}</p>
            </Notice>
            {link}
        }
        .into_any();
    }
    let validity = check.record.as_ref().map(|(_, validity)| *validity);
    let verdict = match validity {
        Some(Validity::Revoked(revocation)) => {
            let on = t::verdict_revoked_on(language, request.date(revocation.at));
            view! {
                <Notice tone=Tone::Danger title=t::file_revoked(language) is_announced=true>
                    <p>{on}</p>
                    <p>{reason(language, revocation.reason)}</p>
                </Notice>
            }
            .into_any()
        }
        Some(Validity::Expired) => view! {
            <Notice tone=Tone::Warning title=t::file_expired(language) is_announced=true>{t::verdict_expired_text(language)}</Notice>
        }
        .into_any(),
        Some(Validity::Valid) | None => view! {
            <Notice tone=Tone::Success title=t::file_right(language) is_announced=true>{t::file_right_text(language)}</Notice>
        }
        .into_any(),
    };
    view! { {verdict} {check.says.as_ref().map(|says| facts(language, says))} {link} }.into_any()
}

fn facts(language: Language, says: &Credential) -> AnyView {
    let line = |term: &'static str, value: &str| {
        let value = value.to_owned();
        Detail::new(term, view! { <p>{value}</p> })
    };
    let items = vec![
        line(t::certificate_name(language), says.holder_name()),
        line(t::certificate_course(language), &says.name),
        line(t::certificate_issuer(language), &says.issuer.name),
    ];
    view! { <DescriptionList items /> }.into_any()
}

fn words_of(language: Language, fault: CredentialFault) -> &'static str {
    match fault {
        CredentialFault::NotACertificate => t::file_not_a_certificate(language),
        CredentialFault::Signature => t::file_signature(language),
        CredentialFault::UnknownKey => t::file_unknown_key(language),
        CredentialFault::RecordDiffers => t::file_record_differs(language),
    }
}
