//! The claim of a certificate: under which name, and how it will look.

use super::words::{certificate_href, contents, course_facts, facts_list, holder_fact};
use crate::learning::pages::words::{course_href, device, lessons_progress};
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::learning::certificate::view::ClaimView;
use domain::learning::certificate::{ClaimInput, Holder, MOST_NAME_CHARACTERS, NOT_EARNED, NameKind};
use domain::{FieldError, Language, ServiceError};
use leptos::prelude::*;
use locales::{layout, learning as t};
use ui::{
    Breadcrumbs, Button, ButtonKind, ButtonLink, Card, Choice, Crumb, Detail, ErrorSummary, FieldWidth,
    IconName, Notice, PageHeader, RadioGroup, TextField, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let view = open(&request).await?;
    page(&request, view, None, Errors::default()).ok()
}

/// Shows how the certificate will look, or issues it.
pub async fn submit(request: PageRequest) -> Outcome {
    let course: String = request.param("course")?;
    let input = ClaimInput {
        name_kind: request.form.text(NameKind::FIELD).to_owned(),
        pseudonym: request.form.text("pseudonym").to_owned(),
    };
    if request.form.text("_action") == "preview" {
        return match Holder::chosen(&input, request.actor.signed_in()) {
            Ok(holder) => page(&request, open(&request).await?, Some(holder), Errors::default()).ok(),
            Err(errors) => refused(&request, errors).await,
        };
    }
    let learning = &request.services.learning;
    let claimed = learning
        .claim_certificate(&request.actor, device(&request), &course, &input)
        .await;
    match claimed {
        Ok(code) => Answer::see(format!("{}?new=1", certificate_href(request.language, &code))),
        Err(ServiceError::Invalid(errors)) => refused(&request, errors).await,
        // The page itself says how much is left.
        Err(ServiceError::Rule(NOT_EARNED)) => page(&request, open(&request).await?, None, Errors::default())
            .status(422)
            .ok(),
        Err(error) => Err(error),
    }
}

async fn refused(request: &PageRequest, errors: Vec<FieldError>) -> Outcome {
    let errors = Errors::new(request.language, errors);
    page(request, open(request).await?, None, errors).status(422).ok()
}

async fn open(request: &PageRequest) -> Result<ClaimView, ServiceError> {
    let course: String = request.param("course")?;
    let learning = &request.services.learning;
    learning
        .certificate_claim(&request.actor, device(request), &course)
        .await
}

fn page(request: &PageRequest, view: ClaimView, preview: Option<Holder>, errors: Errors) -> Page {
    let language = request.language;
    let course = view.claim.title.get(language).to_owned();
    let title = t::certificate_of_course(language, course);
    let crumbs = vec![
        Crumb::link(t::title(language), request.href("/learning")),
        Crumb::link(
            t::certificates_title(language),
            request.href("/learning/certificates"),
        ),
        Crumb::here(title.clone()),
    ];
    let action = request.href(&format!("/learning/certificates/claim/{}", view.claim.course));
    let sign_in = request.href("/people/sign-in");
    let typed = [NameKind::FIELD, "pseudonym"].map(|name| request.form.text(name).to_owned());
    let (page_title, code) = (title.clone(), view.claim.course.clone());
    Page::new(page_title, move || {
        let way = view.claim.way;
        let lines = errors.summary(|error| {
            let name = if error.field == NameKind::FIELD {
                t::certificate_whose_name(language)
            } else {
                t::certificate_pseudonym(language)
            };
            Some(name.to_owned())
        });
        let body = if way.is_done() {
            form(language, &view, action, sign_in, typed, &errors)
        } else {
            let progress =
                lessons_progress(language, "certificate-way".to_owned(), way.finished, way.lessons);
            view! {
                <Notice tone=Tone::Info title=t::certificate_not_yet(language)>
                    <p>{t::certificate_how(language)}</p>
                </Notice>
                {progress}
                <p><ButtonLink href=course_href(language, &code) icon_after=IconName::ArrowRight>{t::certificate_to_course(language)}</ButtonLink></p>
            }
            .into_any()
        };
        let preview = preview.map(|holder| {
            let mut facts = vec![holder_fact(language, &holder)];
            facts.extend(course_facts(language, &view.statement));
            view! {
                <Card title=t::certificate_preview(language) icon=IconName::Eye is_tinted=true>
                    {facts_list(facts)}
                </Card>
            }
        });
        let mut facts = course_facts(language, &view.statement);
        facts.push(term(language, view.valid_years));
        view! {
            <Breadcrumbs label=layout::breadcrumbs(language) items=crumbs />
            <ErrorSummary title=t::certificate_errors(language) errors=lines />
            <PageHeader title=title lead=t::certificate_claim_lead(language) />
            {preview}
            {body}
            <section class="section">
                <h2 class="section__title">{t::certificate_states(language)}</h2>
                {facts_list(facts)}
                {contents(language, &view.statement)}
            </section>
        }
    })
    .door(Door::Learning)
    .unlisted()
}

fn term(language: Language, years: Option<u8>) -> Detail {
    let words = years.map_or_else(
        || t::certificate_without_term(language).to_owned(),
        |years| t::years_count(language, i64::from(years)),
    );
    Detail::new(t::certificate_term(language), view! { <p>{words}</p> })
}

fn form(
    language: Language,
    view: &ClaimView,
    action: String,
    sign_in: String,
    [kind, pseudonym]: [String; 2],
    errors: &Errors,
) -> AnyView {
    let replaces = view.current_name.clone().map(|name| {
        view! { <Notice tone=Tone::Info>{t::certificate_replaces(language, name)}</Notice> }
    });
    let is_anonymous = view.account.is_none();
    let choice = view.account.as_ref().map(|account| {
        let choices = vec![
            Choice::new(NameKind::Account.code(), account.name())
                .hint(super::words::name_note(language, account)),
            Choice::new(NameKind::Pseudonym.code(), t::certificate_other_name(language))
                .hint(t::certificate_other_name_hint(language)),
        ];
        let error = errors.of(NameKind::FIELD);
        view! {
            <RadioGroup name=NameKind::FIELD label=t::certificate_whose_name(language) choices value=kind error=error />
        }
    });
    let hint = if is_anonymous {
        t::certificate_pseudonym_hint_only(language)
    } else {
        t::certificate_pseudonym_hint(language)
    };
    let error = errors.of("pseudonym");
    view! {
        {replaces}
        {is_anonymous.then(|| view! {
            <Notice tone=Tone::Info>
                <p>{t::certificate_anonymous(language)} " " <a href=sign_in>{t::certificate_sign_in(language)}</a></p>
            </Notice>
        })}
        <form class="form" method="post" action=action novalidate>
            {choice}
            <TextField name="pseudonym" label=t::certificate_pseudonym(language) hint=hint value=pseudonym error=error
                autocomplete="off" width=FieldWidth::Full max_length=MOST_NAME_CHARACTERS is_optional=!is_anonymous />
            <div class="form__actions">
                <Button icon=IconName::Award name="_action" value="claim">{t::certificate_get(language)}</Button>
                <Button kind=ButtonKind::Secondary icon=IconName::Eye name="_action" value="preview">{t::certificate_look(language)}</Button>
            </div>
        </form>
    }
    .into_any()
}
