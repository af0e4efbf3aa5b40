//! Decisions on paper: reading one's own, and checking one that somebody holds.

use crate::cabinet::pages::words;
use crate::shared::{Answer, Door, Download, Errors, Outcome, Page, PageRequest};
use domain::cabinet::document::DocumentCheck;
use domain::id::ApplicationId;
use domain::{FieldError, Problem, ServiceError};
use leptos::prelude::*;
use locales::cabinet as t;
use ui::{
    Button, DescriptionList, Detail, ErrorSummary, FieldWidth, FileDrop, IconName, Notice, PageHeader,
    TextField, Tone,
};

const ADDRESS: &str = "/cabinet/documents";

/// The PDF, for the applicant and the staff of the unit.
pub async fn download(request: PageRequest) -> Outcome {
    let id: ApplicationId = request.param("id")?;
    let cabinet = &request.services.cabinet;
    let file = cabinet.decision_document(&request.actor, id).await?;
    Ok(Answer::Download(Download {
        media_type: file.media_type,
        file_name: Some(file.name),
        content: file.content,
    }))
}

/// Asks for the code of a document.
pub async fn ask(request: PageRequest) -> Outcome {
    asking(&request, Errors::default()).ok()
}

pub async fn find(request: PageRequest) -> Outcome {
    let code = request.form.text("code");
    let cabinet = &request.services.cabinet;
    match cabinet.check_document(&request.actor, code).await {
        Ok(check) => Answer::see(request.href(&format!("{ADDRESS}/{}", check.code.as_str()))),
        Err(ServiceError::Invalid(errors)) => asking(&request, Errors::new(request.language, errors))
            .status(422)
            .ok(),
        Err(error) => Err(error),
    }
}

/// What the document of a code says.
pub async fn show(request: PageRequest) -> Outcome {
    let check = checked(&request).await?;
    found(&request, check, None, Errors::default()).ok()
}

/// Compares a file with the document, byte by byte.
pub async fn compare(request: PageRequest) -> Outcome {
    let file = request.form.files.iter().find(|file| file.field == "file");
    let problem = match file {
        None => Some(Problem::Required),
        Some(file) if file.content.is_empty() => Some(Problem::FileEmpty),
        Some(_) => None,
    };
    if let Some(problem) = problem {
        let errors = Errors::new(request.language, vec![FieldError::new("file", problem)]);
        let check = checked(&request).await?;
        return found(&request, check, None, errors).status(422).ok();
    }
    let content = file.map(|file| file.content.as_slice()).unwrap_or_default();
    let code: String = request.param("code")?;
    let cabinet = &request.services.cabinet;
    let (check, is_same) = cabinet
        .compare_document(&request.actor, &code, content)
        .await
        .map_err(unknown)?;
    found(&request, check, Some(is_same), Errors::default()).ok()
}

async fn checked(request: &PageRequest) -> Result<DocumentCheck, ServiceError> {
    let code: String = request.param("code")?;
    let cabinet = &request.services.cabinet;
    cabinet
        .check_document(&request.actor, &code)
        .await
        .map_err(unknown)
}

/// An address with a wrong code leads nowhere.
fn unknown(error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Invalid(_) => ServiceError::NotFound,
        other => other,
    }
}

fn asking(request: &PageRequest, errors: Errors) -> Page {
    let language = request.language;
    let action = request.href(ADDRESS);
    let typed = request.form.text("code").to_owned();
    Page::new(t::document_check_title(language), move || {
        let error = errors.of("code");
        let lines = errors.summary(|_| Some(t::document_code(language).to_owned()));
        view! {
            <ErrorSummary title=t::errors_title(language) errors=lines />
            <PageHeader title=t::document_check_title(language) lead=t::document_check_lead(language) />
            <form class="form" method="post" action=action novalidate>
                <TextField name="code" label=t::document_code(language) hint=t::document_code_hint(language) value=typed
                    error=error autocomplete="off" width=FieldWidth::Medium max_length=40_u32 is_required=true />
                <div class="form__actions">
                    <Button icon_after=IconName::ArrowRight>{t::document_check_button(language)}</Button>
                </div>
            </form>
        }
    })
    .door(Door::Cabinet)
}

fn found(request: &PageRequest, check: DocumentCheck, is_same: Option<bool>, errors: Errors) -> Page {
    let language = request.language;
    let action = request.href(&format!("{ADDRESS}/{}", check.code.as_str()));
    Page::new(t::document_check_title(language), move || {
        let verdict = if check.is_in_force {
            view! { <Notice tone=Tone::Success title=t::document_is_real(language)>{t::document_in_force(language)}</Notice> }
        } else {
            view! { <Notice tone=Tone::Warning title=t::document_is_real(language)>{t::document_fallen(language)}</Notice> }
        };
        let compared = is_same.map(|is_same| {
            if is_same {
                view! { <Notice tone=Tone::Success is_announced=true>{t::document_same(language)}</Notice> }
            } else {
                view! { <Notice tone=Tone::Danger is_announced=true>{t::document_other(language)}</Notice> }
            }
        });
        let unit = check.unit.as_ref();
        let unit = unit.map_or(t::unconfirmed(language), |unit| unit.name(language));
        let outcome = if check.is_granted {
            t::document_granted(language)
        } else {
            t::document_refused(language)
        };
        let line = |label: &'static str, value: String| Detail::new(label, view! { <p>{value}</p> });
        let items = vec![
            line(t::document_code(language), check.code.to_string()),
            line(t::document_number(language), check.number.clone()),
            line(t::document_service(language), check.service.get(language).to_owned()),
            line(t::document_unit(language), unit.to_owned()),
            line(t::decision_title(language), outcome.to_owned()),
            line(t::document_issued(language), words::moment(language, check.issued_at)),
        ];
        let digest = check.digest.clone();
        let error = errors.of("file");
        let lines = errors.summary(|_| Some(t::document_file(language).to_owned()));
        view! {
            <ErrorSummary title=t::errors_title(language) errors=lines />
            <PageHeader title=t::document_check_title(language) />
            {verdict}
            {compared}
            <DescriptionList items />
            <section class="section">
                <h2 class="section__title">{t::document_compare_title(language)}</h2>
                <p class="measure">{t::document_compare_text(language)}</p>
                <form class="form" method="post" action=action enctype="multipart/form-data" novalidate>
                    <FileDrop name="file" label=t::document_file(language) accept=".pdf,application/pdf" error=error is_required=true />
                    <div class="form__actions"><Button>{t::document_compare(language)}</Button></div>
                </form>
                <p class="text-muted text-small">"SHA-256: " <code>{digest}</code></p>
            </section>
        }
    })
    .door(Door::Cabinet)
    .unlisted()
}
