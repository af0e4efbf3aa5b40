//! Signing in with e-mail and password.

use super::continuation::Continuation;
use crate::shared::{Answer, Door, Errors, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::people::account::SignInInput;
use leptos::prelude::*;
use locales::people as t;
use ui::{Button, ErrorSummary, FieldError, InputType, Notice, PageHeader, PasswordField, TextField, Tone};

/// What was typed, shown again; the password never is.
#[derive(Default)]
pub struct Typed {
    pub email: String,
    pub errors: Errors,
}

pub async fn show(request: PageRequest) -> Outcome {
    if request.actor.signed_in().is_some() {
        return Answer::see(request.href("/people/account"));
    }
    page(&request, &Continuation::of_posted(&request), &Typed::default()).ok()
}

pub async fn submit(request: PageRequest) -> Outcome {
    let continuation = Continuation::of_posted(&request);
    let input = SignInInput {
        email: request.form.text("email").to_owned(),
        password: request.form.text("password").to_owned(),
    };
    let opened = request
        .services
        .people
        .sign_in(&request.actor, &input, &request.client())
        .await;
    match opened {
        Ok(opened) => continuation.go_on(&request, opened.token),
        Err(ServiceError::Invalid(errors)) => {
            let typed = Typed {
                email: input.email,
                errors: Errors::new(request.language, errors),
            };
            page(&request, &continuation, &typed).status(422).ok()
        }
        Err(error) => Err(error),
    }
}

/// The sign-in page, also where another page was asked for.
pub fn page(request: &PageRequest, continuation: &Continuation, typed: &Typed) -> Page {
    let language = request.language;
    let action = request.href("/people/sign-in");
    let notice = (continuation.is_present() && typed.errors.is_empty()).then(|| {
        if continuation.holds_form() {
            t::sign_in_form_kept(language)
        } else {
            t::sign_in_needed(language)
        }
    });
    let hidden = continuation.fields();
    let (email, email_error) = (typed.email.clone(), typed.errors.of("email"));
    let password_error = typed.errors.of("password");
    let errors = summary(&typed.errors);
    Page::new(t::sign_in_title(language), move || {
        view! {
            <div class="container container--narrow page">
                <PageHeader title=t::sign_in_title(language) lead=t::sign_in_lead(language) />
                {notice.map(|text| view! { <Notice tone=Tone::Info>{text}</Notice> })}
                <ErrorSummary title=t::errors_title(language) errors=errors />
                <form class="form" method="post" action=action novalidate>
                    {hidden}
                    <TextField name="email" label=t::email(language) value=email error=email_error
                        input_type=InputType::Email autocomplete="username" is_required=true />
                    <PasswordField name="password" label=t::password(language) error=password_error is_required=true />
                    <div class="form__actions"><Button>{t::sign_in(language)}</Button></div>
                </form>
            </div>
        }
    })
    .door(Door::Account)
    .unlisted()
}

/// The errors of a form for its summary.
pub fn summary(errors: &Errors) -> Vec<FieldError> {
    errors
        .all()
        .into_iter()
        .map(|(field, message)| FieldError::new(field, message))
        .collect()
}
