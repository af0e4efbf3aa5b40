//! The page of a certificate, for everybody who has its code: whether it holds, and what it states.

use super::words::{contents, course_facts, facts_list, holder_fact, reason, term_fact};
use crate::learning::pages::words::device;
use crate::shared::{Answer, Door, Download, Outcome, Page, PageRequest, stylesheet};
use domain::ServiceError;
use domain::learning::certificate::view::CertificateView;
use domain::learning::certificate::{CertificateCode, Validity};
use leptos::prelude::*;
use locales::{format, layout, learning as t};
use ui::{Breadcrumbs, ButtonKind, ButtonLink, Crumb, Detail, IconName, Notice, PageHeader, TextField, Tone};

pub async fn show(request: PageRequest) -> Outcome {
    let Ok(code) = request.param::<CertificateCode>("code") else {
        return unknown(&request);
    };
    let learning = &request.services.learning;
    match learning
        .certificate(&request.actor, device(&request), &code)
        .await
    {
        Ok(certificate) => page(&request, certificate),
        Err(ServiceError::NotFound) => unknown(&request),
        Err(error) => Err(error),
    }
}

/// A code that nothing was issued under, in plain words.
fn unknown(request: &PageRequest) -> Outcome {
    let language = request.language;
    let check = request.href("/learning/certificates/check");
    Page::new(t::certificate_unknown(language), move || {
        view! {
            <PageHeader title=t::certificate_unknown(language) />
            <Notice tone=Tone::Danger>
                <p>{t::certificate_unknown_text(language)}</p>
            </Notice>
            <p><ButtonLink href=check kind=ButtonKind::Secondary icon=IconName::Search>{t::certificate_try_again(language)}</ButtonLink></p>
        }
    })
    .door(Door::Learning)
    .status(404)
    .unlisted()
    .ok()
}

fn page(request: &PageRequest, certificate: CertificateView) -> Outcome {
    let language = request.language;
    let title = certificate.statement.title.get(language).to_owned();
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(
            t::certificates_title(language),
            request.href("/learning/certificates"),
        ),
        Crumb::here(title.clone()),
    ];
    let is_new = request.query.get("new").is_some() && certificate.is_own;
    let is_revoked_now = request.done().is_some() && !certificate.validity.is_valid();
    let request = request.clone();
    Page::new(t::certificate_of_course(language, title.clone()), move || {
        let community = request.community_name().to_owned();
        let path = format!("/learning/certificates/{}", certificate.code.as_str());
        let address = format!("{}{}", request.community.origin, path);
        let revoke = certificate.may_revoke.then(|| request.href(&format!("{path}/revoke")));
        let code_text = certificate.code.to_string();
        let line = |term: &'static str, value: String| Detail::new(term, view! { <p>{value}</p> });
        let mut facts = vec![holder_fact(language, &certificate.holder)];
        facts.extend(course_facts(language, &certificate.statement));
        facts.push(line(t::certificate_issuer(language), community));
        facts.push(line(t::certificate_issued(language), request.date(certificate.issued_at)));
        facts.push(term_fact(&request, certificate.valid_until));
        facts.push(Detail::new(
            t::certificate_code(language),
            view! { <p><code>{code_text}</code></p> },
        ));
        let (picture, scan) = (format!("{path}/code.svg"), address.clone());
        view! {
            <div class="no-print"><Breadcrumbs label=layout::breadcrumbs(language) items=crumbs /></div>
            {is_new.then(|| view! {
                <Notice tone=Tone::Success title=t::certificate_new_title(language) is_announced=true>{t::certificate_new_text(language)}</Notice>
            })}
            {is_revoked_now.then(|| view! {
                <Notice tone=Tone::Success is_announced=true>{t::certificate_revoked_now(language)}</Notice>
            })}
            <div class="passport">
                {stylesheet("passport.css")}
                <PageHeader title=title eyebrow=t::certificate_eyebrow(language) />
                {verdict(&request, certificate.validity)}
                <div class="passport__body">
                    {facts_list(facts)}
                    <figure class="passport__code">
                        <img src=picture alt=t::certificate_qr(language) width="280" height="280" />
                        <figcaption>{t::certificate_scan(language)} <br /> <a href=path.clone()>{scan}</a></figcaption>
                    </figure>
                </div>
            </div>
            {contents(language, &certificate.statement)}
            {files(&request, &certificate, &path)}
            {certificate.is_own.then(|| own(&request, &certificate, address))}
            {revoke.map(|href| view! {
                <p class="no-print"><ButtonLink href=href kind=ButtonKind::Danger icon=IconName::CircleX>{t::certificate_revoke(language)}</ButtonLink></p>
            })}
        }
    })
    .door(Door::Learning)
    .unlisted()
    .ok()
}

