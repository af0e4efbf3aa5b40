//! An officer of the service centre checks a resident's document.

use crate::shared::{Door, Errors, Outcome, Page, PageRequest, RefusedForm, Width};
use domain::actor::{Role, SignedIn};
use domain::people::account::PersonSummary;
use domain::people::identity::{DocumentKind, VerifyInput, VerifyOutcome};
use domain::{FieldError as Fault, Language, Problem, ServiceError};
use leptos::prelude::*;
use locales::people as t;
use ui::{
    Badge, Button, Checkbox, Choice, DescriptionList, Detail, ErrorSummary, FieldWidth, InputType, Notice,
    PageHeader, Select, TextField, Tone,
};

pub async fn show(request: PageRequest) -> Outcome {
    let is_officer = |person: &SignedIn| person.holds_anywhere(Role::CentreOfficer);
    if !request.actor.signed_in().is_some_and(is_officer) {
        return Err(ServiceError::Forbidden);
    }
    let content = Content {
        errors: Errors::default(),
        ..Content::default()
    };
    page(&request, content).ok()
}

/// What stands on the page: first the search, then the form, then what came of it.
#[derive(Default)]
struct Content {
    input: VerifyInput,
    resident: Option<PersonSummary>,
    done: Option<VerifyOutcome>,
    errors: Errors,
}

pub async fn submit(request: PageRequest) -> Outcome {
    let text = |name: &str| request.form.text(name).to_owned();
    let input = VerifyInput {
        email: text("email"),
        family_name: text("family_name"),
        given_name: text("given_name"),
        patronymic: text("patronymic"),
        tax_number: text("tax_number"),
        document: text("document"),
        has_seen: request.form.is_ticked("has_seen"),
    };
    let people = &request.services.people;
    let resident = match people.find_resident(&request.actor, &input.email).await {
        Ok(Some(resident)) => resident,
        Ok(None) => {
            return refused(
                &request,
                input,
                vec![Fault::new("email", Problem::NobodyOfAddress)],
            );
        }
        Err(ServiceError::Invalid(errors)) => return refused(&request, input, errors),
        Err(error) => return Err(error),
    };
    let content = if text("step") == "verify" {
        match people.verify_resident(&request.actor, &input).await {
            Ok(outcome) => Content {
                resident: people.find_resident(&request.actor, &input.email).await?,
                done: Some(outcome),
                input: VerifyInput::default(),
                errors: Errors::default(),
            },
            Err(error) => Content {
                input,
                resident: Some(resident),
                done: None,
                errors: RefusedForm::of(request.language, "tax_number", error)?.errors,
            },
        }
    } else {
        Content {
            input,
            resident: Some(resident),
            ..Content::default()
        }
    };
    let status = if content.errors.is_empty() { 200 } else { 422 };
    page(&request, content).status(status).ok()
}

fn refused(request: &PageRequest, input: VerifyInput, errors: Vec<Fault>) -> Outcome {
    let errors = Errors::new(request.language, errors);
    let content = Content {
        input,
        errors,
        ..Content::default()
    };
    page(request, content).status(422).ok()
}

fn page(request: &PageRequest, content: Content) -> Page {
    let language = request.language;
    let action = request.href("/people/verify");
    let Content {
        input,
        resident,
        done,
        errors,
    } = content;
    let lines = super::frame::summary(language, &errors);
    let own = request.actor.person_id();
    Page::new(t::verify_title(language), move || {
        let outcome = done.map(|outcome| {
            let differ = outcome
                .names_differ
                .then(|| view! { <Notice tone=Tone::Warning>{t::verify_names_differ(language)}</Notice> });
            view! {
                <Notice tone=Tone::Success is_announced=true>{t::verify_done(language)}</Notice>
                {differ}
            }
        });
        let another = resident
            .is_some()
            .then(|| view! { <p><a href=action.clone()>{t::verify_another(language)}</a></p> });
        let body = match resident {
            None => search_form(language, action, input.email, errors.of("email")).into_any(),
            Some(resident) if done.is_some() => facts(language, resident).into_any(),
            // The form could only be refused.
            Some(resident) if own == Some(resident.person) => view! {
                {facts(language, resident)}
                <Notice tone=Tone::Warning>{locales::rule_text(language, "own_identity")} "."</Notice>
            }
            .into_any(),
            Some(resident) => view! {
                {facts(language, resident)}
                {document_form(language, action, input, &errors)}
            }
            .into_any(),
        };
        view! {
            <PageHeader title=t::verify_title(language) lead=t::verify_lead(language) />
            <ErrorSummary title=t::errors_title(language) errors=lines />
            {outcome}
            {body}
            {another}
        }
    })
    .door(Door::Work)
    .width(Width::Narrow)
    .unlisted()
}

fn search_form(language: Language, action: String, email: String, error: Option<String>) -> impl IntoView {
    view! {
        <form class="form" method="post" action=action novalidate>
            <TextField name="email" label=t::verify_email(language) value=email error=error
                input_type=InputType::Email is_required=true />
            <div class="form__actions"><Button name="step" value="find">{t::search(language)}</Button></div>
        </form>
    }
}

fn facts(language: Language, resident: PersonSummary) -> impl IntoView {
    let mut items = vec![
        Detail::new(t::name(language), resident.name),
        Detail::new(t::email(language), resident.email),
    ];
    if let Some(number) = resident.tax_number {
        items.push(Detail::new(t::tax_number(language), number));
        let badge = view! { <Badge tone=Tone::Success>{t::identity_verified(language)}</Badge> };
        items.push(Detail::new(t::identity_level(language), badge));
    }
    view! { <DescriptionList items=items /> }
}

fn document_form(
    language: Language,
    action: String,
    input: VerifyInput,
    errors: &Errors,
) -> impl IntoView + use<> {
    let fields = [
        "family_name",
        "given_name",
        "patronymic",
        "tax_number",
        "document",
        "has_seen",
    ];
    let [family, given, patronymic, number, document, seen] = fields.map(|field| errors.of(field));
    let documents = DocumentKind::ALL
        .map(|kind| Choice::new(kind.code(), document_name(language, kind)))
        .to_vec();
    view! {
        <form class="form" method="post" action=action autocomplete="off" novalidate>
            <input type="hidden" name="email" value=input.email />
            <TextField name="family_name" label=t::family_name(language) value=input.family_name error=family is_required=true />
            <TextField name="given_name" label=t::given_name(language) value=input.given_name error=given is_required=true />
            <TextField name="patronymic" label=t::patronymic(language) value=input.patronymic error=patronymic is_optional=true />
            <TextField name="tax_number" label=t::tax_number(language) hint=t::tax_number_hint(language) value=input.tax_number
                error=number input_type=InputType::Digits width=FieldWidth::Medium is_required=true />
            <Select name="document" label=t::document(language) options=documents value=input.document error=document
                empty_label=t::choose(language) is_required=true />
            <Checkbox name="has_seen" label=t::has_seen(language) is_checked=input.has_seen error=seen />
            <div class="form__actions"><Button name="step" value="verify">{t::verify_confirm(language)}</Button></div>
        </form>
    }
}

fn document_name(language: Language, kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::IdCard => t::document_id_card(language),
        DocumentKind::PassportBook => t::document_passport_book(language),
        DocumentKind::ForeignPassport => t::document_foreign_passport(language),
        DocumentKind::ResidencePermit => t::document_residence_permit(language),
    }
}