/// Whether it holds, in plain words.
fn verdict(request: &PageRequest, validity: Validity) -> AnyView {
    let language = request.language;
    match validity {
        Validity::Valid => view! {
            <Notice tone=Tone::Success title=t::verdict_valid(language)>{t::verdict_valid_text(language)}</Notice>
        }
        .into_any(),
        Validity::Expired => view! {
            <Notice tone=Tone::Warning title=t::verdict_expired(language)>{t::verdict_expired_text(language)}</Notice>
        }
        .into_any(),
        Validity::Revoked(revocation) => {
            let on = t::verdict_revoked_on(language, request.date(revocation.at));
            view! {
                <Notice tone=Tone::Danger title=t::verdict_revoked(language)>
                    <p>{on}</p>
                    <p>{reason(language, revocation.reason)}</p>
                </Notice>
            }
            .into_any()
        }
    }
}

fn files(request: &PageRequest, certificate: &CertificateView, path: &str) -> AnyView {
    let language = request.language;
    let (pdf, json) = (
        format!("{path}/certificate.pdf"),
        format!("{path}/credential.json"),
    );
    let pdf = match certificate.document_bytes {
        Some(size) => {
            let text = t::certificate_pdf(language, format::bytes(language, size));
            view! { <ButtonLink href=pdf kind=ButtonKind::Secondary icon=IconName::Download>{text}</ButtonLink> }.into_any()
        }
        None => view! { <p>{t::certificate_pdf_waits(language)}</p> }.into_any(),
    };
    let check = request.href("/learning/certificates/check");
    view! {
        <section class="section no-print">
            <h2 class="section__title">{t::certificate_files(language)}</h2>
            <p class="measure">{t::certificate_files_text(language)} " " <a href=check>{t::certificate_check_open(language)}</a></p>
            <div class="cluster">
                {pdf}
                <ButtonLink href=json kind=ButtonKind::Secondary icon=IconName::Download>{t::certificate_json(language)}</ButtonLink>
            </div>
        </section>
    }
    .into_any()
}

/// What only the holder needs: the link to give, and another name.
fn own(request: &PageRequest, certificate: &CertificateView, address: String) -> AnyView {
    let language = request.language;
    let rename = certificate.validity.is_valid().then(|| {
        let href = request.href(&format!("/learning/certificates/claim/{}", certificate.statement.course));
        view! { <p><ButtonLink href=href kind=ButtonKind::Quiet icon=IconName::Pencil>{t::certificate_rename(language)}</ButtonLink></p> }
    });
    view! {
        <section class="section no-print">
            <h2 class="section__title">{t::certificate_share(language)}</h2>
            <p class="measure">{t::certificate_share_text(language)}</p>
            <TextField name="address" label=t::certificate_link(language) value=address is_read_only=true />
            {rename}
        </section>
    }
    .into_any()
}

/// The code as a picture.
pub async fn picture(request: PageRequest) -> Outcome {
    let code: CertificateCode = request.param("code")?;
    let svg = request
        .services
        .learning
        .certificate_qr(&request.actor, &code)
        .await?;
    Ok(Answer::Download(Download {
        media_type: "image/svg+xml".to_owned(),
        file_name: None,
        content: svg.into_bytes(),
    }))
}

/// The certificate on paper.
pub async fn document(request: PageRequest) -> Outcome {
    let code: CertificateCode = request.param("code")?;
    let learning = &request.services.learning;
    let content = learning.certificate_document(&request.actor, &code).await?;
    Ok(Answer::Download(Download {
        media_type: "application/pdf".to_owned(),
        file_name: Some(t::certificate_file(
            request.language,
            format!("{}.pdf", code.as_str()),
        )),
        content,
    }))
}

/// The certificate as a signed file.
pub async fn file(request: PageRequest) -> Outcome {
    let code: CertificateCode = request.param("code")?;
    let learning = &request.services.learning;
    let content = learning.certificate_credential(&request.actor, &code).await?;
    Ok(Answer::Download(Download {
        media_type: "application/vc".to_owned(),
        file_name: Some(t::certificate_file(
            request.language,
            format!("{}.json", code.as_str()),
        )),
        content: content.into_bytes(),
    }))
}
